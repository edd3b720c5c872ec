//! A learning plan: what for, the steps, the commitments and what came of them, the entries that show it. What can be
//! done with one is here; what screens are shown of it in the modules below.

mod list;
mod shown;
mod summary;
mod supports;

use crate::document::form::in_item;
use crate::{Document, DocumentError, Moment};
use automerge::ScalarValue;
use commonplace_api::plan::{
    CommitmentChange, NewCommitment, Outcome, PlanChange, PlanStatus, StepChange, StepKind,
};
use commonplace_api::{Day, Id, Stamp, TextChange};

pub(crate) use list::{card, commitments, is_about, row, rows};
pub(crate) use shown::{shown, words};

const TITLE: &str = "title";
const WHY: &str = "why";
const STATUS: &str = "status";
const START: &str = "start";
const DUE: &str = "due";
const SKILLS: &str = "skills";

const STEPS: &str = "steps";
const TEXT: &str = "text";
const KIND: &str = "kind";
const URL: &str = "url";
const DONE_AT: &str = "doneAt";
const DONE_OFFSET: &str = "doneOffset";

const COMMITMENTS: &str = "commitments";
const WHEN: &str = "when";
const I_WILL: &str = "iWill";
const OUTCOME: &str = "outcome";
const OUTCOME_AT: &str = "outcomeAt";
const OUTCOME_OFFSET: &str = "outcomeOffset";
const NOTE: &str = "note";
const FROM: &str = "fromEntry";

/// Its items have the ids of the entries.
const EVIDENCE: &str = "evidence";

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    change: &PlanChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match change {
        PlanChange::Title(change) => doc.edit_field(TITLE, change),
        PlanChange::Why(change) => doc.edit_field(WHY, change),
        PlanChange::Status(status) => doc.set(STATUS, status_number(*status)),
        PlanChange::Complete(id) => {
            summary::keep(doc, *id, now)?;
            doc.set(STATUS, status_number(PlanStatus::Done))
        }
        PlanChange::Start(day) => doc.set_or_clear(START, number(*day)),
        PlanChange::Due(day) => doc.set_or_clear(DUE, number(*day)),
        PlanChange::AddSkill(skill) => doc.add_item(SKILLS, *skill),
        PlanChange::RemoveSkill(skill) => doc.remove_item(SKILLS, *skill),
        PlanChange::Support(new) => supports::support(doc, new),
        PlanChange::StopSupporting(team, goal) => supports::stop(doc, *team, *goal),
        PlanChange::Count(team, goal, counted) => supports::count(doc, *team, *goal, *counted),
        PlanChange::AddStep(step) => doc.add_item(STEPS, *step),
        PlanChange::RemoveStep(step) => doc.remove_item(STEPS, *step),
        PlanChange::MoveStep(step, before) => doc.move_item(STEPS, *step, *before),
        PlanChange::Step(step, change) => change_step(doc, *step, change, now),
        PlanChange::Commit(new) => commit(doc, new),
        PlanChange::RestoreCommitment(id) => doc.add_item(COMMITMENTS, *id),
        PlanChange::RemoveCommitment(id) => doc.remove_item(COMMITMENTS, *id),
        PlanChange::MoveCommitment(id, before) => doc.move_item(COMMITMENTS, *id, *before),
        PlanChange::Commitment(id, change) => change_commitment(doc, *id, change, now),
        PlanChange::AddEvidence(entry) => doc.add_item(EVIDENCE, *entry),
        PlanChange::RemoveEvidence(entry) => doc.remove_item(EVIDENCE, *entry),
        PlanChange::EvidenceNote(entry, change) => {
            doc.edit_field(&in_item(EVIDENCE, *entry, NOTE), change)
        }
    }
}

fn change_step(
    doc: &mut Document,
    step: Id,
    change: &StepChange,
    now: Moment,
) -> Result<(), DocumentError> {
    let at = |field| in_item(STEPS, step, field);
    match change {
        StepChange::Text(change) => doc.edit_field(&at(TEXT), change),
        StepChange::Url(change) => doc.edit_field(&at(URL), change),
        StepChange::Kind(kind) => doc.set(&at(KIND), kind_number(*kind)),
        StepChange::Due(day) => doc.set_or_clear(&at(DUE), number(*day)),
        StepChange::Done(done) => stamp(doc, &at(DONE_AT), &at(DONE_OFFSET), done.then_some(now)),
    }
}

fn commit(doc: &mut Document, new: &NewCommitment) -> Result<(), DocumentError> {
    doc.add_item(COMMITMENTS, new.id)?;
    let at = |field| in_item(COMMITMENTS, new.id, field);
    for (field, text) in [(WHEN, &new.when), (I_WILL, &new.i_will)] {
        let typed = TextChange {
            was: String::new(),
            now: text.clone(),
        };
        doc.edit_field(&at(field), &typed)?;
    }
    if let Some(due) = number(new.due) {
        doc.set(&at(DUE), due)?;
    }
    match new.from {
        Some(entry) => doc.set(&at(FROM), entry.to_string()),
        None => Ok(()),
    }
}

fn change_commitment(
    doc: &mut Document,
    id: Id,
    change: &CommitmentChange,
    now: Moment,
) -> Result<(), DocumentError> {
    let at = |field| in_item(COMMITMENTS, id, field);
    match change {
        CommitmentChange::When(change) => doc.edit_field(&at(WHEN), change),
        CommitmentChange::IWill(change) => doc.edit_field(&at(I_WILL), change),
        CommitmentChange::Note(change) => doc.edit_field(&at(NOTE), change),
        CommitmentChange::Due(day) => doc.set_or_clear(&at(DUE), number(*day)),
        CommitmentChange::Outcome(outcome) => {
            doc.set_or_clear(&at(OUTCOME), outcome.map(outcome_number))?;
            let when = outcome.map(|_| now);
            stamp(doc, &at(OUTCOME_AT), &at(OUTCOME_OFFSET), when)
        }
    }
}

/// Sets a moment and the offset there, or clears both.
pub(crate) fn stamp(
    doc: &mut Document,
    at: &str,
    offset: &str,
    when: Option<Moment>,
) -> Result<(), DocumentError> {
    doc.set_or_clear(at, when.map(|when| ScalarValue::Timestamp(when.ms)))?;
    doc.set_or_clear(offset, when.map(|when| i64::from(when.offset_minutes)))
}

/// A moment and the offset there.
pub(crate) fn stamped(doc: &Document, at: &str, offset: &str) -> Option<Stamp> {
    let offset = doc.number_field(offset).unwrap_or_default();
    Some(Stamp {
        ms: doc.number_field(at)?,
        offset_minutes: i16::try_from(offset).unwrap_or_default(),
    })
}

fn number(day: Option<Day>) -> Option<i64> {
    day.map(|day| i64::from(day.0))
}

fn day(doc: &Document, path: &str) -> Option<Day> {
    i32::try_from(doc.number_field(path)?).ok().map(Day)
}

// The numbers below are in documents: they must never change.

fn status_number(status: PlanStatus) -> i64 {
    match status {
        PlanStatus::Draft => 0,
        PlanStatus::Active => 1,
        PlanStatus::Done => 2,
        PlanStatus::Dropped => 3,
    }
}

fn status_of(number: i64) -> PlanStatus {
    match number {
        1 => PlanStatus::Active,
        2 => PlanStatus::Done,
        3 => PlanStatus::Dropped,
        _ => PlanStatus::Draft,
    }
}

fn status(doc: &Document) -> PlanStatus {
    status_of(doc.number_field(STATUS).unwrap_or_default())
}

fn kind_number(kind: StepKind) -> i64 {
    match kind {
        StepKind::Learn => 0,
        StepKind::Practise => 1,
        StepKind::Teach => 2,
    }
}

fn kind_of(number: i64) -> StepKind {
    match number {
        1 => StepKind::Practise,
        2 => StepKind::Teach,
        _ => StepKind::Learn,
    }
}

fn outcome_number(outcome: Outcome) -> i64 {
    match outcome {
        Outcome::Did => 1,
        Outcome::Partly => 2,
        Outcome::Didnt => 3,
    }
}

fn outcome_of(number: i64) -> Option<Outcome> {
    match number {
        1 => Some(Outcome::Did),
        2 => Some(Outcome::Partly),
        3 => Some(Outcome::Didnt),
        _ => None,
    }
}
