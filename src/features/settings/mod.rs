//! What can be set, and what there is to know about this device.

mod relay;

use crate::components::{Icon, PageHead};
use crate::shell::appearance::{self, Appearance};
use crate::shell::install;
use crate::state::use_app;
use crate::words;
use leptos::prelude::*;
use relay::Relay;

/// The page at `/settings`.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=words::SETTINGS/>
            <section class="group">
                <h2>{words::YOUR_JOURNAL}</h2>
                <a class="row" href="/settings/recovery">
                    <Icon name="key"/>
                    <RowText title=words::RECOVERY_WORDS hint=words::RECOVERY_HINT/>
                </a>
                <div class="row"><Icon name="device"/><RowText title=words::ADD_DEVICE hint=words::ADD_DEVICE_HINT/></div>
                <Kept/>
                <Install/>
            </section>
            <Relay/>
            <Looks/>
            <p class="fine">{words::version(env!("CARGO_PKG_VERSION"))}</p>
        </div>
    }
}

/// A title and what explains it.
#[component]
pub(super) fn RowText(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] hint: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="row-text"><span class="row-title">{title}</span><span class="row-hint">{hint}</span></span>
    }
}

/// Whether the browser promised to keep the storage.
#[component]
fn Kept() -> impl IntoView {
    let status = use_app().status;
    let kept =
        Memo::new(move |_| status.with(|status| status.as_ref().and_then(|status| status.kept)));
    let hint = Signal::derive(move || {
        match kept.get() {
            None => words::KEPT_UNKNOWN,
            Some(true) => words::KEPT_YES,
            Some(false) => words::KEPT_NO,
        }
        .to_owned()
    });
    let value = move || {
        kept.get()
            .map(|kept| if kept { words::YES } else { words::NO })
    };
    view! {
        <div class="row">
            <Icon name="lock"/>
            <RowText title=words::KEPT hint/>
            <span class="row-value">{value}</span>
        </div>
    }
}

/// The browser's offer, or how to do it by hand.
#[component]
fn Install() -> impl IntoView {
    let app = use_app();
    let by_hand = install::is_by_hand();
    let hint = if by_hand {
        words::INSTALL_BY_HAND
    } else {
        words::INSTALL_HINT
    };
    let button = move || {
        app.installable.get().then(|| {
            view! {
                <button class="button" type="button" on:click=move |_| install::offer(app)>
                    {words::INSTALL_BUTTON}
                </button>
            }
        })
    };
    view! {
        <Show when=move || by_hand || app.installable.get()>
            <div class="row"><Icon name="download"/><RowText title=words::INSTALL hint/>{button}</div>
        </Show>
    }
}

/// Light, dark, or as the system.
#[component]
fn Looks() -> impl IntoView {
    let chosen = appearance::chosen();
    let option = |choice: Appearance| {
        view! {
            <label>
                <input type="radio" name="appearance" checked=choice == chosen
                    on:change=move |_| appearance::choose(choice)/>
                <span>{words::appearance(choice)}</span>
            </label>
        }
    };
    view! { <fieldset class="segmented"><legend>{words::APPEARANCE}</legend>{Appearance::ALL.map(option)}</fieldset> }
}
