//! The line in which one asks, and what may answer it already. A question that was asked before is said to be so before
//! it is asked again; it can be asked all the same.

use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::shell::random_id;
use crate::words;
use commonplace_api::team::question::{Alike, QuestionChange};
use commonplace_api::{Change, Kind, Update, View, ViewId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Letters from which on it is worth looking.
const LEAST: usize = 3;

/// What is typed, and what is like it.
#[derive(Clone, Copy)]
struct Asking {
    here: Here,
    typed: RwSignal<String>,
    alike: RwSignal<Vec<Alike>>,
    watched: StoredValue<Option<ViewId>>,
}

impl Asking {
    fn new(here: Here) -> Self {
        let asking = Self {
            here,
            typed: RwSignal::new(String::new()),
            alike: RwSignal::new(Vec::new()),
            watched: StoredValue::new(None),
        };
        on_cleanup(move || asking.stop());
        asking
    }

    fn stop(self) {
        let watched = self.watched.try_update_value(Option::take).flatten();
        if let Some(watched) = watched {
            self.here.core().unwatch(watched);
        }
    }

    /// Looks for what is like it. What was found stays until more is known.
    fn look(self, typed: String) {
        self.stop();
        let is_short = typed.trim().chars().count() < LEAST;
        self.typed.set(typed.clone());
        if is_short {
            self.alike.set(Vec::new());
            return;
        }
        let view = View::In(self.here.team, Box::new(View::Ask { typed }));
        let watched = self.here.core().watch(view, move |update| {
            if let Update::Ask(alike) = update {
                self.alike.try_set(alike);
            }
        });
        self.watched.set_value(Some(watched));
    }

    fn ask(self) {
        let text = self.typed.with_untracked(|typed| typed.trim().to_owned());
        if text.is_empty() {
            return;
        }
        let change = QuestionChange::Ask(text);
        self.here
            .change(random_id(), Change::Question(self.here.me(), change));
        self.look(String::new());
        self.here.app.toast(words!(questions.asked).into(), None);
    }
}

/// The line and what is offered.
#[component]
pub(super) fn AskLine(
    /// The team.
    here: Here,
) -> impl IntoView {
    let asking = Asking::new(here);
    let may_write = here.may_write();
    let blank = Memo::new(move |_| asking.typed.with(|typed| typed.trim().is_empty()));
    let ask = move |event: SubmitEvent| {
        event.prevent_default();
        asking.ask();
    };
    view! {
        {move || if may_write.get() {
            view! {
                <form class="field" on:submit=ask>
                    <Line asking label=words!(questions.ask_team) hint=words!(questions.ask_hint)/>
                    <div class="actions">
                        <button class="button primary" type="submit" disabled=blank>{words!(questions.ask)}</button>
                    </div>
                </form>
            }
            .into_any()
        } else {
            view! {
                <div class="field" role="search">
                    <Line asking label=words!(questions.look) hint=words!(questions.look_hint)/>
                </div>
            }
            .into_any()
        }}
        <Offered asking/>
    }
}

#[component]
fn Line(asking: Asking, label: &'static str, hint: &'static str) -> impl IntoView {
    view! {
        <label for="ask">{label}</label>
        <input class="input" id="ask" type="text" maxlength="1000" dir="auto" autocomplete="off" aria-describedby="ask-hint"
            prop:value=move || asking.typed.get() on:input=move |event| asking.look(event_target_value(&event))/>
        <p class="hint" id="ask-hint">{hint}</p>
    }
}

#[component]
fn Offered(asking: Asking) -> impl IntoView {
    let repeated = Memo::new(move |_| {
        asking
            .alike
            .with(|alike| alike.iter().any(|one| one.repeated))
    });
    let rows = move || {
        let alike = asking.alike.get().into_iter();
        alike
            .map(|one| view! { <li><Row here=asking.here one/></li> })
            .collect_view()
    };
    view! {
        <section class="group offered" aria-live="polite" hidden=move || asking.alike.with(Vec::is_empty)>
            <h2>{move || if repeated.get() { words!(questions.asked_before) } else { words!(questions.alike) }}</h2>
            <ul class="rows" role="list" aria-label=words!(questions.alike)>{rows}</ul>
        </section>
    }
}

#[component]
fn Row(here: Here, one: Alike) -> impl IntoView {
    let (page, kind) = if one.kind == Kind::Page {
        (TeamPage::Playbook(one.id), words!(questions.page))
    } else {
        (TeamPage::Question(one.id), words!(questions.one))
    };
    let answer = if one.answer.is_empty() {
        words!(questions.no_answer).to_owned()
    } else {
        one.answer
    };
    let helped = (one.helped > 0).then(|| words::questions::helped(one.helped));
    view! {
        <a class="row" href=here.path(page)>
            <span class="row-text">
                <span class="row-title" dir="auto">{words::questions::titled(one.title)}</span>
                <span class="row-hint" dir="auto">{answer}</span>
                <span class="row-hint">{kind}{helped.map(|helped| format!(" · {helped}"))}</span>
            </span>
        </a>
    }
}
