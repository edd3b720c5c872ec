//! What is said about safety. Each state that is saved holds one of: Saved, Synced, Waiting, Offline.

use super::{counted, number};
use crate::shell::dates::Moment;

pub const NAME: &str = "Sync status";
pub const NOT_SAVED: &str = "Not saved yet";
pub const OPENING: &str = "Opening";
pub const REFUSED: &str = "Saved here, refused by the relay";
pub const RETRIED: &str = "It is tried again by itself.";
pub const SAVED: &str = "Saved on this device";
pub const SAVED_BOTH: &str = "Saved on this device and held by the relay.";
pub const SAVED_HERE: &str = "Saved on this device.";
pub const SAVING: &str = "Saving…";
pub const SYNCED: &str = "Synced";

/// Nothing can be sent.
pub fn offline(waiting: u32) -> String {
    match waiting {
        0 => "Offline. Saved on this device".into(),
        waiting => format!("Offline. Saved here, {} waiting", number(waiting)),
    }
}

/// The relay has not acknowledged everything.
pub fn waiting(waiting: u32) -> String {
    format!("Waiting: {}", counted(waiting, "change", "changes"))
}

/// The relay said no.
pub fn refused(code: u16, sentence: &str, retry_at_ms: Option<i64>, waiting: u32) -> String {
    let safe = match waiting {
        0 => "What you wrote is safe on this device".into(),
        1 => "1 change is safe on this device and waits".into(),
        waiting => format!(
            "{} changes are safe on this device and wait",
            number(waiting)
        ),
    };
    let retry = retry_at_ms.map_or_else(
        || "It is tried again by itself.".into(),
        |at| format!("It is tried again at {}.", Moment::here(at).time()),
    );
    let sentence = sentence.trim_end_matches('.');
    format!("The relay refused: {sentence} (code {code}). {safe}. {retry}")
}
