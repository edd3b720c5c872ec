//! What a newcomer calls themselves, in the entry they come in by: sealed under the team's key, since a relay reads the
//! roster. For who may not write a document that says it.

use crate::{Space, seal};
use commonplace_protocol::{Epoch, MemberKey, SpaceId};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

const KEY: &str = "commonplace 2026 newcomer's name";
/// Epoch and nonce, in the clear.
const HEAD: usize = 4 + 24;
/// Names are sealed as if they were as long as the next multiple of this, in bytes.
const STEP: usize = 64;

/// A name for the roster; `None` for one of more than 255 bytes.
pub(super) fn seal_name(
    rng: &mut (impl CryptoRng + ?Sized),
    key: &[u8; 32],
    (space, epoch): (SpaceId, Epoch),
    member: &MemberKey,
    name: &str,
) -> Option<Vec<u8>> {
    let length = u8::try_from(name.len()).ok()?;
    let mut nonce = [0; 24];
    rng.fill_bytes(&mut nonce);
    let mut plain = [&[length][..], name.as_bytes()].concat();
    plain.resize(plain.len().next_multiple_of(STEP), 0);
    let sealed = seal::seal(&key_of(key), &nonce, &about(&space, member, epoch), plain)?;
    Some([&epoch.0.to_be_bytes()[..], &nonce, &sealed].concat())
}

impl Space {
    /// What `member` called themselves in the entry they came in by.
    pub fn name_in_roster(&self, member: &MemberKey, sealed: &[u8]) -> Option<String> {
        let (head, sealed) = sealed.split_first_chunk::<HEAD>()?;
        let (epoch, nonce) = head.split_first_chunk::<4>()?;
        let epoch = Epoch(u32::from_be_bytes(*epoch));
        let key = key_of(self.keys().get(epoch)?);
        let about = about(&self.id(), member, epoch);
        let plain = seal::open(&key, nonce.first_chunk()?, &about, sealed)?;
        let (length, rest) = plain.split_first()?;
        let name = rest.get(..usize::from(*length))?;
        String::from_utf8(name.to_vec()).ok()
    }
}

fn key_of(key: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(blake3::derive_key(KEY, key))
}

fn about(space: &SpaceId, member: &MemberKey, epoch: Epoch) -> Vec<u8> {
    [
        space.as_ref(),
        member.as_bytes(),
        &epoch.0.to_be_bytes()[..],
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KeyRing, SpaceIdentity};
    use commonplace_protocol::VersionVector;
    use ed25519_dalek::SigningKey;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;
    use std::collections::BTreeMap;

    #[test]
    fn a_name_opens_where_it_was_given_and_its_length_tells_little() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let handle = crate::TeamHandle::generate(&mut rng);
        let ana = crate::Seed::from_bytes([7; 32]).person(1).in_team(&handle);
        let roster = ana.found(&mut rng).unwrap().roster;
        let key = [5; 32];
        let signing = SigningKey::from_bytes(&[6; 32]);
        let identity = SpaceIdentity::new(roster.space(), signing, KeyRing::first(key));
        let (tips, held) = (BTreeMap::new(), VersionVector::new());
        let space = Space::new(identity, roster, None, tips, held);
        let (ben, cem) = (MemberKey([8; 32]), MemberKey([9; 32]));
        let place = (space.id(), Epoch::FIRST);
        let mut seal = |name: &str| seal_name(&mut rng, &key, place, &ben, name);
        let sealed = seal("Ben").unwrap();
        assert_eq!(space.name_in_roster(&ben, &sealed).unwrap(), "Ben");
        assert_eq!(space.name_in_roster(&cem, &sealed), None);
        let longer = seal("Benjamin Ümit the Younger").unwrap();
        assert_eq!(longer.len(), sealed.len());
        let longest = "n".repeat(160);
        let sealed_longest = seal(&longest).unwrap();
        assert!(sealed_longest.len() <= commonplace_protocol::limits::MAX_SEALED_NAME);
        assert_eq!(
            space.name_in_roster(&ben, &sealed_longest).unwrap(),
            longest
        );
        assert_eq!(seal(&"n".repeat(256)), None);
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(space.name_in_roster(&ben, &bent), None, "{at}");
            assert_eq!(space.name_in_roster(&ben, &sealed[..at]), None, "{at}");
        }
    }
}
