//! `commonplace-relay`: reads the command line and runs what it names.

mod cli;
mod commands;

use clap::Parser;
use std::process::ExitCode;
use tracing::Level;
use tracing_subscriber::fmt;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    let level = arguments.log.parse().unwrap_or(Level::INFO);
    // Standard output is for what a command answers; the log goes beside it.
    fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    match commands::run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
