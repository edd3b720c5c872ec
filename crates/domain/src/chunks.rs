//! Takes changes apart as they travel: whole Automerge chunks, one after another. Automerge's own
//! incremental loading would pass over damage in silence; here it is an error. Against changes
//! forged with right checksums there is no defence here: those take the keys of the space.

use crate::DocumentError;
use automerge::Change;
use sha2::{Digest, Sha256};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// Where the checksum stands: the beginning of the SHA-256 of all that follows it.
const CHECKSUM: core::ops::Range<usize> = 4..8;
/// Magic, checksum and the byte that tells the type.
const HEADER: usize = 9;
const CHANGE: u8 = 1;

/// The changes in `bytes`.
///
/// # Errors
/// [`DocumentError::Damaged`] for anything but whole, intact, uncompressed change chunks.
pub(crate) fn changes(mut bytes: &[u8]) -> Result<Vec<Change>, DocumentError> {
    let mut changes = Vec::new();
    while !bytes.is_empty() {
        let (chunk, rest) = split(bytes).ok_or_else(|| damaged("not a change"))?;
        if !is_intact(chunk) {
            return Err(damaged("a change is not what was written"));
        }
        changes.push(Change::try_from(chunk).map_err(|error| damaged(&error.to_string()))?);
        bytes = rest;
    }
    Ok(changes)
}

fn damaged(what: &str) -> DocumentError {
    DocumentError::Damaged(what.to_owned())
}

/// The first chunk and what follows it. Compressed chunks are never written (the record around
/// them is compressed), so they are refused: their size could not be bounded.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.get(..4)? != MAGIC || *bytes.get(HEADER - 1)? != CHANGE {
        return None;
    }
    let (length, digits) = leb128(bytes.get(HEADER..)?)?;
    let end = HEADER.checked_add(digits)?.checked_add(length)?;
    bytes.split_at_checked(end)
}

fn is_intact(chunk: &[u8]) -> bool {
    let hashed = chunk.get(CHECKSUM.end..).map(Sha256::digest);
    match (hashed, chunk.get(CHECKSUM)) {
        (Some(hash), Some(checksum)) => hash.starts_with(checksum),
        _ => false,
    }
}

/// An unsigned LEB128 number and how many bytes it takes.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0usize;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f).checked_shl(u32::try_from(at * 7).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}
