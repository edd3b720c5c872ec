//! Records from elsewhere: judged, opened, listed, and queued for the disk.

use super::{Ctx, Desk};
use crate::outbox::Batch;
use crate::rows::{self, TouchCard, Touched};
use commonplace_api::{Id, Kind, Update};
use commonplace_domain::{Card, CardAndText};
use commonplace_protocol::{DocId, RecordKey};
use commonplace_sync::{Opened, SyncError, Touch};
use std::collections::{BTreeMap, BTreeSet};

/// Where records come from, which tells whether they are on this disk already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// A relay or a peer: to be stored here.
    Elsewhere,
    /// Another tab stored them before it spoke, or they were read from the disk.
    ThisDisk,
}

/// What became of records that came.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// Those that were on this disk already.
    pub(crate) records: Vec<(RecordKey, Vec<u8>)>,
    /// Why others were not taken.
    pub(crate) declined: Vec<SyncError>,
}

/// Documents in memory that records changed.
#[derive(Debug, Default)]
struct Changed {
    /// All of them.
    docs: BTreeSet<DocId>,
    /// Those whose card has to be made of the document, and whether a record brought words.
    anew: BTreeMap<DocId, bool>,
}

impl Desk {
    /// Takes records in the order they came.
    pub(crate) fn take_records(
        &mut self,
        ctx: &mut Ctx,
        records: Vec<Vec<u8>>,
        from: From,
    ) -> Taken {
        let mut batch = Batch::default();
        let mut taken = Taken::default();
        let mut changed = Changed::default();
        for bytes in records {
            let Some(space) = self.space_mut() else {
                return taken;
            };
            match space.open(&bytes) {
                Ok(opened) => {
                    space.accept(&opened);
                    if from == From::ThisDisk {
                        space.persisted(&opened.key);
                    }
                    self.take_pack(ctx, &mut batch, &opened);
                    self.take_record(&mut batch, &opened, &bytes, from, &mut changed);
                    if from == From::Elsewhere {
                        batch.record(opened.key, bytes);
                        self.put_tip(&mut batch, opened.key.replica);
                    } else {
                        taken.records.push((opened.key, bytes));
                    }
                }
                Err(error) => taken.declined.push(error),
            }
        }
        self.make_cards(&mut batch, &changed.anew, from);
        ctx.outbox.add(batch);
        changed
            .docs
            .into_iter()
            .for_each(|doc| self.show_change(ctx, doc));
        taken
    }

    /// Cards and words of documents in memory that were changed, once for all records that came: each time the whole
    /// document is read.
    fn make_cards(&mut self, batch: &mut Batch, anew: &BTreeMap<DocId, bool>, from: From) {
        for (doc, settled) in anew {
            let Some(open) = self.shelf.open_mut(doc) else {
                continue;
            };
            let CardAndText { card, text } = CardAndText::of(&open.entry);
            self.list(*doc, &card, Some(&text));
            if from == From::Elsewhere {
                self.put_card(batch, *doc, &card);
                if *settled {
                    self.put_words(batch, *doc, &text);
                }
            }
        }
    }

    fn take_record(
        &mut self,
        batch: &mut Batch,
        opened: &Opened,
        bytes: &[u8],
        from: From,
        changed: &mut Changed,
    ) {
        let touched = Touched {
            replica: opened.key.replica,
            counter: opened.key.counter,
        };
        for touch in &opened.touches {
            self.note_if_going(batch, opened.key, touch.doc);
            if self.forgetting.is_gone(&touch.doc)
                || !self.may_touch(opened, &touch.doc, touch.kind)
            {
                continue;
            }
            let Some(told) = rows::decode::<TouchCard>(&touch.card) else {
                continue;
            };
            let words = self.words_told(touch.doc, &told);
            let card = self.take_touch(touch, &told, words.as_deref(), touched, bytes, changed);
            if from == From::Elsewhere
                && let Some(card) = card
            {
                self.put_card(batch, touch.doc, &card);
                if let Some(words) = &words {
                    self.put_words(batch, touch.doc, words);
                }
            }
        }
    }

    /// The words for the search that a record brings, whole or as a change of those that are here.
    fn words_told(&self, doc: DocId, told: &TouchCard) -> Option<String> {
        if told.text.is_some() {
            return told.text.clone();
        }
        told.retold.as_ref()?.apply(self.journal.text(Id(doc.0))?)
    }

    /// Notes what a record did to a document. Returns the card to keep of it.
    fn take_touch(
        &mut self,
        touch: &Touch,
        told: &TouchCard,
        words: Option<&str>,
        touched: Touched,
        record: &[u8],
        changed: &mut Changed,
    ) -> Option<Card> {
        let doc = touch.doc;
        let known = self.shelf.known_mut(doc);
        let one_sided = told.after.dominates(&known.coverage);
        let foretold = known.coverage.get(&touched.replica) >= touched.counter;
        let same = one_sided && known.coverage.dominates(&told.after);
        if !touch.changes.is_empty() {
            known.sources.push(touched);
        }
        if let Some(open) = self.shelf.open_mut(&doc) {
            open.entry.apply_changes(&touch.changes).ok()?;
            let is_typed_in = open.dirty_since_ms.is_some();
            changed.docs.insert(doc);
            self.shelf.known_mut(doc).coverage.raise(touched);
            // Whoever wrote it had what is here and no more, so the document is what they say it is.
            let as_told = words.filter(|_| same && !is_typed_in);
            let Some((words, card)) = as_told.zip(Card::from_bytes(&told.card).ok()) else {
                *changed.anew.entry(doc).or_default() |= words.is_some();
                return None;
            };
            changed.anew.remove(&doc);
            self.list(doc, &card, Some(words));
            return Some(card);
        }
        self.shelf.add_while_opening(&doc, record);
        if foretold {
            // A later record brought a card that reflects this one already.
            return self.journal.card(Id(doc.0)).cloned();
        }
        if !one_sided {
            // Two sides changed it. Until both are put together, the card reflects only one.
            self.shelf.mark_stale(doc);
            return self.journal.card(Id(doc.0)).cloned();
        }
        let known = self.shelf.known_mut(doc);
        known.coverage.merge(&told.after);
        known.coverage.raise(touched);
        let reflected = known.is_reflected();
        let card = Card::from_bytes(&told.card).ok()?;
        if Kind::from_number(touch.kind).is_some() {
            self.list(doc, &card, words);
            if words.is_some() && reflected {
                self.shelf.mark_fresh(&doc);
            } else {
                self.shelf.mark_stale(doc);
            }
        }
        Some(card)
    }

    /// Editors of a document that others changed get their patches.
    fn show_change(&mut self, ctx: &mut Ctx, doc: DocId) {
        self.offer(ctx, doc);
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        let meta = open.entry.meta();
        for view in ctx.views.editors_of(Id(doc.0)) {
            ctx.tell(view, Update::EntryMeta(meta.clone()));
        }
    }
}
