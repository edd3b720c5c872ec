//! A passphrase as typed, and trying one: slower after every mistake, in whichever tab it was made.

use crate::stretch::stretch;
use crate::{clock, locks, mirror};
use commonplace_api::lock::{LockRefused, SHORTEST_PASSPHRASE, Secret};
use commonplace_storage::indexeddb::IndexedDb;
use commonplace_storage::{LocalKey, PassphraseSlot, StoreError, Tries, new_salt};
use js_sys::JsString;
use zeroize::Zeroizing;

/// The lock under which a passphrase is tried: tabs must not guess side by side.
const TRY_LOCK: &str = "commonplace/passphrase";

/// What is worked on: composed the same way on every keyboard (NFC), every kind of space a plain one, as RFC 8265 has
/// it for passwords. Case and everything else counts.
fn bytes_of(typed: &Secret) -> Zeroizing<Vec<u8>> {
    let composed = Zeroizing::new(String::from(
        JsString::from(typed.0.as_str()).normalize("NFC"),
    ));
    let plain: String = composed
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    Zeroizing::new(plain.into_bytes())
}

/// The key, if this is the passphrase.
pub(crate) async fn try_open(
    database: &IndexedDb,
    core: Option<&str>,
    typed: &Secret,
) -> Result<LocalKey, LockRefused> {
    let _turn = locks::wait_for(TRY_LOCK)
        .await
        .map_err(|_| refused(StoreError::Blocked))?;
    let slot = database.passphrase_slot().await.map_err(refused)?;
    let slot = slot.ok_or_else(|| refused(StoreError::Damaged))?;
    let tries = database.tries().await.map_err(refused)?;
    let now_ms = clock::now_ms();
    if let Some(until) = tries.wait_until_ms(now_ms) {
        return Err(LockRefused::Wrong {
            retry_at_ms: Some(until),
        });
    }
    let tries = tries.and_one(now_ms);
    // A full disk must not keep anybody out of their journal: the mistake is then forgotten with the tab.
    let written = database.put_tries(tries).await;
    if let Err(error) = written.or_else(|error| {
        if error == StoreError::Full {
            Ok(())
        } else {
            Err(error)
        }
    }) {
        return Err(refused(error));
    }
    let passphrase = bytes_of(typed);
    let (stretched, _) = stretch(core, &passphrase, slot.salt(), Some(slot.cost()))
        .await
        .map_err(refused)?;
    let Some(key) = slot.open(&stretched) else {
        return Err(LockRefused::Wrong {
            retry_at_ms: tries.wait_until_ms(clock::now_ms()),
        });
    };
    // It stays on the disk as one mistake if this fails: no reason to keep anybody waiting.
    drop(database.put_tries(Tries::default()).await);
    Ok(key)
}

/// A slot that opens with this passphrase, as costly as this device can bear.
pub(crate) async fn make_slot(
    core: Option<&str>,
    key: &LocalKey,
    typed: &Secret,
) -> Result<PassphraseSlot, LockRefused> {
    if typed.0.chars().count() < SHORTEST_PASSPHRASE {
        return Err(LockRefused::TooShort);
    }
    let (passphrase, salt) = (bytes_of(typed), new_salt().map_err(refused)?);
    let (stretched, cost) = stretch(core, &passphrase, &salt, None)
        .await
        .map_err(refused)?;
    PassphraseSlot::wrap(key, &stretched, salt, cost).map_err(refused)
}

pub(crate) fn refused(error: StoreError) -> LockRefused {
    LockRefused::Storage(mirror::problem(error))
}
