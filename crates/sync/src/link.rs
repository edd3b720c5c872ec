//! One connection to another replica (a relay, another tab, a peer), over as many spaces as both share.
//! Everyone speaks the same frames; what differs is who proves what to whom and who keeps the bytes.
//! Must not store: it says what to read and what was received, and hears what became durable.
//!
//! The order on a relay: `Hello` both ways; for each space `Prove`, `Open`; the relay's `Roster`; its `Have`,
//! ours; `Records` both ways until `done`; `Ack`s for what became durable, at any time.

mod chunks;
mod greeting;
mod hearing;
mod leaving;
mod out;
mod side;
mod tabs;
mod telling;

pub use out::{Closing, LinkKind, Out, Spaces, Stored};

use crate::SyncError;
use commonplace_protocol::frame::{Hello, Whisper};
use commonplace_protocol::{BoxId, Frame, RecordKey, ReplicaId, SpaceId, VersionVector};
use out::Wire;
use rand_core::CryptoRng;
use side::Side;
use std::collections::BTreeMap;

/// The state of one connection. Every method answers what is to be done now, in order.
#[derive(Debug)]
pub struct Link {
    kind: LinkKind,
    nonce: [u8; 32],
    /// What the other side said first.
    hello: Option<Hello>,
    sides: BTreeMap<SpaceId, Side>,
    wire: Wire,
    /// A box to be asked for as soon as they said hello.
    wanted: Option<BoxId>,
    closed: bool,
}

impl Link {
    /// A connection that was just made.
    pub fn new(kind: LinkKind, rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut nonce = [0; 32];
        rng.fill_bytes(&mut nonce);
        let (sides, wire) = (BTreeMap::new(), Wire::default());
        Self {
            kind,
            nonce,
            hello: None,
            sides,
            wire,
            wanted: None,
            closed: false,
        }
    }

    /// What kind of replica is at the other end.
    pub const fn kind(&self) -> &LinkKind {
        &self.kind
    }

    /// Begins. Call it once, before anything else.
    pub fn start(&mut self, spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        if self.kind == LinkKind::Tab {
            for space in spaces.values() {
                self.ask_tabs(space, &mut outs);
            }
        } else {
            let agent = concat!("commonplace/", env!("CARGO_PKG_VERSION"));
            self.wire
                .send(&Frame::Hello(Hello::new(self.nonce, agent)), &mut outs);
        }
        outs
    }

    /// A space was added to `spaces`: opens it here too.
    pub fn open(&mut self, space: &SpaceId, spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        if let Some(space) = spaces.get(space).filter(|_| !self.closed) {
            match self.kind {
                LinkKind::Tab => self.ask_tabs(space, &mut outs),
                _ => self.greet(space, &mut outs),
            }
        }
        outs
    }

    /// A frame came in.
    pub fn handle(&mut self, bytes: &[u8], spaces: &mut Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        if !self.closed {
            match Frame::decode(bytes) {
                Ok(frame) => self.hear(frame, spaces, &mut outs),
                // Another tab may run another version of this program: no reason to part.
                Err(_) if self.kind == LinkKind::Tab => {}
                Err(error) => self.close(error.into(), &mut outs),
            }
        }
        outs
    }

    /// These records became durable here. Call it on every link, after [`crate::Space::persisted`]:
    /// sends what the other side lacks and acknowledges what it sent.
    pub fn persisted(
        &mut self,
        space: &SpaceId,
        stored: &[Stored<'_>],
        spaces: &mut Spaces,
    ) -> Vec<Out> {
        let mut outs = Vec::new();
        let (Some(side), Some(space)) = (self.sides.get_mut(space), spaces.get_mut(space)) else {
            return outs;
        };
        if self.kind == LinkKind::Tab {
            side.tell_tabs(&mut self.wire, space, stored, &mut outs);
            return outs;
        }
        let relay = matches!(self.kind, LinkKind::Relay { .. });
        if relay && side.confirm(space, stored) {
            outs.push(Out::Acked { space: space.id() });
        }
        side.send_live(&mut self.wire, space, stored, &mut outs);
        let replicas = stored.iter().map(|stored| stored.key.replica);
        side.acknowledge(&mut self.wire, space, replicas, &mut outs);
        side.pump(&mut self.wire, space, &mut outs);
        outs
    }

    /// The rows an [`Out::Read`] asked for, in order, as many as were there and fitted; at least one if any was.
    pub fn read_done(
        &mut self,
        space: &SpaceId,
        rows: Vec<(RecordKey, Vec<u8>)>,
        spaces: &Spaces,
    ) -> Vec<Out> {
        let mut outs = Vec::new();
        if let (Some(side), Some(space)) = (self.sides.get_mut(space), spaces.get(space)) {
            match self.kind {
                LinkKind::Tab => side.read_for_tab(space, rows, &mut outs),
                _ => side.send_rows(&mut self.wire, space, rows, &mut outs),
            }
        }
        outs
    }

    /// On a [`LinkKind::Tab`]: a look at the store found this in it. A tab that closed right after storing
    /// something told nobody; look when leading begins.
    pub fn found(&mut self, space: &SpaceId, stored: &VersionVector, spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        let tab = self.kind == LinkKind::Tab;
        if let (true, Some(side), Some(space)) = (tab, self.sides.get_mut(space), spaces.get(space))
        {
            side.found(space, stored, &mut outs);
        }
        outs
    }

    /// Everything given in [`Out::Send`] left this device's buffers.
    pub fn drained(&mut self, spaces: &Spaces) -> Vec<Out> {
        self.wire.drained();
        let mut outs = Vec::new();
        self.pump_all(spaces, &mut outs);
        outs
    }

    /// Tries again what was refused, for example when its time has come or somebody asked for it.
    pub fn retry(&mut self, spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        let mut refused_at_the_door = Vec::new();
        for (id, side) in &mut self.sides {
            if side.stalled && !side.ready {
                refused_at_the_door.push(*id);
            }
            side.release();
        }
        for space in refused_at_the_door.iter().filter_map(|id| spaces.get(id)) {
            self.greet(space, &mut outs);
        }
        self.pump_all(spaces, &mut outs);
        outs
    }

    /// Records of an [`Out::Received`] that [`crate::Space::open`] did not open, all of a batch at once:
    /// answers the sender, and asks again for what is missing.
    pub fn declined(&mut self, space: &SpaceId, errors: &[SyncError], spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        if let (Some(side), Some(space)) = (self.sides.get_mut(space), spaces.get(space)) {
            side.decline(&self.kind, &mut self.wire, space, errors, &mut outs);
        }
        outs
    }

    /// [`crate::Space::renew`] was done for `replica` and stored: asks for the others' version of it. Call it on
    /// every link.
    pub fn renewed(&mut self, space: &SpaceId, replica: &ReplicaId, spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        if let (Some(side), Some(space)) = (self.sides.get_mut(space), spaces.get(space)) {
            if self.kind == LinkKind::Tab {
                side.renewed_by_tab(&mut self.wire, space, *replica, &mut outs);
            } else {
                side.renewed(replica);
                let relay = matches!(self.kind, LinkKind::Relay { .. });
                if relay && side.check_last_of(space, *replica) {
                    side.pump(&mut self.wire, space, &mut outs);
                }
                side.ask(&mut self.wire, space, &mut outs);
            }
        }
        outs
    }

    /// Passes a whisper on, if the other side has the space open and there is room: they may be lost.
    pub fn whisper(&mut self, whisper: &Whisper) -> Vec<Out> {
        let mut outs = Vec::new();
        let side = self.sides.get(&whisper.space);
        if side.is_some_and(|side| side.ready) && !self.closed && !self.wire.is_full() {
            self.wire.send(&Frame::Whisper(whisper.clone()), &mut outs);
        }
        outs
    }

    fn pump_all(&mut self, spaces: &Spaces, outs: &mut Vec<Out>) {
        if self.kind == LinkKind::Tab || self.closed {
            return;
        }
        for (id, side) in &mut self.sides {
            if let Some(space) = spaces.get(id) {
                side.pump(&mut self.wire, space, outs);
            }
        }
    }
}
