//! `cargo xtask test`: everything that is tested, and how many tests that was.

mod count;

use std::fs;
use std::process::Command;

use anyhow::{Result, bail, ensure};
use serde_json::json;

use crate::dist;
use crate::process::{self, say};
use crate::setup::{self, Browser, Web};
use crate::workspace::{NATIVE, Workspace};
use count::Count;

/// Only tests that say so in a file of their own: the unit tests are native.
const BROWSER_TESTS: &str = "cargo test --no-fail-fast --target wasm32-unknown-unknown \
                             --package commonplace-storage --package commonplace-worker --package commonplace --test *";

/// One kind of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What needs no browser: the rules, the simulation, the relay.
    Native,
    /// What needs a browser's own storage or page, without the whole app.
    Browser,
    /// What a person does, with the release.
    EndToEnd,
}

impl Part {
    const ALL: [Self; 3] = [Self::Native, Self::Browser, Self::EndToEnd];

    /// Reads which parts are asked for: all of them when none is named.
    ///
    /// # Errors
    /// When something is named that is no part.
    pub fn parse(arguments: &[String]) -> Result<Vec<Self>> {
        if arguments.is_empty() {
            return Ok(Self::ALL.to_vec());
        }
        arguments
            .iter()
            .map(|argument| match argument.as_str() {
                "native" => Ok(Self::Native),
                "browser" => Ok(Self::Browser),
                "e2e" => Ok(Self::EndToEnd),
                other => bail!("test knows native, browser and e2e, not {other}"),
            })
            .collect()
    }
}

/// Runs `parts`, all of each even when one fails, and prints the total last.
///
/// # Errors
/// When a test failed, or a kind of tests could not be run or ran none.
pub fn run(workspace: &Workspace, parts: &[Part]) -> Result<()> {
    let mut total = Count::default();
    let mut troubles = Vec::new();
    for part in parts {
        let outcome = match part {
            Part::Native => native(workspace),
            Part::Browser => browser(workspace),
            Part::EndToEnd => end_to_end(workspace),
        };
        match outcome {
            Ok(count) => {
                if count.passed + count.failed == 0 {
                    troubles.push(format!("{part:?}: no test ran"));
                }
                total += count;
            }
            Err(error) => troubles.push(format!("{part:?}: {error:#}")),
        }
    }
    // A part that could not run is a failure, not silence.
    total.failed += troubles.len();
    println!("{total}");
    ensure!(troubles.is_empty(), "{}", troubles.join("\n"));
    ensure!(total.failed == 0, "{} tests failed", total.failed);
    Ok(())
}

fn native(workspace: &Workspace) -> Result<Count> {
    counted(
        workspace
            .cargo("test --no-fail-fast")
            .args(NATIVE.split(' ')),
    )
}

/// Runs the tests that are compiled to wasm, in headless Chromium.
fn browser(workspace: &Workspace) -> Result<Count> {
    let web = Web::ready(workspace)?;
    let browser = Browser::ready()?;
    let arguments = [
        "headless",
        "no-sandbox",
        "disable-gpu",
        "disable-background-networking",
        "no-first-run",
    ];
    let capabilities =
        json!({ "goog:chromeOptions": { "binary": browser.chromium, "args": arguments } });
    fs::create_dir_all(workspace.web_target())?;
    let settings = workspace.web_target().join("webdriver.json");
    fs::write(&settings, capabilities.to_string())?;
    counted(
        web.command(BROWSER_TESTS, workspace)
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                "wasm-bindgen-test-runner",
            )
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            // All of them together, on a machine that does other work as well.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
            .env("CHROMEDRIVER", browser.driver),
    )
}

/// Runs the journeys in `tests/e2e` against the release.
fn end_to_end(workspace: &Workspace) -> Result<Count> {
    let folder = workspace.path("tests/e2e");
    dist::build(workspace)?;
    let browser = Browser::ready()?;
    setup::npm_packages(&folder)?;
    say("running the journeys in tests/e2e");
    counted(
        Command::new("npm")
            .args(["test", "--silent"])
            .current_dir(&folder)
            .env("CHROMIUM", browser.chromium)
            .env("COMMONPLACE_RELAY", workspace.relay()),
    )
}

/// Runs a test runner and counts what it reports. One that fails without a failed test counts as one failure.
fn counted(command: &mut Command) -> Result<Count> {
    let mut count = Count::default();
    let succeeded = process::follow(command, |line| count += Count::in_line(line))?;
    if !succeeded && count.failed == 0 {
        count.failed = 1;
    }
    Ok(count)
}
