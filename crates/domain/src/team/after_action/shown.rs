//! A whole after-action review, as its screen shows it.

use super::{
    ACTIONS, CHANGE, DONE_AT, DONE_OFFSET, EXPECTED, FROM, HAPPENED, SUSTAIN, TEXT, TITLE, WHY,
    list, open, path,
};
use crate::document::form::in_item;
use crate::plan::stamped;
use crate::team::{member, said, sample, texts};
use crate::{Document, Journal};
use commonplace_api::Id;
use commonplace_api::team::Field;
use commonplace_api::team::after_action::{Action, AfterAction, OpenAction, Why};

/// Everything in a review; `None` is one that nobody has begun.
pub(crate) fn shown(doc: Option<&Document>, journal: &Journal, id: Id) -> AfterAction {
    let text = |field| doc.map(|doc| doc.text_field(field)).unwrap_or_default();
    let actions = doc.map(|doc| actions(doc, Some(journal)));
    let mut actions = actions.unwrap_or_default();
    let carried = list::carried(journal);
    for action in &mut actions {
        action.carried_to = carried.get(&(id, action.id)).copied();
    }
    let fields = actions
        .iter()
        .flat_map(|action| [Field::ActionOwner(action.id), Field::ActionDue(action.id)])
        .filter_map(|field| Some((field, path(field)?)));
    let contested = doc.map(|doc| said::contested(doc, journal, fields));
    let mut open_before = open(journal);
    let is_new = |one: &OpenAction| one.review != id && actions.iter().all(|own| own.id != one.id);
    open_before.retain(is_new);
    AfterAction {
        id,
        title: text(TITLE),
        expected: text(EXPECTED),
        happened: text(HAPPENED),
        why: doc.map(whys).unwrap_or_default(),
        sustain: text(SUSTAIN),
        change: text(CHANGE),
        open_before,
        contested: contested.unwrap_or_default(),
        actions,
        sample: sample::is(id),
        deleted: doc.is_some_and(Document::is_deleted),
        read_only: doc.is_some_and(Document::is_read_only),
    }
}

/// What a review is found by.
pub(crate) fn words(doc: &Document) -> String {
    let fields = [TITLE, EXPECTED, HAPPENED, SUSTAIN, CHANGE];
    let mut words: Vec<_> = fields.map(|field| doc.text_field(field)).into();
    words.extend(whys(doc).into_iter().map(|why| why.text));
    words.extend(actions(doc, None).into_iter().map(|action| action.text));
    texts::lines(words)
}

fn whys(doc: &Document) -> Vec<Why> {
    let why = |id| Why {
        id,
        text: doc.text_field(&in_item(WHY, id, TEXT)),
    };
    doc.items(WHY).into_iter().map(why).collect()
}

pub(super) fn actions(doc: &Document, journal: Option<&Journal>) -> Vec<Action> {
    let person = |id| member::named(journal, id);
    let action = |id| {
        let at = |field| in_item(ACTIONS, id, field);
        let chosen = |field| path(field).unwrap_or_default();
        Action {
            id,
            text: doc.text_field(&at(TEXT)),
            owner: said::member(doc, &chosen(Field::ActionOwner(id))).map(person),
            due: said::day(doc, &chosen(Field::ActionDue(id))),
            done_at: stamped(doc, &at(DONE_AT), &at(DONE_OFFSET)),
            carried_from: doc.id_field(&at(FROM)),
            carried_to: None,
        }
    };
    doc.items(ACTIONS).into_iter().map(action).collect()
}
