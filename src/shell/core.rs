//! The app's end of the conversation with the core: subscriptions out, updates to whoever watches. How the bytes
//! travel is the port's business, so that a test can be the core.

use commonplace_api::wire::ToCore;
use commonplace_api::{Command, Id, Update, View, ViewId};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the app hands to the port.
#[derive(Debug)]
pub enum Outgoing {
    /// A value of `api::wire`.
    Said(ToCore),
    /// Files to import: an array of `{file, path}`.
    Import(js_sys::Array),
    /// A backup to be read.
    Restore(web_sys::File),
    /// A picture for an entry.
    Photo {
        /// The entry.
        entry: Id,
        /// The name it is to have.
        photo: Id,
        /// The picture.
        file: web_sys::File,
    },
}

/// Carries what the app says to the core.
pub type Port = Rc<dyn Fn(Outgoing)>;

type Watcher = Rc<dyn Fn(Update)>;

#[derive(Default)]
struct Inner {
    port: Option<Port>,
    watchers: BTreeMap<ViewId, Watcher>,
    last_view: u32,
    on_edit: Option<Rc<dyn Fn()>>,
}

/// The way to the core, cheap to copy. It lives as long as the app.
#[derive(Clone, Copy)]
pub struct Core(StoredValue<Inner, LocalStorage>);

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Core")
    }
}

impl Default for Core {
    fn default() -> Self {
        Self::new()
    }
}

impl Core {
    /// Not connected yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(Inner::default()))
    }

    /// From now on the core is at the other end of `port`.
    pub fn connect(&self, port: Port) {
        self.0.try_update_value(|inner| inner.port = Some(port));
    }

    /// Asks for something to be done.
    pub fn dispatch(&self, command: Command) {
        let edits = is_edit(&command);
        self.say(ToCore::Command(command));
        if edits
            && let Some(tell) = self
                .0
                .try_with_value(|inner| inner.on_edit.clone())
                .flatten()
        {
            tell();
        }
    }

    /// Calls `tell` after every command that changes an entry.
    pub(crate) fn on_edit(&self, tell: impl Fn() + 'static) {
        self.0
            .try_update_value(|inner| inner.on_edit = Some(Rc::new(tell)));
    }

    /// Says something that is no command.
    pub fn say(&self, said: ToCore) {
        self.send(Outgoing::Said(said));
    }

    /// Hands over files: an array of `{file, path}`.
    pub fn import(&self, files: js_sys::Array) {
        self.send(Outgoing::Import(files));
    }

    /// Hands over a backup.
    pub fn hand_over(&self, file: web_sys::File) {
        self.send(Outgoing::Restore(file));
    }

    /// Gives pictures to an entry, each with the name it is to have.
    pub fn photos(&self, entry: Id, pictures: Vec<(Id, web_sys::File)>) {
        for (photo, file) in pictures {
            self.send(Outgoing::Photo { entry, photo, file });
        }
    }

    /// Watches a view until [`Core::unwatch`]. `hear` may be called after its screen is gone: it uses `try_set`.
    pub fn watch(&self, view: View, hear: impl Fn(Update) + 'static) -> ViewId {
        let id = self.0.try_update_value(|inner| {
            inner.last_view += 1;
            let id = ViewId(inner.last_view);
            inner.watchers.insert(id, Rc::new(hear));
            id
        });
        let id = id.unwrap_or(ViewId(0));
        self.say(ToCore::Subscribe(id, view));
        id
    }

    /// Watches a view for as long as the current component stands.
    pub fn watch_here(&self, view: View, hear: impl Fn(Update) + 'static) -> ViewId {
        let (core, id) = (*self, self.watch(view, hear));
        on_cleanup(move || core.unwatch(id));
        id
    }

    /// Ends a subscription.
    pub fn unwatch(&self, id: ViewId) {
        let watched = self
            .0
            .try_update_value(|inner| inner.watchers.remove(&id))
            .flatten();
        if watched.is_some() {
            self.say(ToCore::Unsubscribe(id));
        }
    }

    /// Brings an update to whoever watches.
    pub fn hear(&self, id: ViewId, update: Update) {
        let watcher = self
            .0
            .try_with_value(|inner| inner.watchers.get(&id).cloned())
            .flatten();
        if let Some(watcher) = watcher {
            watcher(update);
        }
    }

    fn send(&self, outgoing: Outgoing) {
        // The value is not borrowed while the port runs: it may answer at once.
        if let Some(port) = self.0.try_with_value(|inner| inner.port.clone()).flatten() {
            port(outgoing);
        }
    }
}

fn is_edit(command: &Command) -> bool {
    matches!(
        command,
        Command::NewEntry { .. }
            | Command::EditText { .. }
            | Command::Change { .. }
            | Command::RestoreVersion { .. }
            | Command::Delete(_)
            | Command::Restore(_)
            | Command::StartTeam { .. }
            | Command::In(_, _)
    )
}
