//! What is said of backups: what they brought, and why one was not taken.

use super::Count;
use crate::words;
use commonplace_api::backup::{BackupRefused, Restored};

/// What a backup brought.
pub fn restored(restored: &Restored) -> String {
    let added = match restored.added {
        0 => words!(backup.restored_none).to_owned(),
        added => words!(backup.restored, count = Count(added)),
    };
    match restored.left_out {
        0 => added,
        left => format!("{added} {}", words!(backup.left_out, count = Count(left))),
    }
}

/// Why a backup was not made or not taken.
pub fn refused(refused: &BackupRefused) -> String {
    match refused {
        BackupRefused::NotABackup => words!(backup.not_a_backup).into(),
        BackupRefused::Cut => words!(backup.cut).into(),
        BackupRefused::Damaged => words!(backup.damaged).into(),
        BackupRefused::Newer => words!(backup.newer).into(),
        BackupRefused::AnotherPerson => words!(backup.another_person).into(),
        BackupRefused::Words(problem) => words::problems::words(problem),
        BackupRefused::WordsNeeded => words!(backup.words_needed).into(),
        BackupRefused::Unreadable => words!(backup.unreadable).into(),
        BackupRefused::Storage(_) => words!(backup.stopped).into(),
    }
}
