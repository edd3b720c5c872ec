//! One row of what was found: a link with what helps to recognise it, and the hits marked.

use super::Finding;
use super::list::row_of;
use super::narrowing::kind_name;
use crate::features::journal::row::{marked, tags};
use crate::routes::document_path;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::find::FoundRow;
use commonplace_api::{Id, Kind};
use leptos::prelude::*;

/// The row of `id`. Follows what the core says of it.
#[component]
pub(super) fn Row(id: Id, finding: Finding, total: Memo<u32>) -> impl IntoView {
    // A row that is about to go keeps what it showed.
    let shown = Memo::new(move |before: Option<&Option<(u32, FoundRow)>>| {
        let found = finding.found;
        let now = found.with(|answer| row_of(&answer.as_ref()?.found, id));
        now.or_else(|| before.cloned().flatten())
    });
    let place = move || shown.with(|shown| shown.as_ref().map_or(0, |(index, _)| index + 1));
    let address = move || {
        shown.with(|shown| {
            shown
                .as_ref()
                .map(|(_, found)| document_path(found.kind, id))
        })
    };
    view! {
        <li class="entry" aria-setsize=move || total.get().to_string() aria-posinset=move || place().to_string()>
            <a class="entry-link" href=address on:click=move |_| finding.opened()>
                {move || shown.get().map(|(_, found)| view! { <Content found/> })}
            </a>
        </li>
    }
}

#[component]
fn Content(found: FoundRow) -> impl IntoView {
    let FoundRow { kind, row } = found;
    let moment = Moment::from(&row);
    // What was made before such things had dates has none.
    let day = (row.occurred_at_ms != 0).then(|| {
        let label = moment.label();
        view! {
            <time class="entry-day" datetime=moment.machine()><b>{label.number}</b><span>{label.name}</span></time>
        }
    });
    let untitled = row.title.is_empty();
    let title = words::titled(row.title);
    let kind = (kind != Kind::Entry)
        .then(|| view! { <span class="found-kind">{kind_name(kind)}</span> }.into_any());
    view! {
        {day}
        <span class="entry-title" dir="auto" class:untitled=untitled>{marked(&title, &row.hits.title)}</span>
        <span class="entry-excerpt" dir="auto">{marked(&row.excerpt, &row.hits.excerpt)}</span>
        {tags(kind, row.tags, &row.hits.tags)}
    }
}
