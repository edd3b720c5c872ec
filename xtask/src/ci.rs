//! `cargo xtask ci`: all that has to hold before a change is taken. Quick checks first.

use std::process::Command;

use anyhow::Result;

use crate::process::{self, say};
use crate::setup::Web;
use crate::test::{self, Part};
use crate::tidy;
use crate::workspace::Workspace;

/// Built for the browser only.
const WEB_PACKAGES: [&str; 4] = [
    "--package",
    "commonplace",
    "--package",
    "commonplace-worker",
];

type Step = fn(&Workspace) -> Result<()>;

/// Runs every check, and stops at the first that fails.
///
/// # Errors
/// When one fails.
pub fn run(workspace: &Workspace) -> Result<()> {
    let steps: [(&str, Step); 6] = [
        ("the format", format),
        ("what the compiler cannot check", tidy::run),
        ("licences and origins", deny),
        ("lints", lint),
        ("the documentation", document),
        ("the tests", |workspace| {
            test::run(workspace, &Part::parse(&[])?)
        }),
    ];
    for (name, step) in steps {
        say(&format!("checking {name}"));
        step(workspace)?;
    }
    Ok(())
}

fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(workspace.root());
    command
}

fn format(workspace: &Workspace) -> Result<()> {
    process::run(cargo(workspace).args(["fmt", "--all", "--check"]))
}

/// Optional on a developer's machine, as it takes longer to install than all else; `tidy` holds the same licences
/// against `deny.toml`.
fn deny(workspace: &Workspace) -> Result<()> {
    if process::find_program("cargo-deny").is_none() {
        say(
            "cargo-deny is not installed: the licences were checked by tidy, the rest of deny.toml is not",
        );
        return Ok(());
    }
    process::run(cargo(workspace).args([
        "deny",
        "--offline",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))
}

fn lint(workspace: &Workspace) -> Result<()> {
    process::run(cargo(workspace).args([
        "clippy",
        "--quiet",
        "--locked",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    let web = Web::ready(workspace)?;
    process::run(
        web.command("cargo", workspace)
            .args([
                "clippy",
                "--quiet",
                "--locked",
                "--all-targets",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(WEB_PACKAGES)
            .args(["--package", "commonplace-storage", "--", "-D", "warnings"]),
    )
}

fn document(workspace: &Workspace) -> Result<()> {
    process::run(
        cargo(workspace)
            .args([
                "doc",
                "--quiet",
                "--locked",
                "--no-deps",
                "--document-private-items",
            ])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}
