//! Everything that is done to this repository: setting up, building, running, testing, measuring.
//!
//! Kept small and with few dependencies: it is compiled before anything else happens.

#![expect(clippy::print_stdout, reason = "a command answers on standard output")]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

pub mod app;
pub mod bench;
pub mod ci;
pub mod commands;
pub mod dist;
pub mod fingerprint;
pub mod icons;
pub mod post_build;
pub mod process;
pub mod run;
pub mod setup;
pub mod shots;
pub mod test;
pub mod tidy;
pub mod workspace;
