//! What an open journal knows of its copies, and leaving a device.

use super::{Ctx, Desk};
use crate::io::{Effect, Table};
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::safety::Safety;
use commonplace_api::{Notice, Saved};
use commonplace_protocol::{ChunkId, ReplicaId, VersionVector, chunk};
use commonplace_sync::Space;
use rand_core::CryptoRng;

impl Desk {
    pub(crate) fn safety(&self, ctx: &Ctx) -> Safety {
        let nothing = VersionVector::new();
        let held = self.space().map_or(&nothing, Space::durable);
        let photos = self.space().map_or((0, 0), |space| {
            let backed_up = |id: &ChunkId| self.copies.has_chunk(id);
            (
                self.photos.waiting(space),
                self.photos.only_here(space, backed_up),
            )
        });
        self.copies.safety(
            photos,
            held,
            &self.relay.acked,
            self.relay.synced_at_ms,
            ctx.kept,
            ctx.now.ms,
        )
    }

    /// A backup of everything up to `vector` was handed over.
    pub(crate) fn backed_up(&mut self, ctx: &mut Ctx, vector: VersionVector, chunks: Vec<ChunkId>) {
        let mut batch = Batch::default();
        self.copies
            .backed_up(&mut batch, &self.space, (vector, chunks), ctx.now.ms);
        ctx.outbox.add(batch);
    }

    /// Leaves this device, unless something is nowhere else.
    pub(crate) fn sign_out(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        self.commit_rested(ctx, rng, true);
        // A backup holds no pictures: those have to be on the relay.
        let pictures_too = self.relay.photos_waiting == 0;
        if self.saved(ctx) == Saved::Yes && pictures_too && self.safety(ctx).may_leave() {
            ctx.push(Effect::Erase);
        } else {
            ctx.notice(Notice::OnlyHere);
        }
    }

    /// Entries of our roster, from the first one on, perhaps more than are known here. Those that do not follow are
    /// another branch of it: the relay decides between them.
    pub(crate) fn take_roster(&mut self, ctx: &mut Ctx, entries: &[Vec<u8>]) {
        let mut batch = Batch::default();
        let id = self.space;
        let Some(space) = self.space_mut() else {
            return;
        };
        let known = space.newest_roster().entries().len();
        for (number, entry) in (0..).zip(entries).skip(known) {
            if space.append_to_roster(entry).is_err() {
                break;
            }
            let key = rows::roster_key(&id, number);
            batch.write(rows::put(Table::Meta, key, entry.clone()));
        }
        ctx.outbox.add(batch);
    }

    /// Chunks of pictures out of a backup: what is not here is kept, and offered to the relay like any other.
    pub(crate) fn take_chunks(&mut self, ctx: &mut Ctx, chunks: Vec<Vec<u8>>) {
        let mut batch = Batch::default();
        for bytes in chunks {
            let id = chunk::id(&bytes);
            if self.space().is_some_and(|space| !space.chunks().holds(&id)) {
                batch.chunk(&self.space, id, bytes, false);
            }
        }
        ctx.outbox.add(batch);
    }

    /// Writes under another replica from now on, if what this tab writes under is known further elsewhere: this
    /// device's storage was set back.
    pub(crate) fn make_way(&mut self, rng: &mut dyn CryptoRng, known: impl Fn(&ReplicaId) -> u64) {
        let Some(writer) = self.writer() else { return };
        let Some(space) = self.space_mut() else {
            return;
        };
        if known(&writer) > space.tip(&writer).map_or(0, |tip| tip.counter) {
            space.new_writer(rng);
            self.slot_stored = false;
        }
    }
}
