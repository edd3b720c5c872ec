//! What a screen can ask: to watch a view, or to have something done.

use crate::backup::BackupCommand;
use crate::history::Version;
use crate::lock::LockCommand;
use crate::team::share::NewShare;
use crate::team::space::{NewTeam, TeamCommand, TeamId};
use crate::{Change, Id, Period, Splice, Week};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Names one subscription of one tab. Chosen by the screen, never reused within a page load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ViewId(pub u32);

/// Something a screen shows and wants kept up to date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// Whether there is a journal here at all, and whether it is still arriving.
    Session,
    /// Saved, synced, waiting, offline.
    Status,
    /// A window of the journal, newest first. Answered by [`crate::Update::Journal`].
    Journal {
        /// What was typed into the search box; empty for everything.
        query: String,
        /// Index of the first row wanted.
        start: u32,
        /// How many rows, at most 500.
        count: u32,
    },
    /// A window of everything that is found, best first. Answered by [`crate::Update::Found`].
    Find {
        /// What was typed.
        query: String,
        /// Index of the first row wanted.
        start: u32,
        /// How many rows, at most 500.
        count: u32,
    },
    /// What today is about. Answered by [`crate::Update::Today`], and again when the day is over.
    Today {
        /// The day weeks begin with: 1 is Monday.
        starts_on: u8,
    },
    /// The reviews, and which one is next. Answered by [`crate::Update::Reviews`].
    Reviews {
        /// The day weeks begin with: 1 is Monday.
        starts_on: u8,
    },
    /// The review of a week, written or not. Answered by [`crate::Update::Review`].
    Review {
        /// Which.
        week: Week,
        /// The day weeks begin with: 1 is Monday.
        starts_on: u8,
    },
    /// What happened in a month, a year or a week. Answered by [`crate::Update::LookBack`].
    LookBack {
        /// When.
        period: Period,
        /// The day weeks begin with: 1 is Monday.
        starts_on: u8,
    },
    /// When a document was written, newest first. Answered by [`crate::Update::History`].
    History(Id),
    /// What a document was, beside what it is. Answered by [`crate::Update::Version`].
    Version {
        /// The document.
        id: Id,
        /// The state.
        version: Version,
    },
    /// How many entries there are on each of some days. Answered by [`crate::Update::Days`].
    Days {
        /// The first, counted from the first of January 1970 as clocks on walls showed it.
        first: i32,
        /// How many days, at most 380.
        count: u32,
    },
    /// The entries of a day. Answered by [`crate::Update::Day`].
    Day(i32),
    /// Those of the same day in years before. Answered by [`crate::Update::Day`].
    OnThisDay(i32),
    /// Tags that were used and skills, for completion. Answered by [`crate::Update::Tags`].
    Tags,
    /// The plans. Answered by [`crate::Update::Plans`].
    Plans,
    /// One of them. Answered by [`crate::Update::Plan`], or [`crate::Update::EntryMissing`].
    Plan(Id),
    /// The commitments of which it is not known yet what happened. Answered by [`crate::Update::Commitments`].
    Commitments,
    /// The skills. Answered by [`crate::Update::Skills`].
    Skills,
    /// One of them. Answered by [`crate::Update::Skill`], or [`crate::Update::EntryMissing`].
    Skill(Id),
    /// The person's own templates. Answered by [`crate::Update::Templates`].
    Templates,
    /// One of them. Answered by [`crate::Update::Template`], or [`crate::Update::EntryMissing`].
    Template(Id),
    /// Where a team is going, written or not. Answered by [`crate::Update::Team`].
    Team,
    /// The members who gave themselves a name. Answered by [`crate::Update::People`].
    People,
    /// The goals. Answered by [`crate::Update::Goals`], and again when the day is over.
    Goals,
    /// One of them. Answered by [`crate::Update::Goal`], or [`crate::Update::EntryMissing`], and again when the day is
    /// over.
    Goal(Id),
    /// The lessons. Answered by [`crate::Update::Lessons`].
    Lessons,
    /// One of them. Answered by [`crate::Update::Lesson`], or [`crate::Update::EntryMissing`].
    Lesson(Id),
    /// An entry of the journal as others would get it if it was published. Answered by [`crate::Update::Publishable`],
    /// or [`crate::Update::EntryMissing`].
    Publishable(Id),
    /// The after-action reviews. Answered by [`crate::Update::AfterActions`].
    AfterActions,
    /// One of them, written or not. Answered by [`crate::Update::AfterAction`].
    AfterAction(Id),
    /// What after-action reviews left to be done. Answered by [`crate::Update::Actions`].
    Actions,
    /// The questions. Answered by [`crate::Update::Questions`].
    Questions,
    /// One of them. Answered by [`crate::Update::Question`], or [`crate::Update::EntryMissing`].
    Question(Id),
    /// Questions and pages that are like what is being asked. Answered by [`crate::Update::Ask`].
    Ask {
        /// What was typed so far.
        typed: String,
    },
    /// The pages of the playbook. Answered by [`crate::Update::Pages`], and again when the day is over.
    Pages,
    /// One of them. Answered by [`crate::Update::Page`], or [`crate::Update::EntryMissing`], and again when the day is
    /// over.
    Page(Id),
    /// The levels of skills that members share by name. Answered by [`crate::Update::Matrix`].
    Matrix,
    /// The skills that goals, lessons and members of the team name. Answered by [`crate::Update::TeamSkills`].
    TeamSkills,
    /// What sharing a skill by name would show. Answered by [`crate::Update::Widening`].
    Widening {
        /// Who would share it.
        member: Id,
        /// What they would share.
        share: NewShare,
    },
    /// The teams this person is in or was. Answered by [`crate::Update::Teams`].
    Teams,
    /// What became of something that was asked for under an id the screen chose. Answered by [`crate::Update::Asked`].
    Asked(Id),
    /// What an invite leads to, as somebody opened or pasted it; the relay is asked for as long as it is watched.
    /// Answered by [`crate::Update::Invitation`].
    Invitation(String),
    /// Who is in a team; inside [`View::In`]. Answered by [`crate::Update::Members`].
    Members,
    /// Who else is in a team right now; inside [`View::In`]. Answered by [`crate::Update::Present`].
    Present,
    /// The invites by which one can join a team; inside [`View::In`]. Answered by [`crate::Update::Invites`].
    Invites,
    /// Any view, but of what is in a team and not of the person's own journal. Answered as that view is.
    In(TeamId, Box<View>),
    /// The text of one document for editing. Answered by [`crate::Update::Entry`], then patches.
    Entry(Id),
    /// The pictures of an entry. Answered by [`crate::Update::Photos`].
    Photos(Id),
    /// One picture itself. Answered by [`crate::Update::Photo`].
    Photo {
        /// The entry it belongs to.
        entry: Id,
        /// Which.
        photo: Id,
    },
    /// The import that is being prepared or carried out, if any.
    Import,
    /// A backup on its way out or in. Answered by [`crate::Update::Backup`].
    Backup,
    /// What was put away. Answered by [`crate::Update::PutAway`].
    PutAway,
    /// What is being deleted for ever. Answered by [`crate::Update::Forgetting`].
    Forgetting,
    /// Where else the journal is. Answered by [`crate::Update::Safety`].
    Safety,
    /// The lock of this device. Answered by [`crate::Update::Lock`].
    Lock,
    /// The recovery words: hidden until [`Command::ShowWords`].
    Recovery,
    /// The person's devices. Answered by [`crate::Update::Devices`].
    Devices,
    /// Linking another device, from this one.
    Linking,
    /// Being linked by another device.
    Joining,
    /// The generation of the keys, and whether this device has it.
    Keys,
    /// Whether the recovery words were written down.
    WordsCheck,
}

/// Something to be done. Results come back through the views, and as notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Make a new journal on this device.
    Begin,
    /// Bring an existing journal to this device with its 24 words.
    Recover {
        /// The words as typed; case, spacing and line breaks do not matter.
        words: String,
        /// `ws://` or `wss://` address of another relay than the one that served the app.
        relay: Option<String>,
    },
    /// Start an entry. Nothing is kept while `text` is empty.
    NewEntry {
        /// Random, chosen by the screen so that it can watch the entry at once.
        id: Id,
        /// What has been typed so far.
        text: String,
        /// The IANA name of the time zone it is written in.
        zone: String,
    },
    /// A change somebody typed in the editor watching `view`.
    EditText {
        /// The subscription ([`View::Entry`]) the editor belongs to.
        view: ViewId,
        /// Number of this edit in this subscription: 1, 2, 3...
        n: u32,
        /// `seq` of the newest [`crate::Update::Patch`] this editor has applied, 0 for none.
        seen: u32,
        /// The change, against what the editor showed.
        splice: Splice,
    },
    /// The editor applied patch `seq` and had nothing typed since.
    PatchApplied {
        /// The subscription of the editor.
        view: ViewId,
        /// The patch.
        seq: u32,
    },
    /// The editor could not take patches for a while (an IME was composing): offer them again.
    OfferAgain {
        /// The subscription of the editor.
        view: ViewId,
        /// Newest patch applied, 0 for none.
        seen: u32,
    },
    /// Change a document that is filled in. One that is not there yet is made by its first change, under an id that
    /// the screen chose at random.
    Change {
        /// The document.
        id: Id,
        /// What to do with it.
        change: Change,
    },
    /// Make the text what it was in a version, as one more change.
    RestoreVersion {
        /// The document.
        id: Id,
        /// The state.
        version: Version,
    },
    /// Put a document away. It can be had back with [`Command::Restore`].
    Delete(Id),
    /// Undo of [`Command::Delete`].
    Restore(Id),
    /// Delete a document for ever that was put away. There is no way back, and it is so on every device.
    /// [`View::Forgetting`] tells how far it is.
    Forget(Id),
    /// The same with everything that was put away.
    ForgetAll,
    /// Something was opened that this search found: worth offering again, on this device alone.
    RememberSearch(String),
    /// Forget what was looked for.
    ForgetSearches,
    /// Take a picture out of an entry, or out of sight one that was refused. It can be had back with
    /// [`Command::RestorePhoto`].
    RemovePhoto {
        /// The entry.
        entry: Id,
        /// The picture.
        photo: Id,
    },
    /// Undo of [`Command::RemovePhoto`].
    RestorePhoto {
        /// The entry.
        entry: Id,
        /// The picture.
        photo: Id,
    },
    /// Reveal the recovery words in [`View::Recovery`].
    ShowWords,
    /// Hide them again.
    HideWords,
    /// Carry out the import that [`View::Import`] previews.
    ConfirmImport,
    /// Give up the import; what was already added stays.
    CancelImport,
    /// The summary was read: forget the import.
    CloseImport,
    /// Begin a team. It is there at once, with or without a network. [`View::Asked`] tells what came of it.
    StartTeam {
        /// Random, chosen by the screen.
        ask: Id,
        /// What is known of it.
        team: Box<NewTeam>,
    },
    /// Join a team by an invite. [`View::Asked`] tells what came of it.
    JoinTeam {
        /// Random, chosen by the screen.
        ask: Id,
        /// The invite, as it was opened or pasted.
        link: String,
        /// What this person is called there.
        your_name: String,
    },
    /// Nobody wants to know any more what came of something, nor to have it done if it waits.
    CloseAsked(Id),
    /// Take a team off this person's devices for good that is over for them, or that nobody else is in.
    ClearTeam(TeamId),
    /// Do something in a team.
    In(TeamId, TeamCommand),
    /// Use another relay from now on; `None` is the one that served the app.
    SetRelay(Option<String>),
    /// About a backup.
    Backup(BackupCommand),
    /// Remove the journal from this device, if it is whole somewhere else.
    SignOut,
    /// About the lock of this device.
    Lock(LockCommand),
    /// Try the relay, or a failed save, again at once.
    RetryNow,
    /// What kind of device this is, in a word or two: what it is called until somebody calls it something else.
    Introduce(String),
    /// Make a one-time link for another device; see [`View::Linking`].
    LinkDevice,
    /// Nobody is to use the link any more, or what came of it was read.
    CloseLinking,
    /// Take what a one-time link leads to; see [`View::Joining`].
    TakeLink(String),
    /// What came of it was read.
    CloseJoining,
    /// With the 24 words: shut every other device out, or let this one in again; see [`View::Keys`].
    RenewKeys {
        /// The words as typed.
        words: String,
    },
    /// What came of it was read, or it is not wanted any more.
    CloseRenewal,
    /// Ask for three of the recovery words; see [`View::WordsCheck`].
    AskForWords,
    /// The words that were asked for, as typed.
    AnswerWords(Vec<String>),
    /// Keep the recovery words on this device no longer. Only once they were checked.
    ForgetWords,
}
