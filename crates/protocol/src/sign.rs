//! Ed25519 with a context in front of every message, so that no signature means two things.
//! Nothing here holds a secret key: who signs passes a function that does.

use crate::MemberKey;
use ed25519_dalek::{Signature, VerifyingKey};

/// `Some` if `key` signed `context` followed by `message`. Strict: no weak keys, no second spelling.
pub(crate) fn verify(
    context: &[u8],
    message: &[u8],
    key: &MemberKey,
    signature: &[u8; 64],
) -> Option<()> {
    let key = VerifyingKey::from_bytes(key.as_bytes()).ok()?;
    let signature = Signature::from_bytes(signature);
    key.verify_strict(&[context, message].concat(), &signature)
        .ok()
}

/// `parts` followed by their signature under `context`.
pub(crate) fn seal(
    context: &[u8],
    parts: &[&[u8]],
    sign: impl FnOnce(&[u8]) -> [u8; 64],
) -> Vec<u8> {
    let mut message = context.to_vec();
    message.extend(parts.iter().copied().flatten());
    let signature = sign(&message);
    let mut bytes = message.split_off(context.len());
    bytes.extend_from_slice(&signature);
    bytes
}
