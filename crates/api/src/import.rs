//! What a person sees of an import: before, during and after.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where an import is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Import {
    /// Nothing is being imported.
    None,
    /// Files are being read; `files` so far.
    Reading {
        /// Notes read so far.
        notes: u32,
    },
    /// Everything was read; waiting for the person to confirm.
    Preview(Preview),
    /// Entries are being added.
    Adding {
        /// Added so far.
        done: u32,
        /// To be added in all.
        total: u32,
    },
    /// It is over, and everything it says is saved.
    Done(Summary),
    /// It could not go on; what `added` says is saved.
    Stopped {
        /// What was done until then.
        summary: Summary,
        /// What stopped it.
        why: crate::Problem,
    },
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Entries that would be added.
    pub to_add: u32,
    /// Notes whose entry is already in the journal.
    pub already_here: u32,
    /// Day of the oldest and the newest note, milliseconds since 1970 UTC.
    pub span_ms: Option<(i64, i64)>,
    /// Titles of a few notes, newest first.
    pub sample: Vec<String>,
    /// What would be left out.
    pub refused: Vec<RefusedNote>,
    /// How many were refused in all (`refused` holds at most 200).
    pub refused_count: u32,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Entries added.
    pub added: u32,
    /// Notes that were already here.
    pub already_here: u32,
    /// What was left out.
    pub refused: Vec<RefusedNote>,
    /// How many were refused in all (`refused` holds at most 200).
    pub refused_count: u32,
}

/// A file that did not become an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedNote {
    /// Its path, as given.
    pub path: String,
    /// Why.
    pub why: RefusedWhy,
}

/// Why a file did not become an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefusedWhy {
    /// Neither Markdown nor plain text by its name.
    NotMarkdown,
    /// Its bytes are not text.
    NotText,
    /// Nothing in it.
    Empty,
    /// More than one mebibyte of text.
    TooLarge,
    /// Its path leads out of the archive.
    UnsafePath,
    /// It is encrypted.
    Encrypted,
    /// The archive is damaged here.
    Damaged,
    /// Compressed beyond belief, or the archive as a whole is too large.
    Bomb,
    /// The archive holds more files than can be read.
    TooMany,
}
