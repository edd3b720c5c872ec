//! The relay under load: durable appends, fan-out, memory. Measured from outside by `crates/relay/benches/load.rs`.

use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use super::{Options, report};
use crate::process;
use crate::workspace::Workspace;

const BUILD: &str = "bench --quiet --package commonplace-relay --bench load";
const LIMIT: Duration = Duration::from_mins(5);

pub(super) fn measure(workspace: &Workspace, _: &Options) -> Result<Value> {
    process::run(workspace.cargo(BUILD).arg("--no-run"))?;
    report::of(&mut workspace.cargo(BUILD), LIMIT)
}
