//! What earlier reviews left open: one press takes an action over into this one, where it goes on.

use super::page::{OnPage, change};
use crate::shell::dates::Moment;
use crate::shell::page;
use crate::words;
use commonplace_api::Day;
use commonplace_api::team::after_action::{AfterActionChange, OpenAction};
use leptos::prelude::*;

/// The offers; nothing where nothing is open.
#[component]
pub(super) fn Before(review: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let before = review.of(|review| review.open_before.clone());
    let before = Memo::new(move |_| {
        if fixed.get() {
            Vec::new()
        } else {
            before.get()
        }
    });
    let rows = move || {
        let today = Moment::today();
        let rows = before.get().into_iter();
        rows.map(|action| view! { <Offer review action today/> })
            .collect_view()
    };
    view! {
        <section class="group" hidden=move || before.with(Vec::is_empty)>
            <h2>{words!(after_actions.open_before)}</h2>
            <p class="hint">{words!(after_actions.open_before_hint)}</p>
            <ul class="rows" role="list" aria-label=words!(after_actions.open_before)>{rows}</ul>
        </section>
    }
}

#[component]
fn Offer(review: OnPage, action: OpenAction, today: Day) -> impl IntoView {
    let facts = words::after_actions::open(&action, today);
    let text = words::after_actions::action(action.text.clone());
    let name = words!(after_actions.carry_name, action = text.clone());
    let carry = move |_| {
        change(review, AfterActionChange::CarryOver(action.clone()));
        review
            .here
            .app
            .toast(words!(after_actions.carried).into(), None);
        page::rescue_focus();
    };
    view! {
        <li class="row">
            <span class="row-text">
                <span class="row-title" dir="auto">{text}</span>
                <span class="row-hint" dir="auto">{facts}</span>
            </span>
            <button class="button" type="button" aria-label=name on:click=carry>{words!(after_actions.carry)}</button>
        </li>
    }
}
