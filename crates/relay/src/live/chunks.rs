//! Chunks in a room: taken from those who may write, durable before anybody hears of them.

use super::{Bell, Room};
use crate::{RelayError, log::Outcome};
use bytes::Bytes;
use commonplace_protocol::{
    Frame, MemberKey, Refusal, SpaceId,
    chunk::{Chunk, Names},
};
use std::sync::Arc;

impl Room {
    /// Keeps a chunk that `member` gave and tells everyone but `own`. It is durable when this answers.
    ///
    /// # Errors
    /// Why not.
    pub(crate) async fn keep(
        &self,
        own: &Arc<Bell>,
        member: MemberKey,
        chunk: Chunk,
    ) -> Result<(), Refusal> {
        let Chunk { space, id, .. } = chunk;
        self.may_give(&member)?;
        if !chunk.is_genuine() {
            return Err(Refusal::Malformed);
        }
        // One at a time, so that a chunk given twice is counted once.
        let _turn = self.chunks.lock().await;
        let log = &self.services().log;
        let kept = log
            .kept(space, vec![id])
            .await
            .map_err(|error| unreadable(&error))?;
        let bytes = Bytes::from(chunk.bytes);
        let size = if kept.contains(&id) {
            0
        } else {
            bytes.len() as u64
        };
        if !self.space().take_room(size, self.services().quota) {
            return Err(Refusal::Quota);
        }
        let written = log.keep(space, id, bytes).await;
        if !matches!(written, Ok(Outcome::Durable)) {
            self.space().give_room_back(size);
        }
        match written {
            Ok(Outcome::Durable) => {
                self.services().metrics.kept(size);
                self.tell_kept(own, space, id);
                Ok(())
            }
            Ok(Outcome::Moved) => Err(Refusal::Busy),
            Err(RelayError::MakeRoom) => Err(Refusal::Quota),
            Err(error) => {
                tracing::error!(%error, "a chunk could not be written");
                Err(Refusal::Busy)
            }
        }
    }

    fn may_give(&self, member: &MemberKey) -> Result<(), Refusal> {
        let space = self.space();
        let roster = space.roster().ok_or(Refusal::UnknownSpace)?;
        if roster.may_write(member) {
            Ok(())
        } else if roster.member(member).is_some() {
            Err(Refusal::ReadOnly)
        } else {
            Err(Refusal::NotMember)
        }
    }

    /// Somebody wants chunks that are not here: others may have them.
    pub(crate) fn wanted(&self, own: &Arc<Bell>, names: Names) {
        self.whisper(own, None, &Frame::Missing(names).encode().into());
    }

    fn tell_kept(&self, own: &Arc<Bell>, space: SpaceId, id: commonplace_protocol::ChunkId) {
        for (member, bell) in self.listeners().iter() {
            if !Arc::ptr_eq(bell, own) && self.has(member) {
                bell.kept(space, id);
            }
        }
    }
}

fn unreadable(error: &RelayError) -> Refusal {
    tracing::error!(%error, "chunks could not be looked up");
    Refusal::Busy
}
