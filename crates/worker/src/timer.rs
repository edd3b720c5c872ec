//! The engine's alarm clock: one timer, for the earliest time it asked for. Never early: an
//! engine woken before its time finds nothing to do, and asks for nothing more.

use crate::{Feed, clock};
use commonplace_engine::io::Input;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;

/// Browsers count delays in 31 bits.
const LONGEST_MS: i64 = i32::MAX as i64;

#[derive(Clone, Default)]
pub(crate) struct Timer {
    running: Rc<RefCell<Option<Timeout>>>,
}

impl Timer {
    /// Feeds [`Input::Tick`] at `at_ms`, milliseconds since 1970 UTC. Replaces the time before.
    pub(crate) fn wake_at(&self, at_ms: i64, feed: &Feed) {
        let delay_ms = at_ms.saturating_sub(clock::now_ms()).clamp(0, LONGEST_MS);
        let (timer, feed) = (self.clone(), Rc::clone(feed));
        let timeout = Timeout::new(u32::try_from(delay_ms).unwrap_or(0), move || {
            let _running = timer.running.take();
            // Delays are measured by another clock than the time of day, and rounded.
            if clock::now_ms() < at_ms {
                timer.wake_at(at_ms, &feed);
            } else {
                feed(Input::Tick);
            }
        });
        self.running.replace(Some(timeout));
    }
}
