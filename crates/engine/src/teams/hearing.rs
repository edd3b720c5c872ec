//! Passes on what happens to the team it is about: by the line of a connection, or by the ticket of a read.

use super::{Tab, Teams};
use crate::ctx::{Ctx, LoadFor};
use crate::desk::Desk;
use crate::io::{Input, Line, LinkEnd, Row, Ticket};
use commonplace_api::{Problem, ViewId};
use rand_core::CryptoRng;

impl Teams {
    /// Whether something that happened was about a team, and is dealt with. What is about everything is given to every
    /// team, and left to the person's own desk as well.
    pub(crate) fn take(
        &mut self,
        own: &mut Ctx,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        input: Input,
    ) -> Option<Input> {
        for room in self.rooms.values_mut() {
            room.ctx.now = own.now;
        }
        match input {
            Input::LinkOpened {
                link,
                end: LinkEnd::Relay { line, audience },
            } if line != Line::OWN => {
                self.ends.insert(link, line);
                match self.on(line) {
                    Some(room) => room.link_opened(rng, link, line, audience),
                    None => self.doors.link_opened(own, rng, link, line, audience),
                }
                None
            }
            Input::Frame { link, bytes } if self.ends.contains_key(&link) => {
                match self.at(link) {
                    Some(room) => room.take(rng, Input::Frame { link, bytes }),
                    None => self.doors.frame(own, rng, link, &bytes),
                }
                None
            }
            Input::LinkDrained(link) if self.ends.contains_key(&link) => {
                if let Some(room) = self.at(link) {
                    room.take(rng, Input::LinkDrained(link));
                }
                None
            }
            Input::LinkClosed(link) if self.ends.contains_key(&link) => {
                match self.at(link) {
                    Some(room) => room.take(rng, Input::LinkClosed(link)),
                    None => self.doors.link_closed(link),
                }
                self.ends.remove(&link);
                None
            }
            // What comes over the tabs' one channel says which space it is about; so does what their leader tells.
            Input::Frame { link, bytes } if Some(link) == tab.tabs => {
                self.each(|room| {
                    let bytes = bytes.clone();
                    room.take(rng, Input::Frame { link, bytes });
                });
                Some(Input::Frame { link, bytes })
            }
            Input::LinkDrained(link) => {
                self.each(|room| room.take(rng, Input::LinkDrained(link)));
                Some(Input::LinkDrained(link))
            }
            Input::FromLeader(state) => {
                if !tab.leader {
                    self.each(|room| room.take(rng, Input::FromLeader(state.clone())));
                }
                Some(Input::FromLeader(state))
            }
            Input::Tick => {
                self.each(|room| room.take(rng, Input::Tick));
                Some(Input::Tick)
            }
            Input::Leader(leader) => {
                self.look_at_the_disk();
                Some(Input::Leader(leader))
            }
            Input::Kept(kept) => {
                self.each(|room| room.ctx.kept = Some(kept));
                Some(Input::Kept(kept))
            }
            other => Some(other),
        }
    }

    /// The store answered a read of a team.
    pub(crate) fn loaded(
        &mut self,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        own: &Desk,
        ticket: Ticket,
        rows: Result<Vec<Row>, Problem>,
    ) -> Vec<ViewId> {
        let asked = self.rooms.values_mut().find_map(|room| {
            let purpose = room.ctx.loaded(ticket)?;
            Some((room, purpose))
        });
        let Some((room, purpose)) = asked else {
            return Vec::new();
        };
        if purpose == LoadFor::Team {
            let opened = room.open(rng, tab, own, rows);
            let space = opened.then_some(room.space);
            space.map_or_else(Vec::new, |space| self.bring_views(rng, &space))
        } else {
            room.loaded(rng, tab, purpose, ticket, rows);
            Vec::new()
        }
    }
}
