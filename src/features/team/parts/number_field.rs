//! A number in the browser's own field for it. What is no number is said beside the field and kept nowhere.

use crate::words;
use commonplace_api::team::Number;
use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// What stands in a field; `Err` where it is no number that can be kept.
pub(in crate::features::team) fn read_number(
    input: &HtmlInputElement,
) -> Result<Option<Number>, ()> {
    let typed = input.value();
    if typed.trim().is_empty() {
        // A field with letters in it says that it is empty.
        return if input.check_validity() {
            Ok(None)
        } else {
            Err(())
        };
    }
    let number = typed.trim().parse().ok().and_then(Number::new);
    number.map(Some).ok_or(())
}

/// The field with its label. It tells once the number is whole: a choice is kept with who made it, and nobody chose the
/// 4 of a 42.
#[component]
pub(in crate::features::team) fn NumberField(
    /// Its id.
    id: &'static str,
    /// What the number is.
    label: &'static str,
    /// The number, if there is one.
    #[prop(into)]
    value: Signal<Option<Number>>,
    /// What it is measured in.
    #[prop(into)]
    unit: Signal<String>,
    /// Told of another number, or that there is none.
    on_change: Callback<Option<Number>>,
) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let shown = move || {
        value
            .get()
            .map_or_else(String::new, |number| number.get().to_string())
    };
    let change = move |event: Event| {
        let read = read_number(&event_target(&event));
        wrong.try_set(read.is_err());
        let before = value.try_get_untracked().flatten();
        if let Some(now) = read.ok().filter(|now| *now != before) {
            on_change.run(now);
        }
    };
    let described = format!("{id}-wrong");
    view! {
        <div class="field number-field">
            <label for=id>{label}</label>
            <span class="number">
                <input class="input" id=id type="number" step="any" inputmode="decimal" autocomplete="off" prop:value=shown
                    aria-invalid=move || wrong.get().then_some("true") aria-describedby=described.clone() on:change=change/>
                <span class="quiet-text" dir="auto">{unit}</span>
            </span>
            <p class="error" id=described role="alert">{move || wrong.get().then(|| words!(together.no_number))}</p>
        </div>
    }
}
