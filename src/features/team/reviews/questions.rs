//! The five questions, one below the other in the order they are asked in, so that all that was said stays in sight.

use super::page::{OnPage, change, of};
use crate::components::{Icon, SavedText};
use crate::shell::random_id;
use crate::words;
use commonplace_api::team::after_action::{AfterAction, AfterActionChange};
use commonplace_api::{Id, TextChange};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A question that is answered in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Expected,
    Happened,
    Keep,
    Change,
}

impl Asked {
    fn name(self) -> &'static str {
        match self {
            Self::Expected => words!(after_actions.expected),
            Self::Happened => words!(after_actions.happened),
            Self::Keep => words!(after_actions.keep),
            Self::Change => words!(after_actions.change),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Expected => words!(after_actions.expected_hint),
            Self::Happened => words!(after_actions.happened_hint),
            Self::Keep => words!(after_actions.keep_hint),
            Self::Change => words!(after_actions.change_hint),
        }
    }

    fn answer(self, review: &AfterAction) -> String {
        let answer = match self {
            Self::Expected => &review.expected,
            Self::Happened => &review.happened,
            Self::Keep => &review.sustain,
            Self::Change => &review.change,
        };
        answer.clone()
    }

    fn say(self, text: TextChange) -> AfterActionChange {
        match self {
            Self::Expected => AfterActionChange::Expected(text),
            Self::Happened => AfterActionChange::Happened(text),
            Self::Keep => AfterActionChange::Sustain(text),
            Self::Change => AfterActionChange::Change(text),
        }
    }
}

/// All five.
#[component]
pub(super) fn Questions(review: OnPage, fixed: Signal<bool>) -> impl IntoView {
    view! {
        <Question review fixed asked=Asked::Expected/>
        <Question review fixed asked=Asked::Happened/>
        <Whys review fixed/>
        <Question review fixed asked=Asked::Keep/>
        <Question review fixed asked=Asked::Change/>
    }
}

/// One of them; where nothing can be changed, what was answered.
#[component]
fn Question(review: OnPage, fixed: Signal<bool>, asked: Asked) -> impl IntoView {
    let text = review.of(move |review| asked.answer(review));
    let say = move |text| change(review, asked.say(text));
    move || {
        if fixed.get() {
            return view! {
                <section class="review-question" hidden=move || text.with(String::is_empty)>
                    <h2>{asked.name()}</h2>
                    <p class="written" dir="auto">{text}</p>
                </section>
            }
            .into_any();
        }
        view! {
            <section class="review-question">
                <h2>{asked.name()}</h2>
                <SavedText value=text name=asked.name() placeholder=asked.hint() lines=true class="boxed"
                    on_change=Callback::new(say)/>
            </section>
        }
        .into_any()
    }
}

/// Why it came as it did: several reasons, each on its own.
#[component]
fn Whys(review: OnPage, fixed: Signal<bool>) -> impl IntoView {
    let ids = review.of(|review| review.why.iter().map(|why| why.id).collect::<Vec<_>>());
    let nothing = Memo::new(move |_| fixed.get() && ids.with(Vec::is_empty));
    view! {
        <section class="review-question" hidden=nothing>
            <h2>{words!(after_actions.why)}</h2>
            <ul class="reasons" role="list" aria-label=words!(after_actions.why)>
                <For each=move || ids.get() key=|id| *id let:id><Reason review id fixed/></For>
            </ul>
            <Show when=move || !fixed.get()><AddReason review/></Show>
        </section>
    }
}

#[component]
fn Reason(review: OnPage, id: Id, fixed: Signal<bool>) -> impl IntoView {
    let text = review.of(move |review| {
        let why = review.why.iter().find(|why| why.id == id);
        why.map(|why| why.text.clone()).unwrap_or_default()
    });
    let say = move |text| change(review, AfterActionChange::Why(id, text));
    let name = move || words!(after_actions.take_out, text = text.get());
    let remove = move |_| {
        // What it said is still there: it is let in again without words.
        let back = AfterActionChange::AddWhy {
            id,
            text: String::new(),
        };
        let (out, back) = (
            of(review.here, AfterActionChange::RemoveWhy(id)),
            of(review.here, back),
        );
        review.take_out(out, back, words!(after_actions.taken_out));
    };
    let shown = move || {
        if fixed.get() {
            return view! { <p class="written" dir="auto">{text}</p> }.into_any();
        }
        view! {
            <SavedText value=text name=words!(after_actions.why_one) on_change=Callback::new(say)/>
            <button class="icon-button" type="button" aria-label=name on:click=remove><Icon name="close"/></button>
        }
        .into_any()
    };
    view! { <li class="item-line reason">{shown}</li> }
}

#[component]
fn AddReason(review: OnPage) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let add = move |text: String| {
        let id = random_id();
        change(review, AfterActionChange::AddWhy { id, text });
    };
    view! { <AddLine typed name=words!(after_actions.add_why) hint=words!(after_actions.why_hint) add=Callback::new(add)/> }
}

/// A line to type and add; it is empty again afterwards, for the next one.
#[component]
pub(super) fn AddLine(
    typed: RwSignal<String>,
    /// What is added.
    name: &'static str,
    /// What it says while it is empty.
    hint: &'static str,
    /// Told what was typed.
    add: Callback<String>,
) -> impl IntoView {
    let blank = Memo::new(move |_| typed.with(|typed| typed.trim().is_empty()));
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        if !blank.get_untracked() {
            add.run(typed.with_untracked(|typed| typed.trim().to_owned()));
            typed.set(String::new());
        }
    };
    view! {
        <form class="add-line" on:submit=add>
            <input class="input" aria-label=name placeholder=hint autocomplete="off" maxlength="300" dir="auto" bind:value=typed/>
            <button class="button" type="submit" disabled=blank>{words!(after_actions.add)}</button>
        </form>
    }
}
