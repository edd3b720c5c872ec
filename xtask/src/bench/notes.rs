//! The notes everything is measured with, made by `tests/bench/notes.js`.

use std::path::{Path, PathBuf};
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
        make(workspace, &folder, options.notes, Some(&real))?;
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

/// Makes so many as plain text, and nothing else.
pub(super) fn generated(workspace: &Workspace, count: u32) -> Result<PathBuf> {
    let folder = workspace.target().join(format!("bench-notes-{count}"));
    make(workspace, &folder, count, None)?;
    Ok(folder.join("generated.notes"))
}

fn make(workspace: &Workspace, folder: &Path, count: u32, real: Option<&Path>) -> Result<()> {
    process::run(
        Command::new("node")
            .arg(workspace.path("tests/bench/notes.js"))
            .arg(folder)
            .arg(count.to_string())
            .args(real),
    )
}
