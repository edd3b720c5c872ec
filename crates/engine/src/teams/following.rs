//! Which teams there are follows from the person's own journal: what it remembers is opened, in every tab and on every
//! device, and what it does not is let go of.

use super::Teams;
use super::room::Room;
use crate::ctx::{Ctx, LoadFor};
use crate::desk::Desk;
use crate::io::{Effect, Table};
use crate::rows;
use commonplace_api::team::space::TeamId;
use commonplace_api::{Kind, View};
use commonplace_domain::membership::{self, Membership};
use commonplace_protocol::{Roster, SpaceId};
use std::collections::BTreeMap;

impl Teams {
    /// Opens what the person's own journal knows of and is not open, and lets go of what it knows no more.
    pub(super) fn follow_the_journal(&mut self, own: &mut Ctx, desk: &Desk) {
        if !desk.is_loaded() {
            return;
        }
        let cards = desk.journal.of_kind(Kind::Membership);
        let kept = cards.filter_map(|(_, card)| membership::read(card));
        let kept: Vec<_> = kept.collect();
        if self.followed.as_ref() == Some(&kept) {
            return;
        }
        // Whatever cannot be closed yet is looked at again.
        self.followed = None;
        let mut done = true;
        let known: BTreeMap<SpaceId, Membership> = kept
            .iter()
            .cloned()
            .filter_map(|kept| Some((Roster::start(&kept.genesis).ok()?.space(), kept)))
            .collect();
        let gone = self
            .rooms
            .keys()
            .filter(|space| !known.contains_key(*space));
        let gone: Vec<_> = gone.copied().collect();
        for space in gone {
            done &= self.close(own, &space);
        }
        for (space, kept) in known {
            if let Some(room) = self.rooms.get_mut(&space) {
                if room.is_same(&kept) {
                    room.remember(kept);
                    continue;
                }
                // They came in anew, as somebody else: the desk is set up for who they are now.
                if !self.close(own, &space) {
                    done = false;
                    continue;
                }
            }
            let line = self.new_line();
            let mut room = Room::new(space, kept, line, own);
            room.ctx
                .load(rows::all_under(Table::Meta, &[]), LoadFor::Team);
            self.rooms.insert(space, room);
        }
        self.look_for_forgotten(desk);
        if done {
            self.followed = Some(kept);
        }
    }

    /// Closes a team, once everything that was written in it is on the disk.
    fn close(&mut self, own: &mut Ctx, space: &SpaceId) -> bool {
        let idle = self
            .rooms
            .get(space)
            .is_none_or(|room| room.ctx.outbox.is_empty());
        if !idle {
            return false;
        }
        if let Some(room) = self.rooms.remove(space) {
            let (line, views, effects) = room.leave();
            for effect in effects {
                own.push(effect);
            }
            own.push(Effect::Dial { line, relay: None });
            for (id, view) in views {
                let team = TeamId(space.0);
                own.views.add(id, View::In(team, Box::new(view.clone())));
                self.waiting.insert(id, (team, view));
            }
        }
        true
    }
}
