//! The store trait, its contract, memory and IndexedDB.
