//! What can be set, and what there is to know about this device.

mod relay;
mod templates;

pub use templates::TemplatesScreen;

use crate::components::{Icon, PageHead};
use crate::shell::appearance::{self, Appearance};
use crate::shell::{install, page};
use crate::state::use_app;
use crate::words;
use crate::words::Language;
use leptos::prelude::*;
use relay::Relay;

/// The page at `/settings`.
#[component]
pub fn SettingsScreen() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=words!(settings.name)/>
            <section class="group">
                <h2>{words!(settings.your_journal)}</h2>
                <a class="row" href="/settings/recovery">
                    <Icon name="key"/>
                    <RowText title=words!(recovery.name) hint=words!(recovery.hint)/>
                </a>
                <a class="row" href="/settings/safety">
                    <Icon name="download"/>
                    <RowText title=words!(safety.name) hint=words!(safety.hint)/>
                </a>
                <LockRow/>
                <a class="row" href="/settings/devices">
                    <Icon name="device"/>
                    <RowText title=words!(devices.name) hint=words!(devices.hint)/>
                </a>
                <a class="row" href="/settings/templates">
                    <Icon name="prompt"/>
                    <RowText title=words!(prompts.own) hint=words!(prompts.own_lead)/>
                </a>
                <Kept/>
                <Install/>
            </section>
            <Relay/>
            <Looks/>
            <Speech/>
            <section class="group">
                <a class="row" href="/settings/leave">
                    <Icon name="back"/>
                    <RowText title=words!(leave.name) hint=words!(leave.hint)/>
                </a>
            </section>
            <p class="fine">{words!(settings.version, version = env!("CARGO_PKG_VERSION"))}</p>
        </div>
    }
}

/// A title and what explains it.
#[component]
pub(crate) fn RowText(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] hint: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="row-text"><span class="row-title">{title}</span><span class="row-hint">{hint}</span></span>
    }
}

/// The lock, and whether it is on.
#[component]
fn LockRow() -> impl IntoView {
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
fn Kept() -> impl IntoView {
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
fn Install() -> impl IntoView {
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
    view! { <fieldset class="segmented"><legend>{words!(settings.appearance)}</legend>{Appearance::ALL.map(option)}</fieldset> }
}

/// The languages, each in its own words.
#[component]
fn Speech() -> impl IntoView {
    let app = use_app();
    let option = |language: Language| {
        let choose = move |_| {
            app.choose_language(language);
            // The frame is new: the focus goes where it was.
            page::focus_after_change(Some("input[name=language]:checked".into()));
        };
        view! {
            <label lang=language.code()>
                <input type="radio" name="language" value=language.code() checked=language == words::spoken()
                    on:change=choose/>
                <span>{language.own_name()}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented"><legend>{words!(settings.language)}</legend>{Language::ALL.map(option)}</fieldset>
    }
}
