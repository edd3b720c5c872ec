//! Any bytes as a Markdown file: a note or a refusal, and a note written out is the same note when read again.
#![no_main]

use commonplace_exchange::{File, Zone, markdown, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = |bytes: Vec<u8>| File {
        path: "folder/2026-03-14.md".to_owned(),
        bytes,
        modified_ms: 0,
    };
    let reading = read([file(bytes.to_vec())], Zone::fixed(60));
    assert_eq!(reading.notes.len() + reading.refused.len(), 1);
    if let [note] = reading.notes.as_slice() {
        let again = read([file(markdown::write(note).into_bytes())], Zone::fixed(-60));
        assert_eq!(again.notes, reading.notes);
    }
});
