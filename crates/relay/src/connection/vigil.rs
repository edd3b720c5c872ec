//! When a connection has waited long enough: for a proof, for a sign of life, for its frames to be taken.
//! The clock is passed in.

use crate::settings::Patience;
use std::time::{Duration, Instant};

/// What time made necessary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// Ask whether somebody is there.
    Ping,
    /// Nobody proved anything in time.
    Unproven,
    /// Nobody is there, or nobody reads.
    Gone,
}

/// See the module.
#[derive(Debug)]
pub(super) struct Vigil {
    patience: Patience,
    /// When a stranger's time is up; `None` once it is known.
    proof: Option<Instant>,
    heard: Instant,
    pinged: bool,
    /// Since when something waits for the other side to read.
    stuck: Option<Instant>,
    /// Nothing is read before this: the other side was too fast.
    resume: Option<Instant>,
}

impl Vigil {
    pub(super) fn new(patience: Patience, now: Instant) -> Self {
        let proof = Some(now + patience.proof);
        Self {
            patience,
            proof,
            heard: now,
            pinged: false,
            stuck: None,
            resume: None,
        }
    }

    /// Somebody proved who they are.
    pub(super) fn known(&mut self) {
        self.proof = None;
    }

    /// Something arrived, and nothing more is to be read for `pause`.
    pub(super) fn heard(&mut self, now: Instant, pause: Duration) {
        (self.heard, self.pinged) = (now, false);
        self.resume = (!pause.is_zero()).then(|| now + pause);
    }

    /// Whether the socket is clear of what was queued.
    pub(super) fn sending(&mut self, clear: bool, now: Instant) {
        self.stuck = if clear {
            None
        } else {
            self.stuck.or(Some(now))
        };
    }

    /// Whether the next frame may be read.
    pub(super) fn may_read(&self) -> bool {
        self.resume.is_none()
    }

    /// When to call [`Vigil::look`] next.
    pub(super) fn wake_at(&self) -> Instant {
        let quiet = if self.pinged {
            self.patience.silence
        } else {
            self.patience.ping
        };
        let stuck = self.stuck.map(|since| since + self.patience.silence);
        let others = [self.proof, self.resume, stuck].into_iter().flatten();
        others.fold(self.heard + quiet, Instant::min)
    }

    /// What is due.
    pub(super) fn look(&mut self, now: Instant) -> Option<Due> {
        self.resume = self.resume.filter(|resume| *resume > now);
        let is_over = |since: Instant| now >= since + self.patience.silence;
        if self.proof.is_some_and(|proof| now >= proof) {
            Some(Due::Unproven)
        } else if is_over(self.heard) || self.stuck.is_some_and(is_over) {
            Some(Due::Gone)
        } else if !self.pinged && now >= self.heard + self.patience.ping {
            self.pinged = true;
            Some(Due::Ping)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn strangers_the_silent_and_those_who_do_not_read_run_out_of_time() {
        let start = Instant::now();
        let mut vigil = Vigil::new(Patience::default(), start);
        assert_eq!(vigil.wake_at(), start + seconds(10));
        assert_eq!(vigil.look(start + seconds(10)), Some(Due::Unproven));
        vigil.known();
        assert_eq!(vigil.wake_at(), start + seconds(30));
        assert_eq!(vigil.look(start + seconds(30)), Some(Due::Ping));
        assert_eq!(vigil.look(start + seconds(31)), None, "asked once");
        assert_eq!(vigil.wake_at(), start + seconds(80));
        assert_eq!(vigil.look(start + seconds(80)), Some(Due::Gone));

        let later = start + seconds(60);
        vigil.heard(later, Duration::ZERO);
        vigil.sending(false, start);
        vigil.sending(false, later);
        assert_eq!(
            vigil.look(start + seconds(80)),
            Some(Due::Gone),
            "it speaks but does not read"
        );
        vigil.sending(true, later);
        assert_eq!(vigil.look(start + seconds(80)), None);
    }

    #[test]
    fn who_is_too_fast_is_not_read_for_a_while() {
        let start = Instant::now();
        let mut vigil = Vigil::new(Patience::default(), start);
        vigil.heard(start, seconds(2));
        assert!(!vigil.may_read());
        assert_eq!(vigil.wake_at(), start + seconds(2));
        assert_eq!(vigil.look(start + seconds(1)), None);
        assert!(!vigil.may_read());
        assert_eq!(vigil.look(start + seconds(2)), None);
        assert!(vigil.may_read());
    }
}
