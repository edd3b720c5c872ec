//! What the address of a page with a box to write in can ask for: a new entry, a search, or a text shared from another app.

use super::prompts::Prompt;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// `?new`.
    New,
    /// `?prompt=…`.
    Prompt(Prompt),
    /// `?search`.
    Search,
    /// `?title=…&text=…&url=…`, as one text.
    Shared(String),
}

impl Asked {
    fn of(query: &ParamsMap) -> Option<Self> {
        let parts = ["title", "text", "url"]
            .iter()
            .filter_map(|name| query.get(name));
        let mut shared: Vec<String> = Vec::new();
        for part in parts
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
        {
            // Browsers often give the address twice.
            if !shared.iter().any(|before| before.contains(&part)) {
                shared.push(part);
            }
        }
        if !shared.is_empty() {
            return Some(Self::Shared(shared.join("\n\n")));
        }
        if let Some(prompt) = query.get_str("prompt").and_then(Prompt::of) {
            return Some(Self::Prompt(prompt));
        }
        let has = |name| query.get_str(name).is_some();
        has("new")
            .then_some(Self::New)
            .or_else(|| has("search").then_some(Self::Search))
    }
}

/// Does what the address asks for, once, and cleans the address.
pub(super) fn on_asked(act: impl Fn(Asked) + 'static) {
    let (location, navigate) = (use_location(), use_navigate());
    Effect::new(move |_| {
        let Some(asked) = location.query.with(Asked::of) else {
            return;
        };
        let replace = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&location.pathname.get_untracked(), replace);
        act(asked);
    });
}
