//! What a backup holds, one thing after the other.

use super::BackupError;
use minicbor::{Decode, Encode};

/// The longest item, in bytes.
pub const MAX_ITEM: usize = 4 << 20;
/// Kind, length.
const HEAD: usize = 1 + 4;
/// Kinds from here on may be left out by whoever does not know them.
const MAY_BE_SKIPPED: u8 = 128;

const ABOUT: u8 = 1;
const ROSTER: u8 = 2;
const RECORD: u8 = 3;
const CHUNK: u8 = 4;

/// One thing in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// First of all: what it is a backup of.
    About(About),
    /// An entry of the personal space's roster, from the first one on.
    Roster(Vec<u8>),
    /// A record; those of one replica in order of their counters.
    Record(Vec<u8>),
    /// A chunk of a picture, as it travels: sealed, and named by its content.
    Chunk(Vec<u8>),
}

/// What is said of a backup inside its seal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct About {
    /// When it was made, milliseconds since 1970 UTC.
    #[n(0)]
    pub made_ms: i64,
    /// How many records it holds, at least.
    #[n(1)]
    pub records: u64,
    /// Another relay than the one that serves the app.
    #[n(2)]
    pub relay: Option<String>,
}

impl Item {
    /// Appends it. `false` if it is too long to be in a backup; then nothing was appended.
    pub(super) fn write(&self, to: &mut Vec<u8>) -> bool {
        let (kind, parts): (u8, Vec<&[u8]>) = match self {
            // Writing to memory does not fail.
            Self::About(about) => {
                return append(to, ABOUT, &[&minicbor::to_vec(about).unwrap_or_default()]);
            }
            Self::Roster(entry) => (ROSTER, vec![entry]),
            Self::Record(record) => (RECORD, vec![record]),
            Self::Chunk(chunk) => (CHUNK, vec![chunk]),
        };
        append(to, kind, &parts)
    }

    /// The items in an opened piece. What may be skipped is.
    pub(super) fn read_all(mut piece: &[u8]) -> Result<Vec<Self>, BackupError> {
        let mut items = Vec::new();
        while let Some((&kind, rest)) = piece.split_first() {
            let (length, rest) = rest.split_first_chunk::<4>().ok_or(BackupError::Damaged)?;
            let length =
                usize::try_from(u32::from_be_bytes(*length)).map_err(|_| BackupError::Damaged)?;
            if length > MAX_ITEM {
                return Err(BackupError::Damaged);
            }
            let (body, rest) = rest.split_at_checked(length).ok_or(BackupError::Damaged)?;
            items.extend(Self::read(kind, body)?);
            piece = rest;
        }
        Ok(items)
    }

    fn read(kind: u8, body: &[u8]) -> Result<Option<Self>, BackupError> {
        Ok(Some(match kind {
            ABOUT => Self::About(minicbor::decode(body).map_err(|_| BackupError::Damaged)?),
            ROSTER => Self::Roster(body.to_vec()),
            RECORD => Self::Record(body.to_vec()),
            CHUNK => Self::Chunk(body.to_vec()),
            MAY_BE_SKIPPED.. => return Ok(None),
            _ => return Err(BackupError::Newer),
        }))
    }
}

fn append(to: &mut Vec<u8>, kind: u8, parts: &[&[u8]]) -> bool {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let Some(head) = u32::try_from(length).ok().filter(|_| length <= MAX_ITEM) else {
        return false;
    };
    to.reserve(HEAD + length);
    to.push(kind);
    to.extend_from_slice(&head.to_be_bytes());
    parts.iter().for_each(|part| to.extend_from_slice(part));
    true
}
