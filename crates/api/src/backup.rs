//! A backup: the whole journal in one sealed file, out and in.

use crate::lock::Secret;
use crate::status::WordsProblem;
use serde::{Deserialize, Serialize};

/// Something to be done about backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackupCommand {
    /// Make one. The file goes to the page when it is whole.
    Make,
    /// Read the file that was handed over just before, and add what it holds.
    Restore {
        /// The 24 words as typed; `None` where this device may open it without them.
        words: Option<Secret>,
        /// How long the file is, in bytes.
        size: u64,
    },
    /// What came of it was read: forget it.
    Close,
}

/// Where a backup is, on its way out or in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Backup {
    /// Nothing is being done.
    #[default]
    None,
    /// One is being made.
    Making {
        /// Records in it so far.
        done: u32,
        /// Records there are.
        total: u32,
    },
    /// It was made, and handed to the browser to be kept.
    Made,
    /// One is being read to its end, before anything is changed.
    Checking {
        /// Percent read.
        percent: u8,
    },
    /// What it holds is being added.
    Restoring {
        /// Percent added.
        percent: u8,
    },
    /// All of it is here, and saved.
    Restored(Restored),
    /// It was not made, or not taken. Unless it says otherwise nothing was changed.
    Refused(BackupRefused),
}

/// What a restored backup brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// Changes that were not here.
    pub added: u32,
    /// Changes that were.
    pub already_here: u32,
    /// Changes that another version of this device's own contradicts: what is here was left as it is.
    pub left_out: u32,
}

/// Why a backup was not made or not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackupRefused {
    /// It is no backup.
    NotABackup,
    /// It ends too early.
    Cut,
    /// It was changed since it was made.
    Damaged,
    /// It was made by a newer version.
    Newer,
    /// It is another person's, or the words are.
    AnotherPerson,
    /// The words are mistyped.
    Words(WordsProblem),
    /// This device cannot open it without the words.
    WordsNeeded,
    /// The file cannot be read any more. What was added until then stays.
    Unreadable,
    /// The storage of this device fails.
    Storage(crate::Problem),
}
