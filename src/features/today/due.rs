//! Commitments whose day has come or is near, and one tap to say what came of each.

use crate::shell::dates::Moment;
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use commonplace_api::plan::{CommitmentChange, OpenCommitment, Outcome, PlanChange};
use commonplace_api::{Change, Command, Day, Kind};
use crate::routes::document_path;
use leptos::prelude::*;

/// The commitments that are due.
#[component]
pub(super) fn Due(due: Vec<OpenCommitment>, today: Day) -> impl IntoView {
    let items: Vec<_> = due
        .into_iter()
        .map(|commitment| view! { <li><Commitment commitment today/></li> })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="group" aria-labelledby="due">
                <h2 id="due">{words!(commit.due)}</h2>
                <ul class="dues" role="list" aria-label=words!(commit.due)>{items}</ul>
            </section>
        }
    })
}

#[component]
fn Commitment(commitment: OpenCommitment, today: Day) -> impl IntoView {
    let app = use_app();
    let OpenCommitment { plan, id, when, i_will, due, .. } = commitment;
    let say = move |outcome: Option<Outcome>| Command::Change {
        id: plan,
        change: Change::Plan(PlanChange::Commitment(id, CommitmentChange::Outcome(outcome))),
    };
    let buttons = [Outcome::Did, Outcome::Partly, Outcome::Didnt].map(|outcome| {
        let choose = move |_| {
            app.core.dispatch(say(Some(outcome)));
            app.toast(words!(commit.noted).into(), Some(say(None)));
            page::rescue_focus();
        };
        view! { <button class="button" type="button" on:click=choose>{outcome_name(outcome)}</button> }
    });
    view! {
        <article class="due">
            <a class="due-text" href=document_path(Kind::Plan, plan)>{sentence(&when, &i_will)}</a>
            {due.map(|due| view! { <span class="due-when" data-late=(due < today).then_some("")>{by(due, today)}</span> })}
            <div class="actions" role="group" aria-label=words!(commit.what_happened)>{buttons}</div>
        </article>
    }
}

/// "When the retro ends, I will ask one question."
pub(crate) fn sentence(when: &str, i_will: &str) -> String {
    if when.is_empty() {
        words!(commit.alone, will = i_will).to_string()
    } else {
        words!(commit.sentence, when = when, will = i_will).to_string()
    }
}

/// What came of it, in a word.
pub(crate) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Did => words!(commit.did),
        Outcome::Partly => words!(commit.partly),
        Outcome::Didnt => words!(commit.didnt),
    }
}

fn by(due: Day, today: Day) -> String {
    let day = Moment::on(due).long_day();
    match due.since(today) {
        0 => words!(commit.due_today).to_owned(),
        ..0 => words!(commit.was_due, day = day).to_string(),
        _ => words!(commit.due_on, day = day).to_string(),
    }
}
