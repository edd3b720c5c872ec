//! What today is about, from cards alone.

use crate::{Journal, lesson, plan, review};
use commonplace_api::Day;
use commonplace_api::today::Today;

/// The page of `today`, when weeks begin on `starts_on` (1 is Monday).
pub fn today(journal: &Journal, today: Day, starts_on: u8) -> Today {
    Today {
        day: today,
        entries: journal
            .between(today, today)
            .map(|(_, id, card)| card.row(id))
            .collect(),
        due: plan::commitments(journal)
            .into_iter()
            .filter(|one| one.due.is_some_and(|due| due.since(today) <= Today::AHEAD))
            .take(Today::DUE_MAX)
            .collect(),
        lesson: lesson::of_the_day(journal, today),
        review: review::next(journal, today, starts_on),
    }
}
