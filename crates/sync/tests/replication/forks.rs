//! Two copies of one device, and what becomes of what each of them wrote.

use crate::{blank, rng, touch};
use commonplace_protocol::VersionVector;
use commonplace_sync::{Sealed, Space, SyncError};
use rand_chacha::ChaCha8Rng;

fn write(space: &mut Space, rng: &mut ChaCha8Rng, words: &str) -> Sealed {
    let sealed = space.seal(rng, &[touch(1, words)]).unwrap();
    space.persisted(&sealed.key);
    sealed
}

fn hear(space: &mut Space, record: &Sealed) {
    let opened = space.open(&record.bytes).unwrap();
    space.accept(&opened);
    space.persisted(&record.key);
}

#[test]
fn what_was_written_twice_is_said_again_under_another_replica() {
    let mut rng = rng(20);
    let mut here = blank(1, &mut rng);
    let old = here.writer().unwrap();
    let shared = write(&mut here, &mut rng, "before the copy");
    let mut copy = here.clone();
    let ours: Vec<_> = ["six", "seven"]
        .map(|words| write(&mut here, &mut rng, words))
        .into();
    let theirs: Vec<_> = ["6", "7", "8"]
        .map(|words| write(&mut copy, &mut rng, words))
        .into();

    let bytes: Vec<_> = ours.iter().map(|sealed| sealed.bytes.clone()).collect();
    let renewed = here.renew(&mut rng, old, &bytes).unwrap();
    assert_eq!(
        renewed.tip.map(|tip| (tip.counter, tip.id)),
        Some((1, shared.id))
    );
    assert_ne!(renewed.writer, old);
    assert_eq!(here.writer(), Some(renewed.writer));
    assert_eq!(here.durable(), &VersionVector::from_iter([(old, 1)]));

    // The others' version takes its place, and our words follow under the new replica.
    for record in &theirs {
        hear(&mut here, record);
    }
    for (sealed, words) in renewed.sealed.iter().zip(["six", "seven"]) {
        let opened = copy.open(&sealed.bytes).unwrap();
        assert_eq!(opened.touches, [touch(1, words)]);
        copy.accept(&opened);
    }
    assert_eq!(here.vector(), copy.vector());
}

#[test]
fn a_restored_profile_that_wrote_nothing_only_changes_its_name() {
    let mut rng = rng(21);
    let mut here = blank(1, &mut rng);
    let old = here.writer().unwrap();
    write(&mut here, &mut rng, "before");
    let mut restored = here.clone();
    let later = write(&mut here, &mut rng, "after the backup was made");
    assert_eq!(
        restored.open(&later.bytes),
        Err(SyncError::OwnReplica(later.key))
    );
    let renewed = restored.renew(&mut rng, old, &[]).unwrap();
    assert_eq!(
        (renewed.sealed.len(), renewed.tip.map(|tip| tip.counter)),
        (0, Some(1))
    );
    hear(&mut restored, &later);
    assert_eq!(
        write(&mut restored, &mut rng, "on").key.replica,
        renewed.writer
    );
}

#[test]
fn a_record_that_cannot_be_stored_is_said_again() {
    let mut rng = rng(22);
    let mut here = blank(1, &mut rng);
    let old = here.writer().unwrap();
    let first = write(&mut here, &mut rng, "stored");
    let doubtful = here.seal(&mut rng, &[touch(1, "perhaps stored")]).unwrap();
    let renewed = here.renew(&mut rng, old, &[doubtful.bytes]).unwrap();
    assert_eq!(renewed.tip.map(|tip| tip.id), Some(first.id));
    assert_eq!(here.vector().get(&old), 1);
    assert_eq!(here.durable().get(&old), 1);
    assert_eq!(here.vector().get(&renewed.writer), 1);
}

#[test]
fn only_the_whole_end_of_a_replica_is_set_aside() {
    let mut rng = rng(23);
    let mut here = blank(1, &mut rng);
    let old = here.writer().unwrap();
    let records: Vec<_> = ["a", "b", "c"]
        .map(|words| write(&mut here, &mut rng, words).bytes)
        .into();
    for wrong in [
        &records[..1],
        &records[1..2],
        &[records[2].clone(), records[1].clone()],
    ] {
        assert!(matches!(
            here.renew(&mut rng, old, wrong),
            Err(SyncError::Gap { .. })
        ));
        assert_eq!(here.writer(), Some(old), "nothing has changed");
        assert_eq!(here.durable().get(&old), 3);
    }
    assert!(here.renew(&mut rng, old, &[vec![1, 2, 3]]).is_err());
    let renewed = here.renew(&mut rng, old, &records).unwrap();
    assert_eq!((renewed.tip, renewed.sealed.len()), (None, 3));
    assert_eq!(here.durable().get(&old), 0);
}
