//! A Chromium and its driver for the tests that need a real browser.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::debian;
use crate::process::{self, say};

/// The programs that run tests in a browser.
#[derive(Debug)]
pub struct Browser {
    /// Chromium, or a browser made from it.
    pub chromium: PathBuf,
    /// The driver of the same version.
    pub driver: PathBuf,
}

impl Browser {
    /// Looks for both (`CHROMIUM` and `CHROMEDRIVER` come first); on Debian, installs them where they are missing.
    ///
    /// # Errors
    /// When they are missing and cannot be installed.
    pub fn ready() -> Result<Self> {
        if let Some(browser) = Self::find() {
            return Ok(browser);
        }
        if !debian::is_here() {
            bail!(
                "the tests need Chromium and chromedriver: put them on the search path, or say where they are with \
                 CHROMIUM and CHROMEDRIVER"
            );
        }
        say("installing Chromium and its driver: the tests press the app's buttons in them");
        debian::install(&["chromium", "chromium-driver"])?;
        match Self::find() {
            Some(browser) => Ok(browser),
            None => bail!("chromium and chromium-driver are installed, but not on the search path"),
        }
    }

    fn find() -> Option<Self> {
        const NAMES: [&str; 3] = ["chromium", "google-chrome", "chromium-browser"];
        let chromium = env::var_os("CHROMIUM")
            .map(PathBuf::from)
            .or_else(|| NAMES.into_iter().find_map(process::find_program))?;
        let driver = env::var_os("CHROMEDRIVER")
            .map(PathBuf::from)
            .or_else(|| process::find_program("chromedriver"))?;
        Some(Self { chromium, driver })
    }
}
