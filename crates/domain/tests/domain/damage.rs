//! Bytes that are not what was written: an error each time, never a panic, nothing changed.

use crate::{actor, copy, entry, splice};
use commonplace_domain::{Card, CardAndText, Document, DocumentError};
use proptest::prelude::*;

/// Some history on two devices, as changes and as a save.
fn written() -> (Vec<u8>, Vec<u8>, Document) {
    let (mut here, first) = entry("The quick brown fox 😀 jumps");
    let mut there = copy(2, &first);
    here.splice(&splice(4, 5, "slow")).unwrap();
    there.splice(&splice(0, 3, "A")).unwrap();
    let second = there.commit(2).unwrap();
    here.apply_changes(&second).unwrap();
    here.delete(3).unwrap();
    here.commit(4).unwrap();
    (
        here.save(),
        here.changes_since(&commonplace_domain::Heads::default()),
        here,
    )
}

#[test]
fn every_cut_and_every_flipped_byte_is_noticed() {
    let (saved, changes, mut whole) = written();
    let heads = whole.heads();
    for at in 0..changes.len() {
        let mut flipped = changes.clone();
        flipped[at] ^= 0x10;
        assert!(whole.apply_changes(&flipped).is_err(), "byte {at}");
    }
    for at in 0..saved.len() {
        let mut flipped = saved.clone();
        flipped[at] ^= 0x10;
        assert!(
            Document::load(actor(3), Some(&flipped), []).is_err(),
            "byte {at}"
        );
        assert!(
            Document::load(actor(3), Some(&saved[..at]), []).is_err(),
            "cut at {at}"
        );
    }
    assert_eq!(whole.heads(), heads, "nothing of it was taken");
    assert_eq!(whole.text(), "A slow brown fox 😀 jumps");
    assert!(
        matches!(whole.apply_changes(&saved), Err(DocumentError::Damaged(_))),
        "a save is no change"
    );
}

#[test]
fn compressed_chunks_are_refused() {
    let (mut long, _) = entry(&"word ".repeat(2000));
    let mut doc = automerge::AutoCommit::load(&long.save()).unwrap();
    let compressed = doc.get_changes(&[])[0].clone().bytes().into_owned();
    assert_eq!(compressed[8], 2, "it is a compressed chunk");
    assert!(Document::load(actor(2), None, [compressed.as_slice()]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn random_bytes_are_an_error(bytes in prop::collection::vec(any::<u8>(), 1..300)) {
        prop_assert!(Document::load(actor(1), Some(&bytes), []).is_err());
        prop_assert!(Document::load(actor(1), None, [bytes.as_slice()]).is_err());
        let _ = Card::from_bytes(&bytes);
        let _ = CardAndText::from_bytes(&bytes);
    }
}
