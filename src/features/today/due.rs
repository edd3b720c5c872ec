//! Commitments whose day has come or is near, and one tap to say what came of each.

use crate::features::plans::Outcomes;
use crate::routes::document_path;
use crate::words;
use commonplace_api::plan::OpenCommitment;
use commonplace_api::{Day, Kind};
use leptos::prelude::*;

/// The commitments that are due.
#[component]
pub(super) fn Due(
    /// Which, what is due soonest first.
    due: Vec<OpenCommitment>,
    /// The day of the page.
    today: Day,
) -> impl IntoView {
    let items: Vec<_> = due
        .into_iter()
        .map(|one| view! { <li><Commitment one today/></li> })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="group" aria-labelledby="due">
                <h2 id="due">{words!(today.due)}</h2>
                <ul class="items" role="list" aria-label=words!(today.due)>{items}</ul>
            </section>
        }
    })
}

#[component]
fn Commitment(one: OpenCommitment, today: Day) -> impl IntoView {
    let says = words::plans::commitment(&one.when, &one.i_will);
    let by = one.due.map(|due| {
        view! { <p class="hint" data-late=(due < today).then_some("")>{words::plans::due(due, today)}</p> }
    });
    view! {
        <article class="item">
            <a class="due-text" href=document_path(Kind::Plan, one.plan) dir="auto">{says}</a>
            {by}
            <Outcomes plan=one.plan commitment=one.id outcome=None with_undo=true/>
        </article>
    }
}
