//! A field of a form that is kept as it is typed. What it shows is only replaced while nobody writes in it; what others
//! wrote meanwhile is kept by the core, because every change says what it was made from.

use crate::editing::direction;
use commonplace_api::TextChange;
use leptos::html::Textarea;
use leptos::prelude::*;

/// A text area under a heading that names it.
#[component]
pub(super) fn Answer(
    /// Id of the element.
    id: &'static str,
    /// Id of the heading.
    named_by: &'static str,
    /// What the core knows.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it cannot be changed.
    #[prop(into)]
    fixed: Signal<bool>,
    /// Told what was typed.
    typed: Callback<TextChange>,
) -> impl IntoView {
    let area = NodeRef::<Textarea>::new();
    let shown = StoredValue::new(String::new());
    let way = RwSignal::new("ltr");
    let take = move |now: String| {
        way.set(direction(&now));
        shown.set_value(now);
    };
    Effect::new(move |_| {
        let Some(area) = area.get() else { return };
        let known = text.get();
        let writing = document()
            .active_element()
            .is_some_and(|active| active.is_same_node(Some(&area)));
        if !writing && known != area.value() {
            area.set_value(&known);
            take(known);
        } else if shown.with_value(String::is_empty) {
            take(known);
        }
    });
    let on_input = move |_| {
        let Some(now) = area.get_untracked().map(|area| area.value()) else {
            return;
        };
        let was = shown.get_value();
        take(now.clone());
        typed.run(TextChange { was, now });
    };
    view! {
        <textarea class="input answer" id=id aria-labelledby=named_by rows="4" autocapitalize="sentences" node_ref=area
            dir=move || way.get() readonly=move || fixed.get() on:input=on_input></textarea>
    }
}
