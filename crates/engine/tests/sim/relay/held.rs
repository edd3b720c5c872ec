//! What a space holds at the relay in memory.

use super::Space;
use commonplace_protocol::{Record, Tip};

impl Space {
    /// Holds no more than what still counts.
    pub(super) fn set_aside(&mut self) {
        for (replica, held) in &mut self.records {
            let Some(tip) = held.last().map(|last| tip_of(last)) else {
                continue;
            };
            if let Some(last) = self.roster.last_accepted(&tip.member, replica) {
                held.truncate(last.counter as usize);
            }
        }
        self.records.retain(|_, held| !held.is_empty());
    }
}

pub(super) fn tip_of(bytes: &[u8]) -> Tip {
    let record = Record::parse(bytes).unwrap();
    Tip {
        counter: record.header().counter,
        id: record.id(),
        member: record.header().member,
    }
}
