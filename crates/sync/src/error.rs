//! What can go wrong with a space, by what to do about it.

use commonplace_protocol::{Epoch, RecordError, RecordKey, Refusal, RosterError};
use thiserror::Error;

/// Why a record was not opened or not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SyncError {
    /// Nothing to do: it is held already.
    #[error("this record is held already")]
    Duplicate(RecordKey),
    /// Ask for what is missing.
    #[error("records after {have} are missing before this one")]
    Gap {
        /// The record that came too early.
        key: RecordKey,
        /// The last one of its replica that is here.
        have: u64,
    },
    /// Set aside what is here of this replica, see [`crate::Space::renew`]: two copies of one device wrote.
    #[error("another record was written under the same number")]
    Fork(RecordKey),
    /// Write under another replica, see [`crate::Space::renew`]: a copy of this one writes elsewhere.
    #[error("this record was written by a copy of this device")]
    OwnReplica(RecordKey),
    /// Drop it: it may not be in this space.
    #[error("{}", refusal.sentence())]
    Refused {
        /// The record.
        key: RecordKey,
        /// Why, as the sender is told.
        refusal: Refusal,
    },
    /// Drop it: it is not a record, or was changed on the way, or is of a newer version.
    #[error(transparent)]
    Broken(#[from] RecordError),
    /// Drop it: its author did not seal it with the space's key.
    #[error("this record cannot be opened with the key of its space")]
    Unreadable(RecordKey),
    /// Get the key from a member.
    #[error("the key of epoch {} is not on this device", .0.0)]
    KeyMissing(Epoch),
    /// Write less at once.
    #[error("this is too much for one record")]
    TooLarge,
    /// Begin a replica first, see [`crate::Space::new_writer`].
    #[error("nothing can be written before a replica is begun")]
    NoWriter,
    /// Check the words: they belong to another journal.
    #[error("this space belongs to somebody else")]
    NotYours,
    /// Ask for the recovery words once: this device was never given what a team has to keep of them.
    #[error("this device cannot be in a team before it was shown the recovery words")]
    WordsNeeded,
    /// See [`RosterError`].
    #[error(transparent)]
    Roster(#[from] RosterError),
}

impl SyncError {
    /// The record it is about, where that is known.
    pub const fn key(&self) -> Option<RecordKey> {
        match *self {
            Self::Duplicate(key)
            | Self::Gap { key, .. }
            | Self::Fork(key)
            | Self::OwnReplica(key)
            | Self::Refused { key, .. }
            | Self::Unreadable(key) => Some(key),
            _ => None,
        }
    }
}
