//! Teams: starting one, inviting, joining, who is in it, where it is going; and what a reader is not shown. What the core
//! says of a team, and what it was asked, for the tests in the modules below.

mod company;
mod direction;
mod framed;
mod inviting;
mod members;
mod starting;

use crate::stage::{Stage, fire};
use commonplace::features::team::pages::{TeamPage, team_path};
use commonplace_api::team::space::{
    Ask, Asked, InviteId, InviteRow, Membership, Role, TeamCommand, TeamId, TeamRow, TeamState,
};
use commonplace_api::team::{Norm, NormStatus, Person, Team, TeamChange, Vision};
use commonplace_api::{Change, Command, Id, RelayState, Stamp, Update, View};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

pub(super) const TEAM: TeamId = TeamId([9; 32]);
pub(super) const ME: Id = Id([1; 16]);
pub(super) const BEA: Id = Id([2; 16]);
pub(super) const CHI: Id = Id([3; 16]);
pub(super) const NORM: Id = Id([4; 16]);
pub(super) const LINK: &str = "https://app.example/join#secret";

pub(super) fn team_row(role: Option<Role>, state: TeamState) -> TeamRow {
    TeamRow {
        team: TEAM,
        name: "Night shift".into(),
        me: ME,
        role,
        state,
        relay: RelayState::Online,
    }
}

/// The app at a page of the team, in which this person has `role`.
pub(super) async fn in_team(page: TeamPage, role: Role) -> Stage {
    let stage = Stage::open(&team_path(TEAM, page)).await;
    let row = team_row(Some(role), TeamState::Open);
    stage.tell(&View::Teams, Update::Teams(vec![row])).await;
    stage
}

pub(super) fn within(view: View) -> View {
    View::In(TEAM, Box::new(view))
}

pub(super) fn person(id: Id, name: &str) -> Person {
    Person {
        id,
        name: name.into(),
    }
}

pub(super) fn member(id: Id, name: &str, role: Role) -> Membership {
    Membership {
        person: person(id, name),
        role,
        since_ms: Some(0),
        heard_ms: (id != ME).then_some(86_400_000),
        me: id == ME,
    }
}

pub(super) async fn with_members(stage: &Stage, members: Vec<Membership>) {
    stage
        .tell(&within(View::Members), Update::Members(members))
        .await;
}

pub(super) fn invite(n: u8, role: Role, link: Option<&str>) -> InviteRow {
    InviteRow {
        invite: InviteId([n; 32]),
        role,
        left: 10,
        expires_ms: 7 * 86_400_000,
        link: link.map(str::to_owned),
    }
}

pub(super) async fn with_invites(stage: &Stage, invites: Vec<InviteRow>) {
    stage
        .tell(&within(View::Invites), Update::Invites(invites))
        .await;
}

/// What was asked of the team, each with its name.
pub(super) fn asks(stage: &Stage) -> Vec<(Id, Ask)> {
    let commands = stage.take_commands().into_iter();
    let asks = commands.filter_map(|command| match command {
        Command::In(TEAM, TeamCommand::Ask(id, ask)) => Some((id, ask)),
        _ => None,
    });
    asks.collect()
}

/// What was changed about where the team is going.
pub(super) fn changes(stage: &Stage) -> Vec<TeamChange> {
    let commands = stage.take_commands().into_iter();
    let changes = commands.filter_map(|command| match command {
        Command::In(
            TEAM,
            TeamCommand::Change {
                id: Id::TEAM,
                change,
            },
        ) => match *change {
            Change::Team(ME, change) => Some(change),
            _ => None,
        },
        _ => None,
    });
    changes.collect()
}

pub(super) async fn answer(stage: &Stage, ask: Id, said: Asked) {
    stage.tell(&View::Asked(ask), Update::Asked(said)).await;
}

pub(super) fn focused() -> String {
    let active = document().active_element();
    active.map(|element| element.id()).unwrap_or_default()
}

pub(super) fn path() -> String {
    window().location().pathname().unwrap()
}

pub(super) fn shown(stage: &Stage, text: &str) -> bool {
    stage.text("main").contains(text)
}

pub(super) fn select(stage: &Stage, selector: &str, value: &str) {
    let select: HtmlSelectElement = stage.get(selector).unchecked_into();
    select.set_value(value);
    fire(&select, "change");
}

pub(super) fn stamp() -> Stamp {
    Stamp {
        ms: 0,
        offset_minutes: 0,
    }
}

pub(super) fn vision(n: u8, text: &str) -> Vision {
    Vision {
        id: Id([n; 16]),
        text: text.into(),
        by: Some(person(BEA, "Bea")),
        adopted: stamp(),
        sample: false,
    }
}

pub(super) fn direction() -> Team {
    Team {
        name: "Night shift".into(),
        visions: vec![vision(1, "We ask first"), vision(2, "We never stop")],
        norms: vec![Norm {
            id: NORM,
            today: "hide mistakes".into(),
            want: "say them early".into(),
            status: NormStatus::Spotted,
            example: String::new(),
            lesson: None,
            sample: false,
        }],
        contested: Vec::new(),
        read_only: false,
    }
}

pub(super) async fn with_direction(stage: &Stage, team: Team) {
    stage
        .tell(&within(View::Team), Update::Team(Box::new(team)))
        .await;
}
