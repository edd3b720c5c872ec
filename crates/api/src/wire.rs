//! How the two programs pass these values through `postMessage`: postcard bytes.
//! Both come from one build, so there is no version to negotiate.
//!
//! The core first posts the string `ready`: what a page posts before that may be lost. Then the
//! page posts `{init: {relay: "wss://host/sync", core: "/core.js"}}` once, and from then on a `Uint8Array` of
//! [`to_bytes`] for each [`ToCore`]. Files, which only the browser can carry, go as
//! `{import: [...]}`: each a `File`, or `{file, path}` where a folder was dropped; a backup to be
//! read as `{restore: File}`; a picture for an entry as `{photo: {entry, photo, file}}`, both ids in
//! hex. The core posts a `Uint8Array` for each [`FromCore`], and a backup it made as `{backup: Blob}`.

use crate::reminder::Reminder;
use crate::{Command, Notice, Update, View, ViewId};
use alloc::vec::Vec;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// From a screen to the core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToCore {
    /// Start watching.
    Subscribe(ViewId, View),
    /// Stop watching.
    Unsubscribe(ViewId),
    /// Do something.
    Command(Command),
    /// The page was hidden or is about to go: flush what waits.
    Hidden,
    /// The page is back: look whether another tab wrote meanwhile.
    Shown,
    /// The browser says there is a network, or none.
    Online(bool),
    /// Somebody is using this tab: said now and then while it goes on.
    Active,
    /// Answers [`FromCore::AskToKeep`]: whether the browser promised to keep the storage.
    Kept(bool),
    /// Make a file for the person's calendar. Answered by [`FromCore::Calendar`].
    MakeCalendar(Reminder),
}

/// From the core to the screens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromCore {
    /// News for a subscription.
    Update(ViewId, Update),
    /// A passing message.
    Notice(Notice),
    /// The core wants the page reloaded: another tab changed the journal under it.
    Reload,
    /// Hide every word at once, let everything typed be saved, then load the page anew: it will be locked.
    Lock,
    /// Somebody is using another tab.
    ActiveElsewhere,
    /// Everything of this origin is gone: load the first page anew.
    Erased,
    /// The core stopped. What was saved is safe.
    Stopped(alloc::string::String),
    /// Ask the browser to keep the storage (`navigator.storage.persist()`, which workers lack).
    AskToKeep,
    /// The file that [`ToCore::MakeCalendar`] asked for.
    Calendar(alloc::string::String),
}

/// Bytes for `postMessage`.
///
/// # Errors
/// Never for the types of this crate; the error is passed on rather than hidden.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(value)
}

/// The value in `bytes`.
///
/// # Errors
/// When the bytes were not made by [`to_bytes`] of the same build.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
