//! What is left with a relay besides records: roster entries of our own, and things in boxes.

use super::out::{Out, Spaces};
use super::{Link, Side};
use crate::Space;
use commonplace_protocol::frame::{Empty, Found, Placed, Put, RosterEntries, Take, Taken};
use commonplace_protocol::{BoxId, Frame, SpaceId};

impl Link {
    /// Asks the relay to put `entry` next into the roster of `space`. It is taken here once the relay has it
    /// ([`Out::RosterChanged`]); refused with a conflict if another was first. One at a time: nothing is asked while
    /// another waits for its answer, since the answer does not name what it is to.
    pub fn propose(&mut self, space: &SpaceId, entry: Vec<u8>, spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        if let (Some(side), Some(space)) = (self.sides.get_mut(space), spaces.get(space)) {
            if side.proposed.is_some() {
                return outs;
            }
            side.proposed = Some(entry.clone());
            let frame = Frame::Roster(RosterEntries {
                space: space.id(),
                from: space.newest_roster().len(),
                entries: vec![entry],
            });
            self.wire.send(&frame, &mut outs);
        }
        outs
    }

    /// Leaves something in a box, on the account of `space`. Answered by [`Out::Placed`].
    pub fn put(&mut self, space: &SpaceId, place: BoxId, sealed: Vec<u8>) -> Vec<Out> {
        let mut outs = Vec::new();
        let put = Put {
            space: *space,
            place,
            sealed,
        };
        if self.sides.contains_key(space) {
            self.wire.send(&Frame::Put(put), &mut outs);
        }
        outs
    }

    /// Takes what is in a box. Answered by [`Out::Found`].
    pub fn take(&mut self, place: BoxId) -> Vec<Out> {
        let mut outs = Vec::new();
        self.wanted = Some(place);
        if self.hello.is_some() && !self.closed {
            self.take_waiting(&mut outs);
        }
        outs
    }

    /// They said hello: what was wanted before is asked for now.
    pub(super) fn take_waiting(&mut self, outs: &mut Vec<Out>) {
        if let Some(place) = self.wanted.take() {
            self.wire.send(&Frame::Take(Take { place }), outs);
        }
    }

    /// Proves who we are now: our key, or the one we stand for, is another one.
    pub fn greet_again(&mut self, space: &SpaceId, spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        if let Some(space) = spaces
            .get(space)
            .filter(|_| self.hello.is_some() && !self.closed)
        {
            self.greet_anew(space, &mut outs);
        }
        outs
    }

    /// Proves who we are now, as if this connection had only begun.
    pub(super) fn greet_anew(&mut self, space: &Space, outs: &mut Vec<Out>) {
        let before = self.sides.remove(&space.id()).unwrap_or_default();
        // A read under way will still be answered.
        let mut side = Side::default();
        side.reading = before.reading;
        self.sides.insert(space.id(), side);
        self.greet(space, outs);
    }
}

/// What a relay says about a box.
pub(super) fn hear_mailbox(frame: Frame, outs: &mut Vec<Out>) {
    outs.push(match frame {
        Frame::Placed(Placed {
            place,
            expires_in_ms,
            ..
        }) => Out::Placed {
            place,
            expires_in_ms,
        },
        Frame::Found(Found { place, sealed, why }) => Out::Found {
            place,
            found: sealed.ok_or(why.unwrap_or(Empty::Unknown)),
        },
        Frame::Taken(Taken { place, .. }) => Out::Taken { place },
        _ => return,
    });
}
