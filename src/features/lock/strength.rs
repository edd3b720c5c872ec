//! How hard a passphrase is to guess, in words anybody can use. Length counts, rules do not: "Passw0rd!" is no better for
//! its marks.

use crate::words;
use commonplace_api::lock::SHORTEST_PASSPHRASE;

/// What can be said of a passphrase while it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nothing typed yet.
    None,
    /// It would not be taken.
    TooShort,
    /// Taken, and soon guessed by a machine.
    Weak,
    /// It takes long to guess.
    Fair,
    /// It takes longer than anybody has.
    Strong,
}

impl Strength {
    /// Of what was typed so far.
    pub fn of(typed: &str) -> Self {
        let length = typed.chars().count();
        let mut different: Vec<char> = typed.to_lowercase().chars().collect();
        different.sort_unstable();
        different.dedup();
        match (length, different.len()) {
            (0, _) => Self::None,
            (length, _) if length < SHORTEST_PASSPHRASE => Self::TooShort,
            (..12, _) | (_, ..6) => Self::Weak,
            (..20, _) | (_, ..9) => Self::Fair,
            _ => Self::Strong,
        }
    }

    /// A sentence about it.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => words!(lock.strength_none),
            Self::TooShort => words!(lock.strength_short),
            Self::Weak => words!(lock.strength_weak),
            Self::Fair => words!(lock.strength_fair),
            Self::Strong => words!(lock.strength_strong),
        }
    }
}
