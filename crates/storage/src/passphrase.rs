//! The slot that opens with a passphrase: the key of this device's storage, wrapped by what Argon2id makes of the
//! passphrase. Must not read or write anything: where slots lie is the vault's business.

use crate::sealed::fill;
use crate::{LocalKey, StoreError};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// First byte of a slot. Greater ones are of a later version of this program.
const FORMAT: u8 = 1;
/// What the wrapped key is bound to, besides the parameters beside it.
const PURPOSE: &[u8] = b"commonplace/passphrase/1";
const SALT_LEN: usize = 16;
const NONCE_LEN: usize = 24;
/// Format, memory, passes, salt.
const HEAD_LEN: usize = 1 + 4 + 4 + SALT_LEN;
/// A key and its tag.
const WRAPPED_LEN: usize = 32 + 16;
/// More than any device was ever asked for: a damaged slot must not fill the memory.
const MOST: Cost = Cost {
    memory_kib: 1 << 20,
    passes: 64,
};

/// Random bytes that make every slot's work its own.
pub type Salt = [u8; SALT_LEN];

/// What Argon2id made of a passphrase. Wiped from memory when dropped.
pub type Stretched = Zeroizing<[u8; 32]>;

/// How much work one guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// What is asked of a device, the most first. The last is what OWASP holds to be the least.
    pub const LADDER: [Self; 3] = [
        Self {
            memory_kib: 64 << 10,
            passes: 3,
        },
        Self {
            memory_kib: 32 << 10,
            passes: 3,
        },
        Self {
            memory_kib: 19 << 10,
            passes: 2,
        },
    ];

    /// Passes times memory: time grows with it.
    const fn work(self) -> u64 {
        self.memory_kib as u64 * self.passes as u64
    }

    /// The step to take after this one took `took_ms`, where nobody should wait longer than `most_ms`; `None` if this
    /// one will do, or is the last. `None` for the time means that there was not enough memory.
    pub fn next(self, took_ms: Option<u64>, most_ms: u64) -> Option<Self> {
        let mut lower = Self::LADDER
            .into_iter()
            .filter(|step| step.work() < self.work());
        let Some(took_ms) = took_ms else {
            return lower.next();
        };
        if took_ms <= most_ms {
            return None;
        }
        let fits = |step: &Self| {
            took_ms.saturating_mul(step.work()) <= most_ms.saturating_mul(self.work())
        };
        let lower: Vec<Self> = lower.collect();
        lower.iter().copied().find(fits).or(lower.last().copied())
    }
}

/// A new salt.
///
/// # Errors
/// [`StoreError::Other`] when the system gives no randomness.
pub fn new_salt() -> Result<Salt, StoreError> {
    let mut salt = [0; SALT_LEN];
    fill(&mut salt)?;
    Ok(salt)
}

/// What opens a slot: takes as long, and as much memory, as `cost` says.
///
/// # Errors
/// [`StoreError::Full`] when there is not so much memory, [`StoreError::Damaged`] when no such work exists.
pub fn stretch(passphrase: &[u8], salt: &Salt, cost: Cost) -> Result<Stretched, StoreError> {
    if cost.memory_kib > MOST.memory_kib || cost.passes > MOST.passes {
        return Err(StoreError::Damaged);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| StoreError::Damaged)?;
    let mut memory: Vec<Block> = Vec::new();
    let blocks = params.block_count();
    // Asked for first: memory that is refused must be an answer, not the end of the program.
    memory
        .try_reserve_exact(blocks)
        .map_err(|_| StoreError::Full)?;
    memory.resize(blocks, Block::default());
    let mut stretched = Zeroizing::new([0; 32]);
    let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(
            passphrase,
            salt,
            stretched.as_mut_slice(),
            memory.as_mut_slice(),
        );
    memory.iter_mut().for_each(Zeroize::zeroize);
    done.map_err(|error| StoreError::Other(error.to_string()))?;
    Ok(stretched)
}

/// A key under a passphrase, as it lies on the disk.
#[derive(Clone, PartialEq, Eq)]
pub struct PassphraseSlot {
    cost: Cost,
    salt: Salt,
    nonce: [u8; NONCE_LEN],
    wrapped: [u8; WRAPPED_LEN],
}

impl PassphraseSlot {
    /// Wraps `key` with what `salt` and `cost` made of a passphrase.
    ///
    /// # Errors
    /// [`StoreError::Other`] when the system gives no randomness.
    pub fn wrap(
        key: &LocalKey,
        stretched: &Stretched,
        salt: Salt,
        cost: Cost,
    ) -> Result<Self, StoreError> {
        let mut nonce = [0; NONCE_LEN];
        fill(&mut nonce)?;
        let payload = Payload {
            msg: key.bytes(),
            aad: &bound(&head(cost, &salt)),
        };
        let wrapped =
            XChaCha20Poly1305::new(&Key::from(**stretched)).encrypt(&XNonce::from(nonce), payload);
        let wrapped = wrapped.ok().and_then(|wrapped| wrapped.try_into().ok());
        let wrapped =
            wrapped.ok_or_else(|| StoreError::Other("a key that cannot be wrapped".into()))?;
        Ok(Self {
            cost,
            salt,
            nonce,
            wrapped,
        })
    }

    /// The key, or `None` if the passphrase is another.
    pub fn open(&self, stretched: &Stretched) -> Option<LocalKey> {
        let payload = Payload {
            msg: &self.wrapped,
            aad: &bound(&head(self.cost, &self.salt)),
        };
        let opened = XChaCha20Poly1305::new(&Key::from(**stretched))
            .decrypt(&XNonce::from(self.nonce), payload)
            .ok()?;
        let opened = Zeroizing::new(opened);
        opened.as_slice().try_into().ok().map(LocalKey::new)
    }

    /// How much work one guess is.
    pub const fn cost(&self) -> Cost {
        self.cost
    }

    /// What the work is done with.
    pub const fn salt(&self) -> &Salt {
        &self.salt
    }

    /// As it lies on the disk.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = head(self.cost, &self.salt);
        [head.as_slice(), &self.nonce, &self.wrapped].concat()
    }

    /// Reads a slot.
    ///
    /// # Errors
    /// [`StoreError::NewerVersion`] or [`StoreError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        let slot = bytes.split_first_chunk::<1>().and_then(|(format, rest)| {
            let (memory, rest) = rest.split_first_chunk::<4>()?;
            let (passes, rest) = rest.split_first_chunk::<4>()?;
            let (salt, rest) = rest.split_first_chunk::<SALT_LEN>()?;
            let (nonce, wrapped) = rest.split_first_chunk::<NONCE_LEN>()?;
            let cost = Cost {
                memory_kib: u32::from_be_bytes(*memory),
                passes: u32::from_be_bytes(*passes),
            };
            let slot = Self {
                cost,
                salt: *salt,
                nonce: *nonce,
                wrapped: wrapped.try_into().ok()?,
            };
            Some((format[0], slot))
        });
        match (bytes.first(), slot) {
            (Some(&format), _) if format > FORMAT => Err(StoreError::NewerVersion),
            (_, Some((FORMAT, slot))) => Ok(slot),
            _ => Err(StoreError::Damaged),
        }
    }
}

impl fmt::Debug for PassphraseSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PassphraseSlot")
            .field("cost", &self.cost)
            .finish_non_exhaustive()
    }
}

fn head(cost: Cost, salt: &Salt) -> [u8; HEAD_LEN] {
    let mut head = [FORMAT; HEAD_LEN];
    let parts = cost
        .memory_kib
        .to_be_bytes()
        .into_iter()
        .chain(cost.passes.to_be_bytes());
    let bytes = parts.chain(*salt);
    head.iter_mut()
        .skip(1)
        .zip(bytes)
        .for_each(|(to, byte)| *to = byte);
    head
}

fn bound(head: &[u8]) -> Vec<u8> {
    [PURPOSE, head].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Cost = Cost {
        memory_kib: 64,
        passes: 1,
    };

    fn made(passphrase: &[u8]) -> (LocalKey, PassphraseSlot) {
        let (key, salt) = (LocalKey::generate().unwrap(), new_salt().unwrap());
        let stretched = stretch(passphrase, &salt, QUICK).unwrap();
        let slot = PassphraseSlot::wrap(&key, &stretched, salt, QUICK).unwrap();
        (key, slot)
    }

    fn opened(slot: &PassphraseSlot, passphrase: &[u8]) -> Option<LocalKey> {
        slot.open(&stretch(passphrase, slot.salt(), slot.cost()).unwrap())
    }

    #[test]
    fn a_slot_opens_with_its_passphrase_and_no_other() {
        let (key, slot) = made(b"a quiet afternoon");
        let slot = PassphraseSlot::from_bytes(&slot.to_bytes()).unwrap();
        assert_eq!(
            opened(&slot, b"a quiet afternoon").unwrap().bytes(),
            key.bytes()
        );
        for other in [&b"a quiet afternoom"[..], b"", b"a quiet afternoon "] {
            assert!(opened(&slot, other).is_none());
        }
    }

    #[test]
    fn the_same_passphrase_never_looks_the_same_twice() {
        let (one, other) = (made(b"again and again").1, made(b"again and again").1);
        assert_ne!(one.salt(), other.salt());
        assert_ne!(one.wrapped, other.wrapped);
    }

    #[test]
    fn whatever_is_changed_in_a_slot_it_does_not_open() {
        let (_, slot) = made(b"a quiet afternoon");
        let bytes = slot.to_bytes();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let Ok(slot) = PassphraseSlot::from_bytes(&changed) else {
                continue;
            };
            let stretched = stretch(b"a quiet afternoon", slot.salt(), slot.cost());
            assert!(
                stretched.is_err() || slot.open(&stretched.unwrap()).is_none(),
                "byte {at}"
            );
        }
        for length in 0..bytes.len() {
            assert_eq!(
                PassphraseSlot::from_bytes(&bytes[..length]),
                Err(StoreError::Damaged)
            );
        }
        assert_eq!(
            PassphraseSlot::from_bytes(&[2; 97]),
            Err(StoreError::NewerVersion)
        );
    }

    #[test]
    fn the_work_is_that_of_the_standard() {
        // As the reference implementation has it (argon2-cffi): 1 pass, 64 KiB, 1 lane.
        let stretched = stretch(b"password", b"somesaltsomesalt", QUICK).unwrap();
        let known = "e793d64ef75d58f503d4631b2b149f7f80127c5f3993d89b1c9b781e51d0b413";
        let hex = stretched
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        assert_eq!(hex, known);
    }

    #[test]
    fn a_slow_device_is_asked_for_less_but_never_for_too_little() {
        let [most, middle, least] = Cost::LADDER;
        assert_eq!(most.next(Some(900), 1500), None, "fast enough");
        assert_eq!(most.next(Some(2500), 1500), Some(middle));
        assert_eq!(most.next(Some(60_000), 1500), Some(least));
        assert_eq!(middle.next(Some(2000), 1500), Some(least));
        assert_eq!(least.next(Some(60_000), 1500), None, "as little as may be");
        assert_eq!(most.next(None, 1500), Some(middle), "no memory");
        assert_eq!(least.next(None, 1500), None);
        assert_eq!((least.memory_kib, least.passes), (19 << 10, 2));
    }

    #[test]
    fn unreasonable_work_is_refused_before_it_begins() {
        for cost in [
            Cost {
                memory_kib: u32::MAX,
                passes: 1,
            },
            Cost {
                memory_kib: 64,
                passes: u32::MAX,
            },
            Cost {
                memory_kib: 0,
                passes: 0,
            },
        ] {
            assert_eq!(
                stretch(b"x", &[0; 16], cost).unwrap_err(),
                StoreError::Damaged
            );
        }
    }
}
