//! The names things go by: fixed byte arrays with a type each, so that none is mistaken for another.

use core::fmt;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident[$len:literal];)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;
            /// All zeros: "none" where the protocol says so.
            pub const ZERO: Self = Self([0; $len]);

            /// The bytes themselves.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }
        }

        impl From<[u8; $len]> for $name {
            fn from(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = core::array::TryFromSliceError;

            fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
                bytes.try_into().map(Self)
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        /// All of it in hex.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        /// The first four bytes in hex: enough to follow one thing through a log.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "("))?;
                self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))?;
                f.write_str(")")
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: encode::Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                let at = d.position();
                d.bytes()?.try_into().map(Self).map_err(|_| {
                    decode::Error::message(concat!("wrong length for ", stringify!($name))).at(at)
                })
            }
        }
    )*};
}

ids! {
    /// A space: BLAKE3 of its first roster entry.
    SpaceId[32];
    /// A member of one space: an Ed25519 public key, different in every space.
    MemberKey[32];
    /// Where keys are sent to a member: an X25519 public key.
    BoxKey[32];
    /// One writer of records: random.
    ReplicaId[16];
    /// One document: random, or derived from what it was imported from.
    DocId[16];
    /// A record: BLAKE3 of all its bytes.
    RecordId[32];
    /// A roster entry, and the roster that ends with it: BLAKE3 of all its bytes.
    RosterHash[32];
    /// A piece of a picture: BLAKE3 of all its bytes, sealed as they travel.
    ChunkId[32];
    /// BLAKE3 of the public key that may name a member's next generation.
    Commitment[32];
    /// A mailbox on a relay: derived from the secret that opens what is in it.
    BoxId[32];
}

/// Which of a space's keys a record is sealed with: 1, 2, 3...
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Epoch(#[n(0)] pub u32);

impl Epoch {
    /// The epoch every space starts with.
    pub const FIRST: Self = Self(1);
}

/// Where a record belongs: its place in the log of one replica of one space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// The space.
    pub space: SpaceId,
    /// The replica that wrote it.
    pub replica: ReplicaId,
    /// Its place among that replica's records, from 1.
    pub counter: u64,
}

impl RecordKey {
    /// Length of [`Self::to_bytes`].
    pub const LEN: usize = 56;

    /// The key it is stored under: space, replica, counter (big-endian), so that keys sort as records follow.
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let (space, rest) = bytes.split_at_mut(SpaceId::LEN);
        let (replica, counter) = rest.split_at_mut(ReplicaId::LEN);
        space.copy_from_slice(&self.space.0);
        replica.copy_from_slice(&self.replica.0);
        counter.copy_from_slice(&self.counter.to_be_bytes());
        bytes
    }

    /// The other way round; `None` unless there are exactly [`Self::LEN`] bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (space, rest) = bytes.split_first_chunk()?;
        let (replica, rest) = rest.split_first_chunk()?;
        let counter = u64::from_be_bytes(rest.try_into().ok()?);
        Some(Self {
            space: SpaceId(*space),
            replica: ReplicaId(*replica),
            counter,
        })
    }
}
