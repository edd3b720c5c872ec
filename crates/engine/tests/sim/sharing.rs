//! What members share of their skills: it stands in a document of their own, whatever a screen names.

use crate::teams::two;
use crate::world::World;
use commonplace_api::skill::Confidence;
use commonplace_api::team::share::{Matrix, NewShare, SharesChange};
use commonplace_api::team::space::{Role, TeamCommand, TeamId};
use commonplace_api::{Change, Command, Id, Update, View};

const SKILL: Id = Id([6; 16]);

fn does(world: &mut World, device: usize, team: TeamId, change: SharesChange) {
    // Whoever and wherever the screen says it is, the core knows.
    let change = TeamCommand::Change {
        id: Id([8; 16]),
        change: Box::new(Change::Shares(Id([7; 16]), change)),
    };
    world.command(device, 0, Command::In(team, change));
    world.settle();
}

fn matrix(world: &mut World, device: usize, team: TeamId) -> Matrix {
    match world.look(device, 0, View::In(team, Box::new(View::Matrix))) {
        Some(Update::Matrix(matrix)) => matrix,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_level_is_seen_by_the_others_until_it_is_not_shared_any_more() {
    let mut world = World::new(5020);
    let (anna, ben, team) = two(&mut world, Role::Member);
    let share = NewShare {
        skill: SKILL,
        name: "Baking".into(),
        level: 4,
        target: None,
        confidence: Confidence::Fair,
    };
    does(&mut world, ben, team, SharesChange::Share(share));
    for device in [anna, ben] {
        let matrix = matrix(&mut world, device, team);
        let [row] = matrix.rows.as_slice() else {
            panic!("{matrix:?}")
        };
        let cells: Vec<_> = row.cells.iter().flatten().collect();
        assert_eq!(row.person.name, "Ben");
        assert_eq!((cells[0].skill, cells[0].level), (SKILL, 4));
    }
    does(&mut world, ben, team, SharesChange::Stop(SKILL));
    assert_eq!(matrix(&mut world, anna, team), Matrix::default());
}
