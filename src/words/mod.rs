//! Every sentence the app says, in every language it speaks. The sentences are in `locales/en.json` and
//! `locales/de.json`, nested by feature, keys sorted; `leptos_i18n` makes them into code, so a key that is missing is an
//! error of the compiler, and `cargo xtask tidy` holds the two files together. Sentences that depend on more than a
//! number are put together in the modules below. In the source there are none.
//!
//! ```ignore
//! use crate::words;
//! use crate::words::Count;
//!
//! view! { <h1 aria-label=words!(journal.entries)>{words!(journal.name)}</h1> }
//! words!(entry.length, count = Count(17))                  // "17 words": `length_one` and `length_other`
//! words!(journal.found, count = Count(3), query = "talk")  // what stands in {{ braces }}, by its name
//! ```
//!
//! [`words!`](crate::words!) works everywhere: in views and attributes, in callbacks, outside any reactive owner, in a
//! panic. It gives a `&'static str`, or a `String` where something is put in. It tracks nothing and needs no closure:
//! when the person chooses another language, the root makes the whole frame anew (see [`crate::app::Root`]). Sentences
//! are therefore made where they are shown, and never kept in a signal that outlives the frame.
//!
//! Words are short, plain, warm, second person, without exclamation marks; German says du.

pub mod after_actions;
pub mod backup;
pub mod devices;
pub mod goals;
pub mod import;
mod language;
pub mod lessons;
pub mod matrix;
pub mod plans;
pub mod problems;
pub mod questions;
pub mod skills;
pub mod status;
pub mod team;
pub mod together;
pub mod writing;

pub use i18n::Locale;
pub use language::{Language, speak, spoken};

use crate::shell::dates::Moment;
use crate::shell::intl;
use commonplace_api::Kind;
use leptos_i18n::reexports::icu::plurals::PluralOperands;
use std::fmt;

/// What `build.rs` made of the sentences.
#[allow(
    clippy::allow_attributes_without_reason,
    clippy::expect_used,
    clippy::pedantic,
    missing_debug_implementations,
    missing_docs,
    unreachable_pub,
    reason = "made by a build script"
)]
mod made {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}
pub use made::i18n;

/// A sentence in the language that is spoken: `words!(journal.name)`, `words!(entry.length, count = Count(3))`.
#[macro_export]
macro_rules! words {
    ($($sentence:tt)*) => {
        ::leptos_i18n::td_string!($crate::words::spoken().locale(), $($sentence)*)
    };
}

/// A number that a sentence bends to, and how it is read: "1,859" in English, "1.859" in German.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub u32);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&number(self.0))
    }
}

impl From<Count> for PluralOperands {
    fn from(count: Count) -> Self {
        count.0.into()
    }
}

/// "1,859" in English, "1.859" in German.
pub fn number(n: u32) -> String {
    intl::number(f64::from(n))
}

/// "640 kB", "12.3 MB".
pub fn size(bytes: f64) -> String {
    let (amount, unit) = match bytes {
        bytes if bytes < 1e6 => (bytes / 1e3, "kB"),
        bytes if bytes < 1e9 => (bytes / 1e6, "MB"),
        bytes => (bytes / 1e9, "GB"),
    };
    format!("{} {unit}", intl::number((amount * 10.0).round() / 10.0))
}

/// "Today, 17:42" or "23 November 2026, 17:42".
pub fn when(ms: i64) -> String {
    let moment = Moment::here(ms);
    let is_today = moment.day() == Moment::now().day();
    let day = if is_today {
        crate::words!(dates.today).to_owned()
    } else {
        moment.full_day()
    };
    crate::words!(safety.when, day, time = moment.time())
}

/// The first line of an entry, or what is said where there is none.
pub fn titled(title: String) -> String {
    if title.is_empty() {
        return crate::words!(entry.untitled).to_owned();
    }
    title
}

/// A document of this kind was put away.
pub fn deleted(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => crate::words!(plans.deleted_notice),
        Kind::Skill => crate::words!(skills.deleted_notice),
        Kind::Device => crate::words!(devices.unlisted),
        Kind::Review => crate::words!(review.deleted_notice),
        Kind::Template => crate::words!(prompts.deleted_notice),
        Kind::Goal => crate::words!(goals.deleted_notice),
        Kind::Lesson => crate::words!(lessons.deleted_notice),
        Kind::Question => crate::words!(questions.deleted_notice),
        Kind::Page => crate::words!(questions.page_deleted_notice),
        Kind::AfterAction => crate::words!(together.review_deleted_notice),
        Kind::Entry => crate::words!(entry.deleted_notice),
        // Nobody deletes these by themselves.
        Kind::Preferences | Kind::Team | Kind::Member | Kind::Shares | Kind::Membership => {
            crate::words!(together.deleted_notice)
        }
    }
}

/// It is back.
pub fn restored(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => crate::words!(plans.restored_notice),
        Kind::Skill => crate::words!(skills.restored_notice),
        Kind::Device => crate::words!(devices.listed),
        Kind::Goal => crate::words!(goals.restored_notice),
        Kind::Lesson => crate::words!(lessons.restored_notice),
        Kind::Question => crate::words!(questions.restored_notice),
        Kind::Page => crate::words!(questions.page_restored_notice),
        Kind::AfterAction => crate::words!(together.review_restored_notice),
        Kind::Entry => crate::words!(entry.restored_notice),
        _ => crate::words!(together.restored_notice),
    }
}

/// How many entries a search found.
pub fn found(total: u32, query: &str) -> String {
    crate::words!(journal.found, count = Count(total), query = query)
}

/// How long an entry is.
pub fn length(words: usize) -> String {
    let count = Count(u32::try_from(words).unwrap_or(u32::MAX));
    crate::words!(entry.length, count = count)
}

/// The entry does not fit.
pub fn too_long(limit_bytes: u32) -> String {
    crate::words!(entry.too_long, limit = number(limit_bytes >> 20))
}
