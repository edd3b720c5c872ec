//! The recovery words: hidden until asked for, and hidden again on leaving.

use crate::components::{Icon, PageHead};
use crate::state::use_app;
use crate::words;
use commonplace_api::update::Recovery;
use commonplace_api::{Command, Update, View};
use leptos::prelude::*;

/// The page at `/settings/recovery`.
#[component]
pub fn RecoveryScreen() -> impl IntoView {
    let core = use_app().core;
    let recovery = RwSignal::new(None::<Recovery>);
    core.watch_here(View::Recovery, move |update| {
        if let Update::Recovery(now) = update {
            recovery.try_set(Some(now));
        }
    });
    on_cleanup(move || core.dispatch(Command::HideWords));
    view! {
        <div class="page">
            <PageHead title=words!(recovery.name) back="/settings"/>
            {move || match recovery.get() {
                None => ().into_any(),
                Some(Recovery::Hidden) => view! { <Hidden/> }.into_any(),
                Some(Recovery::Words(words)) => view! { <Shown words/> }.into_any(),
                Some(Recovery::NotHere) => view! {
                    <div class="empty"><h2>{words!(recovery.not_here)}</h2><p>{words!(recovery.not_here_lead)}</p></div>
                }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Hidden() -> impl IntoView {
    let core = use_app().core;
    view! {
        <p class="lead">{words!(recovery.lead)}</p>
        <div class="words-hidden">
            <Icon name="eye"/>
            <p>{words!(recovery.hidden)}</p>
            <button class="button primary" type="button" on:click=move |_| core.dispatch(Command::ShowWords)>
                {words!(recovery.show)}
            </button>
        </div>
    }
}

#[component]
fn Shown(words: Vec<String>) -> impl IntoView {
    let core = use_app().core;
    let hide = move |_| core.dispatch(Command::HideWords);
    let list: Vec<_> = words
        .into_iter()
        .map(|word| view! { <li>{word}</li> })
        .collect();
    view! {
        <p class="lead">{words!(recovery.shown)}</p>
        <ol class="words" role="list" aria-label=words!(recovery.name) translate="no">{list}</ol>
        <div class="actions">
            <a class="button primary" href="/settings">{words!(recovery.written_down)}</a>
            <button class="button quiet" type="button" on:click=hide>{words!(recovery.hide)}</button>
        </div>
    }
}
