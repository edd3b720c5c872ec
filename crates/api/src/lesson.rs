//! Lessons that come back: entries with a star or the tag `#lesson`, a week, a month, a quarter and a year after they
//! were written.

use crate::EntryRow;
use serde::{Deserialize, Serialize};

/// An old lesson that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldLesson {
    /// The entry.
    pub entry: EntryRow,
    /// It has come back because so many days have passed: 7, 30, 90 or 365.
    pub after_days: u16,
    /// What was chosen already; lessons of a review stay in sight.
    pub choice: Option<Recall>,
}

/// What somebody did with a lesson that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recall {
    /// It comes back at the next of its times.
    Kept,
    /// It never comes back.
    LetGo,
    /// It became a commitment, and comes back at the next of its times.
    Committed,
}

/// The answer to an [`OldLesson`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recalled {
    /// [`OldLesson::after_days`].
    pub after_days: u16,
    /// What to do with it.
    pub choice: Recall,
}
