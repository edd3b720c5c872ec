//! Chunks on a connection. To a relay: what it lacks is offered and given, what is lacking here is asked for,
//! both a little at a time and only while there are no records to send. To tabs: what is in the store.

use super::out::{Out, Spaces, Wire};
use super::{Link, LinkKind, Side};
use crate::Space;
use commonplace_protocol::chunk::{Chunk, Names};
use commonplace_protocol::limits::MAX_CHUNK_IDS;
use commonplace_protocol::{ChunkId, Frame, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// Chunks sent and not acknowledged.
const FLYING: usize = 2;
/// Chunks asked for and not stored: what a device makes room for in memory.
const ASKED: usize = 4;

/// What was said about chunks and is not settled.
#[derive(Debug, Default)]
pub(super) struct Courier {
    /// They were asked whether they keep these.
    offered: BTreeSet<ChunkId>,
    /// They said they do not.
    wanted: BTreeSet<ChunkId>,
    /// Being read from the store.
    reading: Option<ChunkId>,
    /// Sent.
    flying: BTreeSet<ChunkId>,
    /// Asked for.
    asked: BTreeMap<ChunkId, Asked>,
    /// They do not have these, and say so when they do.
    missing: BTreeSet<ChunkId>,
    /// They refused these, or our store has lost them.
    held_back: BTreeSet<ChunkId>,
    /// They refused one: no more until it is tried again.
    stalled: bool,
}

/// How far a chunk is that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Waiting,
    /// They keep it by now; they may have answered before.
    Kept,
    /// It came, and is on its way to the store.
    Came,
}

impl Courier {
    /// Tries again what was refused.
    pub(super) fn release(&mut self) {
        self.held_back.clear();
        self.stalled = false;
    }
}

impl Link {
    /// The chunk an [`Out::ReadChunk`] asked for, or `None` if the store has none.
    pub fn chunk_read(
        &mut self,
        space: &SpaceId,
        id: ChunkId,
        bytes: Option<Vec<u8>>,
        spaces: &Spaces,
    ) -> Vec<Out> {
        let mut outs = Vec::new();
        if let (Some(side), Some(space)) = (self.sides.get_mut(space), spaces.get(space)) {
            side.send_chunk(&mut self.wire, space, id, bytes, &mut outs);
        }
        outs
    }

    /// These chunks are in the store now, as the space knows. Call it on every link.
    pub fn chunks_stored(&mut self, space: &SpaceId, ids: &[ChunkId], spaces: &Spaces) -> Vec<Out> {
        let mut outs = Vec::new();
        let (Some(side), Some(space)) = (self.sides.get_mut(space), spaces.get(space)) else {
            return outs;
        };
        if self.kind == LinkKind::Tab {
            for ids in ids.chunks(MAX_CHUNK_IDS) {
                let names = names(space, ids.to_vec());
                self.wire.send(&Frame::Kept(names), &mut outs);
            }
            return outs;
        }
        for id in ids {
            side.chunks.asked.remove(id);
        }
        side.pump(&mut self.wire, space, &mut outs);
        outs
    }

    /// Other chunks are wanted, or held, than before. Call it on the link to the relay.
    pub fn chunks_changed(&mut self, space: &SpaceId, spaces: &Spaces) -> Vec<Out> {
        self.chunks_stored(space, &[], spaces)
    }

    pub(super) fn hear_kept(&mut self, kept: Names, spaces: &mut Spaces, outs: &mut Vec<Out>) {
        let Names { space: id, ids } = kept;
        if self.kind == LinkKind::Tab {
            return outs.push(Out::ChunksFound { space: id, ids });
        }
        if let Some((side, space, wire)) = self.with_relay(id, spaces) {
            side.chunks.heard_kept(&ids);
            let news = ids.into_iter().filter(|id| space.chunks_mut().kept(id));
            let ids: Vec<_> = news.collect();
            if !ids.is_empty() {
                let given = true;
                let space = id;
                outs.push(Out::ChunksGiven { space, ids, given });
            }
            side.pump(wire, space, outs);
        }
    }

    pub(super) fn hear_missing(&mut self, names: Names, spaces: &mut Spaces, outs: &mut Vec<Out>) {
        let Some((side, space, wire)) = self.with_relay(names.space, spaces) else {
            return;
        };
        let mut lost = Vec::new();
        for id in names.ids {
            side.chunks.heard_missing(id);
            if space.chunks_mut().not_kept(id) {
                lost.push(id);
            }
            if space.chunks().holds(&id) && !side.chunks.flying.contains(&id) {
                side.chunks.wanted.insert(id);
            }
        }
        if !lost.is_empty() {
            outs.push(Out::ChunksGiven {
                space: space.id(),
                ids: lost,
                given: false,
            });
        }
        side.pump(wire, space, outs);
    }

    pub(super) fn hear_chunk(&mut self, chunk: Chunk, spaces: &mut Spaces, outs: &mut Vec<Out>) {
        if !chunk.is_genuine() {
            return self.close(super::Closing::Malformed, outs);
        }
        let Chunk { space, id, bytes } = chunk;
        let Some((side, ..)) = self.with_relay(space, spaces) else {
            return;
        };
        // What nobody asked for is not kept.
        if let Some(asked) = side.chunks.asked.get_mut(&id)
            && *asked != Asked::Came
        {
            *asked = Asked::Came;
            outs.push(Out::ChunkCame { space, id, bytes });
        }
    }

    /// The relay says it lost something: what it was given may be gone, too.
    pub(super) fn doubt_chunks(space: &mut Space, outs: &mut Vec<Out>) {
        let ids = space.chunks_mut().nothing_is_kept();
        if !ids.is_empty() {
            outs.push(Out::ChunksGiven {
                space: space.id(),
                ids,
                given: false,
            });
        }
    }

    fn with_relay<'a>(
        &'a mut self,
        space: SpaceId,
        spaces: &'a mut Spaces,
    ) -> Option<(&'a mut Side, &'a mut Space, &'a mut Wire)> {
        if !matches!(self.kind, LinkKind::Relay { .. }) {
            return None;
        }
        let side = self.sides.get_mut(&space).filter(|side| side.ready)?;
        Some((side, spaces.get_mut(&space)?, &mut self.wire))
    }
}

impl Courier {
    fn heard_kept(&mut self, ids: &[ChunkId]) {
        if ids.is_empty() {
            // More than can be told: anything that was missing may be there now.
            self.missing.clear();
            let waiting = self.asked.values_mut();
            waiting
                .filter(|asked| **asked == Asked::Waiting)
                .for_each(|asked| *asked = Asked::Kept);
        }
        for id in ids {
            self.offered.remove(id);
            self.wanted.remove(id);
            self.flying.remove(id);
            self.missing.remove(id);
            if let Some(asked) = self.asked.get_mut(id).filter(|a| **a == Asked::Waiting) {
                *asked = Asked::Kept;
            }
        }
    }

    fn heard_missing(&mut self, id: ChunkId) {
        self.offered.remove(&id);
        match self.asked.get(&id) {
            // It was missing when they looked, and came since: ask again.
            Some(Asked::Kept) => drop(self.asked.remove(&id)),
            Some(Asked::Waiting) => {
                self.asked.remove(&id);
                self.missing.insert(id);
            }
            Some(Asked::Came) | None => {}
        }
    }
}

impl Side {
    /// They refused a chunk.
    pub(super) fn chunk_refused(&mut self, id: ChunkId) {
        self.chunks.flying.remove(&id);
        self.chunks.held_back.insert(id);
        self.chunks.stalled = true;
    }

    fn send_chunk(
        &mut self,
        wire: &mut Wire,
        space: &Space,
        id: ChunkId,
        bytes: Option<Vec<u8>>,
        outs: &mut Vec<Out>,
    ) {
        // An answer to a question from before the connection started over.
        if self
            .chunks
            .reading
            .take_if(|reading| *reading == id)
            .is_none()
        {
            return;
        }
        match bytes {
            Some(bytes) if space.chunks().is_waiting(&id) => {
                self.chunks.flying.insert(id);
                let space = space.id();
                wire.send(&Frame::Chunk(Chunk { space, id, bytes }), outs);
            }
            Some(_) => {}
            None => drop(self.chunks.held_back.insert(id)),
        }
        self.pump(wire, space, outs);
    }

    /// Offers, gives and asks for what comes next.
    pub(super) fn pump_chunks(&mut self, wire: &mut Wire, space: &Space, outs: &mut Vec<Out>) {
        if !self.ready || self.stalled {
            return;
        }
        self.ask_for_chunks(wire, space, outs);
        let writes = space.roster().may_write(&space.member());
        let records_first = self.reading.is_some() || self.lacking(space).next().is_some();
        if !writes || records_first || self.chunks.stalled {
            return;
        }
        self.offer_chunks(wire, space, outs);
        let chunks = &mut self.chunks;
        if chunks.reading.is_some() || chunks.flying.len() >= FLYING || wire.is_full() {
            return;
        }
        let next = chunks.wanted.iter().copied();
        let mut next = next.filter(|id| !chunks.held_back.contains(id));
        if let Some(id) = next.next() {
            chunks.wanted.remove(&id);
            chunks.reading = Some(id);
            let space = space.id();
            outs.push(Out::ReadChunk { space, id });
        }
    }

    fn offer_chunks(&mut self, wire: &mut Wire, space: &Space, outs: &mut Vec<Out>) {
        let chunks = &mut self.chunks;
        if !chunks.offered.is_empty() {
            return;
        }
        let settled = |id: &ChunkId| {
            chunks.wanted.contains(id)
                || chunks.flying.contains(id)
                || chunks.held_back.contains(id)
                || chunks.reading == Some(*id)
        };
        let waiting = space.chunks().waiting().filter(|id| !settled(id));
        let ids: Vec<_> = waiting.take(MAX_CHUNK_IDS).collect();
        if !ids.is_empty() {
            chunks.offered.extend(&ids);
            wire.send(&Frame::Offer(names(space, ids)), outs);
        }
    }

    fn ask_for_chunks(&mut self, wire: &mut Wire, space: &Space, outs: &mut Vec<Out>) {
        let chunks = &mut self.chunks;
        let room = ASKED.saturating_sub(chunks.asked.len());
        if room == 0 {
            return;
        }
        let lacking = space.chunks().lacking().iter().copied();
        let free = |id: &ChunkId| !chunks.asked.contains_key(id) && !chunks.missing.contains(id);
        let ids: Vec<_> = lacking.filter(free).take(room).collect();
        if !ids.is_empty() {
            let asked = ids.iter().map(|id| (*id, Asked::Waiting));
            chunks.asked.extend(asked);
            wire.send(&Frame::Ask(names(space, ids)), outs);
        }
    }
}

fn names(space: &Space, ids: Vec<ChunkId>) -> Names {
    let space = space.id();
    Names { space, ids }
}
