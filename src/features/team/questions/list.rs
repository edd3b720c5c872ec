//! The page of all questions: the line in which one asks, the playbook with what is to be looked at again first, and
//! what was asked.

use super::PageLine;
use super::ask::AskLine;
use super::promote::WritePage;
use crate::components::Icon;
use crate::features::team::here::Here;
use crate::features::team::pages::TeamPage;
use crate::features::team::parts::{Listing, Sample};
use crate::words;
use commonplace_api::team::question::{PageRow, QuestionRow};
use commonplace_api::{Update, View};
use leptos::prelude::*;

/// The page at `/team/<team>/questions`.
#[component]
pub(in crate::features::team) fn QuestionsScreen(
    /// The team.
    here: Here,
) -> impl IntoView {
    let writing = RwSignal::new(None::<()>);
    view! {
        <h1 tabindex="-1">{words!(questions.name)}</h1>
        <AskLine here/>
        <Playbook here writing/>
        <Questions here/>
        <WritePage here writing/>
    }
}

#[component]
fn Playbook(here: Here, writing: RwSignal<Option<()>>) -> impl IntoView {
    let pages = RwSignal::new(Vec::<PageRow>::new());
    here.watch(View::Pages, move |update| {
        if let Update::Pages(now) = update {
            pages.try_set(now);
        }
    });
    let rows = move || {
        let pages = pages.get().into_iter();
        pages
            .map(|row| view! { <li><PageLine here row/></li> })
            .collect_view()
    };
    let may_write = here.may_write();
    let is_empty = move || pages.with(Vec::is_empty);
    view! {
        <section class="group" hidden=move || is_empty() && !may_write.get()>
            <h2>{words!(questions.playbook)}</h2>
            <ul class="rows long" role="list" aria-label=words!(questions.playbook) hidden=is_empty>{rows}</ul>
            <Show when=move || may_write.get()>
                <button class="button quiet start" type="button" on:click=move |_| writing.set(Some(()))>
                    <Icon name="add"/>{words!(questions.write_page)}
                </button>
            </Show>
        </section>
    }
}

#[component]
fn Questions(here: Here) -> impl IntoView {
    let questions = RwSignal::new(None::<Vec<QuestionRow>>);
    here.watch(View::Questions, move |update| {
        if let Update::Questions(now) = update {
            questions.try_set(Some(now));
        }
    });
    let list = Listing {
        name: words!(questions.all),
        headed: true,
        empty: [words!(questions.empty), words!(questions.empty_lead)],
    };
    list.of(questions, move |row| view! { <Row here row/> })
}

#[component]
fn Row(here: Here, row: QuestionRow) -> impl IntoView {
    let line = words::questions::line(&row);
    let answer = (!row.answer.is_empty()).then(|| {
        view! { <span class="row-hint" dir="auto">{row.answer}</span> }
    });
    view! {
        <a class="row" href=here.path(TeamPage::Question(row.id))>
            <span class="row-text">
                <span class="row-title" dir="auto">{words::questions::titled(row.title)}</span>
                {answer}
                <span class="row-hint" dir="auto">{line}</span>
                <Sample is=row.sample/>
            </span>
        </a>
    }
}
