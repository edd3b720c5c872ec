//! What screens are told of teams as a whole: which there are, what became of what was asked, what invites lead to.

use super::{Tab, Teams};
use crate::ctx::Ctx;
use crate::desk::Desk;
use crate::invite_text;
use commonplace_api::team::space::{
    Asked, Invitation, MembershipChange, TeamProblem, TeamRow, TeamState,
};
use commonplace_api::{Id, Kind, Saved, Update, View};
use commonplace_domain::fold::fold;
use commonplace_domain::membership;
use rand_core::CryptoRng;

impl Teams {
    /// Tells every view of teams what it shows now.
    pub(crate) fn show(&self, own: &mut Ctx, desk: &Desk, tab: Tab<'_>) {
        for (id, view) in own.views.all() {
            let update = match view {
                View::Teams if desk.is_loaded() => Update::Teams(self.rows(desk)),
                View::Asked(ask) => Update::Asked(self.what_became_of(ask)),
                View::Invitation(typed) => Update::Invitation(self.invitation(&typed, tab)),
                View::In(..) if desk.is_loaded() => Update::NoTeam,
                _ => continue,
            };
            own.tell(id, update);
        }
    }

    /// Tells whoever has no journal yet what the links say that they opened. No relay is asked: it would see somebody
    /// who may only be looking.
    pub(crate) fn show_links(&self, own: &mut Ctx, tab: Tab<'_>) {
        for (id, view) in own.views.all() {
            if let View::Invitation(typed) = view {
                own.tell(id, Update::Invitation(self.invitation(&typed, tab)));
            }
        }
    }

    fn rows(&self, desk: &Desk) -> Vec<TeamRow> {
        let rows = self.rooms.values();
        let title = |space: &[u8; 32]| {
            let card = desk.journal.card(membership::id(space));
            card.map(|card| card.title.clone()).unwrap_or_default()
        };
        // Who only knocked is in nothing yet.
        let rows = rows.filter(|room| room.kept.joining().is_none() || room.is_member());
        let mut rows: Vec<_> = rows
            .map(|room| room.row(&title(room.space.as_bytes())))
            .collect();
        let over = |row: &TeamRow| matches!(row.state, TeamState::Removed | TeamState::Left);
        rows.sort_by_key(|row| (over(row), fold(&row.name), row.team));
        rows
    }

    fn what_became_of(&self, ask: Id) -> Asked {
        match self.asked.get(&ask) {
            Some(Asked::Working) if self.waits_for_relay(ask) => Asked::Waiting,
            Some(asked) => asked.clone(),
            // From before a reload.
            None if self.rooms.values().any(|room| room.waits_for(ask)) => Asked::Waiting,
            None => Asked::Unknown,
        }
    }

    fn waits_for_relay(&self, ask: Id) -> bool {
        let mut rooms = self.rooms.values();
        rooms.any(|room| room.waits_for(ask) && !room.is_connected())
    }

    fn invitation(&self, typed: &str, tab: Tab<'_>) -> Invitation {
        let failed = |name: String, problem: TeamProblem| Invitation::Failed { name, problem };
        match invite_text::read(typed, tab.home) {
            Err(problem) => failed(String::new(), problem),
            Ok(invite) => {
                let name = invite.name.clone();
                match (self.is_in(&invite), self.doors.seen(typed)) {
                    (Some(problem), _) => failed(name, problem),
                    (None, Some(seen)) => seen,
                    (None, None) => Invitation::Asking { name },
                }
            }
        }
    }

    /// What a team is called by now is kept for devices that do not have it yet.
    pub(crate) fn note_names(&mut self, own: &mut Ctx, desk: &mut Desk, rng: &mut dyn CryptoRng) {
        for room in self.rooms.values_mut() {
            let id = membership::id(room.space.as_bytes());
            let card = desk.journal.card(id);
            let title = card.filter(|card| card.kind() == Some(Kind::Membership));
            let title = title.map(|card| card.title.clone()).unwrap_or_default();
            if let Some(name) = room.other_name(&title) {
                super::keep(own, desk, rng, &room.space, MembershipChange::Named(name));
            }
        }
    }

    /// Whether what was written in teams is on the disk.
    pub(crate) fn saved(&mut self) -> Saved {
        let mut worst = Saved::Yes;
        for room in self.rooms.values_mut() {
            match room.saved() {
                Saved::Yes => {}
                failed @ Saved::Failed(_) => return failed,
                saving => worst = saving,
            }
        }
        worst
    }
}
