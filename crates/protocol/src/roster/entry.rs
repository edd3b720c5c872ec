//! The bytes of a roster entry: `version | body length | body | signature`, and who signed it.

use super::{Op, RosterError};
use crate::{MemberKey, RosterHash, SpaceId, cbor, limits::MAX_ROSTER_ENTRY, sign};
use minicbor::{Decode, Encode};

const ENTRY_VERSION: u8 = 1;
const LENGTHS: usize = 5;
const CONTEXT: &[u8] = b"commonplace/roster/1";

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Body {
    #[n(0)]
    space: Option<SpaceId>,
    #[n(1)]
    prev: RosterHash,
    #[n(2)]
    number: u64,
    #[n(3)]
    author: MemberKey,
    #[n(4)]
    ops: Vec<Op>,
}

/// A well-formed roster entry, borrowed from the bytes that were received; judged only by a roster.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    signed: &'a [u8],
    signature: &'a [u8; 64],
    body: Body,
}

impl<'a> Entry<'a> {
    /// Reads the layout and the body, limits first.
    ///
    /// # Errors
    /// `Malformed`, `TooLarge` or `NewerVersion`.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, RosterError> {
        if bytes.len() > MAX_ROSTER_ENTRY {
            return Err(RosterError::TooLarge);
        }
        match bytes.first() {
            Some(&ENTRY_VERSION) => Self::layout(bytes).ok_or(RosterError::Malformed)?,
            Some(_) => Err(RosterError::NewerVersion),
            None => Err(RosterError::Malformed),
        }
    }

    fn layout(bytes: &'a [u8]) -> Option<Result<Self, RosterError>> {
        let (signed, signature) = bytes.split_last_chunk::<64>()?;
        let (lengths, body) = signed.split_first_chunk::<LENGTHS>()?;
        let [_, b0, b1, b2, b3] = *lengths;
        if u32::try_from(body.len()) != Ok(u32::from_be_bytes([b0, b1, b2, b3])) {
            return None;
        }
        let body: Body = match cbor::from_slice(body) {
            Ok(body) => body,
            Err(cbor::Bad::Newer) => return Some(Err(RosterError::NewerVersion)),
            Err(cbor::Bad::Malformed) => return None,
        };
        let first = body.number == 0;
        let linked = body.space.is_none() == first && (body.prev == RosterHash::ZERO) == first;
        (linked && !body.ops.is_empty()).then_some(Ok(Self {
            signed,
            signature,
            body,
        }))
    }

    /// Whether its author signed exactly these bytes.
    ///
    /// # Errors
    /// [`RosterError::BadSignature`] if not.
    pub fn verify(&self) -> Result<(), RosterError> {
        sign::verify(CONTEXT, self.signed, &self.body.author, self.signature)
            .ok_or(RosterError::BadSignature)
    }

    /// The space; `None` in the entry that makes one.
    pub const fn space(&self) -> Option<SpaceId> {
        self.body.space
    }

    /// The entry before; zeros in the first.
    pub const fn prev(&self) -> RosterHash {
        self.body.prev
    }

    /// Its place, from 0.
    pub const fn number(&self) -> u64 {
        self.body.number
    }

    /// Who signed it.
    pub const fn author(&self) -> MemberKey {
        self.body.author
    }

    /// What it changes, in order. Keys a device can unwrap are in here.
    pub fn ops(&self) -> &[Op] {
        &self.body.ops
    }
}

/// The name of an entry: BLAKE3 of all its bytes.
pub(super) fn hash(bytes: &[u8]) -> RosterHash {
    RosterHash(*blake3::hash(bytes).as_bytes())
}

/// The first entry of a space, signed by its first admin.
pub fn genesis(author: MemberKey, ops: Vec<Op>, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> Vec<u8> {
    write(
        &Body {
            space: None,
            prev: RosterHash::ZERO,
            number: 0,
            author,
            ops,
        },
        sign,
    )
}

/// An entry after others.
pub(super) fn following(
    space: SpaceId,
    prev: RosterHash,
    number: u64,
    author: MemberKey,
    ops: Vec<Op>,
    sign: impl FnOnce(&[u8]) -> [u8; 64],
) -> Vec<u8> {
    write(
        &Body {
            space: Some(space),
            prev,
            number,
            author,
            ops,
        },
        sign,
    )
}

/// A body too long for its length field is cut short there, and no roster takes it.
fn write(body: &Body, sign: impl FnOnce(&[u8]) -> [u8; 64]) -> Vec<u8> {
    let body = cbor::to_vec(body);
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    sign::seal(
        CONTEXT,
        &[&[ENTRY_VERSION], &length.to_be_bytes(), &body],
        sign,
    )
}
