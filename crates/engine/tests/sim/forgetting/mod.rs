//! Deleting for ever in the simulation: whatever happens on the way, one document goes wholly or not at all, nothing
//! of any other is lost, and in the end no row of any device has a word of it.

mod outright;
mod storm;
mod together;

use crate::world::World;
use crate::{entry, second_device};
use commonplace_api::update::Forgetting;
use commonplace_api::{Command, Update, View};
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
