//! A new device receives a journal from the real relay: first as a mere replica, then as a whole engine with its disk
//! in memory. Prints one JSON object.
//!
//! `cargo bench -p commonplace-engine --bench new_device -- RELAY_PROGRAM NOTES...`, where each of `NOTES` is a file
//! written by `tests/bench/notes.js`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    unreachable_pub,
    dead_code,
    reason = "a bench takes the time, fails by panicking, prints its result, and shares code with another"
)]

mod device;
#[path = "../../tests/sim/disk.rs"]
mod disk;
mod figures;
mod notes;
mod relay;
mod replica;

use commonplace_api::import::Import;
use commonplace_api::wire::ToCore;
use commonplace_api::{Command, Id, Session, View, ViewId};
use commonplace_domain::Imported;
use commonplace_engine::io::{Input, Picture};
use commonplace_sync::Seed;
use device::Device;
use figures::{Figures, ms, number};
use relay::Relay;
use std::path::{Path, PathBuf};
use std::time::Instant;

const REPETITIONS: usize = 3;
/// Size of a photo.
const PHOTO: usize = 2 << 20;
/// One entry of so many is changed while a device is away.
const CHANGED: usize = 100;
/// Views of editors; those below are of lists.
const FIRST_EDITOR: u32 = 100;

/// A device with all of `notes`, and the relay with them, too.
async fn fill(relay: &Relay, words: &str, notes: Vec<Imported>) -> Device {
    let mut device = Device::new(relay, 1);
    device.command(Command::Recover {
        words: words.to_owned(),
        relay: None,
    });
    device
        .until(relay, |device| device.session == Some(Session::Ready))
        .await;
    device.give(Input::ImportRead {
        notes,
        refused: Vec::new(),
    });
    device.command(Command::ConfirmImport);
    device
        .until(relay, |device| {
            matches!(device.import, Some(Import::Done(_))) && device.is_synced()
        })
        .await;
    device
}

async fn as_replica(relay: &Relay, seed: &Seed, count: usize) -> Figures {
    let mut runs = Vec::new();
    for _ in 0..REPETITIONS {
        runs.push(replica::receive(relay, seed).await);
    }
    runs.sort_by_key(|run| run.wall);
    let median = runs.swap_remove(REPETITIONS / 2);
    assert_eq!(median.documents, count);
    let (verify, open) = replica::steps(seed, &median.records);
    vec![
        ("replica_ms", ms(median.wall)),
        ("replica_received_bytes", number(median.bytes)),
        ("replica_sent_bytes", number(median.sent)),
        ("records", number(median.records.len())),
        ("of_which_verify_ms", ms(verify)),
        ("of_which_open_ms", ms(open)),
    ]
}

/// A device that has been away while another one changed some entries, and comes back.
async fn reconnect(relay: &Relay, seed: &Seed, mut device: Device, entries: &[Id]) -> Figures {
    let away = replica::receive(relay, seed).await;
    for (at, entry) in entries.iter().enumerate() {
        let view = ViewId(u32::try_from(at).unwrap() + FIRST_EDITOR);
        device.edit(relay, view, *entry).await;
    }
    device
        .until(relay, |device| device.is_saved() && !device.is_synced())
        .await;
    device.until(relay, Device::is_synced).await;
    let back = replica::catch_up(relay, away.spaces, Instant::now()).await;
    vec![
        ("changed", number(back.documents)),
        ("reconnect_ms", ms(back.wall)),
        ("reconnect_received_bytes", number(back.bytes)),
        ("reconnect_sent_bytes", number(back.sent)),
    ]
}

async fn as_engine(relay: &Relay, words: &str, count: u32) -> Figures {
    let start = Instant::now();
    let mut device = Device::new(relay, 2);
    device.command(Command::Recover {
        words: words.to_owned(),
        relay: None,
    });
    device.until(relay, |device| device.rows > 0).await;
    let first = start.elapsed();
    device
        .until(relay, |device| {
            device.rows == count && device.is_synced() && device.is_saved()
        })
        .await;
    vec![
        ("engine_first_rows_ms", ms(first)),
        ("engine_all_ms", ms(start.elapsed())),
        ("of_which_engine_ms", ms(device.thinking)),
        ("of_which_memory_disk_ms", ms(device.storing)),
        ("rows_written", number(device.writes)),
        ("written_bytes", number(device.written)),
    ]
}

/// A photo from a device to another, which has everything else already.
async fn photo(relay: &Relay, words: &str, first: &mut Device, entry: Id) -> Figures {
    let mut second = Device::new(relay, 3);
    second.command(Command::Recover {
        words: words.to_owned(),
        relay: None,
    });
    second.until(relay, Device::is_synced).await;
    let photo = Id([7; 16]);
    let view = View::Photo { entry, photo };
    second.give(Input::Screen(ToCore::Subscribe(ViewId(50), view)));
    let bytes = (0..PHOTO).map(|at| (at * at % 251).to_le_bytes()[0]);
    let picture = Picture {
        media: "image/webp".to_owned(),
        width: 2048,
        height: 1536,
        bytes: bytes.collect(),
    };
    let start = Instant::now();
    first.give(Input::PhotoReading { entry, photo });
    let picture = Ok(picture);
    first.give(Input::PhotoRead {
        entry,
        photo,
        picture,
    });
    first
        .until(relay, |device| device.is_saved() && !device.is_synced())
        .await;
    first.until(relay, Device::is_synced).await;
    let given = start.elapsed();
    second.until(relay, |device| device.photos > 0).await;
    vec![
        ("photo_bytes", number(PHOTO)),
        ("photo_given_ms", ms(given)),
        ("photo_seen_elsewhere_ms", ms(start.elapsed())),
    ]
}

async fn measure(program: &Path, file: &Path) -> Figures {
    let relay = Relay::start(program);
    let seed = Seed::from_bytes([9; 32]);
    let words = seed.words().join(" ");
    let notes = notes::read(file);
    let count = notes.len();
    let changed: Vec<Id> = notes.iter().step_by(CHANGED).map(Imported::id).collect();
    let start = Instant::now();
    let mut device = fill(&relay, &words, notes).await;
    let filled = start.elapsed();
    let mut figures = vec![
        ("notes", number(count)),
        ("import_and_upload_ms", ms(filled)),
    ];
    figures.extend(as_replica(&relay, &seed, count).await);
    figures.extend(as_engine(&relay, &words, u32::try_from(count).unwrap()).await);
    figures.extend(photo(&relay, &words, &mut device, changed[0]).await);
    figures.extend(reconnect(&relay, &seed, device, &changed).await);
    figures
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = std::env::args_os()
        .skip(1)
        .filter(|argument| argument != "--bench");
    let paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    // `cargo test --benches` runs it with nothing to do.
    let Some((program, files)) = paths.split_first() else {
        return;
    };
    let mut results = Vec::new();
    for file in files {
        let figures = measure(program, file).await;
        let figures: Vec<_> = figures
            .iter()
            .map(|(name, figure)| format!("\"{name}\": {figure:.1}"))
            .collect();
        let name = file.file_stem().unwrap().to_string_lossy();
        results.push(format!("\"{name}\": {{{}}}", figures.join(", ")));
    }
    println!("{{{}}}", results.join(", "));
}
