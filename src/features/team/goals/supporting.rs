//! How many members have a plan of their own that supports a goal. The plans stay theirs: only whoever says so is
//! counted, and nothing of a plan is told.

use super::page::{OnPage, change};
use crate::words;
use commonplace_api::team::goal::GoalChange;
use leptos::prelude::*;

/// The count, and one's own part of it.
#[component]
pub(super) fn Supporting(goal: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let me = goal.here.me();
    let count = goal.of(|goal| u32::try_from(goal.supporting.len()).unwrap_or(u32::MAX));
    let mine = goal.of(move |goal| goal.supporting.iter().any(|person| person.id == me));
    let press = move |_| change(goal, GoalChange::Support(!mine.get_untracked()));
    let pressed = move || if mine.get() { "true" } else { "false" };
    view! {
        <section class="group">
            <h2>{words!(goals.supporting_title)}</h2>
            <p>{move || words::goals::supporting(count.get())}</p>
            <Show when=move || !fixed.get()>
                <div class="choices">
                    <button class="choice" type="button" aria-pressed=pressed on:click=press>{words!(goals.support)}</button>
                </div>
                <p class="hint">{words!(goals.support_hint)}</p>
            </Show>
        </section>
    }
}
