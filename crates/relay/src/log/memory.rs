//! The log in memory: for tests, and the plainest statement of what a log is.
//! Nothing survives the process, so no relay that people use may run on it.

mod chunks;
mod stand_ins;

use super::{
    Answer, Held, LogStore, Logged, NewBox, NewRecord, NewStandIn, Opened, Outcome, Totals,
    boxes::{BOXES, FULL_BOXES, forgotten_ms},
    follows,
};
use crate::RelayError;
use bytes::Bytes;
use commonplace_protocol::{
    BoxId, ChunkId, Range, RecordId, ReplicaId, SpaceId, frame::Empty, record,
};
use futures_util::future::{FutureExt, ready};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A [`LogStore`] that forgets.
#[derive(Debug, Default)]
pub struct MemoryLog {
    spaces: Mutex<BTreeMap<SpaceId, Space>>,
    boxes: Mutex<Boxes>,
}

#[derive(Debug, Default)]
struct Space {
    held: Held,
    records: BTreeMap<(ReplicaId, u64), Bytes>,
    chunks: BTreeMap<ChunkId, Bytes>,
    /// By place and witness.
    stand_ins: BTreeMap<(ReplicaId, u64), BTreeMap<ReplicaId, stand_ins::Vouched>>,
}

impl MemoryLog {
    fn spaces(&self) -> MutexGuard<'_, BTreeMap<SpaceId, Space>> {
        self.spaces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn boxes(&self) -> MutexGuard<'_, Boxes> {
        self.boxes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Boxes = BTreeMap<BoxId, (NewBox, Result<(), Empty>)>;

fn sweep(boxes: &mut Boxes, now_ms: i64) {
    boxes.retain(|_, (held, _)| held.expires_ms > forgotten_ms(now_ms));
    for (held, state) in boxes.values_mut() {
        if state.is_ok() && held.expires_ms <= now_ms {
            *state = Err(Empty::Expired);
            held.sealed.clear();
        }
    }
}

fn now<'a, T: Send + 'a>(answer: Result<T, RelayError>) -> Answer<'a, T> {
    ready(answer).boxed()
}

impl LogStore for MemoryLog {
    fn space(&self, space: SpaceId) -> Answer<'_, Option<Held>> {
        now(Ok(self
            .spaces()
            .get(&space)
            .map(|space| space.held.clone())))
    }

    fn append(&self, space: SpaceId, records: Vec<NewRecord>) -> Answer<'_, Outcome> {
        now(append(self.spaces().get_mut(&space), records))
    }

    fn extend_roster(&self, space: SpaceId, at: u64, entries: Vec<Vec<u8>>) -> Answer<'_, Outcome> {
        let mut spaces = self.spaces();
        let length = spaces
            .get(&space)
            .map_or(0, |space| space.held.roster.len() as u64);
        if length != at || entries.is_empty() {
            return now(Ok(Outcome::Moved));
        }
        let held = &mut spaces.entry(space).or_default().held;
        held.bytes += entries.iter().map(|entry| entry.len() as u64).sum::<u64>();
        held.roster.extend(entries);
        now(Ok(Outcome::Durable))
    }

    fn read(
        &self,
        space: SpaceId,
        ranges: Vec<Range>,
        max_bytes: usize,
    ) -> Answer<'_, Vec<Logged>> {
        let spaces = self.spaces();
        let mut found = Vec::new();
        let mut room = max_bytes;
        let Some(space) = spaces.get(&space) else {
            return now(Ok(found));
        };
        for range in ranges.iter().filter(|range| range.from <= range.to) {
            let records = (range.replica, range.from)..=(range.replica, range.to);
            for (&(replica, counter), bytes) in space.records.range(records) {
                if room < bytes.len() && !found.is_empty() {
                    return now(Ok(found));
                }
                room = room.saturating_sub(bytes.len());
                found.push(Logged {
                    replica,
                    counter,
                    bytes: bytes.clone(),
                });
            }
        }
        now(Ok(found))
    }

    fn ids(
        &self,
        space: SpaceId,
        places: Vec<(ReplicaId, u64)>,
    ) -> Answer<'_, BTreeMap<(ReplicaId, u64), RecordId>> {
        let spaces = self.spaces();
        let Some(space) = spaces.get(&space) else {
            return now(Ok(BTreeMap::new()));
        };
        let id = |place| Some((place, record::id(space.records.get(&place)?)));
        now(Ok(places.into_iter().filter_map(id).collect()))
    }

    fn vouch(&self, space: SpaceId, stand_ins: Vec<NewStandIn>, now_ms: i64) -> Answer<'_, ()> {
        if let Some(space) = self.spaces().get_mut(&space) {
            space.vouch(stand_ins, now_ms);
        }
        now(Ok(()))
    }

    fn sweep_stand_ins(&self, now_ms: i64) -> Answer<'_, ()> {
        let mut spaces = self.spaces();
        spaces.values_mut().for_each(|space| space.sweep(now_ms));
        now(Ok(()))
    }

    fn totals(&self) -> Answer<'_, Totals> {
        let spaces = self.spaces();
        let mut totals = Totals {
            spaces: spaces.len() as u64,
            ..Totals::default()
        };
        for space in spaces.values() {
            totals.replicas += space.held.tips.len() as u64;
            totals.records += space.records.len() as u64;
            totals.roster_entries += space.held.roster.len() as u64;
            totals.chunks += space.chunks.len() as u64;
            totals.bytes += space.held.bytes;
        }
        now(Ok(totals))
    }

    fn put_box(&self, filled: NewBox, now_ms: i64) -> Answer<'_, Outcome> {
        let mut boxes = self.boxes();
        sweep(&mut boxes, now_ms);
        let of_space = || {
            boxes
                .values()
                .filter(|(held, _)| held.space == filled.space)
        };
        let full = of_space().filter(|(_, state)| state.is_ok()).count();
        let room = full < FULL_BOXES && of_space().count() < BOXES;
        if !room || boxes.contains_key(&filled.place) {
            return now(Ok(Outcome::Moved));
        }
        boxes.insert(filled.place, (filled, Ok(())));
        now(Ok(Outcome::Durable))
    }

    fn take_box(&self, place: BoxId, now_ms: i64) -> Answer<'_, Opened> {
        let mut boxes = self.boxes();
        sweep(&mut boxes, now_ms);
        let Some((held, state)) = boxes.get_mut(&place) else {
            return now(Ok(Opened::Empty(Empty::Unknown)));
        };
        now(Ok(match std::mem::replace(state, Err(Empty::Taken)) {
            Ok(()) => {
                let sealed = std::mem::take(&mut held.sealed);
                Opened::Full(NewBox {
                    sealed,
                    ..held.clone()
                })
            }
            Err(why) => {
                *state = Err(why);
                Opened::Empty(why)
            }
        }))
    }

    fn sweep_boxes(&self, now_ms: i64) -> Answer<'_, ()> {
        sweep(&mut self.boxes(), now_ms);
        now(Ok(()))
    }

    fn purge(&self, space: SpaceId) -> Answer<'_, bool> {
        self.boxes().retain(|_, (held, _)| held.space != space);
        now(Ok(self.spaces().remove(&space).is_some()))
    }
}

fn append(space: Option<&mut Space>, records: Vec<NewRecord>) -> Result<Outcome, RelayError> {
    let Some(space) = space else {
        return Ok(Outcome::Moved);
    };
    let Some(tips) = follows(
        |replica| Ok(space.held.tips.get(replica).copied()),
        &records,
    )?
    else {
        return Ok(Outcome::Moved);
    };
    space.held.tips.extend(tips);
    for record in records {
        space.held.bytes += record.bytes.len() as u64;
        space
            .records
            .insert((record.replica, record.counter), record.bytes);
    }
    Ok(Outcome::Durable)
}
