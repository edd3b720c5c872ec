//! The notes everything is measured with, made by `tests/bench/notes.js`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::Options;
use crate::process;
use crate::workspace::Workspace;

/// Real notes that may lie beside the checkout.
const REAL: &str = "../shared/data/til-notes.zip";
/// How many of the files in there are notes.
const REAL_NOTES: u32 = 1_871;

/// Files of notes.
#[derive(Debug)]
pub(super) struct Notes {
    /// As a person has them: archives, and how many notes they hold.
    pub(super) archives: Vec<(PathBuf, u32)>,
    /// The same as plain text, in the same order.
    pub(super) plain: Vec<PathBuf>,
}

impl Notes {
    /// Makes the generated ones, and unpacks the real ones where there are any.
    pub(super) fn ready(workspace: &Workspace, options: &Options) -> Result<Self> {
        let folder = workspace.target().join("bench-notes");
        let real = workspace.path(REAL);
        process::run(
            Command::new("node")
                .arg(workspace.path("tests/bench/notes.js"))
                .arg(&folder)
                .arg(options.notes.to_string())
                .arg(&real),
        )?;
        let mut notes = Self {
            archives: vec![(folder.join("generated.zip"), options.notes)],
            plain: vec![folder.join("generated.notes")],
        };
        if real.is_file() {
            notes.archives.push((real, REAL_NOTES));
            notes.plain.push(folder.join("til-notes.notes"));
        }
        Ok(notes)
    }
}
