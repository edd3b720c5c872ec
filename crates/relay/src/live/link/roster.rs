//! The roster's part of a link: what the client has of it, what it brings, what it lacks.

use super::{Brings, Link, Space, Turn};
use commonplace_protocol::{
    Frame, Refusal, Roster, RosterHash,
    frame::{Open, RosterEntries, Vector},
    limits::{MAX_ITEMS, RECORDS_FRAME_TARGET},
};

impl Link {
    /// Hears an `Open`. If the client has all we have, or more, answers how many that are; what it lacks
    /// comes with the next turns.
    pub(crate) fn open(&mut self, open: &Open, space: &Space) -> Option<Frame> {
        let ours = space.roster().map_or(0, Roster::len);
        // A roster that is no beginning of ours is answered from the start: the client must choose.
        let known = open.length > ours || space.roster().is_none_or(|ours| begins(ours, open));
        self.roster = Some(if known { open.length.min(ours) } else { 0 });
        self.brings = if known && open.length > ours {
            Brings::More
        } else {
            Brings::News
        };
        (known && open.length >= ours && !self.is_outside(space, open.length))
            .then(|| self.entries(ours, Vec::new()))
    }

    /// The client's roster entries, from ours on. `None` if there is nothing new among them.
    ///
    /// # Errors
    /// [`Refusal::RosterConflict`] if they are others than ours, or leave a hole; what the client lacks follows
    /// at the next turn.
    pub(crate) fn offered(
        &mut self,
        offer: RosterEntries,
        space: &Space,
    ) -> Result<Option<Vec<Vec<u8>>>, Refusal> {
        let held = space.roster().map_or(&[][..], Roster::entries);
        let from = usize::try_from(offer.from).unwrap_or(usize::MAX);
        let ours = held.get(from..).ok_or(Refusal::RosterConflict)?;
        let mut entries = offer.entries;
        if entries
            .iter()
            .zip(ours)
            .any(|(theirs, ours)| theirs != ours)
        {
            self.roster = Some(offer.from);
            return Err(Refusal::RosterConflict);
        }
        entries.drain(..ours.len().min(entries.len()));
        Ok((!entries.is_empty()).then_some(entries))
    }

    /// The client's own entries became ours: says so.
    pub(crate) fn extended(&mut self, space: &Space) -> Frame {
        let ours = space.roster().map_or(0, Roster::len);
        let invited = |roster: &Roster| roster.was_invite(&self.member);
        self.brings = if space.roster().is_some_and(invited) {
            Brings::Joined
        } else {
            Brings::News
        };
        self.roster = Some(ours);
        self.entries(ours, Vec::new())
    }

    /// Whether the client is no member, with a roster of `length` entries that cannot make it one.
    fn is_outside(&self, space: &Space, length: u64) -> bool {
        let outside = |roster: &Roster| roster.member(&self.member).is_none();
        space
            .roster()
            .is_some_and(|roster| outside(roster) && length <= roster.len())
    }

    /// The last turns of a client that is no member: who was one is told the roster up to the entry that ended
    /// it, since that entry proves it; who may bring the entry that makes it one is waited for.
    pub(super) fn farewell(&mut self, space: &Space, frames: &mut Vec<Frame>) -> Turn {
        let (Some(known), Some(roster)) = (self.roster, space.roster()) else {
            return Turn::Rest;
        };
        if self.brings != Brings::News {
            return Turn::Rest;
        }
        if roster.was_invite(&self.member) {
            return self.show_roster(known, roster, frames);
        }
        let Some(ended) = roster.ended(&self.member) else {
            return Turn::Leave(Refusal::NotMember);
        };
        let index = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let rest = roster.entries().get(index(known)..=index(ended));
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else {
            return Turn::Leave(Refusal::NotMember);
        };
        let count = batch(rest.iter().map(Vec::len));
        frames.push(self.entries(known, rest.iter().take(count).cloned().collect()));
        self.roster = Some(known + count as u64);
        Turn::Again
    }

    /// What who holds an invite is told: the roster, to join by, and when that is all. No more of the space.
    fn show_roster(&mut self, known: u64, roster: &Roster, frames: &mut Vec<Frame>) -> Turn {
        if roster.invite(&self.member).is_none() {
            return Turn::Leave(Refusal::InviteGone);
        }
        let from = usize::try_from(known).unwrap_or(usize::MAX);
        let rest = roster.entries().get(from..).unwrap_or_default();
        if !rest.is_empty() {
            let count = batch(rest.iter().map(Vec::len));
            frames.push(self.entries(known, rest.iter().take(count).cloned().collect()));
            self.roster = Some(known + count as u64);
            return Turn::Again;
        }
        if !self.told {
            self.told = true;
            frames.push(self.entries(known, Vec::new()));
        }
        Turn::Rest
    }

    /// The next of the roster that the client lacks, then what we have, once. Answers whether there is more.
    pub(super) fn tell_roster(&mut self, space: &Space, frames: &mut Vec<Frame>) -> bool {
        let (Some(known), Some(roster)) = (self.roster, space.roster()) else {
            return false;
        };
        let from = usize::try_from(known).unwrap_or(usize::MAX);
        if let Some(rest) = roster.entries().get(from..).filter(|rest| !rest.is_empty()) {
            let count = batch(rest.iter().map(Vec::len));
            frames.push(self.entries(known, rest.iter().take(count).cloned().collect()));
            self.roster = Some(known + count as u64);
            return true;
        }
        if !self.told {
            self.told = true;
            let vector = space.durable().clone();
            frames.push(Frame::Have(Vector {
                space: self.space,
                vector,
            }));
        }
        false
    }

    fn entries(&self, from: u64, entries: Vec<Vec<u8>>) -> Frame {
        Frame::Roster(RosterEntries {
            space: self.space,
            from,
            entries,
        })
    }
}

/// Whether ours begins with the client's roster.
fn begins(ours: &Roster, open: &Open) -> bool {
    let Some(last) = open.length.checked_sub(1) else {
        return true;
    };
    let entry = usize::try_from(last)
        .ok()
        .and_then(|last| ours.entries().get(last));
    entry.is_some_and(|entry| RosterHash(*blake3::hash(entry).as_bytes()) == open.head)
}

/// How many of these sizes go into one frame: at least one.
fn batch(sizes: impl Iterator<Item = usize>) -> usize {
    let mut room = RECORDS_FRAME_TARGET;
    let fits = |size: &usize| {
        let fits = *size <= room;
        room = room.saturating_sub(*size);
        fits
    };
    sizes.take(MAX_ITEMS).take_while(fits).count().max(1)
}
