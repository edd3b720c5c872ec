//! Rows of documents that are gone: saved copies, cards and words, whichever tab wrote them.

use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::Problem;
use commonplace_protocol::DocId;

/// Where rows of a document lie.
const ROOMS: [Table; 3] = [Table::Docs, Table::Cards, Table::Texts];

/// Rows of a document that is gone, being read.
#[derive(Debug)]
pub(super) struct Purge {
    doc: DocId,
    awaited: usize,
    rows: Vec<(Table, Vec<u8>)>,
}

impl Desk {
    /// Begins to look for rows of the next document that is gone, whichever tab wrote them.
    pub(super) fn purge_next(&mut self, ctx: &mut Ctx) {
        if self.forgetting.purge.is_some() {
            return;
        }
        let Some(doc) = self.forgetting.remains.pop_first() else {
            return;
        };
        let prefix = [self.space.0.as_slice(), &doc.0].concat();
        for room in ROOMS {
            ctx.load(rows::all_under(room, &prefix), LoadFor::Purge(room));
        }
        self.forgetting.purge = Some(Purge {
            doc,
            awaited: ROOMS.len(),
            rows: Vec::new(),
        });
    }

    /// Some of them.
    pub(crate) fn remains_read(
        &mut self,
        ctx: &mut Ctx,
        room: Table,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let Some(purge) = &mut self.forgetting.purge else {
            return;
        };
        purge.awaited = purge.awaited.saturating_sub(1);
        let found = rows.unwrap_or_default().into_iter();
        purge.rows.extend(found.map(|row| (room, row.key)));
        if purge.awaited > 0 {
            return;
        }
        let Some(Purge { doc, rows, .. }) = self.forgetting.purge.take() else {
            return;
        };
        if !self.forgetting.is_gone(&doc) {
            return;
        }
        let mut batch = Batch::default();
        for (room, key) in rows {
            batch.write(rows::remove(room, key));
        }
        ctx.outbox.add(batch);
    }
}
