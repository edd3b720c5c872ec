//! A goal of a team: why, what is measured, where it was, where it is to be, and what was measured on the way. What can
//! be done with one is here; the way from baseline to target, what moved alongside, and what screens are shown, in the
//! modules below.

mod alongside;
mod list;
mod path;
mod shown;

use super::said::{day_or_none, member_or_none};
use super::texts::{LONG, NAME, SHORT, only, write};
use super::{said, skills, texts};
use crate::document::form::in_item;
use crate::plan::stamp;
use crate::{Document, DocumentError, Moment};
use commonplace_api::Id;
use commonplace_api::team::goal::{CONFIDENCE, CheckInChange, Direction, GoalChange, NewCheckIn};
use commonplace_api::team::{Field, Value};

pub(super) use list::skills_on;
pub(crate) use list::{card, rows};
pub(crate) use shown::{shown, words};

const TITLE: &str = "title";
const WHY: &str = "why";
const MEASURE: &str = "measure";
const UNIT: &str = "unit";
/// Its items have the ids of the members.
const SUPPORTING: &str = "supporting";

const CHECK_INS: &str = "checkIns";
const MEASURED: &str = "measured";
const SURE: &str = "confidence";
const NOTE: &str = "note";
const BLOCKER: &str = "blocker";
const BY: &str = "by";
const AT: &str = "at";
const OFFSET: &str = "offset";

/// What two people can choose differently.
const CHOSEN: [Field; 5] = [
    Field::Direction,
    Field::Baseline,
    Field::Target,
    Field::Due,
    Field::Owner,
];

/// Where a field of a goal that can be contested is kept.
fn path_of(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Direction => "direction",
        Field::Baseline => "baseline",
        Field::Target => "target",
        Field::Due => "due",
        Field::Owner => "owner",
        _ => return None,
    })
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &GoalChange,
    now: Moment,
) -> Result<(), DocumentError> {
    let mut choose = |field, value| match path_of(field) {
        Some(path) => said::say(doc, path, value, by, now),
        None => Ok(()),
    };
    match change {
        GoalChange::Title(change) => doc.edit_field_within(TITLE, change, SHORT),
        GoalChange::Why(change) => doc.edit_field_within(WHY, change, LONG),
        GoalChange::Measure(change) => doc.edit_field_within(MEASURE, change, SHORT),
        GoalChange::Unit(change) => doc.edit_field_within(UNIT, change, NAME),
        GoalChange::Direction(way) => {
            choose(Field::Direction, Value::Which(direction_number(*way)))
        }
        GoalChange::Baseline(value, day) => choose(Field::Baseline, Value::Measured(*value, *day)),
        GoalChange::BaselineUnknown(finder) => choose(Field::Baseline, Value::Finder(*finder)),
        GoalChange::Target(target) => {
            choose(Field::Target, target.map_or(Value::Nothing, Value::Number))
        }
        GoalChange::Due(day) => choose(Field::Due, day_or_none(*day)),
        GoalChange::Owner(owner) => choose(Field::Owner, member_or_none(*owner)),
        GoalChange::AddSkill(skill) => skills::add(doc, skill),
        GoalChange::RemoveSkill(skill) => skills::remove(doc, *skill),
        GoalChange::CheckIn(new) => check_in(doc, by, new, now),
        GoalChange::CorrectCheckIn(id, change) => correct(doc, *id, by, change, now),
        GoalChange::RemoveCheckIn(id) => {
            only(author_of(doc, *id), by)?;
            doc.remove_item(CHECK_INS, *id)
        }
        GoalChange::RestoreCheckIn(id) => {
            only(author_of(doc, *id), by)?;
            doc.add_item(CHECK_INS, *id)
        }
        GoalChange::Support(true) => doc.add_item(SUPPORTING, by),
        GoalChange::Support(false) => doc.remove_item(SUPPORTING, by),
        GoalChange::Settle(Field::CheckIn(id), value) => {
            only(author_of(doc, *id), by)?;
            said::settle(doc, &measured_path(*id), *value, by, now)
        }
        GoalChange::Settle(field, value) => match path_of(*field) {
            Some(path) => said::settle(doc, path, *value, by, now),
            None => Ok(()),
        },
    }
}

fn measured_path(check_in: Id) -> String {
    in_item(CHECK_INS, check_in, MEASURED)
}

fn author_of(doc: &Document, check_in: Id) -> Option<Id> {
    doc.id_field(&in_item(CHECK_INS, check_in, BY))
}

/// An id that is taken stays whose it is.
fn check_in(
    doc: &mut Document,
    by: Id,
    new: &NewCheckIn,
    now: Moment,
) -> Result<(), DocumentError> {
    if author_of(doc, new.id).is_some() {
        return Ok(());
    }
    texts::fits(&[(&new.note, LONG), (&new.blocker, LONG)])?;
    doc.add_item(CHECK_INS, new.id)?;
    let at = |field| in_item(CHECK_INS, new.id, field);
    doc.set(&at(BY), by.to_string())?;
    stamp(doc, &at(AT), &at(OFFSET), Some(now))?;
    let measured = Value::Measured(new.value, new.day);
    said::say(doc, &at(MEASURED), measured, by, now)?;
    doc.set_or_clear(&at(SURE), confidence(new.confidence))?;
    write(doc, &at(NOTE), &new.note, LONG)?;
    write(doc, &at(BLOCKER), &new.blocker, LONG)
}

fn correct(
    doc: &mut Document,
    id: Id,
    by: Id,
    change: &CheckInChange,
    now: Moment,
) -> Result<(), DocumentError> {
    only(author_of(doc, id), by)?;
    let at = |field| in_item(CHECK_INS, id, field);
    match change {
        CheckInChange::Measured(value, day) => {
            said::say(doc, &at(MEASURED), Value::Measured(*value, *day), by, now)
        }
        CheckInChange::Confidence(sure) => doc.set_or_clear(&at(SURE), confidence(*sure)),
        CheckInChange::Note(change) => doc.edit_field_within(&at(NOTE), change, LONG),
        CheckInChange::Blocker(change) => doc.edit_field_within(&at(BLOCKER), change, LONG),
    }
}

fn confidence(sure: Option<u8>) -> Option<i64> {
    sure.map(|sure| i64::from(sure.clamp(1, CONFIDENCE)))
}

// The numbers below are in documents: they must never change.

fn direction_number(direction: Direction) -> u8 {
    match direction {
        Direction::Up => 0,
        Direction::Down => 1,
    }
}

fn direction_of(number: u8) -> Direction {
    match number {
        1 => Direction::Down,
        _ => Direction::Up,
    }
}
