//! Where the key of this device's storage lies, in one of two slots. The device's own holds it wrapped by a WebCrypto
//! key that the browser keeps and never gives out: whoever runs code in this page can use the key; they cannot carry
//! it away. While the journal has a lock there is only the slot of the passphrase, and without the passphrase nobody
//! has the key, the browser included.

use super::{IndexedDb, errors, schema};
use crate::{LocalKey, PassphraseSlot, StoreError, Tries};
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

/// The slot of the device, in the store of keys.
const DEVICE: &str = "device";
/// The slot of the passphrase.
const PASSPHRASE: &str = "passphrase";
/// How often the passphrase was mistyped.
const TRIES: &str = "tries";
/// What the wrapped key is bound to.
const PURPOSE: &[u8] = b"commonplace/device/1";
const NONCE_LEN: usize = 12;

impl IndexedDb {
    /// The key that seals this database; made by whoever asks first, in whichever tab. `None` while it lies under a
    /// passphrase, see [`Self::passphrase_slot`].
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it does not open, [`StoreError::Blocked`] where there is no
    /// WebCrypto (a page that was not fetched securely), or as any read and write.
    pub async fn local_key(&self) -> Result<Option<LocalKey>, StoreError> {
        let subtle = subtle()?;
        match self.slot_in_use().await? {
            InUse::Device(slot) => return unwrap(&subtle, &slot).await.map(Some),
            InUse::Passphrase => return Ok(None),
            InUse::None => {}
        }
        // Outside of any transaction: these take their time, and a transaction would end.
        let key = LocalKey::generate()?;
        let slot = wrap(&subtle, &key).await?;
        if self.with(async |db| add(&db, &slot).await).await? {
            return Ok(Some(key));
        }
        // Another tab was faster: there is one key.
        match self.slot_in_use().await? {
            InUse::Device(slot) => unwrap(&subtle, &slot).await.map(Some),
            InUse::Passphrase => Ok(None),
            InUse::None => Err(StoreError::Damaged),
        }
    }

    /// The slot that opens with a passphrase, if the journal has a lock.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::NewerVersion`] when it is not what was written, or as any read.
    pub async fn passphrase_slot(&self) -> Result<Option<PassphraseSlot>, StoreError> {
        let slot = self.key_row(PASSPHRASE).await?;
        slot.map(|slot| PassphraseSlot::from_bytes(&bytes(&slot)?))
            .transpose()
    }

    /// From now on only this slot holds the key: the device's own is removed in the same step.
    ///
    /// # Errors
    /// As any write; then everything is as it was.
    pub async fn lock_with(&self, slot: &PassphraseSlot) -> Result<(), StoreError> {
        let slot = Uint8Array::from(&slot.to_bytes()[..]);
        self.change_keys(async |keys| {
            put(keys, PASSPHRASE, &slot)?;
            drop(keys.delete(DEVICE).primitive()?);
            drop(keys.delete(TRIES).primitive()?);
            Ok(())
        })
        .await
    }

    /// From now on the key lies in the device's own slot, and no passphrase is asked for.
    ///
    /// # Errors
    /// As any write; then everything is as it was.
    pub async fn unlock_for_good(&self, key: &LocalKey) -> Result<(), StoreError> {
        let slot = wrap(&subtle()?, key).await?;
        self.change_keys(async |keys| {
            put(keys, DEVICE, &slot)?;
            drop(keys.delete(PASSPHRASE).primitive()?);
            drop(keys.delete(TRIES).primitive()?);
            Ok(())
        })
        .await
    }

    /// How often the passphrase was mistyped since it last went well.
    ///
    /// # Errors
    /// As any read.
    pub async fn tries(&self) -> Result<Tries, StoreError> {
        let found = self.key_row(TRIES).await?;
        let found = found.and_then(|row| bytes(&row).ok());
        Ok(found.map_or_else(Tries::default, |bytes| Tries::from_bytes(&bytes)))
    }

    /// Writes down how often it was.
    ///
    /// # Errors
    /// As any write.
    pub async fn put_tries(&self, tries: Tries) -> Result<(), StoreError> {
        let tries = Uint8Array::from(&tries.to_bytes()[..]);
        self.change_keys(async |keys| put(keys, TRIES, &tries))
            .await
    }

    async fn slot_in_use(&self) -> Result<InUse, StoreError> {
        if self.key_row(PASSPHRASE).await?.is_some() {
            return Ok(InUse::Passphrase);
        }
        let device = self.key_row(DEVICE).await?;
        Ok(device.map_or(InUse::None, InUse::Device))
    }

    async fn key_row(&self, name: &str) -> Result<Option<JsValue>, StoreError> {
        self.with(async |db| {
            let read = async {
                let transaction = db.transaction(schema::KEYS).build()?;
                let keys = transaction.object_store(schema::KEYS)?;
                keys.get(name).primitive()?.await
            };
            read.await.map_err(errors::from_idb)
        })
        .await
    }

    /// Changes the store of keys, in one transaction that survives a power cut.
    async fn change_keys(
        &self,
        change: impl AsyncFn(&ObjectStore<'_>) -> indexed_db_futures::Result<()>,
    ) -> Result<(), StoreError> {
        self.with(async |db| {
            let transaction = begin(&db).map_err(errors::from_idb)?;
            let raw = transaction.as_sys().clone();
            let asked = async {
                let keys = transaction.object_store(schema::KEYS)?;
                change(&keys).await
            };
            asked
                .await
                .map_err(|error| errors::from_transaction(&raw, error))?;
            transaction
                .commit()
                .await
                .map_err(|error| errors::from_transaction(&raw, error))
        })
        .await
    }
}

/// The slot that holds the key.
enum InUse {
    Device(JsValue),
    Passphrase,
    None,
}

fn begin(db: &Database) -> indexed_db_futures::Result<Transaction<'_>> {
    db.transaction(schema::KEYS)
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(TransactionDurability::Strict))
        .build()
}

fn put(keys: &ObjectStore<'_>, name: &str, value: &JsValue) -> indexed_db_futures::Result<()> {
    drop(
        keys.put(value.clone())
            .with_key(name)
            .without_key_type()
            .primitive()?,
    );
    Ok(())
}

fn bytes(row: &JsValue) -> Result<Vec<u8>, StoreError> {
    let bytes = row.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
    bytes.ok_or(StoreError::Damaged)
}

/// Whether no slot was in use and this one is now.
async fn add(db: &Database, slot: &JsValue) -> Result<bool, StoreError> {
    let transaction = begin(db).map_err(errors::from_idb)?;
    let raw = transaction.as_sys().clone();
    let added = async {
        let keys = transaction.object_store(schema::KEYS)?;
        for name in [DEVICE, PASSPHRASE] {
            if keys
                .get::<JsValue, _, _>(name)
                .primitive()?
                .await?
                .is_some()
            {
                return Ok(false);
            }
        }
        put(&keys, DEVICE, slot)?;
        Ok(true)
    };
    let added = added
        .await
        .map_err(|error| errors::from_transaction(&raw, error))?;
    let committed = transaction.commit().await;
    committed.map_err(|error| errors::from_transaction(&raw, error))?;
    Ok(added)
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
