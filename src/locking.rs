//! When a journal is locked by itself: pure, so that it can be tried without waiting. What is done about it is done in
//! `shell::lock`.

use commonplace_api::lock::AutoLock;

/// Somebody who looks away for less is still there: a glance at another tab.
pub const GLANCE_MS: i64 = 3_000;

/// What is known of somebody's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// When this or another tab was last used.
    pub used_ms: i64,
    /// Since when nobody sees this tab.
    pub hidden_ms: Option<i64>,
    /// Something is under way that would be lost: it counts as use.
    pub at_work: bool,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Lock.
    Now,
    /// Look again after so many milliseconds.
    In(i64),
    /// Not before something changes.
    Never,
}

/// Whether to lock at `now_ms`.
pub fn due(auto: AutoLock, presence: Presence, now_ms: i64) -> Due {
    if presence.at_work {
        return Due::In(60_000);
    }
    let idle =
        (auto.after_minutes > 0).then(|| presence.used_ms + i64::from(auto.after_minutes) * 60_000);
    // Whoever uses another tab meanwhile has not left.
    let left = presence
        .hidden_ms
        .filter(|hidden| auto.on_hide && *hidden >= presence.used_ms);
    let next = idle
        .into_iter()
        .chain(left.map(|hidden| hidden + GLANCE_MS))
        .min();
    match next {
        None => Due::Never,
        Some(at_ms) if at_ms <= now_ms => Due::Now,
        Some(at_ms) => Due::In(at_ms - now_ms),
    }
}
