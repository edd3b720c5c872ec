//! A locked journal: its database is open and its key is not. Tells how it stands and tries passphrases; everything
//! else that is said waits until there is an engine to hear it.

use crate::boot::Start;
use crate::passphrase::try_open;
use crate::port::{self, FromPage};
use commonplace_api::lock::{Locked, Secret};
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Session, Update, View, ViewId};
use commonplace_storage::LocalKey;
use commonplace_storage::indexeddb::IndexedDb;
use std::cell::{Cell, RefCell};

pub(crate) struct Door {
    database: IndexedDb,
    start: Start,
    shown: RefCell<Locked>,
    views: RefCell<Vec<ViewId>>,
    waiting: RefCell<Vec<FromPage>>,
    trying: Cell<bool>,
}

impl Door {
    pub(crate) fn new(database: IndexedDb, start: Start) -> Self {
        Self {
            database,
            start,
            shown: RefCell::default(),
            views: RefCell::default(),
            waiting: RefCell::default(),
            trying: Cell::new(false),
        }
    }

    /// Keeps what was said for later, and answers who asks how things stand.
    pub(crate) fn hear(&self, message: FromPage) {
        if let FromPage::Screen(ToCore::Subscribe(view, View::Session)) = message {
            self.views.borrow_mut().push(view);
            self.tell(view);
        }
        self.waiting.borrow_mut().push(message);
    }

    /// The key, if this is the passphrase. One is tried at a time.
    pub(crate) async fn open(&self, typed: &Secret) -> Option<LocalKey> {
        if self.trying.replace(true) {
            return None;
        }
        self.show(Locked {
            busy: true,
            refused: None,
        });
        let opened = try_open(&self.database, self.start.core.as_deref(), typed).await;
        self.trying.set(false);
        match opened {
            Ok(key) => Some(key),
            Err(refused) => {
                self.show(Locked {
                    busy: false,
                    refused: Some(refused),
                });
                None
            }
        }
    }

    pub(crate) fn start(&self) -> Start {
        self.start.clone()
    }

    pub(crate) fn database(&self) -> IndexedDb {
        self.database.clone()
    }

    /// What was said meanwhile.
    pub(crate) fn take_waiting(&self) -> Vec<FromPage> {
        self.waiting.take()
    }

    fn show(&self, now: Locked) {
        self.shown.replace(now);
        for view in self.views.borrow().iter() {
            self.tell(*view);
        }
    }

    fn tell(&self, view: ViewId) {
        let session = Session::Locked(self.shown.borrow().clone());
        port::post(&FromCore::Update(view, Update::Session(session)));
    }
}
