//! The keys of one space, one for each epoch. Old ones are kept: old records stay readable.

use commonplace_protocol::Epoch;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Epoch -> the key its records are sealed with. Wiped from memory when dropped.
#[derive(Clone, Default)]
pub struct KeyRing(BTreeMap<Epoch, Zeroizing<[u8; 32]>>);

impl KeyRing {
    /// A ring without keys.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// A ring with the first key.
    pub fn first(key: [u8; 32]) -> Self {
        let mut ring = Self::new();
        ring.insert(Epoch::FIRST, key);
        ring
    }

    /// Keeps the key of an epoch.
    pub fn insert(&mut self, epoch: Epoch, key: [u8; 32]) {
        self.0.insert(epoch, Zeroizing::new(key));
    }

    /// The newest epoch there is a key of.
    pub fn newest(&self) -> Option<Epoch> {
        self.0.keys().next_back().copied()
    }

    /// The key of an epoch, if this member was given it.
    pub fn get(&self, epoch: Epoch) -> Option<&[u8; 32]> {
        self.0.get(&epoch).map(|key| &**key)
    }
}

/// Names the epochs, never a key.
impl core::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_epoch_and_never_printed() {
        let mut ring = KeyRing::first([1; 32]);
        ring.insert(Epoch(2), [2; 32]);
        assert_eq!(ring.get(Epoch(1)), Some(&[1; 32]));
        assert_eq!(ring.get(Epoch(2)), Some(&[2; 32]));
        assert_eq!(ring.get(Epoch(3)), None);
        assert_eq!(format!("{ring:?}"), "{Epoch(1), Epoch(2)}");
    }
}
