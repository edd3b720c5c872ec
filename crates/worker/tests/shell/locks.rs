//! Slots and leadership under the real Web Locks.

use commonplace_worker::locks::{lowest, try_take, wait_for};
use futures_util::future::join;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn slots_are_taken_from_the_lowest_and_given_back() {
    let (first, _first_lock) = lowest("test/slot/").await.unwrap();
    let (second, second_lock) = lowest("test/slot/").await.unwrap();
    let (third, _third_lock) = lowest("test/slot/").await.unwrap();
    assert_eq!((first, second, third), (0, 1, 2));
    drop(second_lock);
    // Asking in line comes back when the browser has it back: only then is it free.
    drop(wait_for("test/slot/1").await.unwrap());
    wait_for("test/slot/1").await.unwrap();
    assert_eq!(lowest("test/slot/").await.unwrap().0, 1);
}

#[wasm_bindgen_test]
async fn a_lock_has_one_holder_and_passes_on() {
    let lock = wait_for("test/lock").await.unwrap();
    assert!(try_take("test/lock").await.unwrap().is_none());
    let release = async { drop(lock) };
    let (next, ()) = join(wait_for("test/lock"), release).await;
    assert!(next.is_ok());
    assert!(try_take("test/lock").await.unwrap().is_none());
}
