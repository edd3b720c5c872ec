//! Running other programs, with an error that names the one that failed.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use anyhow::{Context, Result, bail, ensure};

/// Says one line to whoever is waiting. On standard error: standard output is for answers.
pub fn say(line: &str) {
    eprintln!("xtask: {line}");
}

/// Runs to the end, its output shown.
///
/// # Errors
/// When it does not start or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("could not start {}", shown(command)))?;
    ensure!(status.success(), "{} failed ({status})", shown(command));
    Ok(())
}

/// Runs to the end and answers what it printed, without the line end.
///
/// # Errors
/// When it does not start, does not succeed, or prints something else than text.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("could not start {}", shown(command)))?;
    if !output.status.success() {
        bail!(
            "{} failed ({}): {}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("{} printed no text", shown(command)))?;
    Ok(text.trim_end().to_owned())
}

/// Runs to the end, showing every line of its standard output and handing it to `read` as well.
/// Answers whether it succeeded.
///
/// # Errors
/// When it does not start.
pub fn follow(command: &mut Command, mut read: impl FnMut(&str)) -> Result<bool> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {}", shown(command)))?;
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            read(text.trim_end());
            line.clear();
        }
    }
    Ok(child.wait()?.success())
}

/// Runs for at most `limit`, showing nothing. Answers whether it succeeded in that time.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    const STEP: Duration = Duration::from_millis(100);
    let Ok(mut child) = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
    else {
        return false;
    };
    let mut waited = Duration::ZERO;
    while waited < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(STEP),
            Err(_) => break,
        }
        waited += STEP;
    }
    stop(&mut child);
    false
}

/// Ends a program that this process started.
pub fn stop(child: &mut Child) {
    // It may have ended by itself: that is as good.
    drop(child.kill());
    drop(child.wait());
}

/// The program of that name on the search path.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// A search path that starts with `first`.
///
/// # Errors
/// When one of the folders has a name that no search path can hold.
pub fn search_path(first: &[&Path]) -> Result<std::ffi::OsString> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let folders = first
        .iter()
        .map(|folder| (*folder).to_owned())
        .chain(env::split_paths(&inherited));
    Ok(env::join_paths(folders)?)
}

fn shown(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    format!("`{}`", words.join(" "))
}
