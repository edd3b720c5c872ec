//! No journal here yet, or none that can be opened.

mod recover;

use crate::components::Icon;
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use commonplace_api::{Command, Problem, Session};
use leptos::prelude::*;
use recover::Recover;

/// The promise, and two ways to begin.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = use_app().session;
    let refused = session
        .with_untracked(|session| matches!(session, Some(Session::New { refused: Some(_) })));
    let with_words = RwSignal::new(refused);
    move || {
        if with_words.get() {
            view! { <Recover with_words/> }.into_any()
        } else {
            view! { <Promise with_words/> }.into_any()
        }
    }
}

#[component]
fn Promise(with_words: RwSignal<bool>) -> impl IntoView {
    let core = use_app().core;
    let begin = move |_| core.dispatch(Command::Begin);
    let recover = move |_| with_words.set(true);
    view! {
        <div class="welcome">
            <Icon name="mark" class="mark-big"/>
            <h1 tabindex="-1">{words!(welcome.title)}</h1>
            <p class="lead">{words!(welcome.lead)}</p>
            <div class="actions">
                <button class="button primary" type="button" on:click=begin>{words!(welcome.start)}</button>
                <button class="button" type="button" on:click=recover>{words!(welcome.have_words)}</button>
            </div>
        </div>
    }
}

/// What stands in the way, and what can be done.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Broken(
    /// What it is.
    problem: Problem,
) -> impl IntoView {
    view! {
        <div class="page centred">
            <h1 tabindex="-1">{words!(problems.broken.title)}</h1>
            <p class="lead">{words::problems::broken(&problem)}</p>
            <div class="actions">
                <button class="button primary" type="button" on:click=|_| page::reload()>{words!(actions.try_again)}</button>
            </div>
        </div>
    }
}
