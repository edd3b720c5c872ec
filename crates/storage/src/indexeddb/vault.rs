//! Where the key of this device's storage lies: wrapped by a WebCrypto key that the browser
//! keeps and never gives out, so that neither is on the disk in the clear. Whoever runs code in
//! this page can use the key; they cannot carry it away.

use super::{IndexedDb, errors, schema};
use crate::{LocalKey, StoreError};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

/// The slot in the store of keys. A passphrase would have a slot of its own beside it.
const DEVICE: &str = "device";
/// What the wrapped key is bound to.
const PURPOSE: &[u8] = b"commonplace/device/1";
const NONCE_LEN: usize = 12;

impl IndexedDb {
    /// The key that seals this database; made by whoever asks first, in whichever tab.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it does not open, [`StoreError::Blocked`] where there is no
    /// WebCrypto (a page that was not fetched securely), or as any read and write.
    pub async fn local_key(&self) -> Result<LocalKey, StoreError> {
        let subtle = subtle()?;
        if let Some(slot) = self.with(async |db| read(&db).await).await? {
            return unwrap(&subtle, &slot).await;
        }
        // Outside of any transaction: these take their time, and a transaction would end.
        let key = LocalKey::generate()?;
        let slot = wrap(&subtle, &key).await?;
        if self.with(async |db| add(&db, &slot).await).await? {
            return Ok(key);
        }
        // Another tab was faster: there is one key.
        let slot = self.with(async |db| read(&db).await).await?;
        unwrap(&subtle, &slot.ok_or(StoreError::Damaged)?).await
    }
}

async fn read(db: &Database) -> Result<Option<JsValue>, StoreError> {
    let read = async {
        let transaction = db.transaction(schema::KEYS).build()?;
        let keys = transaction.object_store(schema::KEYS)?;
        keys.get(DEVICE).primitive()?.await
    };
    read.await.map_err(errors::from_idb)
}

/// Whether the slot was free and is now taken by this one.
async fn add(db: &Database, slot: &JsValue) -> Result<bool, StoreError> {
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let transaction = db
        .transaction(schema::KEYS)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()
        .map_err(errors::from_idb)?;
    let raw = transaction.as_sys().clone();
    let request = transaction.object_store(schema::KEYS).and_then(|keys| {
        keys.add(slot.clone())
            .with_key(DEVICE)
            .without_key_type()
            .primitive()
    });
    drop(request.map_err(errors::from_idb)?);
    match transaction.commit().await {
        Ok(()) => Ok(true),
        Err(Error::DomException(DomException::ConstraintError(_))) => Ok(false),
        Err(error) => Err(errors::from_transaction(&raw, error)),
    }
}

/// `{key, nonce, wrapped}`: the browser's key (a handle, not bytes), and ours wrapped with it.
async fn wrap(subtle: &SubtleCrypto, key: &LocalKey) -> Result<JsValue, StoreError> {
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let kind = object(&[("name", "AES-GCM".into()), ("length", 256.into())])?;
    let made = subtle
        .generate_key_with_object(&kind, false, &uses)
        .map_err(errors::from_js)?;
    let made: CryptoKey = JsFuture::from(made)
        .await
        .map_err(errors::from_js)?
        .unchecked_into();
    let mut nonce = [0; NONCE_LEN];
    crate::sealed::fill(&mut nonce)?;
    let wrapped = subtle
        .encrypt_with_object_and_u8_array(&algorithm(&nonce)?, &made, key.bytes())
        .map_err(errors::from_js)?;
    let wrapped = JsFuture::from(wrapped).await.map_err(errors::from_js)?;
    let slot = object(&[
        ("key", made.into()),
        ("nonce", Uint8Array::from(&nonce[..]).into()),
        ("wrapped", Uint8Array::new(&wrapped).into()),
    ])?;
    Ok(slot.into())
}

async fn unwrap(subtle: &SubtleCrypto, slot: &JsValue) -> Result<LocalKey, StoreError> {
    let part = |name: &str| Reflect::get(slot, &name.into()).map_err(|_| StoreError::Damaged);
    let bytes = |name| {
        part(name)?
            .dyn_into::<Uint8Array>()
            .map_err(|_| StoreError::Damaged)
    };
    let key = part("key")?
        .dyn_into::<CryptoKey>()
        .map_err(|_| StoreError::Damaged)?;
    let (nonce, wrapped) = (bytes("nonce")?.to_vec(), bytes("wrapped")?.to_vec());
    let opened = subtle
        .decrypt_with_object_and_u8_array(&algorithm(&nonce)?, &key, &wrapped)
        .map_err(|_| StoreError::Damaged)?;
    let opened = JsFuture::from(opened)
        .await
        .map_err(|_| StoreError::Damaged)?;
    let opened = Zeroizing::new(Uint8Array::new(&opened).to_vec());
    opened
        .as_slice()
        .try_into()
        .map(LocalKey::new)
        .map_err(|_| StoreError::Damaged)
}

fn algorithm(nonce: &[u8]) -> Result<Object, StoreError> {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(PURPOSE).into()),
    ])
}

fn object(fields: &[(&str, JsValue)]) -> Result<Object, StoreError> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).map_err(errors::from_js)?;
    }
    Ok(object)
}

/// `crypto.subtle` of a window or a worker; absent on pages that were not fetched securely.
fn subtle() -> Result<SubtleCrypto, StoreError> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).map_err(errors::from_js)?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).map_err(|_| StoreError::Blocked)?;
    if subtle.is_undefined() {
        return Err(StoreError::Blocked);
    }
    Ok(subtle.unchecked_into())
}
