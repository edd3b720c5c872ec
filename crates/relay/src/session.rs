//! One connection's conversation: who is there and what they may ask. Frames in, actions out.
//! Sans-IO: it never waits, reads no clock and knows nothing of sockets, rooms or the log.

use crate::pace::Pace;
use commonplace_protocol::{
    Frame, FrameError, MemberKey, Refusal, Refused, SpaceId,
    chunk::{Chunk, Names},
    frame::{Hello, Open, Prove, Put, Records, RosterEntries, Take, Vector, Whisper},
    limits::{MAX_FRAME, MAX_FRAME_AT_THE_DOOR, MAX_FRAME_BEFORE, VERSION},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

/// Spaces one connection may have open.
const SPACES: usize = 256;
/// Proofs of keys that turned out to be no member's, before it looks like searching.
const STRAYS: usize = 32;
/// Bytes a second, and at once, that one connection may send.
const BYTES: (u32, u32) = (16 << 20, 64 << 20);
/// Frames: one signature takes about 50 us, so a connection can keep one core busy and no more.
const FRAMES: (u32, u32) = (20_000, 20_000);
/// Whispers: signalling and presence come in small bursts.
const WHISPERS: (u32, u32) = (20, 200);
/// Boxes filled or asked for: people do so a few times a year.
const BOXES: (u32, u32) = (1, 10);

/// What a frame asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// Somebody proved to hold `member`'s key: see whether the space has such a member.
    Enter(SpaceId, MemberKey),
    /// Answer with the roster.
    Open(Open),
    /// Judge roster entries.
    Offer(RosterEntries),
    /// Remember what the client has.
    Have(Vector),
    /// Judge records.
    Push(Records),
    /// Remember what the client wrote.
    Ack(Vector),
    /// Pass it on.
    Whisper(Whisper),
    /// Fill a box.
    Put(Put),
    /// Empty a box.
    Take(Take),
    /// Say which chunks are kept.
    Offered(Names),
    /// Send chunks.
    Asked(Names),
    /// Keep a chunk.
    Given(Chunk),
}

/// A frame that is answered with a refusal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    pub(crate) refused: Box<Refused>,
    /// Whether the connection ends with it.
    pub(crate) fatal: bool,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Session {
    audience: String,
    nonce: [u8; 32],
    their_nonce: Option<[u8; 32]>,
    members: BTreeMap<SpaceId, MemberKey>,
    /// Spaces where it proved a key that is no member's, and may bring the entry that makes it one.
    at_the_door: BTreeSet<SpaceId>,
    /// Whether somebody was ever let in, which lifts the limits for strangers.
    known: bool,
    /// Spaces it was not let into. What it says about them, before it can know, is passed over.
    away: BTreeSet<SpaceId>,
    bytes: Pace,
    frames: Pace,
    whispers: Pace,
    boxes: Pace,
}

impl Session {
    /// `audience` is the host the client dialled, `nonce` random.
    pub(crate) fn new(audience: String, nonce: [u8; 32], now: Instant) -> Self {
        Self {
            audience,
            nonce,
            their_nonce: None,
            members: BTreeMap::new(),
            at_the_door: BTreeSet::new(),
            known: false,
            away: BTreeSet::new(),
            bytes: Pace::new(BYTES.0, BYTES.1, now),
            frames: Pace::new(FRAMES.0, FRAMES.1, now),
            whispers: Pace::new(WHISPERS.0, WHISPERS.1, now),
            boxes: Pace::new(BOXES.0, BOXES.1, now),
        }
    }

    /// What the relay says first.
    pub(crate) fn hello(&self) -> Frame {
        let agent = concat!("commonplace-relay/", env!("CARGO_PKG_VERSION"));
        Frame::Hello(Hello::new(self.nonce, agent))
    }

    /// Whether somebody was let in.
    pub(crate) fn is_known(&self) -> bool {
        self.known
    }

    /// Accounts for a frame; answers how long to wait before reading the next.
    pub(crate) fn paced(&mut self, bytes: usize, now: Instant) -> Duration {
        self.bytes.take(bytes, now).max(self.frames.take(1, now))
    }

    /// Reads a frame and says what it asks for.
    pub(crate) fn receive(&mut self, bytes: &[u8], now: Instant) -> Result<Action, Complaint> {
        let limit = match (self.known, self.is_at_a_door()) {
            (true, _) => MAX_FRAME,
            (false, true) => MAX_FRAME_AT_THE_DOOR,
            (false, false) => MAX_FRAME_BEFORE,
        };
        let frame = Frame::decode_within(bytes, limit)
            .map_err(|error: FrameError| fatal(Refused::new(error.refusal())))?;
        match frame {
            Frame::Hello(hello) => self.greeted(&hello),
            Frame::Prove(prove) => self.proven(&prove),
            Frame::Open(open) => self.knocking(open.space, Action::Open(open)),
            Frame::Roster(roster) => self.knocking(roster.space, Action::Offer(roster)),
            Frame::Have(vector) => self.allowed(vector.space, Action::Have(vector)),
            Frame::Records(records) => self.allowed(records.space, Action::Push(records)),
            Frame::Ack(vector) => self.allowed(vector.space, Action::Ack(vector)),
            Frame::Whisper(whisper) => self.whispered(whisper, now),
            Frame::Put(put) => {
                self.pace_boxes(Some(put.space), now)?;
                self.allowed(put.space, Action::Put(put))
            }
            Frame::Take(take) => {
                if self.their_nonce.is_none() {
                    return Err(fatal(Refused::new(Refusal::BadProof)));
                }
                self.pace_boxes(None, now)?;
                Ok(Action::Take(take))
            }
            Frame::Offer(names) => self.allowed(names.space, Action::Offered(names)),
            Frame::Ask(names) => self.allowed(names.space, Action::Asked(names)),
            Frame::Chunk(chunk) => self.allowed(chunk.space, Action::Given(chunk)),
            Frame::Kept(_)
            | Frame::Missing(_)
            | Frame::Placed(_)
            | Frame::Found(_)
            | Frame::Taken(_)
            | Frame::Refused(_)
            | Frame::Unknown(_) => Ok(Action::None),
        }
    }

    fn greeted(&mut self, hello: &Hello) -> Result<Action, Complaint> {
        if self.their_nonce.replace(hello.nonce).is_some() {
            return Err(fatal(Refused::new(Refusal::Malformed)));
        }
        if hello.version < VERSION {
            return Err(fatal(Refused::new(Refusal::Version)));
        }
        Ok(Action::None)
    }

    fn proven(&mut self, prove: &Prove) -> Result<Action, Complaint> {
        let theirs = self.their_nonce.ok_or_else(|| unproven(prove.space))?;
        let spaces = self.members.len() + self.at_the_door.len();
        if spaces >= SPACES && !self.members.contains_key(&prove.space) {
            return Err(polite(Refused::new(Refusal::TooLarge).about(prove.space)));
        }
        prove
            .verify(&self.nonce, &theirs, &self.audience)
            .map_err(|refusal| fatal(Refused::new(refusal).about(prove.space)))?;
        Ok(Action::Enter(prove.space, prove.member))
    }

    /// The space has such a member, or is not known here and this one may open it.
    pub(crate) fn entered(&mut self, space: SpaceId, member: MemberKey) {
        self.members.insert(space, member);
        self.at_the_door.remove(&space);
        self.away.remove(&space);
        self.known = true;
    }

    /// The space has no such member, but there may be roster entries, here or there, that say why or make it one.
    pub(crate) fn knocked(&mut self, space: SpaceId) {
        self.members.remove(&space);
        self.away.remove(&space);
        self.at_the_door.insert(space);
    }

    /// Whether somebody waits to be let into a space that is there.
    pub(crate) fn is_at_a_door(&self) -> bool {
        !self.at_the_door.is_empty()
    }

    /// Whether it is not let into this one yet.
    pub(crate) fn is_at_the_door(&self, space: SpaceId) -> bool {
        self.at_the_door.contains(&space)
    }

    /// The space has no such member, any more or ever, or may not be opened by this one.
    pub(crate) fn turned_away(&mut self, space: SpaceId, code: Refusal) -> Complaint {
        self.members.remove(&space);
        self.at_the_door.remove(&space);
        self.away.insert(space);
        Complaint {
            refused: Box::new(Refused::new(code).about(space)),
            fatal: self.away.len() > STRAYS,
        }
    }

    fn allowed(&self, space: SpaceId, action: Action) -> Result<Action, Complaint> {
        if self.members.contains_key(&space) {
            Ok(action)
        } else if self.away.contains(&space) || self.at_the_door.contains(&space) {
            Ok(Action::None)
        } else if self.known {
            Err(polite(Refused::new(Refusal::BadProof).about(space)))
        } else {
            Err(unproven(space))
        }
    }

    /// What may be said at the door, too.
    fn knocking(&self, space: SpaceId, action: Action) -> Result<Action, Complaint> {
        if self.at_the_door.contains(&space) {
            return Ok(action);
        }
        self.allowed(space, action)
    }

    fn pace_boxes(&mut self, space: Option<SpaceId>, now: Instant) -> Result<(), Complaint> {
        let wait = self.boxes.take(1, now);
        if wait.is_zero() {
            return Ok(());
        }
        let ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1);
        let refused = Refused::new(Refusal::Rate).retry_after(ms);
        Err(polite(match space {
            Some(space) => refused.about(space),
            None => refused,
        }))
    }

    fn whispered(&mut self, whisper: Whisper, now: Instant) -> Result<Action, Complaint> {
        let space = whisper.space;
        if self
            .members
            .get(&space)
            .is_some_and(|member| *member != whisper.from)
        {
            return Err(fatal(Refused::new(Refusal::BadProof).about(space)));
        }
        let wait = self.whispers.take(1, now);
        if !wait.is_zero() {
            let ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1);
            return Err(polite(
                Refused::new(Refusal::Rate).about(space).retry_after(ms),
            ));
        }
        self.allowed(space, Action::Whisper(whisper))
    }
}

fn unproven(space: SpaceId) -> Complaint {
    fatal(Refused::new(Refusal::BadProof).about(space))
}

fn fatal(refused: Refused) -> Complaint {
    Complaint {
        refused: Box::new(refused),
        fatal: true,
    }
}

fn polite(refused: Refused) -> Complaint {
    Complaint {
        refused: Box::new(refused),
        fatal: false,
    }
}
