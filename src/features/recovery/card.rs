//! Asks for the words to be written down, once there is something to lose: quietly, and not again for a week.

use crate::components::Icon;
use crate::shell::dates::Moment;
use crate::shell::{device, page};
use crate::state::use_app;
use crate::words;
use commonplace_api::devices::WordsCheck;
use commonplace_api::update::Recovery;
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// Where it is remembered when they were put off.
const KEY: &str = "recovery-words";
const WEEK_MS: i64 = 7 * 86_400_000;

/// The card, wherever the first entry may have been written.
#[component]
pub fn RecoveryCard() -> impl IntoView {
    let core = use_app().core;
    let asked = RwSignal::new(is_due(Moment::now().ms));
    let (written, here) = (RwSignal::new(false), RwSignal::new(false));
    let checked = RwSignal::new(false);
    if asked.get_untracked() {
        let first = View::Journal {
            query: String::new(),
            start: 0,
            count: 1,
        };
        core.watch_here(first, move |update| {
            if let Update::Journal { of, .. } = update {
                written.try_set(of > 0);
            }
        });
        core.watch_here(View::Recovery, move |update| {
            if let Update::Recovery(recovery) = update {
                here.try_set(recovery != Recovery::NotHere);
            }
        });
        core.watch_here(View::WordsCheck, move |update| {
            if let Update::WordsCheck(check) = update {
                checked.try_set(check == WordsCheck::Passed);
            }
        });
    }
    let later = move |_| {
        put_off();
        asked.set(false);
        page::rescue_focus();
    };
    view! {
        <Show when=move || asked.get() && written.get() && here.get() && !checked.get()>
            <aside class="card recovery-card" aria-labelledby="recovery-card">
                <h2 id="recovery-card"><Icon name="key"/>{words!(recovery.card)}</h2>
                <p class="fine">{words!(recovery.card_lead)}</p>
                <div class="actions">
                    <a class="button" href="/settings/recovery">{words!(recovery.card_show)}</a>
                    <button class="button quiet" type="button" on:click=later>{words!(recovery.card_later)}</button>
                </div>
            </aside>
        </Show>
    }
}

/// Not again for a week.
pub(super) fn put_off() {
    device::remember(KEY, &Moment::now().ms.to_string());
}

fn is_due(now_ms: i64) -> bool {
    let put_off = device::recall(KEY).and_then(|at| at.parse::<i64>().ok());
    put_off.is_none_or(|at| now_ms.saturating_sub(at) > WEEK_MS)
}
