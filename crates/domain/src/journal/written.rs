//! The journal by day: what was written within some days, and the lessons among it. A day is the one on the wall where
//! an entry was written, the order is that of moments, so a little more is looked at than is asked for.

use super::Journal;
use crate::{Card, lesson};
use commonplace_api::{Day, Id, Kind};

/// No clock is further from UTC.
const FURTHEST_MS: i64 = 26 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

impl Journal {
    /// The entries of the days from `first` to `last`, newest first, each with its day.
    pub fn between(&self, first: Day, last: Day) -> impl Iterator<Item = (Day, Id, &Card)> {
        let before = i64::from(first.0) * DAY_MS - FURTHEST_MS;
        let after = (i64::from(last.0) + 1) * DAY_MS + FURTHEST_MS;
        let all = self.list_of(Kind::Entry);
        let newest = all.partition_point(|(at, ..)| at.0 >= after);
        let rest = all.get(newest..).unwrap_or_default();
        let near = rest.iter().take_while(move |(at, ..)| at.0 >= before);
        near.filter_map(move |(_, id, slot)| {
            let card = &self.known(*slot)?.card;
            let day = Day::of(card.occurred_at_ms, card.offset_minutes);
            (first <= day && day <= last).then_some((day, *id, card))
        })
    }

    /// The day of the oldest entry.
    pub fn oldest_day(&self) -> Option<Day> {
        let (_, _, slot) = self.list_of(Kind::Entry).last()?;
        let card = &self.known(*slot)?.card;
        Some(Day::of(card.occurred_at_ms, card.offset_minutes))
    }

    /// The entries that are lessons, in the order of their ids.
    pub fn lessons(&self) -> impl Iterator<Item = (Id, &Card)> {
        self.lessons
            .iter()
            .filter_map(|id| Some((*id, self.card(*id)?)))
    }

    /// Remembers whether an entry is a lesson.
    pub(super) fn note_lesson(&mut self, id: Id, card: &Card) {
        if is_lesson(card) {
            self.lessons.insert(id);
        } else {
            self.lessons.remove(&id);
        }
    }
}

/// Whether a card is that of a lesson which was not put away.
pub(super) fn is_lesson(card: &Card) -> bool {
    card.kind() == Some(Kind::Entry) && !card.deleted && lesson::is_lesson(card)
}
