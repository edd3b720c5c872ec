//! The chunks of pictures: which are on the disk, which are wanted, and what the links say and hear of them. What is
//! in them is the business of [`super::photos`].

use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{LinkId, Row, Table};
use crate::outbox::Batch;
use crate::rows;
use crate::shelf::one;
use commonplace_api::{Id, Problem};
use commonplace_domain::Card;
use commonplace_protocol::{ChunkId, DocId};
use rand_core::CryptoRng;
use std::collections::BTreeSet;

impl Desk {
    /// Asks what is on the disk.
    pub(crate) fn load_chunks(&self, ctx: &mut Ctx) {
        let marks = rows::chunk_marks(&self.space);
        ctx.load(rows::all_under(Table::Chunks, &marks), LoadFor::Chunks);
    }

    /// What is on the disk is known: what else the cards name is wanted, the newest first.
    pub(crate) fn chunks_loaded(&mut self, found: &[Row]) {
        let Some(space) = self.spaces.get_mut(&self.space) else {
            return;
        };
        for row in found {
            if let Some((id, given)) = rows::read_mark(row) {
                space.chunks_mut().hold(id, given);
            }
        }
        let mut docs: Vec<_> = self.photos.cards.iter().collect();
        let when = |doc: &DocId| {
            let card = self.journal.card(Id(doc.0));
            card.map(|card| card.occurred_at_ms)
        };
        docs.sort_by_key(|(doc, _)| core::cmp::Reverse(when(doc)));
        let wanted = docs.into_iter().flat_map(|(_, photos)| photos.concat());
        space.chunks_mut().want(wanted.collect::<Vec<_>>());
        self.photos.loaded = true;
        self.photos.changed = true;
    }

    /// A card tells which pictures its document shows.
    pub(super) fn note_photos(&mut self, doc: DocId, card: &Card) {
        let now = photos_of(card);
        let before = if now.is_empty() {
            self.photos.cards.remove(&doc)
        } else {
            self.photos.cards.insert(doc, now.clone())
        };
        let before = before.unwrap_or_default();
        let Some(space) = self.spaces.get_mut(&self.space) else {
            return;
        };
        if !self.photos.loaded || before == now {
            return;
        }
        let now: BTreeSet<_> = now.concat().into_iter().collect();
        let gone = before.concat().into_iter().filter(|id| !now.contains(id));
        space.chunks_mut().unwant(&gone.collect());
        space.chunks_mut().want(now);
        self.photos.changed = true;
    }

    /// Chunks reached the disk, or were found there.
    pub(super) fn hold_chunks(&mut self, chunks: &[(ChunkId, bool)]) {
        if let Some(space) = self.spaces.get_mut(&self.space) {
            for (id, given) in chunks {
                space.chunks_mut().hold(*id, *given);
            }
            self.photos.changed |= !chunks.is_empty();
        }
    }

    /// Whether the relay's link should look again at what is held and wanted.
    pub(super) fn chunks_changed(&mut self) -> bool {
        core::mem::take(&mut self.photos.changed)
    }

    /// A link wants to pass a chunk on.
    pub(super) fn read_chunk(&self, ctx: &mut Ctx, link: LinkId, chunk: ChunkId) {
        let key = rows::chunk_key(&self.space, &chunk);
        ctx.load(one(Table::Chunks, key), LoadFor::Chunk(link, chunk));
    }

    /// The relay gave a chunk that was wanted.
    pub(super) fn chunk_came(&self, ctx: &mut Ctx, id: ChunkId, bytes: Vec<u8>) {
        let mut batch = Batch::default();
        batch.chunk(&self.space, id, bytes, true);
        ctx.outbox.add(batch);
    }

    /// The relay keeps chunks, or has lost them.
    pub(super) fn chunks_given(&mut self, ctx: &mut Ctx, ids: &[ChunkId], given: bool) {
        let mut batch = Batch::default();
        let marks = ids
            .iter()
            .map(|id| rows::chunk_mark(&self.space, id, given));
        marks.for_each(|mark| batch.write(mark));
        ctx.outbox.add(batch);
        self.look_if_synced(ctx);
    }

    pub(super) fn look_if_synced(&mut self, ctx: &Ctx) {
        let Some(space) = self.space() else { return };
        if space.waiting() == 0 && self.photos.waiting(space) == 0 {
            self.relay.synced_at_ms = Some(ctx.now.ms);
            self.copies.synced(ctx.now.ms);
        }
    }

    /// Chunks became durable, or others are wanted: every link may speak of them.
    pub(crate) fn tell_chunks(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        stored: &[(ChunkId, bool)],
    ) {
        let stored: Vec<_> = stored.iter().map(|(id, _)| *id).collect();
        let ids: Vec<_> = self.links.all.keys().copied().collect();
        for id in ids {
            let Some(link) = self.links.all.get_mut(&id) else {
                continue;
            };
            let outs = link.chunks_stored(&self.space, &stored, &self.spaces);
            self.carry_out(ctx, rng, id, outs);
        }
    }

    /// A chunk that a link wants to pass on.
    pub(crate) fn chunk_read(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        chunk: ChunkId,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let row = rows.ok().and_then(|rows| rows.into_iter().next());
        let Some(link) = self.links.all.get_mut(&id) else {
            return;
        };
        let bytes = row.map(|row| row.value);
        let outs = link.chunk_read(&self.space, chunk, bytes, &self.spaces);
        self.carry_out(ctx, rng, id, outs);
    }
}

/// The chunks of each picture that a card names.
fn photos_of(card: &Card) -> Vec<Vec<ChunkId>> {
    let ids = |photo: &[u8]| {
        let (ids, _) = photo.as_chunks::<{ ChunkId::LEN }>();
        ids.iter().copied().map(ChunkId).collect()
    };
    card.photos.iter().map(|photo| ids(photo)).collect()
}
