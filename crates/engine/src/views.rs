//! Who watches what, and what they were told last: an update goes out only when it says
//! something new.

use commonplace_api::wire::FromCore;
use commonplace_api::{Id, Update, View, ViewId};
use commonplace_domain::views::{document_of, is_of_a_day};
use commonplace_protocol::DocId;
use std::collections::{BTreeMap, BTreeSet};

/// The subscriptions of this tab's screens.
#[derive(Debug, Default)]
pub(crate) struct Views {
    watching: BTreeMap<ViewId, Watcher>,
}

#[derive(Debug)]
struct Watcher {
    view: View,
    told: Option<Update>,
}

impl Views {
    pub(crate) fn add(&mut self, id: ViewId, view: View) {
        self.watching.insert(id, Watcher { view, told: None });
    }

    pub(crate) fn remove(&mut self, id: ViewId) -> Option<View> {
        self.watching.remove(&id).map(|watcher| watcher.view)
    }

    pub(crate) fn get(&self, id: ViewId) -> Option<&View> {
        self.watching.get(&id).map(|watcher| &watcher.view)
    }

    /// Subscriptions and what they watch, entries left out: editors are told by their sessions.
    pub(crate) fn lists(&self) -> Vec<(ViewId, View)> {
        let lists = self
            .watching
            .iter()
            .filter(|(_, w)| !matches!(w.view, View::Entry(_)));
        lists
            .map(|(id, watcher)| (*id, watcher.view.clone()))
            .collect()
    }

    /// Every subscription and what it watches.
    pub(crate) fn all(&self) -> Vec<(ViewId, View)> {
        let all = self.watching.iter();
        all.map(|(id, watcher)| (*id, watcher.view.clone()))
            .collect()
    }

    /// Documents that screens show.
    pub(crate) fn documents(&self) -> BTreeSet<DocId> {
        let all = self.watching.values();
        all.filter_map(|watcher| document_of(&watcher.view))
            .map(|id| DocId(id.0))
            .collect()
    }

    /// Whether a screen shows what belongs to a day.
    pub(crate) fn show_a_day(&self) -> bool {
        let mut all = self.watching.values();
        all.any(|watcher| is_of_a_day(&watcher.view))
    }

    /// Whether a subscription was told nothing yet.
    pub(crate) fn is_new(&self, id: ViewId) -> bool {
        self.watching
            .get(&id)
            .is_some_and(|watcher| watcher.told.is_none())
    }

    /// Editors open on this entry.
    pub(crate) fn editors_of(&self, entry: Id) -> Vec<ViewId> {
        let here = self
            .watching
            .iter()
            .filter(|(_, w)| w.view == View::Entry(entry));
        here.map(|(id, _)| *id).collect()
    }

    /// The update to send, unless this was the last thing told.
    pub(crate) fn tell(&mut self, id: ViewId, update: Update) -> Option<FromCore> {
        let watcher = self.watching.get_mut(&id)?;
        // What an editor is told follows what it said: the same patch may be due again. A picture is told once.
        if matches!(watcher.view, View::Entry(_) | View::Photo { .. }) {
            return Some(FromCore::Update(id, update));
        }
        if watcher.told.as_ref() == Some(&update) {
            return None;
        }
        watcher.told = Some(update.clone());
        Some(FromCore::Update(id, update))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_api::Session;

    #[test]
    fn says_a_thing_once() {
        let mut views = Views::default();
        views.add(ViewId(1), View::Session);
        let ready = Update::Session(Session::Ready);
        assert!(views.tell(ViewId(1), ready.clone()).is_some());
        assert!(views.tell(ViewId(1), ready.clone()).is_none());
        assert!(
            views.tell(ViewId(2), ready.clone()).is_none(),
            "nobody watches"
        );
        views.add(ViewId(1), View::Session);
        assert!(
            views.tell(ViewId(1), ready).is_some(),
            "a new watcher knows nothing"
        );
    }
}
