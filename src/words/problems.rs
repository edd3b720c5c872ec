//! What went wrong, what is safe, what to do.

use super::Count;
use crate::words;
use commonplace_api::Problem;
use commonplace_api::status::WordsProblem;

/// Something typed is not on the disk.
pub fn not_saved(problem: &Problem) -> String {
    let what = match problem {
        Problem::DiskFull => words!(problems.not_saved.disk_full).to_owned(),
        Problem::StorageLost => words!(problems.not_saved.lost).to_owned(),
        Problem::StorageDamaged => words!(problems.not_saved.damaged).to_owned(),
        Problem::NewerVersion => words!(problems.not_saved.newer_version).to_owned(),
        Problem::StorageBlocked => words!(problems.not_saved.blocked).to_owned(),
        Problem::Other(said) => words!(problems.not_saved.other, said),
    };
    format!("{what} {}", words!(problems.not_saved.held))
}

/// The journal cannot be opened.
pub fn broken(problem: &Problem) -> String {
    match problem {
        Problem::DiskFull => words!(problems.broken.disk_full).into(),
        Problem::StorageLost => words!(problems.broken.lost).into(),
        Problem::StorageDamaged => words!(problems.broken.damaged).into(),
        Problem::NewerVersion => words!(problems.broken.newer_version).into(),
        Problem::StorageBlocked => words!(problems.broken.blocked).into(),
        Problem::Other(said) => words!(problems.broken.other, said),
    }
}

/// What is wrong with recovery words.
pub fn words(problem: &WordsProblem) -> String {
    match problem {
        WordsProblem::Count(n) => words!(problems.words.number, count = Count(*n)),
        WordsProblem::Unknown { place, word } => words!(problems.words.unknown, place, word),
        WordsProblem::Checksum => words!(problems.words.checksum).into(),
        WordsProblem::Relay => words!(problems.words.relay).into(),
    }
}
