//! Devices tell of themselves: who they are, and that they are there, without writing much.

use crate::world::World;
use crate::{begin, second_device};
use commonplace_api::change::Change;
use commonplace_api::device::{Device, DeviceChange};
use commonplace_api::{Command, TextChange, Update, View};

fn introduce(world: &mut World, device: usize, name: &str) {
    world.command(device, 0, Command::Introduce(name.into()));
    world.settle();
}

fn devices(world: &mut World, device: usize) -> Vec<Device> {
    match world.look(device, 0, View::Devices) {
        Some(Update::Devices(devices)) => devices,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_device_knows_of_the_others_and_which_it_is() {
    let mut world = World::new(4001);
    let first = begin(&mut world);
    introduce(&mut world, first, "Firefox, Linux");
    let second = second_device(&mut world, first);
    world.settle();
    introduce(&mut world, second, "Safari, iPhone");
    let names = |devices: &[Device]| -> Vec<(String, bool)> {
        devices
            .iter()
            .map(|device| (device.name.clone(), device.here))
            .collect()
    };
    let seen = devices(&mut world, first);
    let expected = [("Firefox, Linux", true), ("Safari, iPhone", false)];
    assert_eq!(
        names(&seen),
        expected.map(|(name, here)| (name.into(), here))
    );
    assert!(seen.iter().all(|device| device.heard_ms > 0));
    let rename = DeviceChange::Name(TextChange {
        was: "Safari, iPhone".into(),
        now: "Phone".into(),
    });
    let (id, change) = (seen[1].id, Change::Device(rename));
    world.command(first, 0, Command::Change { id, change });
    world.settle();
    let seen = devices(&mut world, second);
    let expected = [("Phone", true), ("Firefox, Linux", false)];
    assert_eq!(
        names(&seen),
        expected.map(|(name, here)| (name.into(), here))
    );
    // It stays so, and no device makes a second one of itself.
    world.crash(second, 0);
    world.settle();
    introduce(&mut world, second, "Safari, iPhone");
    assert_eq!(devices(&mut world, second).len(), 2);
}

#[test]
fn that_a_device_is_there_is_written_at_most_once_a_day() {
    let mut world = World::new(4002);
    let first = begin(&mut world);
    introduce(&mut world, first, "Firefox, Linux");
    let heard = devices(&mut world, first)[0].heard_ms;
    for _ in 0..3 {
        world.crash(first, 0);
        world.settle();
        introduce(&mut world, first, "Firefox, Linux");
    }
    assert_eq!(devices(&mut world, first)[0].heard_ms, heard);
    world.now += 25 * 60 * 60 * 1000;
    world.crash(first, 0);
    world.settle();
    introduce(&mut world, first, "Firefox, Linux");
    assert!(devices(&mut world, first)[0].heard_ms > heard);
}
