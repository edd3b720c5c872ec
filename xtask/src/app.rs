//! Building the app: two wasm programs and their files, in `dist/app`, as they are served.

use std::fs::{self, File};

use anyhow::Result;

use crate::fingerprint;
use crate::post_build::version;
use crate::process::{self, say};
use crate::setup::Web;
use crate::workspace::Workspace;

/// Names the sources that are being built, for the hook that finishes the build.
pub(crate) const SOURCES: &str = "COMMONPLACE_SOURCES";

/// Builds the release of the app, unless `dist/app` is already made of these sources.
///
/// # Errors
/// When a tool is missing, or the build fails.
pub fn build(workspace: &Workspace) -> Result<()> {
    let _turn = turn(workspace)?;
    // Taken before the build: what is edited meanwhile must be built again.
    let sources = fingerprint::of_app(workspace)?;
    if version::sources(&workspace.app()).as_deref() == Some(&sources) {
        return Ok(());
    }
    let web = Web::ready(workspace)?;
    say("building the app for the browser (minutes the first time, and whenever its code changed)");
    // Trunk copies whatever lies there, snippets of an earlier build included.
    match fs::remove_dir_all(workspace.web_target().join("wasm-bindgen")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    // Trunk works offline, or it would fetch tools of its own.
    process::run(&mut web.command("cargo fetch --quiet", workspace))?;
    process::run(
        web.command(
            "trunk build --release --offline --skip-version-check",
            workspace,
        )
        .env("COMMONPLACE_XTASK", workspace.program())
        .env(SOURCES, sources)
        // Where in Trunk something failed is of no use to whoever wrote the app.
        .env("RUST_BACKTRACE", "0")
        // Trunk 0.21 takes only the words true and false, and stops at the usual 1.
        .env_remove("NO_COLOR"),
    )
}

/// Waits until no other build is putting an app into `dist/app`. The turn ends when the file is closed.
fn turn(workspace: &Workspace) -> Result<File> {
    let folder = workspace.web_target();
    fs::create_dir_all(&folder)?;
    let file = File::create(folder.join("app.lock"))?;
    if file.try_lock().is_err() {
        say("waiting for another build of the app to end");
        file.lock()?;
    }
    Ok(file)
}
