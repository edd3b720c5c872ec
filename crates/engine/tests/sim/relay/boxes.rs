//! Boxes of the relay in memory: what is in one is given once.

use super::Relay;
use commonplace_protocol::frame::{Empty, Found, Taken};
use commonplace_protocol::{BoxId, Frame};

impl Relay {
    pub(super) fn empty(&mut self, from: u32, place: BoxId) {
        let found = match self.boxes.get_mut(&place) {
            None => Err(Empty::Unknown),
            Some(held) if held.expires <= self.now && held.sealed.is_some() => Err(Empty::Expired),
            Some(held) => held
                .sealed
                .take()
                .ok_or(Empty::Taken)
                .map(|sealed| (held.space, sealed)),
        };
        let (sealed, why) = match found {
            Ok((space, sealed)) => {
                let inside: Vec<u32> = self.connections.keys().copied().collect();
                for to in inside {
                    if to != from && self.lets_in(to, space) {
                        self.send(to, &Frame::Taken(Taken { space, place }));
                    }
                }
                (Some(sealed), None)
            }
            Err(why) => (None, Some(why)),
        };
        self.send(from, &Frame::Found(Found { place, sealed, why }));
    }
}
