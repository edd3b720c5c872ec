//! Documents and their rules: Automerge documents, the cards made of them, the journal they form, and what screens
//! show of both.
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
pub mod compare;
pub mod device;
pub mod document;
pub mod editor;
mod entry;
mod error;
mod fields;
mod first;
pub mod fold;
pub mod import;
pub mod journal;
mod kinds;
pub mod lesson;
pub mod markdown;
pub mod membership;
mod merge;
mod patches;
mod plan;
mod retold;
pub mod review;
pub mod skill;
pub mod tags;
pub mod team;
mod template;
pub mod text;
pub mod today;
pub mod views;

pub use card::{Card, CardAndText};
pub use document::photos::{MAX_PHOTOS, PHOTO_MEDIA, Photo, photo_chunks_in};
pub use document::{Actor, Document, Heads, MAX_BODY_BYTES, NewEntry};
pub use editor::{EditorSession, Patch};
pub use error::DocumentError;
pub use import::{Begun, Imported};
pub use journal::Journal;
pub use kinds::{Moment, apply};
pub use retold::Retold;
