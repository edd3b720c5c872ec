//! Where else the journal is, and whether it could be lost.

use serde::{Deserialize, Serialize};

/// What is known of copies outside this device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safety {
    /// At the relay.
    pub relay: Copy,
    /// In a backup file made on this device.
    pub backup: Copy,
    /// Changes that are in no copy outside this device.
    pub only_here: u32,
    /// Whether the browser promised to keep its storage; `None` before it was asked.
    pub kept: Option<bool>,
    /// There is no promise, and something has been only here for longer than a day.
    pub at_risk: bool,
}

/// One place outside this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// When everything was last there, milliseconds since 1970 UTC; `None` for never, as far as is known.
    pub whole_ms: Option<i64>,
    /// Changes that are not there.
    pub lacks: u32,
}

impl Safety {
    /// Whether leaving this device now would lose nothing.
    pub const fn may_leave(&self) -> bool {
        self.only_here == 0
    }
}
