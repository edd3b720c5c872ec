//! The chunks of a space: which are in the store, which of those a relay lacks, which are still to come.
//! Must not know what is in them.

use commonplace_protocol::ChunkId;
use std::collections::BTreeSet;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Chunks {
    held: BTreeSet<ChunkId>,
    /// Held, and no relay is known to keep them.
    waiting: BTreeSet<ChunkId>,
    /// Not held, and a document shows them: the first is fetched first.
    lacking: Vec<ChunkId>,
}

impl Chunks {
    /// A chunk is in the store. `given`: a relay keeps it.
    pub fn hold(&mut self, id: ChunkId, given: bool) {
        if self.held.insert(id) {
            self.lacking.retain(|lacking| *lacking != id);
            if !given {
                self.waiting.insert(id);
            }
        } else if given {
            self.waiting.remove(&id);
        }
    }

    /// Whether a chunk is in the store.
    pub fn holds(&self, id: &ChunkId) -> bool {
        self.held.contains(id)
    }

    /// Whether a chunk is in the store and nowhere else, as far as is known.
    pub fn is_waiting(&self, id: &ChunkId) -> bool {
        self.waiting.contains(id)
    }

    /// What is in the store and on no relay.
    pub fn waiting(&self) -> impl Iterator<Item = ChunkId> + '_ {
        self.waiting.iter().copied()
    }

    /// How many are in the store and on no relay.
    pub fn waiting_count(&self) -> usize {
        self.waiting.len()
    }

    /// Documents show these: they are fetched before what was wanted so far.
    pub fn want(&mut self, ids: impl IntoIterator<Item = ChunkId>) {
        let mut first = Vec::new();
        for id in ids {
            if !self.holds(&id) && !self.lacking.contains(&id) && !first.contains(&id) {
                first.push(id);
            }
        }
        self.lacking.splice(0..0, first);
    }

    /// No document shows these any more.
    pub fn unwant(&mut self, ids: &BTreeSet<ChunkId>) {
        self.lacking.retain(|id| !ids.contains(id));
    }

    /// These are not in the store any more, and nobody wants them.
    pub fn forget(&mut self, ids: &BTreeSet<ChunkId>) {
        self.held.retain(|id| !ids.contains(id));
        self.waiting.retain(|id| !ids.contains(id));
        self.unwant(ids);
    }

    /// What is still to come, in the order it is wanted.
    pub fn lacking(&self) -> &[ChunkId] {
        &self.lacking
    }

    /// The relay keeps a chunk; answers whether that is news.
    pub(crate) fn kept(&mut self, id: &ChunkId) -> bool {
        self.waiting.remove(id)
    }

    /// The relay does not keep a chunk; answers whether it is here and that is news.
    pub(crate) fn not_kept(&mut self, id: ChunkId) -> bool {
        self.holds(&id) && self.waiting.insert(id)
    }

    /// The relay lost something: nothing is certain to be there. Answers what was thought to be.
    pub(crate) fn nothing_is_kept(&mut self) -> Vec<ChunkId> {
        let doubtful: Vec<_> = self.held.difference(&self.waiting).copied().collect();
        self.waiting.clone_from(&self.held);
        doubtful
    }
}
