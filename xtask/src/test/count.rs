//! How many tests passed and failed, read from the closing lines of the runners in use.

use std::fmt;
use std::ops::AddAssign;

/// Numbers of tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

impl Count {
    /// What one line of a runner's output says: nothing, for all but its closing lines.
    pub(super) fn in_line(line: &str) -> Self {
        if let Some(result) = line.strip_prefix("test result: ") {
            return Self::of_cargo(result);
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            // Node's test runner says the first, Playwright the others.
            ["#" | "ℹ", "pass", number] | [number, "passed"] | [number, "passed", _] => Self {
                passed: number.parse().unwrap_or(0),
                ..Self::default()
            },
            ["#" | "ℹ", "fail", number] | [number, "failed"] => Self {
                failed: number.parse().unwrap_or(0),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }

    /// Cargo's and wasm-bindgen's: `ok. 3 passed; 0 failed; 0 ignored; ...`.
    fn of_cargo(result: &str) -> Self {
        let mut count = Self::default();
        let (_, numbers) = result.split_once(". ").unwrap_or_default();
        for part in numbers.split("; ") {
            match part.split_once(' ') {
                Some((number, "passed")) => count.passed = number.parse().unwrap_or(0),
                Some((number, "failed")) => count.failed = number.parse().unwrap_or(0),
                _ => {}
            }
        }
        count
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_every_runner_are_read() {
        for (line, passed, failed) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                12,
                0,
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
                3,
                2,
            ),
            ("# pass 7", 7, 0),
            ("ℹ fail 1", 0, 1),
            ("  31 passed (2.4m)", 31, 0),
            ("  2 failed", 0, 2),
        ] {
            assert_eq!(Count::in_line(line), Count { passed, failed }, "{line}");
        }
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "",
            "running 12 tests",
            "test a::b ... ok",
            "# tests 7",
            "the relay passed",
            "2 flaky",
        ] {
            assert_eq!(Count::in_line(line), Count::default(), "{line}");
        }
    }
}
