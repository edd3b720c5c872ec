//! The only impure code of the app: the link to the core, the service worker, files, dates, focus. Whatever waits for
//! the browser waits here, never in a component.

pub mod caret;
pub mod choices;
pub mod core;
pub mod countdown;
pub mod dates;
pub mod device;
pub mod drop;
pub mod failure;
pub mod handing;
pub mod install;
pub mod intl;
pub mod keyboard;
mod kind_of_device;
pub mod language;
pub mod lock;
pub mod page;
pub mod pictures;
pub mod save;
pub mod service_worker;
pub mod storage;
pub mod worker;
pub mod zones;

use crate::app::Root;
use leptos::prelude::*;

/// Starts the app on this page.
pub fn start() {
    handing::take_from_address();
    failure::show_panics();
    choices::apply();
    language::apply();
    mount_to_body(|| view! { <Root connect=worker::connect/> });
}

pub use kind_of_device::name as kind_of_device;

/// A new name for an entry: 16 random bytes.
pub fn random_id() -> commonplace_api::Id {
    let mut id = [0; 16];
    if let Ok(crypto) = window().crypto() {
        // It fails only for more than 64 KiB.
        drop(crypto.get_random_values_with_u8_array(&mut id));
    }
    commonplace_api::Id(id)
}
