//! Gives a file to the browser to be kept wherever the person keeps files.

use super::dates::Moment;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The browser needs the file for as long as it saves it, and does not say when it has.
const KEEP_MS: u32 = 60_000;

/// Offers a backup, named by the day.
pub fn backup(blob: &Blob) {
    let day = Moment::now().machine();
    let day = day.get(..10).unwrap_or_default();
    // Without an address there is nothing to offer; the core still has the journal.
    drop(offer(blob, &format!("commonplace-{day}.commonplace")));
}

/// Offers an event for the person's calendar.
pub fn calendar(event: &str) {
    let options = BlobPropertyBag::new();
    options.set_type("text/calendar");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&event.into()), &options);
    // It fails where a page may not offer files; the browser says so itself.
    drop(blob.and_then(|blob| offer(&blob, "commonplace.ics")));
}

fn offer(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Timeout::new(KEEP_MS, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}
