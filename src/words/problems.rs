//! What went wrong, what is safe, what to do.

use commonplace_api::Problem;
use commonplace_api::status::WordsProblem;

pub const BROKEN: &str = "Your journal cannot be opened here";

/// Something typed is not on the disk.
pub fn not_saved(problem: &Problem) -> String {
    let what = match problem {
        Problem::DiskFull => "This device’s storage is full.",
        Problem::StorageLost => "The browser lost its storage and is reopening it.",
        Problem::StorageDamaged => "The browser’s storage is damaged.",
        Problem::NewerVersion => {
            "Another tab runs a newer version of Commonplace. Copy what you typed, then reload."
        }
        Problem::StorageBlocked => "The browser does not let Commonplace store anything here.",
        Problem::Other(said) => return format!("It could not be saved: {said}. {HELD}"),
    };
    format!("{what} {HELD}")
}

const HELD: &str = "What you typed is held in this tab and tried again. Copy it before you close.";

/// The journal cannot be opened.
pub fn broken(problem: &Problem) -> String {
    match problem {
        Problem::DiskFull => {
            "This device’s storage is full. Nothing is lost: free some space, then try again.".into()
        }
        Problem::StorageLost => "The browser lost its storage. Reloading usually brings it back.".into(),
        Problem::StorageDamaged => {
            "What is stored here cannot be read. Nothing was changed. Your other devices and the relay still hold \
             what was synced, and your recovery words open it in another browser."
                .into()
        }
        Problem::NewerVersion => {
            "Another tab runs a newer version of Commonplace. Your journal is safe: reload to use that version.".into()
        }
        Problem::StorageBlocked => {
            "This browser does not let Commonplace store anything. Leave private browsing, or allow this site to \
             store data, then try again."
                .into()
        }
        Problem::Other(said) => format!("The browser said: {said}. Nothing was changed."),
    }
}

/// What is wrong with recovery words.
pub fn words(problem: &WordsProblem) -> String {
    match problem {
        WordsProblem::Count(n) => format!("These are {}. There have to be 24.", super::counted(*n, "word", "words")),
        WordsProblem::Unknown { place, word } => {
            format!("Word {place}, “{word}”, is not one of the words. Compare it with what you wrote down.")
        }
        WordsProblem::Checksum => {
            "All of these are words of the list, but they do not belong together. One is wrong, or two are swapped."
                .into()
        }
        WordsProblem::Relay => "This is not the address of a relay. It begins with wss:// or ws://.".into(),
    }
}
