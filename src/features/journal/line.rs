//! Entries as short lines: where they are not the main thing.

use crate::components::Icon;
use crate::features::plans::Ask;
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
    /// Offers to make a commitment of each.
    #[prop(optional)]
    commit: Option<RwSignal<Option<Ask>>>,
) -> impl IntoView {
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| line(row, with_time, commit))
        .collect();
    view! { <ul class="lines" role="list" aria-label=name>{lines}</ul> }
}

fn line(row: EntryRow, with_time: bool, commit: Option<RwSignal<Option<Ask>>>) -> impl IntoView {
    let id = row.id;
    let moment = Moment::from(&row);
    let when = if with_time {
        moment.time()
    } else {
        moment.short_day()
    };
    let untitled = row.title.is_empty();
    let title = words::titled(row.title);
    let commit = commit.map(|ask| {
        let text = title.clone();
        let label = words!(plans.commit_of, line = &text);
        let press = move |_| {
            ask.set(Some(Ask {
                text: text.clone(),
                from: Some(id),
            }));
        };
        view! {
            <button class="icon-button" type="button" aria-label=label title=words!(plans.commit) on:click=press>
                <Icon name="plans"/>
            </button>
        }
    });
    let star = row.starred.then(|| {
        view! { <Icon name="star"/><span class="visually-hidden">{words!(lesson.starred)}</span> }
    });
    view! {
        <li>
            <a class="line" href=entry_path(id)>
                <span class="line-title" dir="auto" class:untitled=untitled>{title}</span>
                {star}
                <time class="line-when" datetime=moment.machine()>{when}</time>
            </a>
            {commit}
        </li>
    }
}
