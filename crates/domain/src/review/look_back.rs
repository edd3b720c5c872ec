//! What happened within some days, from cards alone.

use super::past;
use crate::{Card, Journal, lesson};
use commonplace_api::review::{Happened, LookBack};
use commonplace_api::{Day, EntryRow, Id, Period};

/// Rows shown of what was written: more than anybody reads at once.
const MOST_ROWS: usize = 120;

/// What happened in a period, and the reviews of its weeks.
pub fn look_back(journal: &Journal, period: Period, starts_on: u8) -> LookBack {
    let (first, last) = period.days(starts_on);
    let mut reviews = past(journal, starts_on);
    reviews.retain(|review| first <= review.last && review.last <= last);
    LookBack {
        period,
        first,
        last,
        days: days(journal, first, last),
        happened: happened(journal, first, last),
        reviews,
    }
}

/// How many entries were written on each day.
fn days(journal: &Journal, first: Day, last: Day) -> Vec<u16> {
    let length = usize::try_from(last.since(first).saturating_add(1)).unwrap_or_default();
    let mut days = vec![0_u16; length];
    for (day, _, _) in journal.between(first, last) {
        let at = usize::try_from(day.since(first)).unwrap_or(usize::MAX);
        if let Some(count) = days.get_mut(at) {
            *count = count.saturating_add(1);
        }
    }
    days
}

/// What happened from `first` to `last`.
pub(super) fn happened(journal: &Journal, first: Day, last: Day) -> Happened {
    let all: Vec<(Id, &Card)> = journal
        .between(first, last)
        .map(|(_, id, card)| (id, card))
        .collect();
    let rows = |wanted: &dyn Fn(&Card) -> bool| -> Vec<EntryRow> {
        let rows = all.iter().filter(|(_, card)| wanted(card));
        rows.take(MOST_ROWS)
            .map(|(id, card)| card.row(*id))
            .collect()
    };
    let mut entries = rows(&|card| card.starred);
    entries.extend(rows(&|card| !card.starred));
    entries.truncate(MOST_ROWS);
    Happened {
        entries,
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        lessons: rows(&lesson::is_lesson),
    }
}
