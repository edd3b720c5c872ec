//! No journal here yet, or none that can be opened.

mod recover;

use crate::components::Icon;
use crate::features::devices::paste::Opened;
use crate::features::safety::Restore;
use crate::shell::{handing, page};
use crate::state::use_app;
use crate::words;
use commonplace_api::{Command, Problem, Session};
use leptos::prelude::*;
use recover::Recover;

/// How a journal comes to this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Begin,
    Link,
    Words,
    Backup,
}

/// The promise, and the ways to begin.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = use_app().session;
    let refused = session
        .with_untracked(|session| matches!(session, Some(Session::New { refused: Some(_) })));
    let with_words = RwSignal::new(refused);
    let with_backup = RwSignal::new(false);
    let with_link = RwSignal::new(handing::opened().is_some());
    let way = move || match (with_link.get(), with_words.get(), with_backup.get()) {
        (true, ..) => Way::Link,
        (_, true, _) => Way::Words,
        (_, _, true) => Way::Backup,
        _ => Way::Begin,
    };
    move || match way() {
        Way::Link => view! { <Opened wanted=with_link/> }.into_any(),
        Way::Words => view! { <Recover with_words/> }.into_any(),
        Way::Backup => view! { <FromBackup with_backup/> }.into_any(),
        Way::Begin => view! { <Promise with_words with_backup/> }.into_any(),
    }
}

/// A journal out of a backup file.
#[component]
fn FromBackup(with_backup: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="page centred">
            <header class="page-head"><h1 tabindex="-1">{words!(backup.restore)}</h1></header>
            <p class="lead">{words!(backup.start_lead)}</p>
            <Restore/>
            <div class="actions">
                <button class="button quiet" type="button" on:click=move |_| with_backup.set(false)>
                    {words!(welcome.back)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn Promise(with_words: RwSignal<bool>, with_backup: RwSignal<bool>) -> impl IntoView {
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
                <button class="button quiet" type="button" on:click=move |_| with_backup.set(true)>{words!(backup.have)}</button>
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
