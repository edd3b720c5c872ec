//! A second device: the words that open an existing journal.

use super::{Way, go};
use crate::state::use_app;
use crate::words;
use commonplace_api::status::WordsProblem;
use commonplace_api::{Command, Session};
use leptos::html::Textarea;
use leptos::prelude::*;

/// Asks for the words and, for whoever needs it, for the relay.
#[component]
pub(super) fn Recover(way: RwSignal<Way>) -> impl IntoView {
    let app = use_app();
    let area = NodeRef::<Textarea>::new();
    let relay = RwSignal::new(String::new());
    let problem = Memo::new(move |_| match app.session.get() {
        Some(Session::New { refused }) => refused,
        _ => None,
    });
    let open = move |_| {
        let words = area
            .get_untracked()
            .map(|area| area.value())
            .unwrap_or_default();
        let relay = Some(relay.get_untracked().trim().to_owned()).filter(|relay| !relay.is_empty());
        app.core.dispatch(Command::Recover { words, relay });
    };
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            // A textarea can always take the focus.
            drop(area.focus());
        }
    });
    view! {
        <div class="page centred">
            <header class="page-head"><h1 tabindex="-1">{words!(welcome.open_title)}</h1></header>
            <p class="lead">{words!(welcome.open_lead)}</p>
            <Words area problem/>
            <OtherRelay relay problem/>
            <div class="actions">
                <button class="button primary" type="button" on:click=open>{words!(welcome.open)}</button>
                <button class="button quiet" type="button" on:click=move |_| go(way, Way::Open)>
                    {words!(actions.back)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn Words(area: NodeRef<Textarea>, problem: Memo<Option<WordsProblem>>) -> impl IntoView {
    let wrong = Memo::new(move |_| {
        problem
            .get()
            .filter(|problem| *problem != WordsProblem::Relay)
    });
    let said = move || wrong.get().map(|problem| words::problems::words(&problem));
    let is_wrong = move || wrong.with(Option::is_some);
    view! {
        <div class="field">
            <label for="words">{words!(recovery.name)}</label>
            <textarea class="input words-input" id="words" node_ref=area autocapitalize="none" autocomplete="off"
                spellcheck="false" aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=move || is_wrong().then_some("words-wrong")></textarea>
            {move || said().map(|said| view! { <p class="error" id="words-wrong" role="alert">{said}</p> })}
        </div>
    }
}

#[component]
fn OtherRelay(relay: RwSignal<String>, problem: Memo<Option<WordsProblem>>) -> impl IntoView {
    let is_wrong = Memo::new(move |_| problem.get() == Some(WordsProblem::Relay));
    let error = move || {
        is_wrong.get().then(|| {
            let said = words::problems::words(&WordsProblem::Relay);
            view! { <p class="error" id="relay-wrong" role="alert">{said}</p> }
        })
    };
    view! {
        <details open=move || is_wrong.get()>
            <summary>{words!(relay.other)}</summary>
            <div class="field">
                <label for="relay">{words!(relay.address)}</label>
                <input class="input" id="relay" type="url" autocomplete="off" placeholder=words!(relay.example)
                    bind:value=relay aria-invalid=move || is_wrong.get().then_some("true")
                    aria-describedby=move || if is_wrong.get() { "relay-wrong" } else { "relay-hint" }/>
                <p class="hint" id="relay-hint">{words!(relay.address_hint)}</p>
                {error}
            </div>
        </details>
    }
}
