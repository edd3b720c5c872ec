//! Whether what is on the screen is saved. The core tells how it stands with what it has heard; from a keystroke until
//! the core has heard it, nothing counts as saved. Without this, a long text just pasted would pass for saved.

use crate::shell::core::Core;
use commonplace_api::{Saved, SyncStatus, Update, View, ViewId};
use leptos::prelude::*;
use std::cell::Cell;

/// What is known of the status. Lives as long as the app.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Truth {
    core: Core,
    said: RwSignal<Option<SyncStatus>>,
    unheard: RwSignal<bool>,
    asking: StoredValue<Asking>,
}

/// The core answers a new subscription after everything that was said before it: that is how it is known to have heard.
#[derive(Clone, Copy, Debug, Default)]
struct Asking {
    /// The subscription that brings the status now.
    view: Option<ViewId>,
    /// Edits so far.
    edits: u32,
    /// A question is under way: one at a time is enough.
    waits: bool,
}

impl Truth {
    /// Knows nothing yet, and nothing was typed.
    pub(crate) fn new(core: Core) -> Self {
        Self {
            core,
            said: RwSignal::new(None),
            unheard: RwSignal::new(false),
            asking: StoredValue::new(Asking::default()),
        }
    }

    /// Watches the core, which is connected by now, and what is said to it.
    pub(crate) fn begin(self) {
        self.core.on_edit(move || self.edited());
        self.ask();
    }

    /// How things stand with everything on the screen; `None` while there is no journal.
    pub(crate) fn status(self) -> Memo<Option<SyncStatus>> {
        Memo::new(move |_| {
            let mut status = self.said.get()?;
            if self.unheard.get() && status.saved == Saved::Yes {
                status.saved = Saved::Saving;
            }
            Some(status)
        })
    }

    fn edited(self) {
        self.unheard.try_set(true);
        let waits = self.asking.try_update_value(|asking| {
            asking.edits = asking.edits.wrapping_add(1);
            asking.waits
        });
        if waits == Some(false) {
            self.ask();
        }
    }

    fn ask(self) {
        let edits = self.asking.try_update_value(|asking| {
            asking.waits = true;
            asking.edits
        });
        let is_answer = Cell::new(true);
        let view = self.core.watch(View::Status, move |update| {
            let Update::Status(status) = update else {
                return;
            };
            self.said.try_set(Some(status));
            if is_answer.take() {
                self.answered(edits);
            }
        });
        let before = self
            .asking
            .try_update_value(|asking| asking.view.replace(view))
            .flatten();
        if let Some(before) = before {
            self.core.unwatch(before);
        }
    }

    /// The core has heard everything up to the edit number `edits`.
    fn answered(self, edits: Option<u32>) {
        let heard_all = self.asking.try_update_value(|asking| {
            asking.waits = false;
            edits == Some(asking.edits)
        });
        match heard_all {
            Some(true) => drop(self.unheard.try_set(false)),
            Some(false) => self.ask(),
            None => {}
        }
    }
}
