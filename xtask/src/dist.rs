//! What is given to others: the app's files, and the relay as one program with the app inside.

use std::fs;

use anyhow::{Context, Result};

use crate::app;
use crate::process::{self, say};
use crate::workspace::Workspace;

/// Builds `dist/app` and `dist/commonplace-relay`.
///
/// # Errors
/// When either does not build.
pub fn build(workspace: &Workspace) -> Result<()> {
    app::build(workspace)?;
    say("building the relay with the app inside");
    process::run(
        workspace
            .cargo("build --quiet --release --package commonplace-relay --features embed-app")
            .env("COMMONPLACE_APP_DIR", workspace.app()),
    )?;
    let relay = workspace.relay();
    let name = relay.file_name().context("the relay has a name")?;
    let built = workspace.target().join("release").join(name);
    // A new file, renamed into place: the old one may be running.
    let fresh = relay.with_extension("new");
    fs::copy(&built, &fresh).with_context(|| format!("{} was not built", built.display()))?;
    fs::rename(&fresh, &relay)?;
    Ok(())
}
