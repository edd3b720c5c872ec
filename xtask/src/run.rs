//! `cargo xtask run`: the app and its relay, here on this machine.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::app;
use crate::process::{self, say};
use crate::workspace::{self, Workspace};

const FIRST_PORT: u16 = 8080;
const LAST_PORT: u16 = 8180;

/// Where to listen, and where to keep what is written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    listen: Option<SocketAddr>,
    data: Option<PathBuf>,
}

impl Options {
    /// Reads `--listen ADDRESS` and `--data FOLDER`.
    ///
    /// # Errors
    /// When there is anything else, or the address is none.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (argument.as_str(), rest.next().cloned()),
            };
            let value = value.with_context(|| format!("{name} needs a value"))?;
            match name {
                "--listen" => {
                    let address = value
                        .parse()
                        .with_context(|| format!("{value} is no address like 127.0.0.1:8080"))?;
                    options.listen = Some(address);
                }
                "--data" => options.data = Some(PathBuf::from(value)),
                other => bail!("run knows --listen ADDRESS and --data FOLDER, not {other}"),
            }
        }
        Ok(options)
    }
}

/// Builds what changed and becomes the relay, which serves the app as well.
///
/// # Errors
/// When something does not build, or the relay cannot start.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    app::build(workspace)?;
    process::run(&mut workspace.cargo("build --quiet --package commonplace-relay"))?;
    let data = match &options.data {
        Some(folder) => folder.clone(),
        None => workspace::data()?,
    };
    fs::create_dir_all(&data).with_context(|| format!("{} cannot be made", data.display()))?;
    let listen = match options.listen {
        Some(address) => address,
        None => free_address()?,
    };
    say(&format!(
        "what is written is kept in {}; Ctrl-C stops it",
        data.display()
    ));
    // The relay prints the address itself, once it can be opened.
    let program = workspace
        .target()
        .join("debug")
        .join(workspace.relay().file_name().unwrap_or_default());
    let mut relay = Command::new(program);
    relay
        .args(["serve", "--listen", &listen.to_string(), "--data"])
        .arg(&data)
        .arg("--app")
        .arg(workspace.app());
    become_program(&mut relay)
}

fn free_address() -> Result<SocketAddr> {
    (FIRST_PORT..=LAST_PORT)
        .map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .find(|address| TcpListener::bind(address).is_ok())
        .with_context(|| {
            format!(
                "every port from {FIRST_PORT} to {LAST_PORT} is taken: choose one with --listen"
            )
        })
}

/// The relay takes the place of xtask, so that whatever ends the one ends the other.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
        .with_context(|| format!("{} could not start", command.get_program().display()))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    process::run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Options> {
        Options::parse(
            &words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn options_are_read_in_both_spellings() {
        let expected = Options {
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 9000))),
            data: Some(PathBuf::from("notes")),
        };
        assert_eq!(
            parse(&["--listen", "127.0.0.1:9000", "--data", "notes"]).unwrap(),
            expected
        );
        assert_eq!(
            parse(&["--listen=127.0.0.1:9000", "--data=notes"]).unwrap(),
            expected
        );
        assert_eq!(parse(&[]).unwrap(), Options::default());
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for words in [
            &["--listen"][..],
            &["--listen", "nowhere"],
            &["--port", "1"],
        ] {
            assert!(parse(words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        let first = free_address().unwrap();
        let _taken = TcpListener::bind(first).unwrap();
        assert_ne!(free_address().unwrap(), first);
    }
}
