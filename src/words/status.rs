//! What is said about safety. Each state that is saved holds one of: Saved, Synced, Waiting, Offline.

use super::Count;
use crate::shell::dates::Moment;
use crate::words;

/// Nothing can be sent.
pub fn offline(waiting: u32) -> String {
    match waiting {
        0 => words!(status.offline).into(),
        waiting => words!(status.offline_waiting, count = Count(waiting)),
    }
}

/// The relay has not acknowledged everything.
pub fn waiting(waiting: u32) -> String {
    words!(status.waiting, count = Count(waiting))
}

/// The relay has all changes, and not all pictures.
pub fn waiting_photos(photos: u32) -> String {
    words!(status.waiting_photos, count = Count(photos))
}

/// The relay said no.
pub fn refused(code: u16, sentence: &str, retry_at_ms: Option<i64>, waiting: u32) -> String {
    let safe = match waiting {
        0 => words!(status.refused_safe).to_owned(),
        waiting => words!(status.refused_safe_waiting, count = Count(waiting)),
    };
    let retry = retry_at_ms.map_or_else(
        || words!(status.retried).to_owned(),
        |at| words!(status.retried_at, time = Moment::here(at).time()),
    );
    let sentence = sentence.trim_end_matches('.');
    words!(status.refused_why, sentence, code, safe, retry)
}
