//! What a member of a team may say in its roster, as entries to be sent to its relay. Each is judged as a relay will
//! before it is handed out, so that a draft that cannot stand says why at once.

use super::{InviteSecret, TeamMember};
use crate::renewal::accepted;
use crate::wrap::{self, Place};
use crate::{KeyRing, Space, SyncError};
use commonplace_protocol::roster::{InviteWrap, Op, Role, Roster, Wrap};
use commonplace_protocol::{BoxKey, Epoch, MemberKey, RosterError};
use ed25519_dalek::Signer;
use rand_core::CryptoRng;
use std::collections::{BTreeMap, BTreeSet};
use zeroize::Zeroizing;

/// What an invite gives, and to how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// What whoever joins may do: anything but what an admin may, who is made one afterwards.
    pub role: Role,
    /// How many may join, from 1 to [`commonplace_protocol::limits::MAX_INVITE_USES`].
    pub uses: u32,
    /// Until when the relay lets them, in milliseconds since 1970.
    pub expires_ms: u64,
}

impl TeamMember {
    /// Lets whoever is given `secret` join.
    ///
    /// # Errors
    /// [`SyncError::KeyMissing`] if the team's key is not here, [`SyncError::Roster`] if it cannot stand.
    pub fn invite(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        roster: &Roster,
        secret: &InviteSecret,
        terms: Terms,
    ) -> Result<Vec<u8>, SyncError> {
        let (space, epoch) = (roster.space(), roster.epoch());
        let keys = self.keys_in(roster);
        let current = keys.get(epoch).ok_or(SyncError::KeyMissing(epoch))?;
        let (key, box_key) = (secret.key(), secret.box_key());
        let sealed = wrap::wrap(rng, current, &box_key, &key, Place { space, epoch });
        let op = Op::Invite {
            key,
            box_key,
            role: terms.role,
            uses: terms.uses,
            expires_ms: terms.expires_ms,
            sealed: sealed.ok_or(SyncError::NotYours)?,
        };
        self.entry(roster, vec![op])
    }

    /// Takes invites back. Who has one of their links may have read the team's key; [`Self::rekey`] changes that.
    ///
    /// # Errors
    /// [`SyncError::Roster`] if it cannot stand.
    pub fn revoke(&self, roster: &Roster, invites: &[MemberKey]) -> Result<Vec<u8>, SyncError> {
        self.entry(roster, revoked(invites))
    }

    /// Ends the membership of others: what is durable here of theirs counts, and nothing else. Takes back the
    /// invites whose links they know, and gives the team a new key.
    ///
    /// # Errors
    /// [`SyncError::KeyMissing`] if the team's key is not here, [`SyncError::Roster`] if it cannot stand.
    pub fn remove(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        space: &Space,
        members: &[MemberKey],
    ) -> Result<Vec<u8>, SyncError> {
        let roster = space.newest_roster();
        let members: BTreeSet<MemberKey> = members.iter().copied().collect();
        let known = members.iter().flat_map(|member| roster.known_to(member));
        let mut invites: BTreeSet<MemberKey> = known.collect();
        invites.extend(suspect(roster));
        let invites: Vec<_> = invites.into_iter().collect();
        let mut ops: Vec<Op> = members
            .iter()
            .map(|member| Op::Remove {
                member: *member,
                accepted: accepted(space, member),
            })
            .collect();
        ops.extend(revoked(&invites));
        let staying = staying(roster, |member| !members.contains(member));
        let keys = self.keys_in(roster);
        ops.push(next_key(rng, roster, &keys, &staying, &invites)?);
        self.entry(roster, ops)
    }

    /// Ends one's own membership. The rest owe each other a new key then.
    ///
    /// # Errors
    /// [`SyncError::Roster`] with [`RosterError::LastAdmin`] if nobody else could change the roster.
    pub fn leave(&self, space: &Space) -> Result<Vec<u8>, SyncError> {
        let member = self.member();
        let op = Op::Remove {
            member,
            accepted: accepted(space, &member),
        };
        self.entry(space.newest_roster(), vec![op])
    }

    /// Lets a member do more or less. What is durable here of who may write no more counts, and nothing else.
    ///
    /// # Errors
    /// [`SyncError::Roster`] if it cannot stand.
    pub fn set_role(
        &self,
        space: &Space,
        member: MemberKey,
        role: Role,
    ) -> Result<Vec<u8>, SyncError> {
        let ends = !role.may_write();
        let op = Op::SetRole {
            member,
            role,
            accepted: if ends {
                accepted(space, &member)
            } else {
                Vec::new()
            },
        };
        self.entry(space.newest_roster(), vec![op])
    }

    /// Gives the team a new key, and takes back `invites` and those that somebody who is gone since the last one
    /// knows. To be done by the first admin who sees [`Roster::owes_rekey`].
    ///
    /// # Errors
    /// [`SyncError::KeyMissing`] if the team's key is not here, [`SyncError::Roster`] if it cannot stand.
    pub fn rekey(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        roster: &Roster,
        invites: &[MemberKey],
    ) -> Result<Vec<u8>, SyncError> {
        let mut gone = suspect(roster);
        gone.extend(invites);
        let gone: Vec<_> = gone.into_iter().collect();
        let mut ops = revoked(&gone);
        let (keys, staying) = (self.keys_in(roster), staying(roster, |_| true));
        ops.push(next_key(rng, roster, &keys, &staying, &gone)?);
        self.entry(roster, ops)
    }

    /// The next entry of `roster` by this member, if it may stand.
    fn entry(&self, roster: &Roster, ops: Vec<Op>) -> Result<Vec<u8>, SyncError> {
        let sign = |message: &[u8]| self.signing.sign(message).to_bytes();
        checked(roster, roster.draft(self.member(), ops, sign))
    }
}

/// The entry, if `roster` takes it.
pub(super) fn checked(roster: &Roster, entry: Vec<u8>) -> Result<Vec<u8>, SyncError> {
    let mut next = roster.clone();
    match next.append(&entry) {
        Ok(()) => Ok(entry),
        // Nothing to say makes no entry at all.
        Err(RosterError::Malformed) => Err(RosterError::Contradiction.into()),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn revoked(invites: &[MemberKey]) -> Vec<Op> {
    invites.iter().map(|key| Op::Revoke { key: *key }).collect()
}

/// The live invites that somebody knows whose keys ended without a new one for the team.
fn suspect(roster: &Roster) -> BTreeSet<MemberKey> {
    let gone = roster.owed_for().iter();
    gone.flat_map(|key| roster.known_to(key)).collect()
}

/// Who is a member, and stays one.
pub(super) fn staying(
    roster: &Roster,
    stays: impl Fn(&MemberKey) -> bool,
) -> BTreeMap<MemberKey, BoxKey> {
    let members = roster.members().filter(|(key, _)| stays(key));
    members.map(|(key, member)| (key, member.box_key)).collect()
}

/// A new key for `members` and for every live invite but those taken back.
pub(super) fn next_key(
    rng: &mut (impl CryptoRng + ?Sized),
    roster: &Roster,
    keys: &KeyRing,
    members: &BTreeMap<MemberKey, BoxKey>,
    revoked: &[MemberKey],
) -> Result<Op, SyncError> {
    let now = roster.epoch();
    let before = keys.get(now).ok_or(SyncError::KeyMissing(now))?;
    let (space, epoch) = (roster.space(), Epoch(now.0.saturating_add(1)));
    let place = Place { space, epoch };
    let mut key = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut *key);
    // Somebody whose box key hides nothing gets nothing: they must not keep others from a new key.
    let mut seal = |to: &BoxKey, whose: &MemberKey| {
        wrap::wrap(&mut *rng, &key, to, whose, place).unwrap_or_default()
    };
    let wraps = members.iter().map(|(member, to)| Wrap {
        member: *member,
        sealed: seal(to, member),
    });
    let wraps = wraps.collect();
    let live = roster.invites().filter(|(key, _)| !revoked.contains(key));
    let invites = live.map(|(invite, kept)| InviteWrap {
        invite,
        sealed: seal(&kept.box_key, &invite),
    });
    let invites = invites.collect();
    let previous = wrap::wrap_previous(&key, before, place).ok_or(SyncError::TooLarge)?;
    Ok(Op::Rekey {
        epoch,
        wraps,
        invites,
        previous,
    })
}
