//! What today is about.

use crate::lesson::OldLesson;
use crate::plan::OpenCommitment;
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
    /// Commitments whose day has come or is near, what is due soonest first; at most [`Today::DUE_MAX`].
    pub due: Vec<OpenCommitment>,
    /// An old lesson that comes back.
    pub lesson: Option<OldLesson>,
    /// The review that is next.
    pub review: NextReview,
}

impl Today {
    /// Days ahead of its own that a commitment shows.
    pub const AHEAD: i32 = 7;
    /// Most commitments there are on the page.
    pub const DUE_MAX: usize = 12;
}
