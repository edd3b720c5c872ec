//! The protocol from outside: bytes and judgements, as another implementation would meet them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod any_frame;
mod frames;
mod histories;
mod invite_histories;
mod invites;
mod judging;
mod people;
mod proofs;
mod records;
mod renewals;
mod rosters;
mod vectors;
