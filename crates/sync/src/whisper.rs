//! Whispers: what members say to each other in passing, and nobody keeps. Sealed under the newest key of the space and
//! signed, so that no relay can read or invent one, and no member can speak as another. Must not be used for anything
//! that has to arrive.

use crate::{KeyRing, Space, SyncError, seal};
use commonplace_protocol::frame::Whisper;
use commonplace_protocol::{Epoch, MemberKey, SpaceId};
use ed25519_dalek::{Signature, VerifyingKey};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

const KEY: &str = "commonplace 2026 whispers";
const CONTEXT: &[u8] = b"commonplace/whisper/1";
/// Sealed whispers are all as long as the next multiple of this, in bytes.
const STEP: usize = 128;
/// Epoch and nonce, in the clear.
const HEAD: usize = 4 + 24;
const SIGNATURE: usize = 64;
/// Longest thing whispered, in bytes.
const MAX_SAID: usize = 16 * 1024;

impl Space {
    /// Seals something for everybody who has the space open.
    ///
    /// # Errors
    /// `TooLarge`, or `KeyMissing`: then there is nobody to whisper to.
    pub fn whisper(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        said: &[u8],
    ) -> Result<Whisper, SyncError> {
        let length = u32::try_from(said.len()).map_err(|_| SyncError::TooLarge)?;
        if said.len() > MAX_SAID {
            return Err(SyncError::TooLarge);
        }
        let (epoch, from) = (self.newest_roster().epoch(), self.member());
        let key = key_of(self.keys(), epoch).ok_or(SyncError::KeyMissing(epoch))?;
        let mut nonce = [0; 24];
        rng.fill_bytes(&mut nonce);
        let about = about(&self.id(), &from, epoch);
        let signature = self.sign(&[CONTEXT, &about, &nonce, said].concat());
        let mut plain = [&signature[..], &length.to_be_bytes(), said].concat();
        plain.resize(plain.len().next_multiple_of(STEP), 0);
        let sealed = seal::seal(&key, &nonce, &about, plain).ok_or(SyncError::TooLarge)?;
        let body = [&epoch.0.to_be_bytes()[..], &nonce, &sealed].concat();
        Ok(Whisper {
            space: self.id(),
            from,
            to: None,
            body,
        })
    }

    /// What somebody whispered, if they are a member and said it under the newest key. It may be an old one that a
    /// relay repeats: who cares says when it was.
    pub fn hear_whisper(&self, whisper: &Whisper) -> Option<Vec<u8>> {
        let roster = self.newest_roster();
        let (head, sealed) = whisper.body.split_first_chunk::<HEAD>()?;
        let (epoch, nonce) = head.split_first_chunk::<4>()?;
        let epoch = Epoch(u32::from_be_bytes(*epoch));
        let nonce: &[u8; 24] = nonce.first_chunk()?;
        roster.member(&whisper.from)?;
        if whisper.space != self.id() || epoch != roster.epoch() {
            return None;
        }
        let key = key_of(self.keys(), epoch)?;
        let about = about(&self.id(), &whisper.from, epoch);
        let plain = seal::open(&key, nonce, &about, sealed)?;
        let (signature, rest) = plain.split_first_chunk::<SIGNATURE>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let said = rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let signed = [CONTEXT, &about, nonce, said].concat();
        let member = VerifyingKey::from_bytes(whisper.from.as_bytes()).ok()?;
        let signature = Signature::from_bytes(signature);
        member.verify_strict(&signed, &signature).ok()?;
        Some(said.to_vec())
    }
}

fn key_of(keys: &KeyRing, epoch: Epoch) -> Option<Zeroizing<[u8; 32]>> {
    let key = keys.get(epoch)?;
    Some(Zeroizing::new(blake3::derive_key(KEY, key)))
}

fn about(space: &SpaceId, from: &MemberKey, epoch: Epoch) -> Vec<u8> {
    [space.as_ref(), from.as_bytes(), &epoch.0.to_be_bytes()[..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{InviteSecret, Seed, TeamHandle, TeamMember, Terms};
    use commonplace_protocol::Roster;
    use commonplace_protocol::roster::Role;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;
    use std::collections::BTreeMap;

    fn member(seed: u8, rng: &mut ChaCha20Rng) -> TeamMember {
        let handle = TeamHandle::generate(rng);
        Seed::from_bytes([seed; 32]).person(1).in_team(&handle)
    }

    fn space(member: &TeamMember, roster: &Roster) -> Space {
        Space::new(
            member.identity(roster),
            roster.clone(),
            None,
            BTreeMap::new(),
            commonplace_protocol::VersionVector::new(),
        )
    }

    /// An admin and somebody who joined.
    fn two() -> (TeamMember, TeamMember, Roster, ChaCha20Rng) {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let (ana, ben) = (member(1, &mut rng), member(2, &mut rng));
        let mut roster = ana.found(&mut rng).unwrap().roster;
        let secret = InviteSecret::generate(&mut rng);
        let terms = Terms {
            role: Role::Reader,
            uses: 1,
            expires_ms: 9,
        };
        let invite = ana.invite(&mut rng, &roster, &secret, terms).unwrap();
        roster.append(&invite).unwrap();
        let joining = secret.join(&mut rng, &roster, &ben, "Ben").unwrap();
        (ana, ben, joining.team.roster, rng)
    }

    #[test]
    fn members_hear_each_other_and_sizes_tell_little() {
        let (ana, ben, roster, mut rng) = two();
        let (here, there) = (space(&ana, &roster), space(&ben, &roster));
        let short = here.whisper(&mut rng, b"here").unwrap();
        let longer = here.whisper(&mut rng, &[7; 40]).unwrap();
        assert_eq!(short.body.len(), longer.body.len());
        assert_eq!(there.hear_whisper(&short).unwrap(), b"here");
        assert_eq!(there.hear_whisper(&longer).unwrap(), [7; 40]);
        assert!(here.whisper(&mut rng, &vec![0; MAX_SAID + 1]).is_err());
    }

    #[test]
    fn nobody_speaks_as_somebody_else_and_nothing_is_bent() {
        let (ana, ben, roster, mut rng) = two();
        let (here, there) = (space(&ana, &roster), space(&ben, &roster));
        let said = here.whisper(&mut rng, b"here").unwrap();
        let mut as_ben = said.clone();
        as_ben.from = there.member();
        assert_eq!(there.hear_whisper(&as_ben), None);
        for at in 0..said.body.len() {
            let mut bent = said.clone();
            bent.body[at] ^= 1;
            assert_eq!(there.hear_whisper(&bent), None, "byte {at}");
        }
        for short in [0, 4, HEAD, HEAD + 16] {
            let mut cut = said.clone();
            cut.body.truncate(short);
            assert_eq!(there.hear_whisper(&cut), None);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_whispered_is_heard_as_it_was_said(said in vec(any::<u8>(), 0..600), bent in any::<Index>()) {
            let (ana, ben, roster, mut rng) = two();
            let whisper = space(&ana, &roster).whisper(&mut rng, &said).unwrap();
            let there = space(&ben, &roster);
            prop_assert_eq!(there.hear_whisper(&whisper).unwrap(), said.clone());
            let mut any = whisper.clone();
            any.body.truncate(bent.index(whisper.body.len()));
            prop_assert_eq!(there.hear_whisper(&any), None);
            any.body = said;
            prop_assert_eq!(there.hear_whisper(&any), None);
        }
    }

    #[test]
    fn who_was_removed_hears_nothing_and_is_not_heard() {
        let (ana, ben, roster, mut rng) = two();
        let mut here = space(&ana, &roster);
        let mut there = space(&ben, &roster);
        let removal = ana.remove(&mut rng, &here, &[ben.member()]).unwrap();
        let before = there.whisper(&mut rng, b"here").unwrap();
        here.append_to_roster(&removal).unwrap();
        here.take_keys(ana.keys_in(here.roster()));
        assert_eq!(here.hear_whisper(&before), None);
        let after = here.whisper(&mut rng, b"here").unwrap();
        assert_eq!(
            there.hear_whisper(&after),
            None,
            "not even as it is known there"
        );
        there.append_to_roster(&removal).unwrap();
        assert_eq!(there.hear_whisper(&after), None);
        assert!(there.whisper(&mut rng, b"here").is_err());
    }
}
