//! Documents that are filled in: fields, lists, and what happens when two devices fill in the same one.

use crate::{actor, meet};
use commonplace_api::template::TemplateChange;
use commonplace_api::{Change, Id, Kind, TextChange};
use commonplace_domain::document::form::{MAX_FIELD_BYTES, in_item};
use commonplace_domain::{Card, Document, DocumentError, Moment, apply};
use proptest::prelude::*;

const ID: Id = Id([9; 16]);
const NOW: Moment = Moment {
    ms: 1_800_000_000_000,
    offset_minutes: 120,
};

fn form(n: u8) -> Document {
    Document::begin(actor(n), Kind::Template, ID).unwrap()
}

fn text(was: &str, now: &str) -> TextChange {
    TextChange {
        was: was.into(),
        now: now.into(),
    }
}

#[test]
fn two_devices_that_begin_the_same_document_have_one() {
    let (mut here, mut there) = (form(1), form(2));
    here.edit_field("title", &text("", "Retro")).unwrap();
    there.set("color", 3).unwrap();
    meet(&mut here, &mut there, NOW.ms);
    for doc in [&here, &there] {
        assert_eq!(doc.text_field("title"), "Retro");
        assert_eq!(doc.number_field("color"), Some(3));
        assert_eq!(doc.kind(), Some(Kind::Template));
    }
    assert_eq!(here.heads(), there.heads());
}

#[test]
fn what_two_people_write_into_one_field_is_all_there() {
    let mut here = form(1);
    here.edit_field("why", &text("", "to listen")).unwrap();
    let first = here.commit(NOW.ms).unwrap();
    let mut there = Document::load(actor(2), None, [first.as_slice()]).unwrap();
    here.edit_field("why", &text("to listen", "to listen more"))
        .unwrap();
    there
        .edit_field("why", &text("to listen", "I want to listen"))
        .unwrap();
    meet(&mut here, &mut there, NOW.ms);
    assert_eq!(here.text_field("why"), "I want to listen more");
    // A field that shows an older text than there is takes nothing away.
    here.edit_field("why", &text("to listen", "to listen!"))
        .unwrap();
    assert_eq!(here.text_field("why"), "I want to listen more!");
}

#[test]
fn values_chosen_at_the_same_time_can_all_be_seen() {
    let (mut here, mut there) = (form(1), form(2));
    here.set("target", 10).unwrap();
    there.set("target", 20).unwrap();
    meet(&mut here, &mut there, NOW.ms);
    let mut rivals = here.rival_numbers("target");
    assert_eq!(rivals.first().copied(), here.number_field("target"));
    rivals.sort_unstable();
    assert_eq!(rivals, [10, 20]);
    let shown = here.number_field("target").unwrap();
    here.set("target", shown).unwrap();
    assert_eq!(here.rival_numbers("target"), [shown], "settled");
}

#[test]
fn items_keep_their_order_and_can_be_had_back() {
    let mut doc = form(1);
    let [a, b, c] = [1, 2, 3].map(|n| Id([n; 16]));
    for item in [c, a, b] {
        doc.add_item("steps", item).unwrap();
        doc.set(&in_item("steps", item, "due"), 1).unwrap();
    }
    assert_eq!(doc.items("steps"), [c, a, b]);
    doc.move_item("steps", b, Some(c)).unwrap();
    doc.move_item("steps", c, None).unwrap();
    assert_eq!(doc.items("steps"), [b, a, c]);
    doc.remove_item("steps", a).unwrap();
    assert_eq!(doc.items("steps"), [b, c]);
    doc.add_item("steps", a).unwrap();
    assert_eq!(doc.items("steps"), [b, a, c], "where it was");
    assert_eq!(doc.items("step"), []);
}

#[test]
fn a_change_of_another_kind_is_refused() {
    let mut entry = crate::entry("words").0;
    let change = Change::Template(TemplateChange::Title(text("", "x")));
    assert_eq!(
        apply(&mut entry, &change, NOW),
        Err(DocumentError::ReadOnly)
    );
}

#[test]
fn a_template_tells_its_list_what_it_needs() {
    let mut doc = form(1);
    for change in [
        TemplateChange::Title(text("", "Monday")),
        TemplateChange::Text(text("", "# What now?")),
    ] {
        apply(&mut doc, &Change::Template(change), NOW).unwrap();
    }
    let card = Card::from_bytes(&doc.card().to_bytes()).unwrap();
    assert_eq!(
        (card.kind(), card.title.as_str()),
        (Some(Kind::Template), "Monday")
    );
    assert_eq!(doc.created_at_ms(), NOW.ms);
    doc.delete(NOW.ms).unwrap();
    assert!(doc.card().deleted);
}

#[test]
fn a_field_has_an_end() {
    let mut doc = form(1);
    let long = "x".repeat(MAX_FIELD_BYTES + 1);
    let refused = doc.edit_field("why", &text("", &long));
    assert_eq!(refused, Err(DocumentError::TooLong));
    assert_eq!(doc.text_field("why"), "");
}

proptest! {
    #[test]
    fn however_items_are_moved_none_is_lost(moves in prop::collection::vec((0u8..6, 0u8..7), 0..60)) {
        let mut doc = form(1);
        for n in 0..6 {
            doc.add_item("steps", Id([n; 16])).unwrap();
        }
        for (item, before) in moves {
            let before = (before < 6).then_some(Id([before; 16]));
            doc.move_item("steps", Id([item; 16]), before).unwrap();
            let order = doc.items("steps");
            prop_assert_eq!(order.len(), 6);
            if let Some(before) = before.filter(|before| before.0 != [item; 16]) {
                let at = |id| order.iter().position(|other| *other == id).unwrap();
                prop_assert_eq!(at(Id([item; 16])) + 1, at(before));
            }
        }
    }
}
