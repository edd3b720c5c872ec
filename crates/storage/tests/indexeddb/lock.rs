//! The slots of the key: with a lock nothing in the database opens without the passphrase.

use crate::rules::{key, new_name, open};
use crate::sabotage;
use commonplace_storage::contract::{batch, put};
use commonplace_storage::indexeddb::{Event, IndexedDb};
use commonplace_storage::{
    Cost, LocalKey, PassphraseSlot, Sealed, Store, StoreError, Table, Tries, new_salt, stretch,
};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const QUICK: Cost = Cost {
    memory_kib: 64,
    passes: 1,
};

fn slot(key: &LocalKey, passphrase: &[u8]) -> PassphraseSlot {
    let salt = new_salt().unwrap();
    let stretched = stretch(passphrase, &salt, QUICK).unwrap();
    PassphraseSlot::wrap(key, &stretched, salt, QUICK).unwrap()
}

async fn opened(db: &IndexedDb, passphrase: &[u8]) -> Option<LocalKey> {
    let slot = db.passphrase_slot().await.unwrap().unwrap();
    slot.open(&stretch(passphrase, slot.salt(), slot.cost()).unwrap())
}

async fn rows(name: &str) -> Vec<String> {
    let rows: Array = sabotage::key_rows(name).await.into();
    rows.iter().filter_map(|row| row.as_string()).collect()
}

#[wasm_bindgen_test]
async fn a_lock_takes_the_devices_own_slot_away() {
    let name = new_name();
    let (db, _) = open(&name).await;
    let key = key(&db).await;
    let sealed = Sealed::new(db.clone(), &key);
    sealed
        .apply(batch([put(Table::Meta, b"a", b"word")]))
        .await
        .unwrap();
    assert_eq!(rows(&name).await, ["birth", "device"]);
    db.lock_with(&slot(&key, b"a quiet afternoon"))
        .await
        .unwrap();
    assert_eq!(rows(&name).await, ["birth", "passphrase"]);
    drop((db, sealed, key));

    let (db, _) = open(&name).await;
    assert!(
        db.local_key().await.unwrap().is_none(),
        "nobody has the key"
    );
    assert_eq!(
        rows(&name).await,
        ["birth", "passphrase"],
        "and nobody makes another"
    );
    assert!(opened(&db, b"a quiet evening").await.is_none());
    let key = opened(&db, b"a quiet afternoon").await.unwrap();
    let sealed = Sealed::new(db.clone(), &key);
    assert_eq!(
        sealed.get(Table::Meta, b"a").await.unwrap().as_deref(),
        Some(&b"word"[..])
    );
}

#[wasm_bindgen_test]
async fn a_lock_can_be_changed_and_taken_off() {
    let name = new_name();
    let (db, _) = open(&name).await;
    let first = key(&db).await;
    db.lock_with(&slot(&first, b"the first one")).await.unwrap();
    db.lock_with(&slot(&first, b"the second one"))
        .await
        .unwrap();
    assert!(opened(&db, b"the first one").await.is_none());
    let again = opened(&db, b"the second one").await.unwrap();
    db.unlock_for_good(&again).await.unwrap();
    assert_eq!(rows(&name).await, ["birth", "device"]);
    let sealed = Sealed::new(db.clone(), &first);
    sealed
        .apply(batch([put(Table::Meta, b"a", b"word")]))
        .await
        .unwrap();
    let sealed = Sealed::new(db.clone(), &key(&db).await);
    assert!(
        sealed.get(Table::Meta, b"a").await.unwrap().is_some(),
        "it is the same key"
    );
}

#[wasm_bindgen_test]
async fn a_lock_that_cannot_be_written_leaves_everything_as_it_was() {
    let name = new_name();
    let (db, _) = open(&name).await;
    let key = key(&db).await;
    sabotage::fill_disk_at_commit();
    let locked = db.lock_with(&slot(&key, b"a quiet afternoon")).await;
    assert_eq!(locked, Err(StoreError::Full));
    assert_eq!(rows(&name).await, ["birth", "device"]);
}

#[wasm_bindgen_test]
async fn mistakes_are_remembered_until_it_goes_well() {
    let name = new_name();
    let (db, _) = open(&name).await;
    let key = key(&db).await;
    db.put_tries(Tries::default().and_one(5).and_one(7))
        .await
        .unwrap();
    drop(db);
    let (db, _) = open(&name).await;
    assert_eq!(db.tries().await.unwrap().failed(), 2);
    db.lock_with(&slot(&key, b"a quiet afternoon"))
        .await
        .unwrap();
    assert_eq!(db.tries().await.unwrap(), Tries::default());
}

#[wasm_bindgen_test]
async fn an_erased_database_is_gone_for_every_tab() {
    let name = new_name();
    let (db, _) = open(&name).await;
    let (other, heard) = open(&name).await;
    db.erase().await.unwrap();
    assert_eq!(sabotage::exists(&name).await, JsValue::FALSE);
    assert_eq!(*heard.borrow(), [Event::Erased]);
    for tab in [db, other] {
        assert_eq!(tab.get(Table::Meta, b"a").await, Err(StoreError::Erased));
    }
    assert_eq!(
        sabotage::exists(&name).await,
        JsValue::FALSE,
        "and stays gone"
    );
}
