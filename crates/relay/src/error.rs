//! What can go wrong while running a relay, named after what its operator can do about it.
//! What a client is refused for is not here: that is `protocol::Refusal`.

use std::{io, net::SocketAddr, path::PathBuf};

/// Everything the relay reports to whoever runs it.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// Another process holds the data directory.
    #[error("{0} is in use by another relay: stop that one first, or give this one another --data")]
    StopTheOther(PathBuf),
    /// The database was written by a newer relay.
    #[error(
        "the data was written by a newer relay (schema {found}, this one knows {known}): run the newer one"
    )]
    RunTheNewer {
        /// The schema version found.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The file is not a relay's database.
    #[error("{0} is not the database of a commonplace relay")]
    NotOurs(PathBuf),
    /// There is nothing to work on.
    #[error("there is no relay data at {0}")]
    NothingThere(PathBuf),
    /// Restoring would replace data.
    #[error(
        "{0} holds data already: move it away, or say --force (the old file is kept beside the new one)"
    )]
    AlreadyThere(PathBuf),
    /// The disk has no room.
    #[error("the disk is full: make room, nothing acknowledged was lost")]
    MakeRoom,
    /// The database contradicts itself or could not be read.
    #[error("the data is damaged ({0}): restore a backup; devices send again what it lacks")]
    RestoreBackup(String),
    /// The store has been shut down.
    #[error("the relay is stopping")]
    Stopping,
    /// An address could not be listened on.
    #[error("cannot listen on {address}: {source}")]
    ChooseAddress {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The folder given with `--app` holds no app.
    #[error("{0} holds no built app (no index.html): build it first, or leave --app out")]
    BuildTheApp(PathBuf),
    /// A text that should name a space does not.
    #[error("a space is named by 64 hexadecimal digits")]
    NameTheSpace,
    /// A file or socket failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The database failed in another way.
    #[error("the database failed: {0}")]
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for RelayError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::MakeRoom,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::RestoreBackup(error.to_string())
            }
            _ => Self::Database(error),
        }
    }
}
