//! Packs and stand-ins: what accounts for a record and what does not, and a chain with stand-ins in it.

use crate::{blank, personal, rng, touch};
use commonplace_protocol::limits::MAX_COVERS;
use commonplace_protocol::{Cover, Record, RecordError, Refusal};
use commonplace_sync::{Opened, Pack, Sealed, Space, SyncError, Touch};

fn cover(of: &Sealed) -> Cover {
    Cover {
        replica: of.key.replica,
        from: of.key.counter,
        to: of.key.counter,
        last: of.id,
    }
}

fn pack(of: &[&Sealed], forgotten: &[u8]) -> Pack {
    let forgotten = forgotten.iter().map(|n| touch(*n, "").doc);
    Pack {
        covers: of.iter().map(|sealed| cover(sealed)).collect(),
        forgotten: forgotten.collect(),
    }
}

fn whole(doc: u8, parts: &[&str]) -> Touch {
    Touch {
        changes: parts
            .iter()
            .flat_map(|part| touch(doc, part).changes)
            .collect(),
        ..touch(doc, "")
    }
}

fn reread(space: &Space, sealed: &Sealed) -> Opened {
    space.read(&sealed.bytes).unwrap()
}

#[test]
fn only_what_holds_or_forgets_everything_accounts_for_a_record() {
    let mut rng = rng(1);
    let mut here = blank(1, &mut rng);
    let both = [touch(1, "to be forgotten"), touch(2, "to be kept")];
    let first = here.seal(&mut rng, &both).unwrap();
    let second = here.seal(&mut rng, &[touch(2, " and more")]).unwrap();
    let mut accounts = |touches: &[&Touch], pack: &Pack, of: &Sealed| {
        let touches: Vec<_> = touches.iter().copied().cloned().collect();
        let sealed = here.seal_pack(&mut rng, &touches, pack).unwrap();
        reread(&here, &sealed).accounts_for(&reread(&here, of))
    };
    let kept = whole(2, &["to be kept"]);
    assert!(accounts(&[&kept], &pack(&[&first], &[1]), &first));
    let more = whole(2, &["to be kept", " and more"]);
    let both = pack(&[&first, &second], &[1]);
    assert!(accounts(&[&more], &both, &first));
    assert!(accounts(&[&more], &both, &second));
    assert!(!accounts(&[], &pack(&[&first], &[1]), &first), "2 is gone");
    assert!(
        !accounts(&[&kept], &pack(&[&first], &[]), &first),
        "1 is gone"
    );
    assert!(!accounts(&[&kept], &both, &second), "part of 2 is gone");
    assert!(
        !accounts(&[&more], &pack(&[&second], &[1]), &first),
        "not covered"
    );
    let mut other = pack(&[&first], &[1]);
    other.covers[0].last = second.id;
    assert!(!accounts(&[&kept], &other, &first), "another record");
    let kind = Touch { kind: 9, ..kept };
    assert!(
        !accounts(&[&kind], &pack(&[&first], &[1]), &first),
        "another kind"
    );
}

#[test]
fn a_pack_that_covers_a_pack_stands_for_all_it_stood_for() {
    let mut rng = rng(2);
    let mut here = blank(1, &mut rng);
    let both = [touch(1, "one"), touch(2, "two")];
    let first = here.seal(&mut rng, &both).unwrap();
    let before = pack(&[&first], &[1]);
    let before = here
        .seal_pack(&mut rng, &[whole(2, &["two"])], &before)
        .unwrap();
    let mut accounts = |next: &Pack| {
        let sealed = here.seal_pack(&mut rng, &[], next).unwrap();
        reread(&here, &sealed).accounts_for(&reread(&here, &before))
    };
    assert!(accounts(&pack(&[&first, &before], &[1, 2])));
    assert!(!accounts(&pack(&[&before], &[1, 2])), "covers less");
    assert!(!accounts(&pack(&[&first, &before], &[2])), "forgets less");
}

#[test]
fn a_chain_with_stand_ins_is_taken_like_any_other() {
    let mut rng = rng(3);
    let (mut here, mut there) = (blank(1, &mut rng), blank(1, &mut rng));
    let mut chain: Vec<_> = (1..=4)
        .map(|n| here.seal(&mut rng, &[touch(n, "a lesson")]).unwrap())
        .collect();
    let covered = pack(&[&chain[1], &chain[3]], &[2, 4]);
    let by = here.seal_pack(&mut rng, &[], &covered).unwrap();
    for at in [1, 3] {
        let bytes = here.stand_in(&chain[at].bytes, &by.key).unwrap();
        assert_eq!(Record::parse(&bytes).unwrap().id(), chain[at].id);
        chain[at].bytes = bytes;
    }
    chain.push(by);
    for sealed in &chain {
        let opened = there.open(&sealed.bytes).unwrap();
        assert_eq!((opened.key, opened.id), (sealed.key, sealed.id));
        assert_eq!(
            opened.stands_in,
            opened.touches.is_empty() && opened.pack.is_none()
        );
        there.accept(&opened);
    }
    assert_eq!(there.vector(), here.vector());
    let again = there.open(&chain[4].bytes);
    assert_eq!(again, Err(SyncError::Duplicate(chain[4].key)));

    // Set aside, the chain is said again without what it no longer holds.
    let replica = chain[0].key.replica;
    let records: Vec<_> = chain.iter().map(|sealed| sealed.bytes.clone()).collect();
    let renewed = here.renew(&mut rng, replica, &records).unwrap();
    let said: Vec<_> = renewed.sealed.iter().map(|it| reread(&here, it)).collect();
    assert_eq!(said.len(), 3);
    assert_eq!(
        said[2].pack.as_ref().map(|pack| &pack.covers),
        Some(&{
            let mut covers = covered.covers;
            covers.sort_by_key(|cover| cover.from);
            covers
        })
    );
}

#[test]
fn nobody_else_may_put_a_stand_in_there() {
    let mut rng = rng(4);
    let (mut here, there) = (blank(1, &mut rng), blank(1, &mut rng));
    let sealed = here.seal(&mut rng, &[touch(1, "mine")]).unwrap();
    let stranger = blank(2, &mut rng);
    let forged = stranger.stand_in(&sealed.bytes, &sealed.key).unwrap();
    let refusal = Refusal::NotMember;
    let key = sealed.key;
    assert_eq!(
        there.open(&forged),
        Err(SyncError::Refused { key, refusal })
    );
    let mut flipped = here.stand_in(&sealed.bytes, &sealed.key).unwrap();
    *flipped.last_mut().unwrap() ^= 1;
    let bad = SyncError::Broken(RecordError::BadSignature);
    assert_eq!(there.open(&flipped), Err(bad));
    assert_eq!(personal(1).roster.members().count(), 1);
}

#[test]
fn a_pack_covers_something_and_not_too_much() {
    let mut rng = rng(5);
    let mut here = blank(1, &mut rng);
    let sealed = here.seal(&mut rng, &[touch(1, "one")]).unwrap();
    let covers = |count: usize| Pack {
        covers: (1..=count as u64)
            .map(|at| Cover {
                from: at,
                to: at,
                ..cover(&sealed)
            })
            .collect(),
        forgotten: vec![],
    };
    for count in [0, MAX_COVERS + 1] {
        assert_eq!(
            here.seal_pack(&mut rng, &[], &covers(count)),
            Err(SyncError::TooLarge)
        );
    }
    here.seal_pack(&mut rng, &[], &covers(MAX_COVERS)).unwrap();
}
