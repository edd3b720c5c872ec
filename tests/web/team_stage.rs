//! A team on the stage: the app at one of its pages, and what this person is in it.

use crate::stage::Stage;
use commonplace_api::team::Person;
use commonplace_api::team::space::{Membership, Role, TeamCommand, TeamId, TeamRow, TeamState};
use commonplace_api::{Change, Command, Id, RelayState, Stamp, Update, View};

pub(crate) const TEAM: TeamId = TeamId([3; 32]);
pub(crate) const ME: Id = Id([1; 16]);
pub(crate) const BEN: Id = Id([2; 16]);

pub(crate) const NOON: Stamp = Stamp {
    ms: 1_790_000_000_000,
    offset_minutes: 0,
};

#[expect(clippy::unnecessary_wraps, reason = "as documents name somebody")]
pub(crate) fn me() -> Option<Person> {
    Some(Person {
        id: ME,
        name: "Ana".into(),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "as documents name somebody")]
pub(crate) fn ben() -> Option<Person> {
    Some(Person {
        id: BEN,
        name: "Ben".into(),
    })
}

/// A view of the team.
pub(crate) fn within(view: View) -> View {
    View::In(TEAM, Box::new(view))
}

/// The app at a page of the team, as somebody who is `role` in it.
pub(crate) async fn at(part: &str, role: Role) -> Stage {
    let stage = Stage::open(&format!("/team/{TEAM}{part}")).await;
    is_in(&stage, role).await;
    stage
}

/// The core says that this person is `role` in the team.
pub(crate) async fn is_in(stage: &Stage, role: Role) {
    let row = TeamRow {
        team: TEAM,
        name: "Night shift".into(),
        me: ME,
        role: Some(role),
        state: TeamState::Open,
        relay: RelayState::Online,
    };
    stage.tell(&View::Teams, Update::Teams(vec![row])).await;
}

/// How many elements of the page match, besides those that stand around every page of a team.
pub(crate) fn count_on_page(stage: &Stage, selector: &str) -> u32 {
    let part = ".page.team > :not(.team-head, .team-links, dialog)";
    stage.count(&format!("{part}:is({selector}), {part} :is({selector})"))
}

/// The core says who is in the team.
pub(crate) async fn members(stage: &Stage) {
    let members = [(me(), true), (ben(), false)].map(|(person, me)| Membership {
        person: person.unwrap(),
        role: Role::Member,
        since_ms: None,
        heard_ms: None,
        me,
    });
    stage
        .tell(&within(View::Members), Update::Members(members.into()))
        .await;
}

/// The changes of documents of the team so far, and forgets them.
pub(crate) fn changes(stage: &Stage) -> Vec<(Id, Change)> {
    let commands = stage.take_commands().into_iter();
    let changes = commands.filter_map(|command| match command {
        Command::In(TEAM, TeamCommand::Change { id, change }) => Some((id, *change)),
        _ => None,
    });
    changes.collect()
}
