//! Whether what was written is safe, and where.

use crate::lock::Locked;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Whether there is a journal on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Session {
    /// The core is reading what is stored.
    Opening,
    /// No journal yet: offer to begin or to recover.
    New {
        /// Why the last attempt to recover failed, if it did.
        refused: Option<WordsProblem>,
    },
    /// The journal is arriving from the relay for the first time.
    Arriving {
        /// Records received and saved.
        done: u32,
        /// Records there are, as far as is known; 0 while the relay has not answered.
        total: u32,
    },
    /// Ready to write.
    Ready,
    /// There is one, under a passphrase that was not given yet.
    Locked(Locked),
    /// This device cannot open it.
    Broken(Problem),
}

/// What is wrong with recovery words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordsProblem {
    /// Not 24 words.
    Count(u32),
    /// The word at this place (from 1) is not in the list.
    Unknown {
        /// Place, from 1.
        place: u32,
        /// The word as typed.
        word: String,
    },
    /// All words exist, but they do not belong together: one is wrong or misplaced.
    Checksum,
    /// The relay's address cannot be used.
    Relay,
}

/// What stands between the person and safety.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The disk, or the browser's share of it, is full.
    DiskFull,
    /// The browser lost its database; it is being reopened.
    StorageLost,
    /// Stored values could not be opened.
    StorageDamaged,
    /// Another tab runs a newer version: reload.
    NewerVersion,
    /// The browser has no storage for this site (private mode, policy).
    StorageBlocked,
    /// Something else, in the browser's words.
    Other(String),
}

/// Whether what was written is on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    /// Everything is durable in this device's storage.
    Yes,
    /// Something was typed and is on its way to the disk.
    Saving,
    /// It could not be written; it is kept in memory and tried again.
    Failed(Problem),
}

/// How things stand with the relay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelayState {
    /// No network, or the relay does not answer.
    Offline,
    /// A connection is being made, or vectors are being compared.
    Connecting,
    /// Connected.
    Online,
    /// The relay refused a record or the connection. It is retried.
    Refused {
        /// Number of the refusal, see `docs/protocol.md`.
        code: u16,
        /// The relay's sentence.
        sentence: String,
        /// When it is tried again, milliseconds since 1970 UTC.
        retry_at_ms: Option<i64>,
    },
    /// This device's keys were renewed elsewhere: it needs the new ones before anything goes on.
    ShutOut,
}

/// The whole truth about what was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatus {
    /// On this device.
    pub saved: Saved,
    /// With the relay.
    pub relay: RelayState,
    /// Records of this device that no relay has acknowledged.
    pub waiting: u32,
    /// Pictures that are here and not wholly on a relay.
    pub photos_waiting: u32,
    /// When everything was last acknowledged, milliseconds since 1970 UTC.
    pub synced_at_ms: Option<i64>,
    /// Whether the browser promised to keep the storage; `None` before it was asked.
    pub kept: Option<bool>,
}

impl SyncStatus {
    /// Whether a relay holds everything this device has written.
    pub fn is_synced(&self) -> bool {
        self.saved == Saved::Yes
            && self.waiting == 0
            && self.photos_waiting == 0
            && self.relay == RelayState::Online
    }
}
