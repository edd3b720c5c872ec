//! What a browser has to fetch: the app before it can paint, and the core that starts beside it.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Options;
use crate::app;
use crate::workspace::Workspace;

/// Files that belong to the core; the rest of the precache is the app.
const CORE: &[&str] = &["core-", "worker-", "worker_bg-"];
/// What is fetched before the first paint.
const FIRST: &[&str] = &[
    "index.html",
    "app-",
    "boot-",
    "commonplace-",
    "commonplace_bg-",
];

/// Adds up the brotli copies in `dist/app`, as the relay serves them.
pub(super) fn measure(workspace: &Workspace, _: &Options) -> Result<Value> {
    app::build(workspace)?;
    let mut first = 0;
    let mut core = 0;
    let mut all = 0;
    for file in fs::read_dir(workspace.app()).context("dist/app is not there")? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        let Some(original) = name.strip_suffix(".br") else {
            continue;
        };
        let bytes = file.metadata()?.len();
        all += bytes;
        if CORE.iter().any(|start| original.starts_with(start)) {
            core += bytes;
        } else if FIRST.iter().any(|start| original.starts_with(start)) {
            first += bytes;
        }
    }
    Ok(json!({ "before_first_paint_bytes": first, "core_bytes": core, "all_code_bytes": all }))
}
