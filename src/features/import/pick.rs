//! Ways to hand over notes: a small button beside the search, a wide place on the import page, and dropping them
//! anywhere.

use crate::components::Icon;
use crate::shell::core::Core;
use crate::shell::drop;
use crate::state::use_app;
use crate::words;
use leptos::ev::{DragEvent, Event, dragenter, dragleave, dragover, drop as dropped};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

const TAKEN: &str = ".md,.markdown,.txt,.zip,text/markdown,text/plain,application/zip";

/// The input beside the search box.
#[component]
pub fn PickNotes() -> impl IntoView {
    view! {
        <label class="icon-button pick" title=words!(import.notes)>
            <Icon name="import"/>
            <FileInput/>
        </label>
    }
}

/// The wide place of the import page, and the way to give a whole folder.
#[component]
pub(super) fn DropZone() -> impl IntoView {
    let core = use_app().core;
    view! {
        <label class="drop">
            <Icon name="import"/>
            <span class="drop-title">{words!(import.choose)}</span>
            <span class="drop-hint">{words!(import.choose_hint)}</span>
            <FileInput/>
        </label>
        <div class="actions">
            <label class="button pick">
                {words!(import.choose_folder)}
                <input type="file" prop:webkitdirectory=true multiple aria-label=words!(import.folder)
                    on:change=move |event| picked(core, &event)/>
            </label>
        </div>
    }
}

#[component]
fn FileInput() -> impl IntoView {
    let core = use_app().core;
    view! {
        <input type="file" multiple accept=TAKEN aria-label=words!(import.notes)
            on:change=move |event| picked(core, &event)/>
    }
}

fn picked(core: Core, event: &Event) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    if let Some(files) = input.files() {
        drop::import_picked(core, &files);
    }
    // The same files can be picked again.
    input.set_value("");
}

/// Takes files that are dropped anywhere on the screen, and says so while they are dragged over it.
#[component]
pub fn DropAnywhere() -> impl IntoView {
    let core = use_app().core;
    // Entering a child comes before leaving its parent: the drag is over when both are even.
    let depth = RwSignal::new(0_i32);
    let has_files = |event: &DragEvent| drop::has_files(event.data_transfer().as_ref());
    let listeners = [
        window_event_listener(dragenter, move |event| {
            if has_files(&event) {
                depth.try_update(|depth| *depth += 1);
            }
        }),
        window_event_listener(dragleave, move |event| {
            if has_files(&event) {
                depth.try_update(|depth| *depth = (*depth - 1).max(0));
            }
        }),
        window_event_listener(dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
            }
        }),
        window_event_listener(dropped, move |event| {
            if let Some(files) = event.data_transfer().filter(|_| has_files(&event)) {
                event.prevent_default();
                depth.try_set(0);
                drop::import_dropped(core, &files);
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    view! { <div class="drop-overlay" hidden=move || depth.get() == 0><p>{words!(import.drop)}</p></div> }
}
