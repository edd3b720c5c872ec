//! The lock: the screen of a locked journal, and the settings of the lock.

mod field;
mod settings;
mod strength;

pub use settings::LockScreen;
pub use strength::Strength;

use crate::components::Icon;
use crate::shell::countdown;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::lock::{LockCommand, LockRefused, Locked, Secret};
use commonplace_api::{Command, Session};
use field::Passphrase;
use leptos::prelude::*;

/// A locked journal: one field, and what to do for whoever has forgotten what goes into it.
#[component]
pub fn Door() -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let locked = Memo::new(move |_| match app.session.get() {
        Some(Session::Locked(locked)) => locked,
        _ => Locked::default(),
    });
    let waits =
        countdown::until(move || locked.with(|locked| retry_at_ms(locked.refused.as_ref())));
    let wrong = Signal::derive(move || {
        // First what `waits` is made of: asked the other way round, an unchanged `waits` would hide that it changed.
        let refused = locked.with(|locked| locked.refused.clone());
        let waits = waits.get();
        refused.map(|refused| words_for(&refused, waits))
    });
    let is_busy = move || locked.with(|locked| locked.busy);
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !is_busy() && waits.get_untracked() == 0 && !typed.with_untracked(String::is_empty) {
            let secret = Secret(typed.get_untracked());
            app.core
                .dispatch(Command::Lock(LockCommand::Unlock(secret)));
        }
    };
    // What was wrong is not kept: the next attempt begins with an empty field.
    Effect::new(move |_| {
        if locked.with(|locked| locked.refused.is_some()) {
            typed.try_set(String::new());
        }
    });
    view! {
        <div class="page centred door">
            <Icon name="lock" class="door-lock"/>
            <h1 tabindex="-1">{words!(lock.locked)}</h1>
            <form class="door-form" on:submit=open>
                <Passphrase id="passphrase" label=words!(lock.passphrase) autocomplete="current-password" typed wrong
                    focused=true/>
                <button class="button primary wide" type="submit" aria-busy=move || is_busy().then_some("true")
                    disabled=move || waits.get().gt(&0)>
                    {move || if is_busy() { words!(lock.opening) } else { words!(lock.open) }}
                </button>
            </form>
            <Forgot/>
        </div>
    }
}

/// What is left when the passphrase is gone. Nothing is promised that cannot be kept.
#[component]
fn Forgot() -> impl IntoView {
    let core = use_app().core;
    let sure = RwSignal::new(false);
    let erase = move |_| core.dispatch(Command::Lock(LockCommand::Erase));
    view! {
        <details class="door-forgot">
            <summary>{words!(lock.forgot)}</summary>
            <p>{words!(lock.forgot_lead)}</p>
            <p>{words!(lock.forgot_lost)}</p>
            <label class="check"><input type="checkbox" bind:checked=sure/><span>{words!(lock.forgot_sure)}</span></label>
            <div class="actions">
                <button class="button danger" type="button" disabled=move || !sure.get() on:click=erase>
                    {words!(lock.erase)}
                </button>
            </div>
        </details>
    }
}

/// When the next attempt may be made.
pub(crate) fn retry_at_ms(refused: Option<&LockRefused>) -> Option<i64> {
    match refused {
        Some(LockRefused::Wrong { retry_at_ms }) => *retry_at_ms,
        _ => None,
    }
}

/// Why a passphrase was not taken; `waits` is how many seconds are left.
fn words_for(refused: &LockRefused, waits: u32) -> String {
    match refused {
        LockRefused::Wrong { .. } if waits > 0 => words!(lock.wrong_wait, count = Count(waits)),
        LockRefused::Wrong { .. } => words!(lock.wrong).into(),
        LockRefused::TooShort => words!(lock.strength_short).into(),
        LockRefused::Storage(_) => words!(lock.not_written).into(),
    }
}
