//! What one device writes is found on another, told in as few bytes as it takes.

use crate::world::World;
use crate::{begin, entry, second_device, write};
use commonplace_api::find::Found;
use commonplace_api::{Command, Update, View};

fn find(world: &mut World, device: usize, query: &str) -> Found {
    let view = View::Find {
        query: query.into(),
        start: 0,
        count: 10,
    };
    match world.look(device, 0, view) {
        Some(Update::Found(found)) => found,
        other => panic!("{other:?}"),
    }
}

/// Bytes of the records the relay holds.
fn held(world: &World) -> usize {
    let spaces = world.relay.spaces.values();
    let records = spaces.flat_map(|space| space.records.values().flatten());
    records.map(Vec::len).sum()
}

#[test]
fn a_few_letters_travel_as_a_few_letters_and_are_found() {
    let mut world = World::new(41);
    let first = begin(&mut world);
    let text = "All sorts of things happened today. ".repeat(100);
    write(&mut world, first, 0, 1, &text);
    world.settle();
    let second = second_device(&mut world, first);
    world.settle();
    assert_eq!(find(&mut world, second, "sorts").total, 1);
    for word in ["zebra ", "okapi "] {
        let view = world.watch(first, 0, entry(1));
        world.settle();
        let before = held(&world);
        assert!(world.type_word(first, 0, view, word));
        world.settle();
        world.leave(first, 0, view);
        world.settle();
        let told = held(&world) - before;
        assert!(told < text.len() / 2, "{told} bytes for {word}");
        for device in [first, second] {
            assert_eq!(
                find(&mut world, device, word).total,
                1,
                "{word} on {device}"
            );
        }
    }
}

#[test]
fn what_was_looked_for_is_offered_again_until_it_is_forgotten() {
    let mut world = World::new(42);
    let device = begin(&mut world);
    write(&mut world, device, 0, 1, "zebra");
    for query in ["zebra", " tag:x  y ", "zebra"] {
        world.command(device, 0, Command::RememberSearch(query.into()));
    }
    world.settle();
    assert_eq!(find(&mut world, device, "").recent, ["zebra", "tag:x y"]);
    assert!(!world.relay.holds(b"zebra"));
    world.crash(device, 0);
    world.settle();
    assert_eq!(find(&mut world, device, "").recent, ["zebra", "tag:x y"]);
    world.command(device, 0, Command::ForgetSearches);
    world.settle();
    world.crash(device, 0);
    world.settle();
    assert!(find(&mut world, device, "").recent.is_empty());
}
