//! A team that is over is taken off every device of a person, and nothing else with it.

use super::{ask, invite, join, offline, start, two};
use crate::world::World;
use crate::{begin, second_device};
use commonplace_api::team::space::{Ask, Asked, Role, TeamId};
use commonplace_api::{Command, Update, View};

impl World {
    /// How many rows of a team a device has.
    fn rows_of(&self, device: usize, team: TeamId) -> usize {
        let all = self.devices[device].disk.iter();
        let speaks = |key: &[u8]| key.windows(32).any(|part| part == team.0);
        all.filter(|((_, key), _)| speaks(key)).count()
    }
}

#[test]
fn a_team_that_was_left_goes_from_every_device() {
    let mut world = World::new(6201);
    let (anna, ben, team) = two(&mut world, Role::Member);
    let other = start(&mut world, ben, 8, "Choir", "Ben");
    let laptop = second_device(&mut world, ben);
    world.settle();
    world.command(ben, 0, Command::ClearTeam(team));
    world.settle();
    assert_eq!(world.teams(ben).len(), 2, "who is in it stays in it");
    world.want(ben, team, 9, Ask::Leave);
    assert_eq!(world.asked(ben, ask(9)), Asked::Done(team));
    assert!(world.rows_of(ben, team) > 0 && world.rows_of(laptop, team) > 0);
    offline(&mut world, laptop, true);
    world.command(ben, 0, Command::ClearTeam(team));
    world.settle();
    assert_eq!(world.rows_of(ben, team), 0);
    offline(&mut world, laptop, false);
    world.settle();
    assert_eq!(world.rows_of(laptop, team), 0);
    for device in [ben, laptop] {
        let left: Vec<_> = world.teams(device).iter().map(|row| row.team).collect();
        assert_eq!(left, [other]);
        assert_eq!(world.goals(device, other), ["first of Choir"]);
        let gone = world.look(device, 0, View::In(team, Box::new(View::Goals)));
        assert_eq!(gone, Some(Update::NoTeam));
        world.crash(device, 0);
        world.settle();
        assert_eq!(world.teams(device).len(), 1);
    }
    assert_eq!(world.goals(anna, team), ["first of Bakery"]);
    assert_eq!(world.members(anna, team).len(), 1);
}

#[test]
fn who_is_alone_ends_a_team_and_a_crash_in_between_leaves_nothing() {
    for steps in [1, 3, 6, 10, 20, 40] {
        let mut world = World::new(6300 + steps);
        let anna = begin(&mut world);
        let team = start(&mut world, anna, 1, "Bakery", "Anna");
        for n in 2..40 {
            world.set_goal(anna, team, n, "a goal");
        }
        world.settle();
        world.command(anna, 0, Command::ClearTeam(team));
        world.run(steps as usize);
        world.crash(anna, 0);
        world.settle();
        // What was said reached the disk, or nothing was.
        match world.teams(anna).len() {
            0 => assert_eq!(world.rows_of(anna, team), 0, "after {steps}"),
            _ => assert!(world.goals(anna, team).len() > 30, "after {steps}"),
        }
    }
}

#[test]
fn a_team_one_came_back_to_is_cleared_again() {
    let mut world = World::new(6202);
    let (anna, ben, team) = two(&mut world, Role::Member);
    let laptop = second_device(&mut world, ben);
    world.settle();
    for n in [20, 30] {
        world.want(ben, team, n, Ask::Leave);
        assert_eq!(world.asked(ben, ask(n)), Asked::Done(team));
        assert!(world.rows_of(laptop, team) > 0);
        world.command(ben, 0, Command::ClearTeam(team));
        world.settle();
        for device in [ben, laptop] {
            assert_eq!(world.rows_of(device, team), 0);
            assert!(world.teams(device).is_empty());
        }
        let link = invite(&mut world, anna, team, n + 1, Role::Member, 1);
        join(&mut world, ben, n + 2, &link, "Ben");
        assert_eq!(world.asked(ben, ask(n + 2)), Asked::Done(team));
        assert_eq!(world.goals(laptop, team), ["first of Bakery"]);
    }
}
