//! Making a backup.

use super::{FIXED, Header, Item, Keys, LAST, MAGIC, PIECE, TAG, VERSION, checksum, nonce};
use crate::PersonKey;
use chacha20poly1305::{AeadInOut, XNonce};
use rand_core::CryptoRng;

/// Seals items, a piece at a time.
pub struct Writer {
    keys: Keys,
    tag: [u8; TAG],
    number: u64,
    gathered: Vec<u8>,
}

impl Writer {
    /// Begins a backup of `person`, and gives back how the file begins.
    pub fn begin(rng: &mut (impl CryptoRng + ?Sized), person: &PersonKey) -> (Self, Vec<u8>) {
        let mut salt = [0; 32];
        rng.fill_bytes(&mut salt);
        let header = Header {
            generation: person.generation(),
            salt,
        };
        // Writing to memory does not fail.
        let header = minicbor::to_vec(header).unwrap_or_default();
        let mut head = Vec::with_capacity(FIXED + header.len() + 64);
        head.extend_from_slice(MAGIC);
        head.push(VERSION);
        head.extend_from_slice(
            &u16::try_from(header.len())
                .unwrap_or(u16::MAX)
                .to_be_bytes(),
        );
        head.extend_from_slice(&header);
        let keys = Keys::of(person, &salt);
        let (check, tag) = (checksum(&head), keys.tag(&head));
        head.extend_from_slice(&check);
        head.extend_from_slice(&tag);
        let writer = Self {
            keys,
            tag,
            number: 0,
            gathered: Vec::new(),
        };
        (writer, head)
    }

    /// Adds an item; gives back the next piece of the file when there is one. An item that is longer than
    /// [`super::MAX_ITEM`] is left out: nothing this program stores is.
    pub fn put(&mut self, item: &Item) -> Option<Vec<u8>> {
        item.write(&mut self.gathered);
        (self.gathered.len() >= PIECE).then(|| self.seal(false))
    }

    /// The last piece of the file.
    pub fn finish(mut self) -> Vec<u8> {
        self.seal(true)
    }

    fn seal(&mut self, is_last: bool) -> Vec<u8> {
        let mut body = core::mem::take(&mut self.gathered);
        let nonce = XNonce::from(nonce(self.number, is_last));
        self.number += 1;
        let sealed =
            self.keys
                .cipher
                .encrypt_inout_detached(&nonce, &self.tag, body.as_mut_slice().into());
        // The cipher takes far more than a piece.
        let seal = sealed.map_or([0; 16], Into::into);
        let length = u32::try_from(body.len() + seal.len()).unwrap_or(LAST - 1);
        let marked = if is_last { length | LAST } else { length };
        [&marked.to_be_bytes()[..], &body, &seal].concat()
    }
}

impl core::fmt::Debug for Writer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Writer")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
