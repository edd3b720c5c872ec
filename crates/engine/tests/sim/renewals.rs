//! A lost device, and the next generation of keys: who is shut out, who is let in again, and that no word is lost by it.

use crate::devices::{generation, is_shut_out, is_synced, link, linked, offline, renew, take};
use crate::world::World;
use crate::{begin, entry, read, second_device, write};
use commonplace_api::devices::{LinkProblem, Linking, Renewal};
use commonplace_api::{Command, Problem, Session};

#[test]
fn a_lost_device_is_shut_out_and_told() {
    let mut world = World::new(2004);
    let first = begin(&mut world);
    let words = world.words(first);
    let lost = second_device(&mut world, first);
    world.settle();
    write(&mut world, first, 0, 1, "before");
    world.settle();
    offline(&mut world, lost);
    write(&mut world, lost, 0, 2, "after it was lost");
    world.settle();

    renew(&mut world, first, &words);
    world.settle();
    assert_eq!(generation(&world, first), 2);
    assert_eq!(
        world.devices[first].tabs[0].keys.as_ref().unwrap().renewal,
        Renewal::Done
    );
    assert!(is_synced(&world, first) && !is_shut_out(&world, first));
    write(&mut world, first, 0, 3, "secret from now on");
    world.settle();

    world.devices[lost].online = true;
    world.settle();
    assert!(is_shut_out(&world, lost));
    assert_eq!(read(&mut world, lost, 0, 1).as_deref(), Some("before"));
    assert_eq!(read(&mut world, lost, 0, 3), None, "it reads nothing new");
    write(&mut world, lost, 0, 4, "to nobody");
    world.settle();
    for n in [2, 4] {
        assert_eq!(read(&mut world, first, 0, n), None, "nobody reads it");
    }
    // So it stays, whatever it does.
    world.crash(lost, 0);
    world.settle();
    assert!(is_shut_out(&world, lost));
    assert_eq!(read(&mut world, lost, 0, 4).as_deref(), Some("to nobody"));
    world.command(lost, 0, Command::LinkDevice);
    world.settle();
    let failed = Linking::Failed(LinkProblem::ShutOut);
    assert_eq!(world.devices[lost].tabs[0].linking, Some(failed));
    // And nothing new of it can be read from a copy of the relay, even with its keys.
    assert!(!world.relay.holds(b"secret from now on"));
}

#[test]
fn a_device_that_was_not_lost_is_let_in_again_with_all_it_wrote() {
    for by_link in [true, false] {
        let mut world = World::new(2005 + u64::from(by_link));
        let first = begin(&mut world);
        let words = world.words(first);
        let second = linked(&mut world, first);
        write(&mut world, second, 0, 1, "shared");
        world.settle();
        offline(&mut world, second);
        write(&mut world, second, 0, 2, "on the train");
        world.settle();
        renew(&mut world, first, &words);
        world.settle();
        let read_one = world.watch(second, 0, entry(1));
        world.devices[second].online = true;
        world.settle();
        assert!(is_shut_out(&world, second));
        assert!(world.type_word(second, 0, read_one, "<more>"));
        world.rest(second, 0);
        world.leave(second, 0, read_one);
        if by_link {
            let link = link(&mut world, first);
            take(&mut world, second, &link);
        } else {
            renew(&mut world, second, &words);
        }
        world.settle();
        assert!(!is_shut_out(&world, second));
        assert_eq!(generation(&world, second), 2);
        for device in [first, second] {
            assert!(is_synced(&world, device), "device {device}");
            let text = read(&mut world, device, 0, 1).unwrap();
            assert_eq!(text.replace("<more>", ""), "shared");
            assert!(text.contains("<more>"), "{text}");
            assert_eq!(
                read(&mut world, device, 0, 2).as_deref(),
                Some("on the train")
            );
        }
        // It stays so, and goes on.
        world.crash(second, 0);
        world.settle();
        write(&mut world, second, 0, 3, "as before");
        world.settle();
        assert_eq!(read(&mut world, first, 0, 3).as_deref(), Some("as before"));
    }
}

#[test]
fn the_words_alone_find_the_journal_after_any_number_of_renewals() {
    let mut world = World::new(2010);
    let first = begin(&mut world);
    let words = world.words(first);
    for n in 1..=4 {
        write(&mut world, first, 0, n, "written");
        world.settle();
        renew(&mut world, first, &words);
        world.settle();
        world.command(first, 0, Command::CloseRenewal);
        assert_eq!(generation(&world, first), u32::from(n) + 1);
    }
    world.crash(first, 0);
    world.settle();
    let again = second_device(&mut world, first);
    world.settle();
    assert_eq!(world.devices[again].tabs[0].session, Some(Session::Ready));
    assert_eq!(generation(&world, again), 5);
    for n in 1..=4 {
        assert_eq!(read(&mut world, again, 0, n).as_deref(), Some("written"));
    }
    // The seed is kept only as long as it was needed.
    let seed = commonplace_sync::Seed::from_words(&words.join(" ")).unwrap();
    for value in world.devices[again].disk.values() {
        assert!(!value.windows(32).any(|part| part == seed.as_bytes()));
    }
    // And it can be lost in turn.
    renew(&mut world, again, &words);
    world.settle();
    assert!(is_shut_out(&world, first));
}

#[test]
fn words_that_are_wrong_renew_nothing() {
    let mut world = World::new(2011);
    let (first, other) = (begin(&mut world), begin(&mut world));
    let words = world.words(other);
    renew(&mut world, first, &words);
    let renewal = |world: &World| world.devices[first].tabs[0].keys.clone().unwrap().renewal;
    assert_eq!(renewal(&world), Renewal::OtherJournal);
    renew(&mut world, first, &words[..23]);
    assert!(matches!(renewal(&world), Renewal::Words(_)));
    world.settle();
    assert_eq!(generation(&world, first), 1);
    assert!(is_synced(&world, first));
}

/// Both have the words, and neither knows of the other.
#[test]
fn of_two_renewals_at_once_one_is_taken_and_both_go_on() {
    for seed in 0..25 {
        let mut world = World::new(2100 + seed);
        let first = begin(&mut world);
        let words = world.words(first);
        let second = linked(&mut world, first);
        let lost = linked(&mut world, first);
        write(&mut world, first, 0, 1, "one");
        write(&mut world, second, 0, 2, "two");
        let steps = world.pick(80);
        world.run(steps);
        renew(&mut world, first, &words);
        let steps = world.pick(40);
        world.run(steps);
        renew(&mut world, second, &words);
        world.settle();
        assert!(is_shut_out(&world, lost), "seed {seed}");
        for device in [first, second] {
            assert!(!is_shut_out(&world, device), "seed {seed}");
            assert!(is_synced(&world, device), "seed {seed}");
            for (n, text) in [(1, "one"), (2, "two")] {
                let read = read(&mut world, device, 0, n);
                assert_eq!(read.as_deref(), Some(text), "seed {seed}");
            }
        }
        assert_eq!(generation(&world, first), generation(&world, second));
    }
}

#[test]
fn a_relay_put_back_to_before_a_renewal_is_told_of_it() {
    let mut world = World::new(2200);
    let first = begin(&mut world);
    let words = world.words(first);
    let lost = linked(&mut world, first);
    let old = world.relay.backup();
    renew(&mut world, first, &words);
    world.settle();
    for device in [first, lost] {
        world.hang_up(device, 0);
    }
    world.relay = old;
    offline(&mut world, first);
    write(&mut world, lost, 0, 5, "while nobody looked");
    world.settle();
    world.devices[first].online = true;
    world.settle();
    assert!(
        is_synced(&world, first),
        "{:?}",
        world.devices[first].tabs[0].status
    );
    assert!(is_shut_out(&world, lost));
    assert_eq!(read(&mut world, first, 0, 5), None);
}

#[test]
fn the_other_tabs_of_a_device_go_on_with_the_new_keys() {
    let mut world = World::new(2300);
    let first = begin(&mut world);
    let words = world.words(first);
    world.open_tab(first);
    world.settle();
    for tab in [1, 0] {
        let words = words.join(" ");
        world.command(first, tab, Command::RenewKeys { words });
        world.settle();
        for tab in 0..2 {
            write(&mut world, first, tab, 10 + tab as u8, "from a tab");
        }
        world.settle();
        for tab in 0..2 {
            let status = world.devices[first].tabs[tab].status.clone().unwrap();
            assert!(status.is_synced(), "{status:?}");
            assert_eq!(
                read(&mut world, first, tab, 11).as_deref(),
                Some("from a tab")
            );
        }
    }
    assert_eq!(generation(&world, first), 3);
}

/// Devices write, crash, part, renew, are linked and let in again in any order. In the end all that are let in show
/// the same, and nothing that was told to be saved on one of them is missing.
#[test]
fn no_word_is_lost_over_any_generations() {
    let seeds = std::env::var("SIM_SEEDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(25);
    for seed in 0..seeds {
        storm(seed);
    }
}

fn storm(seed: u64) {
    let mut world = World::new(3_000 + seed);
    let first = begin(&mut world);
    let words = world.words(first);
    write(&mut world, first, 0, 1, "seed ");
    write(&mut world, first, 0, 2, "seed ");
    world.settle();
    let (second, third) = (linked(&mut world, first), linked(&mut world, first));
    let devices = [first, second, third];
    let mut saved: Vec<(u8, String)> = Vec::new();
    for round in 0..30 {
        let device = devices[world.pick(3)];
        let n = 1 + world.pick(2) as u8;
        match world.pick(12) {
            0 => world.crash(device, 0),
            1 => world.hang_up(device, 0),
            2 => {
                world.devices[device].online = !world.devices[device].online;
                world.hang_up(device, 0);
            }
            3 => {
                let full = world.devices[device].failing.is_none();
                world.devices[device].failing = full.then_some(Problem::DiskFull);
            }
            4 => renew(&mut world, device, &words),
            5 => world.command(device, 0, Command::LinkDevice),
            6 => {
                let from = devices[world.pick(3)];
                if let Some(Linking::Ready { link, .. }) =
                    world.devices[from].tabs[0].linking.clone()
                {
                    take(&mut world, device, &link);
                }
            }
            _ => {
                let view = world.watch(device, 0, entry(n));
                world.run(25);
                let word = format!("<{seed}.{round}>");
                if world.type_word(device, 0, view, &word) && world.rest(device, 0) {
                    saved.push((n, word));
                }
                world.leave(device, 0, view);
            }
        }
        let steps = world.pick(60);
        world.run(steps);
    }
    for device in devices {
        world.devices[device].online = true;
        world.devices[device].failing = None;
    }
    world.settle();
    for device in devices {
        if is_shut_out(&world, device) {
            renew(&mut world, device, &words);
            world.settle();
        }
    }
    for device in devices {
        has_all(&mut world, (seed, first, device), &saved);
    }
}

/// The device shows what the first one shows, and every word that was told to be saved.
fn has_all(world: &mut World, (seed, first, device): (u64, usize, usize), saved: &[(u8, String)]) {
    let status = world.devices[device].tabs[0].status.clone();
    assert!(
        is_synced(world, device),
        "seed {seed}, {device}: {status:?}"
    );
    for n in 1..=2 {
        let text = read(world, device, 0, n).unwrap();
        let other = read(world, first, 0, n).unwrap();
        assert_eq!(text, other, "seed {seed}, device {device}");
        for (_, word) in saved.iter().filter(|(of, _)| *of == n) {
            assert!(
                text.contains(word.as_str()),
                "seed {seed}: lost {word}: {text}"
            );
        }
    }
}
