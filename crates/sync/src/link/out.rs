//! What a link is told and what it asks for.

use crate::Space;
use commonplace_protocol::frame::{Empty, Whisper};
use commonplace_protocol::limits::{MAX_FRAME, MAX_RECORD, RECORDS_FRAME_TARGET};
use commonplace_protocol::{
    BoxId, ChunkId, Frame, FrameError, Range, RecordKey, Refused, ReplicaId, SpaceId,
};
use std::collections::BTreeMap;
use thiserror::Error;

/// The spaces of this device, by id.
pub type Spaces = BTreeMap<SpaceId, Space>;

/// Who is at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkKind {
    /// A relay; we are its client.
    Relay {
        /// The host that was dialled, with its port if that is not the default one.
        audience: String,
    },
    /// All other tabs of this browser, on one channel. They share our store: records are durable before
    /// they are mentioned, so what a tab lacks it reads itself.
    Tab,
    /// Another device of a member.
    Peer {
        /// What binds the proofs to this connection, the same on both sides.
        audience: String,
    },
}

/// A record that became durable, to be passed on.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    /// Where it belongs.
    pub key: RecordKey,
    /// The record, if at hand: then it is sent at once. Leave it out in bulk, it will be read.
    pub bytes: Option<&'a [u8]>,
}

/// What is to be done, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    /// Send this frame as one message.
    Send(Vec<u8>),
    /// Read records of these ranges from the store, in this order, until `max_bytes` is reached (always at
    /// least one), and answer with [`super::Link::read_done`]. One for each link and space at a time.
    Read {
        /// The space.
        space: SpaceId,
        /// Which records.
        ranges: Vec<Range>,
        /// Where to stop, in bytes.
        max_bytes: usize,
    },
    /// Open these; accept and store what is welcome; hand the errors to [`super::Link::declined`]. On a
    /// [`LinkKind::Tab`] they are in the store already: accept them and count them as persisted.
    Received {
        /// The space.
        space: SpaceId,
        /// Records as they came.
        records: Vec<Vec<u8>>,
    },
    /// Store these roster entries; the space has taken them already.
    RosterChanged {
        /// The space.
        space: SpaceId,
        /// The number of the first, from 0.
        from: u64,
        /// The entries.
        entries: Vec<Vec<u8>>,
    },
    /// What the relay holds ([`Space::confirmed`]) changed: show it, and store it when convenient.
    Acked {
        /// The space.
        space: SpaceId,
    },
    /// The relay heard of these stand-ins.
    Told {
        /// The records they stand in for.
        keys: Vec<RecordKey>,
    },
    /// The other side did not take something. It stays pending; see [`super::Link::retry`].
    Refused(Refused),
    /// The other side has this many records that are lacking here.
    Lacking {
        /// The space.
        space: SpaceId,
        /// How many.
        records: u64,
    },
    /// All that was lacking has been received (not yet stored). Once after each `Lacking`.
    CaughtUp {
        /// The space.
        space: SpaceId,
    },
    /// Somebody else wrote under `replica`. Gather its records after `trusted`, stored or about to be, give
    /// them to [`Space::renew`], store the outcome, then call [`super::Link::renewed`].
    Forked {
        /// The space.
        space: SpaceId,
        /// The replica.
        replica: ReplicaId,
        /// Up to here both versions are the same.
        trusted: u64,
    },
    /// Read this chunk from the store and answer with [`super::Link::chunk_read`].
    ReadChunk {
        /// The space.
        space: SpaceId,
        /// Which.
        id: ChunkId,
    },
    /// Store this chunk, which the relay keeps, then tell the space and [`super::Link::chunks_stored`].
    ChunkCame {
        /// The space.
        space: SpaceId,
        /// Its name; the bytes are genuine.
        id: ChunkId,
        /// All of it.
        bytes: Vec<u8>,
    },
    /// What is known of the relay's chunks changed: store it when convenient.
    ChunksGiven {
        /// The space.
        space: SpaceId,
        /// Which.
        ids: Vec<ChunkId>,
        /// Whether the relay keeps them.
        given: bool,
    },
    /// On a [`LinkKind::Tab`]: another tab put these chunks into the store.
    ChunksFound {
        /// The space.
        space: SpaceId,
        /// Which.
        ids: Vec<ChunkId>,
    },
    /// What was put into a box is there.
    Placed {
        /// The box.
        place: BoxId,
        /// For so long, in milliseconds; 0 if there was no room for it.
        expires_in_ms: u64,
    },
    /// What was in a box, or why there is nothing.
    Found {
        /// The box.
        place: BoxId,
        /// What was in it.
        found: Result<Vec<u8>, Empty>,
    },
    /// Somebody took what was put into a box.
    Taken {
        /// The box.
        place: BoxId,
    },
    /// Somebody whispered; see [`Space::hear_whisper`].
    Whispered(Whisper),
    /// Close the connection.
    Close(Closing),
}

/// Why a connection is to be closed, by what to do then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Closing {
    /// Try another address: this does not speak the protocol.
    #[error("the other side does not speak this protocol")]
    Malformed,
    /// The same: it ignores the limits it was told.
    #[error("the other side sent more than it was told to")]
    TooLarge,
    /// Update the older of the two.
    #[error("the other side speaks another version of the protocol")]
    Version,
    /// Connect again: the two sides lost track of each other.
    #[error("the connection fell out of step")]
    OutOfStep,
    /// Do not connect: it could not prove who it is.
    #[error("the other side is not a member of this space")]
    Stranger,
}

impl From<FrameError> for Closing {
    fn from(error: FrameError) -> Self {
        match error {
            FrameError::Malformed => Self::Malformed,
            FrameError::TooLarge => Self::TooLarge,
        }
    }
}

/// The way out: the limits of the other side, and how much is still in this device's buffers.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) max_frame: usize,
    pub(super) max_record: usize,
    undrained: usize,
}

impl Default for Wire {
    fn default() -> Self {
        Self {
            max_frame: MAX_FRAME,
            max_record: MAX_RECORD,
            undrained: 0,
        }
    }
}

impl Wire {
    pub(super) fn send(&mut self, frame: &Frame, outs: &mut Vec<Out>) {
        let bytes = frame.encode();
        self.undrained += bytes.len();
        outs.push(Out::Send(bytes));
    }

    /// Whether to wait before anything is read for sending.
    pub(super) const fn is_full(&self) -> bool {
        self.undrained >= RECORDS_FRAME_TARGET
    }

    pub(super) const fn drained(&mut self) {
        self.undrained = 0;
    }
}
