//! Imported notes: the same everywhere.

use crate::actor;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{AutoCommit, ObjType, ROOT, ScalarValue};
use commonplace_api::Id;
use commonplace_domain::{CardAndText, Document, DocumentError, Imported, MAX_BODY_BYTES};

fn note() -> Imported {
    Imported {
        key: [7; 16],
        body: "# Größe 😀\n\nWords #typed".into(),
        occurred_at_ms: -1_234,
        offset_minutes: -300,
        tags: vec!["imported".into(), "Typed".into()],
    }
}

#[test]
fn two_devices_make_the_same_change() {
    let mut here = Document::imported(actor(1), &note()).unwrap();
    let mut there = Document::imported(actor(2), &note()).unwrap();
    let (ours, theirs) = (here.commit(5).unwrap(), there.commit(77).unwrap());
    assert_eq!(ours, theirs, "to the byte, whenever and wherever");
    assert_eq!(here.heads(), there.heads());
    assert_eq!(here.apply_changes(&theirs), Ok(false));
    assert_eq!(note().id(), Id([7; 16]));

    let card = here.card();
    assert_eq!(
        (card.title.as_str(), card.tags),
        (
            note().title().as_str(),
            vec!["imported".into(), "Typed".into()]
        )
    );
    assert_eq!((card.occurred_at_ms, card.offset_minutes), (-1_234, -300));
}

#[test]
fn a_note_needs_no_document_to_become_a_record() {
    let mut entry = Document::imported(actor(1), &note()).unwrap();
    let begun = note().begin().unwrap();
    assert_eq!(Some(begun.changes), entry.commit(0));
    assert_eq!(begun.said, CardAndText::of(&entry));
}

/// The change made directly is the one a document would have made.
#[test]
fn the_first_change_is_what_automerge_itself_would_write() {
    let note = note();
    let begun = note.begin().unwrap();
    let mut theirs = AutoCommit::load(&begun.changes).unwrap();
    let made = theirs.get_changes(&[]).remove(0);
    let mut own = AutoCommit::new().with_actor(made.actor_id().clone());
    own.put(ROOT, "v", 1).unwrap();
    own.put(ROOT, "kind", "entry").unwrap();
    own.put(ROOT, "occurredAt", ScalarValue::Timestamp(-1_234))
        .unwrap();
    own.put(ROOT, "createdAt", ScalarValue::Timestamp(-1_234))
        .unwrap();
    own.put(ROOT, "offset", -300).unwrap();
    own.put(ROOT, "imported", "07".repeat(16)).unwrap();
    let tags = own.put_object(ROOT, "tags", ObjType::List).unwrap();
    own.insert(&tags, 0, "imported").unwrap();
    own.insert(&tags, 1, "Typed").unwrap();
    let body = own.put_object(ROOT, "body", ObjType::Text).unwrap();
    own.splice_text(&body, 0, 0, &note.body).unwrap();
    let hash = own.commit_with(CommitOptions::default().with_time(-2));
    assert_eq!(hash, Some(made.hash()));
}

#[test]
fn edits_after_an_import_are_the_devices_own() {
    let mut here = Document::imported(actor(1), &note()).unwrap();
    let mut there = Document::imported(actor(2), &note()).unwrap();
    here.commit(0).unwrap();
    there.commit(0).unwrap();
    here.splice(&crate::splice(0, 2, "")).unwrap();
    there.splice(&crate::splice(2, 0, "Über ")).unwrap();
    let (ours, theirs) = (here.commit(1).unwrap(), there.commit(1).unwrap());
    here.apply_changes(&theirs).unwrap();
    there.apply_changes(&ours).unwrap();
    assert_eq!(here.text(), "Über Größe 😀\n\nWords #typed");
    assert_eq!(here.heads(), there.heads());
}

/// The same key with other words (a reader that numbers notes badly) must not break documents.
#[test]
fn one_key_with_two_texts_still_converges() {
    let other = Imported {
        body: "Something else".into(),
        ..note()
    };
    let mut here = Document::imported(actor(1), &note()).unwrap();
    let mut there = Document::imported(actor(2), &other).unwrap();
    let (ours, theirs) = (here.commit(0).unwrap(), there.commit(0).unwrap());
    assert_eq!(here.apply_changes(&theirs), Ok(true));
    assert_eq!(there.apply_changes(&ours), Ok(true));
    assert_eq!(here.text(), there.text());
    assert_eq!(here.heads(), there.heads());
    here.splice(&crate::splice(0, 0, "x")).unwrap();
    there.apply_changes(&here.commit(1).unwrap()).unwrap();
    assert_eq!(here.text(), there.text());
}

#[test]
fn a_note_that_is_too_long_is_refused() {
    let long = Imported {
        body: "x".repeat(MAX_BODY_BYTES + 1),
        ..note()
    };
    assert_eq!(
        Document::imported(actor(1), &long).err(),
        Some(DocumentError::TooLong)
    );
}
