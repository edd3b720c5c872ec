//! What this device and its browser do for the journal.

use super::RowText;
use crate::components::Icon;
use crate::shell::install;
use crate::state::use_app;
use crate::words;
use leptos::prelude::*;

/// The lock, and whether it is on.
#[component]
pub(super) fn LockRow() -> impl IntoView {
    let lock = use_app().lock;
    let on = Memo::new(move |_| lock.with(|lock| lock.as_ref().map(|lock| lock.on)));
    let value = move || {
        on.get().map(|on| {
            if on {
                words!(lock.on)
            } else {
                words!(lock.off)
            }
        })
    };
    view! {
        <a class="row" href="/settings/lock">
            <Icon name="lock"/>
            <RowText title=words!(lock.name) hint=words!(lock.hint)/>
            <span class="row-value">{value}</span>
        </a>
    }
}

/// Whether the browser promised to keep the storage.
#[component]
pub(super) fn Kept() -> impl IntoView {
    let status = use_app().status;
    let kept =
        Memo::new(move |_| status.with(|status| status.as_ref().and_then(|status| status.kept)));
    let hint = Signal::derive(move || {
        match kept.get() {
            None => words!(settings.kept_unknown),
            Some(true) => words!(settings.kept_yes),
            Some(false) => words!(settings.kept_no),
        }
        .to_owned()
    });
    let value = move || {
        kept.get().map(|kept| {
            if kept {
                words!(actions.yes)
            } else {
                words!(actions.no)
            }
        })
    };
    view! {
        <div class="row">
            <Icon name="lock"/>
            <RowText title=words!(settings.kept) hint/>
            <span class="row-value">{value}</span>
        </div>
    }
}

/// The browser's offer, or how to do it by hand.
#[component]
pub(super) fn Install() -> impl IntoView {
    let app = use_app();
    let by_hand = install::is_by_hand();
    let hint = if by_hand {
        words!(settings.install_by_hand)
    } else {
        words!(settings.install_hint)
    };
    let button = move || {
        app.installable.get().then(|| {
            view! {
                <button class="button" type="button" on:click=move |_| install::offer(app)>
                    {words!(settings.install_button)}
                </button>
            }
        })
    };
    view! {
        <Show when=move || by_hand || app.installable.get()>
            <div class="row"><Icon name="download"/><RowText title=words!(settings.install) hint/>{button}</div>
        </Show>
    }
}
