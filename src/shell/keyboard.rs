//! Keyboards that lie over the page instead of making it smaller, as on an iPhone: how high one is becomes `--keyboard`,
//! and the frame ends above it, so that caret and toolbar stay in sight.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, VisualViewport};

/// Keeps `--keyboard` true for as long as the page lives.
pub fn watch() {
    let Some(seen) = window().visual_viewport() else {
        return;
    };
    for event in ["resize", "scroll"] {
        let now = seen.clone();
        EventListener::new(&seen, event, move |_| fit(&now)).forget();
    }
}

fn fit(seen: &VisualViewport) {
    let page = document()
        .document_element()
        .and_then(|page| page.dyn_into::<HtmlElement>().ok());
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let (Some(page), Some(height)) = (page, height) else {
        return;
    };
    // Whoever zooms in sees less of the page, and no keyboard.
    let is_zoomed = (seen.scale() - 1.0).abs() > 0.01;
    let hidden = if is_zoomed {
        0.0
    } else {
        (height - seen.height()).max(0.0)
    };
    // Setting a property that exists does not fail.
    drop(
        page.style()
            .set_property("--keyboard", &format!("{}px", hidden.round())),
    );
    if hidden > 0.0 {
        // What the browser scrolled away to make room is there now.
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}
