//! Hands on the script that makes the browser's database fail.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/tests/indexeddb/sabotage.js")]
extern "C" {
    pub(crate) fn lose_connection();
    pub(crate) fn fill_disk_after(good: u32);
    pub(crate) fn fill_disk_at_commit();
    pub(crate) fn abort_at_commit();
    pub(crate) fn close_next_connection();
    pub(crate) async fn durability_of_next() -> JsValue;
    pub(crate) async fn open_newer(name: &str) -> JsValue;
    pub(crate) async fn remove(name: &str);
    pub(crate) async fn exists(name: &str) -> JsValue;
    pub(crate) async fn make_another(name: &str);
    pub(crate) async fn make_first(name: &str);
    pub(crate) async fn keep_first_open(name: &str);
    pub(crate) async fn steal_key(name: &str) -> JsValue;
    pub(crate) async fn key_rows(name: &str) -> JsValue;
    pub(crate) async fn damage_key(name: &str);
}
