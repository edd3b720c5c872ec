//! What is said about bringing notes in, and about a journal that arrives.

use super::{Count, number};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::Problem;
use commonplace_api::import::RefusedWhy;

/// Notes read so far.
pub fn reading(notes: u32) -> String {
    words!(import.reading_progress, count = Count(notes))
}

/// Entries added so far.
pub fn adding(done: u32, total: u32) -> String {
    words!(
        import.adding_progress,
        done = number(done),
        count = Count(total)
    )
}

/// The button that begins.
pub fn add(count: u32) -> String {
    words!(import.add, count = Count(count))
}

/// When the notes were written.
pub fn span((from_ms, to_ms): (i64, i64)) -> String {
    let (from, to) = (
        Moment::here(from_ms).full_day(),
        Moment::here(to_ms).full_day(),
    );
    if from == to {
        words!(import.on_day, day = from)
    } else {
        words!(import.between_days, from, to)
    }
}

/// Heads the list of what is left out.
pub fn refused(count: u32, over: bool) -> String {
    if over {
        words!(import.was_left_out, count = Count(count))
    } else {
        words!(import.would_be_left_out, count = Count(count))
    }
}

/// Not all of what is left out is listed.
pub fn and_more(count: u32) -> String {
    words!(import.and_more, n = number(count))
}

/// What stopped an import.
pub fn stopped(why: &Problem) -> String {
    let what = match why {
        Problem::DiskFull => words!(import.disk_full).to_owned(),
        Problem::Other(said) => words!(import.not_saved, said),
        _ => words!(import.no_answer).to_owned(),
    };
    format!("{what} {}", words!(import.rest_later))
}

/// How a journal arrives.
pub fn arriving(done: u32, total: u32) -> String {
    match total {
        0 => words!(arriving.asking).into(),
        total => words!(
            arriving.progress,
            done = number(done),
            count = Count(total.max(done))
        ),
    }
}

/// Why a file is left out.
pub fn why(why: RefusedWhy) -> &'static str {
    match why {
        RefusedWhy::NotMarkdown => words!(import.why.not_markdown),
        RefusedWhy::NotText => words!(import.why.not_text),
        RefusedWhy::Empty => words!(import.why.empty),
        RefusedWhy::TooLarge => words!(import.why.too_large),
        RefusedWhy::UnsafePath => words!(import.why.unsafe_path),
        RefusedWhy::Encrypted => words!(import.why.encrypted),
        RefusedWhy::Damaged => words!(import.why.damaged),
        RefusedWhy::Bomb => words!(import.why.bomb),
        RefusedWhy::TooMany => words!(import.why.over_limit),
    }
}
