//! The relay's half about chunks: kept by name, told to everyone, wanted from everyone.

use crate::relay::Relay;
use commonplace_protocol::chunk::{Chunk, Names};
use commonplace_protocol::{ChunkId, Frame, Refusal, Refused, SpaceId};

impl Relay {
    pub(crate) fn offered(&mut self, from: u32, names: Names) {
        let Names { space, ids } = names;
        let chunks = &self.spaces[&space].chunks;
        let (here, missing): (Vec<_>, Vec<_>) =
            ids.into_iter().partition(|id| chunks.contains_key(id));
        if !here.is_empty() {
            self.send(from, &Frame::Kept(Names { space, ids: here }));
        }
        if !missing.is_empty() {
            let ids = missing;
            self.send(from, &Frame::Missing(Names { space, ids }));
        }
    }

    pub(crate) fn given(&mut self, from: u32, chunk: Chunk) {
        assert!(chunk.is_genuine());
        let (space, id) = (chunk.space, chunk.id);
        if self.refuses_chunks {
            let refused = Refused::new(Refusal::Quota).chunk(space, id);
            return self.send(from, &Frame::Refused(refused.retry_after(86_400_000)));
        }
        let chunks = &mut self.spaces.get_mut(&space).unwrap().chunks;
        chunks.insert(id, chunk.bytes);
        self.tell_all(space, &Frame::Kept(names(space, id)));
    }

    pub(crate) fn asked(&mut self, from: u32, asked: &Names) {
        let space = asked.space;
        for id in asked.ids.iter().copied() {
            match self.spaces[&space].chunks.get(&id).cloned() {
                Some(bytes) => self.send(from, &Frame::Chunk(Chunk { space, id, bytes })),
                None => self.tell_all(space, &Frame::Missing(names(space, id))),
            }
        }
    }

    pub(crate) fn chunk_count(&self) -> usize {
        self.spaces.values().map(|space| space.chunks.len()).sum()
    }

    pub(crate) fn record_count(&self) -> usize {
        let spaces = self.spaces.values();
        spaces
            .flat_map(|space| space.records.values())
            .map(Vec::len)
            .sum()
    }

    pub(crate) fn keeps(&self, piece: &[u8]) -> bool {
        let mut all = self.spaces.values().flat_map(|space| space.chunks.values());
        all.any(|chunk| chunk.windows(piece.len()).any(|part| part == piece))
    }

    pub(crate) fn lose_a_chunk(&mut self) {
        for space in self.spaces.values_mut() {
            space.chunks.pop_first();
        }
    }

    /// Everyone who has said what they hold of the space.
    fn tell_all(&mut self, space: SpaceId, frame: &Frame) {
        let inside = self.connections.iter();
        let inside = inside.filter(|(_, connection)| connection.asked.contains_key(&space));
        let ids: Vec<_> = inside.map(|(id, _)| *id).collect();
        ids.into_iter().for_each(|id| self.send(id, frame));
    }
}

fn names(space: SpaceId, id: ChunkId) -> Names {
    Names {
        space,
        ids: vec![id],
    }
}
