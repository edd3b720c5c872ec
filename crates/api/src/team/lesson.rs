//! Lessons that somebody published for their team. A published lesson is a document of its own with a day of its own;
//! nothing in it leads back to an entry. It carries the name of who published it: records are signed, so a lesson
//! without a name would be a promise nobody can keep.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use super::Person;
use crate::plan::SkillLink;
use crate::{Id, Stamp, TextChange};

/// What is about to be published: all of it, and nothing else but the name and the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonDraft {
    /// How it was.
    pub situation: String,
    /// What the author did.
    pub i_did: String,
    /// What came of it.
    pub result: String,
    /// What they learned.
    pub lesson: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// The skills that its author says it is about.
    pub skills: Vec<SkillLink>,
}

/// A draft as others would get it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What they get.
    pub draft: LessonDraft,
    /// How many words that is, tags and names of skills included.
    pub words: u32,
    /// The parts that are too long to be published.
    pub too_long: Vec<Part>,
}

/// A part of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// [`LessonDraft::situation`].
    Situation,
    /// [`LessonDraft::i_did`].
    IDid,
    /// [`LessonDraft::result`].
    Result,
    /// [`LessonDraft::lesson`].
    Lesson,
}

/// A lesson in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonRow {
    /// The lesson.
    pub id: Id,
    /// Its first words; empty when it was withdrawn.
    pub title: String,
    /// What follows, shortened.
    pub excerpt: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Who published it.
    pub by: Option<Person>,
    /// When.
    pub published: Stamp,
    /// How many members said thanks.
    pub thanks: u32,
    /// Its author took it back.
    pub withdrawn: bool,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
}

/// A whole lesson. Of one that was withdrawn the texts are empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The lesson.
    pub id: Id,
    /// How it was.
    pub situation: String,
    /// What the author did.
    pub i_did: String,
    /// What came of it.
    pub result: String,
    /// What they learned.
    pub lesson: String,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// The skills it is about, each once; none of one that was withdrawn.
    pub skills: Vec<SkillLink>,
    /// Who published it.
    pub by: Option<Person>,
    /// When.
    pub published: Stamp,
    /// Who said thanks, each once.
    pub thanks: Vec<Person>,
    /// When its author took it back, if they did. What others copied stays with them.
    pub withdrawn: Option<Stamp>,
    /// Comes with the sample of a team: never part of a report.
    pub sample: bool,
    /// It was put away.
    pub deleted: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// What can be done with a lesson. Only its author can change or withdraw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LessonChange {
    /// Publish it. Does nothing to one that is published.
    Publish(LessonDraft),
    /// Correct how it was.
    Situation(TextChange),
    /// Correct what one did.
    IDid(TextChange),
    /// Correct what came of it.
    Result(TextChange),
    /// Correct what one learned.
    Lesson(TextChange),
    /// Add a tag.
    AddTag(String),
    /// Take one out.
    RemoveTag(String),
    /// It is about this skill. Of two skills with the same name, however it is spelled, it is about one.
    AddSkill(SkillLink),
    /// It is not.
    RemoveSkill(Id),
    /// Say thanks, or take it back. Anybody but the author.
    Thank(bool),
    /// Take it back, or publish it again.
    Withdraw(bool),
}
