//! One document is deleted for ever: it is nowhere, and what came with it stays.

use super::{
    SECRET, at_relay, delete, forget, import, is_synced, offline, put_away, third_device, traces,
    view,
};
use crate::world::World;
use crate::{begin, entry, read, write};
use commonplace_api::{Command, Problem};

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
