//! `cargo xtask bench`: what is measured, printed as one JSON object. To add a bench, write a module with a function
//! of the type [`Bench`] and put it in the list.

mod sizes;

use anyhow::{Result, ensure};
use serde_json::{Map, Value};

use crate::process::say;
use crate::workspace::Workspace;

/// Measures, and answers named figures; the unit is the last word of a name (`_bytes`, `_ms`, `_per_second`).
type Bench = fn(&Workspace) -> Result<Value>;

const BENCHES: &[(&str, Bench)] = &[("sizes", sizes::measure)];

/// Runs the benches in `names`, or all of them, and prints `{"name": {figures}}`.
///
/// # Errors
/// When there is no such bench, or one fails.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<()> {
    for name in names {
        let known: Vec<&str> = BENCHES.iter().map(|(known, _)| *known).collect();
        ensure!(
            known.contains(&name.as_str()),
            "there is no bench {name}, only {}",
            known.join(", ")
        );
    }
    let mut results = Map::new();
    for (name, bench) in BENCHES
        .iter()
        .filter(|(name, _)| names.is_empty() || names.iter().any(|asked| asked == name))
    {
        say(&format!("measuring {name}"));
        results.insert((*name).to_owned(), bench(workspace)?);
    }
    println!("{}", serde_json::to_string_pretty(&results)?);
    Ok(())
}
