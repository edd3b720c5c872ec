//! Which language is spoken. The choice is remembered by the shell; here it only has to be known everywhere at once.

use super::Locale;
use std::cell::Cell;

/// A language the app speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language of every sentence from now on.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

/// The language that is spoken.
pub fn spoken() -> Language {
    SPOKEN.get()
}

impl Language {
    /// All there are, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::German, Self::English];

    /// What browsers call it, and `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What those who speak it call it: never translated.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag like "de-AT".
    pub fn of(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| code.eq_ignore_ascii_case(language.code()))
    }

    /// Its sentences.
    pub fn locale(self) -> Locale {
        match self {
            Self::English => Locale::en,
            Self::German => Locale::de,
        }
    }
}
