//! Frames: what replicas say to each other, one a message. Sizes are checked before anything is decoded;
//! what a frame carries (records, roster entries) stays opaque bytes for others to judge.

mod mailbox;

pub use mailbox::{Empty, Found, Placed, Put, Take, Taken};

use crate::{
    MemberKey, Refusal, Refused, RosterHash, SpaceId, VersionVector,
    cbor::{self, blobs},
    chunk::{Chunk, Names},
    limits::{MAX_BOX, MAX_FRAME, MAX_RECORD, MAX_TEXT, MAX_WHISPER, VERSION},
    sign,
};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

const PROVE_CONTEXT: &[u8] = b"commonplace/prove/1";

/// The first frame of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Hello {
    /// The newest protocol version the sender speaks; both go on with the lower of the two.
    #[n(0)]
    pub version: u16,
    /// Random, new for each connection: what the other side's `Prove` must sign.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub nonce: [u8; 32],
    /// Which program this is, for people reading logs.
    #[n(2)]
    pub agent: String,
    /// The largest frame the sender takes, in bytes.
    #[n(3)]
    pub max_frame: u32,
    /// The largest record the sender takes, in bytes.
    #[n(4)]
    pub max_record: u32,
}

impl Hello {
    /// A greeting with this version and its limits.
    #[expect(clippy::cast_possible_truncation, reason = "both limits are a few MiB")]
    pub fn new(nonce: [u8; 32], agent: impl Into<String>) -> Self {
        Self {
            version: VERSION,
            nonce,
            agent: agent.into(),
            max_frame: MAX_FRAME as u32,
            max_record: MAX_RECORD as u32,
        }
    }
}

/// Proves to a relay that the sender holds a member's key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Prove {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The member.
    #[n(1)]
    pub member: MemberKey,
    /// The member's signature of [`Prove::message`].
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub signature: [u8; 64],
}

impl Prove {
    /// What is signed: context, both nonces, space, member, audience. The audience is the host (with its
    /// port, if not the default) that was dialled; upper case makes no difference.
    pub fn message(
        relay_nonce: &[u8; 32],
        client_nonce: &[u8; 32],
        space: &SpaceId,
        member: &MemberKey,
        audience: &str,
    ) -> Vec<u8> {
        let audience = audience.to_ascii_lowercase();
        [
            PROVE_CONTEXT,
            relay_nonce,
            client_nonce,
            space.as_ref(),
            member.as_ref(),
            audience.as_bytes(),
        ]
        .concat()
    }

    /// Whether it holds on this connection.
    ///
    /// # Errors
    /// [`Refusal::BadProof`] if it does not.
    pub fn verify(
        &self,
        relay_nonce: &[u8; 32],
        client_nonce: &[u8; 32],
        audience: &str,
    ) -> Result<(), Refusal> {
        let message = Self::message(
            relay_nonce,
            client_nonce,
            &self.space,
            &self.member,
            audience,
        );
        sign::verify(&[], &message, &self.member, &self.signature).ok_or(Refusal::BadProof)
    }
}

/// Asks for a space, saying how much of its roster is known.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Open {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// How many entries of its roster the sender has.
    #[n(1)]
    pub length: u64,
    /// The last of them; zeros if there is none.
    #[n(2)]
    pub head: RosterHash,
}

/// Entries of a roster, `from` counting from 0. With no entries it says "I have this many".
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RosterEntries {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The number of the first entry.
    #[n(1)]
    pub from: u64,
    /// The entries, in order.
    #[n(2)]
    #[cbor(with = "blobs")]
    pub entries: Vec<Vec<u8>>,
}

/// A space and a version vector: what the sender has (`Have`), or what became durable (`Ack`).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Vector {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The vector; in an `Ack` only what changed.
    #[n(1)]
    pub vector: VersionVector,
}

/// Records, each replica's in the order of their counters.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Records {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The records as they are kept.
    #[n(1)]
    #[cbor(with = "blobs")]
    pub records: Vec<Vec<u8>>,
    /// Nothing more is lacking right now, as far as the sender knows.
    #[n(2)]
    pub done: bool,
}

/// A sealed message passed on and forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Whisper {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// Who says it; the relay holds the sender to it.
    #[n(1)]
    pub from: MemberKey,
    /// Whom to; everyone who has the space open if not said.
    #[n(2)]
    pub to: Option<MemberKey>,
    /// Sealed for them.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub body: Vec<u8>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// 1: the first frame of both sides.
    Hello(Hello),
    /// 2: who is asking.
    Prove(Prove),
    /// 3: what for.
    Open(Open),
    /// 4: who belongs to a space.
    Roster(RosterEntries),
    /// 5: everything the sender has durably.
    Have(Vector),
    /// 6: what the other side lacks.
    Records(Records),
    /// 7: what became durable.
    Ack(Vector),
    /// 8: a message that is not kept.
    Whisper(Whisper),
    /// 9: something was not taken.
    Refused(Refused),
    /// 10: something for a box.
    Put(Put),
    /// 11: it is in the box.
    Placed(Placed),
    /// 12: asks for what is in a box.
    Take(Take),
    /// 13: what was in it.
    Found(Found),
    /// 14: somebody took it.
    Taken(Taken),
    /// 16: the sender holds these chunks and asks which of them are kept.
    Offer(Names),
    /// 17: these chunks are durable with the sender; none named: more than can be told became so.
    Kept(Names),
    /// 18: the sender wants these chunks.
    Ask(Names),
    /// 19: a chunk that was wanted.
    Chunk(Chunk),
    /// 20: these chunks are not with the sender, and are wanted.
    Missing(Names),
    /// A frame of a newer version, to be ignored.
    Unknown(u64),
}

/// Why bytes are not a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Close the connection: the other side does not speak this protocol.
    #[error("these bytes are not a frame")]
    Malformed,
    /// Close the connection: the other side ignores the limits it was told.
    #[error("the frame is larger than allowed")]
    TooLarge,
}

impl FrameError {
    /// The refusal to answer it with.
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::Malformed => Refusal::Malformed,
            Self::TooLarge => Refusal::TooLarge,
        }
    }
}

impl Frame {
    /// Reads a frame of at most [`MAX_FRAME`] bytes.
    ///
    /// # Errors
    /// [`FrameError`]; never panics, and allocates no more than a small multiple of `bytes`.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrameError> {
        Self::decode_within(bytes, MAX_FRAME)
    }

    /// Reads a frame of at most `max` bytes: [`crate::limits::MAX_FRAME_BEFORE`] for a stranger's.
    ///
    /// # Errors
    /// As [`Frame::decode`].
    pub fn decode_within(bytes: &[u8], max: usize) -> Result<Self, FrameError> {
        if bytes.len() > max {
            return Err(FrameError::TooLarge);
        }
        let frame: Self = cbor::from_slice(bytes).map_err(|_| FrameError::Malformed)?;
        frame
            .is_sound()
            .then_some(frame)
            .ok_or(FrameError::Malformed)
    }

    /// The frame as it is sent.
    pub fn encode(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// The space it is about, if it is about one.
    pub const fn space(&self) -> Option<SpaceId> {
        match self {
            Self::Prove(prove) => Some(prove.space),
            Self::Open(open) => Some(open.space),
            Self::Roster(roster) => Some(roster.space),
            Self::Have(vector) | Self::Ack(vector) => Some(vector.space),
            Self::Records(records) => Some(records.space),
            Self::Whisper(whisper) => Some(whisper.space),
            Self::Refused(refused) => refused.space,
            Self::Put(put) => Some(put.space),
            Self::Placed(placed) => Some(placed.space),
            Self::Taken(taken) => Some(taken.space),
            Self::Offer(names) | Self::Kept(names) | Self::Ask(names) | Self::Missing(names) => {
                Some(names.space)
            }
            Self::Chunk(chunk) => Some(chunk.space),
            Self::Hello(_) | Self::Take(_) | Self::Found(_) | Self::Unknown(_) => None,
        }
    }

    fn is_sound(&self) -> bool {
        match self {
            Self::Hello(hello) => hello.agent.len() <= MAX_TEXT,
            Self::Refused(refused) => refused.sentence.len() <= MAX_TEXT,
            Self::Whisper(whisper) => whisper.body.len() <= MAX_WHISPER,
            Self::Put(put) => put.sealed.len() <= MAX_BOX,
            Self::Found(found) => match &found.sealed {
                Some(sealed) => found.why.is_none() && sealed.len() <= MAX_BOX,
                None => found.why.is_some(),
            },
            _ => true,
        }
    }
}

impl<C> Encode<C> for Frame {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.array(2)?;
        match self {
            Self::Hello(body) => e.u8(1)?.encode_with(body, ctx)?.ok(),
            Self::Prove(body) => e.u8(2)?.encode_with(body, ctx)?.ok(),
            Self::Open(body) => e.u8(3)?.encode_with(body, ctx)?.ok(),
            Self::Roster(body) => e.u8(4)?.encode_with(body, ctx)?.ok(),
            Self::Have(body) => e.u8(5)?.encode_with(body, ctx)?.ok(),
            Self::Records(body) => e.u8(6)?.encode_with(body, ctx)?.ok(),
            Self::Ack(body) => e.u8(7)?.encode_with(body, ctx)?.ok(),
            Self::Whisper(body) => e.u8(8)?.encode_with(body, ctx)?.ok(),
            Self::Refused(body) => e.u8(9)?.encode_with(body, ctx)?.ok(),
            Self::Put(body) => e.u8(10)?.encode_with(body, ctx)?.ok(),
            Self::Placed(body) => e.u8(11)?.encode_with(body, ctx)?.ok(),
            Self::Take(body) => e.u8(12)?.encode_with(body, ctx)?.ok(),
            Self::Found(body) => e.u8(13)?.encode_with(body, ctx)?.ok(),
            Self::Taken(body) => e.u8(14)?.encode_with(body, ctx)?.ok(),
            Self::Offer(body) => e.u8(16)?.encode_with(body, ctx)?.ok(),
            Self::Kept(body) => e.u8(17)?.encode_with(body, ctx)?.ok(),
            Self::Ask(body) => e.u8(18)?.encode_with(body, ctx)?.ok(),
            Self::Chunk(body) => e.u8(19)?.encode_with(body, ctx)?.ok(),
            Self::Missing(body) => e.u8(20)?.encode_with(body, ctx)?.ok(),
            Self::Unknown(number) => e.u64(*number)?.map(0)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for Frame {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        if d.array()? != Some(2) {
            return Err(decode::Error::message("a frame is a number and a map"));
        }
        Ok(match d.u64()? {
            1 => Self::Hello(d.decode_with(ctx)?),
            2 => Self::Prove(d.decode_with(ctx)?),
            3 => Self::Open(d.decode_with(ctx)?),
            4 => Self::Roster(d.decode_with(ctx)?),
            5 => Self::Have(d.decode_with(ctx)?),
            6 => Self::Records(d.decode_with(ctx)?),
            7 => Self::Ack(d.decode_with(ctx)?),
            8 => Self::Whisper(d.decode_with(ctx)?),
            9 => Self::Refused(d.decode_with(ctx)?),
            10 => Self::Put(d.decode_with(ctx)?),
            11 => Self::Placed(d.decode_with(ctx)?),
            12 => Self::Take(d.decode_with(ctx)?),
            13 => Self::Found(d.decode_with(ctx)?),
            14 => Self::Taken(d.decode_with(ctx)?),
            16 => Self::Offer(d.decode_with(ctx)?),
            17 => Self::Kept(d.decode_with(ctx)?),
            18 => Self::Ask(d.decode_with(ctx)?),
            19 => Self::Chunk(d.decode_with(ctx)?),
            20 => Self::Missing(d.decode_with(ctx)?),
            number => {
                d.skip()?;
                Self::Unknown(number)
            }
        })
    }
}
