//! Skills: the person's own and those that come with Commonplace, and where they placed themselves over time.

mod page;
mod place;
mod trend;

pub use page::SkillScreen;

use crate::components::{Icon, PageHead};
use crate::routes::document_path;
use crate::shell::random_id;
use crate::state::use_app;
use crate::words;
use commonplace_api::skill::{SkillChange, SkillRow, Starter};
use commonplace_api::{Change, Command, Kind, TextChange, Update, View};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use trend::Trend;

/// The page at `/skills`.
#[component]
pub fn SkillsScreen() -> impl IntoView {
    let core = use_app().core;
    let skills = RwSignal::new(None::<Vec<SkillRow>>);
    core.watch_here(View::Skills, move |update| {
        if let Update::Skills(now) = update {
            skills.try_set(Some(now));
        }
    });
    let list = move || {
        skills.with(|skills| match skills.as_deref() {
            None => view! { <div class="skeletons" aria-hidden="true"><i></i><i></i><i></i></div> }.into_any(),
            Some([]) => view! {
                <div class="empty"><h2>{words!(skills.empty)}</h2><p>{words!(skills.empty_lead)}</p></div>
            }
            .into_any(),
            Some(rows) => {
                let rows = rows.iter().map(|row| view! { <li><Row row=row.clone()/></li> });
                let rows = rows.collect_view();
                view! { <ul class="rows long" role="list" aria-label=words!(skills.name)>{rows}</ul> }.into_any()
            }
        })
    };
    view! {
        <div class="page skills">
            <PageHead title=words!(skills.name)/>
            <p class="lead">{words!(skills.hint)}</p>
            {list}
            <Add/>
            <Starters skills/>
        </div>
    }
}

#[component]
fn Row(row: SkillRow) -> impl IntoView {
    let level = row.trend.last().copied();
    let hint = match level {
        None => words!(skills.not_placed).to_owned(),
        Some(level) => words::skills::standing(level, row.target),
    };
    let sentence = level.map(|level| words::skills::sentence(row.starter, level, &row.sentence));
    let sentence = sentence.filter(|sentence| !sentence.is_empty());
    let name = if row.name.is_empty() {
        words!(skills.untitled).to_owned()
    } else {
        row.name
    };
    view! {
        <a class="row skill-row" href=document_path(Kind::Skill, row.id)>
            <span class="row-text">
                <span class="row-title" dir="auto">{name}</span>
                <span class="row-hint">{hint}</span>
                {sentence.map(|sentence| view! { <span class="row-hint" dir="auto">{sentence}</span> })}
            </span>
            <Trend levels=row.trend target=row.target/>
        </a>
    }
}

/// A skill of one's own.
#[component]
fn Add() -> impl IntoView {
    let core = use_app().core;
    let name = RwSignal::new(String::new());
    let blank = Memo::new(move |_| name.with(|name| name.trim().is_empty()));
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        if blank.get_untracked() {
            return;
        }
        let change = SkillChange::Name(TextChange {
            was: String::new(),
            now: name.get_untracked().trim().into(),
        });
        core.dispatch(Command::Change {
            id: random_id(),
            change: Change::Skill(change),
        });
        name.set(String::new());
    };
    view! {
        <form class="add-line" on:submit=add>
            <input class="input" aria-label=words!(skills.new_name) placeholder=words!(skills.new_name) autocomplete="off"
                maxlength="80" dir="auto" bind:value=name/>
            <button class="button" type="submit" disabled=blank>{words!(skills.add)}</button>
        </form>
    }
}

/// Those of the twelve that were not chosen yet.
#[component]
fn Starters(skills: RwSignal<Option<Vec<SkillRow>>>) -> impl IntoView {
    let core = use_app().core;
    let left = Memo::new(move |_| {
        let rows = skills.get().unwrap_or_default();
        let is_left = |starter: &Starter| !rows.iter().any(|row| row.id == starter.id());
        Starter::ALL.into_iter().filter(is_left).collect::<Vec<_>>()
    });
    // Open from the start where there are none, and not shut while somebody chooses.
    let open = Memo::new(move |before: Option<&bool>| {
        let is_empty = skills.with(|skills| skills.as_ref().is_some_and(Vec::is_empty));
        is_empty || before.copied().unwrap_or(false)
    });
    let choose = move |starter: Starter| {
        let name = words::skills::name(starter).to_owned();
        core.dispatch(Command::Change {
            id: starter.id(),
            change: Change::Skill(SkillChange::Starter(starter, name)),
        });
        crate::shell::page::rescue_focus();
    };
    let row = move |starter: Starter| {
        view! {
            <li>
                <button class="row" type="button" on:click=move |_| choose(starter)>
                    <Icon name="add"/>
                    <span class="row-text">
                        <span class="row-title">{words::skills::name(starter)}</span>
                        <span class="row-hint">{words::skills::of_starter(starter, 3)}</span>
                    </span>
                </button>
            </li>
        }
    };
    view! {
        <details class="more" open=open hidden=move || left.with(Vec::is_empty)>
            <summary>{words!(skills.starters)}</summary>
            <ul class="rows" role="list" aria-label=words!(skills.starters)>
                {move || left.get().into_iter().map(row).collect_view()}
            </ul>
        </details>
    }
}
