//! A link that lets somebody in on its way: out through the clipboard or the system's share sheet, in through the address. What is
//! behind the `#` of an address never leaves the browser, and leaves the address bar before anything is drawn.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where one-time links lead.
const PATH: &str = "/link";

/// Where invites lead.
const INVITES: &str = "/join";

thread_local! {
    /// The link this page was opened with, until it is used.
    static OPENED: RefCell<Option<String>> = const { RefCell::new(None) };
    /// The invite this page was opened with, until somebody asks for it.
    static INVITED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Takes a one-time link or an invite out of the address, so that it is neither seen nor kept there.
pub fn take_from_address() {
    let location = window().location();
    let (Ok(path), Ok(hash), Ok(address)) = (location.pathname(), location.hash(), location.href())
    else {
        return;
    };
    if hash.len() < 2 {
        return;
    }
    match path.as_str() {
        PATH => OPENED.set(Some(address)),
        INVITES => INVITED.set(Some(address)),
        _ => return,
    }
    if let Ok(history) = window().history() {
        // It fails only for an address of another site.
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&path)));
    }
}

/// The link this page was opened with.
pub fn opened() -> Option<String> {
    OPENED.with_borrow(Clone::clone)
}

/// The invite this page was opened with, once.
pub fn take_invite() -> Option<String> {
    INVITED.take()
}

/// It was used, or is not wanted.
pub fn forget() {
    OPENED.set(None);
}

/// Puts `text` on the clipboard, then says whether it is there.
#[expect(
    clippy::disallowed_methods,
    reason = "the shell is where the app waits for the browser"
)]
pub fn copy(text: String, then: impl FnOnce(bool) + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        let clipboard = window().navigator().clipboard();
        then(JsFuture::from(clipboard.write_text(&text)).await.is_ok());
    });
}

/// Whether the system has a share sheet.
pub fn can_share() -> bool {
    share_function().is_some()
}

/// Opens the system's share sheet with an address.
pub fn share(address: &str) {
    let Some(share) = share_function() else {
        return;
    };
    let what = Object::new();
    // A plain object takes any property.
    drop(Reflect::set(&what, &"url".into(), &address.into()));
    drop(share.call1(&window().navigator(), &what));
}

fn share_function() -> Option<Function> {
    let navigator = window().navigator();
    let found = Reflect::get(&navigator, &"share".into()).ok()?;
    found.dyn_into::<Function>().ok()
}
