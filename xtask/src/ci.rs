//! `cargo xtask ci`: all that has to hold before a change is taken. Quick checks first.

use anyhow::Result;

use crate::process::{self, say};
use crate::setup::Web;
use crate::test::{self, Part};
use crate::tidy;
use crate::workspace::{NATIVE, Workspace};

/// What runs in a browser, as arguments for Cargo.
const WEB: &str = "--target wasm32-unknown-unknown --package commonplace --package commonplace-worker \
                   --package commonplace-storage";

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

fn format(workspace: &Workspace) -> Result<()> {
    process::run(&mut workspace.cargo("fmt --all --check"))
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
    process::run(&mut workspace.cargo("deny --workspace --offline check licenses bans sources"))
}

fn lint(workspace: &Workspace) -> Result<()> {
    let deny = ["--", "-D", "warnings"];
    let clippy = "clippy --quiet --all-targets";
    process::run(workspace.cargo(clippy).args(NATIVE.split(' ')).args(deny))?;
    let web = Web::ready(workspace)?;
    process::run(
        web.command(&format!("cargo {clippy}"), workspace)
            .args(WEB.split(' '))
            .args(deny),
    )
}

fn document(workspace: &Workspace) -> Result<()> {
    process::run(
        workspace
            .cargo("doc --quiet --no-deps --document-private-items")
            .args(NATIVE.split(' '))
            .env(
                "RUSTDOCFLAGS",
                "-D warnings -A rustdoc::private-intra-doc-links",
            ),
    )
}
