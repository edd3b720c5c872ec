//! Names by content: a file that changed has a new address, so every other one may be cached for ever.
//!
//! Scripts, wasm and stylesheets at the top of the folder become `name-<16 hex digits>.ext`, and whatever refers to
//! them says the new name. `sw.js` keeps its name, because a browser looks for it under that name.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail, ensure};

use super::{digest, files, read};
use crate::fingerprint::hex;

const NAMED: &[&str] = &["css", "js", "wasm"];
const REFERRING: &[&str] = &["css", "html", "js"];

/// Old name to new name.
type Names = BTreeMap<String, String>;

/// Renames and rewrites everything in `folder`.
pub(super) fn name_by_content(folder: &Path) -> Result<()> {
    let (mut waiting, others): (Vec<String>, Vec<String>) = files(folder)?
        .into_iter()
        .map(|(name, _)| name)
        .partition(|name| gets_a_name(name));
    let mut names = Names::new();
    // A file can be named once all that it refers to are.
    while !waiting.is_empty() {
        let ready = ready(folder, &waiting)?;
        if ready.is_empty() {
            bail!(
                "these files refer to each other, so none can be named by its content: {}",
                waiting.join(", ")
            );
        }
        waiting.retain(|name| !ready.contains(name));
        for name in ready {
            rewrite(folder, &name, &names)?;
            let new = rename(folder, &name)?;
            names.insert(name, new);
        }
    }
    others
        .iter()
        .try_for_each(|name| rewrite(folder, name, &names))
}

/// Refuses a page that refers to a file which is not in `folder`: a browser would only say so to itself.
pub(super) fn all_are_there(folder: &Path) -> Result<()> {
    let page = read(&folder.join("index.html"))?;
    // What is in quotes is every second part.
    let values = page.split('"').skip(1).step_by(2);
    let addresses = values.filter_map(|value| value.strip_prefix('/'));
    for file in addresses.filter(|address| address.contains('.')) {
        ensure!(
            folder.join(file).is_file(),
            "index.html refers to /{file}, which is not there"
        );
    }
    Ok(())
}

fn gets_a_name(name: &str) -> bool {
    !name.contains('/') && name != "sw.js" && has_extension(name, NAMED)
}

/// Those that refer to none of `waiting`.
fn ready(folder: &Path, waiting: &[String]) -> Result<Vec<String>> {
    let mut ready = Vec::new();
    for name in waiting {
        let refers = has_extension(name, REFERRING) && {
            let content = read(&folder.join(name))?;
            waiting
                .iter()
                .any(|other| next_mention(&content, other, 0).is_some())
        };
        if !refers {
            ready.push(name.clone());
        }
    }
    Ok(ready)
}

fn rewrite(folder: &Path, name: &str, names: &Names) -> Result<()> {
    if !has_extension(name, REFERRING) {
        return Ok(());
    }
    let path = folder.join(name);
    let mut content = read(&path)?;
    for (old, new) in names {
        let mut from = 0;
        while let Some(at) = next_mention(&content, old, from) {
            content.replace_range(at..at + old.len(), new);
            from = at + new.len();
        }
    }
    Ok(fs::write(path, content)?)
}

fn rename(folder: &Path, name: &str) -> Result<String> {
    let old = folder.join(name);
    let digest = hex(&digest(&old)?);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let new = format!("{stem}-{}.{extension}", digest.get(..16).unwrap_or(&digest));
    fs::rename(old, folder.join(&new))?;
    Ok(new)
}

/// Where `content` next refers to `name`: as a whole path in quotes or brackets, `/name` and `./name` included.
fn next_mention(content: &str, name: &str, from: usize) -> Option<usize> {
    let matches = content.get(from..)?.match_indices(name);
    matches.map(|(at, _)| from + at).find(|&at| {
        let before = content.get(..at).unwrap_or_default();
        let before = before
            .strip_suffix("./")
            .or_else(|| before.strip_suffix('/'))
            .unwrap_or(before);
        let after = content.get(at + name.len()..).unwrap_or_default();
        before.ends_with(['"', '\'', '`', '(']) && after.starts_with(['"', '\'', '`', ')'])
    })
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extensions.contains(&extension))
}
