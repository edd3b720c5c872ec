//! Checking in: what was measured, and what there is to say of it.

use super::page::{OnPage, change};
use crate::components::DayField;
use crate::features::team::parts::read_number;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::words;
use commonplace_api::Day;
use commonplace_api::team::goal::{CONFIDENCE, GoalChange, NewCheckIn};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// What was typed, besides the number.
#[derive(Clone, Copy)]
struct Typed {
    day: RwSignal<Option<Day>>,
    confidence: RwSignal<Option<u8>>,
    note: RwSignal<String>,
    blocker: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        Self {
            day: RwSignal::new(None),
            confidence: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            blocker: RwSignal::new(String::new()),
        }
    }

    fn clear(self) {
        self.day.set(None);
        self.confidence.set(None);
        self.note.set(String::new());
        self.blocker.set(String::new());
    }
}

/// The form.
#[component]
pub(super) fn CheckInForm(goal: OnPage) -> impl IntoView {
    let typed = Typed::new();
    let value = NodeRef::<Input>::new();
    let wrong = RwSignal::new(false);
    let unit = goal.of(|goal| goal.unit.clone());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = value.get_untracked() else {
            return;
        };
        let Ok(Some(number)) = read_number(&input) else {
            wrong.set(true);
            page::focus_soon("#check-in-value");
            return;
        };
        wrong.set(false);
        let check_in = NewCheckIn {
            id: random_id(),
            day: typed.day.get_untracked().unwrap_or_else(Moment::today),
            value: number,
            confidence: typed.confidence.get_untracked(),
            note: typed.note.with_untracked(|note| note.trim().to_owned()),
            blocker: typed
                .blocker
                .with_untracked(|blocker| blocker.trim().to_owned()),
        };
        change(goal, GoalChange::CheckIn(check_in));
        input.set_value("");
        typed.clear();
        goal.here.app.toast(words!(goals.checked_in).into(), None);
    };
    let day = Signal::derive(move || Some(typed.day.get().unwrap_or_else(Moment::today)));
    view! {
        <form class="group check-in" novalidate on:submit=save>
            <h2>{words!(goals.check_in_title)}</h2>
            <div class="days">
                <div class="field number-field">
                    <label for="check-in-value">{words!(goals.value)}</label>
                    <span class="number">
                        <input class="input" id="check-in-value" type="number" step="any" inputmode="decimal" autocomplete="off"
                            node_ref=value aria-invalid=move || wrong.get().then_some("true") aria-describedby="check-in-wrong"/>
                        <span class="quiet-text" dir="auto">{unit}</span>
                    </span>
                    <p class="error" id="check-in-wrong" role="alert">{move || wrong.get().then(|| words!(together.no_number))}</p>
                </div>
                <DayField label=words!(goals.measured_on) value=day on_change=Callback::new(move |day| typed.day.set(day))/>
            </div>
            <Sure confidence=typed.confidence/>
            <Lines id="check-in-note" label=words!(goals.note) text=typed.note/>
            <Lines id="check-in-blocker" label=words!(goals.blocker) text=typed.blocker/>
            <div class="actions">
                <button class="button primary" type="submit">{words!(goals.check_in)}</button>
            </div>
        </form>
    }
}

#[component]
fn Lines(id: &'static str, label: &'static str, text: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea class="input" id=id rows="2" dir="auto" prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))></textarea>
        </div>
    }
}

/// How sure one is, from 1 on. Pressed once more it is not said.
#[component]
fn Sure(confidence: RwSignal<Option<u8>>) -> impl IntoView {
    let options = (1..=CONFIDENCE).map(|n| {
        let choose = move |_| {
            confidence.update(|chosen| *chosen = if *chosen == Some(n) { None } else { Some(n) });
        };
        let n_words = words::number(u32::from(n));
        let label = words!(goals.confidence_is, n = n_words.clone());
        let pressed = move || if confidence.get() == Some(n) { "true" } else { "false" };
        view! { <button class="choice" type="button" aria-label=label aria-pressed=pressed on:click=choose>{n_words}</button> }
    });
    view! {
        <div role="group" aria-label=words!(goals.confidence)>
            <p class="hint">{words!(goals.confidence)}</p>
            <div class="choices">{options.collect_view()}</div>
        </div>
    }
}
