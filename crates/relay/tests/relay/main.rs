//! The relay as its clients meet it: a real server on a free port, real frames, real signatures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub,
    reason = "tests fail by panicking, and nobody calls them"
)]

mod abuse;
mod app;
mod chunks;
mod client;
mod commands;
mod crash;
mod fan_out;
mod faults;
mod mailbox;
mod person;
mod program;
mod quota;
mod renewal;
mod roster;
mod server;
mod stand_ins;
mod sync;
mod teams;
