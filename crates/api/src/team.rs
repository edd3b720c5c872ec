//! What a team keeps together: where it is going, who is in it, and in the modules below its goals, lessons, questions
//! and shared levels of skills. Every change says which member makes it, so that what somebody said can be shown as
//! theirs; the core puts that in, and judges nobody by it. Never says "only me" of something that is written here:
//! everything in a team's space can be read by all of its members.

pub mod after_action;
pub mod goal;
pub mod lesson;
pub mod number;
pub mod presence;
pub mod question;
pub mod said;
pub mod share;
pub mod space;

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::{Id, Stamp, TextChange};
pub use number::Number;
pub use said::{Choice, Contested, Field, Value};

/// A language the sample of a team is there in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

/// A member as lists and bylines show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The document of the member, see [`MemberChange`].
    pub id: Id,
    /// The name they gave themselves; empty while it is not known here.
    pub name: String,
}

/// A member with what they chose to say of themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Who.
    pub person: Person,
    /// What they want for themselves; empty unless they share it.
    pub vision: String,
    /// Comes with the sample of a team, and goes with it.
    pub sample: bool,
}

/// What a member can do with their own document. Nobody else can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberChange {
    /// Call oneself something else.
    Name(TextChange),
    /// Share what one wants for oneself, or something else. The team sees it from then on.
    Vision(TextChange),
    /// Share it no longer. Others may remember it, and their devices hold what it was.
    StopVision,
    /// A device of theirs is there.
    Heard,
}

/// Where a team is going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// What it is called.
    pub name: String,
    /// Every vision it adopted, the newest first: that one holds.
    pub visions: Vec<Vision>,
    /// What it tends to do, and what it wants instead.
    pub norms: Vec<Norm>,
    /// What two people chose without knowing of each other.
    pub contested: Vec<Contested>,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// A vision a team adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vision {
    /// Names it.
    pub id: Id,
    /// What it says.
    pub text: String,
    /// Who wrote it down.
    pub by: Option<Person>,
    /// When it was adopted.
    pub adopted: Stamp,
    /// Comes with the sample of a team, and goes with it.
    pub sample: bool,
}

/// How far a norm has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NormStatus {
    /// Somebody saw it.
    #[default]
    Spotted,
    /// The team is trying the other way.
    Trying,
    /// The other way has become normal.
    Normal,
}

/// A habit of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Norm {
    /// Names it.
    pub id: Id,
    /// Today we tend to.
    pub today: String,
    /// We want to.
    pub want: String,
    /// How far it has come.
    pub status: NormStatus,
    /// An example, in words.
    pub example: String,
    /// The lesson that is an example.
    pub lesson: Option<LessonLink>,
    /// Comes with the sample of a team, and goes with it.
    pub sample: bool,
}

/// A lesson something points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLink {
    /// The lesson.
    pub id: Id,
    /// What it is called; empty when it is not here or was withdrawn.
    pub title: String,
}

/// What can be done with the page that says where a team is going.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TeamChange {
    /// Call the team something else.
    Name(TextChange),
    /// Adopt a vision; those before it stay to be read.
    Adopt {
        /// Random, chosen by the screen.
        id: Id,
        /// What it says.
        text: String,
    },
    /// Add a norm.
    AddNorm {
        /// Random, chosen by the screen.
        id: Id,
        /// Today we tend to.
        today: String,
        /// We want to.
        want: String,
    },
    /// Take a norm out; [`TeamChange::RestoreNorm`] has it back.
    RemoveNorm(Id),
    /// Undo of [`TeamChange::RemoveNorm`].
    RestoreNorm(Id),
    /// Move a norm before another one, or to the end.
    MoveNorm(Id, Option<Id>),
    /// Change one.
    Norm(Id, NormChange),
    /// Let one of several choices stand. Does nothing when it is not among them any more.
    Settle(Field, Value),
    /// Take out the vision and the norms that came as a sample.
    RemoveSamples,
}

/// What can be done with a norm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NormChange {
    /// Today we tend to.
    Today(TextChange),
    /// We want to.
    Want(TextChange),
    /// How far it has come.
    Status(NormStatus),
    /// An example, in words.
    Example(TextChange),
    /// A lesson as an example.
    Lesson(Option<Id>),
}
