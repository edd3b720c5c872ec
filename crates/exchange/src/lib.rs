//! File formats in and out: Markdown notes, folders of them and zip archives become [`Note`]s, and go back.
//! A weekly event goes out, for calendars.
//! Pure: bytes in, values out. It has no clock, opens no file, and trusts nothing that an archive says of itself.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

mod archive;
pub mod calendar;
mod date;
mod front_matter;
pub mod markdown;
mod reader;

pub use archive::{WriteError, write_zip};
pub use date::Zone;
pub use reader::{Glance, Reader, glance, read};

/// The most text one note may hold, in bytes of UTF-8. A note of exactly this size is read.
pub const MAX_NOTE_BYTES: usize = 1 << 20;
/// The largest archive worth opening, and the most that one archive may inflate to, in bytes.
pub const MAX_ARCHIVE_BYTES: u64 = 512 << 20;
/// The most entries, folders included, that are looked at in one archive.
pub const MAX_ARCHIVE_ENTRIES: usize = 100_000;

/// A file as the person gave it: a note or an archive of notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path within the folder that was picked, `/` between parts; or only its name.
    pub path: String,
    /// Everything in it.
    pub bytes: Vec<u8>,
    /// When it was last changed, milliseconds since 1970 UTC: the date of a note that names no other.
    pub modified_ms: i64,
}

/// One note, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where it came from, within its folder or archive.
    pub path: String,
    /// Markdown with `\n` line ends, at most [`MAX_NOTE_BYTES`], never blank and without NUL.
    pub body: String,
    /// When it was written, milliseconds since 1970 UTC.
    pub occurred_at_ms: i64,
    /// Minutes east of UTC where it was written.
    pub offset_minutes: i16,
    /// Its tags, in order, each once, without `#` and without blanks.
    pub tags: Vec<String>,
    /// Marked as one to come back to.
    pub starred: bool,
    /// The same for the same file name and text, wherever they came from, so that a note is imported once.
    pub key: [u8; 16],
}

/// A file that did not become a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its path, within its archive if it was in one.
    pub path: String,
    /// Why it was left out.
    pub why: Why,
}

/// Why a file did not become a note. It has no sentences: the app words them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Neither Markdown nor plain text by its name.
    NotMarkdown,
    /// Its bytes are not text.
    NotText,
    /// Nothing in it.
    Empty,
    /// Larger than is read.
    TooLarge {
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// Its path leads out of the archive, or it is a link.
    UnsafePath,
    /// It is encrypted.
    Encrypted,
    /// Damaged, cut short, or packed in a way that is not understood.
    Damaged,
    /// Compressed beyond belief, or its archive as a whole inflates to too much.
    Bomb,
    /// The archive holds more entries than are looked at; said once, of the archive.
    TooMany,
}

/// Everything that came of some files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The notes, in the order they were found.
    pub notes: Vec<Note>,
    /// What was left out.
    pub refused: Vec<Refused>,
}
