//! Reads from the disk what a link wants to pass on: one range after the other, until one holds something.

use super::super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{LinkId, Query, Row, Table};
use commonplace_api::Problem;
use commonplace_protocol::{Range, RecordKey, SpaceId};
use rand_core::CryptoRng;

impl Desk {
    /// Reads the next range of a link's job, or tells the link that there is nothing.
    pub(super) fn read_on(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, id: LinkId) {
        let Some(job) = self.links.reads.get_mut(&id) else {
            return;
        };
        let Some(range) = job.ranges.pop_front() else {
            let job = self.links.reads.remove(&id);
            return self.answer_read(ctx, rng, id, job.map(|job| job.space), Vec::new());
        };
        let query = Query {
            max_bytes: job.max_bytes,
            ..range_query(job.space, &range)
        };
        ctx.load(query, LoadFor::Link(id));
    }

    pub(crate) fn link_read(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let rows = rows.unwrap_or_default();
        let keyed = |row: Row| Some((RecordKey::from_bytes(&row.key)?, row.value));
        let rows: Vec<_> = rows.into_iter().filter_map(keyed).collect();
        if rows.is_empty() {
            return self.read_on(ctx, rng, id);
        }
        let job = self.links.reads.remove(&id);
        self.answer_read(ctx, rng, id, job.map(|job| job.space), rows);
    }

    fn answer_read(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        space: Option<SpaceId>,
        rows: Vec<(RecordKey, Vec<u8>)>,
    ) {
        let (Some(space), Some(link)) = (space, self.links.all.get_mut(&id)) else {
            return;
        };
        let outs = link.read_done(&space, rows, &self.spaces);
        self.carry_out(ctx, rng, id, outs);
    }
}

/// The stored records of a range.
pub(crate) fn range_query(space: SpaceId, range: &Range) -> Query {
    let key = |counter| {
        RecordKey {
            space,
            replica: range.replica,
            counter,
        }
        .to_bytes()
        .to_vec()
    };
    Query {
        table: Table::Records,
        from: key(range.from),
        to: key(range.to.saturating_add(1)),
        max_rows: u32::MAX,
        max_bytes: u32::MAX,
    }
}
