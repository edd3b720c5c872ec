//! The app in a real browser, with many entries: `tests/bench/browser.js` and `tests/bench/screens.js` against the
//! release.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::notes::Notes;
use super::{Options, report};
use crate::dist;
use crate::setup::{self, Browser};
use crate::workspace::Workspace;

/// The most that one part may take; there are about ten.
const PART: Duration = Duration::from_secs(100);
const LIMIT: Duration = Duration::from_mins(15);

/// A journal that arrives, is opened, typed into and searched.
pub(super) fn measure(workspace: &Workspace, options: &Options) -> Result<Value> {
    let notes = Notes::ready(workspace, options)?;
    drive(workspace, "browser.js", &notes.archives)
}

/// Every screen, and searching, while a sync is running. The generated notes are enough for that.
pub(super) fn screens(workspace: &Workspace, options: &Options) -> Result<Value> {
    let notes = Notes::ready(workspace, options)?;
    drive(
        workspace,
        "screens.js",
        notes.archives.get(..1).unwrap_or_default(),
    )
}

/// Runs a script of `tests/bench` with what is in `archives`.
fn drive(workspace: &Workspace, script: &str, archives: &[(PathBuf, u32)]) -> Result<Value> {
    dist::build(workspace)?;
    let browser = Browser::ready()?;
    // The drivers are those of the journeys.
    setup::npm_packages(&workspace.path("tests/e2e"))?;
    let mut command = Command::new("node");
    command
        .arg(workspace.path("tests/bench").join(script))
        .arg(PART.as_secs().to_string())
        .env("CHROMIUM", browser.chromium)
        .env("COMMONPLACE_RELAY", workspace.relay());
    for (archive, count) in archives {
        command.arg(archive).arg(count.to_string());
    }
    report::of(&mut command, LIMIT)
}
