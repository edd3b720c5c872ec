//! Stand-ins in memory.

use super::Space;
use crate::log::{
    NewStandIn,
    stand_ins::{WITNESSES, waited_since_ms},
};
use bytes::Bytes;
use commonplace_protocol::ReplicaId;

/// What one witness said of a record.
#[derive(Debug)]
pub(super) struct Vouched {
    other: bool,
    since_ms: i64,
    bytes: Bytes,
}

impl Space {
    pub(super) fn vouch(&mut self, stand_ins: Vec<NewStandIn>, now_ms: i64) {
        for stand_in in stand_ins {
            let place = (stand_in.replica, stand_in.counter);
            let held = self.records.get(&place);
            if !held.is_some_and(|held| stand_in.replaces(held)) {
                continue;
            }
            let NewStandIn {
                witness,
                other,
                bytes,
                ..
            } = stand_in;
            let since_ms = now_ms;
            let witnesses = self.stand_ins.entry(place).or_default();
            witnesses.entry(witness).or_insert(Vouched {
                other,
                since_ms,
                bytes,
            });
            if witnesses.values().filter(|by| by.other).count() >= WITNESSES {
                self.give_way(place);
            }
        }
    }

    pub(super) fn sweep(&mut self, now_ms: i64) {
        let long_ago = waited_since_ms(now_ms);
        let due = self.stand_ins.iter().filter(|(_, witnesses)| {
            let mut witnesses = witnesses.values();
            witnesses.any(|by| by.since_ms <= long_ago)
        });
        let due: Vec<_> = due.map(|(place, _)| *place).collect();
        due.into_iter().for_each(|place| self.give_way(place));
    }

    fn give_way(&mut self, place: (ReplicaId, u64)) {
        let witnesses = self.stand_ins.remove(&place).unwrap_or_default();
        if let (Some(by), Some(held)) =
            (witnesses.into_values().next(), self.records.get_mut(&place))
        {
            let held_bytes = &mut self.held.bytes;
            *held_bytes = held_bytes.saturating_sub(held.len() as u64);
            *held_bytes += by.bytes.len() as u64;
            *held = by.bytes;
        }
    }
}
