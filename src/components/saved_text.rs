//! A field of a document that is filled in: every letter is told at once, and what others write shows without taking the
//! caret away. Text that is typed at length has an editor of its own, see `Writing`.

use commonplace_api::TextChange;
use commonplace_api::text::splice_between;
use leptos::ev::{Event, KeyboardEvent};
use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, InputEvent};

/// What the field and its document know of each other.
#[derive(Clone, Copy)]
struct Saved {
    area: NodeRef<Textarea>,
    /// What the field was told last, or told.
    known: StoredValue<String>,
    /// Whether something typed is not known to have arrived.
    waits: StoredValue<bool>,
    on_change: Callback<TextChange>,
}

impl Saved {
    /// Something was typed.
    fn typed(self) {
        let Some(area) = self.area.try_get_untracked().flatten() else {
            return;
        };
        let now = area.value();
        let Some(was) = self.known.try_get_value().filter(|was| *was != now) else {
            return;
        };
        self.known.try_set_value(now.clone());
        self.waits.try_set_value(true);
        self.on_change.run(TextChange { was, now });
    }

    /// The document says `now`. While letters are on their way, an answer that lacks them is older than the field.
    fn told(self, area: &HtmlTextAreaElement, now: &str) {
        let shown = area.value();
        let waits = self.waits.try_get_value().unwrap_or_default();
        if waits && shown != now && is_focused(area) {
            return;
        }
        self.waits.try_set_value(false);
        self.known.try_set_value(now.to_owned());
        let Some(splice) = splice_between(&shown, now) else {
            return;
        };
        let caret = area.selection_end().ok().flatten();
        area.set_value(now);
        if let Some(caret) = caret.filter(|_| is_focused(area)) {
            let moved = if caret >= splice.at + splice.delete {
                let length = commonplace_api::text::units(&splice.insert);
                caret - splice.delete + length
            } else {
                caret.min(splice.at)
            };
            // A textarea can always be selected in.
            drop(area.set_selection_range(moved, moved));
        }
    }

    /// The field lost the focus; also when its page goes, after which nothing of it may be asked any more.
    fn left(self, value: Signal<String>) {
        self.waits.try_set_value(false);
        let area = self.area.try_get_untracked().flatten();
        if let (Some(area), Some(now)) = (area, value.try_get_untracked()) {
            self.told(&area, &now);
        }
    }
}

fn is_focused(area: &HtmlTextAreaElement) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.is_same_node(Some(area)))
}

/// The field. It grows with its text.
#[component]
pub fn SavedText(
    /// What the document holds.
    #[prop(into)]
    value: Signal<String>,
    /// Its name.
    #[prop(into)]
    name: String,
    /// What it says while it is empty.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Class of the textarea, besides `saved-text`.
    #[prop(default = "")]
    class: &'static str,
    /// Whether it can hold several lines.
    #[prop(optional)]
    lines: bool,
    /// Its id, where others look for it.
    #[prop(optional, into)]
    id: Option<String>,
    /// Whether it can only be read.
    #[prop(optional, into)]
    fixed: Signal<bool>,
    /// Told of everything typed.
    on_change: Callback<TextChange>,
) -> impl IntoView {
    let area = NodeRef::<Textarea>::new();
    let saved = Saved {
        area,
        known: StoredValue::new(String::new()),
        waits: StoredValue::new(false),
        on_change,
    };
    Effect::new(move |_| {
        let now = value.get();
        if let Some(area) = area.get() {
            saved.told(&area, &now);
        }
    });
    let input = move |event: Event| {
        let composing = event
            .dyn_ref::<InputEvent>()
            .is_some_and(InputEvent::is_composing);
        if !composing {
            saved.typed();
        }
    };
    let key = move |event: KeyboardEvent| {
        if !lines && event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
        }
    };
    view! {
        <textarea class=format!("saved-text {class}") id=id aria-label=name placeholder=placeholder rows="1" dir="auto"
            autocapitalize="sentences" readonly=fixed node_ref=area
            on:input=input on:keydown=key
            on:compositionend=move |_| saved.typed()
            on:blur=move |_| saved.left(value)></textarea>
    }
}
