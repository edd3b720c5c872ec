//! Measured numbers: finite, so that they can be compared, drawn and sent.

use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// A finite number between -[`Number::LIMIT`] and [`Number::LIMIT`]; its unit stands elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Number(f64);

/// The number is no number, or too large to be kept exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl core::fmt::Display for NotANumber {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not a number of at most 10^15")
    }
}

impl Number {
    /// Whole numbers up to this are exact.
    pub const LIMIT: f64 = 1e15;

    /// The number; `None` when it is not finite or over [`Number::LIMIT`]. Zero has no sign.
    pub fn new(value: f64) -> Option<Self> {
        let fits = value.is_finite() && value.abs() <= Self::LIMIT;
        fits.then_some(Self(value + 0.0))
    }

    /// The same for one that was calculated: what is too large is the limit, what is no number 0.
    pub fn clamped(value: f64) -> Self {
        Self::new(value.clamp(-Self::LIMIT, Self::LIMIT)).unwrap_or_default()
    }

    /// The value.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Never NaN, and zero has no sign: equal numbers are the same.
impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl TryFrom<f64> for Number {
    type Error = NotANumber;

    fn try_from(value: f64) -> Result<Self, NotANumber> {
        Self::new(value).ok_or(NotANumber)
    }
}

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_are_numbers() {
        for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1.1e15, -1e300] {
            assert_eq!(Number::new(wrong), None, "{wrong}");
        }
        assert_eq!(Number::new(-0.0), Number::new(0.0));
        assert_eq!(
            Number::new(-0.0).map(|n| n.cmp(&Number(0.0))),
            Some(Ordering::Equal)
        );
        assert_eq!(
            Some(Number::clamped(f64::INFINITY)),
            Number::new(Number::LIMIT)
        );
        assert_eq!(Number::clamped(f64::NAN), Number::default());
        let bytes = postcard::to_allocvec(&f64::NAN).unwrap_or_default();
        assert!(postcard::from_bytes::<Number>(&bytes).is_err());
    }
}
