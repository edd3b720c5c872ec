//! What every store must keep to, as tests: [`crate::store_contract`] runs them on one kind of
//! store. A store that passes them can take the place of any other. For tests only.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]
#![allow(
    missing_docs,
    clippy::missing_panics_doc,
    reason = "these are tests, and their names say it"
)]

use crate::{Batch, Durability, Query, Row, Store, Table, Write};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Makes a test of each rule: `store_contract!(native make)` with `#[test]`, or
/// `store_contract!(browser make)` with `#[wasm_bindgen_test]`. `make` is an async function that
/// gives every caller an empty store of its own.
#[macro_export]
macro_rules! store_contract {
    ($kind:ident $make:path) => {
        $crate::store_contract!(@each $kind $make:
            keeps_what_was_written replaces_and_removes keeps_the_order_inside_a_batch
            keeps_tables_apart reads_in_order_of_bytes reads_only_the_range stops_at_the_limits
            keeps_odd_values reads_thousands_in_pieces accepts_an_empty_batch);
    };
    (@each $kind:ident $make:path: $($name:ident)*) => {
        $($crate::store_contract!(@$kind $make, $name);)*
    };
    (@native $make:path, $name:ident) => {
        #[test]
        fn $name() {
            $crate::contract::drive(async { $crate::contract::$name($make().await).await });
        }
    };
    (@browser $make:path, $name:ident) => {
        #[wasm_bindgen_test::wasm_bindgen_test]
        async fn $name() {
            $crate::contract::$name($make().await).await;
        }
    };
}

/// Runs a future that never waits, as those of a store in memory.
pub fn drive<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a store in memory never waits"),
    }
}

/// A write of `value` to `key`.
pub fn put(table: Table, key: &[u8], value: &[u8]) -> Write {
    Write {
        table,
        key: key.to_vec(),
        value: Some(value.to_vec()),
    }
}

/// A removal of `key`.
pub fn remove(table: Table, key: &[u8]) -> Write {
    Write {
        table,
        key: key.to_vec(),
        value: None,
    }
}

/// A strict batch.
pub fn batch(writes: impl IntoIterator<Item = Write>) -> Batch {
    Batch {
        writes: writes.into_iter().collect(),
        durability: Durability::Strict,
    }
}

fn query(from: &[u8], to: &[u8], max_rows: u32, max_bytes: u32) -> Query {
    Query {
        table: Table::Cards,
        from: from.to_vec(),
        to: to.to_vec(),
        max_rows,
        max_bytes,
    }
}

async fn keys(store: &impl Store, from: &[u8], to: &[u8]) -> Vec<Vec<u8>> {
    let rows = store
        .scan(&query(from, to, u32::MAX, u32::MAX))
        .await
        .unwrap();
    rows.into_iter().map(|row| row.key).collect()
}

pub async fn keeps_what_was_written(store: impl Store) {
    for (table, durability) in Table::ALL.into_iter().zip(
        [Durability::Strict, Durability::Relaxed]
            .into_iter()
            .cycle(),
    ) {
        let writes = vec![put(table, b"a", b"one"), put(table, b"b", b"two")];
        store.apply(Batch { writes, durability }).await.unwrap();
        assert_eq!(
            store.get(table, b"a").await.unwrap().as_deref(),
            Some(&b"one"[..])
        );
        assert_eq!(store.get(table, b"c").await.unwrap(), None);
        let rows = store.scan(&Query::all(table)).await.unwrap();
        let row = |key: &[u8], value: &[u8]| Row {
            key: key.to_vec(),
            value: value.to_vec(),
        };
        assert_eq!(rows, [row(b"a", b"one"), row(b"b", b"two")]);
    }
}

pub async fn replaces_and_removes(store: impl Store) {
    let both = [
        put(Table::Docs, b"a", b"one"),
        put(Table::Docs, b"b", b"two"),
    ];
    store.apply(batch(both)).await.unwrap();
    let changes = [
        put(Table::Docs, b"a", b"new"),
        remove(Table::Docs, b"b"),
        remove(Table::Docs, b"never"),
    ];
    store.apply(batch(changes)).await.unwrap();
    assert_eq!(
        store.get(Table::Docs, b"a").await.unwrap().as_deref(),
        Some(&b"new"[..])
    );
    assert_eq!(store.get(Table::Docs, b"b").await.unwrap(), None);
}

pub async fn keeps_the_order_inside_a_batch(store: impl Store) {
    let writes = [
        put(Table::Meta, b"a", b"first"),
        put(Table::Meta, b"a", b"last"),
        put(Table::Meta, b"b", b"gone"),
        remove(Table::Meta, b"b"),
        remove(Table::Meta, b"c"),
        put(Table::Meta, b"c", b"back"),
    ];
    store.apply(batch(writes)).await.unwrap();
    assert_eq!(
        store.get(Table::Meta, b"a").await.unwrap().as_deref(),
        Some(&b"last"[..])
    );
    assert_eq!(store.get(Table::Meta, b"b").await.unwrap(), None);
    assert_eq!(
        store.get(Table::Meta, b"c").await.unwrap().as_deref(),
        Some(&b"back"[..])
    );
}

pub async fn keeps_tables_apart(store: impl Store) {
    let everywhere = Table::ALL.map(|table| put(table, b"same", table.name().as_bytes()));
    store.apply(batch(everywhere)).await.unwrap();
    store
        .apply(batch([remove(Table::Texts, b"same")]))
        .await
        .unwrap();
    for table in Table::ALL {
        let expected = (table != Table::Texts).then(|| table.name().as_bytes().to_vec());
        assert_eq!(
            store.get(table, b"same").await.unwrap(),
            expected,
            "{table:?}"
        );
    }
}

pub async fn reads_in_order_of_bytes(store: impl Store) {
    let sorted: [&[u8]; 8] = [
        b"",
        &[0],
        &[0, 0],
        &[0, 255],
        &[1],
        &[127, 9],
        &[128],
        &[255, 255],
    ];
    let writes = [5, 2, 7, 0, 3, 6, 1, 4].map(|at: usize| put(Table::Cards, sorted[at], b"x"));
    store.apply(batch(writes)).await.unwrap();
    assert_eq!(keys(&store, b"", b"").await, sorted);
}

pub async fn reads_only_the_range(store: impl Store) {
    let writes = [&b"a"[..], b"b", b"ba", b"bz", b"c"].map(|key| put(Table::Cards, key, b"x"));
    store.apply(batch(writes)).await.unwrap();
    store
        .apply(batch([put(Table::Docs, b"bb", b"x")]))
        .await
        .unwrap();
    assert_eq!(keys(&store, b"b", b"c").await, [&b"b"[..], b"ba", b"bz"]);
    assert_eq!(keys(&store, b"ba", b"").await, [&b"ba"[..], b"bz", b"c"]);
    assert_eq!(keys(&store, b"b0", b"bz").await, [&b"ba"[..]]);
    assert!(keys(&store, b"b", b"b").await.is_empty());
    assert!(keys(&store, b"c", b"b").await.is_empty());
    assert!(keys(&store, b"d", b"e").await.is_empty());
}

pub async fn stops_at_the_limits(store: impl Store) {
    let writes = (0..100u8).map(|n| put(Table::Records, &[n], &[n; 10]));
    store.apply(batch(writes)).await.unwrap();
    let limited = |rows, bytes| Query {
        table: Table::Records,
        ..query(b"", b"", rows, bytes)
    };
    let count = async |rows, bytes| store.scan(&limited(rows, bytes)).await.unwrap().len();
    assert_eq!(count(3, u32::MAX).await, 3);
    assert_eq!(count(0, u32::MAX).await, 0);
    assert_eq!(count(1000, u32::MAX).await, 100);
    assert_eq!(
        count(1000, 0).await,
        1,
        "the row that passes the limit is the last"
    );
    assert_eq!(count(1000, 19).await, 2);
    assert_eq!(count(1000, 20).await, 3);
    assert_eq!(count(2, 20).await, 2);
}

pub async fn keeps_odd_values(store: impl Store) {
    let large: Vec<u8> = (0..2 << 20)
        .map(|at: u32| at.to_le_bytes()[at as usize % 3])
        .collect();
    let odd = [
        put(Table::Records, b"large", &large),
        put(Table::Records, b"none", b""),
    ];
    let writes = odd.into_iter().chain([
        put(Table::Docs, b"large", &large),
        put(Table::Docs, &[7; 200], b""),
    ]);
    store.apply(batch(writes)).await.unwrap();
    assert_eq!(
        store.get(Table::Records, b"large").await.unwrap().as_ref(),
        Some(&large)
    );
    assert_eq!(
        store.get(Table::Records, b"none").await.unwrap(),
        Some(Vec::new())
    );
    assert_eq!(
        store.get(Table::Docs, b"large").await.unwrap().as_ref(),
        Some(&large)
    );
    assert_eq!(
        store.get(Table::Docs, &[7; 200]).await.unwrap(),
        Some(Vec::new())
    );
}

pub async fn reads_thousands_in_pieces(store: impl Store) {
    let key = |n: u32| n.to_be_bytes();
    let writes =
        (0..10_000u32).map(|n| put(Table::Cards, &key(n), &key(n).repeat(n as usize % 64)));
    store.apply(batch(writes)).await.unwrap();
    let mut seen = 0;
    let mut from = Vec::new();
    loop {
        let rows = store
            .scan(&query(&from, b"", 4_000, 300_000))
            .await
            .unwrap();
        let Some(last) = rows.last() else { break };
        from = [&last.key[..], &[0]].concat();
        for row in rows {
            assert_eq!(row.key, key(seen));
            assert_eq!(row.value, key(seen).repeat(seen as usize % 64));
            seen += 1;
        }
    }
    assert_eq!(seen, 10_000);
}

pub async fn accepts_an_empty_batch(store: impl Store) {
    store.apply(batch([])).await.unwrap();
    assert!(
        store
            .scan(&Query::all(Table::Meta))
            .await
            .unwrap()
            .is_empty()
    );
}
