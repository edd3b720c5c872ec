//! A team, by `crates/engine/benches/team`: joining one of 200 members who have written 5,000 documents, with
//! automerge-repo receiving as many of the same texts right after, and 50 people who change the same things at once.

use std::ffi::OsStr;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Options, notes, peer, report};
use crate::workspace::Workspace;
use crate::{dist, process};

const BUILD: &str = "bench --quiet --package commonplace-engine --bench team";
/// Most of it goes into making the team.
const LIMIT: Duration = Duration::from_mins(10);
/// Documents of the team; one in ten of them when a first impression is enough.
const DOCUMENTS: u32 = 5_000;
/// People who work at once, with the same exception.
const PEOPLE: u32 = 50;

/// Runs a part of the bench, with a file or a number.
fn of(workspace: &Workspace, part: &str, with: impl AsRef<OsStr>) -> Result<Value> {
    dist::build(workspace)?;
    process::run(workspace.cargo(BUILD).arg("--no-run"))?;
    let mut command = workspace.cargo(BUILD);
    command.arg("--").arg(workspace.relay()).arg(part).arg(with);
    report::of(&mut command, LIMIT)
}

/// As many as there are to be.
fn number(options: &Options, all: u32) -> u32 {
    if options.is_quick() { all / 10 } else { all }
}

/// Somebody joins.
pub(super) fn join(workspace: &Workspace, options: &Options) -> Result<Value> {
    let plain = notes::generated(workspace, number(options, DOCUMENTS))?;
    let ours = of(workspace, "join", &plain)?;
    let theirs = peer::receive(workspace, &[plain])?;
    let ratio = ratio(&ours, &theirs);
    Ok(json!({ "ours": ours, "automerge_repo": theirs, "ours_to_theirs": ratio }))
}

/// Many people at once.
pub(super) fn together(workspace: &Workspace, options: &Options) -> Result<Value> {
    let people = number(options, PEOPLE);
    of(workspace, "together", people.to_string())
}

/// What part of the peer's time ours is, from the opening of the invite; nothing if the peer did not finish.
fn ratio(ours: &Value, theirs: &Value) -> Option<f64> {
    let ours = ours.get("all_ms")?.as_f64()?;
    let sets = theirs.as_object()?;
    let theirs = sets.values().next()?.get("ms")?.as_f64()?;
    Some(ours / theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_did_not_finish_has_no_ratio() {
        let ours = json!({ "all_ms": 5.0 });
        let finished = json!({ "generated": { "ms": 20.0 } });
        assert_eq!(ratio(&ours, &finished), Some(0.25));
        let late = json!({ "generated": { "longer_than_ms": 1000 } });
        assert_eq!(ratio(&ours, &late), None);
    }
}
