//! What a measuring program printed, as JSON.

use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

const STEP: Duration = Duration::from_millis(200);

/// Runs `command`, which prints one JSON object, and ends it after `limit`. What it says besides is shown.
///
/// # Errors
/// When it fails, takes too long or prints something else.
pub(super) fn of(command: &mut Command, limit: Duration) -> Result<Value> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {program}"))?;
    let mut stdout = child.stdout.take().context("its output is not to be had")?;
    let reader = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).map(|_| text)
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > limit {
            process::stop(&mut child);
            bail!("{program} was ended after {} s", limit.as_secs());
        }
        thread::sleep(STEP);
    };
    let Ok(text) = reader.join() else {
        bail!("what {program} printed could not be read");
    };
    if !status.success() {
        bail!("{program} failed ({status})");
    }
    serde_json::from_str(&text?).with_context(|| format!("{program} printed no JSON"))
}
