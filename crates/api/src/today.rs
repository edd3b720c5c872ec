//! What today is about.

use crate::lesson::OldLesson;
use crate::review::NextReview;
use crate::{Day, EntryRow};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The page of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// Which day it is.
    pub day: Day,
    /// What was written today, newest first.
    pub entries: Vec<EntryRow>,
    /// An old lesson that comes back.
    pub lesson: Option<OldLesson>,
    /// The review that is next.
    pub review: NextReview,
}
