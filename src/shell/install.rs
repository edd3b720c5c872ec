//! Installing the app: the browser's own offer where there is one, and how to do it by hand on iOS.

use crate::state::App;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::Event;

thread_local! {
    /// The browser's offer, kept until the person wants it.
    static OFFER: RefCell<Option<Event>> = const { RefCell::new(None) };
}

/// Keeps the browser's offer for the settings screen instead of letting it appear by itself.
pub fn watch(app: App) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeinstallprompt", options, move |event| {
        event.prevent_default();
        OFFER.set(Some(event.clone()));
        app.installable.try_set(true);
    })
    .forget();
    EventListener::new(&window(), "appinstalled", move |_| {
        OFFER.set(None);
        app.installable.try_set(false);
    })
    .forget();
}

/// Shows the browser's offer. It can be shown once.
pub fn offer(app: App) {
    app.installable.set(false);
    let Some(event) = OFFER.take() else { return };
    let prompt = Reflect::get(&event, &"prompt".into())
        .ok()
        .and_then(|found| found.dyn_into::<Function>().ok());
    if let Some(prompt) = prompt {
        // What the person answers is the browser's business.
        drop(prompt.call0(&event));
    }
}

/// Whether the app runs in a window of its own.
pub fn is_installed() -> bool {
    let query = window()
        .match_media("(display-mode: standalone)")
        .ok()
        .flatten();
    query.is_some_and(|query| query.matches())
}

/// Whether it has to be installed by hand, through Safari's share menu.
pub fn is_by_hand() -> bool {
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let touch = Reflect::get(&navigator, &"maxTouchPoints".into())
        .ok()
        .and_then(|n| n.as_f64())
        .unwrap_or(0.0);
    !is_installed() && (agent.contains("iPhone") || (agent.contains("Macintosh") && touch > 1.0))
}
