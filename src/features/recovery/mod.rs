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
            <PageHead title=words::RECOVERY_WORDS back="/settings"/>
            {move || match recovery.get() {
                None => ().into_any(),
                Some(Recovery::Hidden) => view! { <Hidden/> }.into_any(),
                Some(Recovery::Words(words)) => view! { <Shown words/> }.into_any(),
                Some(Recovery::NotHere) => view! {
                    <div class="empty"><h2>{words::RECOVERY_NOT_HERE}</h2><p>{words::RECOVERY_NOT_HERE_LEAD}</p></div>
                }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Hidden() -> impl IntoView {
    let core = use_app().core;
    view! {
        <p class="lead">{words::RECOVERY_LEAD}</p>
        <div class="words-hidden">
            <Icon name="eye"/>
            <p>{words::RECOVERY_HIDDEN}</p>
            <button class="button primary" type="button" on:click=move |_| core.dispatch(Command::ShowWords)>
                {words::SHOW_WORDS}
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
        <p class="lead">{words::RECOVERY_SHOWN}</p>
        <ol class="words" role="list" aria-label=words::RECOVERY_WORDS translate="no">{list}</ol>
        <div class="actions">
            <a class="button primary" href="/settings">{words::WRITTEN_DOWN}</a>
            <button class="button quiet" type="button" on:click=hide>{words::HIDE_WORDS}</button>
        </div>
    }
}
