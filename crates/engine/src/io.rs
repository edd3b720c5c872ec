//! What goes into the engine and what comes out: everything it may know of the world.
//! The shell (`crates/worker`) carries out effects and answers with inputs; the engine itself
//! touches no clock, no randomness, no disk and no network.

use commonplace_api::import::RefusedNote;
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Id, PhotoProblem, Problem};
use commonplace_domain::Imported;

/// The moment an input happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970 UTC. For people to read: no decision about whose change wins
    /// rests on it.
    pub ms: i64,
    /// Minutes that local time is ahead of UTC.
    pub offset_minutes: i16,
}

/// Names one write or read until it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Names one connection. The shell chooses; never reused within a page load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// Names a relay's line: one for each space, so that no relay learns from its connections which spaces are one person's.
/// The engine chooses; never reused within a page load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(pub u32);

impl Line {
    /// The one for what is the person's own, and for a device that has nothing yet.
    pub const OWN: Self = Self(0);
}

/// What is at the other end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// A relay; `audience` is the host (and port, if any) that was dialled.
    Relay {
        /// The line it was dialled on.
        line: Line,
        /// As it stands in the Host header.
        audience: String,
    },
    /// All other tabs of this browser: what is sent reaches each of them.
    Tabs,
}

/// The rooms of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Sealed records as they travel, by [`commonplace_protocol::RecordKey`] bytes.
    Records,
    /// Saved documents: space, document, writing replica.
    Docs,
    /// Cards: space, document, writing replica.
    Cards,
    /// Search texts: space, document, writing replica.
    Texts,
    /// Chunks of pictures as they travel, and beside each a mark that it is there, see [`crate::rows`].
    Chunks,
    /// Identity, tab slots, rosters, tips: a path as UTF-8.
    Meta,
}

/// One row to be written, or removed when `value` is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where.
    pub table: Table,
    /// The key; order of bytes is order of rows.
    pub key: Vec<u8>,
    /// The value; the shell seals it, records and chunks excepted.
    pub value: Option<Vec<u8>>,
}

/// One stored row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The key.
    pub key: Vec<u8>,
    /// The value, opened.
    pub value: Vec<u8>,
}

/// Rows with `from <= key < to`, in order of key, until a limit is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Where.
    pub table: Table,
    /// First key.
    pub from: Vec<u8>,
    /// First key that no longer belongs to it.
    pub to: Vec<u8>,
    /// At most so many rows.
    pub max_rows: u32,
    /// Stop after the row that takes the values past so many bytes.
    pub max_bytes: u32,
}

/// How sure a write must be before it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It survives a power cut.
    Strict,
    /// It may be lost with the last seconds: caches only.
    Relaxed,
}

/// A picture made ready to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// One of [`commonplace_domain::PHOTO_MEDIA`].
    pub media: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl core::fmt::Debug for Picture {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Picture")
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// Everything that can happen to the engine.
#[derive(Debug)]
pub enum Input {
    /// What the store holds in [`Table::Meta`], all of it, and the slot this tab took. First.
    Boot {
        /// All rows of [`Table::Meta`].
        meta: Vec<Row>,
        /// Number of the slot whose lock this tab holds, from 0.
        slot: u32,
        /// Address of the relay that served the app.
        relay: String,
    },
    /// From the screens of this tab.
    Screen(ToCore),
    /// A connection is open.
    LinkOpened {
        /// Its name from now on.
        link: LinkId,
        /// What it leads to.
        end: LinkEnd,
    },
    /// Bytes came in.
    Frame {
        /// From where.
        link: LinkId,
        /// One whole message.
        bytes: Vec<u8>,
    },
    /// Everything sent so far has left this machine's buffers.
    LinkDrained(LinkId),
    /// The connection is gone.
    LinkClosed(LinkId),
    /// A [`Effect::Store`] is durable.
    Stored(Ticket),
    /// It failed, and nothing of it was written.
    StoreFailed {
        /// Which.
        ticket: Ticket,
        /// Why.
        problem: Problem,
    },
    /// Answer to [`Effect::Load`].
    Loaded {
        /// Which.
        ticket: Ticket,
        /// The rows, or why there are none.
        rows: Result<Vec<Row>, Problem>,
    },
    /// Whether this tab is the one that talks to the relay.
    Leader(bool),
    /// The state of the relay as the leading tab told it (bytes of [`Effect::TellTabs`]).
    FromLeader(Vec<u8>),
    /// Whether the browser promised to keep the storage.
    Kept(bool),
    /// Notes are being read for an import; so many so far.
    ImportReading(u32),
    /// All notes of an import were read.
    ImportRead {
        /// The notes.
        notes: Vec<Imported>,
        /// What did not become a note.
        refused: Vec<RefusedNote>,
    },
    /// Answers [`Effect::ReadFile`]: fewer bytes than asked for at the end of the file, `None` if it
    /// cannot be read.
    FileRead(Option<Vec<u8>>),
    /// A picture was given to an entry and is being made ready.
    PhotoReading {
        /// The entry.
        entry: Id,
        /// Its name, chosen at random by the screen.
        photo: Id,
    },
    /// It is ready, or will not be.
    PhotoRead {
        /// The entry.
        entry: Id,
        /// Its name.
        photo: Id,
        /// The picture.
        picture: Result<Picture, PhotoProblem>,
    },
    /// The time asked for by [`Effect::WakeAt`] has come.
    Tick,
}

/// What the shell must do. In order; a [`Effect::Store`] before what follows it.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write these rows in one transaction. Answer with `Stored` or `StoreFailed`.
    Store {
        /// To answer with.
        ticket: Ticket,
        /// All or nothing.
        writes: Vec<Write>,
        /// How sure.
        durability: Durability,
    },
    /// Read rows. Answer with `Loaded`. Sees every `Store` before it.
    Load {
        /// To answer with.
        ticket: Ticket,
        /// What.
        query: Query,
    },
    /// Send one message.
    Send {
        /// Through.
        link: LinkId,
        /// The message.
        bytes: Vec<u8>,
    },
    /// Close a connection; the shell dials again after a while.
    Close(LinkId),
    /// Keep a connection to this relay open on this line from now on (dial again when it breaks); `None`
    /// hangs up. Two lines share no connection, whatever they are dialled to.
    Dial {
        /// Which line.
        line: Line,
        /// Where to.
        relay: Option<String>,
    },
    /// Pass to the screens of this tab.
    Tell(FromCore),
    /// Pass to the engines of other tabs as [`Input::FromLeader`].
    TellTabs(Vec<u8>),
    /// Send [`Input::Tick`] at this time (milliseconds since 1970 UTC). Replaces the time asked
    /// for before.
    WakeAt(i64),
    /// The identity on disk was just made or changed by this tab: have every other tab start anew.
    TabsReload,
    /// Forget everything in memory and boot again: another tab made the journal first.
    Restart,
    /// Stop reading for an import; it was cancelled.
    StopReading,
    /// Read so much of the file that was handed over for a restore. Answer with `FileRead`.
    ReadFile {
        /// From this byte on.
        from: u64,
        /// At most so many.
        length: u32,
    },
    /// The next of a backup that is being made.
    Backup(Part),
    /// Remove everything this program keeps on the device, for every tab, and say
    /// [`FromCore::Erased`].
    Erase,
}

/// A backup file, piece by piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A new file begins; one that was not finished is thrown away.
    Begin,
    /// Bytes to append.
    Bytes(Vec<u8>),
    /// It is whole: hand it over.
    Done,
    /// It will not be finished.
    Drop,
}
