//! The language: the browser's on the first start, chosen in the settings, remembered on this device, and told to
//! whoever reads the page aloud.

use super::device;
use crate::words::{Language, speak};
use leptos::prelude::{document, window};

const KEY: &str = "language";

/// What was chosen on this device; else the first of the person's languages that the app speaks.
pub fn chosen() -> Language {
    let remembered = device::recall(KEY).and_then(|code| Language::of(&code));
    let theirs = || tags().iter().find_map(|tag| Language::of(tag));
    remembered.or_else(theirs).unwrap_or_default()
}

/// Chooses and speaks it. What is on the page already is made anew by [`crate::state::App::choose_language`].
pub fn choose(language: Language) {
    device::remember(KEY, language.code());
    show(language);
}

/// Speaks what was chosen earlier.
pub fn apply() {
    show(chosen());
}

fn show(language: Language) {
    speak(language);
    let Some(root) = document().document_element() else {
        return;
    };
    // Neither fails: names and values are plain words. Both languages are written from left to right.
    drop(root.set_attribute("lang", language.code()));
    drop(root.set_attribute("dir", "ltr"));
}

/// The person's own kind of `language`, for numbers and dates: it decides between 17:42 and 5:42 pm.
pub(super) fn tag(language: Language) -> String {
    let own = tags()
        .into_iter()
        .find(|tag| Language::of(tag) == Some(language));
    own.unwrap_or_else(|| language.code().into())
}

/// What the browser says its person reads, the dearest first.
fn tags() -> Vec<String> {
    let languages = window().navigator().languages();
    languages.iter().filter_map(|tag| tag.as_string()).collect()
}
