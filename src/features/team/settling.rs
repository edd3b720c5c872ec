//! Two people chose without knowing of each other: both choices are shown as what they are, and one tap lets one stand.

use crate::words;
use commonplace_api::team::{Choice, Value};
use leptos::prelude::*;

/// The choices, where there are several.
#[component]
pub(super) fn Settling(
    /// What was chosen; fewer than two are no matter.
    choices: Signal<Vec<Choice>>,
    /// How a choice is said.
    say: fn(&Choice) -> String,
    /// Whether it can only be read.
    fixed: Signal<bool>,
    /// Lets one stand.
    settle: Callback<Value>,
) -> impl IntoView {
    let row = move |choice: Choice| {
        let by = choice.by.as_ref().map(|by| by.name.clone());
        let by = words::team::person(by.unwrap_or_default());
        let (value, said) = (choice.value, say(&choice));
        let label = words!(team.settle, what = said.clone());
        view! {
            <li class="row">
                <span class="row-text">
                    <span class="row-title" dir="auto">{said}</span>
                    <span class="row-hint" dir="auto">{by}</span>
                </span>
                <button class="button" type="button" hidden=fixed on:click=move |_| settle.run(value)>{label}</button>
            </li>
        }
    };
    view! {
        <div class="settling" role="group" aria-label=words!(team.contested) hidden=move || choices.with(|all| all.len() < 2)>
            <p>{words!(team.contested_lead)}</p>
            <ul class="rows" role="list">{move || choices.get().into_iter().map(row).collect_view()}</ul>
        </div>
    }
}
