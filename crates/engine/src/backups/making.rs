//! Making a backup: the roster, then every record and every chunk of a picture as it lies in the store.

use crate::ctx::{Ctx, LoadFor};
use crate::desk::Desk;
use crate::io::{Effect, Part, Query, Row, Table};
use crate::rows;
use commonplace_api::backup::Backup;
use commonplace_protocol::{ChunkId, Record, VersionVector};
use commonplace_sync::backup::{About, Item, Writer};
use commonplace_sync::{PersonKey, Space};
use rand_core::CryptoRng;

/// How much is read at once.
const SLICE_BYTES: u32 = 1 << 20;

#[derive(Debug)]
pub(super) struct Making {
    writer: Option<Writer>,
    /// What is being read.
    room: Table,
    /// What is certain to be in it.
    vector: VersionVector,
    chunks: Vec<ChunkId>,
    done: u64,
    total: u64,
}

impl Making {
    pub(super) fn begin(ctx: &mut Ctx, rng: &mut dyn CryptoRng, desk: &Desk) -> Self {
        let identity = &desk.identity;
        let person = PersonKey::new(identity.generation, identity.person, identity.recovery);
        let (writer, head) = Writer::begin(rng, &person);
        let space = desk.space();
        let mut making = Self {
            writer: Some(writer),
            room: Table::Records,
            vector: space.map(Space::durable).cloned().unwrap_or_default(),
            chunks: space
                .map(|space| space.chunks().waiting().collect())
                .unwrap_or_default(),
            done: 0,
            total: desk.held_count(),
        };
        ctx.push(Effect::Backup(Part::Begin));
        ctx.push(Effect::Backup(Part::Bytes(head)));
        let about = About {
            made_ms: ctx.now.ms,
            records: making.total,
            relay: identity.relay.clone(),
        };
        making.put(ctx, &Item::About(about));
        for entry in space
            .map(|space| space.newest_roster().entries())
            .unwrap_or_default()
        {
            making.put(ctx, &Item::Roster(entry.clone()));
        }
        making.read_on(ctx, desk, Vec::new());
        making
    }

    /// Adds records and asks for more, or ends.
    pub(super) fn take(&mut self, ctx: &mut Ctx, desk: &mut Desk, rows: Vec<Row>) -> Backup {
        let Some(next) = rows.last().map(|row| [row.key.as_slice(), &[0]].concat()) else {
            if self.room == Table::Chunks {
                return self.finish(ctx, desk);
            }
            self.room = Table::Chunks;
            self.read_on(ctx, desk, Vec::new());
            return self.view();
        };
        let is_record = self.room == Table::Records;
        self.done += if is_record { rows.len() as u64 } else { 0 };
        for row in rows {
            let item = if is_record {
                Item::Record(row.value)
            } else {
                Item::Chunk(row.value)
            };
            self.put(ctx, &item);
        }
        self.read_on(ctx, desk, next);
        self.view()
    }

    /// Whether a stand-in is among records that were read, and the pack that accounts for it may not be.
    pub(super) fn is_behind(&self, rows: &[Row]) -> bool {
        let mut rows = rows.iter().filter(|_| self.room == Table::Records);
        rows.any(|row| stands_for_more(&row.value, &self.vector))
    }

    pub(super) fn view(&self) -> Backup {
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        Backup::Making {
            done: small(self.done.min(self.total)),
            total: small(self.total),
        }
    }

    fn finish(&mut self, ctx: &mut Ctx, desk: &mut Desk) -> Backup {
        if let Some(writer) = self.writer.take() {
            ctx.push(Effect::Backup(Part::Bytes(writer.finish())));
        }
        ctx.push(Effect::Backup(Part::Done));
        desk.backed_up(
            ctx,
            core::mem::take(&mut self.vector),
            core::mem::take(&mut self.chunks),
        );
        Backup::Made
    }

    fn put(&mut self, ctx: &mut Ctx, item: &Item) {
        if let Some(piece) = self.writer.as_mut().and_then(|writer| writer.put(item)) {
            ctx.push(Effect::Backup(Part::Bytes(piece)));
        }
    }

    /// Reads from `from` on, or from the beginning of the room.
    fn read_on(&self, ctx: &mut Ctx, desk: &Desk, from: Vec<u8>) {
        let prefix = match self.room {
            Table::Chunks => rows::chunks_prefix(&desk.space),
            _ => desk.space.0.to_vec(),
        };
        let query = Query {
            table: self.room,
            to: rows::after(&prefix),
            from: from.max(prefix),
            max_rows: u32::MAX,
            max_bytes: SLICE_BYTES,
        };
        ctx.load(query, LoadFor::Backup);
    }
}

/// Whether a record is a stand-in by a pack that a backup of so much may not have.
fn stands_for_more(record: &[u8], vector: &VersionVector) -> bool {
    let record = Record::parse(record).ok();
    let voucher = record.and_then(|record| record.voucher());
    voucher.is_some_and(|by| !vector.covers(&by.pack, by.counter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_protocol::DocId;
    use commonplace_sync::{Seed, Touch};
    use rand_chacha::ChaCha12Rng;
    use rand_chacha::rand_core::SeedableRng;
    use std::collections::BTreeMap;

    #[test]
    fn a_stand_in_wants_its_pack_in_the_same_backup() {
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        let personal = Seed::from_bytes([1; 32]).person(1).personal().unwrap();
        let (tips, nothing) = (BTreeMap::new(), VersionVector::new());
        let mut space = Space::new(personal.identity, personal.roster, None, tips, nothing);
        let replica = space.new_writer(&mut rng);
        let touch = Touch {
            doc: DocId([1; 16]),
            kind: 1,
            changes: vec![1],
            card: vec![],
        };
        let covered = space.seal(&mut rng, std::slice::from_ref(&touch)).unwrap();
        let pack = space.seal(&mut rng, &[touch]).unwrap();
        let stand_in = space.stand_in(&covered.bytes, &pack.key).unwrap();
        let up_to = |counter| VersionVector::from_iter([(replica, counter)]);
        assert!(stands_for_more(&stand_in, &up_to(1)));
        assert!(!stands_for_more(&stand_in, &up_to(2)));
        assert!(!stands_for_more(&covered.bytes, &up_to(1)));
    }
}
