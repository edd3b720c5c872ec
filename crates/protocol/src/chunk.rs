//! Chunks: pieces of what is too large for a document (pictures), sealed and named by their own content.
//! Whoever is given one checks its name; what is inside, and which belong together, only documents say.

use crate::{
    ChunkId, SpaceId, cbor,
    limits::{MAX_CHUNK, MAX_CHUNK_IDS},
};
use minicbor::{
    Decode, Decoder, Encode, Encoder,
    decode::Error as DecodeError,
    encode::{Error as EncodeError, Write},
};

/// The name of a chunk: BLAKE3 of its bytes as they travel.
pub fn id(bytes: &[u8]) -> ChunkId {
    ChunkId(*blake3::hash(bytes).as_bytes())
}

/// Some chunks of a space, by name: what `Offer`, `Kept`, `Ask` and `Missing` are about.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Names {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The chunks, at most [`MAX_CHUNK_IDS`].
    #[n(1)]
    #[cbor(with = "ids")]
    pub ids: Vec<ChunkId>,
}

/// One chunk.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Chunk {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// Its name, as it was asked for.
    #[n(1)]
    pub id: ChunkId,
    /// All of it, at most [`MAX_CHUNK`] bytes.
    #[n(2)]
    #[cbor(with = "limited")]
    pub bytes: Vec<u8>,
}

impl Chunk {
    /// Whether the bytes are what the name says.
    pub fn is_genuine(&self) -> bool {
        id(&self.bytes) == self.id
    }
}

mod ids {
    use super::{ChunkId, DecodeError, Decoder, EncodeError, Encoder, MAX_CHUNK_IDS, Write, cbor};

    pub(super) fn encode<C, W: Write>(
        ids: &[ChunkId],
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.array(ids.len() as u64)?;
        ids.iter().try_for_each(|id| e.encode_with(id, ctx)?.ok())
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, ctx: &mut C) -> Result<Vec<ChunkId>, DecodeError> {
        let count = cbor::count(d.array()?, MAX_CHUNK_IDS)?;
        (0..count).map(|_| d.decode_with(ctx)).collect()
    }
}

mod limited {
    use super::{DecodeError, Decoder, EncodeError, Encoder, MAX_CHUNK, Write};

    pub(super) fn encode<C, W: Write>(
        bytes: &[u8],
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.bytes(bytes)?.ok()
    }

    pub(super) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Vec<u8>, DecodeError> {
        let bytes = d.bytes()?;
        if bytes.is_empty() || bytes.len() > MAX_CHUNK {
            return Err(DecodeError::message("a chunk of that size is none"));
        }
        Ok(bytes.to_vec())
    }
}
