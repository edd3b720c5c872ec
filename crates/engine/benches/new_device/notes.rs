//! Notes to sync, as `tests/bench/notes.js` leaves them: for each note its date in milliseconds, a tab
//! and the text, with a NUL after each.

use commonplace_domain::Imported;
use std::path::Path;

/// The notes of a file.
pub fn read(path: &Path) -> Vec<Imported> {
    let text = std::fs::read_to_string(path).unwrap();
    let notes = text.split_terminator('\0').enumerate().map(|(at, note)| {
        let (ms, body) = note.split_once('\t').unwrap();
        let mut key = [7; 16];
        key[..8].copy_from_slice(&(at as u64).to_be_bytes());
        Imported {
            key,
            body: body.to_owned(),
            occurred_at_ms: ms.parse().unwrap(),
            offset_minutes: 60,
            tags: Vec::new(),
        }
    });
    notes.collect()
}
