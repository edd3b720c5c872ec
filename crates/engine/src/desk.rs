//! An open journal: its space, its documents and its index, and the one way anything is written.

mod arriving;
mod booting;
mod chunks;
mod devices;
mod editing;
mod finding;
mod forgetting;
mod generations;
mod handing;
mod hearing;
mod importing;
mod links;
mod opening;
mod photos;
mod renewing;
mod running;
mod safety;
mod showing;
mod team;
mod viewing;
mod words_check;

pub(crate) use arriving::From;
pub(crate) use booting::Start;
pub(crate) use team::{Whose, handle_of, problem, problem_of, role_of};

use crate::copies::Copies;
use crate::ctx::Ctx;
use crate::io::Table;
use crate::outbox::{Batch, Done};
use crate::rows::{
    self, CardRow, Coverage, DocRow, IdentityRow, SearchedRow, TextRow, TipRow, TouchCard, Touched,
};
use crate::shelf::{Known, Shelf};
use crate::status::RelayStatus;
use commonplace_api::{Day, Id, Notice};
use commonplace_domain::{Card, Journal, Retold};
use commonplace_protocol::{DocId, RecordKey, ReplicaId};
use commonplace_sync::{Space, Spaces, Touch};
use devices::Introduction;
use forgetting::Forgetting;
use generations::Generations;
use handing::Handing;
use importing::Importing;
use links::Links;
use photos::Photos;
use rand_core::CryptoRng;
use renewing::SettingAside;
use std::collections::HashMap;
use words_check::Check;

/// A saved copy is made when so many records have gathered.
const SOURCES_BEFORE_SAVING: usize = 32;

/// An open journal.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing about one other thing"
)]
pub(crate) struct Desk {
    /// The person's own, or a team's. What is the person's alone below lies idle in a team's.
    whose: Whose,
    pub(crate) identity: IdentityRow,
    pub(crate) space: commonplace_protocol::SpaceId,
    pub(crate) spaces: Spaces,
    pub(crate) journal: Journal,
    pub(crate) shelf: Shelf,
    pub(crate) import: Importing,
    pub(crate) photos: Photos,
    pub(crate) forgetting: Forgetting,
    pub(crate) relay: RelayStatus,
    pub(crate) arriving: Option<Arriving>,
    pub(crate) words_shown: bool,
    pub(crate) copies: Copies,
    /// What was looked for on this device.
    searched: SearchedRow,
    pub(crate) check: Check,
    pub(crate) introduction: Introduction,
    pub(crate) handing: Handing,
    pub(crate) generations: Generations,
    links: Links,
    /// The relay has given all it had; the last of it may not be stored yet.
    relay_caught_up: bool,
    /// What the relay holds changed and is not stored.
    confirmed_changed: bool,
    aside: Option<SettingAside>,
    /// A replica that was set aside, until that is stored.
    renewed: Option<ReplicaId>,
    leader: bool,
    home: String,
    dialled: Option<String>,
    slot: u32,
    slot_stored: bool,
    cards_loaded: bool,
    texts_loaded: bool,
    /// What the cards reflected when their words were asked for.
    texts_asked: HashMap<DocId, Coverage>,
    /// What the other tabs were last told of the relay.
    told_tabs: Option<RelayStatus>,
    /// The list of entries is not what the screens were told.
    relist: bool,
    /// The day the screens were told of.
    shown_day: Option<Day>,
}

/// The first time a journal comes to this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arriving {
    pub(crate) held_before: u64,
    pub(crate) total: u64,
}

/// A change to a document, ready to be sealed.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) doc: DocId,
    /// Automerge changes; empty when only card and words are told.
    pub(crate) changes: Vec<u8>,
    pub(crate) card: Card,
    /// Words for the search, when they are told along.
    pub(crate) words: Option<String>,
    /// The words told before: what became of them is enough for most.
    pub(crate) told: Option<String>,
}

impl core::fmt::Debug for Desk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Desk")
            .field("space", &self.space)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// The space. It is in `spaces` for as long as the desk stands.
    pub(crate) fn space(&self) -> Option<&Space> {
        self.spaces.get(&self.space)
    }

    pub(crate) fn space_mut(&mut self) -> Option<&mut Space> {
        self.spaces.get_mut(&self.space)
    }

    fn writer(&self) -> Option<ReplicaId> {
        self.space().and_then(Space::writer)
    }

    /// Seals changes into one record and queues it for the disk, with cards and words. `false`
    /// when they are too much for one record; then nothing was changed.
    pub(crate) fn write(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        changes: &[Change],
        imported: u32,
    ) -> bool {
        let touches: Vec<Touch> = changes.iter().map(|change| self.touch(change)).collect();
        let Some(space) = self.spaces.get_mut(&self.space) else {
            return false;
        };
        let sealed = match space.seal(rng, &touches) {
            Ok(sealed) => sealed,
            Err(_) if changes.len() > 1 => return self.write_halves(ctx, rng, changes, imported),
            Err(_) => return false,
        };
        let mut batch = Batch::default();
        batch.record(sealed.key, sealed.bytes);
        batch.done.imported = imported;
        self.put_tip(&mut batch, sealed.key.replica);
        self.copies.begin(&mut batch, &self.space, ctx.now.ms);
        self.put_slot(&mut batch, sealed.key.replica);
        for change in changes {
            self.shelve(&mut batch, sealed.key, change);
            self.note_if_going(&mut batch, sealed.key, change.doc);
        }
        ctx.outbox.add(batch);
        true
    }

    fn write_halves(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        changes: &[Change],
        imported: u32,
    ) -> bool {
        let (first, second) = changes.split_at(changes.len() / 2);
        self.write(ctx, rng, first, 0) && self.write(ctx, rng, second, imported)
    }

    fn touch(&self, change: &Change) -> Touch {
        let after = self
            .shelf
            .known(&change.doc)
            .map(|known| known.coverage.clone());
        let words = change.words.as_deref();
        let retold = change.told.as_deref().zip(words);
        let retold = retold.and_then(|(before, now)| Retold::between(before, now));
        let card = TouchCard {
            card: change.card.to_bytes().into(),
            text: words.filter(|_| retold.is_none()).map(ToOwned::to_owned),
            after: after.unwrap_or_default(),
            retold,
        };
        Touch {
            doc: change.doc,
            kind: change.card.kind,
            changes: change.changes.clone(),
            card: rows::encode(&card),
        }
    }

    /// Notes what a record of our own did to a document, in memory and in the batch.
    fn shelve(&mut self, batch: &mut Batch, key: RecordKey, change: &Change) {
        let touched = Touched {
            replica: key.replica,
            counter: key.counter,
        };
        let known = self.shelf.known_mut(change.doc);
        known.reflect_all();
        known.coverage.raise(touched);
        if !change.changes.is_empty() {
            known.sources.push(touched);
        }
        self.list(change.doc, &change.card, change.words.as_deref());
        self.put_card(batch, change.doc, &change.card);
        if let Some(words) = &change.words {
            self.put_words(batch, change.doc, words);
        }
    }

    /// Shows a card in the journal.
    pub(crate) fn list(&mut self, doc: DocId, card: &Card, words: Option<&str>) {
        self.relist = true;
        self.note_photos(doc, card);
        self.journal.put(Id(doc.0), card.clone());
        if let Some(words) = words {
            self.journal.set_text(Id(doc.0), words);
        }
    }

    /// Queues a document's card, with a saved copy when many records have gathered and the
    /// document is in memory anyway.
    pub(crate) fn put_card(&mut self, batch: &mut Batch, doc: DocId, card: &Card) {
        let Some(writer) = self.writer() else { return };
        let key = rows::doc_key(&self.space, &doc, &writer);
        let sources = self
            .shelf
            .known(&doc)
            .map_or(0, |known| known.sources.len());
        if sources > SOURCES_BEFORE_SAVING {
            if let Some(open) = self.shelf.open_mut(&doc) {
                let saved = open.entry.save().into();
                let known = self.shelf.known_mut(doc);
                known.saved = known.here();
                known.sources.clear();
                let row = DocRow {
                    saved,
                    coverage: known.saved.clone(),
                };
                batch.write(rows::put(Table::Docs, key.clone(), rows::encode(&row)));
            } else {
                self.shelf.mark_stale(doc);
            }
        }
        let Known {
            coverage,
            saved,
            sources,
        } = self.shelf.known_mut(doc).clone();
        let row = CardRow {
            card: card.to_bytes().into(),
            coverage,
            sources,
            saved,
        };
        batch.write(rows::put(Table::Cards, key, rows::encode(&row)));
    }

    /// Queues a document's words for the search.
    pub(crate) fn put_words(&mut self, batch: &mut Batch, doc: DocId, words: &str) {
        let Some(writer) = self.writer() else { return };
        let coverage = self.shelf.known_mut(doc).coverage.clone();
        let row = TextRow {
            text: words.to_owned(),
            coverage,
        };
        let key = rows::doc_key(&self.space, &doc, &writer);
        batch.write(rows::put(Table::Texts, key, rows::encode(&row)));
    }

    /// Queues the tip of a replica.
    pub(crate) fn put_tip(&self, batch: &mut Batch, replica: ReplicaId) {
        let Some(tip) = self.space().and_then(|space| space.tip(&replica)) else {
            return;
        };
        let row = TipRow {
            counter: tip.counter,
            id: tip.id,
            member: tip.member,
        };
        let key = rows::tip_key(&self.space, &replica);
        batch.write(rows::put(Table::Meta, key, rows::encode(&row)));
    }

    /// Queues the id of this tab's replica with the first record written under it.
    fn put_slot(&mut self, batch: &mut Batch, replica: ReplicaId) {
        if !core::mem::replace(&mut self.slot_stored, true) {
            let key = self.whose.slot_key(self.slot, &self.space);
            batch.write(rows::put(Table::Meta, key, replica.0.to_vec()));
        }
    }

    /// Something reached the disk: now others may hear of it.
    pub(crate) fn stored(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, done: &Done) {
        if let Some(space) = self.space_mut() {
            done.records
                .iter()
                .for_each(|(key, _)| space.persisted(key));
        }
        if let Some(replica) = self.renewed.take_if(|_| done.renewed) {
            self.tell_renewed(ctx, rng, replica);
        }
        self.hold_chunks(&done.chunks);
        self.tell_chunks(ctx, rng, &done.chunks);
        self.tell_links(ctx, rng, &done.records);
        self.import.stored(done.imported);
        self.forgetting.packed(done.forgotten);
    }

    /// One of our own entries cannot be opened: say so, change nothing.
    pub(crate) fn unreadable(ctx: &mut Ctx, doc: DocId) {
        ctx.notice(Notice::EntryUnreadable(Id(doc.0)));
    }
}
