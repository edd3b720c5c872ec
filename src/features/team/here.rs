//! The team on the page: what a screen of it may know and do. Screens speak to the core of a team only through this, so
//! that none can mistake one team for another, or for the person's own journal.

use super::pages::{TeamPage, team_path};
use crate::shell::core::Core;
use crate::shell::{page, random_id};
use crate::state::App;
use commonplace_api::team::space::{Ask, TeamCommand, TeamId, TeamRow};
use commonplace_api::{Change, Command, Id, Update, View};
use leptos::prelude::*;

/// A team, cheap to copy. What it tells lives as long as the frame of the team.
#[derive(Clone, Copy, Debug)]
pub struct Here {
    /// The state of the app.
    pub app: App,
    /// Which team.
    pub team: TeamId,
    row: Memo<Option<TeamRow>>,
}

impl Here {
    /// The team `team`, whatever is known of it.
    pub fn new(app: App, team: TeamId) -> Self {
        let row = Memo::new(move |_| {
            app.teams
                .with(|teams| teams.as_ref()?.iter().find(|row| row.team == team).cloned())
        });
        Self { app, team, row }
    }

    /// The way to the core.
    pub fn core(self) -> Core {
        self.app.core
    }

    /// What is known of it; nothing where it is not on this device.
    pub fn row(self) -> Memo<Option<TeamRow>> {
        self.row
    }

    /// Whether this person can write here now.
    pub fn may_write(self) -> Signal<bool> {
        let row = self.row;
        Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(TeamRow::may_write))).into()
    }

    /// Whether this person can change who is a member now.
    pub fn is_admin(self) -> Signal<bool> {
        let row = self.row;
        Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(TeamRow::is_admin))).into()
    }

    /// The document of this person in it. Nobody's while the team is not known.
    pub fn me(self) -> Id {
        let me = self.row.try_with_untracked(|row| Some(row.as_ref()?.me));
        me.flatten().unwrap_or(Id([0; 16]))
    }

    /// Watches something of the team for as long as the current component stands. `hear` may be called after its
    /// screen is gone: it uses `try_set`.
    pub fn watch(self, view: View, hear: impl Fn(Update) + 'static) {
        self.core()
            .watch_here(View::In(self.team, Box::new(view)), hear);
    }

    /// Asks for something to be done in it.
    pub fn send(self, command: TeamCommand) {
        self.core().dispatch(self.command(command));
    }

    /// The same, to be done later: the way back of a passing message.
    pub fn command(self, command: TeamCommand) -> Command {
        Command::In(self.team, command)
    }

    /// Changes a document. The core puts in who does it.
    pub fn change(self, id: Id, change: Change) {
        let change = Box::new(change);
        self.send(TeamCommand::Change { id, change });
    }

    /// Does what takes something out of a document, and offers the way back.
    pub fn take_out(self, id: Id, out: Change, back: Change, said: &str) {
        self.change(id, out);
        let change = Box::new(back);
        let undo = self.command(TeamCommand::Change { id, change });
        self.app.toast(said.into(), Some(undo));
        page::rescue_focus();
    }

    /// Asks for a change of who is a member, and names it for [`View::Asked`].
    pub fn ask(self, ask: Ask) -> Id {
        let id = random_id();
        self.send(TeamCommand::Ask(id, ask));
        id
    }

    /// Address of a page of it.
    pub fn path(self, page: TeamPage) -> String {
        team_path(self.team, page)
    }
}
