//! Where each kind of document is told apart from the others. To add a kind: a variant in `api::Kind` and
//! `api::Change`, a module here beside `template` (or in `team`), and one line in each function below and in
//! [`crate::views`].

use crate::team::{after_action, goal, lesson, member, page, question, shares};
use crate::{
    Card, Document, DocumentError, device, entry, fields, membership, plan, review, skill, team,
    template,
};
use automerge::ScalarValue;
use commonplace_api::{Change, Kind};

/// When something is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970 UTC.
    pub ms: i64,
    /// Minutes that local time is ahead of UTC, there and then.
    pub offset_minutes: i16,
}

/// Makes one change of a document.
///
/// # Errors
/// [`DocumentError::ReadOnly`] also when the change is of another kind of document; [`DocumentError::TooLong`].
pub fn apply(doc: &mut Document, change: &Change, now: Moment) -> Result<(), DocumentError> {
    if doc.kind() != Some(change.kind()) {
        return Err(DocumentError::ReadOnly);
    }
    if doc.number_field(fields::CREATED_AT).is_none() {
        doc.set(fields::CREATED_AT, ScalarValue::Timestamp(now.ms))?;
        doc.set(fields::OFFSET, i64::from(now.offset_minutes))?;
    }
    match change {
        Change::Entry(change) => entry::apply(doc, change, now),
        Change::Review(week, change) => review::apply(doc, *week, change, now),
        Change::Plan(change) => plan::apply(doc, change, now),
        Change::Skill(change) => skill::apply(doc, change, now),
        Change::Template(change) => template::apply(doc, change),
        Change::Device(change) => device::apply(doc, change, now),
        Change::Team(by, change) => team::apply(doc, *by, change, now),
        Change::Member(by, change) => member::apply(doc, *by, change, now),
        Change::Goal(by, change) => goal::apply(doc, *by, change, now),
        Change::Lesson(by, change) => lesson::apply(doc, *by, change, now),
        Change::AfterAction(by, change) => after_action::apply(doc, *by, change, now),
        Change::Question(by, change) => question::apply(doc, *by, change, now),
        Change::Page(by, change) => page::apply(doc, *by, change, now),
        Change::Shares(by, change) => shares::apply(doc, *by, change, now),
        Change::Membership(change) => membership::apply(doc, change),
    }
}

/// What lists need of a document.
pub(crate) fn card(doc: &Document) -> Card {
    let card = match doc.kind() {
        Some(Kind::Entry) => entry::card(doc),
        Some(Kind::Review) => review::card(doc),
        Some(Kind::Plan) => plan::card(doc),
        Some(Kind::Skill) => skill::card(doc),
        Some(Kind::Template) => template::card(doc),
        Some(Kind::Device) => device::card(doc),
        Some(Kind::Team) => team::card(doc),
        Some(Kind::Member) => member::card(doc),
        Some(Kind::Goal) => goal::card(doc),
        Some(Kind::Lesson) => lesson::card(doc),
        Some(Kind::AfterAction) => after_action::card(doc),
        Some(Kind::Question) => question::card(doc),
        Some(Kind::Page) => page::card(doc),
        Some(Kind::Shares) => shares::card(doc),
        Some(Kind::Membership) => membership::card(doc),
        Some(kind @ Kind::Preferences) => Card::of_kind(kind, "", "", doc.is_deleted()),
        None => Card::default(),
    };
    if card.occurred_at_ms != 0 {
        return card;
    }
    // What is filled in has no day of its own unless its kind says so: it is found by when it was made.
    let number = |field| doc.number_field(field).unwrap_or_default();
    Card {
        occurred_at_ms: number(fields::CREATED_AT),
        offset_minutes: i16::try_from(number(fields::OFFSET)).unwrap_or_default(),
        ..card
    }
}

/// What a document is found by.
pub(crate) fn words(doc: &Document) -> String {
    match doc.kind() {
        Some(Kind::Review) => review::words(doc),
        Some(Kind::Plan) => plan::words(doc),
        Some(Kind::Skill) => skill::words(doc),
        Some(Kind::Template) => template::words(doc),
        Some(Kind::Team) => team::words(doc),
        Some(Kind::Member) => member::words(doc),
        Some(Kind::Goal) => goal::words(doc),
        Some(Kind::Lesson) => lesson::words(doc),
        Some(Kind::AfterAction) => after_action::words(doc),
        Some(Kind::Question) => question::words(doc),
        Some(Kind::Page) => page::words(doc),
        _ => doc.text().to_owned(),
    }
}
