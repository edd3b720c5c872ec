//! What the entries of a roster add up to, at every point of it: who could do what, and since when.

use super::{Accepted, Entry, Op, Role, RosterError};
use crate::{
    BoxKey, Commitment, Epoch, Header, MemberKey, RecordId, Refusal, ReplicaId, limits::MAX_MEMBERS,
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

/// Everybody's turns, in order, and when each epoch began.
#[derive(Debug, Clone)]
pub(super) struct State {
    people: BTreeMap<MemberKey, Vec<Turn>>,
    epochs: Vec<(u64, Epoch)>,
}

impl State {
    /// What a first entry says: its author is an admin, and the first epoch begins.
    pub(super) fn start(entry: &Entry<'_>) -> Result<Self, RosterError> {
        let blank = Self {
            people: BTreeMap::new(),
            epochs: vec![(0, Epoch::FIRST)],
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
        // A Join is signed by a key that is no member's, so this comes before who may.
        if entry.ops().iter().any(|op| !is_judged(op)) {
            return Err(RosterError::NotYet);
        }
        if entry.ops().iter().any(|op| matches!(op, Op::Renew { .. })) {
            self.may_renew(entry)?;
            return self.with(entry);
        }
        match self.member(&entry.author()) {
            Some(Member {
                role: Role::Admin, ..
            }) => self.with(entry),
            _ => Err(RosterError::NotAdmin),
        }
    }

    /// A Renew comes first, is signed by the key its member committed to, and brings new keys for the space if
    /// it is an admin's: nobody else may change those.
    fn may_renew(&self, entry: &Entry<'_>) -> Result<(), RosterError> {
        let Some((
            Op::Renew {
                member, recovery, ..
            },
            rest,
        )) = entry.ops().split_first()
        else {
            return Err(RosterError::Contradiction);
        };
        let old = self.member(member).ok_or(RosterError::Contradiction)?;
        let commitment = Commitment(*blake3::hash(recovery.as_ref()).as_bytes());
        if entry.author() != *recovery || commitment != old.recovery {
            return Err(RosterError::NotAdmin);
        }
        match (old.role, rest) {
            (Role::Admin, [Op::Rekey { .. }]) | (Role::Member | Role::Reader, []) => Ok(()),
            _ => Err(RosterError::Contradiction),
        }
    }

    fn with(&self, entry: &Entry<'_>) -> Result<Self, RosterError> {
        let mut next = self.clone();
        for op in entry.ops() {
            next.apply(op, entry.number())?;
        }
        next.check(entry)?;
        Ok(next)
    }

    fn apply(&mut self, op: &Op, number: u64) -> Result<(), RosterError> {
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
                match self.member(member) {
                    None => self.turn(*member, number, Some(new), Vec::new()),
                    Some(_) => Err(RosterError::Contradiction),
                }
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
                // A key that was anybody's before could not be told from what it was.
                if self.people.contains_key(next) {
                    return Err(RosterError::Contradiction);
                }
                self.turn(*member, number, None, accepted.clone())?;
                self.turn(*next, number, Some(new), Vec::new())
            }
            Op::Invite { .. } | Op::Revoke { .. } | Op::Join { .. } => Err(RosterError::NotYet),
        }
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

    /// Whether an entry leaves a roster that can go on: somebody to change it, the keys where they belong.
    fn check(&self, entry: &Entry<'_>) -> Result<(), RosterError> {
        let (mut members, mut admins) = (0, 0);
        for (_, member) in self.members() {
            members += 1;
            admins += usize::from(member.role == Role::Admin);
        }
        if members > MAX_MEMBERS {
            return Err(RosterError::TooLarge);
        }
        if admins == 0 {
            return Err(RosterError::LastAdmin);
        }
        let mut rekeys = entry.ops().iter().filter_map(|op| match op {
            Op::Rekey { wraps, .. } => Some(wraps),
            _ => None,
        });
        let removes = entry.ops().iter().any(|op| matches!(op, Op::Remove { .. }));
        match (rekeys.next(), rekeys.next()) {
            (None, _) if !removes => Ok(()),
            (Some(wraps), None)
                if wraps
                    .iter()
                    .map(|wrap| wrap.member)
                    .eq(self.members().map(|(key, _)| key)) =>
            {
                Ok(())
            }
            _ => Err(RosterError::Contradiction),
        }
    }

    pub(super) fn member(&self, key: &MemberKey) -> Option<Member> {
        self.people.get(key)?.last()?.member
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

/// Whether this version knows how to judge it.
const fn is_judged(op: &Op) -> bool {
    matches!(
        op,
        Op::Add { .. }
            | Op::Remove { .. }
            | Op::SetRole { .. }
            | Op::Rekey { .. }
            | Op::Renew { .. }
    )
}
