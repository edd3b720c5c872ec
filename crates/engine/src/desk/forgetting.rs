//! Deleting for ever. A pack names the documents that are gone and stands for every record that touches one; what
//! those records say of other documents is in it. Only when the pack is on the disk, and a covered record was read
//! again and found to be accounted for, does a stand-in take its place.

mod making;
mod searching;
mod sweeping;
mod telling;

use super::finding::MAX_WINDOW;
use super::{Ctx, Desk};
use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows::{self, Touched};
use commonplace_api::{EntryRow, Id, Kind, Update};
use commonplace_protocol::{Cover, DocId, RecordKey, SpaceId};
use commonplace_sync::Opened;
use rand_core::CryptoRng;
use searching::Search;
use std::collections::{BTreeMap, BTreeSet};
use sweeping::{Purge, Sweep};

/// What is known of documents that are gone for ever, and what is still to be done about them.
#[derive(Debug, Default)]
pub(crate) struct Forgetting {
    /// They are gone for ever.
    gone: BTreeSet<DocId>,
    /// They are to be.
    wanted: BTreeSet<DocId>,
    search: Option<Search>,
    /// Records that came while what they touch was on its way out: the search may have missed them.
    noted: BTreeSet<RecordKey>,
    /// What is gone by another device's word: it may not have known of every record that is here.
    unsearched: BTreeSet<DocId>,
    /// Records that touch what is gone, and that no pack covers.
    late: BTreeSet<RecordKey>,
    /// Records that may still be here as they were, and the pack that covers them.
    covered: BTreeMap<RecordKey, RecordKey>,
    /// Those of them that were not accounted for. They stay.
    stuck: BTreeSet<RecordKey>,
    sweep: Option<Sweep>,
    /// Documents of which rows may be left.
    remains: BTreeSet<DocId>,
    purge: Option<Purge>,
    /// Records that were replaced, of which the relay has not heard, and the pack that covers them.
    telling: BTreeMap<RecordKey, RecordKey>,
    /// Those it is being told of on this connection.
    asked: BTreeSet<RecordKey>,
    /// A backup is being made: no record may change.
    pub(crate) hold_still: bool,
    done: u32,
    failed: u32,
}

impl Forgetting {
    /// As it was stored in `meta`.
    pub(crate) fn stored(meta: &[Row], space: &SpaceId) -> Self {
        let all = |sort: &str| {
            let prefix = rows::sort_prefix(sort, space);
            let of_sort = move |row: &Row| row.key.starts_with(&prefix);
            meta.iter().filter(move |row| of_sort(row))
        };
        let record = |sort: &str, row: &Row| RecordKey::from_bytes(row.key.get(sort.len()..)?);
        let pairs = |sort: &str| {
            let pair = |row: &Row| Some((record(sort, row)?, RecordKey::from_bytes(&row.value)?));
            all(sort).filter_map(pair).collect()
        };
        let doc = |row: &Row| row.key.last_chunk().copied().map(DocId);
        Self {
            gone: all(rows::FORGOTTEN).filter_map(doc).collect(),
            unsearched: all(rows::SEARCH).filter_map(doc).collect(),
            late: all(rows::LATE)
                .filter_map(|row| record(rows::LATE, row))
                .collect(),
            covered: pairs(rows::COVERED),
            telling: pairs(rows::TELLING),
            ..Self::default()
        }
    }

    /// Whether a document is gone for ever.
    pub(crate) fn is_gone(&self, doc: &DocId) -> bool {
        self.gone.contains(doc)
    }

    /// Whether it is, or will be in a moment.
    pub(crate) fn is_going(&self, doc: &DocId) -> bool {
        self.is_gone(doc) || self.is_leaving(doc)
    }

    fn is_leaving(&self, doc: &DocId) -> bool {
        let searched = self.search.as_ref();
        self.wanted.contains(doc) || searched.is_some_and(|search| search.docs.contains(doc))
    }

    /// A row of this document was found. Whether it is one of those that should not be there.
    pub(crate) fn remains(&mut self, doc: DocId) -> bool {
        let gone = self.is_gone(&doc);
        if gone {
            self.remains.insert(doc);
        }
        gone
    }

    /// A pack reached the disk.
    pub(crate) const fn packed(&mut self, documents: u32) {
        self.done = self.done.saturating_add(documents);
    }

    /// What a screen shows of it.
    pub(crate) fn view(&self) -> commonplace_api::update::Forgetting {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let searched = self.search.as_ref().map_or(0, |search| search.docs.len());
        commonplace_api::update::Forgetting {
            under_way: count(self.wanted.len().saturating_add(searched)),
            done: self.done,
            failed: self.failed,
            here: count(self.covered.len().saturating_add(self.late.len())),
            at_relay: count(self.telling.len()),
        }
    }
}

impl Desk {
    /// Documents that were put away are to be gone for ever.
    pub(crate) fn forget(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, ids: &[Id]) {
        for id in ids {
            let doc = DocId(id.0);
            let away = self.journal.card(*id).is_some_and(|card| card.deleted);
            if away && !self.forgetting.is_going(&doc) {
                self.commit(ctx, rng, doc, true);
                self.forgetting.wanted.insert(doc);
                self.relist = true;
            }
        }
    }

    /// What was put away and is not on its way out.
    pub(super) fn put_away(&self) -> Vec<(Kind, EntryRow)> {
        let mut rows = self.journal.put_away(MAX_WINDOW);
        rows.retain(|(_, row)| !self.forgetting.is_going(&DocId(row.id.0)));
        rows
    }

    /// What comes next of all that is to be done, once everything so far is on the disk: a write under way may fail,
    /// and then a read before it would have missed something.
    pub(super) fn mind_forgetting(&mut self, ctx: &mut Ctx) {
        if !ctx.outbox.is_empty() || self.aside.is_some() || self.arriving.is_some() {
            return;
        }
        self.search_next(ctx);
        // Each tab looks for rows once its own are written.
        self.purge_next(ctx);
        if self.leader {
            self.sweep_next(ctx);
            self.tell_next(ctx);
        }
    }

    /// A record touches a document: one that is gone, or on its way out, wants it covered.
    pub(super) fn note_if_going(&mut self, batch: &mut Batch, key: RecordKey, doc: DocId) {
        let forgetting = &mut self.forgetting;
        if forgetting.is_gone(&doc) {
            if !forgetting.covered.contains_key(&key) && forgetting.late.insert(key) {
                let key = rows::sort_key(rows::LATE, &key);
                batch.write(rows::put(Table::Meta, key, Vec::new()));
            }
        } else if forgetting.is_leaving(&doc) {
            forgetting.noted.insert(key);
        }
    }

    /// Takes in what a pack says of what is gone, and which records it covers. `searched`: of what it says is gone,
    /// all that is here was searched.
    pub(super) fn take_pack(
        &mut self,
        ctx: &mut Ctx,
        batch: &mut Batch,
        opened: &Opened,
        searched: bool,
    ) {
        let Some(pack) = &opened.pack else { return };
        for doc in &pack.forgotten {
            let key = rows::sort_doc_key(rows::FORGOTTEN, &self.space, doc);
            batch.write(rows::put(Table::Meta, key, Vec::new()));
            if !searched && self.may_know_more(doc, &pack.covers) {
                let key = rows::sort_doc_key(rows::SEARCH, &self.space, doc);
                batch.write(rows::put(Table::Meta, key, Vec::new()));
                self.forgetting.unsearched.insert(*doc);
            }
            self.let_go(ctx, *doc);
        }
        // Of a longer range only the last record could be told from another one under its number.
        for cover in pack.covers.iter().filter(|cover| cover.from == cover.to) {
            let covered = RecordKey {
                space: self.space,
                replica: cover.replica,
                counter: cover.to,
            };
            let by = opened.key.to_bytes().to_vec();
            batch.write(rows::put(
                Table::Meta,
                rows::sort_key(rows::COVERED, &covered),
                by,
            ));
            self.forgetting.covered.insert(covered, opened.key);
            self.forgetting.stuck.remove(&covered);
            self.forgetting.noted.remove(&covered);
            if self.forgetting.late.remove(&covered) {
                let late = rows::sort_key(rows::LATE, &covered);
                batch.write(rows::remove(Table::Meta, late));
            }
        }
    }

    /// Whether a record that touches the document may be here which whoever made the pack did not know. If they knew
    /// the last one of each replica, they knew those before it.
    fn may_know_more(&self, doc: &DocId, covers: &[Cover]) -> bool {
        let Some(known) = self
            .shelf
            .known(doc)
            .filter(|_| !self.forgetting.is_gone(doc))
        else {
            return false;
        };
        let mut seen = known.here();
        seen.merge(&known.coverage);
        let is_covered = |touched: Touched| {
            let mut covers = covers.iter();
            covers.any(|cover| cover.replica == touched.replica && cover.to == touched.counter)
        };
        !seen.iter().all(is_covered)
    }

    /// A document is gone for ever: nothing is known of it any more.
    fn let_go(&mut self, ctx: &mut Ctx, doc: DocId) {
        let forgetting = &mut self.forgetting;
        forgetting.wanted.remove(&doc);
        if !forgetting.gone.insert(doc) {
            return;
        }
        forgetting.remains.insert(doc);
        self.shelf.forget(&doc);
        self.texts_asked.remove(&doc);
        self.journal.remove(Id(doc.0));
        let chunks = self.photos.forget_document(&doc).concat();
        if let Some(space) = self.space_mut() {
            space.chunks_mut().unwant(&chunks.into_iter().collect());
        }
        self.photos.changed = true;
        self.relist = true;
        for view in ctx.views.editors_of(Id(doc.0)) {
            ctx.tell(view, Update::EntryMissing);
        }
    }
}
