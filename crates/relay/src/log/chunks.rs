//! Chunks of pictures beside the log: kept whole under the names their content gives them, for each space.
//! They have no order and no author; that a chunk is genuine was seen before it comes here.

use super::{Answer, Outcome};
use bytes::Bytes;
use commonplace_protocol::{ChunkId, SpaceId};
use std::collections::BTreeSet;

/// A durable store of chunks. Every write is durable when its answer comes.
pub trait ChunkStore {
    /// Keeps a chunk. One that is kept already is written over by its like and counts once.
    /// `Moved` if the space was never opened.
    fn keep(&self, space: SpaceId, id: ChunkId, bytes: Bytes) -> Answer<'_, Outcome>;

    /// Which of `ids` are kept.
    fn kept(&self, space: SpaceId, ids: Vec<ChunkId>) -> Answer<'_, BTreeSet<ChunkId>>;

    /// One chunk, if it is kept and still what its name says.
    fn chunk(&self, space: SpaceId, id: ChunkId) -> Answer<'_, Option<Bytes>>;
}
