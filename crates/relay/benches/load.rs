//! The relay under load, measured from outside: the real program, real frames over loopback, fsynced.
//! Prints one JSON object. `cargo bench -p commonplace-relay --bench load [name...]`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "a bench fails by panicking, prints its result, and shares code with the tests"
)]

#[path = "../tests/relay/client.rs"]
mod client;
#[path = "../tests/relay/person.rs"]
mod person;
#[path = "../tests/relay/program.rs"]
mod program;

use client::{Client, Heard, place};
use commonplace_protocol::{Frame, Roster, VersionVector};
use person::{Person, Writer};
use program::Program;
use std::{
    collections::HashMap,
    fs,
    time::{Duration, Instant},
};

const NOTE: usize = 1024;
const MEASURED: Duration = Duration::from_secs(5);

struct Bench {
    program: Program,
    person: Person,
    roster: Roster,
    _data: tempfile::TempDir,
}

impl Bench {
    fn start() -> Self {
        let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let program = Program::serve(data.path(), &["--connections-per-address", "2000"]);
        let person = Person::new(1);
        let roster = person.space();
        Self {
            program,
            person,
            roster,
            _data: data,
        }
    }

    async fn client(&self) -> Client {
        let mut client = Client::inside(self.program.address, &self.person, &self.roster).await;
        client.received().await;
        client
    }

    fn writer(&self, replica: u8) -> Writer {
        Writer::new(&self.person, &self.roster, replica)
    }

    /// A figure of the relay's process, in KiB.
    fn memory_kib(&self, name: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap();
        line.trim_start_matches(':')
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .unwrap()
    }
}

/// Appends of one record a frame, `window` of them on the way at one time, each acknowledged after its fsync.
async fn appends(window: u64) -> Vec<(&'static str, f64)> {
    let bench = Bench::start();
    let mut client = bench.client().await;
    let (mut writer, space) = (bench.writer(1), bench.roster.space());
    // Signed before, so that the relay is measured and not the signing.
    let ready: Vec<_> = (0..100_000.min(window * 400 + 20_000))
        .map(|_| writer.write(NOTE))
        .collect();
    let (mut sent, mut acked) = (0_u64, 0_u64);
    let mut ready = ready.into_iter();
    let (mut at, mut waits) = (HashMap::new(), Vec::new());
    let start = Instant::now();
    while start.elapsed() < MEASURED {
        while sent < acked + window {
            let Some(record) = ready.next() else { break };
            sent += 1;
            at.insert(sent, Instant::now());
            client.push(space, vec![record]).await;
        }
        if sent == acked {
            break;
        }
        if let Frame::Ack(ack) = client.frame().await {
            let now = ack.vector.get(&writer.replica());
            waits.extend(
                (acked + 1..=now)
                    .filter_map(|n| at.remove(&n))
                    .map(|at| at.elapsed()),
            );
            acked = now;
        }
    }
    let a_second = acked as f64 / start.elapsed().as_secs_f64();
    let (p50, p99) = quantiles(waits);
    vec![
        ("appends_per_second", a_second),
        ("p50_ms", p50),
        ("p99_ms", p99),
    ]
}

/// One writer, a hundred readers: from the push until each reader has it.
async fn fan_out() -> Vec<(&'static str, f64)> {
    const READERS: usize = 100;
    const ROUNDS: u64 = 50;
    let bench = Bench::start();
    let (mut writer, space) = (bench.writer(1), bench.roster.space());
    let mut sender = bench.client().await;
    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    for _ in 0..READERS {
        let (mut reader, told) = (bench.client().await, told.clone());
        tokio::spawn(async move {
            while let Heard::Frame(frame) = reader.hear().await {
                if let Frame::Records(records) = frame {
                    let now = Instant::now();
                    let vector = records.records.iter().map(|record| place(record)).collect();
                    reader.ack(space, vector).await;
                    told.send(now).unwrap();
                }
            }
        });
    }
    let mut waits = Vec::new();
    for _ in 0..ROUNDS {
        let record = writer.write(NOTE);
        let start = Instant::now();
        sender.push(space, vec![record]).await;
        for _ in 0..READERS {
            waits.push(heard.recv().await.unwrap() - start);
        }
    }
    let (p50, p99) = quantiles(waits);
    vec![("p50_ms", p50), ("p99_ms", p99)]
}

/// What a thousand connections cost that have a space open and say nothing.
async fn idle() -> Vec<(&'static str, f64)> {
    const CLIENTS: usize = 1000;
    let bench = Bench::start();
    let mut writer = bench.writer(1);
    let mut first = bench.client().await;
    first
        .push(bench.roster.space(), vec![writer.write(NOTE)])
        .await;
    first
        .acked(&VersionVector::from_iter([(writer.replica(), 1)]))
        .await;
    let before = bench.memory_kib("VmRSS");
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        clients.push(bench.client().await);
    }
    let after = bench.memory_kib("VmRSS");
    let each = (after - before) / CLIENTS as f64;
    vec![
        ("before_kib", before),
        ("growth_each_kib", each),
        ("all_told_each_kib", after / CLIENTS as f64),
    ]
}

/// The same after each of them received a mebibyte and gave one.
async fn idle_after_work() -> Vec<(&'static str, f64)> {
    const CLIENTS: usize = 200;
    let bench = Bench::start();
    let space = bench.roster.space();
    let mut first = bench.client().await;
    let mut writer = bench.writer(0);
    first.push(space, writer.write_many(256, 3900)).await;
    first
        .acked(&VersionVector::from_iter([(writer.replica(), 256)]))
        .await;
    let before = bench.memory_kib("VmRSS");
    let mut clients = Vec::new();
    for n in 0..CLIENTS {
        let person = Person::new(u8::try_from(n).unwrap() + 2);
        let roster = person.space();
        let mut client = bench.client().await;
        client.enter(&person, &roster).await;
        client.have(roster.space(), VersionVector::new()).await;
        let mut own = Writer::new(&person, &roster, 1);
        client.push(roster.space(), own.write_many(256, 3900)).await;
        client
            .acked(&VersionVector::from_iter([(own.replica(), 256)]))
            .await;
        clients.push(client);
    }
    let each = (bench.memory_kib("VmRSS") - before) / CLIENTS as f64;
    vec![("before_kib", before), ("growth_each_kib", each)]
}

/// A new device receives ten thousand notes; bytes on the wire with it.
async fn cold() -> Vec<(&'static str, f64)> {
    const NOTES: usize = 10_000;
    let bench = Bench::start();
    let (mut writer, space) = (bench.writer(1), bench.roster.space());
    let mut sender = bench.client().await;
    let records = writer.write_many(NOTES, NOTE);
    let start = Instant::now();
    for chunk in records.chunks(200) {
        sender.push(space, chunk.to_vec()).await;
    }
    sender
        .acked(&VersionVector::from_iter([(
            writer.replica(),
            NOTES as u64,
        )]))
        .await;
    let given = start.elapsed();
    let start = Instant::now();
    let mut device = Client::inside(bench.program.address, &bench.person, &bench.roster).await;
    let received = device.received().await;
    let taken = start.elapsed();
    assert_eq!(received.len(), NOTES);
    let bytes: usize = received.iter().map(Vec::len).sum();
    vec![
        ("given_ms", given.as_secs_f64() * 1000.0),
        ("received_ms", taken.as_secs_f64() * 1000.0),
        ("received_bytes", bytes as f64),
        ("relay_peak_kib", bench.memory_kib("VmHWM")),
    ]
}

/// The median and the 99th percentile, in milliseconds.
fn quantiles(mut waits: Vec<Duration>) -> (f64, f64) {
    waits.sort();
    let at = |percent: usize| waits[(waits.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
    (at(50), at(99))
}

#[tokio::main]
async fn main() {
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|one| one == name);
    let mut results = Vec::new();
    for name in [
        "appends_1",
        "appends_256",
        "fan_out",
        "idle",
        "idle_after_work",
        "cold",
    ] {
        if !wanted(name) {
            continue;
        }
        let figures = match name {
            "appends_1" => appends(1).await,
            "appends_256" => appends(256).await,
            "fan_out" => fan_out().await,
            "idle" => idle().await,
            "idle_after_work" => idle_after_work().await,
            _ => cold().await,
        };
        let figures: Vec<_> = figures
            .iter()
            .map(|(name, figure)| format!("\"{name}\": {figure:.3}"))
            .collect();
        results.push(format!("  \"{name}\": {{{}}}", figures.join(", ")));
    }
    println!("{{\n{}\n}}", results.join(",\n"));
}
