//! What comes from Debian's packages: a compiler for wasm32 where rustup has none, and a browser for tests.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::wasm::TARGET;
use crate::process::{self, say};

const COMPILER: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "rust-web-clippy",
    "lld-22",
];

/// Whether packages can be installed here.
pub(super) fn is_here() -> bool {
    process::find_program("apt-get").is_some()
}

/// Installs packages, without what they merely recommend.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    ensure!(
        is_root(),
        "as root: `apt-get install --no-install-recommends {list}`, then try again"
    );
    say(&format!("apt-get install {list}"));
    process::run(apt().args(["update", "-qq"]))?;
    process::run(
        apt()
            .args(["install", "-qq", "-y", "--no-install-recommends"])
            .args(packages),
    )
}

/// Installs the compiler, makes it known to rustup as `debian`, and builds the standard library that the packages
/// lack. What was built with an older one is thrown away.
pub(super) fn install_toolchain(web_target: &Path) -> Result<()> {
    install(COMPILER)?;
    let rustup = process::find_program("rustup").is_some();
    if rustup {
        process::run(Command::new("rustup").args(["toolchain", "link", "debian", "/usr"]))?;
    }
    build_std()?;
    match fs::remove_dir_all(web_target) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// With bitcode, because a release links all of the program at once.
fn build_std() -> Result<()> {
    let scratch = std::env::temp_dir().join(format!("commonplace-std-{}", std::process::id()));
    fs::create_dir_all(scratch.join("src"))?;
    fs::write(
        scratch.join("Cargo.toml"),
        "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    fs::write(scratch.join("src/lib.rs"), "")?;
    process::run(
        Command::new("/usr/bin/cargo")
            .current_dir(&scratch)
            .args([
                "build",
                "--quiet",
                "--release",
                "--target",
                TARGET,
                "-Zbuild-std=std,panic_abort,proc_macro,test",
            ])
            // The one nightly option that stable Rust has no other way to do.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("CARGO_TARGET_DIR", scratch.join("target")),
    )?;
    let built = scratch.join("target").join(TARGET).join("release/deps");
    let library = Path::new("/usr/lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&library)?;
    for file in
        fs::read_dir(&built).with_context(|| format!("{} was not built", built.display()))?
    {
        let file = file?.path();
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if file
            .extension()
            .is_some_and(|extension| extension == "rlib")
            && !name.starts_with("libscratch")
        {
            fs::copy(&file, library.join(&name))?;
        }
    }
    fs::remove_dir_all(&scratch)?;
    Ok(())
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(std::process::Stdio::null());
    command
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|user| user == "0")
}
