//! Devices linked, lost and let in again, with everything else going on.

use crate::world::World;
use crate::{begin, read, write};
use commonplace_api::devices::{Joining, LinkProblem, Linking};
use commonplace_api::{Command, RelayState, Session};

/// A one-time link of a device's.
pub(crate) fn link(world: &mut World, device: usize) -> String {
    world.command(device, 0, Command::LinkDevice);
    world.run_until(|world| {
        matches!(
            world.devices[device].tabs[0].linking,
            Some(Linking::Ready { .. })
        )
    });
    match &world.devices[device].tabs[0].linking {
        Some(Linking::Ready { link, .. }) => link.clone(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn take(world: &mut World, device: usize, link: &str) {
    world.command(device, 0, Command::TakeLink(link.into()));
}

pub(crate) fn blank(world: &mut World) -> usize {
    let device = world.add_device();
    world.run_until(|world| world.devices[device].tabs[0].session.is_some());
    device
}

/// A device that was linked by `first`.
pub(crate) fn linked(world: &mut World, first: usize) -> usize {
    let link = link(world, first);
    let device = blank(world);
    take(world, device, &link);
    world.settle();
    assert_eq!(world.devices[device].tabs[0].session, Some(Session::Ready));
    device
}

pub(crate) fn renew(world: &mut World, device: usize, words: &[String]) {
    let words = words.join(" ");
    world.command(device, 0, Command::RenewKeys { words });
}

pub(crate) fn generation(world: &World, device: usize) -> u32 {
    world.devices[device].tabs[0]
        .keys
        .as_ref()
        .unwrap()
        .generation
}

pub(crate) fn is_shut_out(world: &World, device: usize) -> bool {
    let tab = &world.devices[device].tabs[0];
    let told = tab.keys.as_ref().is_some_and(|keys| keys.shut_out);
    let shown = tab.status.as_ref().unwrap().relay == RelayState::ShutOut;
    assert_eq!(told, shown);
    told
}

pub(crate) fn is_synced(world: &World, device: usize) -> bool {
    let status = world.devices[device].tabs[0].status.as_ref();
    status.is_some_and(commonplace_api::SyncStatus::is_synced)
}

pub(crate) fn offline(world: &mut World, device: usize) {
    world.devices[device].online = false;
    world.hang_up(device, 0);
}

#[test]
fn a_link_brings_the_journal_to_another_device_once() {
    let mut world = World::new(2001);
    let first = begin(&mut world);
    write(&mut world, first, 0, 1, "handed over");
    world.settle();
    let link = link(&mut world, first);
    let words = world.words(first);
    let (second, third) = (blank(&mut world), blank(&mut world));
    take(&mut world, second, &link);
    world.run_until(|world| world.devices[second].tabs[0].session == Some(Session::Ready));
    world.run_until(|world| world.devices[first].tabs[0].linking == Some(Linking::Taken));
    take(&mut world, third, &link);
    world.settle();
    let used = Joining::Failed(LinkProblem::Used);
    assert_eq!(world.devices[third].tabs[0].joining, Some(used));
    assert_eq!(
        world.devices[third].tabs[0].session,
        Some(Session::New { refused: None })
    );
    assert!(world.devices[third].disk.is_empty(), "nothing changed");
    assert_eq!(
        read(&mut world, second, 0, 1).as_deref(),
        Some("handed over")
    );
    write(&mut world, second, 0, 2, "and back");
    world.settle();
    assert_eq!(read(&mut world, first, 0, 2).as_deref(), Some("and back"));
    // The linked device never had the seed.
    assert_eq!(
        world.recovery(second),
        commonplace_api::update::Recovery::NotHere
    );
    let stored = world.devices[second].disk.values();
    let seed = commonplace_sync::Seed::from_words(&words.join(" ")).unwrap();
    for value in stored {
        assert!(!value.windows(32).any(|part| part == seed.as_bytes()));
    }
    assert!(!world.relay.holds(seed.as_bytes()));
}

#[test]
fn a_link_that_leads_nowhere_says_why_and_changes_nothing() {
    let mut world = World::new(2002);
    let first = begin(&mut world);
    let late = link(&mut world, first);
    world.settle();
    assert_eq!(world.devices[first].tabs[0].linking, Some(Linking::Expired));
    let second = blank(&mut world);
    let withdrawn = link(&mut world, first);
    world.command(first, 0, Command::CloseLinking);
    world.settle();
    let secret = late.split_once('#').unwrap().1.to_owned();
    let never = "A".repeat(43);
    for (typed, problem) in [
        (late.clone(), LinkProblem::Expired),
        (withdrawn, LinkProblem::Used),
        ("https://relay.sim/link".into(), LinkProblem::NotALink),
        (late[..late.len() - 1].to_owned(), LinkProblem::NotALink),
        (
            format!("http://relay.sim/link#{never}"),
            LinkProblem::WrongRelay,
        ),
        (
            format!("http://elsewhere.sim/link#{secret}"),
            LinkProblem::Unreachable,
        ),
        (
            format!("{secret}@wss://elsewhere.sim"),
            LinkProblem::Unreachable,
        ),
    ] {
        take(&mut world, second, &typed);
        world.settle();
        let failed = Joining::Failed(problem);
        assert_eq!(
            world.devices[second].tabs[0].joining,
            Some(failed),
            "{typed}"
        );
        assert!(world.devices[second].disk.is_empty());
        world.command(second, 0, Command::CloseJoining);
    }
    // Nor does one that is pasted where a journal is.
    let other = begin(&mut world);
    let good = link(&mut world, first);
    take(&mut world, other, &good);
    let here = Joining::Failed(LinkProblem::JournalHere);
    assert_eq!(world.devices[other].tabs[0].joining, Some(here));
    take(&mut world, second, &good);
    world.settle();
    assert_eq!(world.devices[second].tabs[0].session, Some(Session::Ready));
}

#[test]
fn without_a_relay_no_link_is_made() {
    let mut world = World::new(2003);
    let first = begin(&mut world);
    offline(&mut world, first);
    world.command(first, 0, Command::LinkDevice);
    world.settle();
    let failed = Linking::Failed(LinkProblem::Unreachable);
    assert_eq!(world.devices[first].tabs[0].linking, Some(failed));
}
