//! Starting a team, which needs nobody: its first roster entry, its name, its first member and what they want to say
//! are made here and written at once, whether there is a network or not.

use super::doing::fits;
use super::room::Room;
use super::{Tab, Teams, keep};
use crate::ctx::Ctx;
use crate::desk::{Desk, problem};
use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::team::TeamChange;
use commonplace_api::team::goal::GoalChange;
use commonplace_api::team::space::{
    Asked, MembershipChange, NewTeam, TeamCommand, TeamId, TeamProblem,
};
use commonplace_api::{Change, Id, Saved, TextChange};
use commonplace_domain::membership::{self, Membership};
use commonplace_domain::team::member;
use commonplace_protocol::SpaceId;
use commonplace_sync::TeamHandle;
use rand_core::CryptoRng;

impl Teams {
    /// Somebody starts a team.
    pub(super) fn start(
        &mut self,
        own: &mut Ctx,
        desk: &mut Desk,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        ask: Id,
        new: &NewTeam,
    ) {
        let became = match self.found(own, desk, rng, tab, new) {
            Ok(space) => {
                self.doors.founded.push((ask, space));
                Asked::Working
            }
            Err(problem) => Asked::Failed(problem),
        };
        self.asked.insert(ask, became);
    }

    fn found(
        &mut self,
        own: &mut Ctx,
        desk: &mut Desk,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        new: &NewTeam,
    ) -> Result<SpaceId, TeamProblem> {
        fits(&new.name)?;
        fits(&new.your_name)?;
        if !desk.is_loaded() || desk.is_shut_out() {
            return Err(TeamProblem::ReadOnly);
        }
        let handle = TeamHandle::generate(rng);
        let me = desk.identity.person_key().in_team(&handle);
        let team = me.found(rng).map_err(problem)?;
        let space = team.roster.space();
        let genesis = team.roster.entries().first().cloned().unwrap_or_default();
        // Before anything speaks of the team, its first entry is on its way to the disk.
        let row = Row {
            key: rows::roster_key(&space, 0),
            value: genesis.clone(),
        };
        let mut batch = Batch::default();
        batch.write(rows::put(Table::Meta, row.key.clone(), row.value.clone()));
        own.outbox.add(batch);
        let begin = MembershipChange::Begin {
            genesis,
            handle: *handle.as_bytes(),
            me: member::id(me.member().as_bytes()),
            relay: desk.identity.relay.clone(),
            name: new.name.clone(),
            your_name: new.your_name.clone(),
            joining: None,
        };
        let kept = remember(own, desk, rng, &space, begin).ok_or(TeamProblem::Damaged)?;
        let mut room = Room::new(space, kept, self.new_line(), own);
        if !room.set_up(rng, tab, desk, &[row]) {
            return Err(TeamProblem::Damaged);
        }
        room.begin(rng, tab);
        say_first(&mut room, rng, new)?;
        self.rooms.insert(space, room);
        Ok(space)
    }

    /// A team that was started is there once all of it is on the disk.
    pub(super) fn settle_founded(&mut self, own: &Ctx) {
        let founded = core::mem::take(&mut self.doors.founded);
        for (ask, space) in founded {
            let saved = self.rooms.get_mut(&space).map(Room::saved);
            if own.outbox.saved() == Saved::Yes && saved == Some(Saved::Yes) {
                self.asked.insert(ask, Asked::Done(TeamId(space.0)));
            } else {
                self.doors.founded.push((ask, space));
            }
        }
    }
}

/// Keeps a membership that begins, at once, and reads it as it was kept.
pub(super) fn remember(
    own: &mut Ctx,
    desk: &mut Desk,
    rng: &mut dyn CryptoRng,
    space: &SpaceId,
    begin: MembershipChange,
) -> Option<Membership> {
    keep(own, desk, rng, space, begin);
    let id = membership::id(space.as_bytes());
    desk.commit_now(own, rng, id);
    desk.journal.card(id).and_then(membership::read)
}

/// What its first member has to say.
fn say_first(room: &mut Room, rng: &mut dyn CryptoRng, new: &NewTeam) -> Result<(), TeamProblem> {
    let me = room.kept.me();
    let text = |now: &str| TextChange {
        was: String::new(),
        now: now.to_owned(),
    };
    let say = |room: &mut Room, rng: &mut dyn CryptoRng, id, change| {
        let change = Box::new(change);
        room.do_in(rng, TeamCommand::Change { id, change })
    };
    let name = Change::Team(me, TeamChange::Name(text(&new.name)));
    say(room, rng, Id::TEAM, name)?;
    if let Some((today, want)) = &new.norm {
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        let norm = TeamChange::AddNorm {
            id: Id(id),
            today: today.clone(),
            want: want.clone(),
        };
        say(room, rng, Id::TEAM, Change::Team(me, norm))?;
    }
    if let Some((id, title)) = &new.goal {
        let goal = Change::Goal(me, GoalChange::Title(text(title)));
        say(room, rng, *id, goal)?;
    }
    room.do_in(rng, TeamCommand::RenameMe(new.your_name.clone()))?;
    room.hide(rng);
    Ok(())
}
