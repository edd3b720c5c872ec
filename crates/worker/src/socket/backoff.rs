//! How long to wait before dialling again: longer each time, and never all devices at once.

const FIRST_MS: u32 = 250;
const LONGEST_MS: u32 = 15_000;

/// How often it failed in a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Milliseconds to wait now, between half and all of a time that doubles with every failure.
    /// `chance` lies in 0..1.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a product of 0..1 and a u32"
    )]
    pub fn next_ms(&mut self, chance: f64) -> u32 {
        let most = FIRST_MS
            .checked_shl(self.failures)
            .unwrap_or(LONGEST_MS)
            .min(LONGEST_MS);
        self.failures = (self.failures + 1).min(16);
        most / 2 + (f64::from(most / 2) * chance) as u32
    }
}
