//! The commands: their names, what they are for, and where each one starts.

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{bench, ci, dist, icons, post_build, run, shots, test, tidy};

const HELP: &str = "\
cargo xtask COMMAND

  run [--listen ADDRESS] [--data FOLDER]   build what changed and start it, here on this machine
  test [native|browser|e2e]...             every test, or some kinds of it
  dist                                     the app in dist/app, the relay with the app inside in dist/
  bench [--quick] [NAME]...                measure, and print one JSON object
  shots                                    a picture of every screen in dist/shots, phone and desktop, light and dark
  icons                                    style/icons.svg anew, from its list in xtask/src/icons.rs
  tidy                                     what the compiler cannot check about the source
  ci                                       all that has to hold before a change is taken

What is missing on this machine is installed on the way, and said.";

/// Runs the command that `arguments` name.
///
/// # Errors
/// When there is no such command, or it fails.
pub fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    let workspace = Workspace::find()?;
    match command {
        "run" => run::run(&workspace, &run::Options::parse(rest)?),
        "test" => test::run(&workspace, &test::Part::parse(rest)?),
        "dist" => dist::build(&workspace),
        "bench" => bench::run(&workspace, &bench::Options::parse(rest)?),
        "shots" => shots::run(&workspace),
        "icons" => icons::run(&workspace),
        "tidy" => tidy::run(&workspace),
        "ci" => ci::run(&workspace),
        // Trunk calls this one.
        "post-build" => post_build::run(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}
