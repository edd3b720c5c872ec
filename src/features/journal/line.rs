//! Entries as short lines: where they are not the main thing.

use crate::components::Icon;
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::EntryRow;
use leptos::prelude::*;

/// A list of entries, one line each.
#[component]
pub(crate) fn Lines(
    /// The entries.
    rows: Vec<EntryRow>,
    /// What the list is called.
    name: &'static str,
    /// Whether the time is told, or the day.
    #[prop(optional)]
    with_time: bool,
) -> impl IntoView {
    let lines: Vec<_> = rows.into_iter().map(|row| line(row, with_time)).collect();
    view! { <ul class="lines" role="list" aria-label=name>{lines}</ul> }
}

fn line(row: EntryRow, with_time: bool) -> impl IntoView {
    let moment = Moment {
        ms: row.occurred_at_ms,
        offset_minutes: row.offset_minutes,
    };
    let when = if with_time {
        moment.time()
    } else {
        moment.short_day()
    };
    let untitled = row.title.is_empty();
    let title = if untitled {
        words!(entry.untitled).to_owned()
    } else {
        row.title
    };
    let star = row.starred.then(|| {
        view! { <Icon name="star"/><span class="visually-hidden">{words!(lesson.starred)}</span> }
    });
    view! {
        <li>
            <a class="line" href=entry_path(row.id)>
                <span class="line-title" dir="auto" class:untitled=untitled>{title}</span>
                {star}
                <time class="line-when" datetime=moment.machine()>{when}</time>
            </a>
        </li>
    }
}
