//! Whether what was written is safe, always visible, always the truth. What is announced to those who cannot see it
//! is only what they have to know, and not before it has lasted.

use crate::state::use_app;
use crate::words;
use commonplace_api::{RelayState, Saved, SyncStatus};
use leptos::prelude::*;
use std::time::Duration;

/// A change of state is announced when it has lasted so long.
const LASTS: Duration = Duration::from_secs(2);

/// What the line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// For the stylesheet.
    pub state: &'static str,
    /// What is seen.
    pub shown: String,
    /// What is said besides, to whoever listens.
    pub besides: &'static str,
}

/// Puts the state into words.
pub fn line(status: &SyncStatus) -> Line {
    let line = |state, shown: String, besides| Line {
        state,
        shown,
        besides,
    };
    match (&status.saved, &status.relay) {
        (Saved::Failed(_), _) => line("failed", words!(status.not_saved).into(), ""),
        (Saved::Saving, _) => line("saving", words!(status.saving).into(), ""),
        (Saved::Yes, RelayState::Refused { .. }) => line(
            "refused",
            words!(status.refused).into(),
            words!(status.retried),
        ),
        (Saved::Yes, RelayState::ShutOut) => line(
            "refused",
            words!(status.shut_out).into(),
            words!(status.saved_here),
        ),
        (Saved::Yes, RelayState::Offline) => {
            let waiting = status.waiting.saturating_add(status.photos_waiting);
            line("offline", words::status::offline(waiting), "")
        }
        (Saved::Yes, _) if status.waiting > 0 => line(
            "waiting",
            words::status::waiting(status.waiting),
            words!(status.saved_here),
        ),
        (Saved::Yes, _) if status.photos_waiting > 0 => line(
            "waiting",
            words::status::waiting_photos(status.photos_waiting),
            words!(status.saved_here),
        ),
        (Saved::Yes, _) if status.is_synced() => line(
            "synced",
            words!(status.synced).into(),
            words!(status.saved_both),
        ),
        (Saved::Yes, _) => line("saved", words!(status.saved).into(), ""),
    }
}

/// The line, and the announcement.
#[component]
pub(super) fn Status() -> impl IntoView {
    let status = use_app().status;
    let said = Memo::new(move |_| {
        status.with(|status| match status {
            Some(status) => line(status),
            None => Line {
                state: "saving",
                shown: words!(status.opening).into(),
                besides: "",
            },
        })
    });
    let state = move || said.with(|line| line.state);
    // A sentence of its own, also for whoever only reads the text.
    let besides = move || {
        said.with(|line| {
            if line.besides.is_empty() {
                String::new()
            } else {
                format!(". {}", line.besides)
            }
        })
    };
    view! {
        <p class="status" role="status" aria-live="off" aria-label=words!(status.name) data-state=state>
            <span>{move || said.with(|line| line.shown.clone())}</span>
            <span class="visually-hidden">{besides}</span>
        </p>
        <Announcement said/>
    }
}

/// Says trouble, and the end of it.
#[component]
fn Announcement(said: Memo<Line>) -> impl IntoView {
    let announced = RwSignal::new(String::new());
    let state = Memo::new(move |_| said.with(|line| line.state));
    let trouble = StoredValue::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let now = state.get();
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        let say = move || {
            let is_trouble = matches!(now, "failed" | "refused" | "offline");
            let was_trouble = trouble.try_get_value().unwrap_or(false);
            if is_trouble || (was_trouble && matches!(now, "synced" | "saved")) {
                trouble.try_set_value(is_trouble);
                let text =
                    said.try_with_untracked(|line| format!("{} {}", line.shown, line.besides));
                announced.try_set(text.unwrap_or_default());
            }
        };
        timer.set_value(set_timeout_with_handle(say, LASTS).ok());
    });
    view! { <span class="visually-hidden" aria-live="polite">{announced}</span> }
}
