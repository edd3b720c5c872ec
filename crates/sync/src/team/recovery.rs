//! The recovery key in a team: that of the personal space with a number added that only who knows the team's handle
//! can tell. A device, which has the public half alone, can commit to it; the words sign with it; and nobody can tell
//! that two of them are one person's.

use super::TeamHandle;
use commonplace_protocol::MemberKey;
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::IsIdentity;
use ed25519_dalek::hazmat::{ExpandedSecretKey, raw_sign};
use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::Sha512;
use zeroize::Zeroizing;

const SHIFT: &str = "commonplace 2026 team recovery key";
const PREFIX: &str = "commonplace 2026 team recovery signing prefix";

/// What is added in the team of `handle` to the recovery key `key`.
fn shift(key: &MemberKey, handle: &TeamHandle) -> Scalar {
    let mut hasher = blake3::Hasher::new_derive_key(SHIFT);
    hasher.update(key.as_ref()).update(handle.as_bytes());
    let mut wide = Zeroizing::new([0; 64]);
    hasher.finalize_xof().fill(&mut *wide);
    Scalar::from_bytes_mod_order_wide(&wide)
}

/// The public half in a team. `None` for what is no key.
pub(super) fn public(key: &MemberKey, handle: &TeamHandle) -> Option<MemberKey> {
    let point = VerifyingKey::from_bytes(key.as_bytes()).ok()?;
    let child = point.to_edwards() + EdwardsPoint::mul_base(&shift(key, handle));
    (!child.is_identity()).then(|| MemberKey(child.compress().to_bytes()))
}

/// The secret half in a team.
pub(super) struct Secret {
    expanded: ExpandedSecretKey,
    public: VerifyingKey,
}

impl Secret {
    pub(super) fn new(key: &SigningKey, handle: &TeamHandle) -> Self {
        let own = MemberKey(key.verifying_key().to_bytes());
        let scalar = key.to_scalar() + shift(&own, handle);
        // A secret that no other key signs with, or two signatures would give the scalar away.
        let mut hasher = blake3::Hasher::new_derive_key(PREFIX);
        hasher.update(key.as_bytes()).update(handle.as_bytes());
        let hash_prefix = *hasher.finalize().as_bytes();
        let public = VerifyingKey::from(EdwardsPoint::mul_base(&scalar));
        Self {
            expanded: ExpandedSecretKey {
                scalar,
                hash_prefix,
            },
            public,
        }
    }

    pub(super) fn member(&self) -> MemberKey {
        MemberKey(self.public.to_bytes())
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        raw_sign::<Sha512>(&self.expanded, message, &self.public).to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Seed;
    use ed25519_dalek::Signature;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// What a device commits to without the seed, the seed opens; and its signatures hold as strictly as any.
        #[test]
        fn the_words_open_what_a_device_committed_to(
            seed in any::<[u8; 32]>(), handle in any::<[u8; 32]>(), message in any::<Vec<u8>>(),
        ) {
            let (seed, handle) = (Seed::from_bytes(seed), TeamHandle::from_bytes(handle));
            let device = seed.person(3).recovery_key().unwrap();
            let secret = Secret::new(&seed.recovery(4), &handle);
            prop_assert_eq!(public(&device, &handle), Some(secret.member()));
            let key = VerifyingKey::from_bytes(secret.member().as_bytes()).unwrap();
            let signature = Signature::from_bytes(&secret.sign(&message));
            prop_assert!(key.verify_strict(&message, &signature).is_ok());
            prop_assert!(key.verify_strict(b"other than any above, hopefully", &signature).is_err());
            prop_assert_ne!(secret.member(), device);
            let elsewhere = Secret::new(&seed.recovery(4), &TeamHandle::from_bytes([0x5a; 32]));
            prop_assert_ne!(elsewhere.member(), secret.member());
            prop_assert_ne!(elsewhere.expanded.hash_prefix, secret.expanded.hash_prefix);
        }

        #[test]
        fn what_is_no_key_is_none(bytes in any::<[u8; 32]>(), handle in any::<[u8; 32]>()) {
            let _ = public(&MemberKey(bytes), &TeamHandle::from_bytes(handle));
        }
    }

    /// Rosters keep what follows from it for as long as there are teams.
    #[test]
    fn it_is_for_ever() {
        let key = MemberKey(SigningKey::from_bytes(&[1; 32]).verifying_key().to_bytes());
        let child = public(&key, &TeamHandle::from_bytes([2; 32])).unwrap();
        let known = "e1e02c32ccb9e1e0434edcd627f8c63cc334155f5a8c718f8b114554a8bfba18";
        assert_eq!(child.to_string(), known);
    }
}
