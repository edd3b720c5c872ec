//! Several people with devices of their own, the teams they start and join, and everything that may come between.

mod clearing;
mod company;
mod keys;
mod roles;
mod samples;
mod troubles;

use crate::begin;
use crate::world::World;
use commonplace_api::team::goal::GoalChange;
use commonplace_api::team::space::{
    Ask, Asked, Invitation, InviteRow, Membership, NewTeam, Role, TeamCommand, TeamId, TeamProblem,
    TeamRow, TeamState,
};
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Change, Command, Id, TextChange, Update, View, ViewId};
use commonplace_engine::io::Input;

/// A moment long after everything the simulation does.
const LATER_MS: i64 = 1_900_000_000_000;

fn ask(n: u8) -> Id {
    Id([n; 16])
}

fn goal_id(n: u8) -> Id {
    Id([100 + n; 16])
}

impl World {
    /// What became of something that was asked for.
    fn asked(&mut self, device: usize, id: Id) -> Asked {
        match self.look(device, 0, View::Asked(id)) {
            Some(Update::Asked(asked)) => asked,
            other => panic!("{other:?}"),
        }
    }

    fn teams(&mut self, device: usize) -> Vec<TeamRow> {
        match self.look(device, 0, View::Teams) {
            Some(Update::Teams(rows)) => rows,
            other => panic!("{other:?}"),
        }
    }

    fn team_row(&mut self, device: usize, team: TeamId) -> TeamRow {
        let rows = self.teams(device);
        rows.into_iter().find(|row| row.team == team).unwrap()
    }

    fn members(&mut self, device: usize, team: TeamId) -> Vec<Membership> {
        match self.look(device, 0, View::In(team, Box::new(View::Members))) {
            Some(Update::Members(members)) => members,
            other => panic!("{other:?}"),
        }
    }

    /// What a screen shows at once, whatever is under way.
    fn peek(&mut self, device: usize, tab: usize, view: View) -> Option<Update> {
        let state = &mut self.devices[device].tabs[tab];
        state.next_view += 1;
        let id = ViewId(state.next_view);
        self.input(device, tab, Input::Screen(ToCore::Subscribe(id, view)));
        self.input(device, tab, Input::Screen(ToCore::Unsubscribe(id)));
        self.devices[device].tabs[tab].shown.remove(&id)
    }

    fn peek_members(&mut self, device: usize, team: TeamId) -> Vec<Id> {
        match self.peek(device, 0, View::In(team, Box::new(View::Members))) {
            Some(Update::Members(members)) => {
                members.into_iter().map(|member| member.person.id).collect()
            }
            _ => Vec::new(),
        }
    }

    fn names(&mut self, device: usize, team: TeamId) -> Vec<(String, Role)> {
        let members = self.members(device, team).into_iter();
        let mut names: Vec<_> = members
            .map(|member| (member.person.name, member.role))
            .collect();
        names.sort();
        names
    }

    fn person(&mut self, device: usize, team: TeamId, name: &str) -> Id {
        let members = self.members(device, team);
        let member = members.iter().find(|member| member.person.name == name);
        member.unwrap().person.id
    }

    fn invites(&mut self, device: usize, team: TeamId) -> Vec<InviteRow> {
        match self.look(device, 0, View::In(team, Box::new(View::Invites))) {
            Some(Update::Invites(rows)) => rows,
            other => panic!("{other:?}"),
        }
    }

    fn goals(&mut self, device: usize, team: TeamId) -> Vec<String> {
        match self.look(device, 0, View::In(team, Box::new(View::Goals))) {
            Some(Update::Goals(rows)) => {
                let mut titles: Vec<_> = rows.into_iter().map(|row| row.title).collect();
                titles.sort();
                titles
            }
            other => panic!("{other:?}"),
        }
    }

    fn set_goal(&mut self, device: usize, team: TeamId, n: u8, title: &str) {
        let title = TextChange {
            was: String::new(),
            now: title.into(),
        };
        // Whoever the screen says it is, the core knows.
        let change = Change::Goal(Id([7; 16]), GoalChange::Title(title));
        let change = TeamCommand::Change {
            id: goal_id(n),
            change: Box::new(change),
        };
        self.command(device, 0, Command::In(team, change));
    }

    fn want(&mut self, device: usize, team: TeamId, n: u8, wanted: Ask) {
        let command = TeamCommand::Ask(ask(n), wanted);
        self.command(device, 0, Command::In(team, command));
    }
}

/// Starts a team and answers its name once it is on the disk.
fn start(world: &mut World, device: usize, n: u8, name: &str, your_name: &str) -> TeamId {
    let team = NewTeam {
        name: name.into(),
        your_name: your_name.into(),
        norm: Some(("we tend to".into(), "we want to".into())),
        goal: Some((goal_id(n), format!("first of {name}"))),
    };
    let command = Command::StartTeam {
        ask: ask(n),
        team: Box::new(team),
    };
    world.command(device, 0, command);
    match world.asked(device, ask(n)) {
        Asked::Done(team) => team,
        other => panic!("{other:?}"),
    }
}

/// An invite, as a link.
fn invite(world: &mut World, device: usize, team: TeamId, n: u8, role: Role, uses: u32) -> String {
    let wanted = Ask::Invite {
        role,
        uses,
        expires_ms: LATER_MS,
    };
    let before: Vec<_> = world.invites(device, team);
    world.want(device, team, n, wanted);
    assert_eq!(world.asked(device, ask(n)), Asked::Done(team));
    let rows = world.invites(device, team);
    let new = rows.into_iter().find(|row| !before.contains(row)).unwrap();
    new.link.unwrap()
}

fn join(world: &mut World, device: usize, n: u8, link: &str, your_name: &str) {
    let command = Command::JoinTeam {
        ask: ask(n),
        link: link.into(),
        your_name: your_name.into(),
    };
    world.command(device, 0, command);
}

fn offline(world: &mut World, device: usize, offline: bool) {
    world.devices[device].online = !offline;
    if offline {
        world.hang_up(device, 0);
    }
}

/// Two people in a team: its admin, and somebody with a role.
pub(crate) fn two(world: &mut World, role: Role) -> (usize, usize, TeamId) {
    let (anna, ben) = (begin(world), begin(world));
    let team = start(world, anna, 1, "Bakery", "Anna");
    let link = invite(world, anna, team, 2, role, 1);
    join(world, ben, 3, &link, "Ben");
    assert_eq!(world.asked(ben, ask(3)), Asked::Done(team));
    (anna, ben, team)
}

/// A team that was started without a network, and an invite for two that waited for one; its admin is gone again.
fn started_offline(world: &mut World) -> (usize, TeamId, String) {
    let anna = begin(world);
    offline(world, anna, true);
    let team = start(world, anna, 1, "Bakery", "Anna");
    let row = world.team_row(anna, team);
    assert_eq!((row.name.as_str(), row.role), ("Bakery", Some(Role::Admin)));
    assert_eq!(row.state, TeamState::Open);
    assert_eq!(world.goals(anna, team), ["first of Bakery"]);
    // It is there after a crash, too.
    world.crash(anna, 0);
    assert_eq!(world.goals(anna, team), ["first of Bakery"]);
    let wanted = Ask::Invite {
        role: Role::Member,
        uses: 2,
        expires_ms: LATER_MS,
    };
    world.want(anna, team, 2, wanted);
    assert_eq!(world.asked(anna, ask(2)), Asked::Waiting);
    world.crash(anna, 0);
    let asked = world.asked(anna, ask(2));
    assert_eq!(asked, Asked::Waiting, "a reload keeps it");
    offline(world, anna, false);
    world.settle();
    assert_eq!(world.asked(anna, ask(2)), Asked::Done(team));
    let link = world.invites(anna, team)[0].link.clone().unwrap();
    offline(world, anna, true);
    (anna, team, link)
}

#[test]
fn a_team_is_started_without_a_network_and_people_join_while_nobody_is_there() {
    let mut world = World::new(5001);
    let ben = begin(&mut world);
    let (anna, team, link) = started_offline(&mut world);
    let seen = world.look(ben, 0, View::Invitation(link.clone()));
    let Some(Update::Invitation(Invitation::Open {
        name,
        role,
        members,
        left,
        ..
    })) = seen
    else {
        panic!("{seen:?}")
    };
    assert_eq!(
        (name.as_str(), role, members, left),
        ("Bakery", Role::Member, 1, 2)
    );
    join(&mut world, ben, 3, &link, "Ben");
    assert_eq!(world.asked(ben, ask(3)), Asked::Done(team));
    assert_eq!(
        world.goals(ben, team),
        ["first of Bakery"],
        "the history is there"
    );
    world.set_goal(ben, team, 9, "by Ben");
    world.settle();
    let again = world.look(ben, 0, View::Invitation(link.clone()));
    let already = TeamProblem::AlreadyIn(team);
    assert!(
        matches!(again, Some(Update::Invitation(Invitation::Failed { problem, .. })) if problem == already)
    );

    offline(&mut world, anna, false);
    world.settle();
    let everybody = [
        ("Anna".to_owned(), Role::Admin),
        ("Ben".to_owned(), Role::Member),
    ];
    for device in [anna, ben] {
        assert_eq!(world.names(device, team), everybody);
        assert_eq!(world.goals(device, team), ["by Ben", "first of Bakery"]);
    }
    assert_eq!(world.invites(anna, team)[0].left, 1);
    assert_eq!(
        world.invites(ben, team)[0].link,
        None,
        "only who made it has it"
    );
    assert!(!world.relay.holds(b"Bakery"));
}

#[test]
fn two_teams_keep_apart() {
    let mut world = World::new(5002);
    let (anna, ben, bakery) = two(&mut world, Role::Member);
    let choir = start(&mut world, ben, 5, "Choir", "Benjamin");
    let names: Vec<_> = world.teams(ben).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Bakery", "Choir"]);
    world.set_goal(ben, choir, 1, "sing");
    world.set_goal(ben, bakery, 8, "bake");
    world.settle();
    assert_eq!(world.goals(ben, choir), ["first of Choir", "sing"]);
    assert_eq!(world.goals(anna, bakery), ["bake", "first of Bakery"]);
    assert_eq!(world.teams(anna).len(), 1);
    let anna_in = world.team_row(anna, bakery).me;
    let change = Change::Goal(anna_in, GoalChange::Support(true));
    let change = TeamCommand::Change {
        id: goal_id(8),
        change: Box::new(change),
    };
    world.command(ben, 0, Command::In(bakery, change));
    world.settle();
    let view = View::In(bakery, Box::new(View::Goal(goal_id(8))));
    let Some(Update::Goal(goal)) = world.look(anna, 0, view) else {
        panic!()
    };
    let supporting: Vec<_> = goal.supporting.iter().map(|p| p.name.clone()).collect();
    assert_eq!(supporting, ["Ben"], "nobody writes as somebody else");
    // No connection carried two spaces.
    for connection in world.relay.connections.values() {
        assert!(connection.spaces() <= 1);
    }
}

#[test]
fn links_that_lead_nowhere_say_so() {
    let mut world = World::new(5005);
    let (anna, ben) = (begin(&mut world), begin(&mut world));
    let team = start(&mut world, anna, 1, "Bakery", "Anna");
    let link = invite(&mut world, anna, team, 2, Role::Member, 1);
    let mut tries = vec![
        ("hello".to_owned(), TeamProblem::LinkBad),
        (link[..60].to_owned(), TeamProblem::LinkDamaged),
    ];
    let row = world.invites(anna, team)[0].clone();
    world.want(anna, team, 3, Ask::Revoke(row.invite));
    assert_eq!(world.asked(anna, ask(3)), Asked::Done(team));
    tries.push((link.clone(), TeamProblem::InviteGone));
    for (n, (link, problem)) in (10..).zip(tries) {
        join(&mut world, ben, n, &link, "Ben");
        assert_eq!(world.asked(ben, ask(n)), Asked::Failed(problem));
    }
    let good = invite(&mut world, anna, team, 4, Role::Member, 1);
    join(&mut world, ben, 20, &good, &"x".repeat(10_000));
    let asked = world.asked(ben, ask(20));
    assert_eq!(asked, Asked::Failed(TeamProblem::NameTooLong));
    offline(&mut world, ben, true);
    join(&mut world, ben, 21, &good, "Ben");
    let asked = world.asked(ben, ask(21));
    assert_eq!(asked, Asked::Failed(TeamProblem::Unreachable));
    offline(&mut world, ben, false);
    world.now = LATER_MS + 1;
    join(&mut world, ben, 22, &good, "Ben");
    let asked = world.asked(ben, ask(22));
    assert_eq!(asked, Asked::Failed(TeamProblem::InviteExpired));
    assert_eq!(world.teams(ben), [], "nothing changed");
    assert_eq!(world.members(anna, team).len(), 1);
}

impl World {
    pub(crate) fn noticed(&mut self, device: usize, tab: usize, news: &FromCore) {
        if let FromCore::Notice(notice) = news {
            let notices = &mut self.devices[device].tabs[tab].notices;
            notices.push(notice.clone());
        }
    }
}
