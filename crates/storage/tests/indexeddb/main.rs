//! The contract on IndexedDB, and what browsers do to a database. Runs in a browser's worker
//! through `wasm-bindgen-test-runner`, which needs no test harness of ours; natively there is
//! nothing to run.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

#[cfg(target_arch = "wasm32")]
mod lock;
#[cfg(target_arch = "wasm32")]
mod rules;
#[cfg(target_arch = "wasm32")]
mod sabotage;

fn main() {}
