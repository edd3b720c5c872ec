//! Mailboxes: what one device leaves on a relay for the next, sealed, to be taken once and soon.
//! Who takes it need not be known to the relay: the box's name is the secret.

use crate::{BoxId, SpaceId};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

/// Leaves something in a box. Only a member of `space` may, and the relay keeps it for a while.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Put {
    /// On whose account.
    #[n(0)]
    pub space: SpaceId,
    /// Which box; a box is filled once.
    #[n(1)]
    pub place: BoxId,
    /// Sealed for whoever knows the secret.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// It is in the box, durably.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Placed {
    /// On whose account.
    #[n(0)]
    pub space: SpaceId,
    /// Which box.
    #[n(1)]
    pub place: BoxId,
    /// How long the relay keeps it from now on, in milliseconds.
    #[n(2)]
    pub expires_in_ms: u64,
}

/// Takes what is in a box. Anyone who knows its name may, members or not.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Take {
    /// Which box.
    #[n(0)]
    pub place: BoxId,
}

/// What was in a box, or why there is nothing. It is gone from the relay before this is said.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Found {
    /// Which box.
    #[n(0)]
    pub place: BoxId,
    /// What was in it; absent if there is nothing.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub sealed: Option<Vec<u8>>,
    /// Why there is nothing.
    #[n(2)]
    pub why: Option<Empty>,
}

/// Tells the member who left something that it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Taken {
    /// On whose account.
    #[n(0)]
    pub space: SpaceId,
    /// Which box.
    #[n(1)]
    pub place: BoxId,
}

/// Why there is nothing in a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Empty {
    /// Somebody took it before.
    Taken,
    /// It lay there too long.
    Expired,
    /// This relay never had it, or so long ago that it forgot.
    Unknown,
}

impl<C> Encode<C> for Empty {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.u8(match self {
            Self::Taken => 1,
            Self::Expired => 2,
            Self::Unknown => 3,
        })?
        .ok()
    }
}

/// A reason of a newer version reads as `Unknown`.
impl<'b, C> Decode<'b, C> for Empty {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Ok(match d.u64()? {
            1 => Self::Taken,
            2 => Self::Expired,
            _ => Self::Unknown,
        })
    }
}
