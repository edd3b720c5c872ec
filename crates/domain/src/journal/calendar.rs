//! The journal as a calendar: how much was written on which day, and what was written on one.

use super::Journal;
use crate::Card;
use commonplace_api::{Day, EntryRow};

/// Most days that are counted at once: a leap year and a week at both ends.
const MAX_DAYS: u32 = 380;
/// Most rows of one day.
const MAX_ROWS: usize = 200;

impl Journal {
    /// How many entries there are on each of `count` days from `first` on.
    pub fn counts(&self, first: Day, count: u32) -> Vec<u32> {
        let count = count.min(MAX_DAYS);
        let mut counts = vec![0_u32; count as usize];
        let last = first.plus(i32::try_from(count).unwrap_or(i32::MAX));
        for (day, ..) in self.between(first, last) {
            let at = usize::try_from(day.since(first)).ok();
            if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        counts
    }

    /// The entries of a day, newest first.
    pub fn on_day(&self, wanted: Day) -> Vec<EntryRow> {
        let here = self.between(wanted, wanted).take(MAX_ROWS);
        here.map(|(_, id, card)| card.row(id)).collect()
    }

    /// The entries of the same day in years before, newest first. What was written on a leap day is shown on the day
    /// before in years that have none.
    pub fn on_this_day(&self, today: Day) -> Vec<EntryRow> {
        let now = today.date();
        let leaps = (now.month, now.day) == (2, 28) && today.plus(1).date().month == 3;
        let is_same = |card: &Card| {
            let then = Day::of(card.occurred_at_ms, card.offset_minutes).date();
            let same = (then.month, then.day) == (now.month, now.day)
                || (leaps && (then.month, then.day) == (2, 29));
            then.year < now.year && same
        };
        let all = self.ids().filter_map(|id| Some((id, self.card(id)?)));
        let found = all.filter(|(_, card)| is_same(card)).take(MAX_ROWS);
        found.map(|(id, card)| card.row(id)).collect()
    }
}
