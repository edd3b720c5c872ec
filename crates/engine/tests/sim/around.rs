//! Earlier versions, stars and days, over two devices.

use crate::world::World;
use crate::{begin, entry, read, second_device, write};
use commonplace_api::history::{Piece, Sitting};
use commonplace_api::{Change, Command, EntryChange, Update, View, When};

fn sittings(world: &mut World, device: usize) -> Vec<Sitting> {
    match world.look(device, 0, View::History(entry(1))) {
        Some(Update::History(sittings)) => sittings,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_earlier_version_comes_back_on_every_device() {
    let mut world = World::new(21);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "the outage was a bug");
    world.settle();
    let second = second_device(&mut world, first);
    world.settle();
    let then = sittings(&mut world, second)[0].version.clone();
    let view = world.watch(first, 0, entry(1));
    world.settle();
    let splice = commonplace_api::Splice {
        at: 15,
        delete: 5,
        insert: "a handover".into(),
    };
    let edit = Command::EditText {
        view,
        n: 1,
        seen: 0,
        splice,
    };
    world.command(first, 0, edit);
    world.settle();
    let wanted = View::Version {
        id: entry(1),
        version: then.clone(),
    };
    let Some(Update::Version(beside)) = world.look(second, 0, wanted) else {
        panic!("no comparison")
    };
    assert_eq!(beside.text, "the outage was a bug");
    assert!(
        beside.pieces.contains(&Piece::New("handover".into())),
        "{:?}",
        beside.pieces
    );
    let restore = Command::RestoreVersion {
        id: entry(1),
        version: then,
    };
    world.command(second, 0, restore);
    world.settle();
    for device in [first, second] {
        assert_eq!(
            read(&mut world, device, 0, 1).as_deref(),
            Some("the outage was a bug")
        );
    }
}

#[test]
fn a_star_and_a_day_are_the_same_everywhere() {
    let mut world = World::new(22);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "learned #waiting");
    world.settle();
    let second = second_device(&mut world, first);
    world.settle();
    let when = When {
        ms: 20_000 * 86_400_000 - 1,
        offset_minutes: 60,
        zone: "Europe/Berlin".into(),
    };
    for change in [EntryChange::Star(true), EntryChange::When(when)] {
        let id = entry(1);
        world.command(
            second,
            0,
            Command::Change {
                id,
                change: Change::Entry(change),
            },
        );
    }
    world.settle();
    for device in [first, second] {
        let Some(Update::Day(rows)) = world.look(device, 0, View::Day(20_000)) else {
            panic!("no day")
        };
        assert_eq!(rows.len(), 1, "on the day of its own clock");
        assert!(rows[0].starred);
        let Some(Update::Tags(tags)) = world.look(device, 0, View::Tags) else {
            panic!("no tags")
        };
        assert_eq!(tags[0].tag, "waiting");
    }
}
