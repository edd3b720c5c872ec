//! Deleting for ever meets pictures, tabs, copies, backups and new keys.

use super::{SECRET, forget, import, is_synced, offline, third_device, traces};
use crate::backups::{back_up, empty, restore};
use crate::devices::renew;
use crate::world::World;
use crate::{begin, entry, read, write};
use commonplace_api::Command;
use commonplace_api::backup::BackupCommand;
use commonplace_engine::io::Table;

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
