//! One replica of a space: keys, sealing, the judgement of what arrives, and who lacks what.
//! Sans-IO: no clock, no randomness of its own, nothing that waits. The engine moves the bytes.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

pub mod backup;
pub mod blob;
pub mod body;
pub mod door;
mod error;
mod finding;
pub mod keyring;
pub mod link;
pub mod mailbox;
pub mod person;
mod renewal;
mod seal;
pub mod space;
pub mod team;
mod whisper;
pub mod words;
mod wrap;

pub use blob::{SealedBlob, open_chunk, seal_blob};
pub use body::Touch;
pub use door::{AtTheDoor, Door};
pub use error::SyncError;
pub use keyring::KeyRing;
pub use link::{Link, LinkKind, Out, Spaces, Stored};
pub use mailbox::{BoxSecret, Handover};
pub use person::{PersonKey, PersonalSpace};
pub use space::{Chunks, Opened, Pack, Renewed, Sealed, Space, SpaceIdentity};
pub use team::{
    InviteLink, InviteLinkError, InviteSecret, Joining, TeamHandle, TeamMember, TeamSpace, Terms,
};
pub use words::{Seed, WordsError};
