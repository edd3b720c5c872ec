//! Stand-ins for records the relay holds already: it takes the place of those once enough replicas have told it so.

use super::out::{LinkKind, Out, Spaces};
use super::{Link, Side};
use commonplace_protocol::frame::{Records, Vector};
use commonplace_protocol::limits::{MAX_ITEMS, RECORDS_FRAME_TARGET};
use commonplace_protocol::{Frame, RecordKey, SpaceId};

impl Link {
    /// Tells the relay what may stand in for records it holds, too. [`Out::Told`] says which of them it has heard of.
    pub fn tell_stand_ins(
        &mut self,
        space: &SpaceId,
        stand_ins: Vec<(RecordKey, Vec<u8>)>,
        spaces: &Spaces,
    ) -> Vec<Out> {
        let mut outs = Vec::new();
        let relay = matches!(self.kind, LinkKind::Relay { .. });
        let side = self.sides.get_mut(space).filter(|side| side.ready && relay);
        let (Some(side), true) = (side, spaces.contains_key(space)) else {
            return outs;
        };
        let (mut records, mut size) = (Vec::new(), 0);
        for (key, bytes) in stand_ins {
            side.telling.insert(key);
            size += bytes.len();
            records.push(bytes);
            if size >= RECORDS_FRAME_TARGET || records.len() >= MAX_ITEMS {
                let records = core::mem::take(&mut records);
                self.wire.send(&told(*space, records), &mut outs);
                size = 0;
            }
        }
        if !records.is_empty() {
            self.wire.send(&told(*space, records), &mut outs);
        }
        outs
    }
}

impl Side {
    /// They answered up to `ack`: what was told before has arrived.
    pub(super) fn heard_stand_ins(&mut self, ack: &Vector, outs: &mut Vec<Out>) {
        let heard = |key: &RecordKey| ack.vector.covers(&key.replica, key.counter);
        let keys: Vec<_> = self.telling.iter().copied().filter(heard).collect();
        if !keys.is_empty() {
            self.telling.retain(|key| !heard(key));
            outs.push(Out::Told { keys });
        }
    }
}

const fn told(space: SpaceId, records: Vec<Vec<u8>>) -> Frame {
    Frame::Records(Records {
        space,
        records,
        done: false,
    })
}
