//! The whole core in a browser's worker, as the page sees it: bytes in, bytes out, and what is
//! on the disk in between.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod writing;

fn main() {}
