#![no_std]
//! What the screens and the core say to each other: commands in, views and updates out.
//! Plain data only, so that the app can link it without Automerge, crypto or a browser.
//! Words are the app's business: nothing here is a sentence, except what a relay said.

extern crate alloc;

pub mod backup;
pub mod calendar;
pub mod change;
pub mod command;
pub mod day;
pub mod device;
pub mod devices;
pub mod entry;
pub mod find;
pub mod history;
pub mod import;
pub mod kind;
pub mod lesson;
pub mod lock;
pub mod photo;
pub mod plan;
pub mod reminder;
pub mod review;
pub mod safety;
pub mod skill;
pub mod status;
pub mod team;
pub mod template;
pub mod text;
pub mod today;
pub mod update;
pub mod wall;
pub mod wire;

pub use calendar::{Period, Week};
pub use change::{Change, EntryChange, TextChange, When};
pub use command::{Command, View, ViewId};
pub use day::{Day, Stamp};
pub use entry::{EntryMeta, EntryRow, Id, TagRow};
pub use kind::Kind;
pub use photo::{Photo, PhotoProblem, PhotoRow, PhotoState};
pub use status::{Problem, RelayState, Saved, Session, SyncStatus};
pub use text::Splice;
pub use update::{Notice, Update};
