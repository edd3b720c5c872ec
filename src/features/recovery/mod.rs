//! The recovery words: hidden until asked for, and hidden again on leaving.

mod card;
mod check;

use crate::components::{Icon, PageHead};
use crate::state::use_app;
use crate::words;
use check::{Check, Passed, watch_check};
use commonplace_api::devices::WordsCheck;
use commonplace_api::update::Recovery;
use commonplace_api::{Command, Update, View};
use leptos::prelude::*;

pub use card::RecoveryCard;

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
    let check = watch_check();
    on_cleanup(move || core.dispatch(Command::HideWords));
    view! {
        <div class="page">
            <PageHead title=words!(recovery.name) back="/settings"/>
            {move || match (recovery.get(), check.get()) {
                (None, _) | (_, None) => ().into_any(),
                (Some(Recovery::Words(words)), _) => view! { <Shown words/> }.into_any(),
                (Some(Recovery::NotHere), Some(WordsCheck::Passed)) => view! { <Passed kept=false/> }.into_any(),
                (Some(Recovery::NotHere), _) => view! {
                    <div class="empty"><h2>{words!(recovery.not_here)}</h2><p>{words!(recovery.not_here_lead)}</p></div>
                }.into_any(),
                (_, Some(WordsCheck::Asked(asked))) => view! { <Check asked wrong=Vec::new()/> }.into_any(),
                (_, Some(WordsCheck::Wrong { places, wrong })) => {
                    view! { <Check asked=places wrong/> }.into_any()
                }
                (_, Some(WordsCheck::Passed)) => view! { <Passed kept=true/> }.into_any(),
                (_, Some(WordsCheck::None)) => view! { <Hidden/> }.into_any(),
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
    let check = move |_| {
        card::put_off();
        core.dispatch(Command::HideWords);
        core.dispatch(Command::AskForWords);
    };
    let list: Vec<_> = words
        .into_iter()
        .map(|word| view! { <li>{word}</li> })
        .collect();
    view! {
        <p class="lead">{words!(recovery.shown)}</p>
        <ol class="words" role="list" aria-label=words!(recovery.name) translate="no">{list}</ol>
        <div class="actions">
            <button class="button primary" type="button" on:click=check>{words!(recovery.written_down)}</button>
            <button class="button quiet" type="button" on:click=hide>{words!(recovery.hide)}</button>
        </div>
    }
}
