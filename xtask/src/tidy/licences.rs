//! What is linked may be linked: every package comes from the registry or from here, under a licence that `deny.toml`
//! allows. The same as `cargo deny` for the two rules that matter most, in no time and everywhere.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::dependencies::metadata;
use crate::workspace::Workspace;

/// Both texts that `license = "Apache-2.0 OR MIT"` promises are at the top.
///
/// # Errors
/// Never; a missing file is what is wrong.
pub fn are_present(workspace: &Workspace) -> Result<Vec<String>> {
    let wanted = [
        ("LICENSE-APACHE", "Apache License"),
        ("LICENSE-MIT", "MIT License"),
    ];
    let missing = wanted.into_iter().filter(|(file, title)| {
        !fs::read_to_string(workspace.path(file)).is_ok_and(|text| text.contains(title))
    });
    Ok(missing
        .map(|(file, title)| format!("{file} does not hold the {title}"))
        .collect())
}

/// Holds the licences and origins of every package.
///
/// # Errors
/// When Cargo cannot tell, or `deny.toml` is not understood.
pub fn are_allowed(workspace: &Workspace) -> Result<Vec<String>> {
    let allowed = allowed(&fs::read_to_string(workspace.path("deny.toml"))?)
        .context("deny.toml allows nothing")?;
    let metadata = metadata(workspace)?;
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .context("cargo metadata has no packages")?;
    Ok(packages
        .iter()
        .filter_map(|package| wrong_with(package, &allowed))
        .collect())
}

fn wrong_with(package: &Value, allowed: &BTreeSet<String>) -> Option<String> {
    let name = package.get("name")?.as_str()?;
    let origin = package
        .get("source")
        .and_then(Value::as_str)
        .unwrap_or("registry+");
    if !origin.starts_with("registry+") {
        return Some(format!("{name} comes from {origin}, not from the registry"));
    }
    match package.get("license").and_then(Value::as_str) {
        Some(licence) if satisfied(licence, allowed) => None,
        Some(licence) => Some(format!(
            "{name} is under {licence}, which deny.toml does not allow"
        )),
        None => Some(format!("{name} names no licence")),
    }
}

/// The strings of the `allow` list.
fn allowed(deny: &str) -> Option<BTreeSet<String>> {
    let (_, list) = deny.split_once("\nallow = [")?;
    let (list, _) = list.split_once(']')?;
    Some(
        list.split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect(),
    )
}

/// Whether a licence expression can be met. `OR` binds weaker than `AND`; in old packages `/` stands for `OR`.
fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ");
    if let Some((before, rest)) = expression.split_once('(') {
        let Some((inner, after)) = rest.split_once(')') else {
            return false;
        };
        // A word that stands for what the brackets came to.
        let value = if satisfied(inner, allowed) {
            allowed.first().map_or("", String::as_str)
        } else {
            "no licence"
        };
        return satisfied(&format!("{before}{value}{after}"), allowed);
    }
    expression.split(" OR ").any(|choice| {
        choice
            .split(" AND ")
            .all(|part| allowed.contains(part.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_judged_as_written() {
        let allowed = BTreeSet::from(["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned));
        for (expression, expected) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("MIT/GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("(GPL-3.0 OR AGPL-3.0) AND MIT", false),
            ("GPL-3.0 OR (MIT AND Unicode-3.0)", true),
        ] {
            assert_eq!(satisfied(expression, &allowed), expected, "{expression}");
        }
    }

    #[test]
    fn the_list_is_read_from_the_file() {
        let list = allowed("[licenses]\nallow = [\n    \"0BSD\",\n    \"MIT\",\n]\nconfidence = 1")
            .unwrap();
        assert_eq!(list, BTreeSet::from(["0BSD", "MIT"].map(str::to_owned)));
    }
}
