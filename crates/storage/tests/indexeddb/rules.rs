//! The contract on IndexedDB, plain and sealed, in a worker as in the app; and what browsers do
//! to a database: they lose it, fill up, abort, remove it, or give it to a newer version.

use crate::sabotage;
use commonplace_storage::contract::{batch, put};
use commonplace_storage::indexeddb::{Event, IndexedDb};
use commonplace_storage::{Batch, Durability, LocalKey, Query, Sealed, Store, StoreError, Table};
use futures_util::future::{join, join_all};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

pub(crate) type Heard = Rc<RefCell<Vec<Event>>>;

pub(crate) fn new_name() -> String {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    format!("test-{bytes:02x?}")
}

pub(crate) async fn open(name: &str) -> (IndexedDb, Heard) {
    let heard = Heard::default();
    let watch = Rc::clone(&heard);
    let db = IndexedDb::open(name, move |event| watch.borrow_mut().push(event))
        .await
        .unwrap();
    (db, heard)
}

/// The key, of a database without a lock.
pub(crate) async fn key(db: &IndexedDb) -> LocalKey {
    db.local_key().await.unwrap().unwrap()
}

fn word(key: &[u8]) -> Batch {
    batch([put(Table::Meta, key, b"word")])
}

async fn has(store: &impl Store, key: &[u8]) -> bool {
    store.get(Table::Meta, key).await.unwrap().is_some()
}

mod plain {
    async fn make() -> commonplace_storage::indexeddb::IndexedDb {
        super::open(&super::new_name()).await.0
    }
    commonplace_storage::store_contract!(browser make);
}

mod sealed {
    use super::{IndexedDb, Sealed};

    async fn make() -> Sealed<IndexedDb> {
        let db = super::open(&super::new_name()).await.0;
        let key = super::key(&db).await;
        Sealed::new(db, &key)
    }
    commonplace_storage::store_contract!(browser make);
}

#[wasm_bindgen_test]
async fn what_was_sealed_opens_after_a_restart() {
    let name = new_name();
    let (first, _) = open(&name).await;
    let sealed = Sealed::new(first.clone(), &key(&first).await);
    sealed.apply(word(b"a")).await.unwrap();
    drop((first, sealed));

    let (second, _) = open(&name).await;
    assert_ne!(
        second.get(Table::Meta, b"a").await.unwrap().as_deref(),
        Some(&b"word"[..])
    );
    let sealed = Sealed::new(second.clone(), &key(&second).await);
    assert_eq!(
        sealed.get(Table::Meta, b"a").await.unwrap().as_deref(),
        Some(&b"word"[..])
    );
}

#[wasm_bindgen_test]
async fn tabs_that_start_together_agree_on_one_key() {
    let name = new_name();
    let tabs = join_all((0..4).map(|_| open(&name))).await;
    let keys = join_all(tabs.iter().map(|(db, _)| key(db))).await;
    for (at, (db, _)) in tabs.iter().enumerate() {
        let writer = Sealed::new(db.clone(), &keys[at]);
        writer
            .apply(word(&[u8::try_from(at).unwrap()]))
            .await
            .unwrap();
    }
    let reader = Sealed::new(tabs[0].0.clone(), &keys[0]);
    assert_eq!(
        reader.scan(&Query::all(Table::Meta)).await.unwrap().len(),
        4
    );
}

#[wasm_bindgen_test]
async fn the_browser_keeps_its_key_and_a_damaged_one_is_noticed() {
    let name = new_name();
    let (db, _) = open(&name).await;
    db.local_key().await.unwrap();
    assert_eq!(sabotage::steal_key(&name).await, JsValue::from("refused"));
    sabotage::damage_key(&name).await;
    assert_eq!(db.local_key().await.unwrap_err(), StoreError::Damaged);
}

#[wasm_bindgen_test]
async fn edits_ask_to_survive_a_power_cut() {
    let (db, _) = open(&new_name()).await;
    for (durability, expected) in [
        (Durability::Strict, "strict"),
        (Durability::Relaxed, "relaxed"),
    ] {
        let asked = sabotage::durability_of_next();
        let (asked, done) = join(
            asked,
            db.apply(Batch {
                durability,
                ..word(b"a")
            }),
        )
        .await;
        done.unwrap();
        assert_eq!(asked, JsValue::from(expected));
    }
}

#[wasm_bindgen_test]
async fn a_full_disk_is_called_by_its_name_and_leaves_nothing_half_written() {
    let (db, _) = open(&new_name()).await;
    let both = || {
        batch([
            put(Table::Meta, b"a", b"word"),
            put(Table::Docs, b"a", b"word"),
        ])
    };
    for sabotage in [
        || sabotage::fill_disk_after(1),
        sabotage::fill_disk_at_commit,
    ] {
        sabotage();
        assert_eq!(db.apply(both()).await, Err(StoreError::Full));
        assert!(!has(&db, b"a").await);
    }
    db.apply(both()).await.unwrap();
    assert!(has(&db, b"a").await);
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_opened_again_before_anybody_notices() {
    let (db, _) = open(&new_name()).await;
    db.apply(word(b"a")).await.unwrap();
    sabotage::lose_connection();
    db.apply(word(b"b")).await.unwrap();
    sabotage::abort_at_commit();
    db.apply(word(b"c")).await.unwrap();
    sabotage::lose_connection();
    assert_eq!(db.scan(&Query::all(Table::Meta)).await.unwrap().len(), 3);
    sabotage::lose_connection();
    assert!(has(&db, b"b").await);
}

#[wasm_bindgen_test]
async fn a_connection_the_browser_closed_is_reported_and_opened_again() {
    let (db, heard) = open(&new_name()).await;
    sabotage::close_next_connection();
    db.apply(word(b"a")).await.unwrap();
    db.apply(word(b"b")).await.unwrap();
    assert!(has(&db, b"a").await && has(&db, b"b").await);
    assert_eq!(*heard.borrow(), [Event::Lost]);
}

#[wasm_bindgen_test]
async fn a_newer_version_is_let_through_at_once_and_never_written_to() {
    let name = new_name();
    let (db, heard) = open(&name).await;
    db.apply(word(b"a")).await.unwrap();
    assert_eq!(sabotage::open_newer(&name).await, JsValue::from(99));
    assert_eq!(*heard.borrow(), [Event::NewerVersion]);
    assert_eq!(db.apply(word(b"b")).await, Err(StoreError::NewerVersion));
    assert_eq!(
        db.get(Table::Meta, b"a").await,
        Err(StoreError::NewerVersion)
    );
    let again = IndexedDb::open(&name, |_| {}).await;
    assert_eq!(again.unwrap_err(), StoreError::NewerVersion);
}

#[wasm_bindgen_test]
async fn a_database_of_the_first_version_keeps_its_rows_and_gets_a_room_for_pictures() {
    for prepare in [true, false] {
        let name = new_name();
        if prepare {
            sabotage::make_first(&name).await;
        } else {
            sabotage::keep_first_open(&name).await;
        }
        let (db, heard) = open(&name).await;
        assert!(has(&db, b"a").await);
        db.apply(batch([put(Table::Chunks, b"a", b"piece")]))
            .await
            .unwrap();
        let piece = db.get(Table::Chunks, b"a").await.unwrap();
        assert_eq!(piece.as_deref(), Some(&b"piece"[..]));
        assert_eq!(*heard.borrow(), []);
        // The mark of its birth is the old one: losing the connection is survived.
        sabotage::lose_connection();
        db.apply(word(b"b")).await.unwrap();
        assert!(has(&db, b"a").await && has(&db, b"b").await);
    }
}

#[wasm_bindgen_test]
async fn a_removed_database_is_not_made_again_under_a_running_program() {
    let name = new_name();
    let (db, heard) = open(&name).await;
    db.apply(word(b"a")).await.unwrap();
    sabotage::remove(&name).await;
    assert_eq!(*heard.borrow(), [Event::Erased]);
    assert_eq!(db.apply(word(b"b")).await, Err(StoreError::Erased));
    assert_eq!(sabotage::exists(&name).await, JsValue::FALSE);
}

#[wasm_bindgen_test]
async fn another_database_of_the_same_name_is_not_mistaken_for_ours() {
    let name = new_name();
    let (db, heard) = open(&name).await;
    sabotage::close_next_connection();
    db.apply(word(b"a")).await.unwrap();
    sabotage::remove(&name).await;
    sabotage::make_another(&name).await;
    assert_eq!(db.apply(word(b"b")).await, Err(StoreError::Erased));
    assert_eq!(*heard.borrow(), [Event::Lost, Event::Erased]);
}
