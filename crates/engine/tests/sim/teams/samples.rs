//! The sample of a team: added and taken out as one, for everybody.

use super::{goal_id, two};
use crate::world::World;
use commonplace_api::team::goal::GoalChange;
use commonplace_api::team::space::{Role, TeamCommand, TeamId};
use commonplace_api::team::{Language, Team};
use commonplace_api::{Change, Command, Id, Notice, TextChange, Update, View};

impl World {
    fn direction(&mut self, device: usize, team: TeamId) -> Team {
        match self.look(device, 0, View::In(team, Box::new(View::Team))) {
            Some(Update::Team(team)) => *team,
            other => panic!("{other:?}"),
        }
    }

    fn samples(&mut self, device: usize, team: TeamId, what: TeamCommand) {
        self.command(device, 0, Command::In(team, what));
        self.settle();
    }
}

#[test]
fn a_sample_is_there_for_everybody_and_goes_in_one_go() {
    let mut world = World::new(6101);
    let (anna, ben, team) = two(&mut world, Role::Member);
    world.samples(anna, team, TeamCommand::AddSample(Language::English));
    for device in [anna, ben] {
        let goals = world.goals(device, team);
        assert_eq!(goals.len(), 2, "{goals:?}");
        let direction = world.direction(device, team);
        assert_eq!((direction.visions.len(), direction.norms.len()), (1, 5));
        assert_eq!(world.members(device, team).len(), 2, "nobody joined");
    }
    // Ben adds to it, and has a goal of his own.
    world.set_goal(ben, team, 9, "by Ben");
    let goals = world.look(ben, 0, View::In(team, Box::new(View::Goals)));
    let Some(Update::Goals(rows)) = goals else {
        panic!()
    };
    let sample = rows.into_iter().find(|row| row.sample).unwrap();
    let title = TextChange {
        was: sample.title.clone(),
        now: format!("{} soon", sample.title),
    };
    let change = Box::new(Change::Goal(Id([0; 16]), GoalChange::Title(title)));
    let id = sample.id;
    world.samples(ben, team, TeamCommand::Change { id, change });
    world.devices[ben].tabs[0].notices.clear();
    world.samples(ben, team, TeamCommand::RemoveSample);
    for device in [anna, ben] {
        assert_eq!(world.goals(device, team), ["by Ben", "first of Bakery"]);
        let direction = world.direction(device, team);
        assert_eq!((direction.visions.len(), direction.norms.len()), (0, 1));
    }
    let said = &world.devices[ben].tabs[0].notices;
    assert!(
        !said.iter().any(|notice| matches!(notice, Notice::In(..))),
        "{said:?}"
    );
    // Had back, it is as it was.
    world.samples(anna, team, TeamCommand::AddSample(Language::German));
    for device in [anna, ben] {
        let changed = format!("{} soon", sample.title);
        assert!(world.goals(device, team).contains(&changed));
        assert_eq!(world.goals(device, team).len(), 3);
        assert_eq!(world.direction(device, team).norms.len(), 5);
    }
    assert!(
        world
            .goals(ben, team)
            .contains(&"first of Bakery".to_owned())
    );
    assert_ne!(goal_id(1), sample.id);
}

#[test]
fn a_reader_adds_no_sample() {
    let mut world = World::new(6102);
    let (anna, ben, team) = two(&mut world, Role::Reader);
    world.samples(ben, team, TeamCommand::AddSample(Language::English));
    world.samples(ben, team, TeamCommand::RemoveSample);
    for device in [anna, ben] {
        assert_eq!(world.goals(device, team), ["first of Bakery"]);
    }
}
