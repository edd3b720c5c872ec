//! A relay for one test.

use commonplace_relay::{
    Relay, Settings,
    log::{LogStore, SqliteLog},
};
use std::{net::SocketAddr, sync::Arc};
use tempfile::TempDir;

/// A relay in this process, on a free port, with a folder of its own. Ends with the test.
#[derive(Debug)]
pub struct TestServer {
    relay: Relay,
    folder: TempDir,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::with(Settings::default()).await
    }

    pub async fn with(settings: Settings) -> Self {
        Self::at(tempfile::tempdir().unwrap(), settings).await
    }

    async fn at(folder: TempDir, settings: Settings) -> Self {
        let log = SqliteLog::open(&folder.path().join("relay.db")).unwrap();
        Self::run(Arc::new(log), folder, settings).await
    }

    /// On a log of the test's own.
    pub async fn over(log: Arc<dyn LogStore>, settings: Settings) -> Self {
        Self::run(log, tempfile::tempdir().unwrap(), settings).await
    }

    async fn run(log: Arc<dyn LogStore>, folder: TempDir, settings: Settings) -> Self {
        let any = "127.0.0.1:0".parse().unwrap();
        let relay = Relay::start(log, settings, any, Some(any)).await.unwrap();
        Self { relay, folder }
    }

    pub fn address(&self) -> SocketAddr {
        self.relay.address()
    }

    pub fn metrics_address(&self) -> SocketAddr {
        self.relay.metrics_address().unwrap()
    }

    pub async fn stop(self) -> TempDir {
        self.relay.stop().await;
        self.folder
    }

    /// The same data, other settings.
    pub async fn restart(self, settings: Settings) -> Self {
        Self::at(self.stop().await, settings).await
    }
}
