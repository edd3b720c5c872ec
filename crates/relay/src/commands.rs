//! What each subcommand does.

use crate::cli::{Command, Data, Serve};
use anyhow::Context;
use commonplace_protocol::SpaceId;
use commonplace_relay::{
    DataDir, Relay, RelayError, database,
    log::{LogStore, SqliteLog},
};
use std::{
    io::{Write, stdout},
    process::ExitCode,
    sync::Arc,
};
use tokio::{runtime::Runtime, signal};

pub(crate) fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(options) => runtime()?.block_on(serve(&options))?,
        Command::Check(data) => return check(&data),
        Command::Stats(data) => stats(&data)?,
        Command::Backup { data, file } => {
            SqliteLog::backup(&database(&data.data), &file)?;
            say(&format!("copied to {}", file.display()))?;
        }
        Command::Restore { data, file, force } => {
            let folder = DataDir::hold(&data.data)?;
            SqliteLog::restore(&folder.database(), &file, force)?;
            say(&format!(
                "restored from {}; devices send again what it lacks",
                file.display()
            ))?;
        }
        Command::Purge { data, space } => purge(&data, &space)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a line of the command's answer.
fn say(line: &str) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn runtime() -> anyhow::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no runtime")
}

async fn serve(options: &Serve) -> anyhow::Result<()> {
    let stop = asked_to_stop()?;
    let folder = DataDir::hold(&options.data.data)?;
    let log = Arc::new(SqliteLog::open(&folder.database())?);
    let relay = Relay::start(log, options.settings(), options.listen, options.metrics).await?;
    if let Some(address) = relay.metrics_address() {
        say(&format!("metrics on http://{address}/metrics"))?;
    }
    // Programs that started this one wait for this line.
    say(&format!("listening on http://{}", relay.address()))?;
    stop.await;
    tracing::info!("stopping");
    relay.stop().await;
    Ok(())
}

/// Listens for the operator or the system asking to stop, from this call on; the future waits for it.
#[cfg(unix)]
fn asked_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    use signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn asked_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a way to be asked, it runs until it is ended.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn check(data: &Data) -> anyhow::Result<ExitCode> {
    let report = SqliteLog::check(&database(&data.data))?;
    for problem in &report.problems {
        say(problem)?;
    }
    let verdict = if report.problems.is_empty() {
        "sound"
    } else {
        "DAMAGED"
    };
    say(&format!(
        "{verdict}: {} spaces, {} records",
        report.spaces, report.records
    ))?;
    Ok(if report.problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn stats(data: &Data) -> anyhow::Result<()> {
    let totals = SqliteLog::totals_of(&database(&data.data))?;
    say(&format!("spaces {}", totals.spaces))?;
    say(&format!("replicas {}", totals.replicas))?;
    say(&format!("roster entries {}", totals.roster_entries))?;
    say(&format!("records {}", totals.records))?;
    say(&format!("chunks {}", totals.chunks))?;
    say(&format!("bytes {}", totals.bytes))
}

fn purge(data: &Data, space: &str) -> anyhow::Result<()> {
    let space = parse_space(space).ok_or(RelayError::NameTheSpace)?;
    let path = database(&data.data);
    if !path.exists() {
        return Err(RelayError::NothingThere(path).into());
    }
    let folder = DataDir::hold(&data.data)?;
    let log = SqliteLog::open(&folder.database())?;
    let found = runtime()?.block_on(log.purge(space))?;
    say(if found {
        "forgotten"
    } else {
        "there is no such space"
    })
}

fn parse_space(text: &str) -> Option<SpaceId> {
    let mut id = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in id.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(SpaceId(id))
}
