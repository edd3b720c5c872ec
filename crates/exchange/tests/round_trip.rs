//! Whatever a note holds, writing and reading it again gives it back.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use commonplace_exchange::{File, MAX_NOTE_BYTES, Note, Reading, Zone, markdown, read, write_zip};
use proptest::prelude::*;

fn read_one(path: &str, bytes: impl Into<Vec<u8>>) -> Reading {
    let file = File {
        path: path.to_owned(),
        bytes: bytes.into(),
        modified_ms: 0,
    };
    read([file], Zone::fixed(0))
}

/// A note as the reader gives it: keys and dates are made by reading.
fn note() -> impl Strategy<Value = Note> {
    let line = prop_oneof![
        Just("---".to_owned()),
        Just("tags: [x]".to_owned()),
        Just("# heading".to_owned()),
        Just(String::new()),
        "[^\0\r\n]{0,20}",
    ];
    let body = prop::collection::vec(line, 1..8).prop_map(|lines| format!("a{}", lines.join("\n")));
    let tags = prop::collection::vec("[^\\s\0#][^\\s\0]{0,12}", 0..4);
    (
        body,
        -60_000_000_000_000..250_000_000_000_000_i64,
        -1439..=1439_i16,
        tags,
        any::<bool>(),
    )
        .prop_map(|(body, ms, offset, tags, starred)| {
            let mut note = read_one("folder/a note.md", body).notes.remove(0);
            (note.occurred_at_ms, note.offset_minutes) = (ms, offset);
            for tag in tags {
                if !note.tags.contains(&tag) {
                    note.tags.push(tag);
                }
            }
            Note { starred, ..note }
        })
}

proptest! {
    #[test]
    fn a_note_survives_its_file(note in note()) {
        let reading = read_one(&note.path, markdown::write(&note));
        prop_assert_eq!(reading, Reading { notes: vec![note], refused: Vec::new() });
    }

    #[test]
    fn text_that_begins_like_front_matter_survives_too(rest in "(---\n|a: b\n|tags: c\n|\n|- d\n|x){0,6}") {
        let body = format!("---\n{rest}\nend");
        let mut note = read_one("n.md", "x").notes.remove(0);
        note.body = body;
        let again = read_one("n.md", markdown::write(&note)).notes.remove(0);
        prop_assert_eq!(again.body, note.body);
    }

    #[test]
    fn an_archive_keeps_every_note(notes in prop::collection::vec(note(), 0..6)) {
        let reading = read_one("notes.zip", write_zip(&notes).unwrap());
        let names: Vec<_> = reading.notes.iter().map(|note| note.path.to_lowercase()).collect();
        let distinct: std::collections::HashSet<_> = names.iter().collect();
        prop_assert_eq!(distinct.len(), notes.len(), "no file may overwrite another");
        let with_paths = notes.into_iter().zip(&reading.notes).map(|(n, read)| Note { path: read.path.clone(), ..n });
        prop_assert_eq!(with_paths.collect::<Vec<_>>(), reading.notes.clone());
    }
}

#[test]
fn a_note_of_exactly_one_mebibyte_survives_an_archive() {
    let note = read_one("long.md", vec![b'a'; MAX_NOTE_BYTES])
        .notes
        .remove(0);
    let reading = read_one("notes.zip", write_zip(std::slice::from_ref(&note)).unwrap());
    assert!(reading.refused.is_empty());
    assert!(reading.notes == [note], "notes differ");
}

#[test]
fn a_note_without_a_usable_path_is_given_one() {
    let mut note = read_one("a.md", "text").notes.remove(0);
    note.path = "../../etc/passwd".to_owned();
    let reading = read_one("notes.zip", write_zip(&[note.clone()]).unwrap());
    assert_eq!(reading.notes[0].path, markdown::path(&note));
    assert!(
        reading.notes[0]
            .path
            .starts_with("journal/1970/1970-01-01-0000-")
    );
}
