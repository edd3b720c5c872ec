//! The core as a module worker: postcard bytes both ways. What is said before the worker listens waits here.

use super::core::{Outgoing, Port};
use super::save;
use commonplace_api::wire::{self, FromCore};
use gloo::events::EventListener;
use js_sys::{Object, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

/// What the worker posts once it can hear.
const READY: &str = "ready";

/// Starts the core and connects to it.
pub fn connect(hear: Rc<dyn Fn(FromCore)>) -> Port {
    let worker = match start() {
        Ok(worker) => worker,
        Err(error) => {
            hear(FromCore::Stopped(describe(&error)));
            return Rc::new(|_| ());
        }
    };
    // `Some` until the worker is ready.
    let waiting = Rc::new(RefCell::new(Some(vec![init()])));
    listen(&worker, hear, &waiting);
    Rc::new(move |outgoing| {
        let Some(message) = to_js(&outgoing) else {
            return;
        };
        match waiting.borrow_mut().as_mut() {
            Some(waiting) => waiting.push(message),
            None => post(&worker, &message),
        }
    })
}

fn start() -> Result<Worker, JsValue> {
    let url = address()?.ok_or("the page does not name its core")?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&url, &options)
}

/// Where the page says that the core is.
fn address() -> Result<Option<String>, JsValue> {
    let named = document().query_selector("meta[name=core-js]")?;
    Ok(named.and_then(|meta| meta.get_attribute("content")))
}

fn listen(
    worker: &Worker,
    hear: Rc<dyn Fn(FromCore)>,
    waiting: &Rc<RefCell<Option<Vec<JsValue>>>>,
) {
    let (target, hear_message, waiting) = (worker.clone(), Rc::clone(&hear), Rc::clone(waiting));
    EventListener::new(worker, "message", move |event| {
        let data = event.unchecked_ref::<MessageEvent>().data();
        if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
            match wire::from_bytes(&bytes.to_vec()) {
                Ok(said) => hear_message(said),
                Err(error) => hear_message(FromCore::Stopped(error.to_string())),
            }
        } else if let Some(backup) = made_backup(&data) {
            save::backup(&backup);
        } else if data.as_string().as_deref() == Some(READY) {
            let early = waiting.borrow_mut().take();
            early
                .into_iter()
                .flatten()
                .for_each(|message| post(&target, &message));
        }
    })
    .forget();
    EventListener::new(worker, "error", move |event| {
        let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        hear(FromCore::Stopped(message.unwrap_or_default()));
    })
    .forget();
}

/// First of all the worker is told where the relay that served the app is, and where it itself is: it starts a second
/// one of itself for work that takes much memory.
fn init() -> JsValue {
    let location = window().location();
    let scheme = if location.protocol().is_ok_and(|scheme| scheme == "https:") {
        "wss"
    } else {
        "ws"
    };
    let relay = format!("{scheme}://{}/sync", location.host().unwrap_or_default());
    let told = wrapped("relay", &relay.into());
    if let Ok(Some(core)) = address() {
        // Setting a property of a plain object does not fail.
        drop(Reflect::set(&told, &"core".into(), &core.into()));
    }
    wrapped("init", &told)
}

fn to_js(outgoing: &Outgoing) -> Option<JsValue> {
    match outgoing {
        Outgoing::Said(said) => {
            let bytes = wire::to_bytes(said).ok()?;
            Some(Uint8Array::from(bytes.as_slice()).into())
        }
        Outgoing::Import(files) => Some(wrapped("import", files)),
        Outgoing::Restore(file) => Some(wrapped("restore", file)),
        Outgoing::Photo { entry, photo, file } => {
            let given = Object::new();
            let (entry, photo) = (entry.to_string().into(), photo.to_string().into());
            for (name, value) in [
                ("entry", &entry),
                ("photo", &photo),
                ("file", file.as_ref()),
            ] {
                // Setting a property of a plain object does not fail.
                drop(Reflect::set(&given, &name.into(), value));
            }
            Some(wrapped("photo", &given))
        }
    }
}

/// The file in `{backup: Blob}`.
fn made_backup(data: &JsValue) -> Option<Blob> {
    Reflect::get(data, &"backup".into()).ok()?.dyn_into().ok()
}

fn wrapped(name: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    // Setting a property of a plain object does not fail.
    drop(Reflect::set(&object, &name.into(), value));
    object.into()
}

fn post(worker: &Worker, message: &JsValue) {
    // Bytes and files can always be cloned.
    drop(worker.post_message(message));
}

fn describe(error: &JsValue) -> String {
    error
        .as_string()
        .or_else(|| Some(error.dyn_ref::<js_sys::Error>()?.message().into()))
        .unwrap_or_default()
}
