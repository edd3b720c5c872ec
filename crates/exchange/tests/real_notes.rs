//! Years of somebody's notes, when they are at hand: `../shared/data` beside the project.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use commonplace_exchange::{File, Note, Reading, Refused, Why, Zone, read, write_zip};

fn archive() -> Option<Vec<u8>> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/til-notes.zip"))
        .ok()
}

fn read_zip(bytes: Vec<u8>) -> Reading {
    read(
        [File {
            path: "notes.zip".to_owned(),
            bytes,
            modified_ms: 0,
        }],
        Zone::fixed(0),
    )
}

fn keys(notes: &[Note]) -> BTreeSet<[u8; 16]> {
    notes.iter().map(|note| note.key).collect()
}

#[test]
fn every_note_is_read_once_with_its_date() {
    let Some(bytes) = archive() else { return };
    let Reading { notes, refused } = read_zip(bytes);
    assert_eq!(notes.len(), 1_871);
    assert_eq!(keys(&notes).len(), 1_871);
    assert_eq!(
        refused,
        [Refused {
            path: "til/LICENSE".to_owned(),
            why: Why::NotMarkdown
        }]
    );
    let ack = notes
        .iter()
        .find(|note| note.path == "til/ack/ack-bar.md")
        .unwrap();
    assert_eq!(ack.occurred_at_ms, 1_490_125_418_000, "2017-03-21T19:43:38");
    assert_eq!(
        notes.iter().map(|note| note.occurred_at_ms).max(),
        Some(1_787_389_488_000),
        "2026-08-22T09:04:48"
    );
}

#[test]
fn a_folder_of_the_same_notes_has_the_same_keys() {
    let Some(bytes) = archive() else { return };
    let Reading { notes, .. } = read_zip(bytes);
    let files = notes.iter().map(|note| File {
        path: format!("elsewhere/{}", note.path),
        bytes: note.body.replace('\n', "\r\n").into_bytes(),
        modified_ms: 1,
    });
    let folder = read(files, Zone::fixed(-300));
    assert_eq!(keys(&folder.notes), keys(&notes));
}

#[test]
fn what_is_exported_is_imported_as_the_same_notes() {
    let Some(bytes) = archive() else { return };
    let Reading { notes, .. } = read_zip(bytes);
    let again = read_zip(write_zip(&notes).unwrap());
    assert!(again.refused.is_empty());
    assert!(again.notes == notes, "notes differ");
    let paths: HashSet<_> = again.notes.iter().map(|note| &note.path).collect();
    assert_eq!(paths.len(), notes.len());
}
