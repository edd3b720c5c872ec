//! Looking back: the review of a week, which somebody writes, and what happened in a month or a year.

use crate::lesson::OldLesson;
use crate::{Day, EntryRow, Id, Period, TextChange, Week};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a review asks, in this order. The last step is the next commitment, which belongs to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Question {
    /// What went well.
    Wins,
    /// What was not expected.
    Surprise,
    /// What to go on doing.
    Keep,
    /// What to do differently.
    Change,
}

impl Question {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Wins, Self::Surprise, Self::Keep, Self::Change];
}

/// The commitment a review ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// The plan it is in.
    pub plan: Id,
    /// The commitment.
    pub commitment: Id,
}

/// The review of a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The document: the same on every device.
    pub id: Id,
    /// The week.
    pub week: Week,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// What was answered to each of [`Question::ALL`].
    pub answers: [String; 4],
    /// The commitment it ended with.
    pub next: Option<NextStep>,
    /// It was gone through to the end.
    pub done: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
    /// What happened in the week.
    pub happened: Happened,
    /// Old lessons that it brings back, at most three.
    pub lessons: Vec<OldLesson>,
}

/// What can be done with a review. The first change makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewChange {
    /// Answer a question.
    Answer(Question, TextChange),
    /// Remember a lesson it brought back, because something was chosen about it.
    Bring(Id),
    /// End with a commitment, or with none.
    Next(Option<NextStep>),
    /// It was gone through to the end, or is taken up again.
    Finish(bool),
}

/// What happened within some days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// What was written: entries with a star first, then the newest. Not all of them where there are very many.
    pub entries: Vec<EntryRow>,
    /// How many entries were written.
    pub total: u32,
    /// Those of them that are lessons, the newest first.
    pub lessons: Vec<EntryRow>,
}

/// A month or a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookBack {
    /// Which.
    pub period: Period,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// How many entries were written on each of its days.
    pub days: Vec<u16>,
    /// What happened.
    pub happened: Happened,
    /// The reviews of its weeks, the newest first.
    pub reviews: Vec<PastReview>,
}

/// A review in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastReview {
    /// The document.
    pub id: Id,
    /// The week.
    pub week: Week,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// The beginning of what was answered.
    pub excerpt: String,
    /// It was gone through to the end.
    pub done: bool,
}

/// The reviews there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviews {
    /// Which day it is.
    pub today: Day,
    /// The one that is next.
    pub next: NextReview,
    /// Those that were written, the newest first.
    pub past: Vec<PastReview>,
    /// The first day anything was written on, if anything was.
    pub since: Option<Day>,
}

/// The review that is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextReview {
    /// Of which week.
    pub week: Week,
    /// From which day on.
    pub from: Day,
    /// How it stands.
    pub state: NextState,
}

/// How the next review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NextState {
    /// Its day has not come.
    Ahead,
    /// It can be written.
    Due,
    /// It was begun, and not gone through to the end.
    Begun,
}
