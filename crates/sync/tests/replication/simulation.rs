//! Whatever happens on the way, in any order: in the end everybody has everything.

use crate::world::World;

fn run(seed: u64, devices: usize, steps: usize) {
    let mut world = World::new(seed, devices);
    world.open_tab(0);
    for _ in 0..steps {
        world.step();
    }
    world.settle();
    world.assert_equal();
}

#[test]
fn replicas_end_equal_whatever_happens() {
    for seed in 0..60 {
        run(seed, 3, 400);
    }
}

#[test]
fn long_histories_end_equal_too() {
    for seed in 1000..1002 {
        run(seed, 2, 5000);
    }
}

/// The same, but also copies of a whole device: several profiles that believe to be the same replica.
#[test]
fn copied_devices_lose_nothing() {
    for seed in 2000..2050 {
        let mut world = World::new(seed, 2);
        world.slots = 1;
        world.open_tab(0);
        for round in 0..600 {
            world.step();
            if round % 200 == 100 {
                let from = world.below(world.devices.len());
                world.copy(from);
            }
        }
        world.settle();
        world.assert_equal();
    }
}
