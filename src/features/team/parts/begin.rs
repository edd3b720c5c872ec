//! Beginning a document: its page under an id nobody has yet, with `?new`. Its first field makes it.

use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::shell::random_id;
use commonplace_api::Id;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// Whether the page that is opened is that of a document nobody has begun.
pub(in crate::features::team) fn is_new() -> bool {
    let search = use_location().search;
    search.with_untracked(|search| search.contains("new"))
}

/// Goes to the page of a new one.
#[component]
pub(in crate::features::team) fn BeginButton(
    here: Here,
    /// Its page.
    page: fn(Id) -> TeamPage,
    /// What the button says.
    name: &'static str,
) -> impl IntoView {
    let navigate = use_navigate();
    let begin = move |_| {
        let path = here.path(page(random_id()));
        navigate(&format!("{path}?new"), NavigateOptions::default());
    };
    view! {
        <div class="actions">
            <button class="button primary" type="button" on:click=begin>{name}</button>
        </div>
    }
}
