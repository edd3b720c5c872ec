//! The command line, and the settings that follow from it.

use clap::{Args, Parser, Subcommand};
use commonplace_relay::{Quota, Settings};
use std::{net::SocketAddr, path::PathBuf};

/// Keeps sealed records for people's devices and passes them on. It cannot read them.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// How much to log: error, warn, info, debug or trace. Never who.
    #[arg(long, global = true, default_value = "info", value_name = "LEVEL")]
    pub(crate) log: String,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the relay and serve the app.
    Serve(Box<Serve>),
    /// Read everything that is kept, and say whether it is sound. Works beside a running relay.
    Check(Data),
    /// Print how much is kept.
    Stats(Data),
    /// Copy the database to a file, as of one moment. Works beside a running relay.
    Backup {
        #[command(flatten)]
        data: Data,
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Put a copy made by `backup` in the place of the database. Stop the relay first.
    Restore {
        #[command(flatten)]
        data: Data,
        /// The copy.
        file: PathBuf,
        /// Replace the database that is there; it is kept as relay.db.before-restore.
        #[arg(long)]
        force: bool,
    },
    /// Forget one space, its roster and all its records. Stop the relay first.
    Purge {
        #[command(flatten)]
        data: Data,
        /// The space, as 64 hexadecimal digits.
        space: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Data {
    /// The folder everything is kept in.
    #[arg(long, env = "COMMONPLACE_DATA", value_name = "FOLDER")]
    pub(crate) data: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,
    /// Where to serve figures for Prometheus, at /metrics; nowhere by default.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) metrics: Option<SocketAddr>,
    /// The folder of the built app; by default the app inside this program, if it was built with one.
    #[arg(long, value_name = "FOLDER")]
    app: Option<PathBuf>,
    /// Room for each space; rosters and packs get a sixteenth more.
    #[arg(long, default_value_t = 1024, value_name = "MIB")]
    quota_mib: u64,
    /// Only who gives this code may open a space the relay does not have (as ?open=CODE after /sync).
    #[arg(
        long,
        env = "COMMONPLACE_OPEN_CODE",
        hide_env_values = true,
        value_name = "CODE"
    )]
    open_code: Option<String>,
    /// Pages from this origin may connect; all if not given. May be repeated.
    #[arg(long, value_name = "ORIGIN")]
    origin: Vec<String>,
    /// The host people dial, if a proxy in front does not pass `Host` on.
    #[arg(long, value_name = "HOST")]
    public_host: Option<String>,
    /// Connections open at one time.
    #[arg(long, default_value_t = 4096, value_name = "COUNT")]
    connections: usize,
    /// Of these, from one address.
    #[arg(long, default_value_t = 256, value_name = "COUNT")]
    connections_per_address: usize,
    /// Proxies in front whose X-Forwarded-For is believed.
    #[arg(long, default_value_t = 0, value_name = "COUNT")]
    trusted_hops: usize,
}

impl Serve {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            quota: Quota::of_mib(self.quota_mib),
            open_code: self.open_code.clone(),
            origins: self.origin.clone(),
            public_host: self.public_host.clone(),
            connections: self.connections,
            connections_per_address: self.connections_per_address,
            trusted_hops: self.trusted_hops,
            app: self.app.clone(),
            ..Settings::default()
        }
    }
}
