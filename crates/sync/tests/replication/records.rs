//! What a replica takes, and everything it does not.

use crate::{blank, personal, rng, touch};
use commonplace_protocol::limits::MAX_RECORD;
use commonplace_protocol::record::{self, Header};
use commonplace_protocol::roster::{self, Op, Role};
use commonplace_protocol::{
    BoxKey, Commitment, MemberKey, Record, RecordError, RecordId, Refusal, Roster, VersionVector,
};
use commonplace_sync::{KeyRing, PersonalSpace, Space, SpaceIdentity, SyncError, Touch};
use ed25519_dalek::{Signer, SigningKey};
use rand_chacha::rand_core::Rng;
use std::collections::BTreeMap;

fn header(bytes: &[u8]) -> Header {
    Record::parse(bytes).unwrap().header().clone()
}

/// The member of `personal(seed)` signs whatever they are given.
fn assemble(seed: u8, header: &Header, body: &[u8]) -> Vec<u8> {
    let identity = personal(seed).identity;
    record::assemble(header, body, |message| identity.sign(message)).unwrap()
}

#[test]
fn what_is_sealed_here_opens_there() {
    let mut rng = rng(1);
    let (mut here, mut there) = (blank(1, &mut rng), blank(1, &mut rng));
    let touches = [touch(1, "a lesson"), touch(2, "\0 and \u{1f980}")];
    for counter in 1..=3 {
        let sealed = here.seal(&mut rng, &touches).unwrap();
        let opened = there.open(&sealed.bytes).unwrap();
        assert_eq!(opened.key.counter, counter);
        assert_eq!((opened.key, opened.id), (sealed.key, sealed.id));
        assert_eq!(opened.member, here.member());
        assert_eq!(opened.touches, touches);
        assert!(!opened.newer);
        there.accept(&opened);
        assert_eq!(there.read(&sealed.bytes).unwrap(), opened);
        assert_eq!(here.read(&sealed.bytes).unwrap(), opened);
    }
    assert_eq!(there.vector().get(&here.writer().unwrap()), 3);
    assert_eq!(
        there.durable(),
        &VersionVector::new(),
        "accepted is not durable"
    );
}

#[test]
fn a_flipped_bit_anywhere_is_refused() {
    let mut rng = rng(2);
    let (mut here, there) = (blank(1, &mut rng), blank(1, &mut rng));
    let sealed = here.seal(&mut rng, &[touch(1, "what I learned")]).unwrap();
    assert!(there.open(&sealed.bytes).is_ok());
    for bit in 0..sealed.bytes.len() * 8 {
        let mut flipped = sealed.bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(
            there.open(&flipped).is_err(),
            "bit {bit} of {}",
            sealed.bytes.len() * 8
        );
    }
    for length in 0..sealed.bytes.len() {
        assert!(
            there.open(&sealed.bytes[..length]).is_err(),
            "cut to {length}"
        );
    }
    let longer = [sealed.bytes.as_slice(), &[0]].concat();
    assert_eq!(
        there.open(&longer),
        Err(SyncError::Broken(RecordError::Malformed))
    );
}

#[test]
fn a_stranger_is_refused() {
    let mut rng = rng(3);
    let mut here = blank(1, &mut rng);
    let mut stranger = blank(2, &mut rng);
    let sealed = stranger.seal(&mut rng, &[touch(1, "trust me")]).unwrap();
    let refused = |refusal, key| Err(SyncError::Refused { key, refusal });
    assert_eq!(
        here.open(&sealed.bytes),
        refused(Refusal::UnknownSpace, sealed.key)
    );

    // With our space in the header, signed by the stranger in the stranger's name.
    let ours = here.seal(&mut rng, &[touch(1, "ours")]).unwrap();
    let theirs = header(&sealed.bytes);
    let forged = Header {
        space: here.id(),
        roster: here.roster().head(),
        ..theirs.clone()
    };
    let bytes = assemble(2, &forged, Record::parse(&sealed.bytes).unwrap().body());
    assert_eq!(here.open(&bytes), refused(Refusal::NotMember, forged.key()));

    // The same in the owner's name.
    let forged = Header {
        member: here.member(),
        ..forged
    };
    let bytes = assemble(2, &forged, Record::parse(&ours.bytes).unwrap().body());
    assert_eq!(
        here.open(&bytes),
        Err(SyncError::Broken(RecordError::BadSignature))
    );
}

#[test]
fn a_body_does_not_open_under_another_header() {
    let mut rng = rng(4);
    let (mut here, mut there) = (blank(1, &mut rng), blank(1, &mut rng));
    let first = here.seal(&mut rng, &[touch(1, "first")]).unwrap();
    let second = here.seal(&mut rng, &[touch(1, "second")]).unwrap();
    let opened = there.open(&first.bytes).unwrap();
    there.accept(&opened);

    // Even the owner's own signature cannot move a body: under the next header, or the old one renumbered.
    let (first_body, second_header) = (
        Record::parse(&first.bytes).unwrap().body().to_vec(),
        header(&second.bytes),
    );
    let grafted = assemble(1, &second_header, &first_body);
    assert_eq!(there.open(&grafted), Err(SyncError::Unreadable(second.key)));
    let replayed = Header {
        counter: 2,
        prev: first.id,
        ..header(&first.bytes)
    };
    let replayed = assemble(1, &replayed, &first_body);
    assert_eq!(
        there.open(&replayed),
        Err(SyncError::Unreadable(second.key))
    );

    // And without a new signature nothing moves at all.
    let mut stitched = first.bytes.clone();
    let at = stitched.len() - 64 - first_body.len();
    stitched.truncate(at);
    stitched.extend_from_slice(&second.bytes[second.bytes.len() - 64..]);
    assert!(there.open(&stitched).is_err());
    assert!(
        there.open(&second.bytes).is_ok(),
        "the real one is still welcome"
    );
}

#[test]
fn order_is_kept_and_repetition_harmless() {
    let mut rng = rng(5);
    let (mut here, mut there) = (blank(1, &mut rng), blank(1, &mut rng));
    let sealed: Vec<_> = (0..3)
        .map(|_| here.seal(&mut rng, &[touch(1, "word")]).unwrap())
        .collect();
    let gap = |have| {
        Err(SyncError::Gap {
            key: sealed[2].key,
            have,
        })
    };
    assert_eq!(there.open(&sealed[2].bytes), gap(0));
    for sealed in &sealed[..2] {
        let opened = there.open(&sealed.bytes).unwrap();
        there.accept(&opened);
        assert_eq!(
            there.open(&sealed.bytes),
            Err(SyncError::Duplicate(sealed.key))
        );
    }
    there.persisted(&sealed[1].key);
    assert_eq!(
        there.durable(),
        &VersionVector::new(),
        "the first is not on the disk yet"
    );
    there.persisted(&sealed[0].key);
    assert_eq!(there.durable().get(&sealed[0].key.replica), 2);

    // The disk failed for the third: it is forgotten, and welcome again.
    let opened = there.open(&sealed[2].bytes).unwrap();
    there.accept(&opened);
    assert_eq!(there.dropped(&sealed[2].key), 1);
    assert_eq!(there.open(&sealed[2].bytes), Ok(opened));
}

#[test]
fn two_records_under_one_number_are_a_fork() {
    let mut rng = rng(6);
    let mut here = blank(1, &mut rng);
    let mut copy = here.clone();
    let mut there = blank(1, &mut rng);
    let (one, other) = (
        here.seal(&mut rng, &[touch(1, "one")]).unwrap(),
        copy.seal(&mut rng, &[touch(1, "other")]).unwrap(),
    );
    let next = copy.seal(&mut rng, &[touch(1, "next")]).unwrap();
    let opened = there.open(&one.bytes).unwrap();
    there.accept(&opened);
    assert_eq!(there.open(&other.bytes), Err(SyncError::Fork(other.key)));
    assert_eq!(
        there.open(&next.bytes),
        Err(SyncError::Fork(next.key)),
        "it follows another one"
    );
    // Nobody is called a copy on the word of a forger.
    let mut forged = other.bytes.clone();
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(
        there.open(&forged),
        Err(SyncError::Broken(RecordError::BadSignature))
    );
    // The writer itself is told that somebody else writes in its name.
    assert_eq!(here.open(&next.bytes), Err(SyncError::Fork(next.key)));
    let mut restored = blank(1, &mut rng);
    let writer = restored.new_writer(&mut rng);
    let mut copy = restored.clone();
    let elsewhere = copy.seal(&mut rng, &[touch(1, "elsewhere")]).unwrap();
    assert_eq!(elsewhere.key.replica, writer);
    assert_eq!(
        restored.open(&elsewhere.bytes),
        Err(SyncError::OwnReplica(elsewhere.key))
    );
}

#[test]
fn nothing_written_can_be_read_in_what_is_sealed() {
    let mut rng = rng(7);
    let mut here = blank(1, &mut rng);
    let words = ["strawberry", "confidential", "appraisal"];
    let many: Vec<Touch> = (0..50)
        .map(|doc| touch(doc, &words.join(" ").repeat(20)))
        .collect();
    for touches in [&many[..], &many[..1], &[touch(1, words[0])]] {
        let sealed = here.seal(&mut rng, touches).unwrap();
        for word in words {
            let found = sealed
                .bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "{word}");
        }
        assert!(
            !sealed.bytes.windows(16).any(|window| window == [1; 16]),
            "the document's id"
        );
    }
    // The same words twice look different, so nobody can tell that they are the same.
    let (a, b) = (
        here.seal(&mut rng, &many).unwrap(),
        here.seal(&mut rng, &many).unwrap(),
    );
    let body = |bytes| Record::parse(bytes).unwrap().body().to_vec();
    assert_ne!(body(&a.bytes), body(&b.bytes));
    assert_eq!(a.bytes.len(), b.bytes.len());
}

#[test]
fn too_much_for_one_record_writes_nothing() {
    let mut rng = rng(8);
    let mut here = blank(1, &mut rng);
    let mut noise = vec![0; MAX_RECORD];
    rng.fill_bytes(&mut noise);
    let noise = Touch {
        changes: noise,
        ..touch(1, "")
    };
    assert_eq!(
        here.seal(&mut rng, &[noise]).err(),
        Some(SyncError::TooLarge)
    );
    assert_eq!(
        here.seal(&mut rng, &[touch(1, "short")])
            .unwrap()
            .key
            .counter,
        1
    );
}

#[test]
fn without_a_replica_or_a_key_nothing_is_written() {
    let mut rng = rng(9);
    let PersonalSpace { identity, roster } = personal(1);
    let (id, tips) = (roster.space(), BTreeMap::new());
    let mut reader = Space::new(
        identity,
        roster.clone(),
        None,
        tips.clone(),
        VersionVector::new(),
    );
    assert_eq!(reader.seal(&mut rng, &[]), Err(SyncError::NoWriter));

    let sealed = blank(1, &mut rng)
        .seal(&mut rng, &[touch(1, "sealed")])
        .unwrap();
    let keyless = SpaceIdentity::new(id, SigningKey::from_bytes(&[1; 32]), KeyRing::new());
    let keyless = Space::new(keyless, roster, None, tips, VersionVector::new());
    let missing = SyncError::KeyMissing(commonplace_protocol::Epoch::FIRST);
    assert_eq!(keyless.open(&sealed.bytes), Err(missing));
}

/// A member who signs properly but does not have the space's key cannot put anything in it.
#[test]
fn a_member_without_the_key_is_not_understood() {
    let mut rng = rng(10);
    let admin = SigningKey::from_bytes(&[1; 32]);
    let member = MemberKey(admin.verifying_key().to_bytes());
    let add = Op::Add {
        member,
        box_key: BoxKey([2; 32]),
        role: Role::Admin,
        recovery: Commitment([3; 32]),
    };
    let genesis = roster::genesis(member, vec![add], |message| admin.sign(message).to_bytes());
    let roster = Roster::start(&genesis).unwrap();
    let space = |key: u8, rng: &mut _| {
        let keys = KeyRing::first([key; 32]);
        let identity = SpaceIdentity::new(roster.space(), admin.clone(), keys);
        let roster = roster.clone();
        let mut space = Space::new(
            identity,
            roster,
            None,
            BTreeMap::new(),
            VersionVector::new(),
        );
        space.new_writer(rng);
        space
    };
    let (mut one, other) = (space(1, &mut rng), space(2, &mut rng));
    let sealed = one
        .seal(&mut rng, &[touch(1, "under another key")])
        .unwrap();
    assert_eq!(
        other.open(&sealed.bytes),
        Err(SyncError::Unreadable(sealed.key))
    );
    assert_ne!(sealed.id, RecordId::ZERO);
}
