//! A brotli copy beside every file that gets smaller by it, for the relay to serve as it is.
//!
//! Node does the work, as it is here for wasm-opt anyway: compiling an encoder would take longer than all of xtask.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::files;
use crate::process;

const COMPRESSED: &[&str] = &[
    "css",
    "html",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

const SCRIPT: &str = "
const { readFileSync, writeFileSync } = require('node:fs');
const { brotliCompressSync, constants: c } = require('node:zlib');
for (const name of process.argv.slice(1)) {
  const bytes = readFileSync(name);
  const params = { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 22, [c.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const smaller = brotliCompressSync(bytes, { params });
  if (smaller.length < bytes.length) writeFileSync(name + '.br', smaller);
}";

/// Writes the `.br` files below `folder`.
pub(super) fn all(folder: &Path) -> Result<()> {
    let files = files(folder)?;
    let chosen = files.iter().filter(|(name, _)| {
        name.rsplit_once('.')
            .is_some_and(|(_, extension)| COMPRESSED.contains(&extension))
    });
    process::run(
        Command::new("node")
            .args(["-e", SCRIPT, "--"])
            .args(chosen.map(|(_, path)| path)),
    )
}
