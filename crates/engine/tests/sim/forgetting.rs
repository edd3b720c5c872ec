//! Deleting for ever in the simulation: whatever happens on the way, one document goes wholly or not at all, nothing
//! of any other is lost, and in the end no row of any device has a word of it.

use crate::backups::{back_up, empty, restore};
use crate::devices::renew;
use crate::world::World;
use crate::{begin, entry, read, second_device, write};
use commonplace_api::backup::BackupCommand;
use commonplace_api::update::Forgetting;
use commonplace_api::{Command, Problem, Update, View};
use commonplace_domain::Imported;
use commonplace_engine::io::{Input, Table};
use commonplace_engine::rows::IdentityRow;
use commonplace_protocol::{Roster, VersionVector};
use commonplace_sync::{PersonKey, Space};
use std::collections::BTreeMap;

const SECRET: &str = "a thing better not said";

fn seeds() -> u64 {
    let seeds = std::env::var("SIM_SEEDS").ok();
    seeds.and_then(|n| n.parse().ok()).unwrap_or(40)
}

fn has(bytes: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    bytes.windows(word.len()).any(|part| part == word)
}

/// Opens records as a device can.
fn opener(world: &World, device: usize) -> Space {
    let disk = &world.devices[device].disk;
    let row = &disk[&(Table::Meta, b"identity".to_vec())];
    let identity: IdentityRow = minicbor::decode(row).unwrap();
    let person = PersonKey::new(identity.generation, identity.person, identity.recovery);
    let meta = disk.iter().filter(|((table, _), _)| *table == Table::Meta);
    let mut entries = meta.filter(|((_, key), _)| key.starts_with(b"roster/"));
    let mut roster = Roster::start(entries.next().unwrap().1).unwrap();
    entries.for_each(|(_, entry)| roster.append(entry).unwrap());
    let (tips, confirmed) = (BTreeMap::new(), VersionVector::new());
    let keys = person.keys_in(&roster);
    let mut space = Space::new(person.identity(&roster), roster, None, tips, confirmed);
    space.take_keys(keys);
    space
}

/// Whether a record says a word once it is opened.
fn says(space: &Space, record: &[u8], word: &str) -> bool {
    let opened = space.read(record).unwrap();
    let mut touches = opened.touches.iter();
    touches.any(|touch| has(&touch.changes, word) || has(&touch.card, word))
}

/// Rows of a device in which a word is.
fn traces(world: &World, device: usize, word: &str) -> Vec<(Table, Vec<u8>)> {
    let space = opener(world, device);
    let rows = world.devices[device].disk.iter();
    let with = rows.filter(|((table, _), value)| match table {
        Table::Records => says(&space, value, word),
        _ => has(value, word),
    });
    with.map(|(place, _)| place.clone()).collect()
}

/// Records at the relay in which a word is.
fn at_relay(world: &World, device: usize, word: &str) -> usize {
    let space = opener(world, device);
    let spaces = world.relay.spaces.values();
    let records = spaces.flat_map(|space| space.records.values().flatten());
    records.filter(|record| says(&space, record, word)).count()
}

fn delete(world: &mut World, device: usize, n: u8) {
    world.command(device, 0, Command::Delete(entry(n)));
    world.settle();
}

fn forget(world: &mut World, device: usize, n: u8) {
    delete(world, device, n);
    world.command(device, 0, Command::Forget(entry(n)));
}

fn view(world: &mut World, device: usize) -> Forgetting {
    match world.look(device, 0, View::Forgetting) {
        Some(Update::Forgetting(forgetting)) => forgetting,
        other => panic!("{other:?}"),
    }
}

fn put_away(world: &mut World, device: usize) -> usize {
    match world.look(device, 0, View::PutAway) {
        Some(Update::PutAway(rows)) => rows.len(),
        other => panic!("{other:?}"),
    }
}

fn import(world: &mut World, device: usize, notes: &[(u8, &str)]) {
    let note = |(n, body): &(u8, &str)| Imported {
        key: [*n; 16],
        body: (*body).to_owned(),
        occurred_at_ms: 1_700_000_000_000,
        offset_minutes: 0,
        tags: vec![],
    };
    let notes = notes.iter().map(note).collect();
    let refused = vec![];
    world.input(device, 0, Input::ImportRead { notes, refused });
    world.command(device, 0, Command::ConfirmImport);
    world.settle();
}

fn third_device(world: &mut World, first: usize) -> usize {
    let third = second_device(world, first);
    world.settle();
    third
}

fn offline(world: &mut World, device: usize, off: bool) {
    world.devices[device].online = !off;
    if off {
        world.hang_up(device, 0);
    }
}

fn is_synced(world: &World, device: usize) -> bool {
    let status = world.devices[device].tabs[0].status.as_ref();
    status.is_some_and(commonplace_api::SyncStatus::is_synced)
}

#[test]
fn what_is_deleted_for_ever_is_nowhere() {
    let mut world = World::new(1);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, SECRET);
    write(&mut world, first, 0, 2, "kept");
    world.settle();
    let second = third_device(&mut world, first);
    assert!(!traces(&world, second, SECRET).is_empty());
    forget(&mut world, first, 1);
    assert_eq!(view(&mut world, first).done, 1);
    world.settle();
    for device in [first, second] {
        assert_eq!(traces(&world, device, SECRET), []);
        assert_eq!(read(&mut world, device, 0, 1), None);
        assert_eq!(read(&mut world, device, 0, 2).as_deref(), Some("kept"));
        assert_eq!(put_away(&mut world, device), 0);
        assert!(is_synced(&world, device));
        let told = view(&mut world, device);
        assert_eq!(
            (told.under_way, told.failed, told.here, told.at_relay),
            (0, 0, 0, 0)
        );
    }
    assert!(
        at_relay(&world, first, SECRET) > 0,
        "until another one has given it up"
    );
    let third = third_device(&mut world, first);
    assert_eq!(traces(&world, third, SECRET), []);
    assert_eq!(at_relay(&world, first, SECRET), 0);
    let fourth = third_device(&mut world, first);
    assert_eq!(read(&mut world, fourth, 0, 2).as_deref(), Some("kept"));
    assert_eq!(read(&mut world, fourth, 0, 1), None);
    for device in [first, second, third, fourth] {
        world.crash(device, 0);
        world.settle();
        assert_eq!(read(&mut world, device, 0, 1), None, "after a start");
        assert_eq!(read(&mut world, device, 0, 2).as_deref(), Some("kept"));
    }
}

#[test]
fn only_what_was_put_away_is_deleted_for_ever() {
    let mut world = World::new(2);
    let first = begin(&mut world);
    for n in 1..=3 {
        write(&mut world, first, 0, n, "kept");
    }
    world.settle();
    world.command(first, 0, Command::Forget(entry(1)));
    world.settle();
    assert_eq!(read(&mut world, first, 0, 1).as_deref(), Some("kept"));
    delete(&mut world, first, 2);
    delete(&mut world, first, 3);
    world.command(first, 0, Command::ForgetAll);
    world.settle();
    assert_eq!(view(&mut world, first).done, 2);
    let there: Vec<_> = (1..=3)
        .map(|n| read(&mut world, first, 0, n).is_some())
        .collect();
    assert_eq!(there, [true, false, false]);
}

/// One record brought them all, and one after the other of them goes.
#[test]
fn what_came_with_it_stays() {
    let mut world = World::new(3);
    let first = begin(&mut world);
    let bodies: Vec<_> = (1..=6).map(|n| format!("<note {n}>")).collect();
    let notes: Vec<_> = (1..=6).zip(bodies.iter().map(String::as_str)).collect();
    import(&mut world, first, &notes);
    let second = third_device(&mut world, first);
    let view = world.watch(second, 0, entry(5));
    world.settle();
    assert!(world.type_word(second, 0, view, "<more>"));
    world.settle();
    for gone in 1..=4 {
        let by = [first, second][usize::from(gone % 2)];
        forget(&mut world, by, gone);
        world.settle();
        let third = third_device(&mut world, first);
        for device in [first, second, third] {
            world.crash(device, 0);
            world.settle();
            for n in 1..=6 {
                let body = &bodies[usize::from(n) - 1];
                let text = read(&mut world, device, 0, n);
                assert_eq!(text.is_none(), n <= gone, "{n} after {gone} on {device}");
                assert!(text.is_none_or(|text| text.contains(body.as_str())), "{n}");
                let left = traces(&world, device, body);
                assert_eq!(
                    left.is_empty(),
                    n <= gone,
                    "{n} after {gone} on {device}: {left:?}"
                );
            }
            let text = read(&mut world, device, 0, 5).unwrap();
            assert!(text.contains("<more>"), "{text}");
        }
    }
    for n in 1..=4 {
        let body = &bodies[n - 1];
        assert_eq!(at_relay(&world, first, body), 0, "{n}");
    }
    import(&mut world, first, &notes);
    assert_eq!(
        read(&mut world, first, 0, 1),
        None,
        "a forgotten note stays forgotten"
    );
}

#[test]
fn what_was_written_elsewhere_meanwhile_goes_too() {
    let mut world = World::new(4);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, SECRET);
    world.settle();
    let second = third_device(&mut world, first);
    offline(&mut world, second, true);
    let view = world.watch(second, 0, entry(1));
    world.settle();
    assert!(world.type_word(second, 0, view, "<one more secret>"));
    world.settle();
    forget(&mut world, first, 1);
    world.settle();
    world.leave(second, 0, view);
    offline(&mut world, second, false);
    world.settle();
    let third = third_device(&mut world, first);
    for device in [first, second, third] {
        assert_eq!(read(&mut world, device, 0, 1), None);
        for word in [SECRET, "<one more secret>"] {
            assert_eq!(traces(&world, device, word), [], "{device}");
        }
        assert!(is_synced(&world, device));
    }
    assert_eq!(at_relay(&world, first, SECRET), 0);
}

/// A crash after any step leaves the document put away, or nothing of it.
#[test]
fn a_crash_leaves_all_or_nothing() {
    for steps in 0..60 {
        let mut world = World::new(5);
        let first = begin(&mut world);
        import(&mut world, first, &[(1, SECRET), (2, "kept")]);
        offline(&mut world, first, steps % 2 == 0);
        forget(&mut world, first, 1);
        world.run(steps);
        world.crash(first, 0);
        world.settle();
        offline(&mut world, first, false);
        world.settle();
        let left = traces(&world, first, SECRET);
        let away = put_away(&mut world, first);
        assert_eq!(away, usize::from(!left.is_empty()), "{steps}: {left:?}");
        assert_eq!(read(&mut world, first, 0, 2).as_deref(), Some("kept"));
        let second = third_device(&mut world, first);
        assert_eq!(read(&mut world, second, 0, 2).as_deref(), Some("kept"));
        assert_eq!(
            traces(&world, second, SECRET).is_empty(),
            left.is_empty(),
            "{steps}"
        );
        if left.is_empty() {
            assert_eq!(read(&mut world, first, 0, 1), None, "{steps}");
        }
    }
}

#[test]
fn a_full_disk_forgets_later() {
    let mut world = World::new(6);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, SECRET);
    world.settle();
    delete(&mut world, first, 1);
    world.devices[first].failing = Some(Problem::DiskFull);
    world.command(first, 0, Command::Forget(entry(1)));
    world.run(60);
    assert!(!traces(&world, first, SECRET).is_empty());
    world.devices[first].failing = None;
    world.settle();
    assert_eq!(traces(&world, first, SECRET), []);
}

#[test]
fn a_relay_put_back_is_given_what_there_is() {
    let mut world = World::new(7);
    let first = begin(&mut world);
    let old = world.relay.backup();
    import(&mut world, first, &[(1, SECRET), (2, "kept")]);
    let between = world.relay.backup();
    forget(&mut world, first, 1);
    world.settle();
    write(&mut world, first, 0, 3, "after");
    world.settle();
    for relay in [old, between] {
        world.hang_up(first, 0);
        world.relay = relay;
        world.settle();
        assert!(is_synced(&world, first));
        let other = third_device(&mut world, first);
        assert_eq!(traces(&world, other, SECRET), []);
        assert_eq!(read(&mut world, other, 0, 2).as_deref(), Some("kept"));
        assert_eq!(read(&mut world, other, 0, 3).as_deref(), Some("after"));
    }
}

#[test]
fn pictures_go_with_the_entry() {
    let mut world = World::new(8);
    let first = begin(&mut world);
    for n in 1..=2 {
        write(&mut world, first, 0, n, "with a picture");
        world.settle();
        world.give(first, 0, n, n);
    }
    world.settle();
    let second = third_device(&mut world, first);
    let (entry1, photo) = (entry(1), commonplace_api::Id([101; 16]));
    world.command(
        first,
        0,
        Command::RemovePhoto {
            entry: entry1,
            photo,
        },
    );
    world.settle();
    let chunks = |world: &World, device: usize| {
        let rows = world.devices[device].disk.keys();
        rows.filter(|(table, _)| *table == Table::Chunks).count()
    };
    let before = chunks(&world, first);
    forget(&mut world, first, 1);
    world.settle();
    for device in [first, second] {
        assert_eq!(chunks(&world, device), before / 2, "{device}");
        assert!(is_synced(&world, device));
        assert!(world.see(device, 0, 2, 2).is_some());
    }
}

#[test]
fn tabs_forget_together() {
    for seed in 0..20 {
        let mut world = World::new(900 + seed);
        let first = begin(&mut world);
        world.open_tab(first);
        write(&mut world, first, 0, 1, SECRET);
        world.settle();
        let view = world.watch(first, 1, entry(1));
        world.settle();
        world.command(first, 1, Command::Delete(entry(1)));
        world.settle();
        world.type_word(first, 1, view, "<typed in between>");
        let by = usize::from(seed % 2 == 0);
        world.command(first, by, Command::Forget(entry(1)));
        world.settle();
        world.type_word(first, 1, view, "<typed too late>");
        world.settle();
        for word in [SECRET, "<typed in between>", "<typed too late>"] {
            assert_eq!(traces(&world, first, word), [], "seed {seed}");
        }
        world.close_tab(first, 0);
        world.settle();
        assert_eq!(read(&mut world, first, 0, 1), None);
    }
}

#[test]
fn a_copied_profile_loses_nothing_else() {
    let mut world = World::new(9);
    let first = begin(&mut world);
    import(&mut world, first, &[(1, SECRET), (2, "kept")]);
    let copy = world.add_device();
    world.devices[copy].disk = world.devices[first].disk.clone();
    world.devices[copy].online = false;
    world.crash(copy, 0);
    world.settle();
    write(&mut world, first, 0, 3, "written by the original");
    import(
        &mut world,
        copy,
        &[(4, "<imported by the copy>"), (5, "<another secret>")],
    );
    forget(&mut world, copy, 1);
    world.settle();
    forget(&mut world, copy, 5);
    world.settle();
    offline(&mut world, copy, false);
    world.settle();
    let third = third_device(&mut world, first);
    for device in [first, copy, third] {
        for (n, text) in [
            (2, "kept"),
            (3, "written by the original"),
            (4, "<imported by the copy>"),
        ] {
            assert_eq!(
                read(&mut world, device, 0, n).as_deref(),
                Some(text),
                "{device}"
            );
        }
        for word in [SECRET, "<another secret>"] {
            assert_eq!(traces(&world, device, word), [], "{device}");
        }
        assert!(is_synced(&world, device));
    }
}

#[test]
fn a_backup_made_before_brings_nothing_back() {
    let mut world = World::new(10);
    let first = begin(&mut world);
    import(&mut world, first, &[(1, SECRET), (2, "kept")]);
    let old = back_up(&mut world, first);
    forget(&mut world, first, 1);
    world.settle();
    let new = back_up(&mut world, first);
    let words = world.words(first).join(" ");
    restore(&mut world, first, &old, None);
    assert_eq!(traces(&world, first, SECRET), []);
    for (file, has_it) in [(new, false), (old, true)] {
        let device = empty(&mut world);
        restore(&mut world, device, &file, Some(&words));
        assert_eq!(read(&mut world, device, 0, 2).as_deref(), Some("kept"));
        assert_eq!(!traces(&world, device, SECRET).is_empty(), has_it);
        offline(&mut world, device, false);
        world.settle();
        assert_eq!(traces(&world, device, SECRET), [], "once it hears of it");
        assert_eq!(read(&mut world, device, 0, 1), None);
        assert_eq!(read(&mut world, device, 0, 2).as_deref(), Some("kept"));
    }
}

/// However far another tab is with giving records up.
#[test]
fn a_backup_made_meanwhile_is_whole() {
    for steps in 0..30 {
        let mut world = World::new(11);
        let first = begin(&mut world);
        world.open_tab(first);
        import(&mut world, first, &[(1, SECRET), (2, "kept")]);
        world.settle();
        forget(&mut world, first, 1);
        world.run(steps);
        let make = BackupCommand::Make;
        world.command(first, 1, Command::Backup(make));
        world.settle();
        let file = world.devices[first].backup.take().unwrap();
        let words = world.words(first).join(" ");
        let device = empty(&mut world);
        restore(&mut world, device, &file, Some(&words));
        let text = read(&mut world, device, 0, 2);
        assert_eq!(text.as_deref(), Some("kept"), "{steps}");
    }
}

#[test]
fn new_keys_forget_what_the_old_ones_did() {
    for seed in 0..10 {
        let mut world = World::new(500 + seed);
        let first = begin(&mut world);
        let words = world.words(first);
        import(
            &mut world,
            first,
            &[(1, SECRET), (2, "kept"), (3, "<another secret>")],
        );
        let second = third_device(&mut world, first);
        forget(&mut world, second, 1);
        world.settle();
        write(&mut world, first, 0, 6, "to go while somebody writes on");
        world.settle();
        offline(&mut world, second, true);
        let view = world.watch(second, 0, entry(6));
        world.settle();
        assert!(world.type_word(second, 0, view, "<writing on>"));
        world.settle();
        world.leave(second, 0, view);
        forget(&mut world, first, 6);
        world.settle();
        // What only the second device knows when its keys end.
        forget(&mut world, second, 3);
        import(
            &mut world,
            second,
            &[(4, "kept, too"), (5, "<one more secret>")],
        );
        forget(&mut world, second, 5);
        world.settle();
        renew(&mut world, first, &words);
        world.settle();
        offline(&mut world, second, false);
        world.settle();
        renew(&mut world, second, &words);
        world.settle();
        for device in [first, second] {
            let there: Vec<_> = (1..=5).map(|n| read(&mut world, device, 0, n)).collect();
            let kept = [None, Some("kept"), None, Some("kept, too"), None];
            assert_eq!(
                there,
                kept.map(|text| text.map(str::to_owned)),
                "{seed}, {device}"
            );
            assert!(is_synced(&world, device), "{seed}, {device}");
            for word in [
                SECRET,
                "<another secret>",
                "<one more secret>",
                "<writing on>",
            ] {
                assert_eq!(traces(&world, device, word), [], "{seed}, {device}");
            }
        }
    }
}

#[test]
fn nothing_else_is_ever_lost() {
    let from = std::env::var("SIM_FROM").ok().and_then(|n| n.parse().ok());
    for seed in from.unwrap_or(0)..seeds() {
        storm(seed);
    }
}

/// A word and the entry it was typed into.
type Word = (u8, String);

struct Storm {
    seed: u64,
    world: World,
    places: Vec<(usize, usize)>,
    typed: Vec<Word>,
    saved: Vec<Word>,
}

fn storm(seed: u64) {
    let mut storm = Storm::begin(seed);
    for round in 0..40 {
        storm.happen(round);
        let steps = storm.world.pick(60);
        storm.world.run(steps);
    }
    let world = &mut storm.world;
    for device in &mut world.devices {
        (device.online, device.failing) = (true, None);
    }
    world.settle();
    let late = third_device(world, 0);
    storm.places.push((late, 0));
    storm.end();
}

impl Storm {
    fn begin(seed: u64) -> Self {
        let mut world = World::new(70_000 + seed);
        let first = begin(&mut world);
        let typed: Vec<_> = (1..=5).map(|n| (n, format!("<note {n}>"))).collect();
        let notes: Vec<_> = typed.iter().map(|(n, body)| (*n, body.as_str())).collect();
        import(&mut world, first, &notes[..4]);
        write(&mut world, first, 0, 5, notes[4].1);
        world.settle();
        let second = third_device(&mut world, first);
        world.open_tab(first);
        world.settle();
        let (places, saved) = (vec![(first, 0), (first, 1), (second, 0)], typed.clone());
        Self {
            seed,
            world,
            places,
            typed,
            saved,
        }
    }

    fn happen(&mut self, round: usize) {
        let world = &mut self.world;
        let (device, tab) = self.places[world.pick(self.places.len())];
        let n = 1 + world.pick(5) as u8;
        match world.pick(12) {
            0 => world.crash(device, tab),
            1 => world.hang_up(device, tab),
            2 => {
                world.devices[device].online = !world.devices[device].online;
                world.hang_up(device, 0);
            }
            3 => {
                let full = world.devices[device].failing.is_none() && world.pick(2) == 0;
                world.devices[device].failing = full.then_some(Problem::DiskFull);
            }
            4 | 5 if n <= 2 => {
                world.command(device, tab, Command::Delete(entry(n)));
                world.run(40);
                world.command(device, tab, Command::Forget(entry(n)));
            }
            6 | 7 if self.places.len() == 3 => {
                let failing = world.devices.iter_mut().map(|device| &mut device.failing);
                failing.for_each(|failing| *failing = None);
                let third = second_device(world, 0);
                world.run(30);
                self.places.push((third, 0));
            }
            _ => self.type_into(device, tab, n, round),
        }
    }

    fn type_into(&mut self, device: usize, tab: usize, n: u8, round: usize) {
        let world = &mut self.world;
        let view = world.watch(device, tab, entry(n));
        world.run(25);
        let word = format!("<{}.{round}>", self.seed);
        if world.type_word(device, tab, view, &word) {
            self.typed.push((n, word.clone()));
            if world.rest(device, tab) {
                self.saved.push((n, word));
            }
        }
        world.leave(device, tab, view);
    }

    /// Everyone shows the same: all that was saved of an entry, or nothing of it.
    fn end(mut self) {
        let seed = self.seed;
        for n in 1..=5 {
            let places = self.places.iter();
            let texts = places.map(|(d, t)| read(&mut self.world, *d, *t, n));
            let texts: Vec<_> = texts.collect();
            let same = texts.iter().all(|text| *text == texts[0]);
            assert!(same, "seed {seed}: {n}: {texts:?}");
            if let Some(text) = &texts[0] {
                for (_, word) in self.saved.iter().filter(|(of, _)| *of == n) {
                    let kept = text.contains(word.as_str());
                    assert!(kept, "seed {seed}: lost {word} of {n}: {text}");
                }
            } else {
                assert!(n <= 2, "seed {seed}: {n} was not to be forgotten");
                let typed = self.typed.iter().filter(|(of, _)| *of == n);
                typed.for_each(|(_, word)| self.is_nowhere(word));
            }
        }
        for (device, tab) in &self.places {
            let status = self.world.devices[*device].tabs[*tab].status.as_ref();
            let synced = status.is_some_and(commonplace_api::SyncStatus::is_synced);
            assert!(synced, "seed {seed}, {device}, {tab}: {status:?}");
        }
    }

    fn is_nowhere(&self, word: &str) {
        let (seed, world) = (self.seed, &self.world);
        for device in 0..world.devices.len() {
            let left = traces(world, device, word);
            assert_eq!(left, [], "seed {seed}, device {device}: {word}");
        }
        if world.devices.len() > 3 {
            assert_eq!(at_relay(world, 0, word), 0, "seed {seed}: {word}");
        }
    }
}
