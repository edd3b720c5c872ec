//! The review of a week: four questions and a commitment. One document for each week, the same on every device, so
//! whoever begins it on the phone ends it at the desk.

mod look_back;

pub use look_back::look_back;

use crate::{Card, Document, DocumentError, Journal, Moment, lesson};
use automerge::ScalarValue;
use commonplace_api::review::{
    NextReview, NextState, NextStep, PastReview, Question, Review, ReviewChange, Reviews,
};
use commonplace_api::{Day, Id, Kind, Period, Week};
use look_back::happened;
use minicbor::{Decode, Encode};

const WEEK: &str = "week";
const NEXT_PLAN: &str = "nextPlan";
const NEXT_COMMITMENT: &str = "nextCommitment";
const DONE_AT: &str = "doneAt";
const BROUGHT: &str = "resurfaced";
/// A week can be looked back at from its fifth day on.
const READY_AFTER_DAYS: i32 = 4;

/// What lists need of a review.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    year: i32,
    #[n(1)]
    number: u8,
    #[n(2)]
    done: bool,
}

const fn field(question: Question) -> &'static str {
    match question {
        Question::Wins => "wins",
        Question::Surprise => "surprise",
        Question::Keep => "keep",
        Question::Change => "change",
    }
}

/// The review of a week. It follows from the week alone.
pub fn id(week: Week) -> Id {
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 review of a week");
    hasher.update(week.to_string().as_bytes());
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    Id(id)
}

/// Makes one change of the review of `week`.
pub(crate) fn apply(
    doc: &mut Document,
    week: Week,
    change: &ReviewChange,
    now: Moment,
) -> Result<(), DocumentError> {
    doc.set(WEEK, week.to_string())?;
    match change {
        ReviewChange::Answer(question, change) => doc.edit_field(field(*question), change),
        ReviewChange::Bring(entry) => doc.add_item(BROUGHT, *entry),
        ReviewChange::Next(next) => {
            doc.set_or_clear(NEXT_PLAN, next.map(|next| next.plan.to_string()))?;
            let commitment = next.map(|next| next.commitment.to_string());
            doc.set_or_clear(NEXT_COMMITMENT, commitment)
        }
        ReviewChange::Finish(true) => doc.set(DONE_AT, ScalarValue::Timestamp(now.ms)),
        ReviewChange::Finish(false) => doc.clear(DONE_AT),
    }
}

fn answers(doc: &Document) -> [String; 4] {
    Question::ALL.map(|question| doc.text_field(field(question)))
}

/// What lists need of a review.
pub(crate) fn card(doc: &Document) -> Card {
    let answers = answers(doc);
    let written = answers.iter().map(|answer| answer.trim());
    let excerpt = written
        .filter(|answer| !answer.is_empty())
        .collect::<Vec<_>>();
    let Some(Ok(Period::Week(week))) = doc.string_field(WEEK).map(|week| week.parse()) else {
        return Card::of_kind(Kind::Review, "", &excerpt.join(" "), doc.is_deleted());
    };
    let title = week.to_string();
    let mut card = Card::of_kind(Kind::Review, &title, &excerpt.join(" "), doc.is_deleted());
    card.occurred_at_ms = week.last(1).noon_ms();
    card.with_detail(&Detail {
        year: week.year,
        number: week.number,
        done: doc.flag_field(DONE_AT),
    })
}

/// What a review is found by.
pub(crate) fn words(doc: &Document) -> String {
    answers(doc).join("\n")
}

/// The page of a week's review, of which there may be nothing yet.
pub fn review(
    doc: Option<&Document>,
    journal: &Journal,
    week: Week,
    starts_on: u8,
    today: Day,
) -> Review {
    let (first, last) = (week.first(starts_on), week.last(starts_on));
    let done = doc.is_some_and(|doc| doc.flag_field(DONE_AT));
    let brought = doc.map(|doc| doc.items(BROUGHT)).unwrap_or_default();
    let mut lessons: Vec<_> = brought
        .iter()
        .filter_map(|id| lesson::brought(journal, *id, today))
        .collect();
    if !done {
        let due = lesson::due(journal, today).into_iter();
        let others = due.filter(|lesson| !brought.contains(&lesson.entry.id));
        let room = lesson::IN_A_REVIEW.saturating_sub(lessons.len());
        lessons.extend(others.take(room));
    }
    let next = doc.and_then(|doc| {
        Some(NextStep {
            plan: doc.id_field(NEXT_PLAN)?,
            commitment: doc.id_field(NEXT_COMMITMENT)?,
        })
    });
    Review {
        id: id(week),
        week,
        first,
        last,
        answers: doc.map(answers).unwrap_or_default(),
        next,
        done,
        read_only: doc.is_some_and(Document::is_read_only),
        happened: happened(journal, first, last),
        lessons,
    }
}

/// The reviews there are, and the one that is next.
pub fn reviews(journal: &Journal, today: Day, starts_on: u8) -> Reviews {
    Reviews {
        today,
        next: next(journal, today, starts_on),
        past: past(journal, starts_on),
        since: journal.oldest_day(),
    }
}

/// Every review that was written, the newest first.
fn past(journal: &Journal, starts_on: u8) -> Vec<PastReview> {
    let mut past: Vec<PastReview> = journal
        .of_kind(Kind::Review)
        .filter_map(|(id, card)| row(id, card, starts_on))
        .collect();
    past.sort_by_key(|review| core::cmp::Reverse(review.week));
    past
}

fn row(id: Id, card: &Card, starts_on: u8) -> Option<PastReview> {
    let Detail { year, number, done } = card.detail()?;
    let week = Week { year, number };
    Some(PastReview {
        id,
        week,
        first: week.first(starts_on),
        last: week.last(starts_on),
        excerpt: card.excerpt.clone(),
        done,
    })
}

/// The review that is next: last week's for some days, where there is something to look back at and nobody has yet;
/// from the fifth day on that of this week.
pub fn next(journal: &Journal, today: Day, starts_on: u8) -> NextReview {
    let week = Week::of(today, starts_on);
    let begun = |week: Week| {
        let card = journal.card(id(week)).filter(|card| !card.deleted)?;
        Some(card.detail::<Detail>().is_some_and(|detail| detail.done))
    };
    let at = |week: Week, state| NextReview {
        week,
        from: week.first(starts_on).plus(READY_AFTER_DAYS),
        state,
    };
    let ready = at(week, NextState::Due).from <= today;
    let before = week.plus(-1);
    match (begun(week), begun(before)) {
        (Some(true), _) => at(week.plus(1), NextState::Ahead),
        (Some(false), _) => at(week, NextState::Begun),
        (None, _) if ready => at(week, NextState::Due),
        (None, Some(false)) => at(before, NextState::Begun),
        (None, None) if written(journal, before, starts_on) => at(before, NextState::Due),
        (None, _) => at(week, NextState::Ahead),
    }
}

fn written(journal: &Journal, week: Week, starts_on: u8) -> bool {
    let mut entries = journal.between(week.first(starts_on), week.last(starts_on));
    entries.next().is_some()
}
