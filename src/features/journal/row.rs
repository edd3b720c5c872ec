//! One row of the list: a link with everything about an entry that helps to recognise it.

use super::window::{Known, Span};
use crate::components::Icon;
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::find::{Hit, pieces};
use commonplace_api::{EntryRow, Id};
use leptos::prelude::*;

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    row: EntryRow,
    index: u32,
    /// First of its day, or of what is drawn.
    first: bool,
}

fn shown(known: &Known, drawn: Span, id: Id) -> Option<Shown> {
    let index = known.index(id)?;
    let row = known.row(index)?.clone();
    let above = index
        .checked_sub(1)
        .filter(|above| *above >= drawn.start)
        .and_then(|above| known.row(above));
    let first = above.is_none_or(|above| Moment::from(above).day() != Moment::from(&row).day());
    Some(Shown { row, index, first })
}

/// The row of entry `id`. Follows what the core says of it.
#[component]
pub(super) fn Row(
    id: Id,
    known: RwSignal<Option<Known>>,
    drawn: Memo<Span>,
    total: Memo<u32>,
    open: Memo<Option<Id>>,
) -> impl IntoView {
    // A row that is about to go keeps what it showed.
    let shown = Memo::new(move |before: Option<&Option<Shown>>| {
        let now = known.with(|known| {
            known
                .as_ref()
                .and_then(|known| shown(known, drawn.get(), id))
        });
        now.or_else(|| before.cloned().flatten())
    });
    let first =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.first)));
    let place =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.index + 1)));
    let current = move || (open.get() == Some(id)).then_some("page");
    view! {
        <li class="entry" data-first=move || first.get().then_some("")
            aria-setsize=move || total.get().to_string() aria-posinset=move || place.get().to_string()>
            <a class="entry-link" href=entry_path(id) aria-current=current>
                {move || shown.get().map(|shown| view! { <Content shown/> })}
            </a>
        </li>
    }
}

#[component]
fn Content(shown: Shown) -> impl IntoView {
    let Shown { row, first, .. } = shown;
    let moment = Moment::from(&row);
    let day = first.then(|| {
        let label = moment.label();
        view! {
            <time class="entry-day" datetime=moment.machine()><b>{label.number}</b><span>{label.name}</span></time>
        }
    });
    let untitled = row.title.is_empty();
    let title = words::titled(row.title);
    let star = row.starred.then(|| {
        view! {
            <span class="entry-star"><Icon name="star"/><span class="visually-hidden">{words!(entry.starred)}</span></span>
        }
    });
    view! {
        {day}
        <span class="entry-title" dir="auto" class:untitled=untitled>{star}{marked(&title, &row.hits.title)}</span>
        <time class="entry-time" datetime=moment.machine()>{moment.time()}</time>
        <span class="entry-excerpt" dir="auto">{marked(&row.excerpt, &row.hits.excerpt)}</span>
        {tags(None, row.tags, &row.hits.tags)}
    }
}

/// The last line of a row: `first`, and the tags, those in which something was found marked.
pub(crate) fn tags(first: Option<AnyView>, tags: Vec<String>, hits: &[u32]) -> Option<AnyView> {
    if first.is_none() && tags.is_empty() {
        return None;
    }
    let tags = (0..).zip(tags).map(|(at, tag)| {
        let shown = if hits.contains(&at) {
            view! { <mark>{tag}</mark> }.into_any()
        } else {
            tag.into_any()
        };
        view! { <span class="tag">{shown}</span> }
    });
    let tags: Vec<_> = tags.collect();
    Some(view! { <span class="entry-tags">{first}{tags}</span> }.into_any())
}

/// `text`, with what was found in it marked.
pub(crate) fn marked(text: &str, hits: &[Hit]) -> Vec<AnyView> {
    let pieces = pieces(text, hits).into_iter();
    pieces
        .map(|(piece, hit)| {
            let piece = piece.to_owned();
            if hit {
                view! { <mark>{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect()
}
