//! The way to the page: bytes of `api::wire` both ways, and from the page also `{init}` once and
//! `{import}`, `{restore}` or `{photo}` with files, which only the browser can carry. Another instance
//! of this program may ask for work with `{stretch}`, and says nothing else.

use crate::photo::Given;
use crate::stretch::Asked;
use commonplace_api::wire::{self, FromCore, ToCore};
use gloo::events::EventListener;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, MessageEvent};

/// What the page says.
pub(crate) enum FromPage {
    /// First of all: the relay that served the app, and where this program lies.
    Init { relay: String, core: Option<String> },
    /// From a screen.
    Screen(ToCore),
    /// Files to import.
    Import(Array),
    /// A backup to be read.
    Restore(File),
    /// From another instance: work on a passphrase.
    Stretch(Asked),
    /// A picture for an entry.
    Photo(Given),
}

/// What is posted first of all.
pub(crate) const READY: &str = "ready";

/// Hears the page from now on, and says so: what was posted before may be lost.
pub(crate) fn listen(hear: impl Fn(FromPage) + 'static) {
    let scope = scope();
    EventListener::new(&scope, "message", move |event| {
        if let Some(message) = read(&event.unchecked_ref::<MessageEvent>().data()) {
            hear(message);
        }
    })
    .forget();
    // A string can always be cloned.
    drop(scope.post_message(&READY.into()));
}

/// Tells the page.
pub(crate) fn post(message: &FromCore) {
    if let Ok(bytes) = wire::to_bytes(message) {
        let bytes = Uint8Array::from(&bytes[..]);
        let buffer = Array::of1(&bytes.buffer());
        // The bytes were made for this message: giving them away cannot fail.
        drop(scope().post_message_with_transfer(&bytes, &buffer));
    }
}

/// Hands a backup to the page.
pub(crate) fn post_backup(backup: &Blob) {
    let message = Object::new();
    // Setting a property of a plain object does not fail, and a blob can always be cloned.
    drop(Reflect::set(&message, &"backup".into(), backup));
    drop(scope().post_message(&message));
}

/// The worker itself.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn read(data: &JsValue) -> Option<FromPage> {
    if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
        return wire::from_bytes(&bytes.to_vec()).ok().map(FromPage::Screen);
    }
    let part = |of: &JsValue, name: &str| {
        Reflect::get(of, &name.into())
            .ok()
            .filter(JsValue::is_truthy)
    };
    if let Some(init) = part(data, "init") {
        let relay = part(&init, "relay")?.as_string()?;
        let core = part(&init, "core").and_then(|core| core.as_string());
        return Some(FromPage::Init { relay, core });
    }
    if let Some(file) = part(data, "restore") {
        return file.dyn_into().ok().map(FromPage::Restore);
    }
    if let Some(asked) = part(data, "stretch") {
        return Asked::from_js(&asked).map(FromPage::Stretch);
    }
    if let Some(photo) = part(data, "photo") {
        let id = |name| part(&photo, name)?.as_string()?.parse().ok();
        return Some(FromPage::Photo(Given {
            entry: id("entry")?,
            photo: id("photo")?,
            file: part(&photo, "file")?.dyn_into().ok()?,
        }));
    }
    part(data, "import").map(|files| FromPage::Import(Array::from(&files)))
}
