//! Questions to the team, their answers, and the pages of the playbook that answers become.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::{Contested, Field, Person, Value};
use crate::{Day, Id, Kind, Stamp, TextChange};

/// How a question stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum QuestionStatus {
    /// Nobody has answered.
    #[default]
    Open,
    /// Somebody has.
    Answered,
    /// An answer was accepted.
    Accepted,
    /// It needs no answer any more.
    Closed,
}

/// A question in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// The question.
    pub id: Id,
    /// What was asked, shortened.
    pub title: String,
    /// The beginning of its best answer.
    pub answer: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Who asked.
    pub by: Option<Person>,
    /// When.
    pub asked: Stamp,
    /// How it stands.
    pub status: QuestionStatus,
    /// How many answers there are.
    pub answers: u32,
    /// How often an answer helped: each member counts once for each answer.
    pub helped: u32,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Names it.
    pub id: Id,
    /// What it says, as Markdown.
    pub body: String,
    /// Who answered.
    pub by: Option<Person>,
    /// When.
    pub at: Stamp,
    /// It was accepted.
    pub accepted: bool,
    /// Whom it helped.
    pub helped: Vec<Person>,
}

/// A whole question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub id: Id,
    /// What was asked.
    pub text: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Who asked.
    pub by: Option<Person>,
    /// When.
    pub asked: Stamp,
    /// How it stands.
    pub status: QuestionStatus,
    /// Accepted ones first, then those that helped most, then in their order.
    pub answers: Vec<Answer>,
    /// The pages made of it.
    pub pages: Vec<PageRow>,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
    /// It was put away.
    pub deleted: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// What can be done with a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuestionChange {
    /// Ask it. Does nothing to one that was asked.
    Ask(String),
    /// Say it otherwise. Only who asked.
    Text(TextChange),
    /// Add a tag.
    AddTag(String),
    /// Take one out.
    RemoveTag(String),
    /// It needs no answer any more, or does again.
    Close(bool),
    /// Answer it.
    Answer {
        /// Random, chosen by the screen.
        id: Id,
        /// What one says, as Markdown.
        body: String,
    },
    /// Say an answer of one's own otherwise.
    CorrectAnswer(Id, TextChange),
    /// Take an answer of one's own out; [`QuestionChange::RestoreAnswer`] has it back.
    RemoveAnswer(Id),
    /// Undo of [`QuestionChange::RemoveAnswer`].
    RestoreAnswer(Id),
    /// Accept an answer, or no longer.
    Accept(Id, bool),
    /// This helped, or one takes that back. Each member counts once; nobody for an answer of their own.
    Helped(Id, bool),
}

/// A page in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRow {
    /// The page.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// How it begins.
    pub excerpt: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Who looks after it.
    pub owner: Option<Person>,
    /// When it is to be looked at again.
    pub review_by: Option<Day>,
    /// That day is over.
    pub stale: bool,
    /// How many members it helped.
    pub helped: u32,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
}

/// A whole page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The page.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What it says, as Markdown.
    pub body: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// The question it was made of.
    pub question: Option<Id>,
    /// Who looks after it.
    pub owner: Option<Person>,
    /// When it is to be looked at again.
    pub review_by: Option<Day>,
    /// How many days ago that was; 0 while it is not over.
    pub overdue_days: u32,
    /// When somebody last said that it still holds.
    pub verified_at: Option<Stamp>,
    /// Who.
    pub verified_by: Option<Person>,
    /// Whom it helped.
    pub helped: Vec<Person>,
    /// What two people chose without knowing of each other.
    pub contested: Vec<Contested>,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
    /// It was put away.
    pub deleted: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// A new page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPage {
    /// What it is called.
    pub title: String,
    /// What it says, as Markdown.
    pub body: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// The question it is made of.
    pub question: Option<Id>,
    /// Who looks after it.
    pub owner: Option<Id>,
    /// When it is to be looked at again.
    pub review_by: Option<Day>,
}

/// What can be done with a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageChange {
    /// Begin it, verified by who does. Does nothing to one that was begun.
    Begin(NewPage),
    /// Call it something else.
    Title(TextChange),
    /// Say something else.
    Body(TextChange),
    /// Add a tag.
    AddTag(String),
    /// Take one out.
    RemoveTag(String),
    /// Who looks after it.
    Owner(Option<Id>),
    /// When it is to be looked at again.
    ReviewBy(Option<Day>),
    /// It still holds; look at it again on that day.
    Verify(Option<Day>),
    /// This helped, or one takes that back. Each member counts once.
    Helped(bool),
    /// Let one of several choices stand. Does nothing when it is not among them any more.
    Settle(Field, Value),
}

/// Something that may answer what is being asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// [`Kind::Question`] or [`Kind::Page`].
    pub kind: Kind,
    /// Which.
    pub id: Id,
    /// What was asked, or what the page is called.
    pub title: String,
    /// The beginning of the answer; empty where there is none yet.
    pub answer: String,
    /// How often it helped.
    pub helped: u32,
    /// How much of what was typed it has, in hundredths; rare words weigh more.
    pub likeness: u8,
    /// It is most likely the same question: offer its answer before asking again.
    pub repeated: bool,
}
