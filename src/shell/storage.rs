//! Asks the browser to keep the storage, which workers cannot, and how much of it is used.

use super::core::Core;
use commonplace_api::wire::ToCore;
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Asks, and tells the core the answer.
#[expect(
    clippy::disallowed_methods,
    reason = "the shell is where the app waits for the browser"
)]
pub fn ask_to_keep(core: Core) {
    wasm_bindgen_futures::spawn_local(async move {
        let asked = window().navigator().storage().persist();
        let kept = match asked {
            Ok(answer) => JsFuture::from(answer)
                .await
                .is_ok_and(|kept| kept.is_truthy()),
            Err(_) => false,
        };
        core.say(ToCore::Kept(kept));
    });
}

/// Bytes used by this origin, and how many it may use, once the browser has said.
#[expect(
    clippy::disallowed_methods,
    reason = "the shell is where the app waits for the browser"
)]
pub fn used() -> RwSignal<Option<(f64, Option<f64>)>> {
    let used = RwSignal::new(None);
    wasm_bindgen_futures::spawn_local(async move {
        let Ok(asked) = window().navigator().storage().estimate() else {
            return;
        };
        let Ok(said) = JsFuture::from(asked).await else {
            return;
        };
        let number = |name: &str| Reflect::get(&said, &name.into()).ok()?.as_f64();
        if let Some(usage) = number("usage") {
            used.try_set(Some((usage, number("quota"))));
        }
    });
    used
}
