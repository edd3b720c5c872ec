//! Choices that belong to this device and not to the journal, in the browser's `localStorage`: `early.js` and
//! `boot.js` read some of them before the app runs.

use leptos::prelude::window;

/// What was remembered under `key`.
pub fn recall(key: &str) -> Option<String> {
    let storage = window().local_storage().ok().flatten()?;
    storage.get_item(key).ok().flatten()
}

/// Remembers `value` under `key`. A browser without room for one word forgets the choice; nothing else is lost.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        drop(storage.set_item(key, value));
    }
}
