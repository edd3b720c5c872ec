//! The service worker's list: every file the app needs, with the hash that the browser checks it against.
//!
//! `public/sw.js` is the whole worker, with two blanks to fill in: `"BUILD_ID"` and `/*PRECACHE*/[]`.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use super::{digest, files, read};

/// Fills in `sw.js`.
pub(super) fn write(folder: &Path, build: &str) -> Result<()> {
    let mut list = Vec::new();
    for (name, path) in files(folder)? {
        if belongs(&name) {
            let address = if name == "index.html" {
                "/".to_owned()
            } else {
                format!("/{name}")
            };
            list.push(json!([
                address,
                format!("sha256-{}", BASE64_STANDARD.encode(digest(&path)?))
            ]));
        }
    }
    let path = folder.join("sw.js");
    let mut script = read(&path)?;
    for (blank, value) in [
        ("\"BUILD_ID\"", json!(build)),
        ("/*PRECACHE*/[]", json!(list)),
    ] {
        ensure!(
            script.matches(blank).count() == 1,
            "public/sw.js must hold {blank} once"
        );
        script = script.replace(blank, &value.to_string());
    }
    Ok(fs::write(path, script)?)
}

/// Not the worker itself, and not the pictures that only an app shop shows.
fn belongs(name: &str) -> bool {
    name != "sw.js" && !name.starts_with("screenshots/")
}
