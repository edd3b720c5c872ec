//! The contract on the stores that need no browser, and what sealing adds to it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use commonplace_storage::contract::{batch, drive, put};
use commonplace_storage::{
    Fault, Faulty, LocalKey, Memory, Query, Sealed, Store, StoreError, Table,
};

mod memory {
    async fn make() -> commonplace_storage::Memory {
        commonplace_storage::Memory::default()
    }
    commonplace_storage::store_contract!(native make);
}

mod sealed_memory {
    use commonplace_storage::{LocalKey, Memory, Sealed};

    async fn make() -> Sealed<Memory> {
        Sealed::new(Memory::default(), &LocalKey::generate().unwrap())
    }
    commonplace_storage::store_contract!(native make);
}

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
    drive(store.apply(batch([put(Table::Records, b"key", WORDS)]))).unwrap();
    assert_eq!(
        raw(&memory, Table::Records, b"key"),
        WORDS,
        "records travel as they lie"
    );
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

#[test]
fn faults_happen_in_the_order_given_and_then_stop() {
    let store = Faulty::new(Memory::default());
    store.fail_writes([
        Fault::None,
        Fault::Refused(StoreError::Full),
        Fault::Unanswered(StoreError::Lost),
    ]);
    let write = |key: &[u8]| drive(store.apply(batch([put(Table::Meta, key, b"x")])));
    assert_eq!(write(b"a"), Ok(()));
    assert_eq!(write(b"b"), Err(StoreError::Full));
    assert_eq!(write(b"c"), Err(StoreError::Lost));
    assert_eq!(write(b"d"), Ok(()));
    let kept = drive(store.scan(&Query::all(Table::Meta))).unwrap();
    assert_eq!(
        kept.iter().map(|row| &row.key[..]).collect::<Vec<_>>(),
        [b"a", b"c", b"d"]
    );

    store.fail_reads([StoreError::Damaged]);
    assert_eq!(
        drive(store.get(Table::Meta, b"a")),
        Err(StoreError::Damaged)
    );
    store.set_broken(Some(StoreError::Lost));
    assert_eq!(write(b"e"), Err(StoreError::Lost));
    assert_eq!(drive(store.get(Table::Meta, b"a")), Err(StoreError::Lost));
    store.set_broken(None);
    assert_eq!(drive(store.get(Table::Meta, b"e")), Ok(None));
}

#[test]
fn a_copy_is_what_a_crash_leaves() {
    let store = Memory::default();
    drive(store.apply(batch([put(Table::Meta, b"a", b"before")]))).unwrap();
    let crashed = store.copy();
    drive(store.apply(batch([put(Table::Meta, b"a", b"after")]))).unwrap();
    assert_eq!(raw(&crashed, Table::Meta, b"a"), b"before");
    assert_eq!(store.size(), 6);
}
