//! The store trait, its contract, memory and IndexedDB.
//! A store keeps rows of bytes in a few tables and knows nothing of what they mean. Whoever
//! uses it must not show "saved" before [`Store::apply`] has answered.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

#[cfg(any(test, feature = "testing"))]
pub mod contract;
#[cfg(any(test, feature = "testing"))]
mod faulty;
#[cfg(target_arch = "wasm32")]
pub mod indexeddb;
mod memory;
mod passphrase;
mod sealed;
mod store;
mod tries;

#[cfg(any(test, feature = "testing"))]
pub use faulty::{Fault, Faulty};
pub use memory::Memory;
pub use passphrase::{Cost, PassphraseSlot, Salt, Stretched, new_salt, stretch};
pub use sealed::{LocalKey, Sealed};
pub use store::{Batch, Durability, Query, Row, Store, StoreError, Table, Write};
pub use tries::Tries;
