//! The real relay, as a process of its own with a folder of its own, and sockets to it.

use futures_util::{SinkExt, StreamExt};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// Longer than the relay is ever silent while something is lacking.
const PATIENCE: Duration = Duration::from_secs(30);
/// What Linux counts a process's time in.
const TICK_MS: u64 = 10;

/// A running relay, ended when dropped.
pub struct Relay {
    child: Child,
    folder: PathBuf,
    pub host: String,
}

impl Relay {
    pub fn start(program: &Path) -> Self {
        let folder = std::env::temp_dir().join(format!("new-device-{}", std::process::id()));
        let mut child = Command::new(program)
            .args([
                "--log",
                "warn",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--data",
            ])
            .arg(&folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let host = line
            .strip_prefix("listening on http://")
            .unwrap()
            .to_owned();
        Self {
            child,
            folder,
            host,
        }
    }

    /// How long it has worked, in user code and in the system.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // The name may hold anything; what follows its bracket does not.
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split(' ').collect();
        let ticks = |at: usize| fields[at].parse::<u64>().unwrap();
        Duration::from_millis((ticks(12) + ticks(13)) * TICK_MS)
    }

    /// The most memory it has had.
    pub fn peak_kib(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .unwrap();
        peak.trim().trim_end_matches(" kB").parse().unwrap()
    }

    pub async fn connect(&self) -> Socket {
        // Small messages go at once, as from a browser.
        let without_delay = true;
        let url = format!("ws://{}/sync", self.host);
        let (stream, _) = connect_async_with_config(url, None, without_delay)
            .await
            .unwrap();
        Socket {
            stream,
            received: 0,
            sent: 0,
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// A connection that counts the bytes of its messages.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub received: usize,
    pub sent: usize,
}

impl Socket {
    pub async fn send(&mut self, bytes: Vec<u8>) {
        self.sent += bytes.len();
        self.stream
            .send(Message::Binary(bytes.into()))
            .await
            .unwrap();
    }

    pub async fn next(&mut self) -> Vec<u8> {
        loop {
            let message = timeout(PATIENCE, self.stream.next())
                .await
                .expect("the relay is silent");
            if let Message::Binary(bytes) = message.unwrap().unwrap() {
                self.received += bytes.len();
                return bytes.into();
            }
        }
    }
}
