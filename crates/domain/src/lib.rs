//! Entries and their rules: Automerge documents, the cards made of them, the journal they form.
//! Pure: no clock, no randomness it relies on, no browser, no network.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

pub mod card;
mod chunks;
pub mod document;
pub mod editor;
mod error;
mod fields;
mod first;
pub mod fold;
pub mod import;
pub mod journal;
pub mod markdown;
mod patches;
pub mod tags;
pub mod text;

pub use card::{Card, CardAndText, KIND_ENTRY};
pub use document::{Actor, Document, Heads, MAX_BODY_BYTES, NewEntry};
pub use editor::{EditorSession, Patch};
pub use error::DocumentError;
pub use import::{Begun, Imported};
pub use journal::Journal;
