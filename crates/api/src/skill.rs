//! Skills: what somebody wants to be better at, and where they placed themselves over time.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::plan::PlanRow;
use crate::{EntryRow, Id, Stamp, TextChange};

/// Levels of a skill: 1 to this.
pub const LEVELS: u8 = 5;

/// A skill that comes with Commonplace. Its name is copied when it is chosen; its
/// sentences are the app's words until somebody writes their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Starter {
    /// Giving feedback.
    Feedback,
    /// Listening.
    Listening,
    /// Hard conversations.
    HardTalks,
    /// Writing clearly.
    Writing,
    /// Leading meetings.
    Meetings,
    /// Making decisions.
    Deciding,
    /// Planning the work.
    Planning,
    /// Handing things over.
    Delegating,
    /// Coaching others.
    Coaching,
    /// Solving problems.
    Problems,
    /// Presenting.
    Presenting,
    /// Learning something new.
    Learning,
}

impl Starter {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 12] = [
        Self::Feedback,
        Self::Listening,
        Self::HardTalks,
        Self::Writing,
        Self::Meetings,
        Self::Deciding,
        Self::Planning,
        Self::Delegating,
        Self::Coaching,
        Self::Problems,
        Self::Presenting,
        Self::Learning,
    ];

    /// Its number in documents: it must never change.
    pub const fn number(self) -> u8 {
        match self {
            Self::Feedback => 1,
            Self::Listening => 2,
            Self::HardTalks => 3,
            Self::Writing => 4,
            Self::Meetings => 5,
            Self::Deciding => 6,
            Self::Planning => 7,
            Self::Delegating => 8,
            Self::Coaching => 9,
            Self::Problems => 10,
            Self::Presenting => 11,
            Self::Learning => 12,
        }
    }

    /// The one with this number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|starter| i64::from(starter.number()) == number)
    }

    /// The document it becomes: the same on every device, so that choosing it twice makes one skill.
    pub const fn id(self) -> Id {
        let mut id = *b"skill-starter-00";
        id[14] += self.number() / 10;
        id[15] += self.number() % 10;
        Id(id)
    }
}

/// How sure somebody is of where they placed themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// A guess.
    Guess,
    /// Fairly sure.
    #[default]
    Fair,
    /// Sure: others would say the same.
    Sure,
}

/// Where somebody placed themselves, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Names it within its skill.
    pub id: Id,
    /// 1 to 5.
    pub level: u8,
    /// Where they want to be, 1 to 5.
    pub target: Option<u8>,
    /// How sure they were.
    pub confidence: Confidence,
    /// When.
    pub at: Stamp,
    /// What shows it.
    pub note: String,
}

/// A skill in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillRow {
    /// The skill.
    pub id: Id,
    /// What it is called; empty while it has no name.
    pub name: String,
    /// The tag it is typed as in entries, without `#`.
    pub tag: String,
    /// The skill that came with Commonplace, if it is one.
    pub starter: Option<Starter>,
    /// Where the person wants to be.
    pub target: Option<u8>,
    /// Levels over time, the newest last; empty when never placed. At most 12.
    pub trend: Vec<u8>,
    /// When it was placed last.
    pub placed_at: Option<Stamp>,
    /// The person's own sentence for the level they are at; empty for the starter's.
    pub sentence: String,
}

/// One whole skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// The skill.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The tag it is typed as in entries, without `#`.
    pub tag: String,
    /// The skill that came with Commonplace, if it is one.
    pub starter: Option<Starter>,
    /// The person's own sentences, from level 1 on; empty where there is none.
    pub sentences: [String; 5],
    /// Every placement, the newest first.
    pub placements: Vec<Placement>,
    /// How many entries carry its tag.
    pub entries_total: u32,
    /// The newest of them.
    pub entries: Vec<EntryRow>,
    /// The plans that are about it.
    pub plans: Vec<PlanRow>,
    /// It was put away; it can still be had back.
    pub deleted: bool,
    /// Written by a newer version: shown, not changed.
    pub read_only: bool,
}

/// What can be done with a skill. The first change makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkillChange {
    /// Call it something else.
    Name(TextChange),
    /// It is one of those that come with Commonplace, called this unless it has a name already. One that was put
    /// away is back as it was.
    Starter(Starter, String),
    /// The sentence of a level, 1 to 5.
    Sentence(u8, TextChange),
    /// Place oneself. Nothing replaces it: the next placement stands beside it.
    Place(NewPlacement),
}

/// A placement being made, under a random id. When it was is the core's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPlacement {
    /// Random, chosen by the screen.
    pub id: Id,
    /// 1 to 5.
    pub level: u8,
    /// Where the person wants to be, 1 to 5.
    pub target: Option<u8>,
    /// How sure they are.
    pub confidence: Confidence,
    /// What shows it.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn every_starter_has_a_number_and_a_document_of_its_own() {
        let ids: BTreeSet<_> = Starter::ALL.map(Starter::id).into_iter().collect();
        assert_eq!(ids.len(), 12);
        for starter in Starter::ALL {
            assert_eq!(
                Starter::from_number(i64::from(starter.number())),
                Some(starter)
            );
        }
        assert_eq!(Starter::Learning.id(), Id(*b"skill-starter-12"));
        assert_eq!(Starter::from_number(0), None);
    }
}
