//! Which build this is: one id for the content of every file, in the page and in `version.json`.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{digest, files, read};
use crate::fingerprint::hex;

const FILE: &str = "version.json";

/// Makes the id of this build and notes it in the page, which registers the service worker only where it finds one.
pub(super) fn mark(folder: &Path) -> Result<String> {
    let mut sum = Sha256::new();
    for (name, path) in files(folder)? {
        sum.update(name.as_bytes());
        sum.update([0]);
        sum.update(digest(&path)?);
    }
    let id: String = hex(&sum.finalize()).chars().take(16).collect();
    let index = folder.join("index.html");
    let page = read(&index)?;
    ensure!(
        page.matches("</head>").count() == 1,
        "index.html must have one </head>"
    );
    fs::write(
        index,
        page.replace(
            "</head>",
            &format!("<meta name=\"build\" content=\"{id}\"></head>"),
        ),
    )?;
    Ok(id)
}

/// Writes `version.json`: what an open page asks for to learn that there is a newer build.
pub(super) fn write(folder: &Path, build: &str, sources: Option<&str>) -> Result<()> {
    let version =
        json!({ "version": env!("CARGO_PKG_VERSION"), "build": build, "sources": sources });
    Ok(fs::write(folder.join(FILE), format!("{version}\n"))?)
}

/// The fingerprint of the sources that the app in `folder` was built from, if that is known.
pub fn sources(folder: &Path) -> Option<String> {
    let version: Value = serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok()?;
    Some(version.get("sources")?.as_str()?.to_owned())
}
