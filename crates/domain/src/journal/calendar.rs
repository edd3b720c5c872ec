//! The journal as a calendar: how much was written on which day, and what was written on one. A day is the one on the
//! wall where an entry was written.

use super::Journal;
use crate::Card;
use commonplace_api::{Day, EntryRow, Id};

const DAY_MS: i64 = 86_400_000;
/// No clock is further from UTC.
const FURTHEST_MS: i64 = 26 * 3_600_000;
/// Most days that are counted at once: a leap year and a week at both ends.
const MAX_DAYS: u32 = 380;
/// Most rows of one day.
const MAX_ROWS: usize = 200;

impl Journal {
    /// How many entries there are on each of `count` days from `first` on. Days are counted from the first of January
    /// 1970.
    pub fn counts(&self, first: i32, count: u32) -> Vec<u32> {
        let count = count.min(MAX_DAYS);
        let mut counts = vec![0_u32; count as usize];
        let last = first.saturating_add(i32::try_from(count).unwrap_or(i32::MAX));
        for (_, card) in self.about(first, last) {
            let at = day(card).saturating_sub(first);
            if let Some(count) = usize::try_from(at).ok().and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
        counts
    }

    /// The entries of a day, newest first.
    pub fn on_day(&self, wanted: i32) -> Vec<EntryRow> {
        let here = self
            .about(wanted, wanted)
            .filter(|(_, card)| day(card) == wanted);
        here.take(MAX_ROWS).map(|(id, card)| card.row(id)).collect()
    }

    /// The entries of the same day in years before, newest first. What was written on a leap day is shown on the day
    /// before in years that have none.
    pub fn on_this_day(&self, today: i32) -> Vec<EntryRow> {
        let (year, month, of_month) = date(today);
        let leaps = (month, of_month) == (2, 28) && date(today.saturating_add(1)).1 == 3;
        let is_same = |card: &Card| {
            let (then, its_month, its_day) = date(day(card));
            let same = (its_month, its_day) == (month, of_month)
                || (leaps && (its_month, its_day) == (2, 29));
            then < year && same
        };
        let all = self.ids().filter_map(|id| Some((id, self.card(id)?)));
        let found = all.filter(|(_, card)| is_same(card)).take(MAX_ROWS);
        found.map(|(id, card)| card.row(id)).collect()
    }

    /// The entries from a little before a day to a little after another.
    fn about(&self, first: i32, last: i32) -> impl Iterator<Item = (Id, &Card)> {
        let before = i64::from(first) * DAY_MS - FURTHEST_MS;
        let after = (i64::from(last) + 1) * DAY_MS + FURTHEST_MS;
        let newest = self.order.partition_point(|(at, _)| at.0 >= after);
        let rest = self.order.get(newest..).unwrap_or_default();
        let near = rest.iter().take_while(move |(at, _)| at.0 >= before);
        near.filter_map(|(_, id)| Some((*id, self.card(*id)?)))
    }
}

fn day(card: &Card) -> i32 {
    super::days::day(card.occurred_at_ms, card.offset_minutes)
        .try_into()
        .unwrap_or_default()
}

/// Year, month and day.
fn date(day: i32) -> (i32, u8, u8) {
    let date = Day(day).date();
    (date.year, date.month, date.day)
}
