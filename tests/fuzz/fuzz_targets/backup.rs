//! Any bytes as a backup, and any bytes as the pieces behind a good head: an error or items, within limits, and never
//! more waiting than one piece.
#![no_main]

use commonplace_sync::Seed;
use commonplace_sync::backup::{Head, Item, MAX_ITEM, Reader, Writer};
use libfuzzer_sys::fuzz_target;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

fuzz_target!(|bytes: &[u8]| {
    let person = Seed::from_bytes([7; 32]).person(1);
    if let Ok(head) = Head::parse(bytes) {
        drop(Reader::open(&head, &person));
    }
    let (mut writer, start) = Writer::begin(&mut ChaCha20Rng::seed_from_u64(1), &person);
    let head = Head::parse(&start).expect("what was written is read");
    let mut reader = Reader::open(&head, &person).expect("by who wrote it");
    for part in bytes.chunks(97) {
        if reader.push(part).is_err() {
            break;
        }
    }
    // Sealed by us, they are read as they are; whatever they say, nothing is longer than may be.
    let pieces = [writer.put(&Item::Record(bytes.to_vec())).unwrap_or_default(), writer.finish()].concat();
    let mut reader = Reader::open(&head, &person).expect("by who wrote it");
    let items = reader.push(&pieces).expect("whole");
    assert!(bytes.len() > MAX_ITEM || items == [Item::Record(bytes.to_vec())]);
    assert!(reader.finish().is_ok());
});
