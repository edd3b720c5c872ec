//! automerge-repo with its WebSocket sync server, for what we receive: the same notes on the same machine right after.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::report;
use crate::setup;
use crate::workspace::{self, Workspace};

/// It may take so long for each set of notes.
const EACH: Duration = Duration::from_secs(150);
/// More than it takes to start.
const START: Duration = Duration::from_mins(2);
const FILES: [&str; 3] = ["bench.js", "package.json", "package-lock.json"];

/// What it takes to receive each of `sets`, files of notes, one document a note.
pub(super) fn receive(workspace: &Workspace, sets: &[PathBuf]) -> Result<Value> {
    let mut command = Command::new("node");
    command
        .current_dir(ready(workspace)?)
        .arg("bench.js")
        .arg(EACH.as_secs().to_string())
        .args(sets);
    report::of(&mut command, EACH * u32::try_from(sets.len())? + START)
}

/// Its packages, outside the checkout: nothing of ours depends on them.
fn ready(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace::cache()?.join("bench-peer");
    fs::create_dir_all(&folder)?;
    for file in FILES {
        let from = workspace.path("tests/bench/peer").join(file);
        fs::copy(&from, folder.join(file))
            .with_context(|| format!("{} is missing", from.display()))?;
    }
    setup::npm_packages(&folder)?;
    Ok(folder)
}
