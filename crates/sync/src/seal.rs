//! Sealing and opening a body: XChaCha20-Poly1305 with the record's prefix, its whole header, as
//! associated data, so that a body opens only under the header it was written for.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};

/// How much longer a sealed body is than what is in it, in bytes.
pub(crate) const OVERHEAD: usize = 16;

/// Seals `body` in place and appends the tag. `None` only beyond what the cipher can take (256 GiB).
pub(crate) fn seal(
    key: &[u8; 32],
    nonce: &[u8; 24],
    header: &[u8],
    mut body: Vec<u8>,
) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let tag = cipher
        .encrypt_inout_detached(&XNonce::from(*nonce), header, body.as_mut_slice().into())
        .ok()?;
    body.extend_from_slice(&tag);
    Some(body)
}

/// Opens a sealed body; `None` if key, nonce, header or body are not the ones it was sealed with.
pub(crate) fn open(
    key: &[u8; 32],
    nonce: &[u8; 24],
    header: &[u8],
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let (body, tag) = sealed.split_last_chunk::<OVERHEAD>()?;
    let mut body = body.to_vec();
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            header,
            body.as_mut_slice().into(),
            &Tag::from(*tag),
        )
        .ok()?;
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_opens_only_as_it_was_sealed() {
        let (key, nonce, header) = ([1; 32], [2; 24], b"header");
        let sealed = seal(&key, &nonce, header, b"what the day taught".to_vec()).unwrap();
        assert_eq!(sealed.len(), 19 + OVERHEAD);
        assert_eq!(
            open(&key, &nonce, header, &sealed).unwrap(),
            b"what the day taught"
        );

        assert_eq!(open(&[9; 32], &nonce, header, &sealed), None);
        assert_eq!(open(&key, &[9; 24], header, &sealed), None);
        assert_eq!(open(&key, &nonce, b"headeR", &sealed), None);
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&key, &nonce, header, &flipped), None, "bit {bit}");
        }
        assert_eq!(open(&key, &nonce, header, b"short"), None);
    }
}
