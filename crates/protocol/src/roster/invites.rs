//! The invites of a roster: who may still join by them, and who did, at every point of it. Time is not among what
//! is known here: whoever orders a roster looks at its own clock.

use super::{Role, RosterError};
use crate::{BoxKey, MemberKey};
use std::collections::BTreeMap;

/// An invite at some point of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invite {
    /// Where the space's key is sealed to for it.
    pub box_key: BoxKey,
    /// What whoever joins by it may do.
    pub role: Role,
    /// How many may join by it in all.
    pub uses: u32,
    /// How many may still.
    pub uses_left: u32,
    /// Until when a relay takes a Join by it, in milliseconds since 1970.
    pub expires_ms: u64,
    /// Who made it.
    pub by: MemberKey,
    /// The number of the entry that made it.
    pub since: u64,
}

/// How somebody came in by an invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// The invite's key.
    pub invite: MemberKey,
    /// The number of the entry.
    pub number: u64,
}

#[derive(Debug, Clone)]
struct Kept {
    made: Invite,
    revoked: Option<u64>,
    joined: Vec<(u64, MemberKey)>,
}

impl Kept {
    /// The invite as of entry `number`, if anybody could join by it then.
    fn at(&self, number: u64) -> Option<Invite> {
        let gone = self.revoked.is_some_and(|revoked| revoked <= number);
        if gone || self.made.since > number {
            return None;
        }
        let used = self.joined.iter().filter(|(at, _)| *at <= number).count();
        let left = self
            .made
            .uses
            .saturating_sub(u32::try_from(used).unwrap_or(u32::MAX));
        (left > 0).then_some(Invite {
            uses_left: left,
            ..self.made
        })
    }
}

/// Every invite there ever was, by key.
#[derive(Debug, Clone, Default)]
pub(super) struct Invites(BTreeMap<MemberKey, Kept>);

impl Invites {
    /// Whether there ever was one of this key.
    pub(super) fn knows(&self, key: &MemberKey) -> bool {
        self.0.contains_key(key)
    }

    pub(super) fn add(&mut self, key: MemberKey, made: Invite) -> Result<(), RosterError> {
        let kept = Kept {
            made,
            revoked: None,
            joined: Vec::new(),
        };
        match self.0.insert(key, kept) {
            None => Ok(()),
            Some(_) => Err(RosterError::Contradiction),
        }
    }

    /// Takes back one that was live before entry `number`.
    pub(super) fn revoke(&mut self, key: &MemberKey, number: u64) -> Result<(), RosterError> {
        let kept = self.0.get_mut(key).filter(|kept| kept.made.since < number);
        let kept = kept.filter(|kept| kept.at(number).is_some());
        kept.ok_or(RosterError::InviteGone)?.revoked = Some(number);
        Ok(())
    }

    /// Uses up one of its uses; answers what it gives.
    pub(super) fn join(
        &mut self,
        key: &MemberKey,
        member: MemberKey,
        number: u64,
    ) -> Result<Role, RosterError> {
        let kept = self.0.get_mut(key).ok_or(RosterError::InviteGone)?;
        let live = kept.at(number).ok_or(RosterError::InviteGone)?;
        kept.joined.push((number, member));
        Ok(live.role)
    }

    /// The invites somebody could join by as of entry `number`, by key.
    pub(super) fn live_at(&self, number: u64) -> impl Iterator<Item = (MemberKey, Invite)> + '_ {
        let live = move |(key, kept): (&MemberKey, &Kept)| Some((*key, kept.at(number)?));
        self.0.iter().filter_map(live)
    }

    /// One of them, as of the last entry.
    pub(super) fn live(&self, key: &MemberKey) -> Option<Invite> {
        self.0.get(key)?.at(u64::MAX)
    }

    /// By which one a member key came in.
    pub(super) fn joined(&self, member: &MemberKey) -> Option<Joined> {
        self.0.iter().find_map(|(invite, kept)| {
            let (number, _) = kept.joined.iter().find(|(_, key)| key == member)?;
            Some(Joined {
                invite: *invite,
                number: *number,
            })
        })
    }
}
