//! Pictures of an entry: what its screen shows of them, and what is shown in their place.

use crate::Id;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// One picture of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoRow {
    /// Names it: the text shows it as `![description](photo:ID)`.
    pub id: Id,
    /// How it stands with it.
    pub state: PhotoState,
}

/// How it stands with a picture that was given to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoState {
    /// It is being made smaller.
    Adding,
    /// It belongs to the entry.
    Added,
    /// It was not taken.
    Refused(PhotoProblem),
}

/// Why a picture was not taken. Nothing else was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoProblem {
    /// The file is no picture, by what it says of itself.
    NotAPicture,
    /// The file is larger than 30 MiB.
    TooLarge,
    /// This browser cannot read it.
    Unreadable,
    /// The entry holds as many as it can.
    TooMany,
    /// The disk is full, and what waits for it is much already.
    NoRoom,
    /// The entry cannot be changed here.
    ReadOnly,
}

/// A picture itself, as far as it is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Photo {
    /// The entry knows it, and some of it has not arrived on this device.
    Arriving,
    /// The entry does not know it.
    Unknown,
    /// Here it is.
    Here {
        /// What kind of picture: `image/jpeg` or `image/webp`.
        media: String,
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
        /// All of it.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
}
