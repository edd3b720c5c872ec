//! What keeps a journal from being opened.

use commonplace_protocol::RosterError;
use commonplace_sync::SyncError;
use thiserror::Error;

/// Why the stored identity cannot be used: get the journal back with its recovery words.
#[derive(Debug, Error)]
pub(crate) enum EngineError {
    /// The keys do not make a space this version knows.
    #[error(transparent)]
    Keys(#[from] SyncError),
    /// The first entry of the stored roster is not there.
    #[error("the roster is not on this device")]
    Lost,
    /// The stored roster does not follow from its first entry.
    #[error(transparent)]
    Roster(#[from] RosterError),
}
