//! A backup: everything a person has in one sealed file, which the 24 words open and nothing else (`docs/backup.md`).
//! Every device can make one, since it holds a generation of the person key and the words give every generation.
//! Streams both ways; whether a file is whole is only known at its end. Must not decide what becomes of what is in it.

mod item;
mod read;
mod write;

pub use item::{About, Item, MAX_ITEM};
pub use read::{Head, Reader};
pub use write::Writer;

use crate::PersonKey;
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305};
use minicbor::{Decode, Encode};
use thiserror::Error;
use zeroize::Zeroizing;

/// What every backup begins with.
const MAGIC: &[u8; 18] = b"commonplace/backup";
const VERSION: u8 = 1;
/// Magic, version, length of the header.
const FIXED: usize = MAGIC.len() + 1 + 2;
/// More than any header of this version takes.
const MAX_HEADER: usize = 1024;
/// The tag that only the person can make, and a checksum that anybody can.
const TAG: usize = 32;
const CHECK: usize = 16;
/// Items are gathered until a piece is so large.
const PIECE: usize = 256 << 10;
/// A piece holds at least one item, and ends with the one that fills it.
const MAX_PIECE: usize = PIECE + MAX_ITEM + 64;
/// Marks the last piece in its length.
const LAST: u32 = 1 << 31;
/// Generations of a person key that anybody could have come to.
const MAX_GENERATION: u32 = 1 << 20;

/// Why a file is not read. Whoever reads one changes nothing before it was read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BackupError {
    /// Choose another file.
    #[error("this is not a backup of Commonplace")]
    NotABackup,
    /// Read it with that version.
    #[error("this backup was made by a newer version")]
    Newer,
    /// Use the words of whoever made it.
    #[error("this backup is another person's")]
    AnotherPerson,
    /// Look for a whole copy.
    #[error("this backup ends too early")]
    Cut,
    /// Look for another copy.
    #[error("this backup was changed since it was made")]
    Damaged,
}

/// What is said of a backup in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Header {
    /// Which generation of the person key sealed it.
    #[n(0)]
    generation: u32,
    /// Makes its key its own.
    #[cbor(n(1), with = "minicbor::bytes")]
    salt: [u8; 32],
}

/// The keys of one file.
struct Keys {
    cipher: XChaCha20Poly1305,
    check: Zeroizing<[u8; 32]>,
}

impl Keys {
    fn of(person: &PersonKey, salt: &[u8; 32]) -> Self {
        let derive = |context| {
            let mut hasher = blake3::Hasher::new_derive_key(context);
            hasher.update(person.key()).update(salt);
            Zeroizing::new(*hasher.finalize().as_bytes())
        };
        let key = derive("commonplace 2026 backup key");
        Self {
            cipher: XChaCha20Poly1305::new(&Key::from(*key)),
            check: derive("commonplace 2026 backup header key"),
        }
    }

    fn tag(&self, head: &[u8]) -> [u8; TAG] {
        *blake3::keyed_hash(&self.check, head).as_bytes()
    }
}

/// What a piece is sealed with: its number, and whether it is the last. The key is this file's alone.
fn nonce(number: u64, is_last: bool) -> [u8; 24] {
    let mut nonce = [0; 24];
    let bytes = number.to_be_bytes().into_iter().chain([is_last.into()]);
    nonce
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, byte)| *to = byte);
    nonce
}

fn checksum(head: &[u8]) -> [u8; CHECK] {
    let hash = blake3::hash(head);
    let mut check = [0; CHECK];
    check
        .iter_mut()
        .zip(hash.as_bytes())
        .for_each(|(to, byte)| *to = *byte);
    check
}

#[cfg(test)]
mod tests;
