//! What was measured so far, the newest first. Everybody takes out only what they wrote themselves.

use super::page::{OnPage, of};
use crate::components::Icon;
use crate::words;
use commonplace_api::team::goal::{CheckIn, GoalChange};
use leptos::prelude::*;

/// The list; nothing where nothing was measured.
#[component]
pub(super) fn CheckIns(goal: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let check_ins = goal.of(|goal| goal.check_ins.clone());
    let unit = goal.of(|goal| goal.unit.clone());
    let rows = move || {
        let unit = unit.get();
        let rows = check_ins.get().into_iter();
        rows.map(|check_in| view! { <Row goal check_in unit=unit.clone() fixed/> })
            .collect_view()
    };
    view! {
        <section class="group" hidden=move || check_ins.with(Vec::is_empty)>
            <h2>{words!(goals.check_ins)}</h2>
            <ol class="rows long" role="list" aria-label=words!(goals.check_ins)>{rows}</ol>
        </section>
    }
}

#[component]
fn Row(goal: OnPage, check_in: CheckIn, unit: String, fixed: Signal<bool>) -> impl IntoView {
    let (here, id) = (goal.here, check_in.id);
    let is_mine = check_in.by.as_ref().is_some_and(|by| by.id == here.me());
    let line = words::goals::check_in(&check_in);
    let blocker = (!check_in.blocker.is_empty()).then(|| {
        view! { <span class="row-hint" dir="auto">{words!(goals.blocked, blocker = check_in.blocker)}</span> }
    });
    let amount = words::goals::amount(check_in.value, &unit);
    let name = words!(goals.take_out, value = amount.clone());
    let remove = move |_| {
        let (out, back) = (
            GoalChange::RemoveCheckIn(id),
            GoalChange::RestoreCheckIn(id),
        );
        goal.take_out(of(here, out), of(here, back), words!(goals.taken_out));
    };
    view! {
        <li class="row">
            <span class="row-text">
                <span class="row-title">{amount}</span>
                <span class="row-hint" dir="auto">{line}</span>
                <span class="written" dir="auto">{check_in.note}</span>
                {blocker}
            </span>
            <Show when=move || is_mine && !fixed.get()>
                <button class="icon-button" type="button" aria-label=name.clone() on:click=remove><Icon name="close"/></button>
            </Show>
        </li>
    }
}
