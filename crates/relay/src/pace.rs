//! How fast one connection may go. The clock is passed in, so this says how long to wait and waits for nothing.

use std::time::{Duration, Instant};

/// A steady rate with room for a burst.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    each: Duration,
    burst: Duration,
    /// When everything taken so far is paid for.
    paid: Instant,
}

impl Pace {
    /// `rate` units a second, `burst` of them at once.
    pub(crate) fn new(rate: u32, burst: u32, now: Instant) -> Self {
        let each = Duration::from_secs(1) / rate.max(1);
        Self {
            each,
            burst: each * burst,
            paid: now,
        }
    }

    /// Takes `units`; answers how long to wait before taking more.
    pub(crate) fn take(&mut self, units: usize, now: Instant) -> Duration {
        let cost = self
            .each
            .saturating_mul(u32::try_from(units).unwrap_or(u32::MAX));
        self.paid = self.paid.max(now) + cost;
        (self.paid - now).saturating_sub(self.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_free_and_the_rest_takes_its_time() {
        let start = Instant::now();
        let mut pace = Pace::new(10, 5, start);
        for _ in 0..5 {
            assert_eq!(pace.take(1, start), Duration::ZERO);
        }
        assert_eq!(pace.take(2, start), Duration::from_millis(200));
        let later = start + Duration::from_secs(1);
        assert_eq!(
            pace.take(2, later),
            Duration::ZERO,
            "rested for longer than it owed"
        );
        assert_eq!(pace.take(8, later), Duration::from_millis(500));
    }
}
