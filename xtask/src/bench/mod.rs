//! `cargo xtask bench`: what is measured, printed as one JSON object. To add a bench, write a module with a function
//! of the type [`Bench`] and put it in the list. All of it is bounded in time, and stays on this machine.

mod browser;
mod machine;
mod notes;
mod peer;
mod relay;
mod report;
mod sizes;
mod sync;
mod team;

use anyhow::{Result, bail};
use serde_json::{Map, Value};

use crate::process::say;
use crate::workspace::Workspace;

/// Measures, and answers named figures; the unit is the last word of a name (`_bytes`, `_ms`, `_per_second`).
type Bench = fn(&Workspace, &Options) -> Result<Value>;

const BENCHES: &[(&str, Bench)] = &[
    ("sizes", sizes::measure),
    ("relay", relay::measure),
    ("sync", sync::measure),
    ("join", team::join),
    ("together", team::together),
    ("browser", browser::measure),
    ("screens", browser::screens),
];

/// Notes that are generated: what the figures of the design are about.
const NOTES: u32 = 10_000;
/// The same when a first impression is enough.
const FEW_NOTES: u32 = 1_000;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    names: Vec<String>,
    notes: u32,
}

impl Options {
    /// Reads `[--quick] [NAME]...`.
    ///
    /// # Errors
    /// When there is no such bench.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let (mut names, mut notes) = (Vec::new(), NOTES);
        for argument in arguments {
            let known: Vec<&str> = BENCHES.iter().map(|(known, _)| *known).collect();
            match argument.as_str() {
                "--quick" => notes = FEW_NOTES,
                name if known.contains(&name) => names.push(argument.clone()),
                name => bail!("there is no bench {name}, only {}", known.join(", ")),
            }
        }
        Ok(Self { names, notes })
    }

    fn is_quick(&self) -> bool {
        self.notes < NOTES
    }

    fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|asked| asked == name)
    }
}

/// Runs what was asked for, and prints `{"name": {figures}}`. A bench that fails is reported in its place, and the
/// others go on.
///
/// # Errors
/// When one failed.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut results = Map::new();
    let mut failed = Vec::new();
    for (name, bench) in BENCHES.iter().filter(|(name, _)| options.wants(name)) {
        say(&format!("measuring {name}"));
        let busy = machine::load();
        let figures = bench(workspace, options).unwrap_or_else(|error| {
            failed.push(*name);
            serde_json::json!({ "error": format!("{error:#}") })
        });
        results.insert((*name).to_owned(), figures);
        results.insert(format!("{name}_load_before"), busy.into());
    }
    results.insert("machine".to_owned(), machine::describe());
    println!("{}", serde_json::to_string_pretty(&results)?);
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Options> {
        let arguments: Vec<String> = arguments.iter().map(|one| (*one).to_owned()).collect();
        Options::parse(&arguments)
    }

    #[test]
    fn all_benches_run_when_none_is_named() {
        let options = parsed(&[]).unwrap();
        assert!(BENCHES.iter().all(|(name, _)| options.wants(name)));
        assert_eq!(options.notes, NOTES);
    }

    #[test]
    fn named_ones_run_alone() {
        let options = parsed(&["--quick", "sizes"]).unwrap();
        assert!(options.wants("sizes") && !options.wants("relay"));
        assert_eq!(options.notes, FEW_NOTES);
        assert!(parsed(&["speed"]).is_err());
    }
}
