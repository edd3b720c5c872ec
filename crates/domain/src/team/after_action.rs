//! An after-action review: what was expected, what happened, why, what to keep, what to change, and who does what about
//! it. An action that is still open can be carried over into a later review: it keeps its id, goes on there, and is
//! open nowhere else. What can be done with one is here; what screens are shown in the modules below.

mod list;
mod shown;

use super::said::{day_or_none, member_or_none};
use super::texts::{LONG, SHORT, write};
use super::{said, texts};
use crate::document::form::in_item;
use crate::plan::stamp;
use crate::{Document, DocumentError, Moment};
use commonplace_api::Id;
use commonplace_api::team::Field;
use commonplace_api::team::after_action::{ActionChange, AfterActionChange, NewAction, OpenAction};

pub(crate) use list::{card, open, rows};
pub(crate) use shown::{shown, words};

const TITLE: &str = "title";
const EXPECTED: &str = "expected";
const HAPPENED: &str = "happened";
const SUSTAIN: &str = "sustain";
const CHANGE: &str = "change";
const WHY: &str = "why";
const TEXT: &str = "text";
const ACTIONS: &str = "actions";
const OWNER: &str = "owner";
const DUE: &str = "due";
const DONE_AT: &str = "doneAt";
const DONE_OFFSET: &str = "doneOffset";
const FROM: &str = "carriedFrom";

/// Where a field that can be contested is kept.
fn path(field: Field) -> Option<String> {
    match field {
        Field::ActionOwner(id) => Some(in_item(ACTIONS, id, OWNER)),
        Field::ActionDue(id) => Some(in_item(ACTIONS, id, DUE)),
        _ => None,
    }
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &AfterActionChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match change {
        AfterActionChange::Title(change) => doc.edit_field_within(TITLE, change, SHORT),
        AfterActionChange::Expected(change) => doc.edit_field_within(EXPECTED, change, LONG),
        AfterActionChange::Happened(change) => doc.edit_field_within(HAPPENED, change, LONG),
        AfterActionChange::Sustain(change) => doc.edit_field_within(SUSTAIN, change, LONG),
        AfterActionChange::Change(change) => doc.edit_field_within(CHANGE, change, LONG),
        AfterActionChange::AddWhy { id, text } => {
            texts::fits(&[(text, LONG)])?;
            doc.add_item(WHY, *id)?;
            write(doc, &in_item(WHY, *id, TEXT), text, LONG)
        }
        AfterActionChange::Why(id, change) => {
            doc.edit_field_within(&in_item(WHY, *id, TEXT), change, LONG)
        }
        AfterActionChange::RemoveWhy(id) => doc.remove_item(WHY, *id),
        AfterActionChange::AddAction(new) => add(doc, by, new, now),
        AfterActionChange::CarryOver(open) => carry(doc, by, open, now),
        AfterActionChange::Action(id, change) => change_action(doc, *id, by, change, now),
        AfterActionChange::RemoveAction(id) => doc.remove_item(ACTIONS, *id),
        AfterActionChange::RestoreAction(id) => doc.add_item(ACTIONS, *id),
        AfterActionChange::Settle(field, value) => match path(*field) {
            Some(path) => said::settle(doc, &path, *value, by, now),
            None => Ok(()),
        },
    }
}

fn add(doc: &mut Document, by: Id, new: &NewAction, now: Moment) -> Result<(), DocumentError> {
    texts::fits(&[(&new.text, SHORT)])?;
    doc.add_item(ACTIONS, new.id)?;
    let at = |field| in_item(ACTIONS, new.id, field);
    write(doc, &at(TEXT), &new.text, SHORT)?;
    if new.owner.is_some() {
        said::say(doc, &at(OWNER), member_or_none(new.owner), by, now)?;
    }
    if new.due.is_some() {
        said::say(doc, &at(DUE), day_or_none(new.due), by, now)?;
    }
    Ok(())
}

/// Two people who carry the same action over carry one.
fn carry(doc: &mut Document, by: Id, open: &OpenAction, now: Moment) -> Result<(), DocumentError> {
    if doc.items(ACTIONS).contains(&open.id) {
        return Ok(());
    }
    let new = NewAction {
        id: open.id,
        text: open.text.clone(),
        owner: open.owner.as_ref().map(|owner| owner.id),
        due: open.due,
    };
    add(doc, by, &new, now)?;
    let from = in_item(ACTIONS, open.id, FROM);
    doc.set(&from, open.review.to_string())
}

fn change_action(
    doc: &mut Document,
    id: Id,
    by: Id,
    change: &ActionChange,
    now: Moment,
) -> Result<(), DocumentError> {
    let at = |field| in_item(ACTIONS, id, field);
    match change {
        ActionChange::Text(change) => doc.edit_field_within(&at(TEXT), change, SHORT),
        ActionChange::Owner(owner) => said::say(doc, &at(OWNER), member_or_none(*owner), by, now),
        ActionChange::Due(day) => said::say(doc, &at(DUE), day_or_none(*day), by, now),
        ActionChange::Done(done) => stamp(doc, &at(DONE_AT), &at(DONE_OFFSET), done.then_some(now)),
    }
}
