//! Goals of a team: where it was, where it wants to be, and what was measured on the way.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::lesson::LessonRow;
use super::{Contested, Field, Number, Person, Value};
use crate::plan::SkillLink;
use crate::{Day, Id, Stamp, TextChange};

/// Confidence: 1 to this.
pub const CONFIDENCE: u8 = 5;

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
}

/// Why a goal has the direction it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DirectionBy {
    /// Nothing is known yet: it is the one that goals have.
    #[default]
    Default,
    /// It follows from baseline and target, until somebody chooses.
    Figures,
    /// Somebody chose it.
    Somebody,
}

/// Where a goal begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Baseline {
    /// Nobody has said anything about it.
    #[default]
    None,
    /// It is not known yet, and this person finds it out.
    Unknown(Option<Person>),
    /// It was this on a day.
    Known(Number, Day),
}

/// How a goal goes, in the only words the figures allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trend {
    /// There is no target.
    NoTarget,
    /// It is not known where it began.
    NoBaseline,
    /// The target lies on the other side of the baseline than the direction says, or on it.
    WrongWay,
    /// Nothing was measured since the baseline.
    NoFigures,
    /// The last figure is at the target or beyond.
    Reached,
    /// The day has passed and the target was not reached.
    Missed,
    /// It was last measured more than [`Trend::STALE_DAYS`] ago: nothing can be said of today.
    Stale,
    /// There is no day it is due on, or none after the baseline's, so there is no pace to compare with.
    NoPace,
    /// The last figure is as good as, or better than, the straight path on its day.
    OnTrack,
    /// It is not.
    OffTrack,
}

impl Trend {
    /// Figures older than so many days say nothing of today: a month, and some days to write it down.
    pub const STALE_DAYS: i32 = 35;
}

/// A point of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Across.
    pub day: Day,
    /// Up, in the goal's unit.
    pub value: Number,
}

/// A row of the table behind a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathRow {
    /// The check-in.
    pub check_in: Id,
    /// What was measured.
    pub point: Point,
    /// Where the straight path is on that day; `None` without one.
    pub expected: Option<Number>,
    /// How much of the way from the baseline to the target that is: 0 at the baseline, 1 at the target, less or more
    /// outside of them.
    pub share: Option<Number>,
}

/// The way from the baseline to the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path {
    /// Where it begins and where it is to end; `None` without a baseline, a target or a day after the baseline's.
    pub straight: Option<(Point, Point)>,
    /// What was measured, by day and of one day in the order it was written down; nothing before the baseline's day.
    pub rows: Vec<PathRow>,
    /// How much of the way is done by the last figure, as in [`PathRow::share`].
    pub share: Option<Number>,
    /// Where the straight path is today.
    pub expected_today: Option<Number>,
    /// How it goes.
    pub trend: Trend,
}

/// What was measured once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// Names it.
    pub id: Id,
    /// The day it was measured.
    pub day: Day,
    /// What was measured.
    pub value: Number,
    /// How sure its author is that the goal will be reached: 1 to [`CONFIDENCE`]; `None` if they did not say.
    pub confidence: Option<u8>,
    /// What they said.
    pub note: String,
    /// What is in the way.
    pub blocker: String,
    /// Who wrote it down.
    pub by: Option<Person>,
    /// When.
    pub at: Stamp,
}

/// A goal in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalRow {
    /// The goal.
    pub id: Id,
    /// What it is; empty while nobody said.
    pub title: String,
    /// The unit of its figures.
    pub unit: String,
    /// The newest figures, the oldest of them first.
    pub recent: Vec<Point>,
    /// The target.
    pub target: Option<Number>,
    /// By when.
    pub due: Option<Day>,
    /// Whose it is.
    pub owner: Option<Person>,
    /// How much of the way is done, as in [`PathRow::share`].
    pub share: Option<Number>,
    /// How it goes today.
    pub trend: Trend,
    /// How many check-ins there are.
    pub check_ins: u32,
    /// What the last check-in says is in the way, shortened.
    pub blocker: String,
    /// How many members said that a plan of theirs supports it.
    pub supporting: u32,
    /// Something about it is to be settled.
    pub contested: bool,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
}

/// What happened in a team while a goal went on. Nothing of it says that one thing led to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alongside {
    /// From which day on: the baseline's, or the first check-in's; `None` while neither is known.
    pub since: Option<Day>,
    /// Lessons published since that name one of the goal's skills, the newest first.
    pub lessons: Vec<LessonRow>,
    /// How many more of them there are.
    pub more: u32,
}

/// A whole goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// The goal.
    pub id: Id,
    /// What it is.
    pub title: String,
    /// What for.
    pub why: String,
    /// What is measured.
    pub measure: String,
    /// In what.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Why it is this one.
    pub direction_by: DirectionBy,
    /// Where it began.
    pub baseline: Baseline,
    /// Where it is to be.
    pub target: Option<Number>,
    /// By when.
    pub due: Option<Day>,
    /// Whose it is.
    pub owner: Option<Person>,
    /// The skills it takes, each once.
    pub skills: Vec<SkillLink>,
    /// What moved alongside.
    pub alongside: Alongside,
    /// Every check-in, the newest day first.
    pub check_ins: Vec<CheckIn>,
    /// The picture and the table behind it.
    pub path: Path,
    /// Members who said that a plan of theirs supports it; nothing else is known of those plans.
    pub supporting: Vec<Person>,
    /// What two people chose without knowing of each other.
    pub contested: Vec<Contested>,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
    /// It was put away.
    pub deleted: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// What can be done with a goal. The first change makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoalChange {
    /// Call it something else.
    Title(TextChange),
    /// What for.
    Why(TextChange),
    /// What is measured.
    Measure(TextChange),
    /// In what.
    Unit(TextChange),
    /// Which way is better.
    Direction(Direction),
    /// Where it begins.
    Baseline(Number, Day),
    /// Where it begins is not known; who finds it out.
    BaselineUnknown(Option<Id>),
    /// Where it is to be.
    Target(Option<Number>),
    /// By when.
    Due(Option<Day>),
    /// Whose it is.
    Owner(Option<Id>),
    /// It takes this skill. Of two skills with the same name, however it is spelled, it takes one.
    AddSkill(SkillLink),
    /// It does not.
    RemoveSkill(Id),
    /// Write down what was measured.
    CheckIn(NewCheckIn),
    /// Correct a check-in of one's own.
    CorrectCheckIn(Id, CheckInChange),
    /// Take a check-in of one's own out.
    RemoveCheckIn(Id),
    /// Undo of [`GoalChange::RemoveCheckIn`].
    RestoreCheckIn(Id),
    /// Say that a plan of one's own supports it, or no longer. Each member counts once.
    Support(bool),
    /// Let one of several choices stand. Does nothing when it is not among them any more.
    Settle(Field, Value),
}

/// A new check-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCheckIn {
    /// Random, chosen by the screen.
    pub id: Id,
    /// The day it was measured.
    pub day: Day,
    /// What was measured.
    pub value: Number,
    /// 1 to [`CONFIDENCE`], if one wants to say.
    pub confidence: Option<u8>,
    /// Anything to say about it.
    pub note: String,
    /// What is in the way.
    pub blocker: String,
}

/// What can be corrected in a check-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckInChange {
    /// What was measured, and when.
    Measured(Number, Day),
    /// How sure one is.
    Confidence(Option<u8>),
    /// What was said.
    Note(TextChange),
    /// What is in the way.
    Blocker(TextChange),
}
