//! What a connection does about chunks: says which are kept, takes those that are given, and sends those
//! that were asked for, one at a time and only while the socket is clear.

use super::{BUSY_RETRY_MS, Connection, Place, QUOTA_RETRY_MS};
use crate::{RelayError, log::Answer, socket::Ending};
use bytes::Bytes;
use commonplace_protocol::{
    ChunkId, Frame, Refusal, Refused, SpaceId,
    chunk::{Chunk, Names},
};
use futures_util::FutureExt;
use std::{collections::VecDeque, sync::Arc};

/// Chunks one connection may have asked for and not been given yet.
const ASKED: usize = 64;

/// Chunks a client wants.
#[derive(Default)]
pub(super) struct Wanted {
    waiting: VecDeque<(SpaceId, ChunkId)>,
    reading: Option<(SpaceId, ChunkId, Answer<'static, Option<Bytes>>)>,
}

impl Wanted {
    /// Waits for the chunk that is being read. Cancel-safe.
    pub(super) async fn read(&mut self) -> Result<Option<Bytes>, RelayError> {
        match &mut self.reading {
            Some((_, _, read)) => read.await,
            None => std::future::pending().await,
        }
    }
}

impl Connection {
    /// The client holds these: says which are kept, and which it may give.
    pub(super) async fn offered(&mut self, names: Names) -> Result<(), Ending> {
        let Names { space, ids } = names;
        if self.place(space).is_none() || ids.is_empty() {
            return Ok(());
        }
        let log = Arc::clone(&self.context.hub.services().log);
        let kept = match log.kept(space, ids.clone()).await {
            Ok(kept) => kept,
            Err(error) => return self.failed(space, &error),
        };
        let (here, missing): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| kept.contains(id));
        for (ids, frame) in [
            (here, Frame::Kept as fn(Names) -> Frame),
            (missing, Frame::Missing),
        ] {
            if !ids.is_empty() {
                self.answer(&frame(Names { space, ids }));
            }
        }
        Ok(())
    }

    /// The client gives one.
    pub(super) async fn given(&mut self, chunk: Chunk) {
        let (space, id) = (chunk.space, chunk.id);
        let bell = Arc::clone(&self.bell);
        let Some(Place { seat, link }) = self.place(space) else {
            return;
        };
        let (room, member) = (Arc::clone(&seat.room), link.member());
        match room.keep(&bell, member, chunk).await {
            Ok(()) => self.answer(&Frame::Kept(Names {
                space,
                ids: vec![id],
            })),
            Err(code) => {
                let refused = Refused::new(code).chunk(space, id);
                self.refuse(match code {
                    Refusal::Quota => refused.retry_after(QUOTA_RETRY_MS),
                    Refusal::Busy => refused.retry_after(BUSY_RETRY_MS),
                    _ => refused,
                });
            }
        }
    }

    /// The client wants these.
    pub(super) fn asked(&mut self, names: Names) -> Result<(), Ending> {
        let Names { space, ids } = names;
        if self.place(space).is_none() {
            return Ok(());
        }
        if self.wanted.waiting.len() + ids.len() > ASKED {
            self.refuse(Refused::new(Refusal::Rate).about(space));
            return Err(Ending::Refused);
        }
        let wanted = ids.into_iter().map(|id| (space, id));
        self.wanted.waiting.extend(wanted);
        Ok(())
    }

    /// Begins to read the next chunk, if one is wanted and none is being read.
    pub(super) fn read_next_chunk(&mut self) {
        if self.wanted.reading.is_some() {
            return;
        }
        let Some((space, id)) = self.wanted.waiting.pop_front() else {
            return;
        };
        let log = Arc::clone(&self.context.hub.services().log);
        let read = async move { log.chunk(space, id).await }.boxed();
        self.wanted.reading = Some((space, id, read));
    }

    /// A chunk was read, or is not there.
    pub(super) fn chunk_read(
        &mut self,
        found: Result<Option<Bytes>, RelayError>,
    ) -> Result<(), Ending> {
        let Some((space, id, _)) = self.wanted.reading.take() else {
            return Ok(());
        };
        let found = match found {
            Ok(found) => found,
            Err(error) => return self.failed(space, &error),
        };
        let bell = Arc::clone(&self.bell);
        // A member who was shut out meanwhile has no place any more.
        let Some(Place { seat, .. }) = self.place(space) else {
            return Ok(());
        };
        let frame = if let Some(bytes) = found {
            Frame::Chunk(Chunk {
                space,
                id,
                bytes: bytes.into(),
            })
        } else {
            let names = Names {
                space,
                ids: vec![id],
            };
            seat.room.wanted(&bell, names.clone());
            Frame::Missing(names)
        };
        self.answer(&frame);
        Ok(())
    }

    /// Tells what others gave meanwhile; when it is more than can be told, that there is something.
    pub(super) fn tell_kept(&mut self) {
        for (space, ids) in self.bell.take_kept() {
            if self.places.contains_key(&space) {
                self.answer(&Frame::Kept(Names { space, ids }));
            }
        }
    }
}
