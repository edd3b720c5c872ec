//! Making a backup: the roster, then every record as it lies in the store.

use crate::ctx::{Ctx, LoadFor};
use crate::desk::Desk;
use crate::io::{Effect, Part, Query, Row, Table};
use crate::rows;
use commonplace_api::backup::Backup;
use commonplace_protocol::VersionVector;
use commonplace_sync::backup::{About, Item, Writer};
use commonplace_sync::{PersonKey, Space};
use rand_core::CryptoRng;

/// How much is read at once.
const SLICE_BYTES: u32 = 1 << 20;

#[derive(Debug)]
pub(super) struct Making {
    writer: Option<Writer>,
    /// What is certain to be in it.
    vector: VersionVector,
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
            vector: space.map(Space::durable).cloned().unwrap_or_default(),
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
            .map(|space| space.roster().entries())
            .unwrap_or_default()
        {
            making.put(ctx, &Item::Roster(entry.clone()));
        }
        read_on(ctx, desk, desk.space.0.to_vec());
        making
    }

    /// Adds records and asks for more, or ends.
    pub(super) fn take(&mut self, ctx: &mut Ctx, desk: &mut Desk, rows: Vec<Row>) -> Backup {
        let Some(next) = rows.last().map(|row| [row.key.as_slice(), &[0]].concat()) else {
            return self.finish(ctx, desk);
        };
        self.done += rows.len() as u64;
        for row in rows {
            self.put(ctx, &Item::Record(row.value));
        }
        read_on(ctx, desk, next);
        self.view()
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
        desk.backed_up(ctx, core::mem::take(&mut self.vector));
        Backup::Made
    }

    fn put(&mut self, ctx: &mut Ctx, item: &Item) {
        if let Some(piece) = self.writer.as_mut().and_then(|writer| writer.put(item)) {
            ctx.push(Effect::Backup(Part::Bytes(piece)));
        }
    }
}

fn read_on(ctx: &mut Ctx, desk: &Desk, from: Vec<u8>) {
    let query = Query {
        table: Table::Records,
        from,
        to: rows::after(&desk.space.0),
        max_rows: u32::MAX,
        max_bytes: SLICE_BYTES,
    };
    ctx.load(query, LoadFor::Backup);
}
