//! What an entry was before: its sittings, each beside what it is now, and the way back to one.

use crate::components::PageHead;
use crate::routes::entry_path;
use crate::shell::dates::Moment;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::history::{Comparison, Piece, Sitting, Version};
use commonplace_api::{Command, Id, Update, View, ViewId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The history of entry `id`.
#[component]
pub fn HistoryScreen(
    /// Which.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let sittings = RwSignal::new(None::<Vec<Sitting>>);
    let chosen = RwSignal::new(None::<Version>);
    app.core
        .watch_here(View::History(id), move |update| match update {
            Update::History(found) => {
                sittings.try_set(Some(found));
            }
            Update::EntryMissing => {
                sittings.try_set(Some(Vec::new()));
            }
            _ => {}
        });
    let shown = move || {
        let found = sittings.get()?;
        let last = found.len().saturating_sub(1);
        let rows = found
            .into_iter()
            .enumerate()
            .map(
                |(at, sitting)| view! { <Row id chosen sitting newest=at == 0 oldest=at == last/> },
            )
            .collect_view();
        Some(rows)
    };
    let is_empty = move || sittings.with(|sittings| sittings.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="page">
            <PageHead title=words!(history.name) back=entry_path(id)/>
            <p class="lead">{words!(history.lead)}</p>
            <ol class="sittings" role="list">{shown}</ol>
            <p class="quiet-text" hidden=move || !is_empty()>{words!(entry.missing)}</p>
        </div>
    }
}

#[component]
fn Row(
    id: Id,
    chosen: RwSignal<Option<Version>>,
    sitting: Sitting,
    newest: bool,
    oldest: bool,
) -> impl IntoView {
    let Sitting {
        version,
        ended_ms,
        size,
        ..
    } = sitting;
    let moment = Moment::here(ended_ms);
    let what = match (newest, oldest) {
        (true, _) => words!(history.now).to_owned(),
        (_, true) => words!(history.begun).to_owned(),
        _ => words!(history.size, count = Count(size)),
    };
    let kept = StoredValue::new(version.clone());
    let is_open = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&version)));
    let turn = move |_| chosen.set((!is_open.get_untracked()).then(|| kept.get_value()));
    view! {
        <li class="sitting">
            <button class="row" type="button" aria-expanded=move || is_open.get().to_string() on:click=turn>
                <span class="row-text">
                    <span class="row-title">{format!("{}, {}", moment.long_day(), moment.time())}</span>
                    <span class="row-hint">{what}</span>
                </span>
            </button>
            {move || is_open.get().then(|| view! { <Beside id version=kept.get_value() newest/> })}
        </li>
    }
}

/// One version beside what the entry is now.
#[component]
fn Beside(id: Id, version: Version, newest: bool) -> impl IntoView {
    let app = use_app();
    let comparison = RwSignal::new(None::<Comparison>);
    let whole = RwSignal::new(newest);
    let watched: ViewId = app.core.watch(
        View::Version {
            id,
            version: version.clone(),
        },
        move |update| {
            if let Update::Version(found) = update {
                comparison.try_set(Some(found));
            }
        },
    );
    on_cleanup(move || app.core.unwatch(watched));
    let navigate = use_navigate();
    let restore = move |_| {
        app.core.dispatch(Command::RestoreVersion {
            id,
            version: version.clone(),
        });
        navigate(&entry_path(id), NavigateOptions::default());
    };
    let text = move || {
        let found = comparison.get()?;
        Some(if whole.get() {
            found.text.into_any()
        } else {
            found
                .pieces
                .into_iter()
                .map(piece)
                .collect_view()
                .into_any()
        })
    };
    let choice = move |label: &'static str, value: bool| {
        view! {
            <label>
                <input type="radio" name="history-view" prop:checked=move || whole.get() == value
                    on:change=move |_| whole.set(value)/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <div class="version">
            <fieldset class="segmented" hidden=newest>
                <legend class="visually-hidden">{words!(history.view)}</legend>
                {choice(words!(history.changes), false)}
                {choice(words!(history.whole), true)}
            </fieldset>
            <div class="version-text" role="region" tabindex="0" aria-label=words!(history.version)>{text}</div>
            <div class="actions" hidden=newest>
                <button class="button" type="button" on:click=restore>{words!(history.restore)}</button>
            </div>
        </div>
    }
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Same(text) => text.into_any(),
        Piece::Gone(text) => view! { <del>{text}</del> }.into_any(),
        Piece::New(text) => view! { <ins>{text}</ins> }.into_any(),
    }
}
