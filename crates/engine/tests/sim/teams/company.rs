//! Who is there at the same time: seen for as long as they are, and only by those who may.

use super::{goal_id, two};
use crate::world::World;
use commonplace_api::team::presence::Look;
use commonplace_api::team::space::{Ask, Role, TeamCommand, TeamId};
use commonplace_api::wire::ToCore;
use commonplace_api::{Command, Id, Update, View};
use commonplace_engine::io::Input;

impl World {
    fn goes_to(&mut self, device: usize, tab: usize, team: TeamId, look: Option<Look>) {
        self.command(device, tab, Command::In(team, TeamCommand::Look(look)));
    }

    /// Who somebody sees: names, where they are, whether they write.
    fn seen(&mut self, device: usize, tab: usize, team: TeamId) -> Vec<(String, Option<Id>, bool)> {
        let view = View::In(team, Box::new(View::Present));
        match self.peek(device, tab, view) {
            Some(Update::Present(rows)) => rows
                .into_iter()
                .map(|row| (row.person.name, row.look.at, row.look.writing))
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    /// Goes on until a tab sees this, within a few minutes.
    fn comes_to_see(
        &mut self,
        (device, tab): (usize, usize),
        team: TeamId,
        wanted: &[(String, Option<Id>, bool)],
    ) {
        let until = self.now + 300_000;
        while self.seen(device, tab, team) != wanted {
            assert!(self.now < until && self.step(), "{wanted:?} is never seen");
        }
    }
}

const READING: Option<Look> = Some(Look {
    at: None,
    writing: false,
});

fn at_the_goal(writing: bool) -> Look {
    Look {
        at: Some(goal_id(1)),
        writing,
    }
}

fn someone(name: &str, at: Option<Id>, writing: bool) -> Vec<(String, Option<Id>, bool)> {
    vec![(name.to_owned(), at, writing)]
}

#[test]
fn people_see_each_other_while_they_look_and_not_longer() {
    let mut world = World::new(6001);
    let (anna, ben, team) = two(&mut world, Role::Member);
    world.goes_to(anna, 0, team, READING);
    world.goes_to(ben, 0, team, Some(at_the_goal(false)));
    let there = Some(goal_id(1));
    world.comes_to_see((anna, 0), team, &someone("Ben", there, false));
    world.comes_to_see((ben, 0), team, &someone("Anna", None, false));
    world.goes_to(ben, 0, team, Some(at_the_goal(true)));
    world.comes_to_see((anna, 0), team, &someone("Ben", there, true));
    // Whoever goes on being there goes on being seen.
    let later = world.now + 200_000;
    while world.now < later {
        assert!(world.step());
        assert_eq!(world.seen(anna, 0, team).len(), 1);
    }
    // Out of sight, and back.
    world.input(ben, 0, Input::Screen(ToCore::Hidden));
    world.comes_to_see((anna, 0), team, &[]);
    world.input(ben, 0, Input::Screen(ToCore::Shown));
    world.comes_to_see((anna, 0), team, &someone("Ben", there, true));
    world.goes_to(ben, 0, team, None);
    world.comes_to_see((anna, 0), team, &[]);
    assert_eq!(world.seen(ben, 0, team).len(), 1, "who hides still sees");
    // Who comes later is told who is there.
    world.goes_to(anna, 0, team, None);
    world.comes_to_see((ben, 0), team, &[]);
    world.goes_to(ben, 0, team, READING);
    world.run(200);
    world.goes_to(anna, 0, team, READING);
    world.comes_to_see((anna, 0), team, &someone("Ben", None, false));
}

#[test]
fn somebody_whose_page_is_gone_is_gone_after_a_minute() {
    let mut world = World::new(6002);
    let (anna, ben, team) = two(&mut world, Role::Reader);
    world.goes_to(anna, 0, team, READING);
    world.goes_to(ben, 0, team, READING);
    while world.seen(anna, 0, team).is_empty() {
        assert!(world.step());
    }
    world.devices[ben].online = false;
    world.hang_up(ben, 0);
    let gone = world.now;
    world.comes_to_see((anna, 0), team, &[]);
    assert!(world.now >= gone + 30_000, "{}", world.now - gone);
}

#[test]
fn a_second_tab_is_heard_through_the_first() {
    let mut world = World::new(6003);
    let (anna, ben, team) = two(&mut world, Role::Member);
    world.open_tab(ben);
    world.settle();
    world.goes_to(anna, 0, team, READING);
    world.goes_to(ben, 1, team, Some(at_the_goal(true)));
    world.comes_to_see((anna, 0), team, &someone("Ben", Some(goal_id(1)), true));
    world.comes_to_see((ben, 1), team, &someone("Anna", None, false));
    world.comes_to_see((ben, 0), team, &someone("Anna", None, false));
}

#[test]
fn who_was_removed_is_not_seen_and_sees_nobody() {
    let mut world = World::new(6004);
    let (anna, ben, team) = two(&mut world, Role::Member);
    world.goes_to(anna, 0, team, READING);
    world.goes_to(ben, 0, team, READING);
    world.comes_to_see((anna, 0), team, &someone("Ben", None, false));
    let members = world.peek_members(anna, team);
    let me = world.peek_members(ben, team)[0];
    assert!(members.contains(&me));
    world.want(anna, team, 9, Ask::Remove(me));
    let later = world.now + 200_000;
    while world.now < later {
        assert!(world.step());
    }
    assert_eq!(world.seen(anna, 0, team), []);
    assert_eq!(world.seen(ben, 0, team), []);
}
