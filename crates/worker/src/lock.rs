//! The lock of an open journal: turned on, changed, turned off, and told to the other tabs. Locking itself is done by
//! the page, which hides every word, waits until what was typed is saved, and starts anew: then neither the key nor
//! anything it opened is in any memory of this program.

use crate::passphrase::{make_slot, refused, try_open};
use crate::port;
use crate::tabs::Tabs;
use commonplace_api::lock::{AutoLock, Lock as Shown, LockCommand, LockRefused, Secret};
use commonplace_api::wire::FromCore;
use commonplace_api::{Update, ViewId};
use commonplace_storage::indexeddb::IndexedDb;
use commonplace_storage::{
    Batch, Durability, LocalKey, Row, Sealed, Store, StoreError, Table, Write,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Where in [`Table::Meta`] it is kept when to lock by itself.
const AUTO_LOCK: &[u8] = b"auto-lock";
const FORMAT: u8 = 1;

pub(crate) struct Lock {
    database: IndexedDb,
    store: Sealed<IndexedDb>,
    key: LocalKey,
    /// Address of this program.
    core: Option<String>,
    tabs: Rc<Tabs>,
    shown: RefCell<Shown>,
    /// Who watches, and what they were told last.
    views: RefCell<BTreeMap<ViewId, Option<Shown>>>,
}

impl Lock {
    /// The lock of a database that `key` opened; `meta` is what it holds in [`Table::Meta`].
    pub(crate) async fn of(
        database: IndexedDb,
        key: LocalKey,
        core: Option<String>,
        tabs: Rc<Tabs>,
        meta: &[Row],
    ) -> Result<Rc<Self>, StoreError> {
        let on = database.passphrase_slot().await?.is_some();
        let auto = meta.iter().find(|row| row.key == AUTO_LOCK);
        let shown = Shown {
            on,
            auto: auto.map_or_else(AutoLock::default, |row| read(&row.value)),
            busy: false,
            refused: None,
        };
        Ok(Rc::new(Self {
            store: Sealed::new(database.clone(), &key),
            database,
            key,
            core,
            tabs,
            shown: RefCell::new(shown),
            views: RefCell::default(),
        }))
    }

    pub(crate) fn database(&self) -> IndexedDb {
        self.database.clone()
    }

    pub(crate) fn watch(&self, view: ViewId) {
        self.views.borrow_mut().insert(view, None);
        self.show(|_| ());
    }

    /// Whether this was a view of the lock.
    pub(crate) fn unwatch(&self, view: ViewId) -> bool {
        self.views.borrow_mut().remove(&view).is_some()
    }

    pub(crate) fn command(self: &Rc<Self>, command: LockCommand) {
        match command {
            LockCommand::Now => self.lock_all(),
            LockCommand::Set {
                passphrase,
                current,
            } => self.begin(async move |lock| lock.set(&passphrase, current.as_ref()).await),
            LockCommand::Remove { current } => {
                self.begin(async move |lock| lock.remove(&current).await);
            }
            LockCommand::Choose(auto) => self.begin(async move |lock| lock.choose(auto).await),
            // Only while it is locked.
            LockCommand::Unlock(_) | LockCommand::Erase => {}
        }
    }

    /// Another tab changed something: looks what.
    pub(crate) fn changed_elsewhere(self: &Rc<Self>) {
        let lock = Rc::clone(self);
        spawn_local(async move {
            let slot = lock.database.passphrase_slot().await;
            let auto = lock.store.get(Table::Meta, AUTO_LOCK).await;
            lock.show(|shown| {
                shown.on = slot.map_or(shown.on, |slot| slot.is_some());
                if let Ok(Some(row)) = auto {
                    shown.auto = read(&row);
                }
            });
        });
    }

    fn lock_all(&self) {
        if self.shown.borrow().on {
            self.tabs.send_lock();
            port::post(&FromCore::Lock);
        }
    }

    /// One thing at a time: whoever asks meanwhile is not heard, and sees why.
    fn begin(self: &Rc<Self>, work: impl AsyncFnOnce(&Self) -> Result<(), LockRefused> + 'static) {
        if self.shown.borrow().busy {
            return;
        }
        self.show(|shown| (shown.busy, shown.refused) = (true, None));
        let lock = Rc::clone(self);
        spawn_local(async move {
            let done = work(&lock).await;
            if done.is_ok() {
                lock.tabs.send_lock_changed();
            }
            lock.show(|shown| (shown.busy, shown.refused) = (false, done.err()));
        });
    }

    async fn set(&self, passphrase: &Secret, current: Option<&Secret>) -> Result<(), LockRefused> {
        self.check(current).await?;
        let slot = make_slot(self.core.as_deref(), &self.key, passphrase).await?;
        self.database.lock_with(&slot).await.map_err(refused)?;
        self.show(|shown| shown.on = true);
        Ok(())
    }

    async fn remove(&self, current: &Secret) -> Result<(), LockRefused> {
        self.check(Some(current)).await?;
        self.database
            .unlock_for_good(&self.key)
            .await
            .map_err(refused)?;
        self.show(|shown| shown.on = false);
        Ok(())
    }

    async fn choose(&self, auto: AutoLock) -> Result<(), LockRefused> {
        let row = Write {
            table: Table::Meta,
            key: AUTO_LOCK.to_vec(),
            value: Some(write(auto)),
        };
        let batch = Batch {
            writes: vec![row],
            durability: Durability::Strict,
        };
        self.store.apply(batch).await.map_err(refused)?;
        self.show(|shown| shown.auto = auto);
        Ok(())
    }

    /// Where there is a lock, only who can open it may change it.
    async fn check(&self, current: Option<&Secret>) -> Result<(), LockRefused> {
        if self
            .database
            .passphrase_slot()
            .await
            .map_err(refused)?
            .is_none()
        {
            return Ok(());
        }
        let Some(current) = current else {
            return Err(LockRefused::Wrong { retry_at_ms: None });
        };
        try_open(&self.database, self.core.as_deref(), current)
            .await
            .map(drop)
    }

    fn show(&self, change: impl FnOnce(&mut Shown)) {
        change(&mut self.shown.borrow_mut());
        let shown = self.shown.borrow().clone();
        for (view, told) in self.views.borrow_mut().iter_mut() {
            if told.as_ref() != Some(&shown) {
                *told = Some(shown.clone());
                port::post(&FromCore::Update(*view, Update::Lock(shown.clone())));
            }
        }
    }
}

fn write(auto: AutoLock) -> Vec<u8> {
    let [high, low] = auto.after_minutes.to_be_bytes();
    vec![FORMAT, high, low, auto.on_hide.into()]
}

/// What a later version wrote is left to it: the usual applies.
fn read(row: &[u8]) -> AutoLock {
    match *row {
        [FORMAT, high, low, on_hide] => AutoLock {
            after_minutes: u16::from_be_bytes([high, low]),
            on_hide: on_hide != 0,
        },
        _ => AutoLock::default(),
    }
}
