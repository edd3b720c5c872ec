//! Values that can only be one at a time, kept with who chose them and when. A choice is one value in the document, so
//! of two that were made without knowing of each other both are whole and can be shown. Decides for nobody which one
//! stands; no clock is compared for it.

use super::member;
use crate::card::{decoded, encoded};
use crate::{Document, DocumentError, Journal, Moment};
use commonplace_api::team::{Choice, Contested, Field, Number, Value};
use commonplace_api::{Day, Id, Stamp};
use minicbor::{Decode, Encode};

/// A choice as it is kept. Its numbers are in documents: they must never change.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Kept {
    /// What sort of value it is.
    #[n(0)]
    sort: u8,
    #[n(1)]
    number: Option<f64>,
    #[n(2)]
    whole: Option<i64>,
    #[cbor(n(3), with = "minicbor::bytes", default)]
    id: Vec<u8>,
    #[cbor(n(4), with = "minicbor::bytes", default)]
    by: Vec<u8>,
    #[n(5)]
    at_ms: Option<i64>,
    #[n(6)]
    offset_minutes: Option<i16>,
}

const NOTHING: u8 = 0;
const NUMBER: u8 = 1;
const DAY: u8 = 2;
const MEMBER: u8 = 3;
const WHICH: u8 = 4;
const MEASURED: u8 = 5;
const FINDER: u8 = 6;

impl Kept {
    fn of(value: Value) -> Self {
        let kept = Self::default();
        let id = |id: Id| id.0.to_vec();
        match value {
            Value::Nothing => Self {
                sort: NOTHING,
                ..kept
            },
            Value::Number(number) => Self {
                sort: NUMBER,
                number: Some(number.get()),
                ..kept
            },
            Value::Day(day) => Self {
                sort: DAY,
                whole: Some(i64::from(day.0)),
                ..kept
            },
            Value::Member(member) => Self {
                sort: MEMBER,
                id: id(member),
                ..kept
            },
            Value::Which(which) => Self {
                sort: WHICH,
                whole: Some(i64::from(which)),
                ..kept
            },
            Value::Measured(number, day) => Self {
                sort: MEASURED,
                number: Some(number.get()),
                whole: Some(i64::from(day.0)),
                ..kept
            },
            Value::Finder(finder) => Self {
                sort: FINDER,
                id: finder.map(id).unwrap_or_default(),
                ..kept
            },
        }
    }

    /// `None` for what newer versions know.
    fn value(&self) -> Option<Value> {
        let number = || Number::new(self.number?);
        let day = || Some(Day(i32::try_from(self.whole?).ok()?));
        Some(match self.sort {
            NOTHING => Value::Nothing,
            NUMBER => Value::Number(number()?),
            DAY => Value::Day(day()?),
            MEMBER => Value::Member(id(&self.id)?),
            WHICH => Value::Which(u8::try_from(self.whole?).ok()?),
            MEASURED => Value::Measured(number()?, day()?),
            FINDER => Value::Finder(id(&self.id)),
            _ => return None,
        })
    }
}

fn id(bytes: &[u8]) -> Option<Id> {
    bytes.try_into().ok().map(Id)
}

/// What was chosen for a field by people who did not know of each other, the one that shows first; each value once.
fn choices(doc: &Document, path: &str) -> Vec<(Value, Kept)> {
    let mut found: Vec<(Value, Kept)> = Vec::new();
    for bytes in doc.rival_bytes(path) {
        let kept: Option<Kept> = decoded(&bytes).ok();
        let choice = kept.and_then(|kept| Some((kept.value()?, kept)));
        if let Some(choice) = choice.filter(|new| found.iter().all(|old| old.0 != new.0)) {
            found.push(choice);
        }
    }
    found
}

/// The value that shows; `None` where nothing was ever chosen.
pub(super) fn value(doc: &Document, path: &str) -> Option<Value> {
    choices(doc, path)
        .into_iter()
        .next()
        .map(|(value, _)| value)
}

/// Chooses a value. What already stands alone is not chosen again.
pub(super) fn say(
    doc: &mut Document,
    path: &str,
    value: Value,
    by: Id,
    now: Moment,
) -> Result<(), DocumentError> {
    let rivals = doc.rival_bytes(path).len();
    if rivals == 1 && self::value(doc, path) == Some(value) {
        return Ok(());
    }
    let kept = Kept {
        by: by.0.to_vec(),
        at_ms: Some(now.ms),
        offset_minutes: Some(now.offset_minutes),
        ..Kept::of(value)
    };
    doc.set(path, encoded(&kept))
}

/// Lets one of several choices stand. Does nothing when it is not among them, or they are settled already.
pub(super) fn settle(
    doc: &mut Document,
    path: &str,
    value: Value,
    by: Id,
    now: Moment,
) -> Result<(), DocumentError> {
    let choices = choices(doc, path);
    if choices.len() > 1 && choices.iter().any(|(choice, _)| *choice == value) {
        return say(doc, path, value, by, now);
    }
    Ok(())
}

/// Whether two people chose differently.
pub(super) fn is_contested(doc: &Document, path: &str) -> bool {
    choices(doc, path).len() > 1
}

/// Those of these fields that have choices which cannot both stand.
pub(super) fn contested(
    doc: &Document,
    journal: &Journal,
    fields: impl IntoIterator<Item = (Field, String)>,
) -> Vec<Contested> {
    let mut contested = Vec::new();
    for (field, path) in fields {
        let choices = choices(doc, &path);
        if choices.len() > 1 {
            let choices = choices.into_iter();
            contested.push(Contested {
                field,
                choices: choices
                    .map(|(value, kept)| choice(journal, value, &kept))
                    .collect(),
            });
        }
    }
    contested
}

fn choice(journal: &Journal, value: Value, kept: &Kept) -> Choice {
    let named = match value {
        Value::Member(id) => Some(id),
        Value::Finder(id) => id,
        _ => None,
    };
    Choice {
        value,
        member: named.map(|id| member::person(journal, id)),
        by: id(&kept.by).map(|by| member::person(journal, by)),
        at: kept.at_ms.map(|ms| Stamp {
            ms,
            offset_minutes: kept.offset_minutes.unwrap_or_default(),
        }),
    }
}

/// The number in a field, if it is one.
pub(super) fn number(doc: &Document, path: &str) -> Option<Number> {
    match value(doc, path)? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The day in a field, if it is one.
pub(super) fn day(doc: &Document, path: &str) -> Option<Day> {
    match value(doc, path)? {
        Value::Day(day) => Some(day),
        _ => None,
    }
}

/// The member in a field, if it is one.
pub(super) fn member(doc: &Document, path: &str) -> Option<Id> {
    match value(doc, path)? {
        Value::Member(member) => Some(member),
        _ => None,
    }
}

/// Chooses a day or none.
pub(super) fn day_or_none(day: Option<Day>) -> Value {
    day.map_or(Value::Nothing, Value::Day)
}

/// Chooses a member or none.
pub(super) fn member_or_none(member: Option<Id>) -> Value {
    member.map_or(Value::Nothing, Value::Member)
}
