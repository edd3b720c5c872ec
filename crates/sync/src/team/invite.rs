//! An invite: the secret in its link, and joining by it while nobody else is there.

use super::names::seal_name;
use super::{TeamMember, TeamSpace};
use crate::finding::keys_in;
use crate::wrap::{self, Place};
use crate::{KeyRing, SyncError};
use commonplace_protocol::roster::{Op, Roster};
use commonplace_protocol::{BoxKey, MemberKey, RosterError};
use ed25519_dalek::{Signer, SigningKey};
use rand_core::CryptoRng;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What an invite's link holds. Whoever has it can join, and with a relay's help read what the team wrote until then.
/// Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct InviteSecret([u8; 32]);

/// A Join that was drafted, and what the team is once a relay has taken it.
#[derive(Debug, Clone)]
pub struct Joining {
    /// The roster entry.
    pub entry: Vec<u8>,
    /// The team with it.
    pub team: TeamSpace,
}

impl InviteSecret {
    /// A new one.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// One kept earlier, or from a link.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What to keep, or put into a link.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What the roster knows the invite by, and what proves to a relay that one holds it.
    pub fn key(&self) -> MemberKey {
        MemberKey(self.signing().verifying_key().to_bytes())
    }

    /// The invite's signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing().sign(message).to_bytes()
    }

    pub(super) fn box_key(&self) -> BoxKey {
        BoxKey(PublicKey::from(&self.box_secret()).to_bytes())
    }

    fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(&self.derive("commonplace 2026 invite signing key"))
    }

    fn box_secret(&self) -> StaticSecret {
        StaticSecret::from(*self.derive("commonplace 2026 invite box key"))
    }

    fn derive(&self, context: &str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(context, &self.0))
    }

    /// The keys of the team that the invite opens.
    pub fn keys_in(&self, roster: &Roster) -> KeyRing {
        keys_in(roster, &self.key(), &self.box_secret(), None)
    }

    /// The entry by which `member`, called `name`, joins after what `roster` is. Draft it anew if another was first.
    ///
    /// # Errors
    /// [`SyncError::Roster`] with [`RosterError::InviteGone`] if nobody can join by it any more;
    /// [`SyncError::KeyMissing`] if whoever made it sealed no key to it; [`SyncError::WordsNeeded`].
    pub fn join(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        roster: &Roster,
        member: &TeamMember,
        name: &str,
    ) -> Result<Joining, SyncError> {
        let key = self.key();
        let role = roster.invite(&key).ok_or(RosterError::InviteGone)?.role;
        let (space, epoch) = (roster.space(), roster.epoch());
        let keys = self.keys_in(roster);
        let current = keys.get(epoch).ok_or(SyncError::KeyMissing(epoch))?;
        let (own, box_key) = (member.member(), member.box_key());
        let sealed = wrap::wrap(rng, current, &box_key, &own, Place { space, epoch });
        // Who may write says so in a document, which they can change.
        let named = !role.may_write() && !name.is_empty();
        let name = named.then(|| seal_name(rng, current, (space, epoch), &own, name));
        let join = Op::Join {
            name: name.flatten(),
            member: own,
            box_key,
            recovery: member.commitment()?,
            sealed: sealed.ok_or(SyncError::NotYours)?,
        };
        let entry = roster.draft(key, vec![join], |message| self.sign(message));
        let mut roster = roster.clone();
        roster.append(&entry)?;
        let identity = member.identity(&roster);
        Ok(Joining {
            entry,
            team: TeamSpace { identity, roster },
        })
    }
}

impl core::fmt::Debug for InviteSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("InviteSecret(..)")
    }
}
