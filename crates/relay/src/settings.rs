//! What whoever runs a relay decides. Everything has a default that suits a team of a few hundred people.

use crate::Quota;
use std::{path::PathBuf, time::Duration};

/// Settings of a running relay.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Room for each space.
    pub quota: Quota,
    /// What a client must give to open a space this relay does not have; anyone may if there is none.
    pub open_code: Option<String>,
    /// Origins whose pages may connect; all if empty. Programs that are no browser say none.
    pub origins: Vec<String>,
    /// The host that clients sign for; by default the `Host` each of them dialled.
    pub public_host: Option<String>,
    /// Sockets open at one time.
    pub connections: usize,
    /// Of these, from one address (an IPv6 /64 counts as one).
    pub connections_per_address: usize,
    /// Proxies in front whose `X-Forwarded-For` is believed.
    pub trusted_hops: usize,
    /// The folder of the built app; the embedded one, if there is one, by default.
    pub app: Option<PathBuf>,
    /// How long things may take.
    pub patience: Patience,
}

/// How long the relay waits.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a new connection to prove who it is.
    pub proof: Duration,
    /// Before it asks a silent client whether it is there.
    pub ping: Duration,
    /// For any sign of life, or for a frame to be taken.
    pub silence: Duration,
    /// For connections to end when the relay stops.
    pub stop: Duration,
    /// For what is in a mailbox to be taken.
    pub mailbox: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            quota: Quota::of_mib(1024),
            open_code: None,
            origins: Vec::new(),
            public_host: None,
            connections: 4096,
            connections_per_address: 256,
            trusted_hops: 0,
            app: None,
            patience: Patience::default(),
        }
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            proof: Duration::from_secs(10),
            ping: Duration::from_secs(30),
            silence: Duration::from_secs(80),
            stop: Duration::from_secs(10),
            mailbox: Duration::from_mins(10),
        }
    }
}
