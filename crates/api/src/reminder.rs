//! What reminds somebody when the app is closed: an event in their own calendar.

use crate::Id;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// An event every week. Its words are the app's, because others may see the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Random: tells the event from every other.
    pub id: Id,
    /// 1 is Monday, 7 is Sunday.
    pub weekday: u8,
    /// By the clock on the wall.
    pub hour: u8,
    /// By the clock on the wall.
    pub minute: u8,
    /// What the calendar shows.
    pub summary: String,
    /// The page it leads to.
    pub url: String,
}
