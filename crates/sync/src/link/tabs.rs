//! Tabs of one browser: one channel everybody hears, one store everybody reads. So a tab only says what is
//! durable (`Have` asks, `Ack` answers, small records come along), and reads itself what it did not know of.

use super::hearing::held_by_sender;
use super::out::{Out, Spaces, Stored, Wire};
use super::{Link, Side};
use crate::Space;
use crate::space::lower;
use commonplace_protocol::frame::{Records, Vector};
use commonplace_protocol::limits::RECORDS_FRAME_TARGET;
use commonplace_protocol::{Frame, Range, RecordKey, Refusal, Refused, ReplicaId, VersionVector};

/// What is copied to every tab, in bytes; more than that they read.
const MAX_TOLD: usize = 64 * 1024;

impl Link {
    /// Says what is known here, so that others say what is not.
    pub(super) fn ask_tabs(&mut self, space: &Space, outs: &mut Vec<Out>) {
        let side = self.sides.entry(space.id()).or_default();
        side.ready = true;
        side.ask(&mut self.wire, space, outs);
    }

    pub(super) fn hear_tab(&mut self, frame: Frame, spaces: &Spaces, outs: &mut Vec<Out>) {
        let Some(id) = frame.space() else { return };
        let (Some(side), Some(space)) = (self.sides.get_mut(&id), spaces.get(&id)) else {
            return;
        };
        match frame {
            Frame::Have(have) => {
                let missing = newer(space.durable(), &have.vector);
                if !missing.is_empty() {
                    self.wire.send(
                        &Frame::Ack(Vector {
                            space: id,
                            vector: missing,
                        }),
                        outs,
                    );
                }
                side.found(space, &have.vector, outs);
            }
            Frame::Ack(ack) => side.found(space, &ack.vector, outs),
            Frame::Records(Records { records, .. }) => {
                if let Some(held) = held_by_sender(id, &records) {
                    side.learn(&held);
                    outs.push(Out::Received { space: id, records });
                }
            }
            Frame::Refused(refused) if refused.code == Refusal::Fork => {
                if let (Some(replica), Some(counter)) = (refused.replica, refused.counter) {
                    side.renew_as_told(space, replica, counter.saturating_sub(1), outs);
                }
            }
            _ => {}
        }
    }
}

impl Side {
    /// This tab set a replica aside, and the store has no more of it: the others must set it aside, too, unless
    /// it was they who said so.
    pub(super) fn renewed_by_tab(
        &mut self,
        wire: &mut Wire,
        space: &Space,
        replica: ReplicaId,
        outs: &mut Vec<Out>,
    ) {
        let told_by_tab = self.renewing.remove(&replica);
        let Some(kept) = space.set_aside_after(&replica) else {
            return;
        };
        lower(&mut self.theirs, replica, kept);
        lower(&mut self.told, replica, kept);
        self.reached.insert(replica, kept);
        if !told_by_tab {
            let refused = Refused::new(Refusal::Fork).record(space.id(), replica, kept + 1);
            wire.send(&Frame::Refused(refused), outs);
        }
    }

    /// Another tab set a replica aside after `kept`.
    fn renew_as_told(&mut self, space: &Space, replica: ReplicaId, kept: u64, outs: &mut Vec<Out>) {
        let beyond = space.tip(&replica).is_some_and(|tip| tip.counter > kept);
        if (beyond || space.writer() == Some(replica)) && self.renewing.insert(replica) {
            outs.push(Out::Forked {
                space: space.id(),
                replica,
                trusted: kept,
            });
        }
    }

    /// Something is in the store; no need to tell others of it.
    fn learn(&mut self, stored: &VersionVector) {
        for (replica, counter) in stored.iter() {
            // A row that was not there before may be there now.
            if self.theirs.raise(replica, counter) {
                self.held.remove(&replica);
            }
        }
        self.told.merge(stored);
    }

    /// The same, and reads what of it is new here.
    pub(super) fn found(&mut self, space: &Space, stored: &VersionVector, outs: &mut Vec<Out>) {
        self.learn(stored);
        self.read_as_tab(space, outs);
    }

    /// Tells all tabs what was stored here that they have not heard of.
    pub(super) fn tell_tabs(
        &mut self,
        wire: &mut Wire,
        space: &Space,
        stored: &[Stored<'_>],
        outs: &mut Vec<Out>,
    ) {
        let (mut records, mut size, mut vector) = (Vec::new(), 0, VersionVector::new());
        for Stored { key, bytes } in stored {
            if !self.told.raise(key.replica, key.counter) {
                continue;
            }
            size += bytes.map_or(MAX_TOLD, <[u8]>::len);
            match bytes.filter(|_| size < MAX_TOLD && vector.is_empty()) {
                Some(bytes) => records.push(bytes.to_vec()),
                None => {
                    vector.raise(key.replica, key.counter);
                }
            }
        }
        let space = space.id();
        if !records.is_empty() {
            wire.send(
                &Frame::Records(Records {
                    space,
                    records,
                    done: true,
                }),
                outs,
            );
        }
        if !vector.is_empty() {
            wire.send(&Frame::Ack(Vector { space, vector }), outs);
        }
    }

    /// Reads what other tabs stored and this one has not seen.
    pub(super) fn read_as_tab(&mut self, space: &Space, outs: &mut Vec<Out>) {
        if self.reading.is_some() {
            return;
        }
        let ranges: Vec<Range> = space
            .vector()
            .lacks(&self.theirs)
            .into_iter()
            .filter(|range| !self.held.contains(&range.replica))
            .map(|range| Range {
                from: range.from.max(self.reached(&range.replica) + 1),
                ..range
            })
            .filter(|range| range.from <= range.to)
            .collect();
        if let Some(first) = ranges.first() {
            self.reading = Some(*first);
            outs.push(Out::Read {
                space: space.id(),
                ranges,
                max_bytes: RECORDS_FRAME_TARGET,
            });
        }
    }

    /// The rows of a read: hands them over as if they had been sent, and reads on.
    pub(super) fn read_for_tab(
        &mut self,
        space: &Space,
        rows: Vec<(RecordKey, Vec<u8>)>,
        outs: &mut Vec<Out>,
    ) {
        let Some(asked) = self.reading.take() else {
            return;
        };
        if !rows.iter().any(|(key, _)| key.replica == asked.replica) {
            self.held.insert(asked.replica);
        }
        let mut records = Vec::with_capacity(rows.len());
        for (key, bytes) in rows {
            self.reach(key.replica, key.counter);
            records.push(bytes);
        }
        if !records.is_empty() {
            outs.push(Out::Received {
                space: space.id(),
                records,
            });
        }
        self.read_as_tab(space, outs);
    }
}

/// What `ours` has beyond `theirs`.
fn newer(ours: &VersionVector, theirs: &VersionVector) -> VersionVector {
    ours.iter()
        .filter(|(replica, counter)| !theirs.covers(replica, *counter))
        .collect()
}
