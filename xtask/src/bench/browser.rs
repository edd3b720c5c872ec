//! The app in a real browser, with many entries: `tests/bench/browser.js` against the release.

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

pub(super) fn measure(workspace: &Workspace, options: &Options) -> Result<Value> {
    dist::build(workspace)?;
    let browser = Browser::ready()?;
    // The drivers are those of the journeys.
    setup::npm_packages(&workspace.path("tests/e2e"))?;
    let mut command = Command::new("node");
    command
        .arg(workspace.path("tests/bench/browser.js"))
        .arg(PART.as_secs().to_string())
        .env("CHROMIUM", browser.chromium)
        .env("COMMONPLACE_RELAY", workspace.relay());
    for (archive, count) in Notes::ready(workspace, options)?.archives {
        command.arg(archive).arg(count.to_string());
    }
    report::of(&mut command, LIMIT)
}
