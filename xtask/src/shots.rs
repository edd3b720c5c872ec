//! `cargo xtask shots`: a picture of every screen, with a journal that somebody could have written. For looking at, and
//! for showing: what is held is held by the journeys.

use std::process::Command;

use anyhow::Result;

use crate::dist;
use crate::process::{self, say};
use crate::setup::{self, Browser};
use crate::workspace::Workspace;

/// Builds the release and takes the pictures.
///
/// # Errors
/// When something cannot be built, or a screen does not come up.
pub fn run(workspace: &Workspace) -> Result<()> {
    dist::build(workspace)?;
    let browser = Browser::ready()?;
    let folder = workspace.path("tests/e2e");
    setup::npm_packages(&folder)?;
    let pictures = workspace.path("dist/shots");
    process::run(
        Command::new("npx")
            .args(["playwright", "test", "--config", "shots.config.js"])
            .current_dir(&folder)
            .env("CHROMIUM", browser.chromium)
            .env("COMMONPLACE_RELAY", workspace.relay())
            .env("SHOTS", &pictures),
    )?;
    say(&format!("the pictures are in {}", pictures.display()));
    Ok(())
}
