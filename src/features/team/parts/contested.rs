//! What two people chose without knowing of each other: both choices, who made them, and one press that settles it. It
//! takes nobody's side and orders by nothing but what the core says.

use crate::features::team::here::Here;
use crate::shell::page;
use crate::words;
use commonplace_api::team::{Choice, Contested, Field, Value};
use leptos::prelude::*;

/// Everything that is to be settled of a document.
#[component]
pub(in crate::features::team) fn ToSettle(
    /// The team.
    here: Here,
    /// What is to be settled.
    #[prop(into)]
    contested: Signal<Vec<Contested>>,
    /// The unit of its numbers.
    #[prop(into)]
    unit: Signal<String>,
    /// Whether it can only be looked at.
    #[prop(into)]
    fixed: Signal<bool>,
    /// Told what is to hold.
    settle: Callback<(Field, Value)>,
) -> impl IntoView {
    let one = move |one: Contested| view! { <One here one unit fixed settle/> };
    move || contested.get().into_iter().map(one).collect_view()
}

#[component]
fn One(
    here: Here,
    one: Contested,
    unit: Signal<String>,
    fixed: Signal<bool>,
    settle: Callback<(Field, Value)>,
) -> impl IntoView {
    let Contested { field, choices } = one;
    let name = words::together::field(field);
    let me = here.me();
    let chosen = choices.clone();
    let says = move || {
        let unit = unit.get();
        let said = chosen
            .iter()
            .map(|choice| words::together::chose(field, choice, &unit, me));
        words!(
            together.contested,
            field = name,
            said = said.collect::<Vec<_>>().join(", ")
        )
    };
    let button = move |choice: Choice| {
        let value = choice.value;
        let take = move |_| {
            settle.run((field, value));
            page::rescue_focus();
        };
        let label = move || {
            let value = words::together::value(field, &choice, &unit.get());
            words!(together.take, value = value)
        };
        view! { <button class="button" type="button" on:click=take>{label}</button> }
    };
    view! {
        <section class="notice contested" role="group" aria-label=name>
            <p dir="auto">{says}</p>
            <Show when=move || !fixed.get()>
                <div class="actions">{choices.clone().into_iter().map(button).collect_view()}</div>
            </Show>
        </section>
    }
}
