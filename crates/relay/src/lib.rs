//! The relay: a small server that keeps sealed records and cannot read them.
//! It checks who is connecting, judges every record with the code that devices use, acknowledges what is on
//! the disk, and passes it on. It links nothing that could open a record.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

mod app;
mod connection;
mod data;
mod door;
mod error;
mod live;
pub mod log;
mod metrics;
mod pace;
mod server;
mod session;
mod settings;
mod socket;
mod upgrade;

pub use data::{DataDir, database};
pub use error::RelayError;
pub use live::Quota;
pub use server::Relay;
pub use settings::{Patience, Settings};
