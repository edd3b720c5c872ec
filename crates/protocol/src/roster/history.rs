//! What the entries of a roster add up to, at every point of it: who could do what, and since when.

use super::invites::{Invite, Invites};
use super::{Accepted, Entry, Op, Role, RosterError};
use crate::{
    BoxKey, Commitment, Epoch, Header, MemberKey, RecordId, Refusal, ReplicaId,
    limits::{MAX_INVITE_USES, MAX_SEALED_KEY},
};
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
struct Turn {
    since: u64,
    member: Option<Member>,
    /// What was still accepted of them when this took the right to write.
    accepted: Vec<Accepted>,
}

/// Everybody's turns, in order, the invites, and when each epoch began.
#[derive(Debug, Clone)]
pub(super) struct State {
    people: BTreeMap<MemberKey, Vec<Turn>>,
    /// Which key came after which, for the same person.
    renewed: BTreeMap<MemberKey, MemberKey>,
    /// The same, backwards.
    before: BTreeMap<MemberKey, MemberKey>,
    invites: Invites,
    epochs: Vec<(u64, Epoch)>,
    /// Whose membership ended since the last epoch began: they have its key.
    owed: Vec<MemberKey>,
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

    fn with(&self, entry: &Entry<'_>) -> Result<Self, RosterError> {
        let mut next = self.clone();
        for op in entry.ops() {
            next.apply(op, entry)?;
        }
        next.check(entry)?;
        next.count_what_is_owed(entry);
        Ok(next)
    }

    fn apply(&mut self, op: &Op, entry: &Entry<'_>) -> Result<(), RosterError> {
        let number = entry.number();
        match op {
            Op::Add {
                member,
                box_key,
                role,
                recovery,
            } => {
                let (role, box_key, recovery) = (*role, *box_key, *recovery);
                let new = Member {
                    role,
                    box_key,
                    recovery,
                    since: number,
                };
                if self.member(member).is_some() || self.invites.knows(member) {
                    return Err(RosterError::Contradiction);
                }
                self.turn(*member, number, Some(new), Vec::new())
            }
            Op::Remove { member, accepted } => match self.member(member) {
                Some(_) => self.turn(*member, number, None, accepted.clone()),
                None => Err(RosterError::Contradiction),
            },
            Op::SetRole {
                member,
                role,
                accepted,
            } => match self.member(member) {
                Some(old) if old.role != *role => {
                    let new = Member {
                        role: *role,
                        since: number,
                        ..old
                    };
                    self.turn(*member, number, Some(new), accepted.clone())
                }
                _ => Err(RosterError::Contradiction),
            },
            Op::Rekey { epoch, .. } => self.rekey(*epoch, number),
            Op::Renew {
                member,
                next,
                box_key,
                commitment,
                accepted,
                ..
            } => {
                let old = self.member(member).ok_or(RosterError::Contradiction)?;
                let new = Member {
                    role: old.role,
                    box_key: *box_key,
                    recovery: *commitment,
                    since: number,
                };
                self.unused(next)?;
                self.turn(*member, number, None, accepted.clone())?;
                self.turn(*next, number, Some(new), Vec::new())?;
                self.renewed.insert(*member, *next);
                self.before.insert(*next, *member);
                Ok(())
            }
            Op::Invite { key, .. } => {
                let made = offered(op, entry)?;
                self.unused(key)?;
                self.invites.add(*key, made)
            }
            Op::Revoke { key } => self.invites.revoke(key, number),
            Op::Join {
                member,
                box_key,
                recovery,
                sealed,
            } => {
                fits(sealed)?;
                self.unused(member)?;
                let role = self.invites.join(&entry.author(), *member, number)?;
                let new = Member {
                    role,
                    box_key: *box_key,
                    recovery: *recovery,
                    since: number,
                };
                self.turn(*member, number, Some(new), Vec::new())
            }
        }
    }

    /// A key that was anybody's before, or an invite's, could not be told from what it was.
    fn unused(&self, key: &MemberKey) -> Result<(), RosterError> {
        if self.people.contains_key(key) || self.invites.knows(key) {
            return Err(RosterError::Contradiction);
        }
        Ok(())
    }

    /// Begins a turn; one a person and entry, so that each entry leaves one answer.
    fn turn(
        &mut self,
        key: MemberKey,
        since: u64,
        member: Option<Member>,
        accepted: Vec<Accepted>,
    ) -> Result<(), RosterError> {
        let turns = self.people.entry(key).or_default();
        if turns.last().is_some_and(|turn| turn.since == since) {
            return Err(RosterError::Contradiction);
        }
        turns.push(Turn {
            since,
            member,
            accepted,
        });
        Ok(())
    }

    /// Begins an epoch: the first entry may only give the first one's keys.
    fn rekey(&mut self, epoch: Epoch, number: u64) -> Result<(), RosterError> {
        let expected = match number {
            0 => Some(Epoch::FIRST),
            _ => self.epoch().0.checked_add(1).map(Epoch),
        };
        if expected != Some(epoch) {
            return Err(RosterError::Contradiction);
        }
        if number > 0 {
            self.epochs.push((number, epoch));
        }
        Ok(())
    }

    /// Whose membership ended without a new key for the rest has that of today, until a Rekey.
    fn count_what_is_owed(&mut self, entry: &Entry<'_>) {
        let ops = entry.ops();
        if ops.iter().any(|op| matches!(op, Op::Rekey { .. })) {
            self.owed.clear();
            return;
        }
        self.owed.extend(ops.iter().filter_map(|op| match op {
            Op::Remove { member, .. } | Op::Renew { member, .. } => Some(*member),
            _ => None,
        }));
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

/// The invite an Invite makes.
fn offered(op: &Op, entry: &Entry<'_>) -> Result<Invite, RosterError> {
    let Op::Invite {
        box_key,
        role,
        uses,
        expires_ms,
        sealed,
        ..
    } = op
    else {
        return Err(RosterError::Contradiction);
    };
    fits(sealed)?;
    // A link that got about must not be able to give the space away.
    if *uses == 0 || *role == Role::Admin {
        return Err(RosterError::Contradiction);
    }
    if *uses > MAX_INVITE_USES {
        return Err(RosterError::TooLarge);
    }
    Ok(Invite {
        box_key: *box_key,
        role: *role,
        uses: *uses,
        uses_left: *uses,
        expires_ms: *expires_ms,
        by: entry.author(),
        since: entry.number(),
    })
}

/// Whether this may be a sealed key: nobody but its reader can tell more.
pub(super) const fn fits(sealed: &[u8]) -> Result<(), RosterError> {
    match sealed.len() {
        0 => Err(RosterError::Contradiction),
        1..=MAX_SEALED_KEY => Ok(()),
        _ => Err(RosterError::TooLarge),
    }
}
