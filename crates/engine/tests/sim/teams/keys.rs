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

#[test]
fn the_tabs_of_a_device_are_in_the_same_teams() {
    for seed in 5210..5214 {
        let mut world = World::new(seed);
        let (anna, ben) = (begin(&mut world), begin(&mut world));
        world.open_tab(anna);
        world.settle();
        let team = start(&mut world, anna, 1, "Bakery", "Anna");
        let goals = |world: &mut World, tab| {
            let view = View::In(team, Box::new(View::Goals));
            match world.look(anna, tab, view) {
                Some(Update::Goals(rows)) => rows.len(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(goals(&mut world, 1), 1);
        // The tab that does not lead invites, and writes.
        let wanted = Ask::Invite {
            role: Role::Member,
            uses: 1,
            expires_ms: LATER_MS,
        };
        let command = TeamCommand::Ask(ask(2), wanted);
        world.command(anna, 1, Command::In(team, command));
        let made = world.look(anna, 1, View::Asked(ask(2)));
        assert_eq!(made, Some(Update::Asked(Asked::Done(team))));
        let made = world.invites(anna, team)[0].link.clone().unwrap();
        join(&mut world, ben, 3, &made, "Ben");
        assert_eq!(world.asked(ben, ask(3)), Asked::Done(team));
        let change = Change::Goal(ask(1), GoalChange::Support(true));
        let change = TeamCommand::Change {
            id: goal_id(9),
            change: Box::new(change),
        };
        world.command(anna, 1, Command::In(team, change));
        world.settle();
        world.set_goal(anna, team, 10, "another");
        world.settle();
        assert_eq!((goals(&mut world, 0), goals(&mut world, 1)), (3, 3));
        assert_eq!(world.goals(ben, team).len(), 3);
        world.close_tab(anna, 0);
        world.settle();
        world.set_goal(ben, team, 11, "after it");
        world.settle();
        assert_eq!(goals(&mut world, 0), 4);
    }
}
