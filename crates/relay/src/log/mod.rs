//! What the relay keeps: for each space its roster and the records of every replica, sealed as they came.
//! The log is the truth and everything in memory is a hint, so several relays may share one.
//! It must never answer before the disk has it, and never look inside a record.

mod boxes;
mod chunks;
#[cfg(test)]
mod contract;
mod memory;
mod sqlite;
mod stand_ins;

pub use boxes::{NewBox, Opened};
pub use chunks::ChunkStore;
pub use memory::MemoryLog;
pub use sqlite::{Report, SqliteLog};
pub use stand_ins::NewStandIn;

use crate::RelayError;
use bytes::Bytes;
use commonplace_protocol::{BoxId, MemberKey, Range, RecordId, ReplicaId, SpaceId, Tip};
use futures_util::future::BoxFuture;
use std::{collections::BTreeMap, fmt::Debug};

/// An answer on its way.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, RelayError>>;

/// One replica's place in a space: who wrote under it and how far.
pub type Tips = BTreeMap<ReplicaId, Tip>;

/// What is held of one space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Every roster entry, from genesis on.
    pub roster: Vec<Vec<u8>>,
    /// The last record of every replica.
    pub tips: Tips,
    /// Bytes of all records, roster entries and chunks.
    pub bytes: u64,
}

/// A record on its way into the log, already judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// Who signed it.
    pub member: MemberKey,
    /// The replica it belongs to.
    pub replica: ReplicaId,
    /// Its place there, from 1.
    pub counter: u64,
    /// The record before it; zeros for the first.
    pub prev: RecordId,
    /// Its own id.
    pub id: RecordId,
    /// All of it, as it travels.
    pub bytes: Bytes,
}

/// A record as it lies in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The replica it belongs to.
    pub replica: ReplicaId,
    /// Its place there.
    pub counter: u64,
    /// All of it, as it travels.
    pub bytes: Bytes,
}

/// How a write ended that names the state it builds on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// On disk, all of it.
    Durable,
    /// The log is not where the writer thought it was: nothing was written. Load the space again.
    Moved,
}

/// Figures about the whole log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Spaces opened.
    pub spaces: u64,
    /// Replicas that wrote at least one record.
    pub replicas: u64,
    /// Records held.
    pub records: u64,
    /// Roster entries held.
    pub roster_entries: u64,
    /// Chunks of pictures held.
    pub chunks: u64,
    /// Bytes of records, roster entries and chunks.
    pub bytes: u64,
}

/// A durable log of sealed records. Every write is all or nothing and durable when its answer comes.
pub trait LogStore: ChunkStore + Debug + Send + Sync + 'static {
    /// What is held of `space`; `None` if it was never opened.
    fn space(&self, space: SpaceId) -> Answer<'_, Option<Held>>;

    /// Appends `records`, of any replicas of `space`. `Moved` unless the first of each replica follows
    /// that replica's last (same member, next counter, `prev` its id) and the rest follow one another.
    fn append(&self, space: SpaceId, records: Vec<NewRecord>) -> Answer<'_, Outcome>;

    /// Appends `entries` to the roster, which opens the space if `at` is 0. `Moved` unless the
    /// roster is exactly `at` entries long: this is the compare-and-swap that orders rosters.
    fn extend_roster(&self, space: SpaceId, at: u64, entries: Vec<Vec<u8>>) -> Answer<'_, Outcome>;

    /// Records in `ranges`, replica by replica in the order asked, each in counter order, until `max_bytes`
    /// is reached. At least one if there is any, however large.
    fn read(&self, space: SpaceId, ranges: Vec<Range>, max_bytes: usize)
    -> Answer<'_, Vec<Logged>>;

    /// The ids of single records, for telling a repetition from a fork. Absent ones are left out.
    fn ids(
        &self,
        space: SpaceId,
        places: Vec<(ReplicaId, u64)>,
    ) -> Answer<'_, BTreeMap<(ReplicaId, u64), RecordId>>;

    /// Notes what may take the place of records held. Those for which enough replicas have, give way at once.
    fn vouch(&self, space: SpaceId, stand_ins: Vec<NewStandIn>, now_ms: i64) -> Answer<'_, ()>;

    /// Has records give way that were vouched for long ago.
    fn sweep_stand_ins(&self, now_ms: i64) -> Answer<'_, ()>;

    /// Figures about everything held.
    fn totals(&self) -> Answer<'_, Totals>;

    /// Fills a box. `Moved` if there was one of that name, or its space has too many.
    fn put_box(&self, filled: NewBox, now_ms: i64) -> Answer<'_, Outcome>;

    /// Takes what is in a box: whoever asks next finds it taken, even if this answer is never read.
    fn take_box(&self, place: BoxId, now_ms: i64) -> Answer<'_, Opened>;

    /// Empties the boxes whose time is up, and forgets those whose time was up long ago.
    fn sweep_boxes(&self, now_ms: i64) -> Answer<'_, ()>;

    /// Forgets `space` and its boxes; answers whether it was there.
    fn purge(&self, space: SpaceId) -> Answer<'_, bool>;
}

/// Whether `records` follow `tips` and one another: the rule of [`LogStore::append`].
fn follows<'a>(
    mut tip: impl FnMut(&ReplicaId) -> Result<Option<Tip>, RelayError>,
    records: impl IntoIterator<Item = &'a NewRecord>,
) -> Result<Option<Tips>, RelayError> {
    let mut tips = Tips::new();
    for record in records {
        let before = match tips.get(&record.replica) {
            Some(tip) => Some(*tip),
            None => tip(&record.replica)?,
        };
        let fits = match before {
            Some(tip) => {
                tip.counter.checked_add(1) == Some(record.counter)
                    && tip.id == record.prev
                    && tip.member == record.member
            }
            None => record.counter == 1 && record.prev == RecordId::ZERO,
        };
        if !fits {
            return Ok(None);
        }
        let (counter, id, member) = (record.counter, record.id, record.member);
        tips.insert(
            record.replica,
            Tip {
                counter,
                id,
                member,
            },
        );
    }
    Ok(Some(tips))
}
