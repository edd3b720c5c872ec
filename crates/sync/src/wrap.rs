//! Keys of a space on their way: to a member's box key, and the one before under the one after.
//! What is sealed here opens only in the space, epoch and for the member it was made for.

use crate::seal;
use commonplace_protocol::{BoxKey, Epoch, MemberKey, SpaceId};
use rand_core::CryptoRng;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

const WRAP: &str = "commonplace 2026 wrapped key";
const PREVIOUS: &str = "commonplace 2026 previous key";
/// Each key below seals one thing once, so the nonce need not tell them apart.
const NONCE: [u8; 24] = [0; 24];

/// Where a key belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) space: SpaceId,
    pub(crate) epoch: Epoch,
}

impl Place {
    fn bytes(&self, member: Option<&MemberKey>) -> Vec<u8> {
        let member = member.map_or(&[][..], AsRef::as_ref);
        [self.space.as_ref(), &self.epoch.0.to_be_bytes()[..], member].concat()
    }
}

/// `key`, for whoever holds the secret of `to`. `None` for a box key that hides nothing.
pub(crate) fn wrap(
    rng: &mut (impl CryptoRng + ?Sized),
    key: &[u8; 32],
    to: &BoxKey,
    member: &MemberKey,
    place: Place,
) -> Option<Vec<u8>> {
    let mut secret = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut *secret);
    let secret = StaticSecret::from(*secret);
    let ephemeral = PublicKey::from(&secret);
    let under = shared(&secret, &PublicKey::from(to.0), &ephemeral, to)?;
    let sealed = seal::seal(&under, &NONCE, &place.bytes(Some(member)), key.to_vec())?;
    Some([ephemeral.as_bytes(), &sealed[..]].concat())
}

/// The key in a wrap, if `secret` is the one it was made for.
pub(crate) fn unwrap(
    secret: &StaticSecret,
    sealed: &[u8],
    member: &MemberKey,
    place: Place,
) -> Option<Zeroizing<[u8; 32]>> {
    let (ephemeral, sealed) = sealed.split_first_chunk::<32>()?;
    let ephemeral = PublicKey::from(*ephemeral);
    let own = BoxKey(PublicKey::from(secret).to_bytes());
    let under = shared(secret, &ephemeral, &ephemeral, &own)?;
    exactly(seal::open(
        &under,
        &NONCE,
        &place.bytes(Some(member)),
        sealed,
    )?)
}

/// The key of the epoch before `place`, under that of `place`.
pub(crate) fn wrap_previous(key: &[u8; 32], before: &[u8; 32], place: Place) -> Option<Vec<u8>> {
    let under = Zeroizing::new(blake3::derive_key(PREVIOUS, key));
    seal::seal(&under, &NONCE, &place.bytes(None), before.to_vec())
}

/// The key of the epoch before `place`.
pub(crate) fn unwrap_previous(
    key: &[u8; 32],
    sealed: &[u8],
    place: Place,
) -> Option<Zeroizing<[u8; 32]>> {
    let under = Zeroizing::new(blake3::derive_key(PREVIOUS, key));
    exactly(seal::open(&under, &NONCE, &place.bytes(None), sealed)?)
}

/// What both ends of a wrap arrive at, bound to the keys it was arrived at with.
fn shared(
    secret: &StaticSecret,
    other: &PublicKey,
    ephemeral: &PublicKey,
    to: &BoxKey,
) -> Option<Zeroizing<[u8; 32]>> {
    let agreed = secret.diffie_hellman(other);
    agreed.was_contributory().then(|| {
        let mut hasher = blake3::Hasher::new_derive_key(WRAP);
        hasher
            .update(agreed.as_bytes())
            .update(ephemeral.as_bytes())
            .update(to.as_ref());
        Zeroizing::new(*hasher.finalize().as_bytes())
    })
}

fn exactly(opened: Vec<u8>) -> Option<Zeroizing<[u8; 32]>> {
    let opened = Zeroizing::new(opened);
    opened.as_slice().try_into().ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    const PLACE: Place = Place {
        space: SpaceId([1; 32]),
        epoch: Epoch(2),
    };
    const MEMBER: MemberKey = MemberKey([3; 32]);

    #[test]
    fn a_wrap_opens_only_for_its_member_in_its_place() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let secret = StaticSecret::from([4; 32]);
        let to = BoxKey(PublicKey::from(&secret).to_bytes());
        let sealed = wrap(&mut rng, &[5; 32], &to, &MEMBER, PLACE).unwrap();
        assert_eq!(sealed.len(), 80);
        assert_eq!(*unwrap(&secret, &sealed, &MEMBER, PLACE).unwrap(), [5; 32]);
        let other = StaticSecret::from([6; 32]);
        assert!(unwrap(&other, &sealed, &MEMBER, PLACE).is_none());
        assert!(unwrap(&secret, &sealed, &MemberKey([9; 32]), PLACE).is_none());
        for place in [
            Place {
                space: SpaceId([9; 32]),
                ..PLACE
            },
            Place {
                epoch: Epoch(3),
                ..PLACE
            },
        ] {
            assert!(unwrap(&secret, &sealed, &MEMBER, place).is_none());
        }
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            // The top bit of an X25519 key means nothing.
            if bit != 31 * 8 + 7 {
                assert!(unwrap(&secret, &flipped, &MEMBER, PLACE).is_none(), "{bit}");
            }
        }
        assert!(unwrap(&secret, &[0; 80], &MEMBER, PLACE).is_none());
        assert!(unwrap(&secret, &[], &MEMBER, PLACE).is_none());
        let nothing = BoxKey([0; 32]);
        assert!(wrap(&mut rng, &[5; 32], &nothing, &MEMBER, PLACE).is_none());
    }

    #[test]
    fn the_key_before_opens_under_the_one_after() {
        let sealed = wrap_previous(&[1; 32], &[2; 32], PLACE).unwrap();
        assert_eq!(sealed.len(), 48);
        assert_eq!(*unwrap_previous(&[1; 32], &sealed, PLACE).unwrap(), [2; 32]);
        assert!(unwrap_previous(&[3; 32], &sealed, PLACE).is_none());
        let other = Place {
            epoch: Epoch(3),
            ..PLACE
        };
        assert!(unwrap_previous(&[1; 32], &sealed, other).is_none());
    }
}
