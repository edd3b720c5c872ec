//! What survives on a device when all its tabs are closed.

use commonplace_protocol::{RecordKey, ReplicaId, Tip, VersionVector};
use std::collections::BTreeMap;

/// How many tabs a device has open at most.
pub const SLOTS: usize = 3;

#[derive(Clone, Default)]
pub struct Disk {
    pub records: BTreeMap<RecordKey, Vec<u8>>,
    pub tips: BTreeMap<ReplicaId, Tip>,
    pub slots: [Option<ReplicaId>; SLOTS],
    pub confirmed: VersionVector,
}

impl Disk {
    /// A record and its tip in one transaction.
    pub fn store(&mut self, key: RecordKey, tip: Tip, bytes: Vec<u8>) {
        let before = self.tips.get(&key.replica).map_or(0, |tip| tip.counter);
        assert!(key.counter <= before + 1, "a chain on disk has no holes");
        if key.counter > before {
            self.tips.insert(key.replica, tip);
            self.records.insert(key, bytes);
        }
    }

    pub fn vector(&self) -> VersionVector {
        self.tips
            .iter()
            .map(|(replica, tip)| (*replica, tip.counter))
            .collect()
    }

    /// The records that count: those up to the tips.
    pub fn held(&self) -> BTreeMap<(ReplicaId, u64), &Vec<u8>> {
        let vector = self.vector();
        self.records
            .iter()
            .filter(|(key, _)| vector.covers(&key.replica, key.counter))
            .map(|(key, bytes)| ((key.replica, key.counter), bytes))
            .collect()
    }
}
