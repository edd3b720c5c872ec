//! The page itself: coming and going, its title, where the focus is.

use super::core::Core;
use crate::state::App;
use commonplace_api::wire::ToCore;
use commonplace_api::{Saved, SyncStatus, Update, View};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    BeforeUnloadEvent, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, VisibilityState,
};

const HEADING: &str = "main h1";

/// Tells the core when the page is hidden or shown and when the network comes and goes, and holds the page while
/// something typed is not saved.
pub fn watch(app: App) {
    let core = app.core;
    let tell = move || {
        core.say(if is_hidden() {
            ToCore::Hidden
        } else {
            ToCore::Shown
        });
    };
    EventListener::new(&document(), "visibilitychange", move |_| tell()).forget();
    on_window("pagehide", move || core.say(ToCore::Hidden));
    on_window("pageshow", tell);
    on_window("online", move || core.say(ToCore::Online(true)));
    on_window("offline", move || core.say(ToCore::Online(false)));
    core.say(ToCore::Online(window().navigator().on_line()));
    hold_while_unsaved(app);
}

fn on_window(event: &'static str, heard: impl Fn() + 'static) {
    EventListener::new(&window(), event, move |_| heard()).forget();
}

/// The browser asks before it throws away what is only in this tab.
fn hold_while_unsaved(app: App) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", options, move |event| {
        let saved = app
            .status
            .try_get_untracked()
            .flatten()
            .map(|status| status.saved);
        if matches!(saved, Some(Saved::Saving | Saved::Failed(_))) {
            flush(app.core);
            event.prevent_default();
            event
                .unchecked_ref::<BeforeUnloadEvent>()
                .set_return_value("unsaved");
        }
    })
    .forget();
}

/// Asks the core to write down what waits.
pub fn flush(core: Core) {
    core.say(ToCore::Hidden);
}

/// Whether nobody can see the page.
pub fn is_hidden() -> bool {
    document().visibility_state() == VisibilityState::Hidden
}

/// Loads the page anew.
pub fn reload() {
    // It fails only in a document that is already gone.
    drop(window().location().reload());
}

/// Nothing of the journal is left here: forgets what the app itself remembered, and begins at the first page.
pub fn begin_anew() {
    for storage in [window().local_storage(), window().session_storage()] {
        if let Ok(Some(storage)) = storage {
            // A browser that does not clear it has not kept anything either.
            drop(storage.clear());
        }
    }
    drop(window().location().replace("/"));
}

/// Loads the page anew once everything typed is on the disk. Stays if it cannot be saved: leaving is then the
/// person's decision, and the banner says why.
pub fn reload_when_saved(app: App) {
    flush(app.core);
    if app.stopped.get_untracked().is_some() || !app.is_open().get_untracked() {
        return reload();
    }
    // A new subscription is answered after what was flushed before it.
    app.core.watch(View::Status, |update| {
        if matches!(
            update,
            Update::Status(SyncStatus {
                saved: Saved::Yes,
                ..
            })
        ) {
            reload();
        }
    });
}

/// Gives the place in the history where the page is another address. The router does not hear of it: for pages that
/// are about to be left.
pub fn rename_place(address: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // It fails only for an address of another site.
        drop(history.replace_state_with_url(&state, "", Some(address)));
    }
}

/// Names the window.
pub fn set_title(screen: &str) {
    document().set_title(&format!("{screen} · Commonplace"));
}

/// On another screen, once it stands, moves the focus to `wanted` or to the heading. Somebody who writes already is
/// left alone.
pub fn focus_after_change(wanted: Option<String>) {
    request_animation_frame(move || {
        let writing = document()
            .active_element()
            .is_some_and(|element| is_writing(&element));
        if !writing && !wanted.is_some_and(|wanted| focus(&wanted)) {
            focus(HEADING);
        }
    });
}

/// Moves the focus to the first element that matches, once what is being shown now stands.
pub fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        focus(selector);
    });
}

/// When what has the focus goes, moves it to the heading: nobody has to begin again at the top of the window. It goes
/// once the core has answered, so this waits for a while, and ends when the focus is somewhere else.
pub fn rescue_focus() {
    let held = document().active_element();
    look_after(held, PATIENCE);
}

fn look_after(held: Option<web_sys::Element>, tries: u32) {
    request_animation_frame(move || {
        let is_body = |element: &web_sys::Element| element.tag_name() == "BODY";
        let active = document().active_element();
        let nowhere = active.as_ref().is_none_or(is_body);
        let gone = held
            .as_ref()
            .is_none_or(|held| is_body(held) || !held.is_connected());
        if nowhere && gone {
            focus(HEADING);
        } else if !nowhere && active == held && tries > 0 {
            look_after(held, tries - 1);
        }
    });
}

/// Frames to wait for an element that is about to be there.
const PATIENCE: u32 = 120;

/// Moves the focus to an element once the core has answered and it stands. Gives up after a while.
pub fn focus_when_there(selector: String) {
    look_for(selector, PATIENCE);
}

fn look_for(selector: String, tries: u32) {
    request_animation_frame(move || {
        if !focus(&selector) && tries > 0 {
            look_for(selector, tries - 1);
        }
    });
}

/// Moves the focus to the first element that matches.
pub fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    element.focus().is_ok()
}

/// Scrolls as little as it takes to see the first element that matches.
pub fn reveal(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether the keys are those of a Mac.
pub fn is_mac() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// The key for commands, as it is written on it.
pub fn command_key() -> &'static str {
    if is_mac() { "⌘" } else { "Ctrl" }
}

/// Where this page is, without path: for links that leave it.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Whether keys pressed in `element` are text.
pub fn is_writing(element: &web_sys::Element) -> bool {
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.has_attribute("contenteditable")
}

/// Whether somebody who is in `element` writes: choosing something there is not writing.
pub fn is_text(element: &web_sys::Element) -> bool {
    let chosen = ["checkbox", "radio", "button"].map(Some);
    let kind = element.get_attribute("type");
    is_writing(element) && element.tag_name() != "SELECT" && !chosen.contains(&kind.as_deref())
}
