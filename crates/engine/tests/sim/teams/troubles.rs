//! Removal, two admins at once, and whatever breaks meanwhile.

use super::*;

#[test]
fn who_is_removed_during_a_partition_keeps_what_was_and_gets_nothing_newer() {
    let mut world = World::new(5101);
    let (anna, ben, team) = two(&mut world, Role::Member);
    let link = invite(&mut world, anna, team, 4, Role::Member, 1);
    let carla = begin(&mut world);
    join(&mut world, carla, 5, &link, "Carla");
    assert_eq!(world.asked(carla, ask(5)), Asked::Done(team));
    world.set_goal(ben, team, 8, "before");
    world.settle();
    offline(&mut world, ben, true);
    world.set_goal(ben, team, 9, "to nobody");
    let them = world.person(anna, team, "Ben");
    world.want(anna, team, 6, Ask::Remove(them));
    assert_eq!(world.asked(anna, ask(6)), Asked::Done(team));
    world.set_goal(anna, team, 10, "without Ben");
    world.settle();
    offline(&mut world, ben, false);
    world.settle();

    let row = world.team_row(ben, team);
    assert_eq!((row.state, row.role), (TeamState::Removed, None));
    let kept = ["before", "first of Bakery", "to nobody"];
    assert_eq!(world.goals(ben, team), kept);
    for device in [anna, carla] {
        let newest = ["before", "first of Bakery", "without Ben"];
        assert_eq!(world.goals(device, team), newest);
        assert_eq!(world.members(device, team).len(), 2);
    }
    // And nothing is written there any more.
    world.set_goal(ben, team, 11, "still here?");
    world.settle();
    assert_eq!(world.goals(ben, team), kept);
    world.crash(ben, 0);
    world.settle();
    assert_eq!(world.team_row(ben, team).state, TeamState::Removed);
    assert_eq!(world.goals(ben, team), kept);
}

#[test]
fn two_admins_act_at_once_and_both_are_heard() {
    for seed in 5110..5116 {
        let mut world = World::new(seed);
        let (anna, ben, team) = two(&mut world, Role::Member);
        let them = world.person(anna, team, "Ben");
        world.want(anna, team, 4, Ask::SetRole(them, Role::Admin));
        assert_eq!(world.asked(anna, ask(4)), Asked::Done(team));
        let link = invite(&mut world, anna, team, 5, Role::Member, 2);
        let (carla, dora) = (begin(&mut world), begin(&mut world));
        join(&mut world, carla, 6, &link, "Carla");
        join(&mut world, dora, 6, &link, "Dora");
        assert_eq!(world.asked(carla, ask(6)), Asked::Done(team));
        assert_eq!(world.asked(dora, ask(6)), Asked::Done(team));
        for admin in [anna, ben] {
            offline(&mut world, admin, true);
        }
        let (c, d) = (
            world.person(anna, team, "Carla"),
            world.person(anna, team, "Dora"),
        );
        world.want(anna, team, 7, Ask::Remove(c));
        world.want(ben, team, 7, Ask::Remove(d));
        world.want(anna, team, 8, Ask::SetRole(d, Role::Reader));
        world.settle();
        for admin in [anna, ben] {
            assert_eq!(world.asked(admin, ask(7)), Asked::Waiting);
            offline(&mut world, admin, false);
        }
        world.settle();
        for admin in [anna, ben] {
            assert_eq!(world.asked(admin, ask(7)), Asked::Done(team), "{seed}");
            let rest = [
                ("Anna".to_owned(), Role::Admin),
                ("Ben".to_owned(), Role::Admin),
            ];
            assert_eq!(world.names(admin, team), rest, "{seed}");
        }
        // Done if it came first, else there was nobody left to do it to.
        let asked = world.asked(anna, ask(8));
        let gone = Asked::Failed(TeamProblem::NoSuchMember);
        assert!(asked == Asked::Done(team) || asked == gone, "{asked:?}");
        for device in [carla, dora] {
            assert_eq!(world.team_row(device, team).state, TeamState::Removed);
        }
    }
}

#[test]
fn whatever_breaks_everybody_ends_up_in_the_same_team() {
    for seed in 5120..5128 {
        let mut world = World::new(seed);
        let (anna, ben, team) = two(&mut world, Role::Member);
        let link = invite(&mut world, anna, team, 5, Role::Member, 3);
        let carla = begin(&mut world);
        join(&mut world, carla, 6, &link, "Carla");
        for n in 0..12 {
            let (device, trouble) = ([anna, ben, carla][world.pick(3)], world.pick(4));
            let author = [anna, ben][world.pick(2)];
            world.set_goal(author, team, 20 + n, "a goal");
            let steps = world.pick(40);
            world.run(steps);
            world.trouble(trouble, device, 0);
            let steps = world.pick(40);
            world.run(steps);
        }
        for device in [anna, ben, carla] {
            world.devices[device].online = true;
            world.devices[device].failing = None;
        }
        world.settle();
        // The tab that asked may have died before anything was kept; then it is asked again.
        if world.asked(carla, ask(6)) != Asked::Done(team) && world.teams(carla).is_empty() {
            join(&mut world, carla, 7, &link, "Carla");
            assert_eq!(world.asked(carla, ask(7)), Asked::Done(team), "{seed}");
        }
        world.settle();
        let goals = world.goals(anna, team);
        let names = world.names(anna, team);
        assert_eq!(names.len(), 3, "{seed}: {names:?}");
        for device in [ben, carla] {
            assert_eq!(world.goals(device, team), goals, "{seed}");
            assert_eq!(world.names(device, team), names, "{seed}");
        }
    }
}

/// Somebody does something, wherever they are and whether they may or not.
fn something(world: &mut World, people: &[usize], team: TeamId, n: u8) {
    let who = people[world.pick(people.len())];
    let members = world.peek_members(who, team);
    let whom = members.get(world.pick(members.len())).copied();
    let wanted = match (world.pick(8), whom) {
        (0, Some(whom)) => Ask::SetRole(
            whom,
            [Role::Admin, Role::Member, Role::Reader][world.pick(3)],
        ),
        (1, Some(whom)) => Ask::SetRole(whom, Role::Member),
        (2, Some(whom)) if world.pick(3) == 0 => Ask::Remove(whom),
        (3, _) if world.pick(4) == 0 => Ask::Leave,
        _ => return world.set_goal(who, team, 30 + n, "a goal"),
    };
    world.want(who, team, 60 + n, wanted);
}

#[test]
fn whoever_changes_whatever_all_agree_who_is_in_and_what_was_said() {
    for seed in 5130..5150 {
        let mut world = World::new(seed);
        let (anna, ben, team) = two(&mut world, Role::Member);
        let link = invite(&mut world, anna, team, 5, Role::Member, 3);
        let mut people = vec![anna, ben];
        for (n, name) in [(6, "Carla"), (7, "Dora")] {
            let device = begin(&mut world);
            join(&mut world, device, n, &link, name);
            assert_eq!(world.asked(device, ask(n)), Asked::Done(team));
            people.push(device);
        }
        let them = world.person(anna, team, "Ben");
        world.want(anna, team, 8, Ask::SetRole(them, Role::Admin));
        world.settle();
        for n in 0..30 {
            something(&mut world, &people, team, n);
            let steps = world.pick(30);
            world.run(steps);
            if world.pick(3) == 0 {
                let (device, trouble) = (people[world.pick(4)], world.pick(4));
                world.trouble(trouble, device, 0);
            }
        }
        for device in &people {
            world.devices[*device].online = true;
            world.devices[*device].failing = None;
        }
        world.settle();
        let inside = |world: &mut World, device| {
            let row = world.team_row(device, team);
            (row.state == TeamState::Open).then_some(device)
        };
        let inside: Vec<_> = people
            .iter()
            .filter_map(|device| inside(&mut world, *device))
            .collect();
        let mut candidates = inside.iter().copied();
        let admin = candidates.find(|device| world.team_row(*device, team).is_admin());
        let admin = admin.unwrap();
        let (names, goals) = (world.names(admin, team), world.goals(admin, team));
        assert_eq!(names.len(), inside.len(), "{seed}: {names:?}");
        assert!(names.iter().any(|(_, role)| *role == Role::Admin), "{seed}");
        for device in &inside {
            assert_eq!(world.names(*device, team), names, "{seed}");
            // What a reader wrote before they were one, and nobody got, is theirs alone.
            if world.team_row(*device, team).may_write() {
                assert_eq!(world.goals(*device, team), goals, "{seed}");
            }
        }
        for device in people.iter().filter(|device| !inside.contains(device)) {
            let row = world.team_row(*device, team);
            let over = [TeamState::Removed, TeamState::Left];
            assert!(over.contains(&row.state), "{seed}: {row:?}");
        }
    }
}
