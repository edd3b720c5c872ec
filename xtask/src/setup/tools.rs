//! Programs that come from package registries, at the versions that were tried together. They are kept in this
//! person's cache, so that no other project's version is disturbed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{self, say};

const TRUNK: &str = "0.21.14";
/// The same as the crate in Cargo.lock, or Trunk refuses.
const WASM_BINDGEN: &str = "0.2.130";
/// Debian's, 108, ends well and writes a module that does not start.
const BINARYEN: &str = "132.0.0";

/// Trunk and wasm-bindgen.
pub(super) fn cargo_tools(cache: &Path) -> Result<()> {
    cargo_tool(
        cache,
        "trunk",
        "trunk",
        TRUNK,
        true,
        "it puts the app together (some minutes, once)",
    )?;
    // Its lock file names a package version that is not to be had.
    let why = "it joins wasm to the browser (some minutes, once)";
    cargo_tool(
        cache,
        "wasm-bindgen",
        "wasm-bindgen-cli",
        WASM_BINDGEN,
        false,
        why,
    )
}

fn cargo_tool(
    cache: &Path,
    program: &str,
    package: &str,
    version: &str,
    locked: bool,
    why: &str,
) -> Result<()> {
    let ours = cache
        .join("bin")
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if has_version(&ours, version) {
        return Ok(());
    }
    // One of another version in the cache would hide a right one on the search path.
    if !ours.exists()
        && process::find_program(program).is_some_and(|found| has_version(&found, version))
    {
        return Ok(());
    }
    say(&format!("installing {package} {version}: {why}"));
    let mut install = Command::new("cargo");
    install
        .args([
            "install",
            "--quiet",
            "--force",
            &format!("{package}@{version}"),
            "--root",
        ])
        .arg(cache)
        .env_remove("CARGO_TARGET_DIR");
    if locked {
        install.arg("--locked");
    }
    process::run(&mut install)
}

fn has_version(program: &Path, version: &str) -> bool {
    process::output(Command::new(program).arg("--version"))
        .is_ok_and(|text| text.split_whitespace().any(|word| word == version))
}

/// The folder that holds wasm-opt.
pub(super) fn binaryen(cache: &Path) -> Result<PathBuf> {
    let folder = cache.join(format!("binaryen-{BINARYEN}"));
    let programs = folder.join("node_modules/.bin");
    if !programs.join("wasm-opt").exists() {
        say(&format!(
            "installing binaryen {BINARYEN}: it makes the wasm smaller"
        ));
        fs::create_dir_all(&folder)?;
        process::run(
            npm()?
                .args([
                    "install",
                    "--silent",
                    &format!("binaryen@{BINARYEN}"),
                    "--prefix",
                ])
                .arg(&folder),
        )?;
    }
    Ok(programs)
}

/// Installs what the `package-lock.json` of `folder` lists, unless that has been done.
///
/// # Errors
/// When npm is missing or fails.
pub fn npm_packages(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let installed = folder.join("node_modules/.installed-lock");
    if fs::read(&installed).is_ok_and(|bytes| bytes == wanted) {
        return Ok(());
    }
    say(&format!(
        "installing what {} lists: the tests in a browser need it",
        lock.display()
    ));
    process::run(
        npm()?
            .args(["ci", "--silent"])
            .current_dir(folder)
            // The browser is the system's.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    Ok(fs::write(installed, wanted)?)
}

fn npm() -> Result<Command> {
    ensure!(
        process::find_program("npm").is_some(),
        "npm is missing: install Node.js 20 or newer, then try again"
    );
    Ok(Command::new("npm"))
}
