//! Backups: out of one device, into another that has nothing but the words; and leaving a device.

use crate::devices::renew;
use crate::photos::whole;
use crate::world::World;
use crate::{begin, read, second_device, write};
use commonplace_api::backup::{Backup, BackupCommand, BackupRefused, Restored};
use commonplace_api::lock::Secret;
use commonplace_api::status::WordsProblem;
use commonplace_api::wire::ToCore;
use commonplace_api::{Command, Saved, Session, View, ViewId};
use commonplace_engine::io::Input;

const BACKUP: ViewId = ViewId(90);
const SAFETY: ViewId = ViewId(91);

fn watch(world: &mut World, device: usize) {
    for (view, what) in [(BACKUP, View::Backup), (SAFETY, View::Safety)] {
        world.input(device, 0, Input::Screen(ToCore::Subscribe(view, what)));
    }
    world.settle();
}

pub(crate) fn back_up(world: &mut World, device: usize) -> Vec<u8> {
    watch(world, device);
    world.command(device, 0, Command::Backup(BackupCommand::Make));
    world.settle();
    assert_eq!(world.devices[device].tabs[0].backup, Backup::Made);
    world.devices[device].backup.clone().unwrap()
}

pub(crate) fn restore(
    world: &mut World,
    device: usize,
    file: &[u8],
    words: Option<&str>,
) -> Backup {
    watch(world, device);
    world.devices[device].file = file.to_vec();
    let restore = BackupCommand::Restore {
        words: words.map(|words| Secret(words.into())),
        size: file.len() as u64,
    };
    world.command(device, 0, Command::Backup(restore));
    world.settle();
    world.devices[device].tabs[0].backup.clone()
}

pub(crate) fn empty(world: &mut World) -> usize {
    let device = world.add_device();
    world.devices[device].online = false;
    world.settle();
    device
}

fn added(backup: Backup) -> Restored {
    match backup {
        Backup::Restored(restored) => restored,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_backup_restores_on_an_empty_device_with_the_words_alone() {
    let mut world = World::new(11);
    let first = begin(&mut world);
    for n in 1..40 {
        write(&mut world, first, 0, n, &format!("what day {n} taught"));
    }
    world.settle();
    let (words, file) = (world.words(first).join(" "), back_up(&mut world, first));
    let other = empty(&mut world);
    let restored = added(restore(&mut world, other, &file, Some(&words)));
    assert_eq!((restored.already_here, restored.left_out), (0, 0));
    assert_eq!(world.devices[other].tabs[0].session, Some(Session::Ready));
    assert_eq!(world.devices[other].tabs[0].rows, 39);
    assert_eq!(read(&mut world, other, 0, 7).unwrap(), "what day 7 taught");
    world.crash(other, 0);
    world.settle();
    assert_eq!(
        read(&mut world, other, 0, 39).unwrap(),
        "what day 39 taught",
        "it is on the disk"
    );
    // From here on it is a device like any other.
    world.devices[other].online = true;
    write(&mut world, other, 0, 50, "written after the restore");
    world.settle();
    assert_eq!(
        read(&mut world, first, 0, 50).unwrap(),
        "written after the restore"
    );
    assert!(
        world.devices[other].tabs[0]
            .status
            .as_ref()
            .unwrap()
            .is_synced()
    );
}

#[test]
fn after_new_keys_a_backup_still_opens_with_the_words_alone() {
    let mut world = World::new(13);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "before the phone was lost");
    world.settle();
    let words = world.words(first);
    for n in 2..4 {
        renew(&mut world, first, &words);
        world.settle();
        write(&mut world, first, 0, n, &format!("under keys {n}"));
        world.settle();
    }
    let file = back_up(&mut world, first);
    let other = empty(&mut world);
    let restored = added(restore(&mut world, other, &file, Some(&words.join(" "))));
    assert_eq!(restored.left_out, 0);
    for (n, text) in [
        (1, "before the phone was lost"),
        (2, "under keys 2"),
        (3, "under keys 3"),
    ] {
        assert_eq!(read(&mut world, other, 0, n).as_deref(), Some(text));
    }
}

#[test]
fn a_device_that_does_not_keep_the_words_makes_backups_they_open() {
    let mut world = World::new(12);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "a lesson");
    world.settle();
    let words = world.words(first).join(" ");
    let second = second_device(&mut world, first);
    world.settle();
    write(&mut world, second, 0, 2, "another");
    world.settle();
    let file = back_up(&mut world, second);
    let third = empty(&mut world);
    added(restore(&mut world, third, &file, Some(&words)));
    assert_eq!(read(&mut world, third, 0, 1).unwrap(), "a lesson");
    assert_eq!(read(&mut world, third, 0, 2).unwrap(), "another");
}

#[test]
fn what_cannot_be_taken_is_said_and_nothing_is_changed() {
    let mut world = World::new(13);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "a lesson");
    world.settle();
    let (words, file) = (world.words(first).join(" "), back_up(&mut world, first));
    let stranger = begin(&mut world);
    let theirs = world.words(stranger).join(" ");
    let mut newer = file.clone();
    newer[18] = 9;
    let mut changed = file.clone();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    let half = &file[..file.len() / 2];
    let mistyped = words.replacen(words.split(' ').nth(2).unwrap(), "lessn", 1);
    let unknown = WordsProblem::Unknown {
        place: 3,
        word: "lessn".into(),
    };
    let other = empty(&mut world);
    for (file, words, why) in [
        (&b"PK\x03\x04"[..], Some(&words), BackupRefused::NotABackup),
        (half, Some(&words), BackupRefused::Cut),
        (&changed, Some(&words), BackupRefused::Damaged),
        (&newer, Some(&words), BackupRefused::Newer),
        (&file, Some(&theirs), BackupRefused::AnotherPerson),
        (&file, Some(&mistyped), BackupRefused::Words(unknown)),
        (&file, None, BackupRefused::WordsNeeded),
    ] {
        let said = restore(&mut world, other, file, words.map(String::as_str));
        assert_eq!(said, Backup::Refused(why));
        assert_eq!(
            world.devices[other].tabs[0].session,
            Some(Session::New { refused: None })
        );
        assert!(world.devices[other].disk.is_empty(), "nothing was written");
    }
    let before = world.devices[stranger].disk.clone();
    let said = restore(&mut world, stranger, &file, None);
    assert_eq!(said, Backup::Refused(BackupRefused::AnotherPerson));
    assert_eq!(restore(&mut world, stranger, &file, Some(&words)), said);
    assert_eq!(world.devices[stranger].disk, before);
    added(restore(&mut world, other, &file, Some(&words)));
}

#[test]
fn a_backup_of_the_same_journal_is_merged() {
    let mut world = World::new(14);
    let first = begin(&mut world);
    let second = second_device(&mut world, first);
    world.settle();
    world.devices[first].online = false;
    world.hang_up(first, 0);
    write(&mut world, first, 0, 1, "only on the first");
    write(&mut world, second, 0, 2, "only on the second");
    world.settle();
    let file = back_up(&mut world, first);
    let restored = added(restore(&mut world, second, &file, None));
    assert!(restored.added > 0, "{restored:?}");
    assert_eq!(read(&mut world, second, 0, 1).unwrap(), "only on the first");
    assert_eq!(
        read(&mut world, second, 0, 2).unwrap(),
        "only on the second"
    );
    let again = added(restore(&mut world, second, &file, None));
    assert_eq!((again.added, again.left_out), (0, 0));
    assert_eq!(again.already_here, restored.added + restored.already_here);
}

#[test]
fn a_device_that_was_set_back_goes_on_from_its_backup() {
    let mut world = World::new(15);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "early");
    world.settle();
    let old = world.devices[first].disk.clone();
    world.devices[first].online = false;
    world.hang_up(first, 0);
    write(&mut world, first, 0, 2, "late");
    world.settle();
    let file = back_up(&mut world, first);
    world.devices[first].disk = old;
    world.crash(first, 0);
    world.settle();
    let restored = added(restore(&mut world, first, &file, None));
    assert!(restored.added > 0 && restored.left_out == 0, "{restored:?}");
    write(&mut world, first, 0, 3, "later still");
    world.devices[first].online = true;
    world.settle();
    assert!(
        world.devices[first].tabs[0]
            .status
            .as_ref()
            .unwrap()
            .is_synced()
    );
    let second = second_device(&mut world, first);
    world.settle();
    for (n, text) in [(1, "early"), (2, "late"), (3, "later still")] {
        assert_eq!(read(&mut world, second, 0, n).unwrap(), text);
    }
}

#[test]
fn a_full_disk_stops_a_restore_and_it_can_be_done_again() {
    let mut world = World::new(16);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "a lesson");
    world.settle();
    let (words, file) = (world.words(first).join(" "), back_up(&mut world, first));
    let other = empty(&mut world);
    added(restore(&mut world, other, &file, Some(&words)));
    write(&mut world, first, 0, 2, "a second one");
    world.settle();
    let file = back_up(&mut world, first);
    world.devices[other].failing = Some(commonplace_api::Problem::DiskFull);
    watch(&mut world, other);
    world.devices[other].file.clone_from(&file);
    let size = file.len() as u64;
    world.command(
        other,
        0,
        Command::Backup(BackupCommand::Restore { words: None, size }),
    );
    world.run(500);
    let said = world.devices[other].tabs[0].backup.clone();
    let full = commonplace_api::Problem::DiskFull;
    assert_eq!(said, Backup::Refused(BackupRefused::Storage(full)));
    world.devices[other].failing = None;
    world.settle();
    assert_eq!(
        world.devices[other].tabs[0].status.as_ref().unwrap().saved,
        Saved::Yes
    );
    added(restore(&mut world, other, &file, None));
    assert_eq!(read(&mut world, other, 0, 2).unwrap(), "a second one");
}

#[test]
fn nobody_leaves_a_device_that_holds_the_only_copy() {
    let mut world = World::new(17);
    let first = begin(&mut world);
    watch(&mut world, first);
    write(&mut world, first, 0, 1, "everywhere");
    world.settle();
    assert_eq!(world.devices[first].tabs[0].safety.only_here, 0);
    assert!(world.devices[first].tabs[0].safety.relay.whole_ms.is_some());
    world.devices[first].online = false;
    world.hang_up(first, 0);
    write(&mut world, first, 0, 2, "only here");
    world.settle();
    assert!(!world.devices[first].tabs[0].safety.may_leave());
    world.command(first, 0, Command::SignOut);
    world.settle();
    assert!(!world.devices[first].erased, "refused");
    back_up(&mut world, first);
    assert!(world.devices[first].tabs[0].safety.may_leave());
    world.crash(first, 0);
    watch(&mut world, first);
    assert!(
        world.devices[first].tabs[0].safety.may_leave(),
        "remembered"
    );
    world.command(first, 0, Command::SignOut);
    world.settle();
    assert!(world.devices[first].erased);
}

#[test]
fn pictures_are_in_the_backup() {
    let mut world = World::new(18);
    let first = begin(&mut world);
    watch(&mut world, first);
    write(&mut world, first, 0, 1, "the whiteboard after the talk");
    world.settle();
    world.devices[first].online = false;
    world.hang_up(first, 0);
    world.give(first, 0, 1, 7);
    world.settle();
    assert!(!world.devices[first].tabs[0].safety.may_leave());
    let (words, file) = (world.words(first).join(" "), back_up(&mut world, first));
    assert!(world.devices[first].tabs[0].safety.may_leave());
    let other = empty(&mut world);
    added(restore(&mut world, other, &file, Some(&words)));
    assert_eq!(world.see(other, 0, 1, 7), Some(whole(7)));
    world.crash(other, 0);
    world.settle();
    assert_eq!(
        world.see(other, 0, 1, 7),
        Some(whole(7)),
        "it is on the disk"
    );
}
