//! The connection to one database: opened, watched, given up when another version wants it, and
//! opened again when the browser lost it. Must not read or write rows, but for the database's
//! birth mark.

use super::{Event, errors, schema, sleep};
use crate::StoreError;
use gloo::events::EventListener;
use indexed_db_futures::database::{Database, VersionChangeEvent};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8Array;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;

/// Milliseconds to wait before each attempt to open a database.
const ATTEMPTS_MS: [u32; 5] = [0, 50, 200, 800, 2000];

pub(super) struct Connection {
    name: String,
    handle: RefCell<Handle>,
    /// Of the database that was opened first: no other may take its place.
    birth: RefCell<Option<Vec<u8>>>,
    watch: Box<dyn Fn(Event)>,
}

enum Handle {
    Open(
        Database,
        #[expect(dead_code, reason = "listens for as long as it lives")] [EventListener; 2],
    ),
    /// The browser lost it; it may be opened again.
    Lost,
    /// It must not be opened again.
    Over(StoreError),
}

impl Connection {
    pub(super) fn new(name: String, watch: Box<dyn Fn(Event)>) -> Rc<Self> {
        let (handle, birth) = (RefCell::new(Handle::Lost), RefCell::new(None));
        Rc::new(Self {
            name,
            handle,
            birth,
            watch,
        })
    }

    /// The open database; opens it if need be.
    pub(super) async fn database(self: &Rc<Self>) -> Result<Database, StoreError> {
        let mut result = Err(StoreError::Lost);
        for delay_ms in ATTEMPTS_MS {
            if let Some(known) = self.known() {
                return known;
            }
            if delay_ms > 0 {
                sleep(delay_ms).await;
            }
            result = self.open().await;
            if !matches!(result, Err(StoreError::Lost | StoreError::Other(_))) {
                break;
            }
        }
        result
    }

    /// Gives up a handle that no longer works, so that the next use opens another.
    pub(super) fn lose(&self) {
        self.close(Handle::Lost);
    }

    /// Removes the database. Other connections let go of it when they are told.
    pub(super) async fn erase(&self) -> Result<(), StoreError> {
        self.close(Handle::Over(StoreError::Erased));
        let asked = Database::delete_by_name(&self.name).map_err(errors::from_open)?;
        asked.await.map_err(errors::from_idb)
    }

    fn known(&self) -> Option<Result<Database, StoreError>> {
        match &*self.handle.borrow() {
            Handle::Open(db, _) => Some(Ok(db.clone())),
            Handle::Over(error) => Some(Err(error.clone())),
            Handle::Lost => None,
        }
    }

    fn close(&self, next: Handle) {
        if let Handle::Open(db, _) = self.handle.replace(next) {
            db.close();
        }
    }

    fn end(&self, error: StoreError, event: Event) {
        self.close(Handle::Over(error));
        (self.watch)(event);
    }

    async fn open(self: &Rc<Self>) -> Result<Database, StoreError> {
        let db = match self.request().await {
            Err(StoreError::Erased) => {
                self.end(StoreError::Erased, Event::Erased);
                return Err(StoreError::Erased);
            }
            other => other?,
        };
        // Somebody else may have been faster while this one waited.
        if let Some(known) = self.known() {
            db.close();
            return known;
        }
        let listeners = [self.on_close(&db), self.on_version_change(&db)];
        self.handle.replace(Handle::Open(db.clone(), listeners));
        self.check_birth(&db).await?;
        Ok(db)
    }

    async fn request(self: &Rc<Self>) -> Result<Database, StoreError> {
        let mut birth = [0; 16];
        crate::sealed::fill(&mut birth)?;
        let may_create = self.birth.borrow().is_none();
        let erased = Rc::new(Cell::new(false));
        let on_upgrade = {
            let erased = Rc::clone(&erased);
            move |event: VersionChangeEvent, db: Database| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "versions are small whole numbers"
                )]
                let from = event.old_version() as u8;
                if may_create {
                    return schema::upgrade(&db, from, &birth);
                }
                erased.set(true);
                Err(js_sys::Error::new("the database was removed under a running program").into())
            }
        };
        let this = Rc::downgrade(self);
        let on_blocked = move |_event| {
            tell(&this, |this| (this.watch)(Event::Waiting));
            Ok(())
        };
        let request = Database::open(self.name.as_str())
            .with_version(schema::VERSION)
            .with_on_blocked(on_blocked)
            .with_on_upgrade_needed(on_upgrade)
            .build();
        let opened = match request {
            Ok(request) => request.await,
            Err(error) => Err(error),
        };
        opened.map_err(|error| {
            if erased.get() {
                StoreError::Erased
            } else {
                errors::from_open(error)
            }
        })
    }

    /// After a loss, another tab may have made a new and empty database under the same name.
    /// What is in memory must not be written into that one.
    async fn check_birth(&self, db: &Database) -> Result<(), StoreError> {
        let found = read_birth(db).await.map_err(errors::from_idb)?;
        let known = self.birth.borrow().clone();
        match known {
            Some(known) if Some(&known) != found.as_ref() => {
                self.end(StoreError::Erased, Event::Erased);
                Err(StoreError::Erased)
            }
            Some(_) => Ok(()),
            None => {
                self.birth.replace(found);
                Ok(())
            }
        }
    }

    fn on_close(self: &Rc<Self>, db: &Database) -> EventListener {
        let this = Rc::downgrade(self);
        EventListener::new(db.as_sys(), "close", move |_| {
            tell(&this, |this| {
                this.close(Handle::Lost);
                (this.watch)(Event::Lost);
            });
        })
    }

    /// A newer version waits for this connection to go; an old tab that stays blocks it for ever.
    fn on_version_change(self: &Rc<Self>, db: &Database) -> EventListener {
        let this = Rc::downgrade(self);
        EventListener::new(db.as_sys(), "versionchange", move |event| {
            let event = event.unchecked_ref::<web_sys::IdbVersionChangeEvent>();
            let removed = event.new_version().is_none();
            tell(&this, |this| {
                if removed {
                    this.end(StoreError::Erased, Event::Erased);
                } else {
                    this.end(StoreError::NewerVersion, Event::NewerVersion);
                }
            });
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close(Handle::Lost);
    }
}

fn tell(connection: &Weak<Connection>, what: impl FnOnce(&Connection)) {
    if let Some(connection) = connection.upgrade() {
        what(&connection);
    }
}

async fn read_birth(db: &Database) -> indexed_db_futures::Result<Option<Vec<u8>>> {
    let transaction = db.transaction(schema::KEYS).build()?;
    let keys = transaction.object_store(schema::KEYS)?;
    let birth = keys
        .get::<Uint8Array, _, _>(schema::BIRTH)
        .primitive()?
        .await?;
    Ok(birth.map(Into::into))
}
