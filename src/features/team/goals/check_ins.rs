//! What was measured so far, the newest first. Everybody corrects and takes out only what they wrote themselves.

use super::check_in::Correct;
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
    let correcting = RwSignal::new(None::<CheckIn>);
    let rows = move || {
        let unit = unit.get();
        let rows = check_ins.get().into_iter();
        rows.map(|check_in| view! { <Row goal check_in unit=unit.clone() fixed correcting/> })
            .collect_view()
    };
    view! {
        <section class="group" hidden=move || check_ins.with(Vec::is_empty)>
            <h2>{words!(goals.check_ins)}</h2>
            <ol class="rows long" role="list" aria-label=words!(goals.check_ins)>{rows}</ol>
        </section>
        <Correct goal correcting/>
    }
}

#[component]
fn Row(
    goal: OnPage,
    check_in: CheckIn,
    unit: String,
    fixed: Signal<bool>,
    correcting: RwSignal<Option<CheckIn>>,
) -> impl IntoView {
    let is_mine = check_in
        .by
        .as_ref()
        .is_some_and(|by| by.id == goal.here.me());
    let line = words::goals::check_in(&check_in);
    let blocker = (!check_in.blocker.is_empty()).then(|| {
        view! { <span class="row-hint" dir="auto">{words!(goals.blocked, blocker = check_in.blocker.clone())}</span> }
    });
    let amount = words::goals::amount(check_in.value, &unit);
    let note = check_in.note.clone();
    let title = amount.clone();
    view! {
        <li class="row">
            <span class="row-text">
                <span class="row-title">{title}</span>
                <span class="row-hint" dir="auto">{line}</span>
                <span class="written" dir="auto">{note}</span>
                {blocker}
            </span>
            <Show when=move || is_mine && !fixed.get()>
                <Mine goal check_in=check_in.clone() amount=amount.clone() correcting/>
            </Show>
        </li>
    }
}

/// What can be done with one's own.
#[component]
fn Mine(
    goal: OnPage,
    check_in: CheckIn,
    amount: String,
    correcting: RwSignal<Option<CheckIn>>,
) -> impl IntoView {
    let (here, id) = (goal.here, check_in.id);
    let correct = words!(goals.correct_it, value = amount.clone());
    let take_out = words!(goals.take_out, value = amount);
    let remove = move |_| {
        let (out, back) = (
            GoalChange::RemoveCheckIn(id),
            GoalChange::RestoreCheckIn(id),
        );
        goal.take_out(of(here, out), of(here, back), words!(goals.taken_out));
    };
    view! {
        <span class="row-tools">
            <button class="button quiet" type="button" aria-label=correct
                on:click=move |_| correcting.set(Some(check_in.clone()))>{words!(goals.correct)}</button>
            <button class="icon-button" type="button" aria-label=take_out on:click=remove><Icon name="close"/></button>
        </span>
    }
}
