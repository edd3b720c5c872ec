//! Find: everything a person has written, searched while they type.

mod asking;
mod empty;
mod list;
mod narrowing;
mod row;

use crate::shell::page;
use crate::state::use_app;
use crate::words;
use crate::words::Count;
use asking::AskBox;
use commonplace_api::find::Found;
use empty::{Nothing, Start};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use list::{FoundList, Sight, follow};
use narrowing::{Facets, Parts};
use std::time::Duration;

/// How long after the last letter the address follows.
const REST: Duration = Duration::from_millis(300);

/// What is looked for, and what the core said of it.
#[derive(Clone, Copy)]
pub(crate) struct Finding {
    /// What stands in the box.
    typed: RwSignal<String>,
    /// What the core was asked last. Follows what is typed as fast as the core answers.
    query: RwSignal<String>,
    /// What it answered, and to which question.
    found: RwSignal<Option<Answer>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Answer {
    query: String,
    found: Found,
}

impl Finding {
    fn new(typed: String) -> Self {
        let finding = Self {
            query: RwSignal::new(typed.clone()),
            typed: RwSignal::new(typed),
            found: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let typed = finding.typed.get();
            let answered = finding.answered();
            finding.query.maybe_update(|query| {
                let ask = answered.as_ref() == Some(query) && *query != typed;
                if ask {
                    *query = typed;
                }
                ask
            });
        });
        finding
    }

    fn answered(self) -> Option<String> {
        let found = self.found;
        found.with(|found| found.as_ref().map(|answer| answer.query.clone()))
    }

    /// Something of what was found was opened: the search was worth keeping.
    fn opened(self) {
        let query = self.query.get_untracked();
        // The address may not have followed yet, and it is to this place that going back leads.
        page::rename_place(&path(&query));
        if !query.trim().is_empty() {
            use_app()
                .core
                .dispatch(commonplace_api::Command::RememberSearch(query));
        }
    }
}

/// The screen at `/find`, and at `/find?q=…`.
#[component]
pub fn FindScreen() -> impl IntoView {
    let finding = Finding::new(
        use_location()
            .query
            .with_untracked(|query| query.get("q").unwrap_or_default()),
    );
    keep_in_address(finding);
    let sight = Sight::new(finding);
    follow(finding, sight);
    let stage = Memo::new(move |_| finding.found.with(|found| found.as_ref().map(stage)));
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words!(find.name)}</h1>
        <div class="find">
            <div class="find-head">
                <AskBox finding/>
                <Parts finding/>
                <Facets finding/>
                <Said finding/>
            </div>
            {move || match stage.get() {
                Some(Stage::Start) => view! { <Start finding/> }.into_any(),
                Some(Stage::Nothing) => view! { <Nothing finding/> }.into_any(),
                None | Some(Stage::Something) => view! { <FoundList finding sight/> }.into_any(),
            }}
        </div>
    }
}

/// What is below the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Start,
    Nothing,
    Something,
}

fn stage(answer: &Answer) -> Stage {
    if answer.found.parts.is_empty() {
        Stage::Start
    } else if answer.found.total == 0 {
        Stage::Nothing
    } else {
        Stage::Something
    }
}

/// How many were found, for everyone.
#[component]
fn Said(finding: Finding) -> impl IntoView {
    let said = move || {
        finding.found.with(|answer| {
            let answer = answer
                .as_ref()
                .filter(|answer| stage(answer) == Stage::Something)?;
            Some(words!(find.found, count = Count(answer.found.total)))
        })
    };
    view! { <p class="list-note" aria-live="polite" hidden=move || said().is_none()>{said}</p> }
}

/// The address says what is looked for, so that going back leads to it. It follows once the typing rests: the whole
/// router wakes up for it.
fn keep_in_address(finding: Finding) {
    let (address, navigate) = (use_location().query, use_navigate());
    let asked = Memo::new(move |_| address.with(|query| query.get("q").unwrap_or_default()));
    let wrote = StoredValue::new(asked.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let rest = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |_| {
        let (asked, query) = (asked.get(), finding.query.get());
        rest();
        if asked == query {
            return;
        }
        if wrote.get_value() != asked {
            // Somebody followed a link to another search.
            wrote.set_value(asked.clone());
            finding.typed.set(asked);
            return;
        }
        let navigate = navigate.clone();
        let write = move || {
            wrote.try_set_value(query.clone());
            let replace = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&path(&query), replace);
        };
        timer.set_value(set_timeout_with_handle(write, REST).ok());
    });
    on_cleanup(rest);
}

/// Address of a search.
pub fn path(query: &str) -> String {
    if query.is_empty() {
        return "/find".into();
    }
    let query: String = js_sys::encode_uri_component(query).into();
    format!("/find?q={query}")
}
