//! What follows when a pack comes, ours or another device's: documents are gone, records are covered, and what was
//! not known to whoever made it is looked for.

use super::{Ctx, Desk};
use crate::io::Table;
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::{Id, Update};
use commonplace_protocol::{DocId, RecordKey};
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

    /// Takes in what a pack says of what is gone, and which records it covers.
    pub(in crate::desk) fn take_pack(&mut self, ctx: &mut Ctx, batch: &mut Batch, opened: &Opened) {
        let Some(pack) = &opened.pack else { return };
        // What a team has is nobody's alone to delete for ever; what a pack says besides is taken like any record.
        if self.belonging().is_some() {
            return;
        }
        for doc in &pack.forgotten {
            let key = rows::sort_doc_key(rows::FORGOTTEN, &self.space, doc);
            batch.write(rows::put(Table::Meta, key, Vec::new()));
            if !self.forgetting.is_gone(doc) {
                // Something may be here that whoever made the pack did not know: another pack, at the same time, say.
                // It is looked for once more, even if this tab is closed before it can.
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
