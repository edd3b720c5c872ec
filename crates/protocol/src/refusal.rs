//! Why something was not taken: a number other programs act on, and a sentence people read.

use crate::{ChunkId, ReplicaId, SpaceId};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

macro_rules! refusals {
    ($($(#[$doc:meta])* $code:literal $name:ident $sentence:literal;)*) => {
        /// Why something was refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Refusal {
            $($(#[$doc])* $name,)*
            /// A code of a newer version.
            Other(u16),
        }

        impl Refusal {
            /// The number on the wire.
            pub const fn code(self) -> u16 {
                match self {
                    $(Self::$name => $code,)*
                    Self::Other(code) => code,
                }
            }

            /// The reason with that number.
            pub const fn from_code(code: u16) -> Self {
                match code {
                    $($code => Self::$name,)*
                    other => Self::Other(other),
                }
            }

            /// What to tell a person when nothing better is known.
            pub const fn sentence(self) -> &'static str {
                match self {
                    $(Self::$name => $sentence,)*
                    Self::Other(_) => "The relay refused this, for a reason this version does not know.",
                }
            }
        }
    };
}

refusals! {
    /// The bytes are not a frame, a record or a roster entry.
    1 Malformed "What was sent could not be read.";
    /// Over a limit of size.
    2 TooLarge "This is larger than the relay takes.";
    /// The signature of a `Prove` does not hold.
    3 BadProof "The relay could not verify who is connecting.";
    /// The key is not a member of the space.
    4 NotMember "This key is not a member of the space.";
    /// The member may read but not write.
    5 ReadOnly "You may read this space but not write in it.";
    /// The replica already wrote something else under this number.
    6 Fork "This device wrote two different things under one number.";
    /// An earlier record of the replica is missing.
    7 Gap "Something written earlier has to arrive first.";
    /// The space has no room left; worth trying again later.
    8 Quota "The relay has no room left for this space.";
    /// Too much at once; try again after the time given.
    9 Rate "Too much arrived at once. It will be sent again by itself.";
    /// The relay does not know the space.
    10 UnknownSpace "The relay does not know this space.";
    /// No version of the protocol is spoken by both.
    11 Version "This version of the app and the relay do not understand each other.";
    /// Not now; try again later.
    12 Busy "The relay is busy. It will be tried again by itself.";
    /// The roster went on meanwhile, or the record names a roster that is not known.
    13 RosterConflict "The list of members changed meanwhile.";
    /// The signature of a record or roster entry does not hold.
    14 BadSignature "The signature does not match what was written.";
    /// The record is sealed with another key than its roster names.
    15 WrongEpoch "This was sealed with a key that is no longer in use.";
    /// The relay opens new spaces only for some.
    16 Closed "This relay does not take new spaces.";
    /// The invite was used up or taken back, or never was.
    17 InviteGone "This invite is used up or was taken back. Ask for a new one.";
    /// The relay's clock is past what the invite says.
    18 InviteExpired "This invite has expired. Ask for a new one.";
}

impl Refusal {
    /// Whether the same thing may be taken later, unchanged.
    pub const fn is_passing(self) -> bool {
        matches!(
            self,
            Self::Gap | Self::Quota | Self::Rate | Self::Busy | Self::RosterConflict
        )
    }
}

impl<C> Encode<C> for Refusal {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.u16(self.code())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Refusal {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        d.u16().map(Self::from_code)
    }
}

/// The frame that says no, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Refused {
    /// Why.
    #[n(0)]
    pub code: Refusal,
    /// The same for a person, in English.
    #[n(1)]
    pub sentence: String,
    /// Do not try again sooner than this, in milliseconds.
    #[n(2)]
    pub retry_after_ms: Option<u64>,
    /// The space it is about.
    #[n(3)]
    pub space: Option<SpaceId>,
    /// The replica whose record it is about.
    #[n(4)]
    pub replica: Option<ReplicaId>,
    /// The record's counter.
    #[n(5)]
    pub counter: Option<u64>,
    /// The chunk it is about.
    #[n(6)]
    pub chunk: Option<ChunkId>,
}

impl Refused {
    /// A refusal of the whole connection, in the default words.
    pub fn new(code: Refusal) -> Self {
        Self {
            code,
            sentence: code.sentence().to_owned(),
            retry_after_ms: None,
            space: None,
            replica: None,
            counter: None,
            chunk: None,
        }
    }

    /// About one space.
    #[must_use]
    pub fn about(mut self, space: SpaceId) -> Self {
        self.space = Some(space);
        self
    }

    /// About one record.
    #[must_use]
    pub fn record(mut self, space: SpaceId, replica: ReplicaId, counter: u64) -> Self {
        (self.space, self.replica, self.counter) = (Some(space), Some(replica), Some(counter));
        self
    }

    /// About one chunk.
    #[must_use]
    pub fn chunk(mut self, space: SpaceId, chunk: ChunkId) -> Self {
        (self.space, self.chunk) = (Some(space), Some(chunk));
        self
    }

    /// Not to be tried again sooner than in `ms` milliseconds.
    #[must_use]
    pub fn retry_after(mut self, ms: u64) -> Self {
        self.retry_after_ms = Some(ms);
        self
    }
}
