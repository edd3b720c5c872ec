//! Whole devices against each other and against everything that goes wrong, many times over.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "tests fail by panicking"
)]

mod around;
mod backups;
mod chunks;
mod days;
mod device;
mod devices;
mod disk;
mod finding;
mod forgetting;
mod forms;
mod introductions;
mod people;
mod photos;
mod relay;
mod renewals;
mod screens;
mod sharing;
mod teams;
mod wires;
mod world;

use commonplace_api::update::Recovery;
use commonplace_api::{Command, Id, Problem, RelayState, Saved, Session};
use world::World;

/// A device with a journal, and its words.
fn begin(world: &mut World) -> usize {
    let device = world.add_device();
    world.settle();
    world.command(device, 0, Command::Begin);
    world.settle();
    assert_eq!(world.devices[device].tabs[0].session, Some(Session::Ready));
    device
}

fn entry(n: u8) -> Id {
    Id([n; 16])
}

fn write(world: &mut World, device: usize, tab: usize, n: u8, text: &str) {
    world.command(
        device,
        tab,
        Command::NewEntry {
            id: entry(n),
            zone: "Europe/Berlin".into(),
            text: text.into(),
        },
    );
}

fn read(world: &mut World, device: usize, tab: usize, n: u8) -> Option<String> {
    let view = world.watch(device, tab, entry(n));
    world.settle();
    let text = world.devices[device].tabs[tab].texts.get(&view).cloned();
    world.leave(device, tab, view);
    world.settle();
    text
}

fn second_device(world: &mut World, first: usize) -> usize {
    let words = world.words(first);
    let second = world.add_device();
    world.settle();
    world.command(
        second,
        0,
        Command::Recover {
            words: words.join(" "),
            relay: None,
        },
    );
    second
}

#[test]
fn what_is_written_is_read_on_another_device() {
    let mut world = World::new(1);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "the compiler is a patient teacher");
    world.settle();
    let status = world.devices[first].tabs[0].status.clone().unwrap();
    assert!(status.is_synced(), "{status:?}");
    assert!(!world.relay.holds(b"compiler") && !world.relay.holds(b"patient"));
    let second = second_device(&mut world, first);
    world.settle();
    assert_eq!(world.devices[second].tabs[0].session, Some(Session::Ready));
    assert_eq!(world.devices[second].tabs[0].rows, 1);
    let text = read(&mut world, second, 0, 1);
    assert_eq!(text.as_deref(), Some("the compiler is a patient teacher"));
}

#[test]
fn everything_is_there_after_a_crash() {
    let mut world = World::new(2);
    let device = begin(&mut world);
    write(&mut world, device, 0, 1, "kept");
    world.settle();
    world.crash(device, 0);
    world.settle();
    assert_eq!(world.devices[device].tabs[0].rows, 1);
    assert_eq!(read(&mut world, device, 0, 1).as_deref(), Some("kept"));
}

#[test]
fn a_full_disk_loses_nothing_and_is_told() {
    let mut world = World::new(3);
    let device = begin(&mut world);
    world.devices[device].failing = Some(Problem::DiskFull);
    write(&mut world, device, 0, 1, "kept in memory");
    world.run(60);
    let status = world.devices[device].tabs[0].status.clone().unwrap();
    assert_eq!(status.saved, Saved::Failed(Problem::DiskFull));
    world.devices[device].failing = None;
    world.settle();
    assert!(
        world.devices[device].tabs[0]
            .status
            .as_ref()
            .unwrap()
            .is_synced()
    );
    world.crash(device, 0);
    world.settle();
    assert_eq!(
        read(&mut world, device, 0, 1).as_deref(),
        Some("kept in memory")
    );
}

#[test]
fn a_restored_relay_is_healed() {
    let mut world = World::new(4);
    let device = begin(&mut world);
    let old = world.relay.backup();
    write(&mut world, device, 0, 1, "after the backup");
    world.settle();
    world.hang_up(device, 0);
    world.relay = old;
    world.settle();
    let second = second_device(&mut world, device);
    world.settle();
    assert_eq!(
        read(&mut world, second, 0, 1).as_deref(),
        Some("after the backup")
    );
}

#[test]
fn a_copied_profile_loses_nothing_of_either_copy() {
    let mut world = World::new(5);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "before the copy");
    world.settle();
    let copy = world.add_device();
    world.devices[copy].disk = world.devices[first].disk.clone();
    world.devices[copy].online = false;
    world.crash(copy, 0);
    world.settle();
    write(&mut world, first, 0, 2, "written by the original");
    write(&mut world, copy, 0, 3, "written by the copy");
    world.settle();
    world.devices[copy].online = true;
    world.settle();
    for device in [first, copy] {
        for (n, text) in [
            (1, "before the copy"),
            (2, "written by the original"),
            (3, "written by the copy"),
        ] {
            assert_eq!(
                read(&mut world, device, 0, n).as_deref(),
                Some(text),
                "device {device}"
            );
        }
        assert!(
            world.devices[device].tabs[0]
                .status
                .as_ref()
                .unwrap()
                .is_synced()
        );
    }
}

#[test]
fn two_tabs_share_one_journal() {
    let mut world = World::new(6);
    let device = begin(&mut world);
    world.open_tab(device);
    world.settle();
    write(&mut world, device, 1, 1, "from the second tab");
    world.settle();
    assert_eq!(
        read(&mut world, device, 0, 1).as_deref(),
        Some("from the second tab")
    );
    for tab in 0..2 {
        assert!(
            world.devices[device].tabs[tab]
                .status
                .as_ref()
                .unwrap()
                .is_synced(),
            "tab {tab}"
        );
    }
}

/// A tab that did not lead stores something and is closed before anybody hears of it, and so is
/// the leading one.
#[test]
fn what_a_closed_tab_left_behind_is_sent_by_the_next_leader() {
    let mut world = World::new(9);
    let device = begin(&mut world);
    world.open_tab(device);
    world.open_tab(device);
    world.settle();
    write(&mut world, device, 2, 1, "left behind");
    assert!(world.rest(device, 2));
    world.close_silently(device, 2);
    world.close_tab(device, 0);
    world.settle();
    let status = world.devices[device].tabs[0].status.clone().unwrap();
    assert!(status.is_synced(), "{status:?}");
    assert_eq!(
        read(&mut world, device, 0, 1).as_deref(),
        Some("left behind")
    );
    let second = second_device(&mut world, device);
    world.settle();
    assert_eq!(
        read(&mut world, second, 0, 1).as_deref(),
        Some("left behind")
    );
}

/// However reads and frames are interleaved, what arrives with its words is not made anew.
#[test]
fn an_arrival_takes_few_writes() {
    for seed in 0..20 {
        let mut world = World::new(100 + seed);
        let first = begin(&mut world);
        for n in 1..=60 {
            write(&mut world, first, 0, n, "one of many");
            let view = world.watch(first, 0, entry(n));
            world.leave(first, 0, view);
        }
        world.settle();
        let second = second_device(&mut world, first);
        world.stores = 0;
        world.settle();
        assert_eq!(world.devices[second].tabs[0].rows, 60);
        assert_eq!(world.devices[second].tabs[0].session, Some(Session::Ready));
        assert!(world.stores < 12, "seed {seed}: {} writes", world.stores);
    }
}

#[test]
fn every_tab_hears_that_the_journal_has_arrived() {
    let mut world = World::new(10);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "on its way");
    world.settle();
    let second = second_device(&mut world, first);
    world.run(4);
    world.open_tab(second);
    world.settle();
    for tab in 0..2 {
        assert_eq!(
            world.devices[second].tabs[tab].session,
            Some(Session::Ready),
            "tab {tab}"
        );
    }
}

#[test]
fn offline_is_told_as_it_is() {
    let mut world = World::new(7);
    let device = begin(&mut world);
    world.devices[device].online = false;
    world.hang_up(device, 0);
    write(&mut world, device, 0, 1, "on the train");
    world.settle();
    let status = world.devices[device].tabs[0].status.clone().unwrap();
    assert_eq!(
        (status.saved, status.relay, status.waiting),
        (Saved::Yes, RelayState::Offline, 1)
    );
}

#[test]
fn recovery_words_are_shown_only_when_asked_for() {
    let mut world = World::new(8);
    let device = begin(&mut world);
    assert_eq!(world.recovery(device), Recovery::Hidden);
    assert_eq!(world.words(device).len(), 24);
}

/// Devices and tabs type, crash, part and come back in any order. In the end everyone shows the
/// same, and no word that was told to be saved is missing.
#[test]
fn no_acknowledged_word_is_lost() {
    let seeds = std::env::var("SIM_SEEDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(40);
    for seed in 0..seeds {
        storm(seed);
    }
}

fn storm(seed: u64) {
    let mut world = World::new(1_000 + seed);
    let first = begin(&mut world);
    for n in 1..=3 {
        write(&mut world, first, 0, n, "seed ");
    }
    world.settle();
    let second = second_device(&mut world, first);
    world.settle();
    world.open_tab(first);
    world.settle();
    let places = [(first, 0), (first, 1), (second, 0)];
    let mut typed: Vec<(u8, String)> = Vec::new();
    let mut saved: Vec<(u8, String)> = Vec::new();
    for round in 0..40 {
        let (device, tab) = places[world.pick(places.len())];
        let n = 1 + world.pick(3) as u8;
        let what = world.pick(10);
        if what < 4 {
            world.trouble(what, device, tab);
        } else {
            let view = world.watch(device, tab, entry(n));
            world.run(25);
            let word = format!("<{seed}.{round}>");
            if world.type_word(device, tab, view, &word) {
                typed.push((n, word.clone()));
                if world.rest(device, tab) {
                    saved.push((n, word));
                }
            }
            world.leave(device, tab, view);
        }
        let steps = world.pick(60);
        world.run(steps);
    }
    for device in [first, second] {
        world.devices[device].online = true;
        world.devices[device].failing = None;
    }
    world.settle();
    for n in 1..=3 {
        let texts: Vec<_> = places
            .iter()
            .map(|(d, t)| read(&mut world, *d, *t, n).unwrap())
            .collect();
        assert_eq!(texts[0], texts[1], "seed {seed}, tabs of one device");
        assert_eq!(texts[0], texts[2], "seed {seed}, two devices");
        for (_, word) in saved.iter().filter(|(of, _)| *of == n) {
            assert!(
                texts[0].contains(word.as_str()),
                "seed {seed}: lost {word} of {n}: {}",
                texts[0]
            );
        }
    }
    for (device, tab) in places {
        let status = world.devices[device].tabs[tab].status.clone().unwrap();
        assert!(
            status.is_synced(),
            "seed {seed}, device {device}, tab {tab}: {status:?}"
        );
    }
}
