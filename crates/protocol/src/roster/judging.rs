//! Who may write which entry, and whether it leaves a roster that can go on. Must not change anything.

use super::applying::fits;
use super::history::{Member, State};
use super::{Entry, Op, Role, RosterError, Wrap};
use crate::Commitment;
use crate::limits::{MAX_INVITES, MAX_MEMBERS};

impl State {
    /// Whether the author of an entry may say what it says.
    pub(super) fn may(&self, entry: &Entry<'_>) -> Result<(), RosterError> {
        let (ops, author) = (entry.ops(), entry.author());
        if ops.iter().any(|op| matches!(op, Op::Join { .. })) {
            return self.may_join(entry);
        }
        if ops.iter().any(|op| matches!(op, Op::Renew { .. })) {
            return self.may_renew(entry);
        }
        let own = self.member(&author).ok_or(RosterError::NotAdmin)?;
        if own.role == Role::Admin || leaves(entry) {
            Ok(())
        } else {
            Err(RosterError::NotAdmin)
        }
    }

    /// A Join stands alone and is signed by an invite that still lets somebody in.
    fn may_join(&self, entry: &Entry<'_>) -> Result<(), RosterError> {
        if entry.ops().len() > 1 {
            return Err(RosterError::Contradiction);
        }
        let invite = self.invites().live(&entry.author());
        invite.map(|_| ()).ok_or(RosterError::InviteGone)
    }

    /// A Renew comes first and is signed by the key its member committed to. An admin's takes back invites and
    /// brings new keys for the space; nobody else may change those, and so brings the key of today.
    fn may_renew(&self, entry: &Entry<'_>) -> Result<(), RosterError> {
        let Some((
            Op::Renew {
                member,
                recovery,
                sealed,
                ..
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
        let revokes = |ops: &[Op]| ops.iter().all(|op| matches!(op, Op::Revoke { .. }));
        match (old.role, sealed, rest) {
            (Role::Admin, None, [revoked @ .., Op::Rekey { .. }]) if revokes(revoked) => Ok(()),
            (Role::Member | Role::Reader, Some(sealed), []) => fits(sealed),
            _ => Err(RosterError::Contradiction),
        }
    }

    /// Whether an entry, applied, leaves a roster that can go on: somebody to change it, the keys where they belong.
    pub(super) fn check(&self, entry: &Entry<'_>) -> Result<(), RosterError> {
        let (mut members, mut admins) = (0, 0);
        for (_, member) in self.members() {
            members += 1;
            admins += usize::from(is_admin(&member));
        }
        if members > MAX_MEMBERS || self.invites().live_at(u64::MAX).count() > MAX_INVITES {
            return Err(RosterError::TooLarge);
        }
        if admins == 0 {
            return Err(RosterError::LastAdmin);
        }
        if leaves(entry) {
            return Ok(());
        }
        let mut rekeys = entry.ops().iter().filter_map(|op| match op {
            Op::Rekey { wraps, invites, .. } => Some((wraps, invites)),
            _ => None,
        });
        let mut removes = entry.ops().iter().filter_map(|op| match op {
            Op::Remove { member, .. } => Some(*member),
            _ => None,
        });
        match (rekeys.next(), rekeys.next()) {
            (None, _) if removes.next().is_none() => Ok(()),
            // Who goes must not be the one who makes the next key.
            (Some(_), None) if removes.any(|member| member == entry.author()) => {
                Err(RosterError::Contradiction)
            }
            (Some((wraps, invites)), None) if self.are_all(wraps) => {
                let live = self.invites().live_at(u64::MAX).map(|(key, _)| key);
                if live.eq(invites.iter().map(|wrap| wrap.invite)) {
                    Ok(())
                } else {
                    Err(RosterError::Contradiction)
                }
            }
            _ => Err(RosterError::Contradiction),
        }
    }

    /// Whether these are for exactly those who are members, in order.
    fn are_all(&self, wraps: &[Wrap]) -> bool {
        let named = wraps.iter().map(|wrap| wrap.member);
        named.eq(self.members().map(|(key, _)| key))
    }
}

/// Whether the author of an entry does nothing but leave.
fn leaves(entry: &Entry<'_>) -> bool {
    matches!(entry.ops(), [Op::Remove { member, .. }] if *member == entry.author())
}

fn is_admin(member: &Member) -> bool {
    member.role == Role::Admin
}
