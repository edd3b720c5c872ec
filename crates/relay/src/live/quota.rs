//! How much a space may hold.

/// How much room a space has, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// For changes.
    pub changes: u64,
    /// On top of that for packs, which make room, and rosters, which take people out.
    pub reserve: u64,
}

impl Quota {
    /// So many MiB for changes, and a sixteenth more (at least one) in reserve.
    pub const fn of_mib(mib: u64) -> Self {
        let changes = mib.saturating_mul(1024 * 1024);
        let reserve = changes / 16;
        Self {
            changes,
            reserve: if reserve < 1024 * 1024 {
                1024 * 1024
            } else {
                reserve
            },
        }
    }
}
