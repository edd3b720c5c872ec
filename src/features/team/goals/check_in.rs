//! Checking in: what was measured, and what there is to say of it. The same form, filled in, corrects a check-in of one's
//! own; only what was changed is said then, so that what another device says meanwhile stands.

use super::page::{OnPage, change};
use crate::components::{DayField, Sheet, open_while};
use crate::features::team::parts::read_number;
use crate::shell::dates::Moment;
use crate::shell::{page, random_id};
use crate::words;
use commonplace_api::team::Number;
use commonplace_api::team::goal::{CONFIDENCE, CheckIn, CheckInChange, GoalChange, NewCheckIn};
use commonplace_api::{Day, TextChange};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// What was typed.
#[derive(Clone, Copy)]
struct Typed {
    value: NodeRef<Input>,
    wrong: RwSignal<bool>,
    day: RwSignal<Option<Day>>,
    confidence: RwSignal<Option<u8>>,
    note: RwSignal<String>,
    blocker: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        Self {
            value: NodeRef::new(),
            wrong: RwSignal::new(false),
            day: RwSignal::new(None),
            confidence: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            blocker: RwSignal::new(String::new()),
        }
    }

    /// What a check-in says.
    fn of(check_in: &CheckIn) -> Self {
        Self {
            day: RwSignal::new(Some(check_in.day)),
            confidence: RwSignal::new(check_in.confidence),
            note: RwSignal::new(check_in.note.clone()),
            blocker: RwSignal::new(check_in.blocker.clone()),
            ..Self::new()
        }
    }

    fn clear(self) {
        if let Some(input) = self.value.get_untracked() {
            input.set_value("");
        }
        self.day.set(None);
        self.confidence.set(None);
        self.note.set(String::new());
        self.blocker.set(String::new());
    }

    /// The figure; what is none is said beside the field.
    fn number(self) -> Option<Number> {
        let input = self.value.get_untracked()?;
        let number = read_number(&input).ok().flatten();
        self.wrong.set(number.is_none());
        if number.is_none() {
            page::focus(&format!("#{}", input.id()));
        }
        number
    }

    fn day(self) -> Day {
        self.day.get_untracked().unwrap_or_else(Moment::today)
    }
}

fn trimmed(text: RwSignal<String>) -> String {
    text.with_untracked(|text| text.trim().to_owned())
}

/// The form on the page.
#[component]
pub(super) fn CheckInForm(goal: OnPage) -> impl IntoView {
    let typed = Typed::new();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(value) = typed.number() else {
            return;
        };
        let check_in = NewCheckIn {
            id: random_id(),
            day: typed.day(),
            value,
            confidence: typed.confidence.get_untracked(),
            note: trimmed(typed.note),
            blocker: trimmed(typed.blocker),
        };
        change(goal, GoalChange::CheckIn(check_in));
        typed.clear();
        goal.here.app.toast(words!(goals.checked_in).into(), None);
    };
    view! {
        <form class="group check-in" novalidate on:submit=save>
            <h2>{words!(goals.check_in_title)}</h2>
            <Fields id="check-in" goal typed/>
            <div class="actions">
                <button class="button primary" type="submit">{words!(goals.check_in)}</button>
            </div>
        </form>
    }
}

/// The sheet that corrects a check-in; open while there is one to correct.
#[component]
pub(super) fn Correct(goal: OnPage, correcting: RwSignal<Option<CheckIn>>) -> impl IntoView {
    let open = open_while(correcting);
    let form = move || {
        correcting
            .get()
            .map(|check_in| view! { <CorrectForm goal check_in correcting/> })
    };
    view! { <Sheet open title=words!(goals.correct_title)>{form}</Sheet> }
}

#[component]
fn CorrectForm(
    goal: OnPage,
    check_in: CheckIn,
    correcting: RwSignal<Option<CheckIn>>,
) -> impl IntoView {
    let typed = Typed::of(&check_in);
    let was = check_in.value;
    Effect::new(move |_| {
        if let Some(input) = typed.value.get() {
            input.set_value(&was.get().to_string());
        }
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(value) = typed.number() else {
            return;
        };
        for said in corrections(&check_in, value, typed) {
            change(goal, GoalChange::CorrectCheckIn(check_in.id, said));
        }
        correcting.set(None);
        page::rescue_focus();
    };
    view! {
        <form class="stack check-in" novalidate on:submit=save>
            <Fields id="correction" goal typed/>
            <div class="actions">
                <button class="button primary" type="submit">{words!(actions.save)}</button>
                <button class="button quiet" type="button" on:click=move |_| correcting.set(None)>{words!(actions.cancel)}</button>
            </div>
        </form>
    }
}

/// What is different now.
fn corrections(was: &CheckIn, value: Number, typed: Typed) -> Vec<CheckInChange> {
    let mut said = Vec::new();
    if (value, typed.day()) != (was.value, was.day) {
        said.push(CheckInChange::Measured(value, typed.day()));
    }
    let confidence = typed.confidence.get_untracked();
    if confidence != was.confidence {
        said.push(CheckInChange::Confidence(confidence));
    }
    let texts = [
        changed(&was.note, typed.note).map(CheckInChange::Note),
        changed(&was.blocker, typed.blocker).map(CheckInChange::Blocker),
    ];
    said.extend(texts.into_iter().flatten());
    said
}

fn changed(was: &str, typed: RwSignal<String>) -> Option<TextChange> {
    let now = trimmed(typed);
    let was = was.to_owned();
    (was != now).then_some(TextChange { was, now })
}

/// What is filled in.
#[component]
fn Fields(id: &'static str, goal: OnPage, typed: Typed) -> impl IntoView {
    let unit = goal.of(|goal| goal.unit.clone());
    let day = Signal::derive(move || Some(typed.day.get().unwrap_or_else(Moment::today)));
    let (value, wrong) = (format!("{id}-value"), format!("{id}-wrong"));
    view! {
        <div class="days">
            <div class="field number-field">
                <label for=value.clone()>{words!(goals.value)}</label>
                <span class="number">
                    <input class="input" id=value type="number" step="any" inputmode="decimal" autocomplete="off" node_ref=typed.value
                        aria-invalid=move || typed.wrong.get().then_some("true") aria-describedby=wrong.clone()/>
                    <span class="quiet-text" dir="auto">{unit}</span>
                </span>
                <p class="error" id=wrong role="alert">{move || typed.wrong.get().then(|| words!(together.no_number))}</p>
            </div>
            <DayField label=words!(goals.measured_on) value=day on_change=Callback::new(move |day| typed.day.set(day))/>
        </div>
        <Sure confidence=typed.confidence/>
        <Lines id=format!("{id}-note") label=words!(goals.note) text=typed.note/>
        <Lines id=format!("{id}-blocker") label=words!(goals.blocker) text=typed.blocker/>
    }
}

#[component]
fn Lines(id: String, label: &'static str, text: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
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
