//! A new device receives a journal, as a replica and as a whole engine, and automerge-repo with its WebSocket sync
//! server does the same with the same notes right after.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::notes::Notes;
use super::{Options, peer, report};
use crate::workspace::Workspace;
use crate::{dist, process};

const BUILD: &str = "bench --quiet --package commonplace-engine --bench new_device";
const LIMIT: Duration = Duration::from_mins(2);

pub(super) fn measure(workspace: &Workspace, options: &Options) -> Result<Value> {
    dist::build(workspace)?;
    let notes = Notes::ready(workspace, options)?;
    process::run(workspace.cargo(BUILD).arg("--no-run"))?;
    let mut command = workspace.cargo(BUILD);
    command.arg("--").arg(workspace.relay()).args(&notes.plain);
    let ours = report::of(&mut command, LIMIT)?;
    let theirs = peer::receive(workspace, &notes.plain)?;
    let ratios = ratios(&ours, &theirs);
    Ok(json!({ "ours": ours, "automerge_repo": theirs, "ours_to_theirs": ratios }))
}

/// What part of the peer's time ours is, for each set of notes that both finished.
fn ratios(ours: &Value, theirs: &Value) -> Map<String, Value> {
    let mut ratios = Map::new();
    for (name, figures) in ours.as_object().into_iter().flatten() {
        let theirs = theirs.get(name).and_then(|set| set.get("ms")?.as_f64());
        for (kind, figure) in [("replica", "replica_ms"), ("engine", "engine_all_ms")] {
            if let (Some(ours), Some(theirs)) =
                (figures.get(figure).and_then(Value::as_f64), theirs)
            {
                ratios.insert(format!("{name}_{kind}"), (ours / theirs).into());
            }
        }
    }
    ratios
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_the_peer_did_not_finish_has_no_ratio() {
        let ours = json!({ "few": { "replica_ms": 5.0 }, "many": { "replica_ms": 50.0 } });
        let theirs = json!({ "few": { "ms": 20.0 }, "many": { "longer_than_ms": 1000 } });
        let ratios = ratios(&ours, &theirs);
        assert_eq!(Value::Object(ratios), json!({ "few_replica": 0.25 }));
    }
}
