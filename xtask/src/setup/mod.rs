//! What this machine needs before anything can be built or tested. Each part looks first, installs only what is
//! missing, and says what and why.

mod browser;
mod debian;
mod tools;
mod wasm;

pub use browser::Browser;
pub use tools::npm_packages;
pub use wasm::WasmToolchain;

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::workspace::{self, Workspace};

/// A machine that can build for the browser.
#[derive(Debug)]
pub struct Web {
    toolchain: WasmToolchain,
    search_path: std::ffi::OsString,
}

impl Web {
    /// Looks for the wasm toolchain, Trunk, wasm-bindgen and wasm-opt, and installs what is missing.
    ///
    /// # Errors
    /// When something is missing and cannot be installed.
    pub fn ready(workspace: &Workspace) -> Result<Self> {
        let cache = workspace::cache()?.join("tools");
        let toolchain = WasmToolchain::ready(workspace)?;
        tools::cargo_tools(&cache)?;
        let binaryen = tools::binaryen(&cache)?;
        let search_path = process::search_path(&[&binaryen, &cache.join("bin")])?;
        Ok(Self {
            toolchain,
            search_path,
        })
    }

    /// A command that finds those tools and builds with that toolchain, apart from native builds. Its words have
    /// a space between them.
    pub fn command(&self, words: &str, workspace: &Workspace) -> Command {
        let (program, arguments) = words.split_once(' ').unwrap_or((words, "--help"));
        let mut command = Command::new(program);
        command
            .args(arguments.split(' '))
            .current_dir(workspace.root())
            .env("PATH", &self.search_path)
            .env("CARGO_TARGET_DIR", workspace.web_target());
        self.toolchain.select(&mut command);
        command
    }
}
