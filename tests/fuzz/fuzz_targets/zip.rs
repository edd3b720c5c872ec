//! Any bytes as an archive of notes: a reading within its limits, and what was read can be exported and read again.
#![no_main]

use commonplace_exchange::{File, MAX_ARCHIVE_ENTRIES, MAX_NOTE_BYTES, Zone, read, write_zip};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let archive = |bytes| File {
        path: "notes.zip".to_owned(),
        bytes,
        modified_ms: 0,
    };
    let reading = read([archive(bytes.to_vec())], Zone::fixed(60));
    assert!(reading.notes.len() + reading.refused.len() <= MAX_ARCHIVE_ENTRIES + 1);
    assert!(
        reading
            .notes
            .iter()
            .all(|note| note.body.len() <= MAX_NOTE_BYTES)
    );
    if reading.notes.is_empty() {
        return;
    }
    let again = read(
        [archive(
            write_zip(&reading.notes).expect("what was read fits"),
        )],
        Zone::fixed(-60),
    );
    let keys = |notes: &[commonplace_exchange::Note]| {
        notes.iter().map(|note| note.key).collect::<Vec<_>>()
    };
    assert_eq!(keys(&again.notes), keys(&reading.notes));
});
