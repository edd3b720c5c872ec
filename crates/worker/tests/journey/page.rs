//! What a page does with the core: says things, and waits for an answer it can use.

use commonplace_api::wire::{self, FromCore, ToCore};
use commonplace_api::{Update, View, ViewId};
use js_sys::Uint8Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(module = "/tests/journey/page.js")]
extern "C" {
    async fn next() -> JsValue;
    #[wasm_bindgen(js_name = say)]
    fn say_bytes(bytes: &[u8]);
    pub(crate) fn init(relay: &str);
    pub(crate) fn import_files();
}

thread_local! {
    /// All the core said, for when a test fails.
    static HEARD: RefCell<Vec<String>> = RefCell::default();
}

pub(crate) fn say(message: &ToCore) {
    say_bytes(&wire::to_bytes(message).unwrap());
}

pub(crate) fn watch(id: u32, view: View) {
    say(&ToCore::Subscribe(ViewId(id), view));
}

/// Waits until the core hears.
pub(crate) async fn ready() {
    assert_eq!(next().await.as_string().as_deref(), Some("ready"));
}

/// Waits for a message that `wanted` can use, and gives back what it made of it.
pub(crate) async fn until<T>(wanted: impl Fn(FromCore) -> Option<T>) -> T {
    loop {
        let Some(bytes) = next().await.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec) else {
            panic!("the core said nothing more after {:#?}", HEARD.take());
        };
        let message: FromCore = wire::from_bytes(&bytes).unwrap();
        HEARD.with_borrow_mut(|heard| heard.push(format!("{message:?}")));
        if let FromCore::Stopped(why) = &message {
            panic!("the core stopped: {why}");
        }
        if let Some(found) = wanted(message) {
            return found;
        }
    }
}

/// Waits for an update to one view.
pub(crate) async fn until_update<T>(id: u32, wanted: impl Fn(Update) -> Option<T>) -> T {
    until(|message| match message {
        FromCore::Update(view, update) if view == ViewId(id) => wanted(update),
        _ => None,
    })
    .await
}
