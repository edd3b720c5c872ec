//! How one connection hears that something happened: a bell it waits for and a small inbox.
//! It says where to look, never what is there; only whispers, which nobody keeps, are in it.

use bytes::Bytes;
use commonplace_protocol::{ChunkId, SpaceId, limits::MAX_CHUNK_IDS};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;

/// Whispers that wait for one connection; more are lost, as whispers may be.
const WHISPERS: usize = 32;
/// Bytes of them.
const WHISPER_BYTES: usize = 256 * 1024;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    rung: Notify,
    inbox: Mutex<Inbox>,
    /// Chunks that became durable; `None` for more than can be told.
    kept: Mutex<BTreeMap<SpaceId, Option<Vec<ChunkId>>>>,
}

/// What happened since the bell was last answered.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    /// Spaces in which something became durable.
    pub(crate) spaces: BTreeSet<SpaceId>,
    /// Encoded whisper frames.
    pub(crate) whispers: VecDeque<Bytes>,
    bytes: usize,
}

impl Bell {
    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something happened in `space`.
    pub(crate) fn ring(&self, space: SpaceId) {
        self.inbox().spaces.insert(space);
        self.rung.notify_one();
    }

    /// Leaves a whisper; answers whether there was room.
    pub(crate) fn whisper(&self, frame: Bytes) -> bool {
        let mut inbox = self.inbox();
        let room = WHISPER_BYTES.saturating_sub(inbox.bytes);
        if inbox.whispers.len() >= WHISPERS || frame.len() > room {
            return false;
        }
        inbox.bytes += frame.len();
        inbox.whispers.push_back(frame);
        drop(inbox);
        self.rung.notify_one();
        true
    }

    /// A chunk of `space` became durable.
    pub(crate) fn kept(&self, space: SpaceId, id: ChunkId) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let news = kept.entry(space).or_insert_with(|| Some(Vec::new()));
        match news {
            Some(ids) if ids.len() < MAX_CHUNK_IDS => ids.push(id),
            _ => *news = None,
        }
        drop(kept);
        self.rung.notify_one();
    }

    /// Chunks that became durable since the last time; none named where it was more than can be told.
    pub(crate) fn take_kept(&self) -> BTreeMap<SpaceId, Vec<ChunkId>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = std::mem::take(&mut *kept).into_iter();
        kept.map(|(space, ids)| (space, ids.unwrap_or_default()))
            .collect()
    }

    /// Waits until it rings, or answers at once if it has. Cancel-safe.
    pub(crate) async fn rung(&self) {
        self.rung.notified().await;
    }

    /// Everything since the last time.
    pub(crate) fn answer(&self) -> Inbox {
        std::mem::take(&mut *self.inbox())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_rings_once_for_many_and_loses_whispers_rather_than_growing() {
        let bell = Bell::default();
        bell.ring(SpaceId([1; 32]));
        bell.ring(SpaceId([1; 32]));
        bell.rung().await;
        for _ in 0..WHISPERS {
            assert!(bell.whisper(Bytes::from_static(b"hello")));
        }
        assert!(!bell.whisper(Bytes::from_static(b"hello")));
        let inbox = bell.answer();
        assert_eq!((inbox.spaces.len(), inbox.whispers.len()), (1, WHISPERS));
        assert!(bell.whisper(vec![0; WHISPER_BYTES].into()));
        assert!(!bell.whisper(Bytes::from_static(b"hello")));
    }

    #[test]
    fn it_names_chunks_until_there_are_too_many() {
        let (bell, space) = (Bell::default(), SpaceId([1; 32]));
        assert!(bell.take_kept().is_empty());
        for _ in 0..MAX_CHUNK_IDS {
            bell.kept(space, ChunkId::ZERO);
        }
        assert_eq!(bell.take_kept()[&space].len(), MAX_CHUNK_IDS);
        for _ in 0..=MAX_CHUNK_IDS {
            bell.kept(space, ChunkId::ZERO);
        }
        bell.kept(space, ChunkId::ZERO);
        assert_eq!(bell.take_kept(), BTreeMap::from([(space, Vec::new())]));
        assert!(bell.take_kept().is_empty());
    }
}
