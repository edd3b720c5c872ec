//! Bringing notes in: picking or dropping them, seeing what would be added, and what was.

mod panel;
mod pick;

use crate::components::PageHead;
use crate::state::use_app;
use crate::words;
use commonplace_api::import::Import;
use leptos::prelude::*;

use panel::Panel;
use pick::DropZone;
pub use pick::{DropAnywhere, PickNotes};

/// The page at `/import`.
#[component]
pub fn ImportScreen() -> impl IntoView {
    let import = use_app().import;
    let idle = Memo::new(move |_| import.with(|import| *import == Import::None));
    let title = Signal::derive(move || {
        import
            .with(title)
            .unwrap_or(words!(import.notes))
            .to_owned()
    });
    view! {
        <div class="page">
            <PageHead title/>
            <Show when=move || idle.get() fallback=Panel>
                <p class="lead">{words!(import.lead)}</p>
                <DropZone/>
                <p class="fine">{words!(import.fine)}</p>
            </Show>
        </div>
        <DropAnywhere/>
    }
}

/// The import under way, above the list of the journal.
#[component]
pub fn ImportCard() -> impl IntoView {
    let import = use_app().import;
    let heading = Memo::new(move |_| import.with(title));
    let is_shown = Memo::new(move |_| heading.with(Option::is_some));
    view! {
        <Show when=move || is_shown.get()>
            <section class="card" aria-label=words!(import.notes)>
                <h2 aria-live="polite">{move || heading.get()}</h2>
                <Panel/>
            </section>
        </Show>
    }
}

fn title(import: &Import) -> Option<&'static str> {
    match import {
        Import::None => None,
        Import::Reading { .. } => Some(words!(import.reading)),
        Import::Preview(_) => Some(words!(import.preview)),
        Import::Adding { .. } => Some(words!(import.adding)),
        Import::Done(_) => Some(words!(import.done)),
        Import::Stopped { .. } => Some(words!(import.stopped)),
    }
}
