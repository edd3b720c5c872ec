//! A person's other devices in their teams, and what new keys mean there.

use super::*;
use crate::devices::{is_shut_out, link, linked, renew, take};
use crate::second_device;

#[test]
fn a_second_device_opens_the_same_teams_by_itself() {
    let mut world = World::new(5201);
    let (anna, ben, team) = two(&mut world, Role::Member);
    let by_words = second_device(&mut world, ben);
    world.settle();
    let by_link = linked(&mut world, anna);
    for (device, name) in [(by_words, "Ben"), (by_link, "Anna")] {
        assert_eq!(world.goals(device, team), ["first of Bakery"]);
        let row = world.team_row(device, team);
        assert_eq!(row.state, TeamState::Open);
        let members = world.members(device, team);
        assert_eq!(members[0].person.name, name);
        assert!(members[0].me);
    }
    world.set_goal(by_words, team, 9, "from the other one");
    world.settle();
    assert_eq!(
        world.goals(anna, team),
        ["first of Bakery", "from the other one"]
    );
    // The link of an invite is there on all devices of who made it.
    let made = invite(&mut world, anna, team, 6, Role::Member, 1);
    let rows = world.invites(by_link, team);
    assert!(rows.iter().any(|row| row.link.as_ref() == Some(&made)));
}

#[test]
fn a_lost_device_is_shut_out_of_the_teams_as_well() {
    for role in [Role::Member, Role::Admin] {
        let mut world = World::new(5202);
        let (anna, ben, team) = two(&mut world, Role::Member);
        let who = if role == Role::Admin { anna } else { ben };
        let words = world.words(who);
        let lost = second_device(&mut world, who);
        world.settle();
        assert_eq!(world.goals(lost, team), ["first of Bakery"]);
        offline(&mut world, lost, true);
        renew(&mut world, who, &words);
        world.settle();
        let row = world.team_row(who, team);
        assert_eq!(row.state, TeamState::Open);
        world.set_goal(who, team, 9, "with new keys");
        world.settle();
        let goals = ["first of Bakery", "with new keys"];
        for device in [anna, ben] {
            assert_eq!(world.goals(device, team), goals);
            assert_eq!(world.members(device, team).len(), 2);
            let names = world.names(device, team);
            assert!(names.iter().all(|(name, _)| !name.is_empty()), "{names:?}");
        }
        offline(&mut world, lost, false);
        world.settle();
        assert!(is_shut_out(&world, lost));
        assert_eq!(world.team_row(lost, team).state, TeamState::KeysRenewed);
        assert_eq!(world.goals(lost, team), ["first of Bakery"]);

        // It was only mislaid: another device lets it in again, and the team with it.
        let link = link(&mut world, who);
        take(&mut world, lost, &link);
        world.settle();
        assert_eq!(world.team_row(lost, team).state, TeamState::Open);
        assert_eq!(world.goals(lost, team), goals);
    }
}
