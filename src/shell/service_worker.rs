//! The service worker, in release builds: looks for a new version, says when one waits, and takes it when the person
//! agrees, after everything typed was flushed. The other half of the conversation is in `public/sw.js`.

use crate::shell::page;
use crate::state::App;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::mem::replace;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

const HOUR_MS: u32 = 3_600_000;

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = const { RefCell::new(None) };
    static TAKING: Cell<bool> = const { Cell::new(false) };
}

/// Registers the worker and looks for new versions from now on. Does nothing in a debug build, whose files change
/// without notice.
pub fn watch(app: App) {
    if cfg!(debug_assertions) {
        return;
    }
    let Some(container) = container() else { return };
    // The first worker of a page that had none only takes up its work.
    let mut had_one = container.controller().is_some();
    EventListener::new(&container, "controllerchange", move |_| {
        if replace(&mut had_one, true) || TAKING.get() {
            // Another tab may have asked for it: what is typed here comes first.
            page::reload_when_saved(app);
        }
    })
    .forget();
    register(app, &container);
    let document = document();
    EventListener::new(&document, "visibilitychange", |_| look_for_new()).forget();
    EventListener::new(&window(), "focus", |_| look_for_new()).forget();
    EventListener::new(&window(), "pageshow", |_| look_for_new()).forget();
    Interval::new(HOUR_MS, look_for_new).forget();
}

/// Takes the version that waits: what is typed is flushed first, and the page reloads once the new worker answers.
pub fn take_new_version(app: App) {
    page::flush(app.core);
    TAKING.set(true);
    let waiting =
        REGISTRATION.with_borrow(|held| held.as_ref().and_then(ServiceWorkerRegistration::waiting));
    match waiting {
        Some(worker) => {
            let message = Object::new();
            // Neither fails: a plain object with a word in it.
            drop(Reflect::set(&message, &"type".into(), &"skip".into()));
            drop(worker.post_message(&message));
        }
        None => page::reload_when_saved(app),
    }
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    // Absent where the address is not secure.
    let found = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    found.dyn_into().ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the shell is where the app waits for the browser"
)]
fn register(app: App, container: &ServiceWorkerContainer) {
    let Some(registered) = call_register(container) else {
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(registration) = JsFuture::from(registered).await else {
            return;
        };
        // Whoever forbids workers may answer with nothing at all.
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        let held = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            watch_installing(app, &held);
        })
        .forget();
        watch_installing(app, &registration);
        tell_if_waiting(app, &registration);
        REGISTRATION.set(Some(registration));
        look_for_new();
    });
}

/// `register("/sw.js", { updateViaCache: "none" })`: the script itself is never taken from a cache.
fn call_register(container: &ServiceWorkerContainer) -> Option<Promise> {
    let options = Object::new();
    Reflect::set(&options, &"updateViaCache".into(), &"none".into()).ok()?;
    let register: Function = Reflect::get(container, &"register".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: JsValue = register.call2(container, &"/sw.js".into(), &options).ok()?;
    promise.dyn_into().ok()
}

fn watch_installing(app: App, registration: &ServiceWorkerRegistration) {
    let Some(worker) = registration.installing() else {
        return;
    };
    let registration = registration.clone();
    EventListener::new(&worker, "statechange", move |_| {
        tell_if_waiting(app, &registration);
    })
    .forget();
}

fn tell_if_waiting(app: App, registration: &ServiceWorkerRegistration) {
    let takes_over = container().is_some_and(|container| container.controller().is_some());
    if takes_over && registration.waiting().is_some() {
        app.new_version.try_set(true);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the shell is where the app waits for the browser"
)]
fn look_for_new() {
    if page::is_hidden() {
        return;
    }
    let looking =
        REGISTRATION.with_borrow(|held| held.as_ref().and_then(|held| held.update().ok()));
    if let Some(looking) = looking {
        // Without a network there is simply nothing new.
        wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(looking).await) });
    }
}
