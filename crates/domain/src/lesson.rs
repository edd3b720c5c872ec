//! Old lessons come back: entries with a star or the tag `#lesson`, a week, a month, a quarter and a year after the day
//! they were written, one on a day. What was chosen then is kept in the entry, so it holds on every device. Days are
//! those of the wall where the entry was written.

use crate::fold::fold;
use crate::{Card, Document, DocumentError, Journal, Moment, entry, fields};
use commonplace_api::lesson::{OldLesson, Recall, Recalled};
use commonplace_api::{Day, Id};
use minicbor::{Decode, Encode};

/// After how many days a lesson comes back.
pub const MARKS: [u16; 4] = [7, 30, 90, 365];
/// How many lessons come back in one review.
pub const IN_A_REVIEW: usize = 3;
/// What makes an entry a lesson, in the languages of the app, folded.
const TAGS: [&str; 4] = ["lesson", "lessons", "lektion", "lektionen"];

const KEPT: u8 = 0;
const LET_GO: u8 = 1;
const COMMITTED: u8 = 2;

/// What was chosen when a lesson last came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Answered {
    /// One of [`MARKS`].
    #[n(0)]
    after_days: u16,
    /// The number of a [`Recall`]; what newer versions know is kept.
    #[n(1)]
    choice: u8,
    /// The day it was chosen on.
    #[n(2)]
    on: i32,
}

impl Answered {
    fn recall(self) -> Recall {
        match self.choice {
            LET_GO => Recall::LetGo,
            COMMITTED => Recall::Committed,
            _ => Recall::Kept,
        }
    }
}

/// Keeps in an entry what was chosen.
pub(crate) fn answer(
    entry: &mut Document,
    answer: Option<Recalled>,
    now: Moment,
) -> Result<(), DocumentError> {
    let number = answer.map(|answer| match answer.choice {
        Recall::Kept => KEPT,
        Recall::LetGo => LET_GO,
        Recall::Committed => COMMITTED,
    });
    let today = Day::of(now.ms, now.offset_minutes);
    entry.set_or_clear(fields::RECALL, number.map(i64::from))?;
    entry.set_or_clear(
        fields::RECALL_AFTER,
        answer.map(|answer| i64::from(answer.after_days)),
    )?;
    entry.set_or_clear(fields::RECALL_ON, answer.map(|_| i64::from(today.0)))
}

/// What an entry says was chosen.
pub(crate) fn answered(entry: &Document) -> Option<Answered> {
    let number = |field| entry.number_field(field);
    Some(Answered {
        choice: u8::try_from(number(fields::RECALL)?).ok()?,
        after_days: u16::try_from(number(fields::RECALL_AFTER)?).ok()?,
        on: i32::try_from(number(fields::RECALL_ON)?).ok()?,
    })
}

/// Whether an entry is a lesson.
pub(crate) fn is_lesson(card: &Card) -> bool {
    let is_tag = |tag: &String| {
        let folded = fold(tag);
        let first = folded.split('/').next().unwrap_or_default();
        TAGS.contains(&first)
    };
    card.starred || card.tags.iter().any(is_tag)
}

/// The lessons that are due on `today`, those that have waited longest first.
pub fn due(journal: &Journal, today: Day) -> Vec<OldLesson> {
    let mut due: Vec<(i32, OldLesson)> = journal
        .lessons()
        .filter_map(|(id, card)| lesson(id, card, today))
        .filter(|(_, lesson)| lesson.choice.is_none())
        .collect();
    due.sort_by_key(|(waited, lesson)| (core::cmp::Reverse(*waited), lesson.entry.id));
    due.into_iter().map(|(_, lesson)| lesson).collect()
}

/// The lesson of the day: none once one was answered today. One that is left lying makes way for the next the day
/// after.
pub fn of_the_day(journal: &Journal, today: Day) -> Option<OldLesson> {
    let was_today =
        |(_, card): (Id, &Card)| detail(card).is_some_and(|answered| answered.on == today.0);
    if journal.lessons().any(was_today) {
        return None;
    }
    let due = due(journal, today);
    let turn = usize::try_from(today.0).unwrap_or_default();
    due.get(turn.checked_rem(due.len())?).cloned()
}

/// An entry as the lesson that a review of these days brought back, whatever has been chosen.
pub(crate) fn brought(journal: &Journal, id: Id, today: Day) -> Option<OldLesson> {
    let card = journal.card(id).filter(|card| !card.deleted)?;
    let answered = detail(card);
    let age = today.since(day(card));
    let after_days = answered
        .map(|answered| answered.after_days)
        .or_else(|| mark(age));
    Some(OldLesson {
        entry: card.row(id),
        after_days: after_days?,
        choice: answered.map(Answered::recall),
    })
}

/// The lesson an entry is on `today`, and for how many days it has been due.
fn lesson(id: Id, card: &Card, today: Day) -> Option<(i32, OldLesson)> {
    let age = today.since(day(card));
    let after_days = mark(age)?;
    let answered = detail(card);
    let settled = |answered: &Answered| {
        answered.recall() == Recall::LetGo || answered.after_days >= after_days
    };
    let lesson = OldLesson {
        entry: card.row(id),
        after_days,
        choice: answered.filter(settled).map(Answered::recall),
    };
    Some((age - i32::from(after_days), lesson))
}

/// The last of [`MARKS`] that has passed after so many days.
fn mark(age: i32) -> Option<u16> {
    MARKS.into_iter().rev().find(|mark| i32::from(*mark) <= age)
}

fn day(card: &Card) -> Day {
    Day::of(card.occurred_at_ms, card.offset_minutes)
}

fn detail(card: &Card) -> Option<Answered> {
    card.detail::<entry::Detail>()?.answered
}
