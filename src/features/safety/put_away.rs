//! What was put away, and the way back.

use crate::components::PageHead;
use crate::routes::entry_path;
use crate::state::use_app;
use crate::words;
use commonplace_api::{Command, EntryRow, Kind, Update, View};
use leptos::prelude::*;

/// The page at `/settings/away`.
#[component]
pub fn PutAwayScreen() -> impl IntoView {
    let core = use_app().core;
    let rows = RwSignal::new(None::<Vec<(Kind, EntryRow)>>);
    core.watch_here(View::PutAway, move |update| {
        if let Update::PutAway(now) = update {
            rows.try_set(Some(now));
        }
    });
    view! {
        <div class="page">
            <PageHead title=words!(away.name) back="/settings/safety"/>
            <p class="lead">{words!(away.lead)}</p>
            {move || rows.with(|rows| match rows.as_deref() {
                None => ().into_any(),
                Some([]) => view! {
                    <div class="empty"><h2>{words!(away.empty)}</h2><p>{words!(away.empty_lead)}</p></div>
                }.into_any(),
                Some(rows) => {
                    let rows = rows.iter().map(|(kind, row)| view! { <Row kind=*kind row=row.clone()/> }).collect_view();
                    view! { <ul role="list" aria-label=words!(away.name)>{rows}</ul> }.into_any()
                }
            })}
        </div>
    }
}

#[component]
fn Row(kind: Kind, row: EntryRow) -> impl IntoView {
    let core = use_app().core;
    let id = row.id;
    let title = if row.title.is_empty() {
        words!(entry.untitled).to_owned()
    } else {
        row.title.clone()
    };
    let when = words::when(row.occurred_at_ms);
    let name = words!(away.put_back, title = &title);
    let text = view! { <span class="row-title">{title}</span><span class="row-hint">{when}</span> };
    let text = if kind == Kind::Entry {
        view! { <a class="row-text" href=entry_path(id)>{text}</a> }.into_any()
    } else {
        view! { <span class="row-text">{text}</span> }.into_any()
    };
    view! {
        <li class="row">
            {text}
            <button class="button" type="button" aria-label=name on:click=move |_| core.dispatch(Command::Restore(id))>
                {words!(actions.put_back)}
            </button>
        </li>
    }
}
