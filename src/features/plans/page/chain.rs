//! Learned, did, happened: how one led to the other, as a picture that can be read as text. Each row is a commitment,
//! with what it came from and what became of it.

use super::Page;
use super::commitments::Link;
use crate::words;
use commonplace_api::plan::{Commitment, Outcome, Plan};
use leptos::prelude::*;

/// The picture; nothing while there is nothing to draw.
#[component]
pub(super) fn Chain(page: Page) -> impl IntoView {
    let rows = page.of(|plan| plan.commitments.clone());
    let says = page.of(words::plans::chain);
    let learned = page.of(newest_done);
    let drawn = move || {
        let rows = rows.get().into_iter();
        rows.map(|one| view! { <Row one learned=learned.get()/> })
            .collect_view()
    };
    view! {
        <section class="group" hidden=move || rows.with(Vec::is_empty)>
            <h2>{words!(plans.chain)}</h2>
            <figure class="chain">
                <figcaption>{says}</figcaption>
                <div class="chain-heads" aria-hidden="true">
                    <span>{words!(plans.learned)}</span><span>{words!(plans.tried)}</span><span>{words!(plans.happened)}</span>
                </div>
                <ol role="list">{drawn}</ol>
            </figure>
        </section>
    }
}

/// The step that was done last: what commitments came from that came from no entry.
fn newest_done(plan: &Plan) -> String {
    let done = plan.steps.iter().filter(|step| step.done_at.is_some());
    let newest = done.max_by_key(|step| step.done_at);
    newest.map(|step| step.text.clone()).unwrap_or_default()
}

#[component]
fn Row(one: Commitment, learned: String) -> impl IntoView {
    let has_learned = one.from.is_some() || !learned.is_empty();
    let was_tried = matches!(one.outcome, Some(Outcome::Did | Outcome::Partly));
    let has_happened = one.outcome.is_some();
    let from = match one.from {
        Some(entry) => view! { <Link entry/> }.into_any(),
        None if has_learned => learned.into_any(),
        None => words!(plans.not_yet).into_any(),
    };
    let happened = match one.outcome {
        None => words!(plans.not_yet).to_owned(),
        Some(outcome) if one.note.is_empty() => words::plans::outcome(outcome).to_owned(),
        Some(outcome) => format!("{}: {}", words::plans::outcome(outcome), one.note),
    };
    view! {
        <li>
            <svg aria-hidden="true" width="100%" height="12">
                <line x1="6" y1="6" x2="33.4%" y2="6" class:drawn=has_learned></line>
                <line x1="33.4%" y1="6" x2="66.8%" y2="6" class:drawn=has_happened></line>
                <circle cx="6" cy="6" r="4" class:drawn=has_learned></circle>
                <circle cx="33.4%" cy="6" r="4" class:drawn=was_tried></circle>
                <circle cx="66.8%" cy="6" r="4" class:drawn=has_happened></circle>
            </svg>
            <p dir="auto"><span class="visually-hidden">{words!(plans.learned)}": "</span>{from}</p>
            <p dir="auto"><span class="visually-hidden">{words!(plans.tried)}": "</span>{words::plans::commitment(&one.when, &one.i_will)}</p>
            <p dir="auto"><span class="visually-hidden">{words!(plans.happened)}": "</span>{happened}</p>
        </li>
    }
}
