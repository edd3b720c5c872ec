//! How things look and speak on this device, and whether letters are keys.

use crate::shell::choices::{self, Appearance, Choice, Letters, TextSize, WeekStart};
use crate::shell::{intl, page};
use crate::state::use_app;
use crate::words;
use crate::words::Language;
use leptos::prelude::*;

/// Light or dark, the size of letters, the language, when a week begins.
#[component]
pub(super) fn Looks() -> impl IntoView {
    view! {
        <section class="group">
            <h2>{words!(settings.looks)}</h2>
            <OneOf legend=words!(settings.appearance) name=appearance/>
            <OneOf legend=words!(settings.text_size) name=text_size/>
            <Speech/>
            <OneOf legend=words!(settings.week_start) name=week_start/>
        </section>
    }
}

fn appearance(choice: Appearance) -> String {
    match choice {
        Appearance::System => words!(settings.appearance_system),
        Appearance::Light => words!(settings.appearance_light),
        Appearance::Dark => words!(settings.appearance_dark),
    }
    .into()
}

fn text_size(choice: TextSize) -> String {
    match choice {
        TextSize::Small => words!(settings.text_small),
        TextSize::Usual => words!(settings.text_usual),
        TextSize::Large => words!(settings.text_large),
        TextSize::Huge => words!(settings.text_huge),
    }
    .into()
}

fn week_start(choice: WeekStart) -> String {
    match choice {
        WeekStart::Usual => words!(settings.week_usual).into(),
        other => intl::weekday(other.day()),
    }
}

/// One of a few, shown at once.
#[component]
fn OneOf<C: Choice>(legend: &'static str, name: fn(C) -> String) -> impl IntoView {
    let chosen = choices::chosen::<C>();
    let option = |choice: &C| {
        let choice = *choice;
        view! {
            <label>
                <input type="radio" name=C::KEY value=choice.name() checked=choice == chosen
                    on:change=move |_| choices::choose(choice)/>
                <span>{name(choice)}</span>
            </label>
        }
    };
    let options: Vec<_> = C::ALL.iter().map(option).collect();
    view! { <fieldset class="segmented"><legend>{legend}</legend>{options}</fieldset> }
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

/// Single letters as keys: not for everybody.
#[component]
pub(super) fn Keyboard() -> impl IntoView {
    let app = use_app();
    let on = choices::chosen::<Letters>() == Letters::On;
    let choose = move |event: leptos::ev::Event| {
        let letters = if event_target_checked(&event) {
            Letters::On
        } else {
            Letters::Off
        };
        choices::choose(letters);
    };
    view! {
        <section class="group">
            <h2>{words!(keys.name)}</h2>
            <label class="check"><input type="checkbox" checked=on on:change=choose/>{words!(keys.letters)}</label>
            <p class="fine">{words!(keys.letters_hint)}</p>
            <div class="actions">
                <button class="button" type="button" on:click=move |_| app.help.set(true)>{words!(keys.show)}</button>
            </div>
        </section>
    }
}
