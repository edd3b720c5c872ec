//! A day of the calendar, in the browser's own field for it.

use commonplace_api::Day;
use leptos::prelude::*;

/// The field with its label.
#[component]
pub fn DayField(
    /// What the day is.
    label: &'static str,
    /// The day, if one was chosen.
    #[prop(into)]
    value: Signal<Option<Day>>,
    /// Whether it can only be read.
    #[prop(optional, into)]
    fixed: Signal<bool>,
    /// Told of another day, or that there is none.
    on_change: Callback<Option<Day>>,
) -> impl IntoView {
    let shown = move || value.get().map_or_else(String::new, |day| day.to_string());
    let change = move |event| {
        let typed = event_target_value(&event);
        if typed.is_empty() {
            on_change.run(None);
        } else if let Ok(day) = typed.parse() {
            on_change.run(Some(day));
        }
    };
    view! {
        <label class="day-field">
            <span>{label}</span>
            <input class="input" type="date" prop:value=shown readonly=fixed on:change=change/>
        </label>
    }
}
