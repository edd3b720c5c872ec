//! What people see of Commonplace. It knows only `api`: documents, keys and storage live in the core, a worker it
//! talks to. Everything impure is in [`shell`].

#![expect(
    unreachable_pub,
    reason = "the component macro makes the properties of every component public"
)]

pub mod app;
pub mod components;
pub mod editing;
pub mod features;
pub mod locking;
pub mod routes;
pub mod shell;
pub mod state;
mod truth;
pub mod words;

pub use shell::start;
