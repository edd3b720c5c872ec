//! What each op changes. An entry is applied to a copy: one op that does not fit, and nothing of it was. Who may say
//! what is decided elsewhere.

use super::history::{Member, State, Turn};
use super::invites::Invite;
use super::{Accepted, Entry, Op, Role, RosterError};
use crate::limits::{MAX_INVITE_USES, MAX_SEALED_KEY, MAX_SEALED_NAME};
use crate::{Epoch, MemberKey};

impl State {
    pub(super) fn with(&self, entry: &Entry<'_>) -> Result<Self, RosterError> {
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
                if self.member(member).is_some() || self.invites.knows(member) {
                    return Err(RosterError::Contradiction);
                }
                let new = Member {
                    role: *role,
                    box_key: *box_key,
                    recovery: *recovery,
                    since: number,
                };
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
            Op::Renew { .. } => self.renew(op, number),
            Op::Invite { key, .. } => {
                let made = offered(op, entry)?;
                self.unused(key)?;
                self.invites.add(*key, made)
            }
            Op::Revoke { key } => self.invites.revoke(key, number),
            Op::Join { .. } => self.join(op, entry),
        }
    }

    /// The next key of somebody takes the place of the one before.
    fn renew(&mut self, op: &Op, number: u64) -> Result<(), RosterError> {
        let Op::Renew {
            member,
            next,
            box_key,
            commitment,
            accepted,
            ..
        } = op
        else {
            return Err(RosterError::Contradiction);
        };
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

    /// Somebody comes in by the invite that signed the entry.
    fn join(&mut self, op: &Op, entry: &Entry<'_>) -> Result<(), RosterError> {
        let Op::Join {
            member,
            box_key,
            recovery,
            sealed,
            name,
        } = op
        else {
            return Err(RosterError::Contradiction);
        };
        fits(sealed)?;
        fits_name(name.as_deref())?;
        self.unused(member)?;
        let number = entry.number();
        let role = self.invites.join(&entry.author(), *member, number)?;
        let new = Member {
            role,
            box_key: *box_key,
            recovery: *recovery,
            since: number,
        };
        self.turn(*member, number, Some(new), Vec::new())
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

/// Whether this may be a sealed name.
const fn fits_name(name: Option<&[u8]>) -> Result<(), RosterError> {
    match name {
        Some([]) => Err(RosterError::Contradiction),
        Some(name) if name.len() > MAX_SEALED_NAME => Err(RosterError::TooLarge),
        _ => Ok(()),
    }
}

/// Whether this may be a sealed key: nobody but its reader can tell more.
pub(super) const fn fits(sealed: &[u8]) -> Result<(), RosterError> {
    match sealed.len() {
        0 => Err(RosterError::Contradiction),
        1..=MAX_SEALED_KEY => Ok(()),
        _ => Err(RosterError::TooLarge),
    }
}
