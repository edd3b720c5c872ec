//! The machine that the figures were measured on: without it they say little.

use std::fs;
use std::thread::available_parallelism;

use serde_json::{Value, json};

/// Cores, processor and system, as far as they are known.
pub(super) fn describe() -> Value {
    let processor = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(": ")?.1.to_owned())
    });
    json!({
        "cores": available_parallelism().map_or(0, usize::from),
        "processor": processor,
        "system": std::env::consts::OS,
    })
}

/// How many programs wanted a core during the last minute. More than a few tenths, and figures are too high.
pub(super) fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}
