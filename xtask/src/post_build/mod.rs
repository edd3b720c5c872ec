//! The last step of a release of the app, which Trunk starts when the page is written and before it is put in place:
//! names by content, the service worker's list, the version, compressed copies.

mod assets;
mod compress;
mod service_worker;
mod styles;
pub mod version;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::fingerprint;

/// Finishes what Trunk has staged. A debug build keeps plain names and has no service worker.
///
/// # Errors
/// When Trunk did not start this, or the page is not made of the files it should be.
pub fn run() -> Result<()> {
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .context("post-build is for Trunk to start: see Trunk.toml")?;
    finish(
        Path::new(&folder),
        env::var(crate::app::SOURCES).ok().as_deref(),
    )
}

/// Finishes the page in `folder`, noting the fingerprint of its sources if it is known.
fn finish(folder: &Path, sources: Option<&str>) -> Result<()> {
    styles::join(folder)?;
    assets::name_by_content(folder)?;
    assets::all_are_there(folder)?;
    let build = version::mark(folder)?;
    service_worker::write(folder, &build)?;
    version::write(folder, &build, sources)?;
    compress::all(folder)
}

/// The files below `folder`, each with its path relative to it, in a fixed order.
fn files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut paths = Vec::new();
    fingerprint::collect(folder, &mut paths)?;
    let mut files = paths
        .into_iter()
        .map(|path| {
            Ok((
                path.strip_prefix(folder)?
                    .to_string_lossy()
                    .replace('\\', "/"),
                path,
            ))
        })
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

fn digest(path: &Path) -> Result<[u8; 32]> {
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Sha256::digest(bytes).into())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

#[cfg(test)]
mod tests;
