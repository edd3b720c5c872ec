//! One client's place in one space: what it holds, what it was sent, what it is owed an answer for.
//! Pure and pull-based: nothing is queued for a client, each turn asks what it lacks now.

mod roster;

use super::{
    space::{Space, Taken},
    window::Window,
};
use crate::log::Logged;
use commonplace_protocol::{
    Frame, MemberKey, Range, Refusal, Refused, ReplicaId, SpaceId, VersionVector,
    frame::{Records, Vector},
    limits::{MAX_ITEMS, RECORDS_FRAME_TARGET},
};
use std::collections::BTreeMap;

/// Ranges one read of the log is asked for.
const RANGES: usize = 256;

/// When a client that found no room tries again, in milliseconds.
const QUOTA_RETRY_MS: u64 = 60_000;

/// What a turn found to do besides frames to send.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nothing until something happens.
    Rest,
    /// There may be more once this was sent.
    Again,
    /// There may be more once the log may be read.
    Wait,
    /// Read this from the log, then call [`Link::loaded`].
    Read(Vec<Range>),
    /// Whoever it is may not see the space, any more or ever: send this refusal and forget the link.
    Leave(Refusal),
}

/// What a client that pushed records is owed: acknowledgements up to `pushed`, of which it has `acked`.
#[derive(Debug)]
struct Owed {
    pushed: u64,
    acked: u64,
}

/// What roster entries are to be had of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brings {
    /// What it may think of.
    News,
    /// It has more of the roster than we do, and is waited for to bring it.
    More,
    /// Nothing more: somebody joined by the invite that was proven, and comes in under their own key now.
    Joined,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Link {
    space: SpaceId,
    member: MemberKey,
    /// Roster entries the client has; `None` until it opened the space.
    roster: Option<u64>,
    brings: Brings,
    /// Whether our `Have` was sent; to who only holds an invite, that this is all there is.
    told: bool,
    /// What it holds or was sent; `None` until its `Have`.
    theirs: Option<VersionVector>,
    /// Where in the space's tail it stands, if it lacked nothing there.
    position: Option<u64>,
    /// Whether it was told that nothing more is lacking.
    done: bool,
    owed: BTreeMap<ReplicaId, Owed>,
    window: Window,
}

impl Link {
    /// For a member that proved who it is.
    pub(crate) fn new(space: SpaceId, member: MemberKey) -> Self {
        Self {
            space,
            member,
            roster: None,
            brings: Brings::News,
            told: false,
            theirs: None,
            position: None,
            done: false,
            owed: BTreeMap::new(),
            window: Window::default(),
        }
    }

    pub(crate) fn member(&self) -> MemberKey {
        self.member
    }

    /// Whether what it brings is new, and not what it has and we lost.
    pub(crate) fn brings_news(&self) -> bool {
        self.brings != Brings::More
    }

    /// The client's vector.
    pub(crate) fn have(&mut self, vector: VersionVector) {
        self.theirs = Some(vector);
        (self.position, self.done) = (None, false);
        self.window = Window::default();
    }

    /// The client wrote something durably.
    pub(crate) fn acked(&mut self, vector: &VersionVector) {
        self.window.acked(vector);
    }

    /// What became of records the client sent, as refusals to answer with. One for each replica: what
    /// follows a refused record is refused too, and is sent again with it.
    pub(crate) fn pushed(&mut self, taken: &[Taken]) -> Vec<Refused> {
        let mut refused = BTreeMap::new();
        for taken in taken {
            match *taken {
                Taken::Yes(replica, counter) => {
                    // From 0: a repetition is acknowledged again, since its sender has not heard.
                    let owed = self.owed.entry(replica).or_insert(Owed {
                        pushed: 0,
                        acked: 0,
                    });
                    owed.pushed = owed.pushed.max(counter);
                    if let Some(theirs) = &mut self.theirs {
                        theirs.raise(replica, counter);
                    }
                }
                Taken::No(code, place) => {
                    refused
                        .entry(place.map(|(replica, _)| replica))
                        .or_insert((code, place));
                }
            }
        }
        refused
            .into_values()
            .map(|(code, place)| refusal(self.space, code, place))
            .collect()
    }

    /// What there is to send now; `Read` only if it `may_read` the log.
    pub(crate) fn turn(&mut self, space: &Space, may_read: bool, frames: &mut Vec<Frame>) -> Turn {
        if space
            .roster()
            .is_some_and(|roster| roster.member(&self.member).is_none())
        {
            return self.farewell(space, frames);
        }
        if self.tell_roster(space, frames) {
            return Turn::Again;
        }
        self.acknowledge(space, frames);
        if self.theirs.is_none() || self.window.is_full() {
            return Turn::Rest;
        }
        match self.follow_tail(space, frames) {
            Some(turn) => turn,
            None if may_read => self.catch_up(space, frames),
            None => Turn::Wait,
        }
    }

    /// Records that [`Turn::Read`] asked for, as the frame to send.
    pub(crate) fn loaded(&mut self, records: Vec<Logged>, space: &Space) -> Frame {
        self.send(records, space)
    }

    /// Says what of the client's records is durable now.
    fn acknowledge(&mut self, space: &Space, frames: &mut Vec<Frame>) {
        let mut vector = VersionVector::new();
        self.owed.retain(|replica, owed| {
            let durable = space.durable().get(replica).min(owed.pushed);
            if durable > owed.acked {
                vector.raise(*replica, durable);
                owed.acked = durable;
            }
            owed.acked < owed.pushed
        });
        if !vector.is_empty() {
            frames.push(Frame::Ack(Vector {
                space: self.space,
                vector,
            }));
        }
    }

    /// Serves from memory a client that was up to date a moment ago; `None` if it is further behind.
    fn follow_tail(&mut self, space: &Space, frames: &mut Vec<Frame>) -> Option<Turn> {
        let theirs = self.theirs.as_ref()?;
        let mut records = Vec::new();
        let mut position = self.position?;
        let mut size = 0;
        let Some(newer) = space.tail().since(position) else {
            self.position = None;
            return None;
        };
        for (after, record) in newer {
            if size >= RECORDS_FRAME_TARGET || records.len() >= MAX_ITEMS {
                break;
            }
            position = after;
            if !theirs.covers(&record.replica, record.counter) {
                size += record.bytes.len();
                records.push(record.clone());
            }
        }
        self.position = Some(position);
        if records.is_empty() {
            return Some(Turn::Rest);
        }
        let frame = self.send(records, space);
        frames.push(frame);
        Some(if position < space.tail().end() {
            Turn::Again
        } else {
            Turn::Rest
        })
    }

    /// Compares vectors: reads the log for what is lacking, or finds that nothing is.
    fn catch_up(&mut self, space: &Space, frames: &mut Vec<Frame>) -> Turn {
        let Some(theirs) = &self.theirs else {
            return Turn::Rest;
        };
        let mut lacking = theirs.lacks(space.durable());
        if lacking.is_empty() {
            self.position = Some(space.tail().end());
            if !self.done {
                self.done = true;
                let (space, records) = (self.space, Vec::new());
                frames.push(Frame::Records(Records {
                    space,
                    records,
                    done: true,
                }));
            }
            return Turn::Rest;
        }
        self.done = false;
        lacking.truncate(RANGES);
        Turn::Read(lacking)
    }

    fn send(&mut self, records: Vec<Logged>, space: &Space) -> Frame {
        let theirs = self.theirs.get_or_insert_default();
        let size = records.iter().map(|record| record.bytes.len()).sum();
        for record in &records {
            theirs.raise(record.replica, record.counter);
        }
        self.window.sent(
            records
                .iter()
                .map(|record| (record.replica, record.counter)),
            size,
        );
        let done = match self.position {
            Some(position) => position == space.tail().end(),
            None => theirs.includes(space.durable()),
        };
        if done {
            (self.position, self.done) = (Some(space.tail().end()), true);
        }
        let records = records
            .into_iter()
            .map(|record| record.bytes.into())
            .collect();
        Frame::Records(Records {
            space: self.space,
            records,
            done,
        })
    }
}

/// The frame that refuses a record, with when to try again if that may help.
fn refusal(space: SpaceId, code: Refusal, place: Option<(ReplicaId, u64)>) -> Refused {
    let refused = match place {
        Some((replica, counter)) => Refused::new(code).record(space, replica, counter),
        None => Refused::new(code).about(space),
    };
    if code == Refusal::Quota {
        refused.retry_after(QUOTA_RETRY_MS)
    } else {
        refused
    }
}
