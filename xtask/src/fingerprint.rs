//! One number for everything the app is made of, so that nothing is built twice. By content, not by date: a fresh
//! clone or another branch never passes for what was built before.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;

const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "crates",
    "index.html",
    "locales",
    "public",
    "src",
    "style",
    "xtask/src/post_build",
];

/// The fingerprint of the app's sources, as hexadecimal digits.
///
/// # Errors
/// When a source cannot be read.
pub fn of_app(workspace: &Workspace) -> Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(&workspace.path(source), &mut files)?;
    }
    // The relay carries the app and tests try it; neither is a part of it.
    let relay = workspace.path("crates/relay");
    files.retain(|file| {
        !file.starts_with(&relay) && !file.components().any(|part| part.as_os_str() == "tests")
    });
    files.sort();
    let mut sum = Sha256::new();
    for file in files {
        let content =
            fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        sum.update(
            file.strip_prefix(workspace.root())?
                .to_string_lossy()
                .as_bytes(),
        );
        sum.update([0]);
        sum.update(Sha256::digest(&content));
    }
    Ok(hex(&sum.finalize()))
}

/// Every file at or below `path`; none where there is nothing.
///
/// # Errors
/// When a folder cannot be read.
pub fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in
            fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?
        {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}

/// Hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |digits, byte| {
        digits + &format!("{byte:02x}")
    })
}
