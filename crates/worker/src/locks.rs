//! Locks that the tabs of one browser share. The browser takes them from a tab that is gone.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        granted: &Function,
    ) -> Result<Promise, JsValue>;
}

/// A lock that is held until this is dropped.
#[derive(Debug)]
pub struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It resolves a promise: nothing there can fail.
        drop(self.release.call0(&JsValue::UNDEFINED));
    }
}

/// Waits until the lock is free, and takes it.
///
/// # Errors
/// What the browser says, where it has no locks (a page that was not fetched securely).
pub async fn wait_for(name: &str) -> Result<Lock, JsValue> {
    let lock = take(name, false).await?;
    lock.ok_or_else(|| JsValue::from("a lock was neither free nor waited for"))
}

/// Takes the lock if it is free.
///
/// # Errors
/// As [`wait_for`].
pub async fn try_take(name: &str) -> Result<Option<Lock>, JsValue> {
    take(name, true).await
}

/// Takes the free lock with the lowest number among `prefix0`, `prefix1`...
///
/// # Errors
/// As [`wait_for`].
pub async fn lowest(prefix: &str) -> Result<(u32, Lock), JsValue> {
    for number in 0.. {
        if let Some(lock) = try_take(&format!("{prefix}{number}")).await? {
            return Ok((number, lock));
        }
    }
    Err(JsValue::from("no slot is free"))
}

async fn take(name: &str, if_available: bool) -> Result<Option<Lock>, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &if_available.into())?;
    let mut release = None;
    let held = Promise::new(&mut |resolve, _reject| release = Some(resolve));
    let mut requested = Err(JsValue::UNDEFINED);
    let answered = Promise::new(&mut |answer, _reject| {
        let held = held.clone();
        // The browser holds the lock for as long as the promise given back is pending.
        let granted = Closure::once_into_js(move |lock: JsValue| {
            drop(answer.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null())));
            if lock.is_null() {
                JsValue::UNDEFINED
            } else {
                held.into()
            }
        });
        requested =
            manager().and_then(|locks| locks.request(name, &options, granted.unchecked_ref()));
    });
    // The request itself ends when the lock is given back, or at once if it cannot be made.
    let first = Promise::race(&js_sys::Array::of2(&answered, &requested?.into()));
    let granted = JsFuture::from(first).await?.is_truthy();
    Ok(release.filter(|_| granted).map(|release| Lock { release }))
}

fn manager() -> Result<LockManager, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    if locks.is_undefined() {
        return Err(JsValue::from("this browser gives no locks here"));
    }
    Ok(locks.unchecked_into())
}
