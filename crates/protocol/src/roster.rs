//! Rosters: who belongs to a space, as a hash-linked log of signed entries. Every replica judges entries and
//! records by it alone; no clock decides anything. Keys inside are wrapped: nothing here can open them.

mod applying;
mod entry;
mod history;
mod invites;
mod judging;
mod op;

pub use entry::{Entry, genesis};
pub use history::Member;
pub use invites::{Invite, Joined};
pub use op::{Accepted, InviteWrap, Op, Role, Wrap};

use crate::{
    Epoch, Header, MemberKey, RecordId, Refusal, ReplicaId, RosterHash, SpaceId,
    limits::{MAX_ROSTER_ENTRIES, MAX_ROSTER_ENTRY},
};
use history::State;
use std::collections::HashMap;

/// Why a roster entry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// Nothing to do but drop it.
    #[error("these bytes are not a roster entry")]
    Malformed,
    /// Say less in one entry: at most 256 KiB, 1,024 members, 64 invites of 200 uses, 16,384 entries.
    #[error("the roster entry goes over a limit")]
    TooLarge,
    /// Update this program.
    #[error("this roster entry was written by a newer version")]
    NewerVersion,
    /// Do not trust it.
    #[error("the roster entry's signature does not hold")]
    BadSignature,
    /// It does not follow the last entry: get what is missing, write it again after that.
    #[error("the roster went on meanwhile")]
    Conflict,
    /// Ask an admin.
    #[error("only an admin may change the roster")]
    NotAdmin,
    /// Name another admin first.
    #[error("a space keeps at least one admin")]
    LastAdmin,
    /// Ask for a new invite.
    #[error("this invite is used up, was taken back, or never was")]
    InviteGone,
    /// Correct the entry: it names somebody twice, a stranger, or keys that do not fit its members.
    #[error("the roster entry contradicts the roster")]
    Contradiction,
}

impl RosterError {
    /// The refusal to answer it with.
    pub const fn refusal(self) -> Refusal {
        match self {
            Self::Malformed | Self::Contradiction | Self::LastAdmin => Refusal::Malformed,
            Self::TooLarge => Refusal::TooLarge,
            Self::NewerVersion => Refusal::Version,
            Self::BadSignature => Refusal::BadSignature,
            Self::Conflict => Refusal::RosterConflict,
            Self::NotAdmin => Refusal::NotMember,
            Self::InviteGone => Refusal::InviteGone,
        }
    }
}

/// The roster of one space: all its entries, judged.
#[derive(Debug, Clone)]
pub struct Roster {
    space: SpaceId,
    entries: Vec<Vec<u8>>,
    numbers: HashMap<RosterHash, u64>,
    head: RosterHash,
    state: State,
}

impl Roster {
    /// A roster of its first entry, whose hash is the space's id.
    ///
    /// # Errors
    /// [`RosterError`] if the entry cannot start a roster.
    pub fn start(genesis: &[u8]) -> Result<Self, RosterError> {
        let entry = Entry::parse(genesis)?;
        entry.verify()?;
        if entry.number() != 0 {
            return Err(RosterError::Conflict);
        }
        let head = entry::hash(genesis);
        Ok(Self {
            space: SpaceId(head.0),
            entries: vec![genesis.to_vec()],
            numbers: HashMap::from([(head, 0)]),
            head,
            state: State::start(&entry)?,
        })
    }

    /// Takes the next entry, or changes nothing.
    ///
    /// # Errors
    /// [`RosterError`] if it may not follow; [`RosterError::Conflict`] if it follows something else.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), RosterError> {
        let entry = Entry::parse(bytes)?;
        if entry.space() != Some(self.space)
            || entry.prev() != self.head
            || entry.number() != self.len()
        {
            return Err(RosterError::Conflict);
        }
        if self.entries.len() >= MAX_ROSTER_ENTRIES {
            return Err(RosterError::TooLarge);
        }
        entry.verify()?;
        self.state = self.state.after(&entry)?;
        self.head = entry::hash(bytes);
        self.numbers.insert(self.head, entry.number());
        self.entries.push(bytes.to_vec());
        Ok(())
    }

    /// The entry that would follow: what an admin sends. Judge it with [`Roster::append`].
    pub fn draft(
        &self,
        author: MemberKey,
        ops: Vec<Op>,
        sign: impl FnOnce(&[u8]) -> [u8; 64],
    ) -> Vec<u8> {
        entry::following(self.space, self.head, self.len(), author, ops, sign)
    }

    /// The space.
    pub const fn space(&self) -> SpaceId {
        self.space
    }

    /// The last entry: names the roster as a whole.
    pub const fn head(&self) -> RosterHash {
        self.head
    }

    /// How many entries there are, at least 1: the number of the next.
    #[expect(clippy::len_without_is_empty, reason = "a roster has its first entry")]
    pub fn len(&self) -> u64 {
        self.entries.len() as u64
    }

    /// The entries as they are kept and sent, in order.
    pub fn entries(&self) -> &[Vec<u8>] {
        &self.entries
    }

    /// Whether `head` names this roster as it is or as it was.
    pub fn knows(&self, head: &RosterHash) -> bool {
        self.numbers.contains_key(head)
    }

    /// Which key new records are sealed with.
    pub fn epoch(&self) -> Epoch {
        self.state.epoch()
    }

    /// A member, as of now.
    pub fn member(&self, key: &MemberKey) -> Option<Member> {
        self.state.member(key)
    }

    /// A member, as of the roster that ends with `head`.
    pub fn member_at(&self, head: &RosterHash, key: &MemberKey) -> Option<Member> {
        self.state.member_at(key, *self.numbers.get(head)?)
    }

    /// Everyone who is a member now, by key.
    pub fn members(&self) -> impl Iterator<Item = (MemberKey, Member)> + '_ {
        self.state.members()
    }

    /// Every invite that somebody could still join by, by key.
    pub fn invites(&self) -> impl Iterator<Item = (MemberKey, Invite)> + '_ {
        self.state.invites().live_at(u64::MAX)
    }

    /// The same, as of the roster that ends with `head`; none if that is not known.
    pub fn invites_at(&self, head: &RosterHash) -> Vec<(MemberKey, Invite)> {
        let number = self.numbers.get(head);
        number.map_or_else(Vec::new, |number| {
            self.state.invites().live_at(*number).collect()
        })
    }

    /// An invite that somebody could still join by.
    pub fn invite(&self, key: &MemberKey) -> Option<Invite> {
        self.state.invites().live(key)
    }

    /// Whether there ever was an invite of this key.
    pub fn was_invite(&self, key: &MemberKey) -> bool {
        self.state.invites().knows(key)
    }

    /// By which invite the person with this key came in, whatever keys they had since; `None` if by none.
    pub fn joined(&self, key: &MemberKey) -> Option<Joined> {
        self.state.invites().joined(&self.state.first_of(key))
    }

    /// The live invites whose link this person may know: the one they came by, and those they made.
    pub fn known_to(&self, key: &MemberKey) -> Vec<MemberKey> {
        let (person, by) = (self.state.first_of(key), self.joined(key));
        let known = |invite: &(MemberKey, Invite)| {
            by.is_some_and(|by| by.invite == invite.0)
                || self.state.first_of(&invite.1.by) == person
        };
        let live = self.invites().filter(known);
        live.map(|(key, _)| key).collect()
    }

    /// The key that the person who had `key` goes by now, or went by last: renewals lead there.
    pub fn newest_key(&self, key: &MemberKey) -> MemberKey {
        self.state.newest_of(key)
    }

    /// Whether somebody left or renewed their keys since the space got its key: an admin should give it another.
    pub fn owes_rekey(&self) -> bool {
        !self.state.owed().is_empty()
    }

    /// Whose keys ended meanwhile.
    pub fn owed_for(&self) -> &[MemberKey] {
        self.state.owed()
    }

    /// Whether `key` may write records now.
    pub fn may_write(&self, key: &MemberKey) -> bool {
        self.member(key)
            .is_some_and(|member| member.role.may_write())
    }

    /// Whether `key` may say that a pack stands for a record: in a space of one person, under any key of theirs that
    /// has ever written there. A stand-in only leaves content out, which whoever carries records could do as well.
    pub fn may_vouch(&self, key: &MemberKey) -> bool {
        let mut members = self.members();
        let (one, more) = (members.next(), members.next());
        let theirs = one.is_some_and(|(one, _)| self.newest_key(key) == one);
        theirs && more.is_none() && self.state.ever_wrote(key)
    }

    /// The number of the entry that ended the membership of `key`, which is no member now but was one.
    pub fn ended(&self, key: &MemberKey) -> Option<u64> {
        self.state.ended(key)
    }

    /// The last record of `replica` that counts, now that its member may not write any more; counter 0 if none
    /// does. `None` while they may.
    pub fn last_accepted(&self, key: &MemberKey, replica: &ReplicaId) -> Option<Accepted> {
        self.state.last_accepted(key, replica)
    }

    /// Whether a record with this header and id is within the rights of its member: judged by the roster it
    /// was written under, and by what was still accepted when those rights ended.
    ///
    /// # Errors
    /// The [`Refusal`] to answer with: `UnknownSpace`, `RosterConflict` (a roster not known here), `NotMember`,
    /// `ReadOnly` or `WrongEpoch`.
    pub fn admits(&self, header: &Header, id: &RecordId) -> Result<(), Refusal> {
        if header.space != self.space {
            return Err(Refusal::UnknownSpace);
        }
        let number = *self
            .numbers
            .get(&header.roster)
            .ok_or(Refusal::RosterConflict)?;
        let member = self
            .state
            .member_at(&header.member, number)
            .ok_or(Refusal::NotMember)?;
        if !member.role.may_write() {
            return Err(Refusal::ReadOnly);
        }
        if header.epoch != self.state.epoch_at(number) {
            return Err(Refusal::WrongEpoch);
        }
        self.state.still_accepted(header, id, number)
    }
}

const _: () = assert!(MAX_ROSTER_ENTRY <= crate::limits::MAX_FRAME);
