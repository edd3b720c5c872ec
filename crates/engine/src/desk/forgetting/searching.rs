//! Finding every record that touches what is to be gone, by reading all there are: no other row says so for certain.

use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{Query, Row, Table};
use crate::outbox::Batch;
use crate::rows;
use crate::shelf::one;
use commonplace_api::Problem;
use commonplace_protocol::{DocId, RecordKey};
use commonplace_sync::{Opened, Space};
use rand_core::CryptoRng;
use std::collections::{BTreeSet, VecDeque};

/// Read at a time, in bytes.
const PAGE_BYTES: u32 = 1 << 20;
/// Records that came late and are covered at a time.
const LATE_AT_ONCE: usize = 256;

/// A search under way.
#[derive(Debug)]
pub(super) struct Search {
    /// What is to be gone; nothing where the records are known and only to be covered.
    pub(super) docs: BTreeSet<DocId>,
    /// What is gone already and searched for on the way.
    gone: BTreeSet<DocId>,
    /// What is still to be read.
    left: VecDeque<Query>,
    found: Vec<Opened>,
    /// Records that came late and are read.
    late: Vec<RecordKey>,
}

impl Desk {
    /// Begins the next search, if there is something to search for.
    pub(super) fn search_next(&mut self, ctx: &mut Ctx) {
        if self.forgetting.search.is_some() {
            return;
        }
        let docs = core::mem::take(&mut self.forgetting.wanted);
        if !docs.is_empty() || (self.leader && !self.forgetting.unsearched.is_empty()) {
            return self.search(ctx, docs, Vec::new(), self.page(self.space.0.to_vec()));
        }
        let Some(space) = self.spaces.get(&self.space).filter(|_| self.leader) else {
            return;
        };
        let durable = |key: &&RecordKey| space.durable().covers(&key.replica, key.counter);
        let late = self.forgetting.late.iter().filter(durable);
        let mut late: VecDeque<_> = late.take(LATE_AT_ONCE).copied().collect();
        if let Some(first) = late.front() {
            let first = row_of(first);
            let keys = late.iter().copied().collect();
            late.pop_front();
            let left = late.iter().map(row_of).collect();
            self.search(ctx, BTreeSet::new(), keys, first);
            if let Some(search) = &mut self.forgetting.search {
                search.left = left;
            }
        }
    }

    fn search(&mut self, ctx: &mut Ctx, docs: BTreeSet<DocId>, late: Vec<RecordKey>, first: Query) {
        ctx.load(first, LoadFor::Forget);
        let gone = match late.as_slice() {
            [] => self.forgetting.unsearched.clone(),
            _ => BTreeSet::new(),
        };
        self.forgetting.search = Some(Search {
            docs,
            gone,
            left: VecDeque::new(),
            found: Vec::new(),
            late,
        });
    }

    /// All records from a key on, as many as are read at a time.
    fn page(&self, from: Vec<u8>) -> Query {
        Query {
            from,
            max_bytes: PAGE_BYTES,
            ..rows::all_under(Table::Records, &self.space.0)
        }
    }

    /// Records in which something may be found.
    pub(crate) fn records_searched(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let Some(mut search) = self.forgetting.search.take() else {
            return;
        };
        let Ok(rows) = rows else {
            return self.give_up(&search.docs);
        };
        let last = rows.last().filter(|_| search.late.is_empty());
        let next = last.map(|last| self.page([last.key.as_slice(), &[0]].concat()));
        for row in rows {
            search.found.extend(self.touching(&search.docs, &row));
        }
        if let Some(next) = next.or_else(|| search.left.pop_front()) {
            ctx.load(next, LoadFor::Forget);
            self.forgetting.search = Some(search);
            return;
        }
        let Search {
            docs,
            gone,
            found,
            late,
            ..
        } = search;
        if !self.make_packs(ctx, rng, &docs, &found) {
            self.give_up(&docs);
        }
        self.searched(ctx, &gone, &late);
    }

    /// The record in a row, if it touches what is gone or to be gone and no pack covers it.
    fn touching(&self, docs: &BTreeSet<DocId>, row: &Row) -> Option<Opened> {
        let opened = self.space().map(|space| Space::read(space, &row.value))?;
        let opened = opened.ok().filter(|opened| !opened.newer)?;
        let forgetting = &self.forgetting;
        let goes = |doc: &DocId| docs.contains(doc) || forgetting.is_gone(doc);
        let touches = opened.touches.iter().any(|touch| goes(&touch.doc));
        (touches && !forgetting.covered.contains_key(&opened.key)).then_some(opened)
    }

    /// These were searched for, and these records looked at. What no pack covers now says nothing of what is gone, or
    /// cannot be covered.
    fn searched(&mut self, ctx: &mut Ctx, gone: &BTreeSet<DocId>, late: &[RecordKey]) {
        let mut batch = Batch::default();
        for doc in gone {
            self.forgetting.unsearched.remove(doc);
            let row = rows::sort_doc_key(rows::SEARCH, &self.space, doc);
            batch.write(rows::remove(Table::Meta, row));
        }
        for key in late {
            if self.forgetting.late.remove(key) {
                batch.write(rows::remove(Table::Meta, rows::sort_key(rows::LATE, key)));
            }
        }
        ctx.outbox.add(batch);
    }

    /// It cannot be done: what was to be gone is put away as before.
    fn give_up(&mut self, docs: &BTreeSet<DocId>) {
        let forgetting = &mut self.forgetting;
        let failed = u32::try_from(docs.len()).unwrap_or(u32::MAX);
        forgetting.failed = forgetting.failed.saturating_add(failed);
        forgetting.noted.clear();
        self.relist = true;
    }
}

fn row_of(key: &RecordKey) -> Query {
    one(Table::Records, key.to_bytes().to_vec())
}
