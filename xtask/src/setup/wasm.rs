//! A Rust compiler with the standard library for wasm32: rustup's own where it can fetch the target, and Debian's
//! where it cannot.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::debian;
use crate::process::{self, say};
use crate::workspace::Workspace;

/// The target that browsers run.
pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// The toolchain that builds for the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WasmToolchain {
    /// The one that builds everything else too.
    Active,
    /// Debian's, which rustup knows by the name `debian`.
    Debian,
}

impl WasmToolchain {
    /// Looks for a toolchain that has the target; installs one where there is none.
    ///
    /// # Errors
    /// When there is none and none can be installed.
    pub(super) fn ready(workspace: &Workspace) -> Result<Self> {
        if let Some(toolchain) = [Self::Active, Self::Debian]
            .into_iter()
            .find(|toolchain| toolchain.has_target())
        {
            return Ok(toolchain);
        }
        say("installing Rust's wasm32 target: the app and its core run in the browser");
        let fetched = process::succeeds_within(
            Command::new("rustup").args(["target", "add", TARGET]),
            Duration::from_mins(3),
        );
        if fetched && Self::Active.has_target() {
            return Ok(Self::Active);
        }
        if !debian::is_here() {
            bail!(
                "rustup could not fetch {TARGET}. With a connection, `rustup target add {TARGET}` and try again."
            );
        }
        say(
            "rustup cannot fetch it here: taking Debian's compiler and building the standard library once instead",
        );
        debian::install_toolchain(&workspace.web_target())?;
        match [Self::Debian, Self::Active]
            .into_iter()
            .find(|toolchain| toolchain.has_target())
        {
            Some(toolchain) => Ok(toolchain),
            None => {
                bail!("Debian's compiler is installed, but has no standard library for {TARGET}")
            }
        }
    }

    /// Makes `command` use this toolchain.
    pub(super) fn select(self, command: &mut Command) {
        if self == Self::Debian {
            command.env("RUSTUP_TOOLCHAIN", "debian");
        }
    }

    fn has_target(self) -> bool {
        let mut rustc = Command::new("rustc");
        rustc.args(["--print", "target-libdir", "--target", TARGET]);
        self.select(&mut rustc);
        process::output(&mut rustc).is_ok_and(|folder| has_std(Path::new(&folder)))
    }
}

fn has_std(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|files| {
        files.flatten().any(|file| {
            let name = file.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}
