//! Watches whether somebody is there, and locks when nobody is. Locking hides every word at once, waits until what was
//! typed is saved, and loads the page anew: then nothing of the journal is in any memory of the app or the core.

use super::countdown::now_ms;
use super::page;
use crate::locking::{Due, Presence, due};
use crate::state::App;
use crate::words;
use commonplace_api::backup::Backup;
use commonplace_api::import::Import;
use commonplace_api::lock::LockCommand;
use commonplace_api::wire::ToCore;
use commonplace_api::{Command, Saved, SyncStatus, Update, View};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// Other tabs are told so often that somebody is here.
const TELL_MS: i64 = 5_000;
/// While this attribute is on the root element no word can be seen; see `style/base.css`.
const COVERED: &str = "data-covered";
const USES: [&str; 5] = ["pointerdown", "keydown", "input", "wheel", "touchmove"];

/// What [`watch`] knows.
struct Watch {
    app: App,
    used_ms: Cell<i64>,
    hidden_ms: Cell<Option<i64>>,
    told_ms: Cell<i64>,
    timer: RefCell<Option<TimeoutHandle>>,
}

/// Watches for as long as the app lives.
pub fn watch(app: App) {
    let watch = Rc::new(Watch {
        app,
        used_ms: Cell::new(now_ms()),
        hidden_ms: Cell::new(None),
        told_ms: Cell::new(0),
        timer: RefCell::default(),
    });
    for event in USES {
        let watch = Rc::clone(&watch);
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window(), event, options, move |_| watch.used()).forget();
    }
    let seen = Rc::clone(&watch);
    EventListener::new(&document(), "visibilitychange", move |_| seen.looked()).forget();
    let elsewhere = app.used_elsewhere;
    Effect::new(move |_| {
        elsewhere.track();
        app.lock.track();
        watch
            .used_ms
            .set(watch.used_ms.get().max(elsewhere.get_untracked()));
        watch.look();
    });
}

impl Watch {
    fn is_on(&self) -> bool {
        let on = self
            .app
            .lock
            .try_with_untracked(|lock| lock.as_ref().is_some_and(|lock| lock.on));
        on.unwrap_or(false)
    }

    fn used(self: &Rc<Self>) {
        let now_ms = now_ms();
        // Whoever comes back too late finds it locked.
        if self.is_on() && self.due(now_ms) == Due::Now {
            return self.lock();
        }
        self.used_ms.set(now_ms);
        if self.is_on() && now_ms - self.told_ms.get() >= TELL_MS {
            self.told_ms.set(now_ms);
            self.app.core.say(ToCore::Active);
        }
    }

    /// The page was hidden or is back.
    fn looked(self: &Rc<Self>) {
        let now_ms = now_ms();
        if page::is_hidden() {
            self.hidden_ms.set(Some(now_ms));
            if self.is_on() && self.auto().is_some_and(|auto| auto.on_hide) {
                cover(true);
            }
            return self.look();
        }
        let locks = self.is_on() && self.due(now_ms) == Due::Now;
        self.hidden_ms.set(None);
        if locks {
            return self.lock();
        }
        cover(false);
        // The tab that was left for this one must hear of it before it locks both.
        self.told_ms.set(0);
        self.used();
        self.look();
    }

    /// Locks, or looks again when the time has come.
    fn look(self: &Rc<Self>) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        if !self.is_on() {
            return;
        }
        match self.due(now_ms()) {
            Due::Now => self.lock(),
            Due::Never => {}
            Due::In(ms) => {
                let watch = Rc::clone(self);
                let wait = Duration::from_millis(u64::try_from(ms).unwrap_or(0));
                let timer = set_timeout_with_handle(move || watch.look(), wait);
                self.timer.replace(timer.ok());
            }
        }
    }

    fn due(&self, now_ms: i64) -> Due {
        let import = self.app.import.try_get_untracked();
        let backup = self.app.backup.try_get_untracked();
        let is_moving = matches!(
            backup,
            Some(Backup::Making { .. } | Backup::Checking { .. } | Backup::Restoring { .. })
        );
        let presence = Presence {
            used_ms: self.used_ms.get(),
            hidden_ms: self.hidden_ms.get(),
            at_work: is_moving
                || matches!(import, Some(Import::Reading { .. } | Import::Adding { .. })),
        };
        self.auto()
            .map_or(Due::Never, |auto| due(auto, presence, now_ms))
    }

    fn auto(&self) -> Option<commonplace_api::lock::AutoLock> {
        self.app
            .lock
            .try_with_untracked(|lock| lock.as_ref().map(|lock| lock.auto))
            .flatten()
    }

    fn lock(&self) {
        // Not again before this one has come to something.
        self.used_ms.set(now_ms());
        self.app.core.dispatch(Command::Lock(LockCommand::Now));
    }
}

/// Locks this tab: the core says so.
pub fn lock(app: App) {
    cover(true);
    page::flush(app.core);
    let given_up = Cell::new(false);
    // A new subscription is answered after what was flushed before it.
    app.core.watch(View::Status, move |update| match update {
        Update::Status(SyncStatus {
            saved: Saved::Yes, ..
        }) if !given_up.get() => page::reload(),
        // Never at the price of words: they stay, and the banner says why.
        Update::Status(SyncStatus {
            saved: Saved::Failed(_),
            ..
        }) if !given_up.replace(true) => {
            cover(false);
            app.toast(words!(lock.not_saved).into(), None);
        }
        _ => {}
    });
}

fn cover(covered: bool) {
    if let Some(root) = document().document_element() {
        // A valid name is always taken.
        drop(if covered {
            root.set_attribute(COVERED, "")
        } else {
            root.remove_attribute(COVERED)
        });
    }
}
