//! A sample for a team that begins: offered while it has no vision of its own, and taken out again with one press.

use super::Page;
use crate::shell::page;
use crate::words;
use crate::words::{Language as Spoken, spoken};
use commonplace_api::team::Language;
use commonplace_api::team::space::TeamCommand;
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// What there is to do about one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    Nothing,
    Add,
    Remove,
}

fn language() -> Language {
    match spoken() {
        Spoken::English => Language::English,
        Spoken::German => Language::German,
    }
}

/// The part of the page.
#[component]
pub(super) fn Sample(page: Page) -> impl IntoView {
    let here = page.here;
    // Its members are there exactly as long as it is.
    let is_in = RwSignal::new(None::<bool>);
    here.watch(View::People, move |update| {
        if let Update::People(people) = update {
            is_in.try_set(Some(people.iter().any(|member| member.sample)));
        }
    });
    let (fixed, begun) = (page.fixed(), page.of(|team| !team.visions.is_empty()));
    let offer = Memo::new(move |_| match is_in.get() {
        Some(true) if !fixed.get() => Offer::Remove,
        Some(false) if !fixed.get() && !begun.get() => Offer::Add,
        _ => Offer::Nothing,
    });
    let add = move || TeamCommand::AddSample(language());
    let remove = move |_| {
        here.send(TeamCommand::RemoveSample);
        let undo = here.command(add());
        here.app
            .toast(words!(team.sample_removed).into(), Some(undo));
        page::rescue_focus();
    };
    let put_in = move |_| {
        here.send(add());
        page::rescue_focus();
    };
    move || {
        match offer.get() {
        Offer::Nothing => ().into_any(),
        Offer::Add => view! {
            <section class="group">
                <p class="hint">{words!(team.sample_hint)}</p>
                <div class="actions">
                    <button class="button" type="button" on:click=put_in>{words!(team.sample_add)}</button>
                </div>
            </section>
        }
        .into_any(),
        Offer::Remove => view! {
            <section class="notice">
                <p>{words!(team.sample_here)}</p>
                <div class="actions">
                    <button class="button" type="button" on:click=remove>{words!(team.sample_remove)}</button>
                </div>
            </section>
        }
        .into_any(),
    }
    }
}
