//! Mailboxes: sealed, taken once, kept a short while. What was in one is gone when it was taken or its time is
//! up; that there was one is remembered a day, so that whoever comes too late is told so.

use commonplace_protocol::{BoxId, MemberKey, SpaceId, frame::Empty};
use std::time::Duration;

/// Boxes of one space that hold something, at one time.
pub(super) const FULL_BOXES: usize = 8;
/// Boxes of one space that are remembered.
pub(super) const BOXES: usize = 64;
/// How long it is remembered that there was a box, after its time was up.
pub(super) const MEMORY: Duration = Duration::from_hours(24);

/// Something to be put into a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBox {
    /// Its name.
    pub place: BoxId,
    /// On whose account.
    pub space: SpaceId,
    /// Who put it there.
    pub member: MemberKey,
    /// What is in it.
    pub sealed: Vec<u8>,
    /// Until when, in milliseconds since 1970 by the relay's clock.
    pub expires_ms: i64,
}

/// What was in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// Something; it is gone now.
    Full(NewBox),
    /// Nothing.
    Empty(Empty),
}

/// When a box whose time was up at `expires_ms` is forgotten.
pub(super) fn forgotten_ms(now_ms: i64) -> i64 {
    now_ms.saturating_sub(i64::try_from(MEMORY.as_millis()).unwrap_or(i64::MAX))
}
