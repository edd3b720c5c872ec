//! One space on one connection: what the other side holds, what it was sent, and what comes next.

use super::chunks::Courier;
use super::out::{Out, Stored, Wire};
use crate::Space;
use commonplace_protocol::frame::{Records, Vector};
use commonplace_protocol::limits::{MAX_ITEMS, RECORDS_FRAME_TARGET, SEND_WINDOW};
use commonplace_protocol::{
    Frame, MemberKey, Range, RecordKey, Refusal, Refused, ReplicaId, VersionVector,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Most ranges in one `Out::Read`.
const MAX_RANGES: usize = 64;

#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing a frame may have said"
)]
pub(super) struct Side {
    /// They have said what they hold.
    pub(super) ready: bool,
    /// They proved to be a member (peers only).
    pub(super) proven: bool,
    /// They were told what we hold.
    pub(super) asked: bool,
    /// They refused the space as a whole, for now.
    pub(super) stalled: bool,
    /// Nothing was lacking any more at some time since their `Have`.
    pub(super) caught_up: bool,
    /// What they hold durably, by their own word.
    pub(super) theirs: VersionVector,
    /// What they know to be durable here.
    pub(super) told: VersionVector,
    /// Up to where they hold or were sent each replica. Lowered when something is to be sent again.
    pub(super) reached: BTreeMap<ReplicaId, u64>,
    /// Replicas they refused a record of, or whose rows are not in our store.
    pub(super) held: BTreeSet<ReplicaId>,
    /// Replicas that are being set aside because somebody else wrote under them.
    pub(super) renewing: BTreeSet<ReplicaId>,
    /// Replicas that were set aside once before on this connection.
    renewed: BTreeSet<ReplicaId>,
    /// Where each replica stood when its missing records were asked for again.
    gaps: BTreeMap<ReplicaId, u64>,
    /// Who we proved to be.
    pub(super) greeted_as: Option<MemberKey>,
    /// An entry of ours that the relay is to put into the roster.
    pub(super) proposed: Option<Vec<u8>>,
    /// Records they were told of stand-ins for, and have not answered.
    pub(super) telling: BTreeSet<RecordKey>,
    /// The first range of the read under way.
    pub(super) reading: Option<Range>,
    /// They were told that nothing more is coming.
    announced: bool,
    /// Sent, not yet acknowledged, with sizes.
    flight: VecDeque<(RecordKey, usize)>,
    flying: usize,
    /// What was said about chunks.
    pub(super) chunks: Courier,
}

impl Side {
    /// They told everything they hold, first or anew: sending starts over from there.
    pub(super) fn restart(&mut self, theirs: VersionVector) {
        self.reached = theirs.iter().collect();
        self.theirs = theirs;
        self.ready = true;
        self.stalled = false;
        self.announced = false;
        self.caught_up = false;
        self.flight.clear();
        self.flying = 0;
        self.telling.clear();
        self.chunks = Courier::default();
    }

    pub(super) fn reached(&self, replica: &ReplicaId) -> u64 {
        self.reached.get(replica).copied().unwrap_or(0)
    }

    /// They hold a record, or were sent it.
    pub(super) fn reach(&mut self, replica: ReplicaId, counter: u64) {
        let reached = self.reached.entry(replica).or_default();
        *reached = counter.max(*reached);
    }

    /// They need it again from `counter` on.
    pub(super) fn rewind(&mut self, replica: ReplicaId, counter: u64) {
        let reached = self.reached.entry(replica).or_default();
        *reached = counter.saturating_sub(1).min(*reached);
        self.flight
            .retain(|(key, _)| key.replica != replica || key.counter < counter);
        self.flying = self.flight.iter().map(|(_, size)| size).sum();
    }

    /// What to send next.
    pub(super) fn lacking<'a>(&'a self, space: &'a Space) -> impl Iterator<Item = Range> + 'a {
        let free =
            |replica: &ReplicaId| !self.held.contains(replica) && !self.renewing.contains(replica);
        let free = move |replica: &ReplicaId| free(replica) && space.counts(replica);
        space
            .durable()
            .iter()
            .filter(move |(replica, _)| free(replica))
            .filter_map(|(replica, to)| {
                let from = self.reached(&replica).saturating_add(1);
                (from <= to).then_some(Range { replica, from, to })
            })
    }

    /// Whatever comes next: records first, then chunks.
    pub(super) fn pump(&mut self, wire: &mut Wire, space: &Space, outs: &mut Vec<Out>) {
        self.pump_records(wire, space, outs);
        self.pump_chunks(wire, space, outs);
    }

    /// Asks for the next records to send, or says that there are none.
    fn pump_records(&mut self, wire: &mut Wire, space: &Space, outs: &mut Vec<Out>) {
        if !self.may_send(wire) || self.reading.is_some() {
            return;
        }
        let ranges: Vec<Range> = self.lacking(space).take(MAX_RANGES).collect();
        if let Some(first) = ranges.first() {
            self.reading = Some(*first);
            outs.push(Out::Read {
                space: space.id(),
                ranges,
                max_bytes: RECORDS_FRAME_TARGET,
            });
        } else if !self.announced {
            self.send_batch(wire, space, Vec::new(), outs);
        }
    }

    /// The rows of a read: sends those that are still wanted.
    pub(super) fn send_rows(
        &mut self,
        wire: &mut Wire,
        space: &Space,
        rows: Vec<(RecordKey, Vec<u8>)>,
        outs: &mut Vec<Out>,
    ) {
        let Some(asked) = self.reading.take() else {
            return;
        };
        let there = rows
            .iter()
            .any(|(key, _)| key.replica == asked.replica && key.counter == asked.from);
        if !there && self.reached(&asked.replica).saturating_add(1) == asked.from {
            // The store lost it. The rest of that replica cannot be sent; everything else can.
            self.held.insert(asked.replica);
        }
        let batch = rows
            .into_iter()
            .filter_map(|(key, bytes)| self.take(wire, key, bytes.len(), outs).then_some(bytes));
        let batch: Vec<Vec<u8>> = batch.collect();
        if self.ready && !batch.is_empty() {
            self.send_batch(wire, space, batch, outs);
        }
        self.pump(wire, space, outs);
    }

    /// Records that were just stored go out at once if they come next and there is room.
    pub(super) fn send_live(
        &mut self,
        wire: &mut Wire,
        space: &Space,
        stored: &[Stored<'_>],
        outs: &mut Vec<Out>,
    ) {
        let mut batch = Vec::new();
        for stored in stored {
            let Some(bytes) = stored.bytes.filter(|_| self.may_send(wire)) else {
                continue;
            };
            if space
                .durable()
                .covers(&stored.key.replica, stored.key.counter)
                && self.take(wire, stored.key, bytes.len(), outs)
            {
                batch.push(bytes.to_vec());
            }
        }
        if !batch.is_empty() {
            self.send_batch(wire, space, batch, outs);
        }
    }

    /// Tells them what became durable of what they hold, too.
    pub(super) fn acknowledge(
        &mut self,
        wire: &mut Wire,
        space: &Space,
        replicas: impl Iterator<Item = ReplicaId>,
        outs: &mut Vec<Out>,
    ) {
        let mut vector = VersionVector::new();
        for replica in replicas {
            let durable = space.durable().get(&replica);
            if self.theirs.covers(&replica, durable) && self.told.raise(replica, durable) {
                vector.raise(replica, durable);
            }
        }
        if !vector.is_empty() {
            wire.send(
                &Frame::Ack(Vector {
                    space: space.id(),
                    vector,
                }),
                outs,
            );
        }
    }

    /// Says what is durable here, so that they send the rest.
    pub(super) fn ask(&mut self, wire: &mut Wire, space: &Space, outs: &mut Vec<Out>) {
        self.asked = true;
        self.told = space.durable().clone();
        wire.send(
            &Frame::Have(Vector {
                space: space.id(),
                vector: self.told.clone(),
            }),
            outs,
        );
    }

    /// They acknowledged records: there is room for more.
    pub(super) fn acked(&mut self, vector: &VersionVector) {
        self.theirs.merge(vector);
        for (replica, counter) in vector.iter() {
            self.reach(replica, counter);
        }
        self.flight
            .retain(|(key, _)| !vector.covers(&key.replica, key.counter));
        self.flying = self.flight.iter().map(|(_, size)| size).sum();
    }

    /// The relay holds these as we do: it sent them, or has them by its own word.
    pub(super) fn confirm(&self, space: &mut Space, stored: &[Stored<'_>]) -> bool {
        let mut news = false;
        for Stored { key, .. } in stored {
            if self.theirs.covers(&key.replica, key.counter)
                && !self.renewing.contains(&key.replica)
            {
                news |= space.confirm(key.replica, key.counter);
            }
        }
        news
    }

    /// Records after `have` are missing: whether to ask for them, once for each place.
    pub(super) fn is_new_gap(&mut self, replica: ReplicaId, have: u64) -> bool {
        self.gaps.insert(replica, have) != Some(have)
    }

    /// Two versions of a replica of ours exist, the same up to `trusted`. Nothing of it is sent until ours is set
    /// aside. The relay's version is the one everybody else sees; between peers nobody can tell, so both keep theirs.
    pub(super) fn fork(
        &mut self,
        space: &Space,
        replica: ReplicaId,
        trusted: u64,
        outs: &mut Vec<Out>,
    ) {
        let is_ours = space
            .tip(&replica)
            .is_none_or(|tip| tip.member == space.member());
        if !self.renewing.insert(replica) || !is_ours {
            return;
        }
        // If setting aside what nobody confirmed was not enough, the two parted earlier.
        let again = !self.renewed.insert(replica);
        let trusted = if again { 0 } else { trusted };
        outs.push(Out::Forked {
            space: space.id(),
            replica,
            trusted,
        });
    }

    /// A replica was set aside: theirs is the only version now.
    pub(super) fn renewed(&mut self, replica: &ReplicaId) {
        self.renewing.remove(replica);
        self.gaps.remove(replica);
        let theirs = self.theirs.get(replica);
        self.reached.insert(*replica, theirs);
    }

    /// Forgets refusals, to try again.
    pub(super) fn release(&mut self) {
        self.held.clear();
        self.chunks.release();
        self.stalled = false;
    }

    const fn may_send(&self, wire: &Wire) -> bool {
        self.ready && !self.stalled && !wire.is_full() && self.flying < SEND_WINDOW
    }

    /// Counts a record as sent if it is the next of its replica and they take its size.
    fn take(&mut self, wire: &Wire, key: RecordKey, size: usize, outs: &mut Vec<Out>) -> bool {
        let RecordKey {
            space,
            replica,
            counter,
        } = key;
        let next = self.ready && self.reached(&replica).checked_add(1) == Some(counter);
        if !next || self.held.contains(&replica) || self.renewing.contains(&replica) {
            return false;
        }
        if size > wire.max_record {
            self.held.insert(replica);
            outs.push(Out::Refused(
                Refused::new(Refusal::TooLarge).record(space, replica, counter),
            ));
            return false;
        }
        self.reach(replica, counter);
        self.told.raise(replica, counter);
        self.flight.push_back((key, size));
        self.flying += size;
        true
    }

    /// Sends records already counted as sent, in frames of the usual size.
    fn send_batch(
        &mut self,
        wire: &mut Wire,
        space: &Space,
        batch: Vec<Vec<u8>>,
        outs: &mut Vec<Out>,
    ) {
        let id = space.id();
        let target = RECORDS_FRAME_TARGET.min(wire.max_frame / 2);
        let (mut records, mut size) = (Vec::new(), 0);
        for record in batch {
            if !records.is_empty() && (size + record.len() > target || records.len() >= MAX_ITEMS) {
                let records = std::mem::take(&mut records);
                wire.send(
                    &Frame::Records(Records {
                        space: id,
                        records,
                        done: false,
                    }),
                    outs,
                );
                size = 0;
            }
            size += record.len();
            records.push(record);
        }
        let done = self.lacking(space).next().is_none();
        self.announced |= done;
        wire.send(
            &Frame::Records(Records {
                space: id,
                records,
                done,
            }),
            outs,
        );
    }
}
