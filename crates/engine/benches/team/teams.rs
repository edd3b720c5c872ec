//! What people do with teams, each step until it is done.

use crate::member::Member;
use commonplace_api::team::space::{
    Ask, Asked, Invitation, NewTeam, Role, TeamCommand, TeamId, TeamRow, TeamState,
};
use commonplace_api::{Change, Command, Id, SyncStatus, Update, View};

/// A moment long after this.
const LATER_MS: i64 = 4_000_000_000_000;
const ASK: Id = Id([1; 16]);
const INVITE: Id = Id([2; 16]);

impl Member {
    async fn asked(&mut self, ask: Id) -> TeamId {
        let done = |update: &Update| match update {
            Update::Asked(Asked::Failed(problem)) => panic!("{problem:?}"),
            Update::Asked(asked) => matches!(asked, Asked::Done(_)),
            _ => false,
        };
        match self.look(View::Asked(ask), done).await {
            Update::Asked(Asked::Done(team)) => team,
            other => panic!("{other:?}"),
        }
    }

    pub async fn start_team(&mut self, name: &str) -> TeamId {
        let team = NewTeam {
            name: name.to_owned(),
            your_name: "Admin".to_owned(),
            norm: None,
            goal: None,
        };
        let team = Box::new(team);
        self.command(Command::StartTeam { ask: ASK, team });
        self.asked(ASK).await
    }

    /// A link for as many as there can be.
    pub async fn invite(&mut self, team: TeamId) -> String {
        let ask = Ask::Invite {
            role: Role::Member,
            uses: 200,
            expires_ms: LATER_MS,
        };
        self.command(Command::In(team, TeamCommand::Ask(INVITE, ask)));
        self.asked(INVITE).await;
        let view = View::In(team, Box::new(View::Invites));
        let is = |update: &Update| matches!(update, Update::Invites(rows) if !rows.is_empty());
        match self.look(view, is).await {
            Update::Invites(rows) => rows[0].link.clone().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// What an invite leads to, as whoever opens it sees it.
    pub async fn read_invite(&mut self, link: &str) -> Invitation {
        let is = |update: &Update| matches!(update, Update::Invitation(Invitation::Open { .. }));
        match self.look(View::Invitation(link.to_owned()), is).await {
            Update::Invitation(invitation) => invitation,
            other => panic!("{other:?}"),
        }
    }

    pub async fn join(&mut self, link: &str, name: &str) -> TeamId {
        self.command(Command::JoinTeam {
            ask: ASK,
            link: link.to_owned(),
            your_name: name.to_owned(),
        });
        self.asked(ASK).await
    }

    /// Waits until all of the team is here.
    pub async fn has_all_of(&mut self, team: TeamId) -> TeamRow {
        let row = move |update: &Update| match update {
            Update::Teams(rows) => rows.iter().find(|row| row.team == team).cloned(),
            _ => None,
        };
        let is = move |update: &Update| row(update).is_some_and(|row| row.state == TeamState::Open);
        let shown = self.look(View::Teams, is).await;
        row(&shown).unwrap()
    }

    /// Waits until everything here of the team is on the relay, and durable here.
    pub async fn has_given(&mut self, team: TeamId) {
        let is = |update: &Update| matches!(update, Update::Status(status) if SyncStatus::is_synced(status));
        self.look(View::In(team, Box::new(View::Status)), is).await;
    }

    /// Changes a document of the team. The core puts in who does.
    pub fn change(&mut self, team: TeamId, id: Id, change: Change) {
        let change = Box::new(change);
        self.command(Command::In(team, TeamCommand::Change { id, change }));
    }
}
