//! Deterministic CBOR (RFC 8949, 4.2.1) and nothing else: one way to write each thing, so a hash or a
//! signature never covers two readings. `check` walks the bytes without keeping any, before they are decoded.

use crate::limits::{MAX_DEPTH, MAX_ITEMS};
use minicbor::{Decode, Decoder, Encode, Encoder, decode};

/// These bytes are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bad {
    /// Not well-formed, not deterministic, or a field is missing or of the wrong type.
    Malformed,
    /// Well-formed, but says something only a newer version knows.
    Newer,
}

/// Checks, then decodes exactly one item from all of `bytes`.
pub(crate) fn from_slice<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, Bad> {
    check(bytes).ok_or(Bad::Malformed)?;
    minicbor::decode(bytes).map_err(|error| {
        if error.is_unknown_variant() {
            Bad::Newer
        } else {
            Bad::Malformed
        }
    })
}

/// Encodes one item.
#[expect(
    clippy::expect_used,
    reason = "a Vec takes every byte and no type of ours refuses"
)]
pub(crate) fn to_vec<T: Encode<()>>(item: &T) -> Vec<u8> {
    minicbor::to_vec(item).expect("writing to memory does not fail")
}

/// `Some` if `bytes` are one deterministic item, no deeper than [`MAX_DEPTH`], and nothing after it.
/// Allowed: integers, byte and text strings, arrays, maps, true, false.
pub(crate) fn check(bytes: &[u8]) -> Option<()> {
    let rest = item(bytes, MAX_DEPTH)?;
    rest.is_empty().then_some(())
}

/// Walks over one item; answers what follows it.
fn item(bytes: &[u8], depth: usize) -> Option<&[u8]> {
    let (major, argument, rest) = head(bytes)?;
    match major {
        0 | 1 => Some(rest),
        2 => rest.get(usize::try_from(argument).ok()?..),
        3 => {
            let (text, rest) = rest.split_at_checked(usize::try_from(argument).ok()?)?;
            core::str::from_utf8(text).ok()?;
            Some(rest)
        }
        4 => {
            let depth = depth.checked_sub(1)?;
            (0..argument).try_fold(rest, |rest, _| item(rest, depth))
        }
        5 => pairs(rest, argument, depth.checked_sub(1)?),
        7 if argument == 20 || argument == 21 => Some(rest),
        _ => None,
    }
}

/// Walks over the pairs of a map, whose encoded keys must ascend.
fn pairs(bytes: &[u8], count: u64, depth: usize) -> Option<&[u8]> {
    let (mut rest, mut last): (&[u8], &[u8]) = (bytes, &[]);
    for _ in 0..count {
        let after = item(rest, depth)?;
        let key = rest.get(..rest.len().checked_sub(after.len())?)?;
        if key <= last {
            return None;
        }
        last = key;
        rest = item(after, depth)?;
    }
    Some(rest)
}

/// Reads the head of an item: its major type, its argument (shortest form only), and what follows.
fn head(bytes: &[u8]) -> Option<(u8, u64, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    let (argument, rest, least) = match first & 0x1f {
        short @ 0..24 => (u64::from(short), rest, 0),
        24 => {
            let (wide, rest) = rest.split_first_chunk()?;
            (u64::from(u8::from_be_bytes(*wide)), rest, 24)
        }
        25 => {
            let (wide, rest) = rest.split_first_chunk()?;
            (u64::from(u16::from_be_bytes(*wide)), rest, 1 << 8)
        }
        26 => {
            let (wide, rest) = rest.split_first_chunk()?;
            (u64::from(u32::from_be_bytes(*wide)), rest, 1 << 16)
        }
        27 => {
            let (wide, rest) = rest.split_first_chunk()?;
            (u64::from_be_bytes(*wide), rest, 1 << 32)
        }
        _ => return None,
    };
    (argument >= least).then_some((first >> 5, argument, rest))
}

/// `Vec<Vec<u8>>` as an array of byte strings, at most [`MAX_ITEMS`]: for `#[cbor(with = "..")]`.
pub(crate) mod blobs {
    use super::{Decoder, Encoder, MAX_ITEMS};
    use minicbor::{
        decode::Error as DecodeError,
        encode::{Error as EncodeError, Write},
    };

    pub(crate) fn encode<C, W: Write>(
        blobs: &[Vec<u8>],
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.array(blobs.len() as u64)?;
        blobs.iter().try_for_each(|blob| e.bytes(blob)?.ok())
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Vec<Vec<u8>>, DecodeError> {
        let count = super::count(d.array()?, MAX_ITEMS)?;
        (0..count).map(|_| d.bytes().map(Vec::from)).collect()
    }
}

/// The length of an array or map, if it has one and it is at most `max`.
pub(crate) fn count(length: Option<u64>, max: usize) -> Result<usize, decode::Error> {
    length
        .and_then(|length| usize::try_from(length).ok())
        .filter(|length| *length <= max)
        .ok_or_else(|| decode::Error::message("too many items"))
}
