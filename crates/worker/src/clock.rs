//! The time, as the browser tells it.

use commonplace_engine::io::Now;
use gloo::timers::callback::Timeout;
use js_sys::{Date, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970 UTC.
#[expect(clippy::cast_possible_truncation, reason = "a date fits 53 bits")]
pub fn now_ms() -> i64 {
    Date::now() as i64
}

/// Now, here.
pub fn now() -> Now {
    let ms = now_ms();
    Now {
        ms,
        offset_minutes: offset_minutes(ms),
    }
}

/// Minutes that local time is ahead of UTC at a moment. The browser counts the other way.
#[expect(clippy::cast_possible_truncation, reason = "no offset exceeds a day")]
#[expect(clippy::cast_precision_loss, reason = "dates fit 53 bits")]
pub fn offset_minutes(at_ms: i64) -> i16 {
    -Date::new(&JsValue::from_f64(at_ms as f64)).get_timezone_offset() as i16
}

/// Waits; with 0, lets everything else that waits have its turn.
pub async fn sleep(ms: u32) {
    let promise = Promise::new(&mut |resolve, _reject| {
        Timeout::new(ms, move || drop(resolve.call0(&JsValue::UNDEFINED))).forget();
    });
    // A promise that only resolves cannot fail.
    drop(JsFuture::from(promise).await);
}
