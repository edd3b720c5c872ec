//! What the core tells a screen.

use crate::backup::Backup;
use crate::device::Device;
use crate::devices::{Joining, Keys, Linking, WordsCheck};
use crate::find::Found;
use crate::history::{Comparison, Sitting, Version};
use crate::import::Import;
use crate::lock::Lock;
use crate::plan::{OpenCommitment, Plan, PlanRow, SkillLink};
use crate::review::{LookBack, Review, Reviews};
use crate::safety::Safety;
use crate::skill::{Skill, SkillRow};
use crate::team::after_action::{AfterAction, AfterActionRow, OpenAction};
use crate::team::goal::{Goal, GoalRow};
use crate::team::lesson::{Lesson, LessonRow, Preview};
use crate::team::presence::Present;
use crate::team::question::{Alike, Page, PageRow, Question, QuestionRow};
use crate::team::share::{Matrix, Widening};
use crate::team::space::{Asked, Invitation, InviteRow, Membership, TeamId, TeamProblem, TeamRow};
use crate::team::{MemberRow, Team};
use crate::template::Template;
use crate::today::Today;
use crate::{EntryMeta, EntryRow, Id, Kind, Photo, PhotoRow, Session, Splice, SyncStatus, TagRow};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// News for one subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Update {
    /// Answers [`crate::View::Session`].
    Session(Session),
    /// Answers [`crate::View::Status`].
    Status(SyncStatus),
    /// Answers [`crate::View::Journal`].
    Journal {
        /// Entries that match, in all.
        total: u32,
        /// Entries in the journal, in all.
        of: u32,
        /// Index of the first row.
        start: u32,
        /// The rows of the window.
        rows: Vec<EntryRow>,
    },
    /// Answers [`crate::View::Find`].
    Found(Found),
    /// Answers [`crate::View::Entry`], once at the start.
    Entry {
        /// The whole Markdown.
        text: String,
        /// What stands around it.
        meta: EntryMeta,
    },
    /// What stands around the text changed.
    EntryMeta(EntryMeta),
    /// There is no such entry here (it may still arrive).
    EntryMissing,
    /// Others changed the text. To be applied only if `after` is the newest edit this editor has
    /// sent and no IME is composing; otherwise to be dropped: a newer patch will follow.
    Patch {
        /// Number of this patch in this subscription, rising.
        seq: u32,
        /// Number of the newest edit of this editor that the patch builds on, 0 for none.
        after: u32,
        /// To be applied in this order.
        splices: Vec<Splice>,
    },
    /// Answers [`crate::View::Photos`].
    Photos(Vec<PhotoRow>),
    /// Answers [`crate::View::Photo`].
    Photo(Photo),
    /// Answers [`crate::View::Import`].
    Import(Import),
    /// Answers [`crate::View::Today`].
    Today(Box<Today>),
    /// Answers [`crate::View::Reviews`].
    Reviews(Reviews),
    /// Answers [`crate::View::Review`].
    Review(Box<Review>),
    /// Answers [`crate::View::LookBack`].
    LookBack(Box<LookBack>),
    /// Answers [`crate::View::History`].
    History(Vec<Sitting>),
    /// Answers [`crate::View::Version`].
    Version(Comparison),
    /// Answers [`crate::View::Days`].
    Days {
        /// The first day.
        first: i32,
        /// How many entries there are on it and on those after it.
        counts: Vec<u32>,
    },
    /// Answers [`crate::View::Day`] and [`crate::View::OnThisDay`]: newest first, at most 200.
    Day(Vec<EntryRow>),
    /// Answers [`crate::View::Tags`]: the most used first.
    Tags(Vec<TagRow>),
    /// Answers [`crate::View::Plans`]: active ones first, then drafts, done and dropped; within these what is due
    /// soonest.
    Plans(Vec<PlanRow>),
    /// Answers [`crate::View::Plan`].
    Plan(Box<Plan>),
    /// Answers [`crate::View::Commitments`]: those of active plans and drafts, what is due soonest first, and last
    /// what has no day. Whoever shows what is due compares with today.
    Commitments(Vec<OpenCommitment>),
    /// Answers [`crate::View::Skills`]: in the order of their names.
    Skills(Vec<SkillRow>),
    /// Answers [`crate::View::Skill`].
    Skill(Box<Skill>),
    /// Answers [`crate::View::Templates`]: in the order of their titles.
    Templates(Vec<Template>),
    /// Answers [`crate::View::Template`].
    Template(Template),
    /// Answers [`crate::View::Team`].
    Team(Box<Team>),
    /// Answers [`crate::View::People`]: in the order of their names.
    People(Vec<MemberRow>),
    /// Answers [`crate::View::Goals`]: what is due soonest first, and last what has no day.
    Goals(Vec<GoalRow>),
    /// Answers [`crate::View::Goal`].
    Goal(Box<Goal>),
    /// Answers [`crate::View::Lessons`]: the newest first. Those that were withdrawn are not among them.
    Lessons(Vec<LessonRow>),
    /// Answers [`crate::View::Lesson`].
    Lesson(Box<Lesson>),
    /// Answers [`crate::View::Publishable`].
    Publishable(Box<Preview>),
    /// Answers [`crate::View::AfterActions`]: the newest first.
    AfterActions(Vec<AfterActionRow>),
    /// Answers [`crate::View::AfterAction`].
    AfterAction(Box<AfterAction>),
    /// Answers [`crate::View::Actions`]: what is due soonest first, and last what has no day.
    Actions(Vec<OpenAction>),
    /// Answers [`crate::View::Questions`]: the newest first.
    Questions(Vec<QuestionRow>),
    /// Answers [`crate::View::Question`].
    Question(Box<Question>),
    /// Answers [`crate::View::Ask`]: at most 5, the most alike first.
    Ask(Vec<Alike>),
    /// Answers [`crate::View::Pages`]: what is to be looked at again first, then in the order of their titles.
    Pages(Vec<PageRow>),
    /// Answers [`crate::View::Page`].
    Page(Box<Page>),
    /// Answers [`crate::View::Matrix`].
    Matrix(Matrix),
    /// Answers [`crate::View::TeamSkills`]: each once, in the order of their names.
    TeamSkills(Vec<SkillLink>),
    /// Answers [`crate::View::Widening`].
    Widening(Box<Widening>),
    /// Answers [`crate::View::Teams`]: in the order of their names, those that are over last.
    Teams(Vec<TeamRow>),
    /// Answers [`crate::View::Asked`].
    Asked(Asked),
    /// Answers [`crate::View::Invitation`].
    Invitation(Invitation),
    /// Answers [`crate::View::Present`].
    Present(Vec<Present>),
    /// Answers [`crate::View::Members`].
    Members(Vec<Membership>),
    /// Answers [`crate::View::Invites`].
    Invites(Vec<InviteRow>),
    /// There is no such team on this device; answers any [`crate::View::In`].
    NoTeam,
    /// Answers [`crate::View::Backup`].
    Backup(Backup),
    /// Answers [`crate::View::PutAway`]: at most 500, the newest first.
    PutAway(Vec<(Kind, EntryRow)>),
    /// Answers [`crate::View::Forgetting`].
    Forgetting(Forgetting),
    /// Answers [`crate::View::Safety`].
    Safety(Safety),
    /// Answers [`crate::View::Lock`].
    Lock(Lock),
    /// Answers [`crate::View::Recovery`].
    Recovery(Recovery),
    /// Answers [`crate::View::Devices`], this one first.
    Devices(Vec<Device>),
    /// Answers [`crate::View::Linking`].
    Linking(Linking),
    /// Answers [`crate::View::Joining`].
    Joining(Joining),
    /// Answers [`crate::View::Keys`].
    Keys(Keys),
    /// Answers [`crate::View::WordsCheck`].
    WordsCheck(WordsCheck),
}

/// What is being deleted for ever, since this tab was opened. A document that is being forgotten is no longer listed
/// as put away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgetting {
    /// So many are on their way: closing now leaves them put away.
    pub under_way: u32,
    /// So many are gone for ever: nothing brings them back.
    pub done: u32,
    /// So many are put away as before, because it could not be done.
    pub failed: u32,
    /// So many sealed records with something of theirs are still on this device, for a moment.
    pub here: u32,
    /// The relay has not been told of so many such records yet. Of those it was told, it keeps what is sealed until
    /// two more devices have given it up, or for 30 days.
    pub at_relay: u32,
}

/// The recovery words, as far as they may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recovery {
    /// They are here, and hidden.
    Hidden,
    /// All 24.
    Words(Vec<String>),
    /// This device was given the journal by its words and does not keep them.
    NotHere,
}

/// Something worth a passing message, with a way back where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// A document was put away; offers undo.
    Deleted(Kind, Id),
    /// It is back.
    Restored(Kind, Id),
    /// A picture was taken out of an entry; offers undo.
    PhotoRemoved {
        /// The entry.
        entry: Id,
        /// The picture.
        photo: Id,
    },
    /// A document is as it was in an earlier version; offers undo.
    VersionRestored {
        /// The document.
        id: Id,
        /// What it was until then.
        before: Version,
    },
    /// The text is longer than an entry can be; the last change was not taken.
    EntryTooLong {
        /// The limit in bytes of UTF-8.
        limit_bytes: u32,
    },
    /// Something is only on this device: nothing was removed.
    OnlyHere,
    /// The document could not be opened; nothing was changed.
    EntryUnreadable(Id),
    /// Something in a team was not done; nothing was changed.
    NotInTeam(TeamId, TeamProblem),
    /// One of the above, about a document of a team.
    In(TeamId, Box<Notice>),
}
