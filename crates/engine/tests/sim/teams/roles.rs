//! What a role lets somebody do, and that a team keeps an admin.

use super::{ask, invite, join, two};
use crate::world::World;
use commonplace_api::Notice;
use commonplace_api::team::space::{Ask, Asked, Role, TeamProblem, TeamState};

#[test]
fn a_reader_reads_and_a_role_changes() {
    let mut world = World::new(5003);
    let (anna, ben, team) = two(&mut world, Role::Reader);
    assert_eq!(world.goals(ben, team), ["first of Bakery"]);
    world.set_goal(ben, team, 9, "by a reader");
    world.settle();
    assert_eq!(world.goals(ben, team), ["first of Bakery"]);
    let refused = Notice::NotInTeam(team, TeamProblem::ReadOnly);
    assert!(world.devices[ben].tabs[0].notices.contains(&refused));
    let reads = ("Ben".to_owned(), Role::Reader);
    assert!(
        world.names(anna, team).contains(&reads),
        "who may not write has a name"
    );
    assert!(!world.relay.holds_in_roster(b"Ben"));
    world.want(ben, team, 4, Ask::SetRole(ask(1), Role::Admin));
    let asked = world.asked(ben, ask(4));
    assert_eq!(asked, Asked::Failed(TeamProblem::NotAdmin));

    let members = world.members(anna, team);
    let them = members.iter().find(|member| !member.me).unwrap().person.id;
    world.want(anna, team, 5, Ask::SetRole(them, Role::Member));
    assert_eq!(world.asked(anna, ask(5)), Asked::Done(team));
    world.set_goal(ben, team, 9, "by a member");
    world.settle();
    assert_eq!(world.goals(anna, team), ["by a member", "first of Bakery"]);
    let ben_there = ("Ben".to_owned(), Role::Member);
    assert!(world.names(anna, team).contains(&ben_there));
}

#[test]
fn the_last_admin_stays_until_there_is_another() {
    let mut world = World::new(5004);
    let (anna, ben, team) = two(&mut world, Role::Member);
    world.want(anna, team, 5, Ask::Leave);
    let asked = world.asked(anna, ask(5));
    assert_eq!(asked, Asked::Failed(TeamProblem::LastAdmin));
    let them = world.person(anna, team, "Ben");
    world.want(anna, team, 6, Ask::HandOver(them));
    assert_eq!(world.asked(anna, ask(6)), Asked::Done(team));
    let row = world.team_row(anna, team);
    assert_eq!((row.state, row.role), (TeamState::Left, None));
    assert_eq!(
        world.goals(anna, team),
        ["first of Bakery"],
        "what was here can be read"
    );
    assert!(world.team_row(ben, team).is_admin());
    // The new admin gives the team a key that who left does not have.
    world.set_goal(ben, team, 9, "without Anna");
    world.settle();
    assert_eq!(world.goals(ben, team), ["first of Bakery", "without Anna"]);
    assert_eq!(world.goals(anna, team), ["first of Bakery"]);
    // Coming back is joining anew, as somebody else.
    let link = invite(&mut world, ben, team, 7, Role::Member, 1);
    join(&mut world, anna, 8, &link, "Anna again");
    assert_eq!(world.asked(anna, ask(8)), Asked::Done(team));
    assert_eq!(world.goals(anna, team), ["first of Bakery", "without Anna"]);
    assert_eq!(world.team_row(anna, team).role, Some(Role::Member));
}
