//! What kinds of documents there are. A kind's number travels and is stored, so it must never change.

use serde::{Deserialize, Serialize};

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// An entry of the journal.
    Entry,
    /// A learning plan: steps, commitments, and what came of them.
    Plan,
    /// Something a person wants to be better at, with where they place themselves.
    Skill,
    /// A look back at a week, a month or a year.
    Review,
    /// A person's own prompt for entries.
    Template,
    /// One of the person's devices.
    Device,
    /// What the person chose for all their devices. There is one, see [`crate::Id::PREFERENCES`].
    Preferences,
    /// Where a team is going: its name, its vision, its norms. There is one in a team's space, see [`crate::Id::TEAM`].
    Team,
    /// What a member of a team says of themselves there: a name, and a vision of their own if they share it.
    Member,
    /// Something a team wants to reach, measured.
    Goal,
    /// A lesson somebody published for their team.
    Lesson,
    /// A look back at something a team did together, and what it wants to do about it.
    AfterAction,
    /// A question to the team, with its answers.
    Question,
    /// A page of a team's playbook.
    Page,
    /// The levels of skills that one member shares with their team by name.
    Shares,
    /// A team this person is in, as they keep it for their own devices.
    Membership,
}

impl Kind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 16] = [
        Self::Entry,
        Self::Plan,
        Self::Skill,
        Self::Review,
        Self::Template,
        Self::Device,
        Self::Preferences,
        Self::Team,
        Self::Member,
        Self::Goal,
        Self::Lesson,
        Self::AfterAction,
        Self::Question,
        Self::Page,
        Self::Shares,
        Self::Membership,
    ];

    /// Its number in records and cards.
    pub const fn number(self) -> u16 {
        match self {
            Self::Entry => 1,
            Self::Plan => 2,
            Self::Skill => 3,
            Self::Review => 4,
            Self::Template => 5,
            Self::Device => 6,
            Self::Preferences => 7,
            Self::Team => 8,
            Self::Member => 9,
            Self::Goal => 10,
            Self::Lesson => 11,
            Self::AfterAction => 12,
            Self::Question => 13,
            Self::Page => 14,
            Self::Shares => 15,
            Self::Membership => 16,
        }
    }

    /// The kind with this number; `None` for those of newer versions.
    pub fn from_number(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// Its name in documents and in searches.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Plan => "plan",
            Self::Skill => "skill",
            Self::Review => "review",
            Self::Template => "template",
            Self::Device => "device",
            Self::Preferences => "preferences",
            Self::Team => "team",
            Self::Member => "member",
            Self::Goal => "goal",
            Self::Lesson => "lesson",
            Self::AfterAction => "after-action",
            Self::Question => "question",
            Self::Page => "page",
            Self::Shares => "shares",
            Self::Membership => "membership",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
