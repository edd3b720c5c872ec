//! Seals values on their way into another store, so that what lies on the disk cannot be read
//! without the key of this device. Records and chunks are left as they are: they are sealed already.

use crate::{Batch, Query, Row, Store, StoreError, Table};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use std::cmp::Ordering;
use std::fmt;
use zeroize::Zeroizing;

/// First byte of a sealed value. Greater ones are of a later version of this program.
const FORMAT: u8 = 1;
const NONCE_LEN: usize = 24;

/// The key of this device's storage: 32 random bytes.
#[derive(Clone)]
pub struct LocalKey(Zeroizing<[u8; 32]>);

impl LocalKey {
    /// A key from 32 bytes that nobody can guess.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A new random key.
    ///
    /// # Errors
    /// [`StoreError::Other`] when the system gives no randomness.
    pub fn generate() -> Result<Self, StoreError> {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// The bytes, for wrapping them.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for LocalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalKey(..)")
    }
}

/// A store whose values are sealed (XChaCha20-Poly1305), each bound to its table and key: a
/// value moved elsewhere does not open. Keys, and sizes of values, stay visible.
#[derive(Clone)]
pub struct Sealed<S> {
    inner: S,
    cipher: XChaCha20Poly1305,
}

impl<S> Sealed<S> {
    /// Seals everything on its way into `inner`.
    pub fn new(inner: S, key: &LocalKey) -> Self {
        Self {
            inner,
            cipher: XChaCha20Poly1305::new(&Key::from(*key.0)),
        }
    }

    /// The store below.
    pub const fn inner(&self) -> &S {
        &self.inner
    }

    fn seal(&self, table: Table, key: &[u8], value: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_LEN];
        fill(&mut nonce)?;
        let payload = Payload {
            msg: value,
            aad: &place(table, key),
        };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| StoreError::Other("a value too long to seal".into()))?;
        Ok([&[FORMAT], &nonce[..], &sealed].concat())
    }

    fn open(&self, table: Table, key: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (format, rest) = sealed.split_first().ok_or(StoreError::Damaged)?;
        match format.cmp(&FORMAT) {
            Ordering::Equal => {}
            Ordering::Greater => return Err(StoreError::NewerVersion),
            Ordering::Less => return Err(StoreError::Damaged),
        }
        let (nonce, sealed) = rest
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(StoreError::Damaged)?;
        let payload = Payload {
            msg: sealed,
            aad: &place(table, key),
        };
        self.cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| StoreError::Damaged)
    }
}

impl<S: fmt::Debug> fmt::Debug for Sealed<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

impl<S: Store> Store for Sealed<S> {
    /// Seals before the store below begins: a transaction there must not be kept waiting.
    async fn apply(&self, mut batch: Batch) -> Result<(), StoreError> {
        for write in batch
            .writes
            .iter_mut()
            .filter(|write| is_sealed(write.table))
        {
            if let Some(value) = &mut write.value {
                *value = self.seal(write.table, &write.key, value)?;
            }
        }
        self.inner.apply(batch).await
    }

    async fn scan(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        let mut rows = self.inner.scan(query).await?;
        if is_sealed(query.table) {
            for row in &mut rows {
                row.value = self.open(query.table, &row.key, &row.value)?;
            }
        }
        Ok(rows)
    }

    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        match self.inner.get(table, key).await? {
            Some(value) if is_sealed(table) => self.open(table, key, &value).map(Some),
            other => Ok(other),
        }
    }
}

const fn is_sealed(table: Table) -> bool {
    !matches!(table, Table::Records | Table::Chunks)
}

/// What a value is bound to: its table's name, a zero byte, its key.
fn place(table: Table, key: &[u8]) -> Vec<u8> {
    [table.name().as_bytes(), &[0], key].concat()
}

pub(crate) fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|error| StoreError::Other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;
    use crate::contract::{batch, drive, put};

    async fn make() -> Sealed<Memory> {
        Sealed::new(Memory::default(), &LocalKey::generate().unwrap())
    }
    crate::store_contract!(native make);

    const WORDS: &[u8] = b"what today taught me";

    fn sealed() -> (Memory, Sealed<Memory>) {
        let memory = Memory::default();
        (memory.clone(), Sealed::new(memory, &LocalKey::new([7; 32])))
    }

    fn raw(memory: &Memory, table: Table, key: &[u8]) -> Vec<u8> {
        drive(memory.get(table, key)).unwrap().unwrap()
    }

    #[test]
    fn no_word_reaches_the_disk_unsealed() {
        let (memory, store) = sealed();
        for table in [Table::Docs, Table::Cards, Table::Texts, Table::Meta] {
            drive(store.apply(batch([put(table, b"key", WORDS)]))).unwrap();
            let stored = raw(&memory, table, b"key");
            assert!(
                !stored
                    .windows(5)
                    .any(|part| WORDS.windows(5).any(|word| word == part)),
                "{table:?}"
            );
        }
        for table in [Table::Records, Table::Chunks] {
            drive(store.apply(batch([put(table, b"key", WORDS)]))).unwrap();
            let stored = raw(&memory, table, b"key");
            assert_eq!(stored, WORDS, "{table:?} travel as they lie");
        }
    }

    #[test]
    fn the_same_value_never_looks_the_same_twice() {
        let (memory, store) = sealed();
        drive(store.apply(batch([put(Table::Meta, b"key", WORDS)]))).unwrap();
        let first = raw(&memory, Table::Meta, b"key");
        drive(store.apply(batch([put(Table::Meta, b"key", WORDS)]))).unwrap();
        assert_ne!(first, raw(&memory, Table::Meta, b"key"));
    }

    #[test]
    fn a_value_opens_only_where_it_was_put() {
        let (memory, store) = sealed();
        drive(store.apply(batch([put(Table::Meta, b"key", WORDS)]))).unwrap();
        let stored = raw(&memory, Table::Meta, b"key");
        drive(memory.apply(batch([
            put(Table::Meta, b"other", &stored),
            put(Table::Docs, b"key", &stored),
        ])))
        .unwrap();
        assert_eq!(
            drive(store.get(Table::Meta, b"other")),
            Err(StoreError::Damaged)
        );
        assert_eq!(
            drive(store.scan(&Query::all(Table::Docs))),
            Err(StoreError::Damaged)
        );
        assert_eq!(
            drive(store.get(Table::Meta, b"key")).unwrap().as_deref(),
            Some(WORDS)
        );
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let (memory, store) = sealed();
        drive(store.apply(batch([put(Table::Meta, b"key", WORDS)]))).unwrap();
        let stored = raw(&memory, Table::Meta, b"key");
        for at in 0..stored.len() * 8 {
            let mut changed = stored.clone();
            changed[at / 8] ^= 1 << (at % 8);
            drive(memory.apply(batch([put(Table::Meta, b"key", &changed)]))).unwrap();
            assert!(drive(store.get(Table::Meta, b"key")).is_err(), "bit {at}");
        }
        for length in 0..stored.len() {
            drive(memory.apply(batch([put(Table::Meta, b"key", &stored[..length])]))).unwrap();
            assert_eq!(
                drive(store.get(Table::Meta, b"key")),
                Err(StoreError::Damaged),
                "{length} bytes"
            );
        }
    }

    #[test]
    fn another_key_opens_nothing_and_a_later_format_is_left_alone() {
        let (memory, store) = sealed();
        drive(store.apply(batch([put(Table::Meta, b"key", WORDS)]))).unwrap();
        let stranger = Sealed::new(memory.clone(), &LocalKey::new([8; 32]));
        assert_eq!(
            drive(stranger.get(Table::Meta, b"key")),
            Err(StoreError::Damaged)
        );
        let mut later = raw(&memory, Table::Meta, b"key");
        later[0] = 2;
        drive(memory.apply(batch([put(Table::Meta, b"key", &later)]))).unwrap();
        assert_eq!(
            drive(store.get(Table::Meta, b"key")),
            Err(StoreError::NewerVersion)
        );
    }
}
