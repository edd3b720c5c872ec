//! What stood in the plan each time it was completed. Nothing here can be changed.

use super::Page;
use crate::components::Icon;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::plan::{KeptCommitment, PlanStatus, Summary};
use leptos::prelude::*;

/// The summaries, the newest first and open while the plan is done.
#[component]
pub(super) fn Summaries(page: Page) -> impl IntoView {
    let all = page.of(|plan| plan.summaries.clone());
    let is_done = page.of(|plan| plan.status == PlanStatus::Done);
    let drawn = move || {
        let open = is_done.get();
        let all = all.get().into_iter().enumerate();
        all.map(|(at, summary)| view! { <One summary open=open && at == 0/> })
            .collect_view()
    };
    view! {
        <section class="group" hidden=move || all.with(Vec::is_empty)>
            <h2>{words!(plans.summary)}</h2>
            <p class="hint">{words!(plans.summary_hint)}</p>
            {drawn}
        </section>
    }
}

#[component]
fn One(summary: Summary, open: bool) -> impl IntoView {
    let day = Moment::from(summary.at).long_day();
    let steps = summary.steps.into_iter().map(step).collect_view();
    let commitments = summary.commitments.into_iter();
    let commitments = commitments.map(commitment).collect_view();
    let evidence = summary.evidence.into_iter();
    let evidence = evidence
        .map(|note| view! { <li dir="auto">{note}</li> })
        .collect_view();
    view! {
        <details class="summary" open=open>
            <summary>{words!(plans.completed_on, day = day)}</summary>
            <div class="summary-body">
                <h3 dir="auto">{summary.title}</h3>
                <p class="written" dir="auto">{summary.why}</p>
                <ul role="list" aria-label=words!(plans.steps)>{steps}</ul>
                <ul role="list" aria-label=words!(plans.commitments)>{commitments}</ul>
                <ul role="list" aria-label=words!(plans.evidence)>{evidence}</ul>
            </div>
        </details>
    }
}

fn step((text, done): (String, bool)) -> impl IntoView {
    let how = if done {
        words!(plans.step_was_done)
    } else {
        words!(plans.step_was_open)
    };
    let mark = done.then(|| view! { <Icon name="check"/> });
    view! { <li>{mark}<span dir="auto">{text}</span><span class="quiet-text">{how}</span></li> }
}

fn commitment(one: KeptCommitment) -> impl IntoView {
    let happened = one
        .outcome
        .map_or(words!(plans.not_yet), words::plans::outcome);
    let said = words::plans::commitment(&one.when, &one.i_will);
    view! {
        <li>
            <span dir="auto">{said}</span>
            <span class="quiet-text">{happened}</span>
            <p class="written" dir="auto">{one.note}</p>
        </li>
    }
}
