//! When the app itself fails: an overlay made with nothing but the DOM, because nothing else can be trusted by then.

use crate::words;
use gloo::events::EventListener;
use leptos::prelude::document;
use std::panic;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

/// From now on a panic is shown to the person, and to the console.
pub fn show_panics() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // There is nobody left to tell if this fails too.
        drop(show());
    }));
}

fn show() -> Result<(), JsValue> {
    let body = document().body().ok_or("no body")?;
    let overlay = element("main", "failure", "")?;
    let again = element("button", "button primary", words!(actions.reload))?;
    EventListener::new(&again, "click", |_| super::page::reload()).forget();
    overlay.append_child(&*element("h1", "", words!(frame.failed))?)?;
    overlay.append_child(&*element("p", "lead", words!(frame.failed_lead))?)?;
    let actions = element("div", "actions", "")?;
    actions.append_child(&again)?;
    overlay.append_child(&actions)?;
    body.replace_children_with_node_1(&overlay);
    again
        .dyn_ref::<HtmlElement>()
        .map_or(Ok(()), HtmlElement::focus)
}

fn element(tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
    let made = document().create_element(tag)?;
    made.set_class_name(class);
    made.set_text_content(Some(text));
    Ok(made)
}
