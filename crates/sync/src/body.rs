//! What a record says before it is sealed: which documents it touches and how, and which are forgotten. Compressed, then padded
//! (Padmé) so that sizes tell little. Changes and cards are opaque here.

use commonplace_protocol::DocId;
use commonplace_protocol::limits::MAX_BODY_INFLATED;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use minicbor::{Decode, Encode};

/// A record touching one document.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Touch {
    /// The document.
    #[n(0)]
    pub doc: DocId,
    /// What kind of document it is, so that a version which does not know it can leave it alone.
    #[n(1)]
    pub kind: u16,
    /// Automerge changes.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub changes: Vec<u8>,
    /// What lists show of the document after these changes.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub card: Vec<u8>,
}

/// Why a body cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// More than 16 MiB of touches.
    TooLarge,
    /// Not a body.
    Malformed,
    /// A way of packing that only a newer version knows.
    Newer,
}

#[derive(Encode)]
#[cbor(map)]
struct Written<'a> {
    #[n(0)]
    touches: &'a [Touch],
    #[cbor(n(1), skip_if = "is_empty")]
    forgotten: &'a [DocId],
}

/// What is in a body.
#[derive(Debug, Clone, PartialEq, Eq, Decode)]
#[cbor(map)]
pub(crate) struct Said {
    /// The documents touched.
    #[n(0)]
    pub(crate) touches: Vec<Touch>,
    /// Documents that are gone for ever; packs only.
    #[n(1)]
    #[cbor(default)]
    pub(crate) forgotten: Vec<DocId>,
}

fn is_empty(forgotten: &&[DocId]) -> bool {
    forgotten.is_empty()
}

const STORED: u8 = 0;
const DEFLATED: u8 = 1;
/// Method, then the lengths of the payload and of what it inflates to, each big-endian in 4 bytes.
const HEAD: usize = 9;

/// Packs touches and what is forgotten: what goes under the seal.
pub(crate) fn pack(touches: &[Touch], forgotten: &[DocId]) -> Result<Vec<u8>, BodyError> {
    let written = Written { touches, forgotten };
    // Writing to memory does not fail, so the only reason is size.
    let plain = minicbor::to_vec(written).map_err(|_| BodyError::TooLarge)?;
    if plain.len() > MAX_BODY_INFLATED {
        return Err(BodyError::TooLarge);
    }
    let deflated = deflate(&plain).filter(|deflated| deflated.len() < plain.len());
    let (method, payload) = deflated
        .as_ref()
        .map_or((STORED, &plain), |bytes| (DEFLATED, bytes));
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(|_| BodyError::TooLarge);
    let padded = padme(HEAD + payload.len());
    // Room for the tag as well, which sealing appends.
    let mut packed = Vec::with_capacity(padded + 16);
    packed.push(method);
    packed.extend_from_slice(&length(payload)?.to_be_bytes());
    packed.extend_from_slice(&length(&plain)?.to_be_bytes());
    packed.extend_from_slice(payload);
    packed.resize(padded, 0);
    Ok(packed)
}

/// What is in a packed body. Never makes room for more than 16 MiB.
pub(crate) fn unpack(packed: &[u8]) -> Result<Said, BodyError> {
    let (&method, rest) = packed.split_first().ok_or(BodyError::Malformed)?;
    if method > DEFLATED {
        return Err(BodyError::Newer);
    }
    let (payload, rest) = length(rest)?;
    let (inflated, rest) = length(rest)?;
    if inflated > MAX_BODY_INFLATED {
        return Err(BodyError::TooLarge);
    }
    let payload = rest.get(..payload).ok_or(BodyError::Malformed)?;
    let said = if method == DEFLATED {
        minicbor::decode(&inflate(payload, inflated)?)
    } else {
        minicbor::decode(payload)
    };
    said.map_err(|_| BodyError::Malformed)
}

/// Padmé (Nikitin and others, 2019): at most 12 % more, and sizes carry only O(log log) bits.
pub(crate) const fn padme(length: usize) -> usize {
    if length < 2 {
        return length;
    }
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1 << (exponent - kept)) - 1;
    (length + mask) & !mask
}

fn length(bytes: &[u8]) -> Result<(usize, &[u8]), BodyError> {
    let (length, rest) = bytes.split_first_chunk().ok_or(BodyError::Malformed)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| BodyError::Malformed)?;
    Ok((length, rest))
}

/// `None` if it would not get smaller.
fn deflate(plain: &[u8]) -> Option<Vec<u8>> {
    let mut deflated = Vec::with_capacity(plain.len());
    let status = Compress::new(Compression::default(), false)
        .compress_vec(plain, &mut deflated, FlushCompress::Finish)
        .ok()?;
    (status == Status::StreamEnd).then_some(deflated)
}

/// Exactly `length` bytes, or nothing.
fn inflate(deflated: &[u8], length: usize) -> Result<Vec<u8>, BodyError> {
    let mut inflater = Decompress::new(false);
    let mut plain = Vec::with_capacity(length);
    inflater
        .decompress_vec(deflated, &mut plain, FlushDecompress::Finish)
        .map_err(|_| BodyError::Malformed)?;
    let whole = plain.len() == length && inflater.total_in() == deflated.len() as u64;
    whole.then_some(plain).ok_or(BodyError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn touch(size: usize) -> Touch {
        Touch {
            doc: DocId([3; 16]),
            kind: 1,
            changes: b"the quick brown fox "
                .iter()
                .copied()
                .cycle()
                .take(size)
                .collect(),
            card: vec![9; 40],
        }
    }

    #[test]
    fn padme_is_that_of_the_paper() {
        for (length, padded) in [
            (0, 0),
            (1, 1),
            (9, 10),
            (100, 104),
            (1000, 1024),
            (4097, 4352),
        ] {
            assert_eq!(padme(length), padded, "{length}");
        }
        for length in 2..70_000 {
            let padded = padme(length);
            assert!(padded >= length && padded * 100 <= length * 112);
            assert_eq!(padme(padded), padded, "a padded size pads to itself");
        }
    }

    #[test]
    fn text_is_compressed_and_padded() {
        let packed = pack(&[touch(10_000)], &[]).unwrap();
        assert!(packed.len() < 1000);
        assert_eq!(padme(packed.len()), packed.len());
        assert_eq!(unpack(&packed).unwrap().touches, [touch(10_000)]);
    }

    #[test]
    fn a_bomb_goes_off_in_no_more_than_its_promise() {
        let honest = pack(&[touch(1 << 20)], &[]).unwrap();
        let mut bomb = honest.clone();
        bomb[5..9].copy_from_slice(&1000u32.to_be_bytes());
        assert_eq!(
            unpack(&bomb),
            Err(BodyError::Malformed),
            "more than promised"
        );
        bomb[5..9].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(unpack(&bomb), Err(BodyError::TooLarge));
        assert_eq!(
            pack(&[touch(MAX_BODY_INFLATED)], &[]),
            Err(BodyError::TooLarge)
        );
    }

    #[test]
    fn an_unknown_method_is_newer_not_broken() {
        let mut packed = pack(&[touch(10)], &[]).unwrap();
        packed[0] = 7;
        assert_eq!(unpack(&packed), Err(BodyError::Newer));
        assert_eq!(unpack(&[]), Err(BodyError::Malformed));
    }

    proptest! {
        #[test]
        fn whatever_is_packed_is_unpacked(
            changes in prop::collection::vec(any::<u8>(), 0..3000),
            docs in prop::collection::vec(any::<[u8; 16]>(), 0..5),
            forgotten in prop::collection::vec(any::<[u8; 16]>(), 0..5),
        ) {
            let forgotten: Vec<_> = forgotten.into_iter().map(DocId).collect();
            let touches: Vec<Touch> = docs
                .into_iter()
                .map(|doc| Touch { doc: DocId(doc), kind: 2, changes: changes.clone(), card: vec![] })
                .collect();
            let packed = pack(&touches, &forgotten).unwrap();
            prop_assert_eq!(unpack(&packed).unwrap(), Said { touches, forgotten });
        }

        /// What a version before forgetting wrote has no second field, and changes have none now.
        #[test]
        fn a_body_without_anything_forgotten_is_spelled_as_before(docs in prop::collection::vec(any::<[u8; 16]>(), 0..5)) {
            let touches: Vec<Touch> = docs
                .into_iter()
                .map(|doc| Touch { doc: DocId(doc), kind: 1, changes: vec![1; 9], card: vec![2] })
                .collect();
            let plain = minicbor::to_vec(Written { touches: &touches, forgotten: &[] }).unwrap();
            prop_assert_eq!(plain.first(), Some(&0xa1));
            let said: Said = minicbor::decode(&plain).unwrap();
            prop_assert_eq!(said, Said { touches, forgotten: vec![] });
        }

        /// Any CBOR under a right head: touches and forgotten documents, or an error.
        #[test]
        fn any_payload_is_said_or_refused(payload in prop::collection::vec(any::<u8>(), 0..200)) {
            let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
            let packed = [&[STORED][..], &length, &length, &payload].concat();
            let _ = unpack(&packed);
        }

        #[test]
        fn anything_else_is_an_error_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = unpack(&bytes);
        }
    }
}
