//! The safety net: where else the journal is, a backup out and in, and leaving this device.

mod backup;
mod leave;
mod put_away;
mod restore;

pub use leave::Leave;
pub use put_away::PutAwayScreen;
pub use restore::{Restore, RestoreScreen};

use crate::components::{Icon, PageHead};
use crate::features::settings::RowText;
use crate::shell::storage;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use commonplace_api::safety::{Copy, Safety};
use leptos::prelude::*;

/// The page at `/settings/safety`.
#[component]
pub fn SafetyScreen() -> impl IntoView {
    let safety = use_app().safety;
    let at_risk = Memo::new(move |_| {
        safety.with(|safety| safety.as_ref().is_some_and(|safety| safety.at_risk))
    });
    view! {
        <div class="page">
            <PageHead title=words!(safety.name) back="/settings"/>
            <p class="lead">{words!(safety.lead)}</p>
            {move || at_risk.get().then(|| view! {
                <div class="notice" data-tone="danger"><p>{words!(safety.at_risk)}</p></div>
            })}
            <Copies/>
            <backup::Make/>
            <ThisDevice/>
            <section class="group">
                <h2>{words!(safety.more)}</h2>
                <a class="row" href="/settings/restore">
                    <Icon name="import"/><RowText title=words!(backup.restore) hint=words!(backup.restore_hint)/>
                </a>
                <a class="row" href="/settings/away">
                    <Icon name="undo"/><RowText title=words!(away.name) hint=words!(away.hint)/>
                </a>
            </section>
        </div>
    }
}

/// Where else the journal is, and since when all of it.
#[component]
fn Copies() -> impl IntoView {
    let safety = use_app().safety;
    let of = move |which: fn(&Safety) -> Copy| {
        Signal::derive(move || {
            safety.with(|safety| {
                safety
                    .as_ref()
                    .map(which)
                    .as_ref()
                    .map_or_else(String::new, copy)
            })
        })
    };
    view! {
        <section class="group">
            <h2>{words!(safety.copies)}</h2>
            <div class="row"><Icon name="relay"/><RowText title=words!(safety.relay) hint=of(|safety| safety.relay)/></div>
            <div class="row"><Icon name="download"/><RowText title=words!(safety.backup) hint=of(|safety| safety.backup)/></div>
        </section>
    }
}

/// "All of it, today at 17:42" or "3 changes are not there yet; all of it was on 23 November".
fn copy(copy: &Copy) -> String {
    let when = copy.whole_ms.map(words::when);
    match (when, copy.lacks) {
        (None, 0) => words!(safety.nothing_yet).into(),
        (None, lacks) => words!(safety.never, count = Count(lacks)),
        (Some(when), 0) => words!(safety.whole, when = when),
        (Some(when), lacks) => words!(safety.lacks, count = Count(lacks), when = when),
    }
}

/// How much is kept here, and whether the browser promised to keep it.
#[component]
fn ThisDevice() -> impl IntoView {
    let status = use_app().status;
    let used = storage::used();
    let kept = Signal::derive(move || {
        let kept = status.with(|status| status.as_ref().and_then(|status| status.kept));
        match kept {
            None => words!(settings.kept_unknown),
            Some(true) => words!(settings.kept_yes),
            Some(false) => words!(settings.kept_no),
        }
        .to_owned()
    });
    let room = Signal::derive(move || match used.get() {
        Some((used, Some(quota))) => words!(
            safety.used_of,
            used = words::size(used),
            quota = words::size(quota)
        ),
        Some((used, None)) => words!(safety.used, used = words::size(used)),
        None => words!(safety.used_unknown).into(),
    });
    view! {
        <section class="group">
            <h2>{words!(safety.this_device)}</h2>
            <div class="row"><Icon name="device"/><RowText title=words!(safety.room) hint=room/></div>
            <div class="row"><Icon name="lock"/><RowText title=words!(settings.kept) hint=kept/></div>
        </section>
    }
}
