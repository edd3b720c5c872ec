//! Making packs: what the records to be covered say of documents that stay, the documents that are gone, and the
//! names of the records. All packs of one search reach the disk together, or none does.

use super::{Ctx, Desk};
use crate::desk::Change;
use crate::outbox::Batch;
use crate::rows::{self, TouchCard, Touched};
use commonplace_api::Id;
use commonplace_domain::Card;
use commonplace_protocol::{Cover, DocId, RecordKey};
use commonplace_sync::{Opened, Pack, Sealed, Space, Touch};
use rand_core::CryptoRng;
use std::collections::{BTreeMap, BTreeSet};

/// Records covered by one pack: few enough that a later pack can cover this one and all of them.
const COVERED_AT_ONCE: usize = 128;

/// A pack on its way to the disk.
struct Made {
    sealed: Sealed,
    stays: Vec<Change>,
}

impl Desk {
    /// Makes packs that stand for `found` and leave out `docs`, and whatever else is gone. `false` if that cannot be
    /// done; then nothing has changed.
    pub(super) fn make_packs(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        docs: &BTreeSet<DocId>,
        found: &[Opened],
    ) -> bool {
        if found.is_empty() {
            return docs.is_empty();
        }
        let Some(mut next) = self.space().cloned() else {
            return false;
        };
        let mut made = Vec::new();
        for records in found.chunks(COVERED_AT_ONCE) {
            if self
                .seal_packs(&mut next, rng, docs, records, &mut made)
                .is_none()
            {
                return false;
            }
        }
        self.spaces.insert(self.space, next);
        let mut batch = Batch::default();
        batch.done.forgotten = u32::try_from(docs.len()).unwrap_or(u32::MAX);
        for Made { sealed, stays } in made {
            self.keep_pack(ctx, &mut batch, sealed, &stays);
        }
        // What came meanwhile and was not found is covered next.
        for key in core::mem::take(&mut self.forgetting.noted) {
            self.forgetting.late.insert(key);
            let key = rows::sort_key(rows::LATE, &key);
            batch.write(rows::put(crate::io::Table::Meta, key, Vec::new()));
        }
        ctx.outbox.add(batch);
        true
    }

    /// Seals one pack, or two for half of the records each, and so on.
    fn seal_packs(
        &self,
        next: &mut Space,
        rng: &mut dyn CryptoRng,
        docs: &BTreeSet<DocId>,
        records: &[Opened],
        made: &mut Vec<Made>,
    ) -> Option<()> {
        let (pack, stays) = self.account_for(docs, records)?;
        let touches: Vec<Touch> = stays.iter().map(|change| self.touch(change)).collect();
        if let Ok(sealed) = next.seal_pack(rng, &touches, &pack) {
            made.push(Made { sealed, stays });
            return Some(());
        }
        if records.len() < 2 {
            return None;
        }
        let (first, second) = records.split_at(records.len() / 2);
        self.seal_packs(next, rng, docs, first, made)?;
        self.seal_packs(next, rng, docs, second, made)
    }

    /// What a pack for these records is to say. `None` if one of them says something that cannot be said again.
    fn account_for(
        &self,
        docs: &BTreeSet<DocId>,
        records: &[Opened],
    ) -> Option<(Pack, Vec<Change>)> {
        let mut covers = BTreeMap::new();
        let mut forgotten = docs.clone();
        let mut stays: BTreeMap<DocId, Change> = BTreeMap::new();
        for record in records {
            let before = record.pack.iter();
            let cover = cover(record);
            for cover in before.clone().flat_map(|pack| &pack.covers).chain([&cover]) {
                covers.insert((cover.replica, cover.from, cover.to), cover.clone());
            }
            forgotten.extend(before.flat_map(|pack| &pack.forgotten));
            for touch in &record.touches {
                if docs.contains(&touch.doc) || self.forgetting.is_gone(&touch.doc) {
                    forgotten.insert(touch.doc);
                } else if let Some(change) = stays.get_mut(&touch.doc) {
                    change.changes.extend_from_slice(&touch.changes);
                } else {
                    stays.insert(touch.doc, self.said_again(touch)?);
                }
            }
        }
        let pack = Pack {
            covers: covers.into_values().collect(),
            forgotten: forgotten.into_iter().collect(),
        };
        Some((pack, stays.into_values().collect()))
    }

    /// What a record said of a document that stays, with its card as it is now.
    fn said_again(&self, touch: &Touch) -> Option<Change> {
        let card = if let Some(card) = self.journal.card(Id(touch.doc.0)) {
            card.clone()
        } else {
            let told: TouchCard = rows::decode(&touch.card)?;
            Card::from_bytes(&told.card).ok()?
        };
        if card.kind != touch.kind {
            return None;
        }
        Some(Change {
            doc: touch.doc,
            changes: touch.changes.clone(),
            card,
            words: None,
            told: None,
        })
    }

    /// Notes a pack of our own, in memory and in the batch.
    fn keep_pack(&mut self, ctx: &mut Ctx, batch: &mut Batch, sealed: Sealed, stays: &[Change]) {
        let (key, opened) = (
            sealed.key,
            self.space().map(|space| space.read(&sealed.bytes)),
        );
        batch.record(key, sealed.bytes);
        self.put_tip(batch, key.replica);
        self.copies.begin(batch, &self.space, ctx.now.ms);
        self.put_slot(batch, key.replica);
        for change in stays {
            self.shelve_again(batch, key, change);
        }
        if let Some(Ok(opened)) = opened {
            self.take_pack(ctx, batch, &opened);
        }
    }

    /// The changes of a document that stays are in this record, too.
    fn shelve_again(&mut self, batch: &mut Batch, key: RecordKey, change: &Change) {
        let touched = Touched {
            replica: key.replica,
            counter: key.counter,
        };
        let known = self.shelf.known_mut(change.doc);
        let reflected = known.is_reflected();
        known.coverage.raise(touched);
        if !change.changes.is_empty() {
            known.sources.push(touched);
        }
        if !reflected {
            self.shelf.mark_stale(change.doc);
        }
        self.put_card(batch, change.doc, &change.card);
    }
}

fn cover(record: &Opened) -> Cover {
    Cover {
        replica: record.key.replica,
        from: record.key.counter,
        to: record.key.counter,
        last: record.id,
    }
}
