//! From the seed to a person's key, and from that to everything the personal space needs, always the same:
//! a second device finds the space by deriving it. Must not ask anybody for anything.

use crate::{KeyRing, Seed, SpaceIdentity, SyncError};
use commonplace_protocol::roster::{self, Entry, Op, Role, Roster};
use commonplace_protocol::{BoxKey, Commitment, MemberKey};
use ed25519_dalek::{Signer, SigningKey};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What a device holds of its person: not the seed, so that losing the device does not lose the person.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PersonKey {
    generation: u32,
    key: [u8; 32],
    #[zeroize(skip)]
    recovery: Commitment,
    /// What `recovery` commits to. Devices set up by earlier versions were not given it.
    #[zeroize(skip)]
    recovery_key: Option<MemberKey>,
}

/// The space that only its owner reads.
#[derive(Debug, Clone)]
pub struct PersonalSpace {
    /// Who its owner is in it, and its key.
    pub identity: SpaceIdentity,
    /// Its first entry, of one member.
    pub roster: Roster,
}

impl Seed {
    /// The person key of a generation; the first is 1. Losing a device makes the next one.
    pub fn person(&self, generation: u32) -> PersonKey {
        let next = self.recovery(generation.saturating_add(1)).verifying_key();
        let next = MemberKey(next.to_bytes());
        let key = self.derive("commonplace 2026 person key", generation);
        PersonKey::new(generation, *key, commitment(&next)).with_recovery_key(Some(next))
    }

    /// The key that signs the generation after `person` into a roster, and that generation.
    pub(crate) fn next(&self, person: &PersonKey) -> (SigningKey, PersonKey) {
        let generation = person.generation.saturating_add(1);
        (self.recovery(generation), self.person(generation))
    }

    pub(crate) fn recovery(&self, generation: u32) -> SigningKey {
        SigningKey::from_bytes(&self.derive("commonplace 2026 recovery signing key", generation))
    }

    fn derive(&self, context: &str, generation: u32) -> Zeroizing<[u8; 32]> {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher
            .update(self.as_bytes())
            .update(&generation.to_be_bytes());
        Zeroizing::new(*hasher.finalize().as_bytes())
    }
}

impl PersonKey {
    /// A key kept earlier.
    pub const fn new(generation: u32, key: [u8; 32], recovery: Commitment) -> Self {
        Self {
            generation,
            key,
            recovery,
            recovery_key: None,
        }
    }

    /// The same, with what its commitment is to: teams need it. Another key is as good as none.
    #[must_use]
    pub fn with_recovery_key(mut self, key: Option<MemberKey>) -> Self {
        self.recovery_key = key.filter(|key| commitment(key) == self.recovery);
        self
    }

    /// The public half of the next generation's recovery key, if this device was given it.
    pub const fn recovery_key(&self) -> Option<MemberKey> {
        self.recovery_key
    }

    /// Which generation it is, from 1.
    pub const fn generation(&self) -> u32 {
        self.generation
    }

    /// The secret to keep.
    pub const fn key(&self) -> &[u8; 32] {
        &self.key
    }

    /// What rosters keep, to know the next generation by.
    pub const fn recovery(&self) -> Commitment {
        self.recovery
    }

    /// Who the person is in their own space.
    pub fn member(&self) -> MemberKey {
        MemberKey(self.signing().verifying_key().to_bytes())
    }

    /// Where keys of that space are sent to them.
    pub(crate) fn box_key(&self) -> BoxKey {
        BoxKey(PublicKey::from(&self.box_secret()).to_bytes())
    }

    pub(crate) fn box_secret(&self) -> StaticSecret {
        StaticSecret::from(*self.derive("commonplace 2026 personal space box key"))
    }

    /// The key of epoch 1, for the generation that began the space.
    pub(crate) fn first_key(&self) -> Zeroizing<[u8; 32]> {
        self.derive("commonplace 2026 personal space key of epoch 1")
    }

    /// Whether the space of this first entry was begun by this very key.
    pub(crate) fn began(&self, genesis: &[u8]) -> bool {
        Entry::parse(genesis).is_ok_and(|entry| entry.author() == self.member())
    }

    /// Who this generation is in the personal space with this roster.
    pub fn identity(&self, roster: &Roster) -> SpaceIdentity {
        SpaceIdentity::new(roster.space(), self.signing(), self.keys_in(roster))
    }

    fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(&self.derive("commonplace 2026 personal space signing key"))
    }

    /// The person's own space, as its first generation begins it.
    ///
    /// # Errors
    /// [`SyncError::Roster`] if this version of the protocol does not take its first entry.
    pub fn personal(&self) -> Result<PersonalSpace, SyncError> {
        let (signing, member) = (self.signing(), self.member());
        let owner = Op::Add {
            member,
            box_key: self.box_key(),
            role: Role::Admin,
            recovery: self.recovery,
        };
        let genesis = roster::genesis(member, vec![owner], |message| {
            signing.sign(message).to_bytes()
        });
        let roster = Roster::start(&genesis)?;
        let keys = KeyRing::first(*self.first_key());
        let identity = SpaceIdentity::new(roster.space(), signing, keys);
        Ok(PersonalSpace { identity, roster })
    }

    fn derive(&self, context: &str) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(blake3::derive_key(context, &self.key))
    }

    /// What follows from the key for a place that only `salt` tells from others.
    pub(crate) fn derive_with(&self, context: &str, salt: &[u8; 32]) -> Zeroizing<[u8; 32]> {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&self.key).update(salt);
        Zeroizing::new(*hasher.finalize().as_bytes())
    }
}

/// The same key, whatever its device was given besides.
impl PartialEq for PersonKey {
    fn eq(&self, other: &Self) -> bool {
        let parts = |person: &Self| (person.generation, person.key, person.recovery);
        parts(self) == parts(other)
    }
}

impl Eq for PersonKey {}

/// What rosters keep of a recovery key before it is used.
pub(crate) fn commitment(key: &MemberKey) -> Commitment {
    Commitment(*blake3::hash(key.as_ref()).as_bytes())
}

impl core::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PersonKey")
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_device_derives_the_same_space() {
        let seed = Seed::from_bytes([5; 32]);
        let here = seed.person(1);
        let kept = PersonKey::new(here.generation(), *here.key(), here.recovery());
        let (here, there) = (here.personal().unwrap(), kept.personal().unwrap());
        assert_eq!(here.roster.entries(), there.roster.entries());
        assert_eq!(here.identity.space(), there.identity.space());
        assert!(here.roster.may_write(&here.identity.member()));
    }

    /// A change here would strand everybody's journal: it must never happen by accident.
    #[test]
    fn the_derivation_is_for_ever() {
        let space = Seed::from_bytes([7; 32])
            .person(1)
            .personal()
            .unwrap()
            .identity
            .space();
        let known = "e5fc93b20e0fc72b4b0e93e60d2b761e4f7d1d24bdee0161ef94ce71c03f06c1";
        assert_eq!(space.to_string(), known);
    }

    #[test]
    fn people_and_generations_have_nothing_in_common() {
        let first = Seed::from_bytes([5; 32]).person(1);
        for other in [
            Seed::from_bytes([5; 32]).person(2),
            Seed::from_bytes([6; 32]).person(1),
        ] {
            assert_ne!(first.key(), other.key());
            assert_ne!(first.recovery(), other.recovery());
            let (a, b) = (first.personal().unwrap(), other.personal().unwrap());
            assert_ne!(a.identity.space(), b.identity.space());
            assert_ne!(a.identity.member(), b.identity.member());
        }
    }

    #[test]
    fn only_the_key_it_is_committed_to_is_kept() {
        let person = Seed::from_bytes([5; 32]).person(1);
        let kept = PersonKey::new(1, *person.key(), person.recovery());
        assert_eq!(kept.recovery_key(), None);
        let again = kept.clone().with_recovery_key(person.recovery_key());
        assert!(again == person && again.recovery_key().is_some());
        let other = Seed::from_bytes([6; 32]).person(1).recovery_key();
        assert_eq!(kept.with_recovery_key(other).recovery_key(), None);
    }

    #[test]
    fn nothing_secret_is_printed() {
        let person = Seed::from_bytes([0xab; 32]).person(1);
        assert_eq!(format!("{person:?}"), "PersonKey { generation: 1, .. }");
        let personal = person.personal().unwrap();
        let shown = format!("{:?}", personal.identity);
        assert_eq!(
            shown,
            format!(
                "SpaceIdentity {{ space: {:?}, .. }}",
                personal.roster.space()
            )
        );
    }
}
