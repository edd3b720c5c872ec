//! Before anything is typed: what was looked for last, and what can be typed. And when nothing is found.

use super::Finding;
use crate::components::Icon;
use crate::shell::page;
use crate::state::use_app;
use crate::words;
use commonplace_api::Command;
use leptos::prelude::*;

/// What was looked for on this device, and hints.
#[component]
pub(super) fn Start(finding: Finding) -> impl IntoView {
    let recent = Memo::new(move |_| {
        finding.found.with(|answer| {
            let found = answer.as_ref().map(|answer| &answer.found);
            found.map(|found| found.recent.clone()).unwrap_or_default()
        })
    });
    let core = use_app().core;
    let forget = move |_| {
        core.dispatch(Command::ForgetSearches);
        page::focus("#find");
    };
    let again = move |query: String| {
        let typed = query.clone();
        view! {
            <li><button class="row" type="button" on:click=move |_| look_for(finding, &typed)>
                <Icon name="search"/><span class="row-text" dir="auto">{query}</span>
            </button></li>
        }
    };
    let recent = move || {
        let recent = recent.get();
        (!recent.is_empty()).then(|| view! {
            <section class="group" aria-label=words!(find.recent)>
                <div class="group-head">
                    <h2>{words!(find.recent)}</h2>
                    <button class="button quiet" type="button" on:click=forget>{words!(find.forget)}</button>
                </div>
                <ul class="find-recent" role="list">{recent.into_iter().map(again).collect::<Vec<_>>()}</ul>
                <p class="fine">{words!(find.recent_lead)}</p>
            </section>
        })
    };
    view! {
        <div class="find-start">
            {recent}
            <section class="group" aria-label=words!(find.hints)>
                <h2>{words!(find.hints)}</h2>
                <ul class="find-hints" role="list">{hints(finding)}</ul>
            </section>
        </div>
    }
}

/// What can be typed besides words. Pressing one begins it.
fn hints(finding: Finding) -> Vec<impl IntoView> {
    let hints = [
        ("\"", "\"\u{2026}\"", words!(find.hint_phrase_what)),
        ("tag:", "tag:", words!(find.hint_tag_what)),
        ("kind:plan ", "kind:plan", words!(find.hint_kind_what)),
        ("before:", "before:", words!(find.hint_before_what)),
        ("starred ", "starred", words!(find.hint_starred_what)),
        ("-", "-", words!(find.hint_not_what)),
    ];
    let hint = move |(begin, example, what): (&'static str, &'static str, &'static str)| {
        view! {
            <li><button class="row" type="button" on:click=move |_| look_for(finding, begin)>
                <code>{example}</code><span class="row-text">{what}</span>
            </button></li>
        }
    };
    hints.into_iter().map(hint).collect()
}

fn look_for(finding: Finding, query: &str) {
    finding.typed.set(query.to_owned());
    page::focus("#find");
}

/// Nothing was found.
#[component]
pub(super) fn Nothing(finding: Finding) -> impl IntoView {
    let complete = Memo::new(move |_| {
        finding
            .found
            .with(|answer| answer.as_ref().is_none_or(|answer| answer.found.complete))
    });
    let lead = move || {
        if complete.get() {
            words!(find.nothing_lead)
        } else {
            words!(find.not_all_yet)
        }
    };
    view! {
        <div class="empty">
            <h2>{words!(find.nothing)}</h2>
            <p>{lead}</p>
            <div class="actions">
                <button class="button" type="button" on:click=move |_| look_for(finding, "")>
                    {words!(journal.clear_search)}
                </button>
            </div>
        </div>
    }
}
