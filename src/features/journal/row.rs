//! One row of the list: a link with everything about an entry that helps to recognise it.

use super::window::{Known, Span};
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::{EntryRow, Id};
use leptos::prelude::*;

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    row: EntryRow,
    index: u32,
    /// First of its day, or of what is drawn.
    first: bool,
    query: String,
}

fn shown(known: &Known, drawn: Span, id: Id) -> Option<Shown> {
    let index = known.index(id)?;
    let row = known.row(index)?.clone();
    let above = index
        .checked_sub(1)
        .filter(|above| *above >= drawn.start)
        .and_then(|above| known.row(above));
    let first = above.is_none_or(|above| moment(above).day() != moment(&row).day());
    Some(Shown {
        row,
        index,
        first,
        query: known.query.clone(),
    })
}

fn moment(row: &EntryRow) -> Moment {
    Moment {
        ms: row.occurred_at_ms,
        offset_minutes: row.offset_minutes,
    }
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
    let Shown {
        row, first, query, ..
    } = shown;
    let moment = moment(&row);
    let day = first.then(|| {
        let label = moment.label();
        view! {
            <time class="entry-day" datetime=moment.machine()><b>{label.number}</b><span>{label.name}</span></time>
        }
    });
    let untitled = row.title.is_empty();
    let title = if untitled {
        words!(entry.untitled).to_owned()
    } else {
        row.title
    };
    let tags = (!row.tags.is_empty()).then(|| {
        let tags: Vec<_> = row
            .tags
            .into_iter()
            .map(|tag| view! { <span class="tag">{tag}</span> })
            .collect();
        view! { <span class="entry-tags">{tags}</span> }
    });
    view! {
        {day}
        <span class="entry-title" dir="auto" class:untitled=untitled>{marked(&title, &query)}</span>
        <time class="entry-time" datetime=moment.machine()>{moment.time()}</time>
        <span class="entry-excerpt" dir="auto">{marked(&row.excerpt, &query)}</span>
        {tags}
    }
}

fn marked(text: &str, query: &str) -> Vec<AnyView> {
    let parts = parts(text, query).into_iter();
    parts
        .map(|(part, hit)| {
            let part = part.to_owned();
            if hit {
                view! { <mark>{part}</mark> }.into_any()
            } else {
                part.into_any()
            }
        })
        .collect()
}

/// Cuts `text` where words of `query` are found, whatever their case. `true` marks what was found.
pub fn parts<'a>(text: &'a str, query: &str) -> Vec<(&'a str, bool)> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let hit = words
            .iter()
            .filter_map(|word| starts_with(rest, word))
            .max();
        if let Some(length) = hit {
            parts.extend(
                text.get(from..at)
                    .filter(|before| !before.is_empty())
                    .map(|before| (before, false)),
            );
            parts.extend(rest.get(..length).map(|found| (found, true)));
            at += length;
            from = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.extend(
        text.get(from..)
            .filter(|rest| !rest.is_empty())
            .map(|rest| (rest, false)),
    );
    parts
}

/// Bytes of the beginning of `text` that read as `word`.
fn starts_with(text: &str, word: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in word.chars() {
        let (_, found) = chars.next()?;
        if !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}
