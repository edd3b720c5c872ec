//! What follows when a pack comes, ours or another device's: documents are gone, records are covered, and what was
//! not known to whoever made it is looked for.

use super::{Ctx, Desk};
use crate::io::Table;
use crate::outbox::Batch;
use crate::rows::{self, Touched};
use commonplace_api::{Id, Update};
use commonplace_protocol::{Cover, DocId, RecordKey};
use commonplace_sync::Opened;

impl Desk {
    /// A record touches a document: one that is gone, or on its way out, wants it covered.
    pub(in crate::desk) fn note_if_going(&mut self, batch: &mut Batch, key: RecordKey, doc: DocId) {
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
    pub(in crate::desk) fn take_pack(
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
