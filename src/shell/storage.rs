//! Asks the browser to keep the storage. Workers cannot.

use super::core::Core;
use commonplace_api::wire::ToCore;
use leptos::prelude::window;
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
