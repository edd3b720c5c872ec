//! Chunks in memory.

use super::{Answer, MemoryLog, Outcome, now};
use crate::log::ChunkStore;
use bytes::Bytes;
use commonplace_protocol::{ChunkId, SpaceId};
use std::collections::BTreeSet;

impl ChunkStore for MemoryLog {
    fn keep(&self, space: SpaceId, id: ChunkId, bytes: Bytes) -> Answer<'_, Outcome> {
        let mut spaces = self.spaces();
        let Some(space) = spaces.get_mut(&space) else {
            return now(Ok(Outcome::Moved));
        };
        let size = bytes.len() as u64;
        if space.chunks.insert(id, bytes).is_none() {
            space.held.bytes += size;
        }
        now(Ok(Outcome::Durable))
    }

    fn kept(&self, space: SpaceId, ids: Vec<ChunkId>) -> Answer<'_, BTreeSet<ChunkId>> {
        let spaces = self.spaces();
        let is_kept = |id: &ChunkId| {
            spaces
                .get(&space)
                .is_some_and(|space| space.chunks.contains_key(id))
        };
        now(Ok(ids.into_iter().filter(is_kept).collect()))
    }

    fn chunk(&self, space: SpaceId, id: ChunkId) -> Answer<'_, Option<Bytes>> {
        let spaces = self.spaces();
        now(Ok(spaces
            .get(&space)
            .and_then(|space| space.chunks.get(&id).cloned())))
    }
}
