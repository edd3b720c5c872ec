//! A reminder as a file for the person's calendar.

use crate::clock;
use commonplace_api::reminder::Reminder;
use commonplace_exchange::calendar::{Weekday, WeeklyEvent, weekly};

/// A look back at the week takes a quarter of an hour at most.
const MINUTES_LONG: u16 = 15;
const RINGS_MINUTES_BEFORE: u16 = 10;

/// The whole file.
pub(crate) fn file(reminder: &Reminder) -> String {
    let now = clock::now();
    let day = usize::from(reminder.weekday.saturating_sub(1));
    weekly(&WeeklyEvent {
        uid: &format!("{}@commonplace", reminder.id),
        written_ms: now.ms,
        offset_minutes: now.offset_minutes,
        weekday: Weekday::ALL.get(day).copied().unwrap_or(Weekday::Sunday),
        hour: reminder.hour,
        minute: reminder.minute,
        minutes_long: MINUTES_LONG,
        rings_minutes_before: RINGS_MINUTES_BEFORE,
        summary: &reminder.summary,
        url: &reminder.url,
    })
}
