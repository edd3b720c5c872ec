//! What a bench has measured, by name.

use std::time::Duration;

/// Named figures in milliseconds, bytes or plain numbers.
pub type Figures = Vec<(&'static str, f64)>;

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts and sizes are far below 2^52"
)]
pub fn number(number: usize) -> f64 {
    number as f64
}
