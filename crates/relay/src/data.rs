//! The data directory: one relay at a time, one database in it.

use crate::RelayError;
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

/// A data directory that this process holds. The system lets go of it when the process ends, however that is.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Takes hold of `path`, making it if it is not there.
    ///
    /// # Errors
    /// [`RelayError::StopTheOther`] if another relay holds it, or what the file system says.
    pub fn hold(path: &Path) -> Result<Self, RelayError> {
        fs::create_dir_all(path)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(RelayError::StopTheOther(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        database(&self.path)
    }
}

/// The database in a directory that somebody else may hold: for reading beside a running relay.
pub fn database(folder: &Path) -> PathBuf {
    folder.join("relay.db")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_relays_do_not_share_a_directory() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/data");
        let held = DataDir::hold(&path).unwrap();
        assert!(matches!(
            DataDir::hold(&path),
            Err(RelayError::StopTheOther(_))
        ));
        drop(held);
        assert!(DataDir::hold(&path).is_ok());
    }
}
