//! Blobs: what is too large for a document, cut into chunks that are sealed under a key of the blob's own.
//! Key, names and size of a blob belong into the document that shows it: whoever may read that may read the
//! blob, whatever happens to the keys of the space. Nothing here is stored or sent.

use crate::{body::padme, seal};
use commonplace_protocol::{ChunkId, chunk, limits::MAX_CHUNK};
use rand_core::CryptoRng;

/// Largest blob, in bytes.
pub const MAX_BLOB: usize = 8 * 1024 * 1024;
/// What goes into one chunk, in bytes.
const PIECE: usize = MAX_CHUNK - seal::OVERHEAD;
const CONTEXT: &[u8] = b"commonplace/chunk/1";

/// A blob on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBlob {
    /// Opens its chunks, and nothing else.
    pub key: [u8; 32],
    /// Its chunks in order, each with its name.
    pub chunks: Vec<(ChunkId, Vec<u8>)>,
}

/// Seals `bytes` under a new key. `None` if there are none, or more than [`MAX_BLOB`].
pub fn seal_blob(rng: &mut (impl CryptoRng + ?Sized), bytes: &[u8]) -> Option<SealedBlob> {
    if bytes.is_empty() || bytes.len() > MAX_BLOB {
        return None;
    }
    let mut key = [0; 32];
    rng.fill_bytes(&mut key);
    let mut padded = bytes.to_vec();
    padded.resize(padme(bytes.len()), 0);
    let count = padded.len().div_ceil(PIECE);
    let chunks = padded.chunks(PIECE).enumerate().map(|(place, piece)| {
        let (nonce, head) = place_of(place, count);
        let sealed = seal::seal(&key, &nonce, &head, piece.to_vec())?;
        Some((chunk::id(&sealed), sealed))
    });
    let chunks = chunks.collect::<Option<_>>()?;
    Some(SealedBlob { key, chunks })
}

/// How many chunks a blob of `size` bytes has.
pub const fn chunk_count(size: usize) -> usize {
    padme(size).div_ceil(PIECE)
}

/// Opens chunk number `place` of `count` chunks. `None` if it is another one, of another blob, or damaged.
pub fn open_chunk(key: &[u8; 32], place: usize, count: usize, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, head) = place_of(place, count);
    seal::open(key, &nonce, &head, sealed)
}

/// The nonce of a chunk (its key seals no other blob), and what it is bound to besides.
fn place_of(place: usize, count: usize) -> ([u8; 24], Vec<u8>) {
    let place = (place as u64).to_be_bytes();
    let mut nonce = [0; 24];
    if let Some(end) = nonce.last_chunk_mut() {
        *end = place;
    }
    (
        nonce,
        [CONTEXT, &place, &(count as u64).to_be_bytes()].concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand_chacha::ChaCha12Rng;
    use rand_core::SeedableRng;

    fn sealed(bytes: &[u8]) -> SealedBlob {
        seal_blob(&mut ChaCha12Rng::seed_from_u64(1), bytes).unwrap()
    }

    fn opened(blob: &SealedBlob, size: usize) -> Option<Vec<u8>> {
        let count = blob.chunks.len();
        let pieces = blob.chunks.iter().enumerate();
        let pieces = pieces.map(|(place, (_, sealed))| open_chunk(&blob.key, place, count, sealed));
        let mut bytes = pieces.collect::<Option<Vec<_>>>()?.concat();
        bytes.truncate(size);
        Some(bytes)
    }

    #[test]
    fn a_blob_is_cut_sealed_and_put_together_again() {
        for size in [1, 1000, PIECE, PIECE + 1, 1_000_000] {
            let bytes: Vec<u8> = (0..size)
                .map(|at: usize| (at % 251).to_le_bytes()[0])
                .collect();
            let blob = sealed(&bytes);
            assert_eq!(blob.chunks.len(), chunk_count(size));
            for (id, sealed) in &blob.chunks {
                assert!(sealed.len() <= MAX_CHUNK);
                assert_eq!(chunk::id(sealed), *id);
            }
            assert_eq!(opened(&blob, size), Some(bytes), "{size}");
        }
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        assert_eq!(seal_blob(&mut rng, &[]), None);
        assert_eq!(seal_blob(&mut rng, &vec![0; MAX_BLOB + 1]), None);
        assert!(seal_blob(&mut rng, &vec![0; MAX_BLOB]).is_some());
    }

    #[test]
    fn chunks_open_only_in_their_place_whole_and_with_their_key() {
        let mut blob = sealed(&vec![7; 3 * PIECE]);
        let count = blob.chunks.len();
        let (first, second) = (blob.chunks[0].1.clone(), blob.chunks[1].1.clone());
        assert!(open_chunk(&blob.key, 0, count, &first).is_some());
        assert_eq!(open_chunk(&blob.key, 0, count, &second), None);
        assert_eq!(open_chunk(&blob.key, 0, count - 1, &first), None);
        assert_eq!(open_chunk(&[9; 32], 0, count, &first), None);
        blob.chunks[0].1[17] ^= 1;
        assert_eq!(open_chunk(&blob.key, 0, count, &blob.chunks[0].1), None);
    }

    #[test]
    fn one_picture_twice_is_two_blobs() {
        let mut rng = ChaCha12Rng::seed_from_u64(1);
        let [a, b] = [0, 1].map(|_| seal_blob(&mut rng, b"a picture").unwrap());
        assert!(a.key != b.key && a.chunks[0].0 != b.chunks[0].0);
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 1..3000)) {
            prop_assert_eq!(opened(&sealed(&bytes), bytes.len()), Some(bytes));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(open_chunk(&[1; 32], 0, 1, &bytes), None);
        }
    }
}
