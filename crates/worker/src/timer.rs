//! The engine's alarm clock: one timer, for the earliest time it asked for.

use crate::{Feed, clock};
use commonplace_engine::io::Input;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;

/// Browsers count delays in 31 bits.
const LONGEST_MS: i64 = i32::MAX as i64;

#[derive(Default)]
pub(crate) struct Timer {
    running: Rc<RefCell<Option<Timeout>>>,
}

impl Timer {
    /// Feeds [`Input::Tick`] at `at_ms`, milliseconds since 1970 UTC. Replaces the time before.
    pub(crate) fn wake_at(&self, at_ms: i64, feed: &Feed) {
        let delay_ms = at_ms.saturating_sub(clock::now_ms()).clamp(0, LONGEST_MS);
        let (running, feed) = (Rc::clone(&self.running), Rc::clone(feed));
        let timeout = Timeout::new(u32::try_from(delay_ms).unwrap_or(0), move || {
            running.take();
            feed(Input::Tick);
        });
        self.running.replace(Some(timeout));
    }
}
