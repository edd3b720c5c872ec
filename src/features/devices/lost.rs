//! A device was lost: with the words, new keys are made, and every device that is not given them is shut out.

use super::watch_keys;
use crate::components::PageHead;
use crate::state::use_app;
use crate::words;
use commonplace_api::Command;
use commonplace_api::devices::Renewal;
use leptos::html::Textarea;
use leptos::prelude::*;

/// The page at `/settings/devices/lost`.
#[component]
pub fn LostScreen() -> impl IntoView {
    let core = use_app().core;
    let keys = watch_keys();
    let renewal = Memo::new(move |_| {
        keys.with(|keys| {
            keys.as_ref()
                .map_or(Renewal::None, |keys| keys.renewal.clone())
        })
    });
    let done = Memo::new(move |_| renewal.get() == Renewal::Done);
    on_cleanup(move || core.dispatch(Command::CloseRenewal));
    view! {
        <div class="page">
            <PageHead title=words!(devices.lost) back="/settings/devices"/>
            {move || if done.get() {
                view! { <Done/> }.into_any()
            } else {
                view! { <Explain/><WithWords renewal action=words!(devices.shut_it_out)/> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Explain() -> impl IntoView {
    view! {
        <p class="lead">{words!(devices.lost_lead)}</p>
        <ul class="plain">
            <li>{words!(devices.lost_what_ends)}</li>
            <li>{words!(devices.lost_what_stays)}</li>
            <li>{words!(devices.lost_others)}</li>
        </ul>
    }
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <div class="empty" role="status">
            <h2>{words!(devices.renewed)}</h2>
            <p>{words!(devices.renewed_lead)}</p>
            <div class="actions"><a class="button primary" href="/settings/devices">{words!(devices.link)}</a></div>
        </div>
    }
}

/// Asks for the words and does with them what `action` says.
#[component]
pub(super) fn WithWords(
    /// How far it is.
    renewal: Memo<Renewal>,
    /// What the button says.
    action: &'static str,
) -> impl IntoView {
    let core = use_app().core;
    let area = NodeRef::<Textarea>::new();
    let waiting = Memo::new(move |_| renewal.get() == Renewal::Waiting);
    let problem = Memo::new(move |_| renewal.with(words::devices::renewal));
    let go = move |_| {
        let words = area.get_untracked().map(|area| area.value());
        core.dispatch(Command::RenewKeys {
            words: words.unwrap_or_default(),
        });
    };
    view! {
        <div class="field">
            <label for="words">{words!(recovery.name)}</label>
            <textarea class="input words-input" id="words" node_ref=area autocapitalize="none" autocomplete="off"
                spellcheck="false" aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=move || problem.with(Option::is_some).then_some("words-wrong")></textarea>
            {move || problem.get().map(|said| view! { <p class="error" id="words-wrong" role="alert">{said}</p> })}
        </div>
        <div class="actions">
            <button class="button primary" type="button" on:click=go
                aria-busy=move || waiting.get().then_some("true") disabled=move || waiting.get()>{action}</button>
            <Show when=move || waiting.get()>
                <button class="button quiet" type="button" on:click=move |_| core.dispatch(Command::CloseRenewal)>
                    {words!(actions.cancel)}
                </button>
            </Show>
        </div>
        <p class="hint" role="status">{move || waiting.get().then(|| words!(devices.waiting_for_relay))}</p>
    }
}
