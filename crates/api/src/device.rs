//! The person's devices, as each of them tells of itself.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::Id;
use crate::change::TextChange;

/// One device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The device.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// When it last said that it is there, milliseconds since 1970 UTC: at most once a day.
    pub heard_ms: i64,
    /// It is this one.
    pub here: bool,
}

/// What can be done with a device. The first change makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceChange {
    /// Call it something else.
    Name(TextChange),
    /// It says that it is there, now.
    Heard,
}
