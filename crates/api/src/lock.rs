//! The lock: a passphrase without which nothing on this device can be read.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

/// Fewer characters than this are not taken for a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// Something typed that must not appear in a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Something to be done about the lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LockCommand {
    /// Open the journal.
    Unlock(Secret),
    /// Turn the lock on, or change its passphrase.
    Set {
        /// The passphrase from now on.
        passphrase: Secret,
        /// The one until now, where there is a lock.
        current: Option<Secret>,
    },
    /// Turn the lock off.
    Remove {
        /// The passphrase.
        current: Secret,
    },
    /// When to lock by itself.
    Choose(AutoLock),
    /// Lock every tab, once everything typed is saved. Nothing happens without a lock.
    Now,
    /// The passphrase is forgotten: remove the journal from this device. Taken only while it is locked.
    Erase,
}

/// When the journal is locked by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoLock {
    /// After so many minutes of no use; 0 for never.
    pub after_minutes: u16,
    /// As soon as nobody looks at it.
    pub on_hide: bool,
}

impl Default for AutoLock {
    fn default() -> Self {
        Self {
            after_minutes: 5,
            on_hide: false,
        }
    }
}

/// What the settings show of the lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Whether there is one.
    pub on: bool,
    /// When it locks by itself.
    pub auto: AutoLock,
    /// A passphrase is being worked on: it takes a moment.
    pub busy: bool,
    /// Why the last command was not carried out, if it was not.
    pub refused: Option<LockRefused>,
}

/// Why a passphrase was not taken. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LockRefused {
    /// It is another one. After several mistakes the next has to wait.
    Wrong {
        /// When it may be tried again, milliseconds since 1970 UTC; `None` for at once.
        retry_at_ms: Option<i64>,
    },
    /// Shorter than [`SHORTEST_PASSPHRASE`].
    TooShort,
    /// It could not be written down.
    Storage(crate::Problem),
}

/// A journal that is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// A passphrase is being tried.
    pub busy: bool,
    /// What came of the last try.
    pub refused: Option<LockRefused>,
}
