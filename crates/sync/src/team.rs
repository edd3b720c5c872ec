//! Who a person is in a team: keys that follow from the person key and a handle of that team, so that nobody can tell
//! that two members of two teams are one person. Drafts of what they may say in its roster are in the parts below.
//! Must not ask anybody for anything, nor store or send what it makes.

mod drafts;
mod invite;
mod link;
mod names;
mod recovery;
mod renewing;

pub use drafts::Terms;
pub use invite::{InviteSecret, Joining};
pub use link::{InviteLink, InviteLinkError, MAX_ADDRESS};

use crate::finding::keys_in;
use crate::person::commitment;
use crate::wrap::{self, Place};
use crate::{KeyRing, PersonKey, SpaceIdentity, SyncError};
use commonplace_protocol::roster::{self, Op, Role, Roster, Wrap};
use commonplace_protocol::{BoxKey, Commitment, Epoch, MemberKey, SpaceId};
use ed25519_dalek::{Signer, SigningKey};
use rand_core::CryptoRng;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What tells one team of a person's from another: random, kept in their own space. Without it nobody can tell that a
/// member is this person. Each membership has one of its own: who comes back comes with another.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct TeamHandle([u8; 32]);

impl TeamHandle {
    /// A new one.
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// One kept earlier.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What to keep.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl core::fmt::Debug for TeamHandle {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("TeamHandle(..)")
    }
}

/// One generation of a person in one team.
#[derive(Clone)]
pub struct TeamMember {
    signing: SigningKey,
    box_secret: StaticSecret,
    recovery: Option<MemberKey>,
}

/// A team as one of its members has it at first.
#[derive(Debug, Clone)]
pub struct TeamSpace {
    /// Who they are in it, and the keys they have of it.
    pub identity: SpaceIdentity,
    /// Its roster.
    pub roster: Roster,
}

impl PersonKey {
    /// Who this generation is in the team of `handle`.
    pub fn in_team(&self, handle: &TeamHandle) -> TeamMember {
        let derive = |context| self.derive_with(context, &handle.0);
        let recovery = self.recovery_key();
        TeamMember {
            signing: SigningKey::from_bytes(&derive("commonplace 2026 team signing key")),
            box_secret: StaticSecret::from(*derive("commonplace 2026 team box key")),
            recovery: recovery.and_then(|key| recovery::public(&key, handle)),
        }
    }
}

impl TeamMember {
    /// The signing key, as the roster knows it.
    pub fn member(&self) -> MemberKey {
        MemberKey(self.signing.verifying_key().to_bytes())
    }

    /// Where keys of the team are sent to them.
    pub fn box_key(&self) -> BoxKey {
        BoxKey(PublicKey::from(&self.box_secret).to_bytes())
    }

    /// What the roster keeps of their next generation.
    ///
    /// # Errors
    /// [`SyncError::WordsNeeded`] if this device was not given what that follows from.
    pub fn commitment(&self) -> Result<Commitment, SyncError> {
        let key = self.recovery.as_ref().ok_or(SyncError::WordsNeeded)?;
        Ok(commitment(key))
    }

    /// Every key of the team that this generation may have.
    pub fn keys_in(&self, roster: &Roster) -> KeyRing {
        keys_in(roster, &self.member(), &self.box_secret, None)
    }

    /// Who they are in the team with this roster.
    pub fn identity(&self, roster: &Roster) -> SpaceIdentity {
        SpaceIdentity::new(roster.space(), self.signing.clone(), self.keys_in(roster))
    }

    /// Begins a team, with this member as its admin and a first key that is random.
    ///
    /// # Errors
    /// [`SyncError::WordsNeeded`], or [`SyncError::Roster`] if this version of the protocol does not take its first
    /// entry.
    pub fn found(&self, rng: &mut (impl CryptoRng + ?Sized)) -> Result<TeamSpace, SyncError> {
        let (member, box_key) = (self.member(), self.box_key());
        let add = Op::Add {
            member,
            box_key,
            role: Role::Admin,
            recovery: self.commitment()?,
        };
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *key);
        let place = Place {
            space: SpaceId::ZERO,
            epoch: Epoch::FIRST,
        };
        let sealed = wrap::wrap(rng, &key, &box_key, &member, place).ok_or(SyncError::NotYours)?;
        let rekey = Op::Rekey {
            epoch: Epoch::FIRST,
            wraps: vec![Wrap { member, sealed }],
            invites: Vec::new(),
            previous: Vec::new(),
        };
        let genesis = roster::genesis(member, vec![add, rekey], |message| {
            self.signing.sign(message).to_bytes()
        });
        let roster = Roster::start(&genesis)?;
        let identity = self.identity(&roster);
        Ok(TeamSpace { identity, roster })
    }
}

impl core::fmt::Debug for TeamMember {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("TeamMember").field(&self.member()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Seed;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    fn person() -> PersonKey {
        Seed::from_bytes([7; 32]).person(1)
    }

    #[test]
    fn a_founder_reads_the_team_and_a_second_device_finds_its_keys() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let handle = TeamHandle::generate(&mut rng);
        let team = person().in_team(&handle).found(&mut rng).unwrap();
        let kept = TeamHandle::from_bytes(*handle.as_bytes());
        let again = person().in_team(&kept);
        assert_eq!(again.member(), team.identity.member());
        let keys = again.keys_in(&team.roster);
        assert_eq!(keys.newest(), Some(Epoch::FIRST));
        let other = person().in_team(&handle).found(&mut rng).unwrap();
        assert_ne!(other.roster.space(), team.roster.space());
        assert_ne!(
            again.keys_in(&other.roster).get(Epoch::FIRST),
            keys.get(Epoch::FIRST)
        );
        let stranger = Seed::from_bytes([8; 32]).person(1).in_team(&handle);
        assert_eq!(stranger.keys_in(&team.roster).newest(), None);
    }

    #[test]
    fn nothing_ties_two_memberships_together() {
        let one = person().in_team(&TeamHandle([1; 32]));
        let two = person().in_team(&TeamHandle([2; 32]));
        assert_ne!(one.member(), two.member());
        assert_ne!(one.box_key(), two.box_key());
        assert_ne!(one.commitment(), two.commitment());
        for member in [one, two] {
            assert_ne!(member.member(), person().member());
            assert_ne!(member.commitment().unwrap(), person().recovery());
        }
    }

    /// A change here would shut everybody out of their teams: it must never happen by accident.
    #[test]
    fn the_derivation_is_for_ever() {
        let member = person().in_team(&TeamHandle([9; 32]));
        let known = [
            member.member().to_string(),
            member.box_key().to_string(),
            member.commitment().unwrap().to_string(),
        ];
        let expected = [
            "8ad688fa27e7051d45ff11a6d8dfd2ba988fbd32a39966bcf6010260786b9efa",
            "7180daf81564259afbff7f92ee06d756f5192caca3e16f0ae935a23872240b12",
            "64b343f53f3508bacc4f1ca1d2ae9945afccf4eef94bf22dedda623b1bac4866",
        ];
        assert_eq!(known, expected);
    }

    #[test]
    fn a_device_of_an_earlier_version_needs_the_words_once() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let old = PersonKey::new(1, *person().key(), person().recovery());
        let member = old.in_team(&TeamHandle([1; 32]));
        assert_eq!(member.found(&mut rng).unwrap_err(), SyncError::WordsNeeded);
        assert_eq!(format!("{:?}", TeamHandle([1; 32])), "TeamHandle(..)");
        assert!(!format!("{member:?}").contains("signing"));
    }
}
