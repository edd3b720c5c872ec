//! Joins documents and replication: input in, effects out. Decides everything about saving and
//! syncing, and does none of it: the clock and randomness are arguments, I/O is the shell's.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

mod backups;
mod copies;
mod ctx;
mod desk;
mod engine;
mod error;
mod identity;
mod invite_text;
pub mod io;
mod joining;
mod link_text;
mod outbox;
pub mod rows;
mod shelf;
mod status;
mod taking;
mod teams;
mod views;

pub use engine::Engine;
