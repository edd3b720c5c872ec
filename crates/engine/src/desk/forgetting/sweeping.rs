//! Giving up what a pack covers: each record is read once more, and what takes its place is written only if the pack
//! accounts for all it says.

use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows;
use crate::shelf::one;
use commonplace_api::Problem;
use commonplace_domain::photo_chunks_in;
use commonplace_protocol::{ChunkId, DocId, Record, RecordKey, ReplicaId};
use commonplace_sync::{Opened, Space};
use std::collections::{BTreeMap, BTreeSet};

/// Covered records read at a time.
const AT_ONCE: usize = 64;
/// A pack and records it covers, being read.
#[derive(Debug)]
pub(super) struct Sweep {
    pack: RecordKey,
    keys: Vec<RecordKey>,
    awaited: BTreeSet<RecordKey>,
    read: BTreeMap<RecordKey, Vec<u8>>,
}

impl Desk {
    /// Begins to read the next records that may be given up: those on the disk whose pack is there, too.
    pub(super) fn sweep_next(&mut self, ctx: &mut Ctx) {
        let forgetting = &mut self.forgetting;
        if forgetting.sweep.is_some() || forgetting.hold_still {
            return;
        }
        let Some(space) = self.spaces.get(&self.space) else {
            return;
        };
        let held = |key: &RecordKey| space.durable().covers(&key.replica, key.counter);
        let stuck = &forgetting.stuck;
        let mut ready = forgetting
            .covered
            .iter()
            .filter(|(key, pack)| held(key) && held(pack) && !stuck.contains(key))
            .peekable();
        let Some((_, pack)) = ready.peek().copied() else {
            return;
        };
        let together = ready.filter(|(_, by)| *by == pack).map(|(key, _)| *key);
        let keys: Vec<_> = together.take(AT_ONCE).collect();
        let awaited: BTreeSet<_> = keys.iter().copied().chain([*pack]).collect();
        for key in &awaited {
            let row = one(Table::Records, key.to_bytes().to_vec());
            ctx.load(row, LoadFor::Sweep(*key));
        }
        forgetting.sweep = Some(Sweep {
            pack: *pack,
            keys,
            awaited,
            read: BTreeMap::new(),
        });
    }

    /// One of them.
    pub(crate) fn covered_read(
        &mut self,
        ctx: &mut Ctx,
        key: RecordKey,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let Some(sweep) = &mut self.forgetting.sweep else {
            return;
        };
        sweep.awaited.remove(&key);
        let row = rows.ok().and_then(|rows| rows.into_iter().next());
        sweep.read.extend(row.map(|row| (key, row.value)));
        if !sweep.awaited.is_empty() {
            return;
        }
        let Some(sweep) = self.forgetting.sweep.take() else {
            return;
        };
        // Meanwhile another pack may cover more, or a backup have begun.
        if self.forgetting.hold_still {
            return;
        }
        match sweep.read.get(&sweep.pack).and_then(|pack| successor(pack)) {
            Some((replica, counter)) => {
                let space = self.space;
                let pack = RecordKey {
                    space,
                    replica,
                    counter,
                };
                self.pass_on(ctx, &sweep, pack);
            }
            None => self.give_up_covered(ctx, &sweep),
        }
    }

    /// The pack gave way to another, which covers all that it did.
    fn pass_on(&mut self, ctx: &mut Ctx, sweep: &Sweep, pack: RecordKey) {
        let mut batch = Batch::default();
        for key in &sweep.keys {
            let by = self.forgetting.covered.get_mut(key);
            if let Some(by) = by.filter(|by| **by == sweep.pack) {
                *by = pack;
                let (row, value) = (rows::sort_key(rows::COVERED, key), pack.to_bytes().to_vec());
                batch.write(rows::put(Table::Meta, row, value));
            }
        }
        ctx.outbox.add(batch);
    }

    fn give_up_covered(&mut self, ctx: &mut Ctx, sweep: &Sweep) {
        let pack = sweep
            .read
            .get(&sweep.pack)
            .and_then(|bytes| self.reread(bytes));
        let mut batch = Batch::default();
        let mut chunks = BTreeSet::new();
        let covered = &self.forgetting.covered;
        let still = |key: &&RecordKey| covered.get(key) == Some(&sweep.pack);
        let keys: Vec<_> = sweep.keys.iter().filter(still).copied().collect();
        for key in keys {
            let bytes = sweep.read.get(&key);
            let outcome = bytes.and_then(|bytes| Some(self.judge_covered(pack.as_ref()?, bytes)));
            if matches!(outcome, Some(Outcome::Unaccounted) | None) {
                self.forgetting.stuck.insert(key);
                continue;
            }
            self.forgetting.covered.remove(&key);
            let row = rows::sort_key(rows::COVERED, &key);
            batch.write(rows::remove(Table::Meta, row));
            if let Some(Outcome::Given { stand_in, pictures }) = outcome {
                let at = key.to_bytes().to_vec();
                batch.write(rows::put(Table::Records, at, stand_in));
                let by = sweep.pack.to_bytes().to_vec();
                let row = rows::sort_key(rows::TELLING, &key);
                batch.write(rows::put(Table::Meta, row, by));
                self.forgetting.telling.insert(key, sweep.pack);
                chunks.extend(pictures);
            }
        }
        self.give_up_chunks(&mut batch, &chunks);
        ctx.outbox.add(batch);
    }

    fn reread(&self, bytes: &[u8]) -> Option<Opened> {
        Space::read(self.space()?, bytes).ok()
    }

    /// Whether a covered record may be given up, and for what.
    fn judge_covered(&self, pack: &Opened, bytes: &[u8]) -> Outcome {
        let (Some(covered), Some(said)) = (self.reread(bytes), &pack.pack) else {
            return Outcome::Unaccounted;
        };
        let is_named = said.covers.iter().any(|cover| cover.last == covered.id);
        if covered.stands_in || !is_named {
            return Outcome::Other;
        }
        let stand_in = self.space().map(|space| space.stand_in(bytes, &pack.key));
        let Some(Ok(stand_in)) = stand_in.filter(|_| pack.accounts_for(&covered)) else {
            return Outcome::Unaccounted;
        };
        let gone = |doc: &DocId| self.forgetting.is_gone(doc);
        let touches = covered.touches.iter().filter(|touch| gone(&touch.doc));
        let pictures = touches.flat_map(|touch| photo_chunks_in(&touch.changes));
        let pictures = pictures.map(ChunkId).collect();
        Outcome::Given { stand_in, pictures }
    }

    /// Pictures of what is gone go with it.
    fn give_up_chunks(&mut self, batch: &mut Batch, chunks: &BTreeSet<ChunkId>) {
        let shown: BTreeSet<_> = self.photos.cards.values().flatten().flatten().collect();
        let gone: BTreeSet<_> = chunks
            .iter()
            .filter(|id| !shown.contains(id))
            .copied()
            .collect();
        for id in &gone {
            let (chunk, mark) = (
                rows::chunk_key(&self.space, id),
                rows::mark_key(&self.space, id),
            );
            batch.write(rows::remove(Table::Chunks, chunk));
            batch.write(rows::remove(Table::Chunks, mark));
        }
        if let Some(space) = self.space_mut() {
            space.chunks_mut().forget(&gone);
        }
    }
}

/// The pack that a stand-in for a pack names.
fn successor(bytes: &[u8]) -> Option<(ReplicaId, u64)> {
    let voucher = Record::parse(bytes).ok()?.voucher()?;
    Some((voucher.pack, voucher.counter))
}

/// What becomes of a covered record.
enum Outcome {
    /// It is given up.
    Given {
        stand_in: Vec<u8>,
        pictures: Vec<ChunkId>,
    },
    /// It is a stand-in by now, or another record than the pack means.
    Other,
    /// It stays.
    Unaccounted,
}
