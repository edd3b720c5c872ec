//! What a frame means once the greeting is over, and what is answered to records that were not welcome.

use super::leaving::hear_mailbox;
use super::out::{Closing, LinkKind, Out, Spaces, Wire};
use super::{Link, Side};
use crate::{Space, SyncError};
use commonplace_protocol::frame::{Records, Vector};
use commonplace_protocol::{
    Frame, Record, RecordError, RecordKey, Refusal, Refused, ReplicaId, SpaceId, VersionVector,
};
use std::collections::BTreeSet;

impl Link {
    pub(super) fn hear(&mut self, frame: Frame, spaces: &mut Spaces, outs: &mut Vec<Out>) {
        let greeted = self.hello.is_some() || self.kind == LinkKind::Tab;
        match frame {
            Frame::Whisper(whisper) if greeted && self.sides.contains_key(&whisper.space) => {
                outs.push(Out::Whispered(whisper));
            }
            Frame::Unknown(_)
            | Frame::Whisper(_)
            | Frame::Offer(_)
            | Frame::Ask(_)
            | Frame::Put(_)
            | Frame::Take(_) => {}
            Frame::Kept(names) if self.kind == LinkKind::Tab => self.hear_kept(names, spaces, outs),
            _ if self.kind == LinkKind::Tab => self.hear_tab(frame, spaces, outs),
            Frame::Refused(refused) => self.hear_refused(refused, spaces, outs),
            Frame::Hello(hello) => self.hear_hello(hello, spaces, outs),
            _ if !greeted => self.close(Closing::OutOfStep, outs),
            Frame::Prove(prove) => self.hear_prove(&prove, spaces, outs),
            Frame::Open(open) => self.hear_open(&open, spaces, outs),
            Frame::Roster(roster) => self.hear_roster(&roster, spaces, outs),
            Frame::Have(vector) => self.hear_have(vector, spaces, outs),
            Frame::Ack(vector) => self.hear_ack(&vector, spaces, outs),
            Frame::Records(records) => self.hear_records(records, outs),
            Frame::Kept(names) => self.hear_kept(names, spaces, outs),
            Frame::Missing(names) => self.hear_missing(names, spaces, outs),
            Frame::Chunk(chunk) => self.hear_chunk(chunk, spaces, outs),
            Frame::Placed(_) | Frame::Found(_) | Frame::Taken(_) => hear_mailbox(frame, outs),
        }
    }

    pub(super) fn close(&mut self, why: Closing, outs: &mut Vec<Out>) {
        self.closed = true;
        self.sides.clear();
        outs.push(Out::Close(why));
    }

    fn hear_have(&mut self, have: Vector, spaces: &mut Spaces, outs: &mut Vec<Out>) {
        let open = self.may_speak_of(&have.space);
        let side = self.sides.get_mut(&have.space).filter(|_| open);
        let (Some(side), Some(space)) = (side, spaces.get_mut(&have.space)) else {
            return;
        };
        let relay = matches!(self.kind, LinkKind::Relay { .. });
        side.restart(have.vector);
        if relay && space.confirm_at_most(&side.theirs) {
            outs.push(Out::Acked { space: have.space });
            Self::doubt_chunks(space, outs);
        }
        if relay {
            side.check_last(space);
        }
        let held = |replica: &ReplicaId| side.theirs.get(replica) > space.durable().get(replica);
        if let Some(writer) = space.writer().filter(held).filter(|_| relay) {
            side.fork(space, writer, space.confirmed().get(&writer), outs);
        }
        let records = space.durable().lacking(&side.theirs);
        outs.push(Out::Lacking {
            space: have.space,
            records,
        });
        if !side.asked {
            side.ask(&mut self.wire, space, outs);
        }
        side.pump(&mut self.wire, space, outs);
    }

    fn hear_ack(&mut self, ack: &Vector, spaces: &mut Spaces, outs: &mut Vec<Out>) {
        let side = self.sides.get_mut(&ack.space).filter(|side| side.ready);
        let (Some(side), Some(space)) = (side, spaces.get_mut(&ack.space)) else {
            return;
        };
        side.acked(&ack.vector);
        side.heard_stand_ins(ack, outs);
        if matches!(self.kind, LinkKind::Relay { .. }) {
            let mut news = false;
            for (replica, counter) in ack.vector.iter() {
                news |= space.confirm(replica, counter);
            }
            if news {
                outs.push(Out::Acked { space: ack.space });
            }
        }
        side.pump(&mut self.wire, space, outs);
    }

    fn hear_records(&mut self, heard: Records, outs: &mut Vec<Out>) {
        let Records {
            space,
            records,
            done,
        } = heard;
        let open = self.may_speak_of(&space);
        let Some(side) = self.sides.get_mut(&space).filter(|_| open) else {
            return;
        };
        let Some(held) = held_by_sender(space, &records) else {
            return self.close(Closing::Malformed, outs);
        };
        for (replica, counter) in held.iter() {
            side.theirs.raise(replica, counter);
            side.reach(replica, counter);
        }
        if !records.is_empty() {
            outs.push(Out::Received { space, records });
        }
        if done && side.ready && !side.caught_up {
            side.caught_up = true;
            outs.push(Out::CaughtUp { space });
        }
    }

    fn hear_refused(&mut self, refused: Refused, spaces: &Spaces, outs: &mut Vec<Out>) {
        let side = refused.space.and_then(|space| self.sides.get_mut(&space));
        let space = refused.space.and_then(|space| spaces.get(&space));
        let (Some(side), Some(space)) = (side, space) else {
            return outs.push(Out::Refused(refused));
        };
        if let Some(chunk) = refused.chunk {
            side.chunk_refused(chunk);
            return outs.push(Out::Refused(refused));
        }
        let (Some(replica), Some(counter)) = (refused.replica, refused.counter) else {
            side.proposed = None;
            if refused.code == Refusal::NotMember && side.greeted_as != Some(space.proving()) {
                // Our key is another one by now: what is refused is the one before.
                return self.greet_anew(space, outs);
            }
            // After a conflict the roster that won follows, and everything goes on.
            side.stalled |= refused.code != Refusal::RosterConflict;
            return outs.push(Out::Refused(refused));
        };
        let key = RecordKey {
            space: space.id(),
            replica,
            counter,
        };
        if side.telling.remove(&key) {
            // They keep what they have: it will be told again on the next connection.
            return;
        }
        side.rewind(replica, counter);
        match refused.code {
            Refusal::Fork if matches!(self.kind, LinkKind::Relay { .. }) => {
                side.fork(space, replica, space.confirmed().get(&replica), outs);
            }
            // What followed a refused record is refused with it: told once is enough.
            Refusal::Gap if side.held.contains(&replica) => {}
            Refusal::Gap => self.close(Closing::OutOfStep, outs),
            _ => {
                side.held.insert(replica);
                outs.push(Out::Refused(refused));
                side.pump(&mut self.wire, space, outs);
            }
        }
    }
}

/// The newest record of each replica in a frame: its sender holds it, and all before. `None` if something is
/// not a record of that space. What only a newer version can parse is left for others to complain about.
pub(super) fn held_by_sender(space: SpaceId, records: &[Vec<u8>]) -> Option<VersionVector> {
    let mut held = VersionVector::new();
    for bytes in records {
        match Record::parse(bytes) {
            Ok(record) if record.header().space == space => {
                held.raise(record.header().replica, record.header().counter);
            }
            Err(RecordError::NewerVersion) => {}
            _ => return None,
        }
    }
    Some(held)
}

impl Side {
    /// Equal numbers need not be equal records: a copy of this device may have written its own. Where the relay
    /// claims exactly what is here without ever having confirmed it, the last record is sent once more; it is
    /// acknowledged, or refused as a fork.
    fn check_last(&mut self, space: &Space) {
        for (replica, _) in space.durable().iter() {
            self.check_last_of(space, replica);
        }
    }

    /// The same, of one replica: what was beyond its end is not sent any more, so nothing else would confirm the
    /// rest. Answers whether there is something to send.
    pub(super) fn check_last_of(&mut self, space: &Space, replica: ReplicaId) -> bool {
        let counter = space.durable().get(&replica);
        let confirmed = space.confirmed().covers(&replica, counter);
        let doubtful = counter > 0 && self.theirs.get(&replica) == counter && !confirmed;
        if doubtful {
            self.rewind(replica, counter);
        }
        doubtful
    }

    /// Answers records that were not opened, see [`Link::declined`].
    pub(super) fn decline(
        &mut self,
        kind: &LinkKind,
        wire: &mut Wire,
        space: &Space,
        errors: &[SyncError],
        outs: &mut Vec<Out>,
    ) {
        let (mut again, mut missing) = (BTreeSet::new(), false);
        for error in errors {
            match *error {
                SyncError::Duplicate(key) => {
                    again.insert(key.replica);
                }
                SyncError::Gap { key, have } => missing |= self.is_new_gap(key.replica, have),
                // Ours is the beginning of theirs: nothing to set aside.
                SyncError::OwnReplica(RecordKey { replica, .. }) => {
                    let trusted = space.tip(&replica).map_or(0, |tip| tip.counter);
                    self.fork(space, replica, trusted, outs);
                }
                SyncError::Fork(key) if matches!(kind, LinkKind::Relay { .. }) => {
                    self.fork(
                        space,
                        key.replica,
                        space.confirmed().get(&key.replica),
                        outs,
                    );
                }
                SyncError::Fork(key) => refuse(kind, wire, key, Refusal::Fork, outs),
                SyncError::Refused { key, refusal } => refuse(kind, wire, key, refusal, outs),
                _ => {}
            }
        }
        if *kind == LinkKind::Tab {
            return self.read_as_tab(space, outs);
        }
        if missing {
            self.ask(wire, space, outs);
        } else if !again.is_empty() {
            // They count it as unacknowledged until they hear of it.
            let vector = again
                .into_iter()
                .map(|replica| (replica, space.durable().get(&replica)));
            wire.send(
                &Frame::Ack(Vector {
                    space: space.id(),
                    vector: vector.collect(),
                }),
                outs,
            );
        }
    }
}

/// Tells a peer what was not taken. Relays judged it before, and tabs have it on their disk.
fn refuse(kind: &LinkKind, wire: &mut Wire, key: RecordKey, why: Refusal, outs: &mut Vec<Out>) {
    if matches!(kind, LinkKind::Peer { .. }) {
        let refused = Refused::new(why).record(key.space, key.replica, key.counter);
        wire.send(&Frame::Refused(refused), outs);
    }
}
