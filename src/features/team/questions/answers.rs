//! The answers to a question, the accepted ones first. Everybody says whether one helped, and nobody says so of their
//! own.

use super::page::{OnPage, change, of};
use crate::components::{Reading, SavedText};
use crate::words;
use commonplace_api::Id;
use commonplace_api::team::question::{Answer, Question, QuestionChange};
use leptos::prelude::*;

/// The list.
#[component]
pub(super) fn Answers(
    question: OnPage,
    fixed: Signal<bool>,
    promoting: RwSignal<Option<String>>,
) -> impl IntoView {
    let ids = question.of(|question| {
        question
            .answers
            .iter()
            .map(|answer| answer.id)
            .collect::<Vec<_>>()
    });
    view! {
        <section class="group">
            <h2>{words!(questions.answers)}</h2>
            <p class="quiet-text" hidden=move || !ids.with(Vec::is_empty)>{words!(questions.no_answer)}</p>
            <ol class="items" role="list" aria-label=words!(questions.answers)>
                <For each=move || ids.get() key=|id| *id let:id><One question id fixed promoting/></For>
            </ol>
        </section>
    }
}

fn find(question: &Question, id: Id) -> Option<&Answer> {
    question.answers.iter().find(|answer| answer.id == id)
}

#[component]
fn One(
    question: OnPage,
    id: Id,
    fixed: Signal<bool>,
    promoting: RwSignal<Option<String>>,
) -> impl IntoView {
    let here = question.here;
    let me = here.me();
    let body = question.of(move |question| {
        find(question, id)
            .map(|answer| answer.body.clone())
            .unwrap_or_default()
    });
    let accepted =
        question.of(move |question| find(question, id).is_some_and(|answer| answer.accepted));
    let byline = question.of(move |question| {
        let answer = find(question, id);
        answer
            .map(|answer| words::questions::byline(answer.by.as_ref(), answer.at))
            .unwrap_or_default()
    });
    let helped = question.of(move |question| {
        let helped = find(question, id).map(|answer| answer.helped.len());
        u32::try_from(helped.unwrap_or_default()).unwrap_or(u32::MAX)
    });
    let is_mine = question.once(move |question| {
        let by = find(question, id).and_then(|answer| answer.by.as_ref());
        by.is_some_and(|by| by.id == me)
    });
    view! {
        <li class="item answer-item" data-accepted=move || accepted.get().then_some("")>
            <Show when=move || accepted.get()><p class="accepted">{words!(questions.accepted)}</p></Show>
            <Reading entry=question.id text=body tick=Callback::new(|_| {}) fixed=Signal::stored(true)/>
            <p class="item-facts" dir="auto">{byline}</p>
            <p class="item-facts" hidden=move || helped.get() == 0>{move || words::questions::helped(helped.get())}</p>
            <Show when=move || !fixed.get()>
                <Tools question id is_mine body accepted promoting/>
            </Show>
        </li>
    }
}

#[component]
fn Tools(
    question: OnPage,
    id: Id,
    is_mine: bool,
    body: Signal<String>,
    accepted: Signal<bool>,
    promoting: RwSignal<Option<String>>,
) -> impl IntoView {
    let here = question.here;
    let me = here.me();
    let helped_me = question.of(move |question| {
        find(question, id).is_some_and(|answer| answer.helped.iter().any(|person| person.id == me))
    });
    let pressed = |is: Signal<bool>| move || if is.get() { "true" } else { "false" };
    let helps = move |_| {
        change(
            question,
            QuestionChange::Helped(id, !helped_me.get_untracked()),
        );
    };
    let accept = move |_| {
        change(
            question,
            QuestionChange::Accept(id, !accepted.get_untracked()),
        );
    };
    let remove = move |_| {
        let (out, back) = (
            QuestionChange::RemoveAnswer(id),
            QuestionChange::RestoreAnswer(id),
        );
        question.take_out(
            of(here, out),
            of(here, back),
            words!(questions.answer_removed),
        );
    };
    let correct =
        Callback::new(move |text| change(question, QuestionChange::CorrectAnswer(id, text)));
    let own = is_mine.then(|| {
        view! {
            <details class="more">
                <summary>{words!(questions.correct)}</summary>
                <SavedText value=body name=words!(questions.correct) lines=true class="boxed" on_change=correct/>
                <button class="button quiet danger-text" type="button" on:click=remove>{words!(questions.remove_answer)}</button>
            </details>
        }
    });
    let others = (!is_mine).then(|| {
        view! { <button class="choice" type="button" aria-pressed=pressed(helped_me) on:click=helps>{words!(questions.this_helped)}</button> }
    });
    view! {
        <div class="choices">
            {others}
            <button class="choice" type="button" aria-pressed=pressed(accepted) on:click=accept>{words!(questions.accept)}</button>
            <button class="choice" type="button" on:click=move |_| promoting.set(Some(body.get_untracked()))>{words!(questions.promote)}</button>
        </div>
        {own}
    }
}
