//! What was put away, the way back, and the way out for ever, which is asked about once.

use crate::components::{PageHead, Sheet, open_while};
use crate::routes::entry_path;
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::update::Forgetting;
use commonplace_api::{Command, EntryRow, Id, Kind, Update, View};
use leptos::prelude::*;

/// What is to be deleted for ever, once somebody says that they are sure.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Doomed {
    One(Id, String),
    All,
}

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
    let doomed = RwSignal::new(None::<Doomed>);
    view! {
        <div class="page">
            <PageHead title=words!(away.name) back="/settings/safety"/>
            <p class="lead">{words!(away.lead)}</p>
            <HowFar/>
            {move || rows.with(|rows| match rows.as_deref() {
                None => ().into_any(),
                Some([]) => view! {
                    <div class="empty"><h2>{words!(away.empty)}</h2><p>{words!(away.empty_lead)}</p></div>
                }.into_any(),
                Some(rows) => {
                    let rows = rows.iter().map(|(kind, row)| view! { <Row kind=*kind row=row.clone() doomed/> }).collect_view();
                    view! {
                        <ul role="list" aria-label=words!(away.name)>{rows}</ul>
                        <div class="actions">
                            <button class="button danger" type="button" on:click=move |_| doomed.set(Some(Doomed::All))>
                                {words!(away.forget_all)}
                            </button>
                        </div>
                    }.into_any()
                }
            })}
            <Sure doomed/>
        </div>
    }
}

#[component]
fn Row(kind: Kind, row: EntryRow, doomed: RwSignal<Option<Doomed>>) -> impl IntoView {
    let core = use_app().core;
    let id = row.id;
    let title = words::titled(row.title);
    // A review belongs to its week, and a device tells of itself again.
    let stays = matches!(
        kind,
        Kind::Review
            | Kind::Device
            | Kind::Preferences
            | Kind::Team
            | Kind::Member
            | Kind::Shares
            | Kind::Membership
    );
    let when = words::when(row.occurred_at_ms);
    let (back, out) = (
        words!(away.put_back, title = &title),
        words!(away.forget_named, title = &title),
    );
    let doom = {
        let title = title.clone();
        move |_| doomed.set(Some(Doomed::One(id, title.clone())))
    };
    let text = view! { <span class="row-title" dir="auto">{title}</span><span class="row-hint">{when}</span> };
    let text = if kind == Kind::Entry {
        view! { <a class="row-text" href=entry_path(id)>{text}</a> }.into_any()
    } else {
        view! { <span class="row-text">{text}</span> }.into_any()
    };
    view! {
        <li class="row">
            {text}
            <button class="button quiet danger-text" type="button" aria-label=out hidden=stays on:click=doom>
                {words!(away.forget)}
            </button>
            <button class="button" type="button" aria-label=back on:click=move |_| core.dispatch(Command::Restore(id))>
                {words!(actions.put_back)}
            </button>
        </li>
    }
}

/// Asks once, and says what is beyond our reach.
#[component]
fn Sure(doomed: RwSignal<Option<Doomed>>) -> impl IntoView {
    let core = use_app().core;
    let open = open_while(doomed);
    let says = move || match doomed.get() {
        Some(Doomed::One(_, title)) => words!(away.sure_one, title = title),
        _ => words!(away.sure_all).to_owned(),
    };
    let forget = move |_| {
        match doomed.get_untracked() {
            Some(Doomed::One(id, _)) => core.dispatch(Command::Forget(id)),
            Some(Doomed::All) => core.dispatch(Command::ForgetAll),
            None => {}
        }
        open.set(false);
        page::rescue_focus();
    };
    view! {
        <Sheet open title=words!(away.sure)>
            <p dir="auto">{says}</p>
            <p class="hint">{words!(away.sure_rest)}</p>
            <div class="actions">
                <button class="button danger" type="button" on:click=forget>{words!(away.forget)}</button>
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>{words!(actions.cancel)}</button>
            </div>
        </Sheet>
    }
}

/// How far what was asked for is: a line that is only there when there is something to say.
#[component]
fn HowFar() -> impl IntoView {
    let core = use_app().core;
    let now = RwSignal::new(Forgetting::default());
    core.watch_here(View::Forgetting, move |update| {
        if let Update::Forgetting(said) = update {
            now.try_set(said);
        }
    });
    let says = move || {
        let now = now.get();
        let counted =
            |count: u32, sentence: fn(u32) -> String| (count > 0).then(|| sentence(count));
        let done = now.done > 0 && now.under_way == 0;
        [
            counted(now.under_way, |count| {
                words!(away.under_way, count = Count(count))
            }),
            counted(if done { now.done } else { 0 }, |count| {
                words!(away.done, count = Count(count))
            }),
            (done && now.at_relay > 0).then(|| words!(away.not_told).to_owned()),
            counted(now.failed, |count| {
                words!(away.failed, count = Count(count))
            }),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
    };
    view! { <p class="hint" role="status">{says}</p> }
}
