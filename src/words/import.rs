//! What is said about bringing notes in.

use super::{counted, number};
use crate::shell::dates::Moment;
use commonplace_api::Problem;
use commonplace_api::import::RefusedWhy;

pub const ADDED: &str = "added";
pub const ADDING: &str = "Adding your notes";
pub const ADDING_NAME: &str = "Adding entries";
pub const ALREADY_HERE: &str = "already here";
pub const CHOOSE: &str = "Choose files, or drop them here";
pub const CHOOSE_FOLDER: &str = "Choose a folder";
pub const CHOOSE_HINT: &str = ".md .markdown .txt .zip, up to 1 MiB a note";
pub const DONE: &str = "Your notes are here";
pub const DROP: &str = "Drop your notes anywhere";
pub const FINE: &str = "Notes stay on this device until they are sealed. A note that is already here is not added twice.";
pub const IMPORT_FOLDER: &str = "Import a folder";
pub const LEAD: &str = "Markdown and text files, a folder of them, or a .zip. Nothing is added before you have seen what it would be.";
pub const LEFT_OUT: &str = "left out";
pub const MEANWHILE: &str = "You can go on writing meanwhile. What is added is saved at once.";
pub const NEWEST: &str = "The newest of them";
pub const NOTHING_TO_ADD: &str = "There is nothing to add.";
pub const PREVIEW: &str = "Before anything is added";
pub const READING: &str = "Reading your notes";
pub const STOP: &str = "Stop here";
pub const STOPPED: &str = "The import stopped";
pub const TO_ADD: &str = "to add";

/// Notes read so far.
pub fn reading(notes: u32) -> String {
    format!("{} read", counted(notes, "note", "notes"))
}

/// Entries added so far.
pub fn adding(done: u32, total: u32) -> String {
    format!("{} of {}", number(done), counted(total, "entry", "entries"))
}

/// The button that begins.
pub fn add(count: u32) -> String {
    format!("Add {}", counted(count, "entry", "entries"))
}

/// When the notes were written.
pub fn span((from_ms, to_ms): (i64, i64)) -> String {
    let (from, to) = (
        Moment::here(from_ms).full_day(),
        Moment::here(to_ms).full_day(),
    );
    if from == to {
        format!("Written on {from}.")
    } else {
        format!("Written between {from} and {to}.")
    }
}

/// Heads the list of what is left out.
pub fn refused(count: u32, over: bool) -> String {
    let files = counted(count, "file", "files");
    match (over, count) {
        (true, 1) => format!("{files} was left out"),
        (true, _) => format!("{files} were left out"),
        (false, _) => format!("{files} would be left out"),
    }
}

/// Not all of what is left out is listed.
pub fn and_more(count: u32) -> String {
    format!("and {} more", number(count))
}

/// What stopped an import.
pub fn stopped(why: &Problem) -> String {
    let what = match why {
        Problem::DiskFull => "This device’s storage is full.".into(),
        Problem::Other(said) => format!("It could not be saved: {said}."),
        _ => "The browser’s storage does not answer.".to_owned(),
    };
    format!("{what} What was added is saved. The rest goes on by itself once there is room.")
}

/// How a journal arrives.
pub fn arriving(done: u32, total: u32) -> String {
    match total {
        0 => "Asking the relay".into(),
        total => format!(
            "{} of about {}",
            number(done),
            counted(total.max(done), "change", "changes")
        ),
    }
}

pub const ARRIVING: &str = "Your journal is arriving";
pub const ARRIVING_NAME: &str = "Receiving your journal";
pub const ARRIVING_LEAD: &str =
    "It comes sealed from the relay and is opened here, on this device only.";

/// Why a file is left out.
pub fn why(why: RefusedWhy) -> &'static str {
    match why {
        RefusedWhy::NotMarkdown => "Not Markdown or plain text",
        RefusedWhy::NotText => "Its bytes are not text",
        RefusedWhy::Empty => "There is nothing in it",
        RefusedWhy::TooLarge => "More than 1 MiB of text",
        RefusedWhy::UnsafePath => "Its path leads out of the archive",
        RefusedWhy::Encrypted => "It is encrypted",
        RefusedWhy::Damaged => "The file or archive is damaged here",
        RefusedWhy::Bomb => "It would unpack to far too much",
        RefusedWhy::TooMany => "The archive holds too many files",
    }
}
