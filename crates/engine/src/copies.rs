//! What is known of copies outside this device, and when that means that something could be lost. Must not count a
//! copy that nobody confirmed: a backup file counts from the moment it was handed over, a relay from its word.

use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::safety::{Copy, Safety};
use commonplace_protocol::{ChunkId, SpaceId, VersionVector};
use minicbor::{Decode, Encode};

/// Something that has been only here for so long is worth a word.
const PATIENCE_MS: i64 = 24 * 60 * 60 * 1000;

const SINCE: &str = "since";
const RELAY: &str = "relay";
const BACKUP: &str = "backup";

/// What is known. Each part has a row of its own, so that tabs do not undo each other's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Copies {
    /// When this began to be watched.
    since_ms: Option<i64>,
    /// When the relay last held everything. Written by the tab that leads.
    relay_ms: Option<i64>,
    /// The last backup.
    backup: BackedUp,
}

/// Meta `copies/.../backup`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct BackedUp {
    /// When it was made.
    #[n(0)]
    made_ms: Option<i64>,
    /// What is in it.
    #[n(1)]
    vector: VersionVector,
    /// Chunks of pictures in it that no relay kept then.
    #[n(2)]
    #[cbor(default)]
    chunks: Vec<ChunkId>,
}

impl Copies {
    /// As it was stored in `meta`. What cannot be read is not known.
    pub(crate) fn stored(meta: &[Row], space: &SpaceId) -> Self {
        let find = |part| {
            let key = rows::copies_key(space, part);
            meta.iter()
                .find(|row| row.key == key)
                .map(|row| row.value.as_slice())
        };
        Self {
            since_ms: find(SINCE).and_then(rows::decode),
            relay_ms: find(RELAY).and_then(rows::decode),
            backup: find(BACKUP).and_then(rows::decode).unwrap_or_default(),
        }
    }

    /// When the relay last held everything.
    pub(crate) const fn relay_ms(&self) -> Option<i64> {
        self.relay_ms
    }

    /// From the first record on it is known for how long something is only here.
    pub(crate) fn begin(&mut self, batch: &mut Batch, space: &SpaceId, now_ms: i64) {
        if self.since_ms.is_none() {
            self.since_ms = Some(now_ms);
            put(batch, space, SINCE, rows::encode(&now_ms));
        }
    }

    /// The relay holds everything. To be stored with what it confirmed, see [`Self::put_relay`].
    pub(crate) fn synced(&mut self, now_ms: i64) {
        self.relay_ms = Some(now_ms);
    }

    pub(crate) fn put_relay(&self, batch: &mut Batch, space: &SpaceId) {
        if let Some(relay_ms) = self.relay_ms {
            put(batch, space, RELAY, rows::encode(&relay_ms));
        }
    }

    /// Whether a chunk is in the last backup, though no relay kept it then.
    pub(crate) fn has_chunk(&self, id: &ChunkId) -> bool {
        self.backup.chunks.binary_search(id).is_ok()
    }

    /// A backup was handed over: everything up to its vector, and these chunks that no relay keeps.
    pub(crate) fn backed_up(
        &mut self,
        batch: &mut Batch,
        space: &SpaceId,
        (vector, mut chunks): (VersionVector, Vec<ChunkId>),
        now_ms: i64,
    ) {
        chunks.sort_unstable();
        self.backup = BackedUp {
            made_ms: Some(now_ms),
            vector,
            chunks,
        };
        put(batch, space, BACKUP, rows::encode(&self.backup));
    }

    /// What is told: `photos` are pictures that are not at the relay, and those that are nowhere else; `held` is everything durable here, `acked` what the relay holds of it, `relay_ms` when it last
    /// held everything as far as this tab has heard.
    pub(crate) fn safety(
        &self,
        (photos, only_photos): (u32, u32),
        held: &VersionVector,
        acked: &VersionVector,
        relay_ms: Option<i64>,
        kept: Option<bool>,
        now_ms: i64,
    ) -> Safety {
        let relay_ms = relay_ms.max(self.relay_ms);
        let outside = acked.iter().chain(self.backup.vector.iter()).fold(
            VersionVector::new(),
            |mut outside, (replica, counter)| {
                outside.raise(replica, counter);
                outside
            },
        );
        let only_here = small(outside.lacking(held)).saturating_add(only_photos);
        let last_ms = self.since_ms.max(relay_ms).max(self.backup.made_ms);
        let is_old = last_ms.is_some_and(|last| now_ms - last > PATIENCE_MS);
        Safety {
            relay: Copy {
                whole_ms: relay_ms,
                lacks: small(acked.lacking(held)).saturating_add(photos),
            },
            backup: Copy {
                whole_ms: self.backup.made_ms,
                lacks: small(self.backup.vector.lacking(held)).saturating_add(only_photos),
            },
            only_here,
            kept,
            at_risk: kept != Some(true) && only_here > 0 && is_old,
        }
    }
}

fn put(batch: &mut Batch, space: &SpaceId, part: &str, value: Vec<u8>) {
    batch.write(rows::put(Table::Meta, rows::copies_key(space, part), value));
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_protocol::ReplicaId;

    const DAY: i64 = PATIENCE_MS;

    fn vector(counters: &[(u8, u64)]) -> VersionVector {
        counters
            .iter()
            .map(|(id, counter)| (ReplicaId([*id; 16]), *counter))
            .collect()
    }

    fn begun(now_ms: i64) -> Copies {
        let mut copies = Copies::default();
        copies.begin(&mut Batch::default(), &SpaceId([0; 32]), now_ms);
        copies
    }

    #[test]
    fn relay_and_backup_together_hold_what_neither_holds_alone() {
        let mut copies = begun(0);
        let backup = vector(&[(1, 5), (2, 1)]);
        copies.backed_up(
            &mut Batch::default(),
            &SpaceId([0; 32]),
            (backup, Vec::new()),
            10,
        );
        let held = vector(&[(1, 5), (2, 3)]);
        let safety = copies.safety((0, 0), &held, &vector(&[(2, 3)]), None, None, 20);
        assert_eq!(
            (safety.relay.lacks, safety.backup.lacks, safety.only_here),
            (5, 2, 0)
        );
        assert!(safety.may_leave());
        let safety = copies.safety(
            (0, 0),
            &vector(&[(1, 6), (2, 3)]),
            &vector(&[(2, 3)]),
            None,
            None,
            20,
        );
        assert_eq!(safety.only_here, 1);
        assert!(!safety.may_leave());
    }

    #[test]
    fn the_warning_is_for_what_has_been_only_here_for_a_day_and_could_be_cleared() {
        let (copies, held, nothing) = (begun(0), vector(&[(1, 1)]), VersionVector::new());
        let at_risk = |kept, relay_ms, now_ms| {
            copies
                .safety((0, 0), &held, &nothing, relay_ms, kept, now_ms)
                .at_risk
        };
        assert!(!at_risk(None, None, DAY), "not yet");
        assert!(at_risk(None, None, DAY + 1) && at_risk(Some(false), None, DAY + 1));
        assert!(!at_risk(Some(true), None, 9 * DAY), "the browser promised");
        assert!(
            !at_risk(None, Some(DAY), DAY + 5),
            "it was whole a moment ago"
        );
        let safety = copies.safety((0, 0), &held, &held, None, None, 9 * DAY);
        assert!(!safety.at_risk, "the relay has it all");
    }

    #[test]
    fn it_is_read_as_it_was_stored() {
        let space = SpaceId([3; 32]);
        let (mut batch, mut copies) = (Batch::default(), Copies::default());
        copies.begin(&mut batch, &space, 5);
        copies.synced(7);
        copies.put_relay(&mut batch, &space);
        copies.backed_up(
            &mut batch,
            &space,
            (vector(&[(1, 2)]), vec![ChunkId([2; 32]), ChunkId([1; 32])]),
            9,
        );
        let rows: Vec<Row> = batch
            .writes()
            .into_iter()
            .filter_map(|write| {
                Some(Row {
                    key: write.key,
                    value: write.value?,
                })
            })
            .collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(Copies::stored(&rows, &space), copies);
        let nonsense = Row {
            key: rows::copies_key(&space, BACKUP),
            value: b"nonsense".to_vec(),
        };
        assert_eq!(Copies::stored(&[nonsense], &space), Copies::default());
    }
}
