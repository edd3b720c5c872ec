//! Seconds until a moment, counted down while somebody looks.

use js_sys::Date;
use leptos::prelude::*;
use std::time::Duration;

/// Whole seconds until the moment that `at_ms` says, 0 when it has come or there is none.
pub fn until(at_ms: impl Fn() -> Option<i64> + Send + Sync + 'static) -> Memo<u32> {
    let turn = RwSignal::new(0u32);
    let left = Memo::new(move |_| {
        turn.track();
        at_ms().map_or(0, |at| seconds(at - now_ms()))
    });
    Effect::new(move |_| {
        // Also when the second is still the same one.
        turn.track();
        if left.get() > 0 {
            let next = set_timeout_with_handle(
                move || {
                    turn.try_update(|turn| *turn = turn.wrapping_add(1));
                },
                Duration::from_millis(250),
            );
            if let Ok(next) = next {
                on_cleanup(move || next.clear());
            }
        }
    });
    left
}

/// Milliseconds since 1970 UTC.
#[expect(clippy::cast_possible_truncation, reason = "a date fits 53 bits")]
pub fn now_ms() -> i64 {
    Date::now() as i64
}

fn seconds(ms: i64) -> u32 {
    u32::try_from(ms.max(0).saturating_add(999) / 1000).unwrap_or(u32::MAX)
}
