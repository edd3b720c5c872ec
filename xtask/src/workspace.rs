//! Where things are: the checkout, what is built from it, and what is kept between checkouts.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// Every crate but the two that only make sense in a browser, as arguments for Cargo.
pub const NATIVE: &str = "--workspace --exclude commonplace --exclude commonplace-worker";

/// The checkout that xtask works on.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    program: PathBuf,
}

impl Workspace {
    /// The checkout around the current folder.
    ///
    /// # Errors
    /// When the current folder is in none.
    pub fn find() -> Result<Self> {
        let start = env::current_dir().context("the current folder is gone")?;
        let root = start
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .with_context(|| {
                format!(
                    "{} is not inside a checkout of Commonplace",
                    start.display()
                )
            })?;
        let program = env::current_exe().context("where xtask itself is cannot be known")?;
        Ok(Self {
            root: root.to_owned(),
            program,
        })
    }

    /// Cargo, in the checkout, with these arguments.
    pub fn cargo(&self, arguments: &str) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(&self.root).args(arguments.split(' '));
        command
    }

    /// The top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The program that is running, by the place it was started from: testing may put a new one there.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where Cargo builds native code.
    pub fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.path("target"), |folder| self.root.join(folder))
    }

    /// Where Cargo builds for the browser. Not shared with native builds: another compiler may be at work here, and
    /// the two would wait for each other's locks.
    pub fn web_target(&self) -> PathBuf {
        self.target().join("web")
    }

    /// The built app, as it is served.
    pub fn app(&self) -> PathBuf {
        self.path("dist/app")
    }

    /// The relay with the app inside.
    pub fn relay(&self) -> PathBuf {
        self.path("dist")
            .join(format!("commonplace-relay{}", env::consts::EXE_SUFFIX))
    }
}

/// Where tools are kept that every checkout of this person can use.
///
/// # Errors
/// When this person has no home folder.
pub fn cache() -> Result<PathBuf> {
    Ok(personal_folder("XDG_CACHE_HOME", ".cache")?.join("commonplace"))
}

/// Where `cargo xtask run` keeps what people write, unless it is told otherwise.
///
/// # Errors
/// When this person has no home folder.
pub fn data() -> Result<PathBuf> {
    Ok(personal_folder("XDG_DATA_HOME", ".local/share")?.join("commonplace"))
}

fn personal_folder(variable: &str, below_home: &str) -> Result<PathBuf> {
    if let Some(folder) = env::var_os(variable)
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
    {
        return Ok(folder);
    }
    let home =
        env::home_dir().with_context(|| format!("no home folder is known: set {variable}"))?;
    Ok(home.join(below_home))
}
