//! The next generation of a person's keys: who can read and write what afterwards, and what a link says meanwhile.

use crate::client::{Client, THEIR_NONCE, frames, sent};
use crate::{rng, touch};
use commonplace_protocol::frame::{Empty, Found, Hello, Open, Placed, RosterEntries, Taken};
use commonplace_protocol::{BoxId, Epoch, Frame, Refusal, Refused, Roster, SpaceId, VersionVector};
use commonplace_sync::{Out, PersonalSpace, Seed, Space, SyncError};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

fn seed() -> Seed {
    Seed::from_bytes([1; 32])
}

/// A device of the seed's person that knows `roster` and nothing else.
fn device(generation: u32, roster: &Roster) -> Space {
    // Each device a replica of its own.
    static DEVICES: AtomicU64 = AtomicU64::new(1000);
    let mut rng = rng(DEVICES.fetch_add(1, Ordering::Relaxed));
    let person = seed().person(generation);
    let genesis = Roster::start(&roster.entries()[0]).unwrap();
    let identity = person.identity(&genesis);
    let (tips, confirmed) = (BTreeMap::new(), VersionVector::new());
    let mut space = Space::new(identity, genesis, None, tips, confirmed);
    for entry in &roster.entries()[1..] {
        space.append_to_roster(entry).unwrap();
    }
    space.take_keys(person.keys_in(space.roster()));
    space.new_writer(&mut rng);
    space
}

fn first() -> Space {
    let PersonalSpace { roster, .. } = seed().person(1).personal().unwrap();
    device(1, &roster)
}

#[test]
fn what_was_written_stays_readable_and_the_old_key_reads_nothing_new() {
    let (mut rng, mut old) = (rng(7), first());
    let before = old.seal(&mut rng, &[touch(1, "before")]).unwrap();
    old.persisted(&before.key);
    let entry = seed().renew(&mut rng, &old).unwrap();
    old.append_to_roster(&entry).unwrap();
    assert!(old.is_shut_out());

    let mut next = device(2, old.newest_roster());
    assert!(!next.is_shut_out());
    assert_eq!(next.roster().epoch(), Epoch(2));
    let opened = next.open(&before.bytes).unwrap();
    assert_eq!(opened.touches, [touch(1, "before")]);
    next.accept(&opened);
    let after = next.seal(&mut rng, &[touch(1, "after")]).unwrap();
    assert!(device(2, old.newest_roster()).open(&after.bytes).is_ok());
    // The lost device, told of everything, still has no key for it.
    let lost = device(1, old.newest_roster());
    assert!(lost.is_shut_out());
    assert!(matches!(
        lost.read(&after.bytes),
        Err(SyncError::KeyMissing(Epoch(2)))
    ));
    // And nobody takes what it writes, though it may write for itself.
    let mut lost = lost;
    let later = lost.seal(&mut rng, &[touch(1, "later")]).unwrap();
    assert!(lost.read(&later.bytes).is_ok());
    assert!(matches!(
        next.open(&later.bytes),
        Err(SyncError::Refused {
            refusal: Refusal::NotMember,
            ..
        })
    ));
}

#[test]
fn the_words_alone_find_any_generation_and_every_key() {
    let (mut rng, mut space) = (rng(8), first());
    let mut written = vec![space.seal(&mut rng, &[touch(1, "1")]).unwrap()];
    space.persisted(&written[0].key);
    for generation in 2..=12 {
        let entry = seed().renew(&mut rng, &space).unwrap();
        space.append_to_roster(&entry).unwrap();
        let person = seed().current(space.newest_roster()).unwrap();
        assert_eq!(person.generation(), generation);
        space.adopt(person.identity(space.newest_roster()));
        space.new_writer(&mut rng);
        let sealed = space.seal(&mut rng, &[touch(1, "1")]).unwrap();
        space.persisted(&sealed.key);
        written.push(sealed);
    }
    let person = seed().current(space.roster()).unwrap();
    let found = device(person.generation(), space.roster());
    for sealed in &written {
        let opened = found.open(&sealed.bytes).unwrap();
        assert_eq!(opened.touches, [touch(1, "1")]);
    }
    assert!(Seed::from_bytes([9; 32]).current(space.roster()).is_none());
}

#[test]
fn only_the_words_of_this_journal_renew_it() {
    let stranger = Seed::from_bytes([9; 32]);
    assert_eq!(
        stranger.renew(&mut rng(1), &first()),
        Err(SyncError::NotYours)
    );
}

#[test]
fn a_device_that_is_let_in_again_says_again_what_did_not_count() {
    let (mut rng, mut ours) = (rng(9), first());
    let mut theirs = first();
    let known = theirs.seal(&mut rng, &[touch(1, "known")]).unwrap();
    theirs.persisted(&known.key);
    let opened = ours.open(&known.bytes).unwrap();
    ours.accept(&opened);
    ours.persisted(&known.key);
    let unknown = theirs.seal(&mut rng, &[touch(2, "unknown")]).unwrap();
    theirs.persisted(&unknown.key);

    let entry = seed().renew(&mut rng, &ours).unwrap();
    theirs.append_to_roster(&entry).unwrap();
    ours.append_to_roster(&entry).unwrap();
    let person = seed().current(theirs.newest_roster()).unwrap();
    assert!(theirs.beyond_accepted().is_empty(), "not before it is in");
    let offline = theirs.seal(&mut rng, &[touch(3, "offline")]).unwrap();
    theirs.persisted(&offline.key);
    for space in [&mut theirs, &mut ours] {
        space.adopt(person.identity(space.newest_roster()));
        assert_eq!(space.writer(), None);
        space.new_writer(&mut rng);
    }
    assert!(ours.beyond_accepted().is_empty());
    assert_eq!(theirs.beyond_accepted(), [(known.key.replica, 1)]);
    let again = theirs
        .renew(
            &mut rng,
            known.key.replica,
            &[unknown.bytes.clone(), offline.bytes],
        )
        .unwrap();
    assert!(theirs.beyond_accepted().is_empty());
    assert!(ours.open(&unknown.bytes).is_err());
    for (sealed, words) in again.sealed.iter().zip(["unknown", "offline"]) {
        let opened = ours.open(&sealed.bytes).unwrap();
        assert_eq!(opened.touches[0].changes, words.as_bytes());
        ours.accept(&opened);
    }
}

impl Client {
    fn roster_frame(&self, from: u64, entries: Vec<Vec<u8>>) -> Frame {
        Frame::Roster(RosterEntries {
            space: self.id,
            from,
            entries,
        })
    }

    fn not_member(&self) -> Frame {
        Frame::Refused(Refused::new(Refusal::NotMember).about(self.id))
    }
}

fn proven(outs: &[Out]) -> Vec<commonplace_protocol::MemberKey> {
    let proofs = frames(outs).into_iter().filter_map(|frame| match frame {
        Frame::Prove(prove) => Some(prove.member),
        _ => None,
    });
    proofs.collect()
}

#[test]
fn an_entry_is_ours_once_the_relay_has_it() {
    let (mut client, _) = Client::joined(|_| {}, &VersionVector::new());
    let entry = seed()
        .renew(&mut rng(2), &client.spaces[&client.id])
        .unwrap();
    let outs = client
        .link
        .propose(&client.id, entry.clone(), &client.spaces);
    assert_eq!(frames(&outs), [client.roster_frame(1, vec![entry.clone()])]);
    assert!(!client.space().is_shut_out(), "asked is not done");
    let outs = client.hear(&client.roster_frame(2, vec![]));
    let expected = Out::RosterChanged {
        space: client.id,
        from: 1,
        entries: vec![entry],
    };
    assert_eq!(outs, [expected]);
    assert!(client.space().is_shut_out());

    // Under the new key it comes in anew, on the same connection.
    let person = seed().person(2);
    let space = client.space();
    let identity = person.identity(space.newest_roster());
    space.adopt(identity);
    let outs = client.hear(&client.not_member());
    assert_eq!(proven(&outs), [person.member()]);
    let frames = frames(&outs);
    assert!(matches!(
        frames.last(),
        Some(Frame::Open(Open { length: 2, .. }))
    ));
    // The next refusal is meant for the new key: no proof after proof.
    let outs = client.hear(&client.not_member());
    assert!(proven(&outs).is_empty());
    assert!(matches!(&outs[..], [Out::Refused(_)]));
}

#[test]
fn of_two_renewals_the_second_gives_way() {
    let (mut client, _) = Client::joined(|_| {}, &VersionVector::new());
    let ours = seed()
        .renew(&mut rng(2), &client.spaces[&client.id])
        .unwrap();
    let theirs = seed()
        .renew(&mut rng(3), &client.spaces[&client.id])
        .unwrap();
    assert_ne!(ours, theirs);
    client.link.propose(&client.id, ours, &client.spaces);
    let conflict = Frame::Refused(Refused::new(Refusal::RosterConflict).about(client.id));
    client.hear(&conflict);
    client.hear(&client.roster_frame(1, vec![theirs.clone()]));
    assert_eq!(client.space().newest_roster().entries()[1], theirs);
    let person = seed().current(client.space().newest_roster()).unwrap();
    assert_eq!(person.generation(), 2, "both made the same keys");
    // A late word about the entry that lost changes nothing.
    assert!(client.hear(&client.roster_frame(3, vec![])).is_empty());
}

#[test]
fn who_was_shut_out_sends_nothing_and_keeps_everything() {
    let (mut client, _) = Client::joined(
        |client| {
            client.write(&[touch(1, "kept")]);
        },
        &VersionVector::new(),
    );
    let entry = seed()
        .renew(&mut rng(2), &client.spaces[&client.id])
        .unwrap();
    client.hear(&client.roster_frame(1, vec![entry]));
    let outs = client.hear(&client.not_member());
    assert!(proven(&outs).is_empty());
    let sealed = client.write(&[touch(2, "offline")]);
    let stored = [commonplace_sync::Stored {
        key: sealed.key,
        bytes: Some(&sealed.bytes),
    }];
    let id = client.id;
    let outs = client.link.persisted(&id, &stored, &mut client.spaces);
    assert!(sent(&outs).is_empty());
    assert_eq!(client.space().waiting(), 2);
}

#[test]
fn a_box_is_asked_for_as_soon_as_there_is_a_greeting() {
    let mut client = Client::relay();
    let place = BoxId([4; 32]);
    client.link.start(&client.spaces);
    assert!(client.link.take(place).is_empty());
    let outs = client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay")));
    assert_eq!(
        frames(&outs)[0],
        Frame::Take(commonplace_protocol::frame::Take { place })
    );
    let found = |sealed, why| Frame::Found(Found { place, sealed, why });
    for (frame, expected) in [
        (found(Some(vec![1]), None), Ok(vec![1])),
        (found(None, Some(Empty::Taken)), Err(Empty::Taken)),
    ] {
        let outs = client.hear(&frame);
        let found = expected;
        assert_eq!(outs, [Out::Found { place, found }]);
    }
}

#[test]
fn what_is_left_in_a_box_is_told_of() {
    let (mut client, _) = Client::joined(|_| {}, &VersionVector::new());
    let (space, place) = (client.id, BoxId([4; 32]));
    let outs = client.link.put(&space, place, vec![1, 2]);
    assert!(matches!(&frames(&outs)[..], [Frame::Put(put)] if put.place == place));
    assert!(client.link.put(&SpaceId::ZERO, place, vec![]).is_empty());
    let expires_in_ms = 5;
    let outs = client.hear(&Frame::Placed(Placed {
        space,
        place,
        expires_in_ms,
    }));
    assert_eq!(
        outs,
        [Out::Placed {
            place,
            expires_in_ms
        }]
    );
    let outs = client.hear(&Frame::Taken(Taken { space, place }));
    assert_eq!(outs, [Out::Taken { place }]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However many devices write before, between and after renewals, in whatever order they take part: a device
    /// that has only the words opens exactly what counts, and what a shut-out device wrote never counts.
    #[test]
    fn generations_open_what_counts_and_nothing_else(
        steps in proptest::collection::vec((0u8..3, 0u8..3), 1..14), seed_of_rng in any::<u64>(),
    ) {
        let mut rng = rng(seed_of_rng);
        let mut now = first();
        let (mut counted, mut refused) = (Vec::new(), Vec::new());
        let mut lost: Vec<Space> = Vec::new();
        for (what, size) in steps {
            match what {
                0 => {
                    let sealed = now.seal(&mut rng, &[touch(size, "counts")]).unwrap();
                    now.persisted(&sealed.key);
                    counted.push(sealed);
                }
                1 => {
                    lost.push(now.clone());
                    let entry = seed().renew(&mut rng, &now).unwrap();
                    now.append_to_roster(&entry).unwrap();
                    let person = seed().current(now.newest_roster()).unwrap();
                    now.adopt(person.identity(now.newest_roster()));
                    now.new_writer(&mut rng);
                }
                _ => for device in &mut lost {
                    let sealed = device.seal(&mut rng, &[touch(size, "too late")]).unwrap();
                    device.persisted(&sealed.key);
                    refused.push(sealed);
                },
            }
        }
        let person = seed().current(now.roster()).unwrap();
        let mut fresh = device(person.generation(), now.roster());
        for sealed in &counted {
            let opened = fresh.open(&sealed.bytes).unwrap();
            fresh.accept(&opened);
            prop_assert_eq!(opened.touches[0].changes.as_slice(), b"counts");
        }
        for sealed in &refused {
            prop_assert!(fresh.open(&sealed.bytes).is_err());
        }
    }
}
