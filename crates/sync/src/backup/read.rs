//! Reading a backup, from a file that may be anything.

use super::{
    BackupError, CHECK, FIXED, Header, Item, Keys, LAST, MAGIC, MAX_GENERATION, MAX_HEADER,
    MAX_PIECE, TAG, VERSION, checksum, nonce,
};
use crate::PersonKey;
use chacha20poly1305::{AeadInOut, Tag, XNonce};

const LENGTH: usize = 4;
const SEAL: usize = 16;

/// How a file begins: which keys open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    header: Header,
    bytes: Vec<u8>,
    tag: [u8; TAG],
}

impl Head {
    /// No head is longer: who has so many bytes has all of it.
    pub const LONGEST: usize = FIXED + MAX_HEADER + CHECK + TAG;

    /// Reads how a file begins; `start` is its first [`Self::LONGEST`] bytes, or all of it.
    ///
    /// # Errors
    /// See [`BackupError`].
    pub fn parse(start: &[u8]) -> Result<Self, BackupError> {
        let named = start.iter().zip(MAGIC).all(|(byte, wanted)| byte == wanted);
        if !named || start.is_empty() {
            return Err(BackupError::NotABackup);
        }
        let version = *start.get(MAGIC.len()).ok_or(BackupError::Cut)?;
        if version > VERSION {
            return Err(BackupError::Newer);
        }
        let length = start.get(MAGIC.len() + 1..FIXED).ok_or(BackupError::Cut)?;
        let length = length
            .iter()
            .fold(0, |length, byte| length << 8 | usize::from(*byte));
        if version < VERSION || length > MAX_HEADER {
            return Err(BackupError::Damaged);
        }
        let (bytes, rest) = start
            .split_at_checked(FIXED + length)
            .ok_or(BackupError::Cut)?;
        let (check, rest) = rest.split_first_chunk::<CHECK>().ok_or(BackupError::Cut)?;
        let (tag, _) = rest.split_first_chunk::<TAG>().ok_or(BackupError::Cut)?;
        if *check != checksum(bytes) {
            return Err(BackupError::Damaged);
        }
        let header: Header = minicbor::decode(bytes.get(FIXED..).unwrap_or_default())
            .map_err(|_| BackupError::Damaged)?;
        if header.generation == 0 || header.generation > MAX_GENERATION {
            return Err(BackupError::Damaged);
        }
        Ok(Self {
            header,
            bytes: bytes.to_vec(),
            tag: *tag,
        })
    }

    /// Which generation of the person key opens it.
    pub const fn generation(&self) -> u32 {
        self.header.generation
    }

    /// Where the pieces begin.
    pub fn length(&self) -> usize {
        self.bytes.len() + CHECK + TAG
    }
}

/// Opens pieces as they come.
pub struct Reader {
    keys: Keys,
    tag: [u8; TAG],
    number: u64,
    /// What has come of the next piece.
    waiting: Vec<u8>,
    ended: bool,
}

impl Reader {
    /// Reads what follows `head`.
    ///
    /// # Errors
    /// [`BackupError::AnotherPerson`] if this is not the person, or not the generation, that made it.
    pub fn open(head: &Head, person: &PersonKey) -> Result<Self, BackupError> {
        let keys = Keys::of(person, &head.header.salt);
        let is_theirs =
            blake3::Hash::from_bytes(keys.tag(&head.bytes)) == blake3::Hash::from_bytes(head.tag);
        if person.generation() != head.header.generation || !is_theirs {
            return Err(BackupError::AnotherPerson);
        }
        Ok(Self {
            keys,
            tag: head.tag,
            number: 0,
            waiting: Vec::new(),
            ended: false,
        })
    }

    /// Takes the next bytes of the file, however many, and gives back what they completed.
    ///
    /// # Errors
    /// See [`BackupError`]; nothing more can be read then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Item>, BackupError> {
        if self.ended && !bytes.is_empty() {
            return Err(BackupError::Damaged);
        }
        self.waiting.extend_from_slice(bytes);
        let mut items = Vec::new();
        let mut at = 0;
        while let Some((length, is_last)) = self.next_length(at)? {
            let start = at + LENGTH;
            let Some(sealed) = self.waiting.get(start..start + length) else {
                break;
            };
            let piece = self.open_piece(sealed, is_last)?;
            at = start + length;
            self.number += 1;
            items.extend(Item::read_all(&piece)?);
            if is_last {
                self.ended = true;
                if at != self.waiting.len() {
                    return Err(BackupError::Damaged);
                }
                break;
            }
        }
        self.waiting.drain(..at);
        Ok(items)
    }

    /// There are no more bytes.
    ///
    /// # Errors
    /// [`BackupError::Cut`] if there should have been.
    pub const fn finish(&self) -> Result<(), BackupError> {
        if self.ended {
            Ok(())
        } else {
            Err(BackupError::Cut)
        }
    }

    fn next_length(&self, at: usize) -> Result<Option<(usize, bool)>, BackupError> {
        let Some(length) = self
            .waiting
            .get(at..)
            .and_then(|rest| rest.first_chunk::<LENGTH>())
        else {
            return Ok(None);
        };
        let marked = u32::from_be_bytes(*length);
        let length = usize::try_from(marked & !LAST).map_err(|_| BackupError::Damaged)?;
        // Before anything is kept for it.
        if !(SEAL..=MAX_PIECE).contains(&length) {
            return Err(BackupError::Damaged);
        }
        Ok(Some((length, marked & LAST != 0)))
    }

    fn open_piece(&self, sealed: &[u8], is_last: bool) -> Result<Vec<u8>, BackupError> {
        let (body, seal) = sealed
            .split_last_chunk::<SEAL>()
            .ok_or(BackupError::Damaged)?;
        let mut body = body.to_vec();
        let nonce = XNonce::from(nonce(self.number, is_last));
        self.keys
            .cipher
            .decrypt_inout_detached(
                &nonce,
                &self.tag,
                body.as_mut_slice().into(),
                &Tag::from(*seal),
            )
            .map_err(|_| BackupError::Damaged)?;
        Ok(body)
    }
}

impl core::fmt::Debug for Reader {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Reader")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
