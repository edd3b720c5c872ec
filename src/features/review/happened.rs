//! What happened within some days, beside the questions and on the pages of months and years.

use crate::features::journal::line::Lines;
use crate::words;
use crate::words::Count;
use commonplace_api::review::Happened;
use leptos::prelude::*;

/// The parts of it that are not empty, or a sentence that there is nothing.
#[component]
pub(super) fn HappenedParts(
    /// What happened.
    happened: Happened,
    /// What is said when nothing did.
    nothing: &'static str,
) -> impl IntoView {
    if happened.total == 0 {
        return view! { <p class="quiet-text">{nothing}</p> }.into_any();
    }
    let shown = u32::try_from(happened.entries.len()).unwrap_or(u32::MAX);
    let more = happened.total.saturating_sub(shown);
    view! {
        <Part id="happened-entries" name=words!(review.written)>
            <Lines rows=happened.entries name=words!(review.written)/>
            {(more > 0).then(|| view! { <p class="fine">{words!(review.more, count = Count(more))}</p> })}
        </Part>
    }
    .into_any()
}

/// A part with its heading.
#[component]
pub(super) fn Part(
    /// Id of the heading, unique on the page.
    id: &'static str,
    /// The heading.
    name: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="group" aria-labelledby=id>
            <h2 id=id>{name}</h2>
            {children()}
        </section>
    }
}
