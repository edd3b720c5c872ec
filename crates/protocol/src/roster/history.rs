//! What the entries of a roster add up to, at every point of it: who could do what, and since when.

use super::invites::Invites;
use super::{Accepted, Entry, Role, RosterError};
use crate::{BoxKey, Commitment, Epoch, Header, MemberKey, RecordId, Refusal, ReplicaId};
use std::collections::BTreeMap;

/// A member at some point of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// What they may do.
    pub role: Role,
    /// Where keys are sent to them.
    pub box_key: BoxKey,
    /// What will prove their next generation of keys.
    pub recovery: Commitment,
    /// The number of the entry that said so.
    pub since: u64,
}

/// From one entry on, somebody is this member, or none.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) since: u64,
    pub(super) member: Option<Member>,
    /// What was still accepted of them when this took the right to write.
    pub(super) accepted: Vec<Accepted>,
}

/// Everybody's turns, in order, the invites, and when each epoch began.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) people: BTreeMap<MemberKey, Vec<Turn>>,
    /// Which key came after which, for the same person.
    pub(super) renewed: BTreeMap<MemberKey, MemberKey>,
    /// The same, backwards.
    pub(super) before: BTreeMap<MemberKey, MemberKey>,
    pub(super) invites: Invites,
    pub(super) epochs: Vec<(u64, Epoch)>,
    /// Whose membership ended since the last epoch began: they have its key.
    pub(super) owed: Vec<MemberKey>,
}

impl State {
    /// What a first entry says: its author is an admin, and the first epoch begins.
    pub(super) fn start(entry: &Entry<'_>) -> Result<Self, RosterError> {
        let blank = Self {
            people: BTreeMap::new(),
            renewed: BTreeMap::new(),
            before: BTreeMap::new(),
            invites: Invites::default(),
            epochs: vec![(0, Epoch::FIRST)],
            owed: Vec::new(),
        };
        let next = blank.with(entry)?;
        match next.member(&entry.author()) {
            Some(Member {
                role: Role::Admin, ..
            }) => Ok(next),
            _ => Err(RosterError::NotAdmin),
        }
    }

    /// What it is after an entry that follows.
    pub(super) fn after(&self, entry: &Entry<'_>) -> Result<Self, RosterError> {
        self.may(entry)?;
        self.with(entry)
    }

    pub(super) fn member(&self, key: &MemberKey) -> Option<Member> {
        self.people.get(key)?.last()?.member
    }

    pub(super) const fn invites(&self) -> &Invites {
        &self.invites
    }

    pub(super) fn owed(&self) -> &[MemberKey] {
        &self.owed
    }

    /// The key that a person goes by after all renewals of `key`.
    pub(super) fn newest_of(&self, key: &MemberKey) -> MemberKey {
        follow(&self.renewed, key)
    }

    /// The key that a person came in with.
    pub(super) fn first_of(&self, key: &MemberKey) -> MemberKey {
        follow(&self.before, key)
    }

    pub(super) fn ended(&self, key: &MemberKey) -> Option<u64> {
        let last = self.people.get(key)?.last()?;
        last.member.is_none().then_some(last.since)
    }

    pub(super) fn ever_wrote(&self, key: &MemberKey) -> bool {
        let mut turns = self.people.get(key).into_iter().flatten();
        turns.any(|turn| turn.member.is_some_and(|member| member.role.may_write()))
    }

    pub(super) fn last_accepted(&self, key: &MemberKey, replica: &ReplicaId) -> Option<Accepted> {
        let turns = self.people.get(key)?;
        let may_write = |turn: &&Turn| turn.member.is_some_and(|member| member.role.may_write());
        if turns.last().as_ref().is_none_or(may_write) {
            return None;
        }
        let lost = turns
            .iter()
            .rev()
            .take_while(|turn| !may_write(turn))
            .last()?;
        let named = lost.accepted.iter().find(|last| last.replica == *replica);
        Some(named.copied().unwrap_or(Accepted {
            replica: *replica,
            counter: 0,
            id: RecordId::ZERO,
        }))
    }

    /// The member as of entry `number`.
    pub(super) fn member_at(&self, key: &MemberKey, number: u64) -> Option<Member> {
        let turns = self.people.get(key)?;
        turns.iter().rev().find(|turn| turn.since <= number)?.member
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (MemberKey, Member)> + '_ {
        self.people
            .iter()
            .filter_map(|(key, turns)| Some((*key, turns.last()?.member?)))
    }

    pub(super) fn epoch(&self) -> Epoch {
        self.epochs.last().map_or(Epoch::FIRST, |(_, epoch)| *epoch)
    }

    /// The epoch as of entry `number`.
    pub(super) fn epoch_at(&self, number: u64) -> Epoch {
        let begun = self.epochs.iter().rev().find(|(since, _)| *since <= number);
        begun.map_or(Epoch::FIRST, |(_, epoch)| *epoch)
    }

    /// Whether a record written as of entry `number`, by somebody who could write then, still counts: always
    /// if they never lost that right since, else up to what was accepted at the first time they did.
    pub(super) fn still_accepted(
        &self,
        header: &Header,
        id: &RecordId,
        number: u64,
    ) -> Result<(), Refusal> {
        let turns = self.people.get(&header.member).ok_or(Refusal::NotMember)?;
        let lost = turns
            .iter()
            .filter(|turn| turn.since > number)
            .find(|turn| !turn.member.is_some_and(|member| member.role.may_write()));
        let Some(lost) = lost else {
            return Ok(());
        };
        let refusal = match lost.member {
            Some(_) => Refusal::ReadOnly,
            None => Refusal::NotMember,
        };
        let limit = lost
            .accepted
            .iter()
            .find(|accepted| accepted.replica == header.replica);
        limit
            .filter(|limit| {
                header.counter < limit.counter
                    || (header.counter == limit.counter && *id == limit.id)
            })
            .map(|_| ())
            .ok_or(refusal)
    }
}

/// The end of a chain of keys. None comes twice, since a key is renewed to one that never was.
fn follow(links: &BTreeMap<MemberKey, MemberKey>, key: &MemberKey) -> MemberKey {
    let mut key = key;
    while let Some(next) = links.get(key) {
        key = next;
    }
    *key
}
