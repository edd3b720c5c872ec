//! Changes to documents that are filled in rather than typed: what a form, a button or a switch does. Text that is
//! typed at length goes through [`crate::Command::EditText`].

use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::device::DeviceChange;
use crate::lesson::Recalled;
use crate::plan::PlanChange;
use crate::review::ReviewChange;
use crate::skill::SkillChange;
use crate::team::after_action::AfterActionChange;
use crate::team::goal::GoalChange;
use crate::team::lesson::LessonChange;
use crate::team::question::{PageChange, QuestionChange};
use crate::team::share::SharesChange;
use crate::team::space::MembershipChange;
use crate::team::{MemberChange, TeamChange};
use crate::template::TemplateChange;
use crate::{Id, Kind, Week};

/// A change of one document; which one stands beside it in [`crate::Command::Change`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Of an entry. One that is not there is not made by it: [`crate::Command::NewEntry`] does that.
    Entry(EntryChange),
    /// Of the review of this week.
    Review(Week, ReviewChange),
    /// Of a plan.
    Plan(PlanChange),
    /// Of a skill.
    Skill(SkillChange),
    /// Of a template.
    Template(TemplateChange),
    /// Of one of the person's devices.
    Device(DeviceChange),
    /// Of the page that says where a team is going, by a member.
    Team(Id, TeamChange),
    /// Of what a member says of themselves, by that member.
    Member(Id, MemberChange),
    /// Of a goal, by a member.
    Goal(Id, GoalChange),
    /// Of a published lesson, by a member.
    Lesson(Id, LessonChange),
    /// Of an after-action review, by a member.
    AfterAction(Id, AfterActionChange),
    /// Of a question, by a member.
    Question(Id, QuestionChange),
    /// Of a page of the playbook, by a member.
    Page(Id, PageChange),
    /// Of the levels of skills a member shares, by that member. The core puts in which document that is.
    Shares(Id, SharesChange),
    /// Of what the person keeps of a team, by the core alone.
    Membership(MembershipChange),
}

impl Change {
    /// The kind of document it is a change of.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Entry(_) => Kind::Entry,
            Self::Review(..) => Kind::Review,
            Self::Plan(_) => Kind::Plan,
            Self::Skill(_) => Kind::Skill,
            Self::Template(_) => Kind::Template,
            Self::Device(_) => Kind::Device,
            Self::Team(..) => Kind::Team,
            Self::Member(..) => Kind::Member,
            Self::Goal(..) => Kind::Goal,
            Self::Lesson(..) => Kind::Lesson,
            Self::AfterAction(..) => Kind::AfterAction,
            Self::Question(..) => Kind::Question,
            Self::Page(..) => Kind::Page,
            Self::Shares(..) => Kind::Shares,
            Self::Membership(_) => Kind::Membership,
        }
    }

    /// The member who makes a change in the space of a team: the core puts in whose device it is, whatever a screen
    /// said. `None` for what people keep for themselves.
    pub const fn by_mut(&mut self) -> Option<&mut Id> {
        match self {
            Self::Entry(_)
            | Self::Review(..)
            | Self::Plan(_)
            | Self::Skill(_)
            | Self::Template(_)
            | Self::Device(_)
            | Self::Membership(_) => None,
            Self::Team(by, _)
            | Self::Member(by, _)
            | Self::Goal(by, _)
            | Self::Lesson(by, _)
            | Self::AfterAction(by, _)
            | Self::Question(by, _)
            | Self::Page(by, _)
            | Self::Shares(by, _) => Some(by),
        }
    }
}

/// What can be done with an entry besides writing in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryChange {
    /// Mark it as one to come back to, or no longer.
    Star(bool),
    /// Answer it as a lesson that came back; `None` takes the answer back.
    Recall(Option<Recalled>),
    /// Say when it was.
    When(When),
}

/// When something was, and at whose clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Milliseconds since 1970 UTC.
    pub ms: i64,
    /// Minutes that clocks there were ahead of UTC then.
    pub offset_minutes: i16,
    /// The IANA name of the time zone.
    pub zone: String,
}

/// What a person made of a text field: from what they were shown to what they want. Others may have changed it
/// meanwhile; what they wrote stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextChange {
    /// What the field showed.
    pub was: String,
    /// What it shows now.
    pub now: String,
}
