//! From nothing to a running engine: database, key, slot, what is stored; and what to say when
//! one of them is not to be had, or the key is under a passphrase. What the screens say meanwhile waits.

use crate::disk::Disk;
use crate::door::Door;
use crate::lock::Lock;
use crate::port::{self, FromPage};
use crate::shell::Shell;
use crate::tabs::{Said, Tabs};
use crate::{locks, mirror, stretch};
use commonplace_api::lock::LockCommand;
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Command, Problem, Session, Update, View};
use commonplace_engine::io::Input;
use commonplace_storage::indexeddb::{Event, IndexedDb};
use commonplace_storage::{LocalKey, Query, Sealed, Store, StoreError, Table};
use std::cell::{Cell, RefCell};
use std::panic;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

const DATABASE: &str = "commonplace";
const CHANNEL: &str = "commonplace/1";
/// One for each open tab: it names the replica that writes there.
const SLOT_LOCK: &str = "commonplace/slot/";

enum Stage {
    /// Not asked to begin, or on the way; what was said meanwhile.
    Starting(Vec<FromPage>),
    /// The passphrase was not given yet.
    Locked(Rc<Door>),
    Running(Rc<Shell>),
    /// It could not begin.
    Broken(Problem),
}

/// What the page says first of all, and what follows from it.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) relay: String,
    /// Address of this program.
    pub(crate) core: Option<String>,
    pub(crate) tabs: Rc<Tabs>,
}

/// Begins: hears the page, and boots when it says where the relay is.
pub fn start() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        port::post(&FromCore::Stopped(info.to_string()));
        // Nothing works after a panic; the locks go to another tab.
        port::scope().close();
    }));
    let stage = Rc::new(RefCell::new(Stage::Starting(Vec::new())));
    let begun = Cell::new(false);
    port::listen(move |message| match message {
        FromPage::Stretch(asked) => stretch::answer(&asked),
        FromPage::Init { .. } if begun.replace(true) => {}
        FromPage::Init { relay, core } => {
            let stage = Rc::clone(&stage);
            spawn_local(async move {
                if let Err(error) = boot(&stage, relay, core).await {
                    enter(&stage, Stage::Broken(mirror::problem(error)));
                }
            });
        }
        other => hear(&stage, other),
    });
}

/// It goes on, or never will: what was said until now is said again.
fn enter(stage: &Rc<RefCell<Stage>>, next: Stage) {
    let waiting = match stage.replace(next) {
        Stage::Starting(waiting) => waiting,
        Stage::Locked(door) => door.take_waiting(),
        Stage::Running(_) | Stage::Broken(_) => Vec::new(),
    };
    for message in waiting {
        hear(stage, message);
    }
}

fn hear(stage: &Rc<RefCell<Stage>>, message: FromPage) {
    // The engine is not called while the stage is borrowed.
    let shell = match &mut *stage.borrow_mut() {
        Stage::Starting(waiting) => return waiting.push(message),
        Stage::Locked(door) => return hear_locked(stage, door, message),
        Stage::Broken(problem) => return answer_broken(problem, &message),
        Stage::Running(shell) => Rc::clone(shell),
    };
    match message {
        FromPage::Screen(message) => shell.screen(message),
        FromPage::Import(files) => shell.import(&files),
        FromPage::Photo(given) => shell.photo(given),
        FromPage::Restore(file) => shell.hold(file),
        FromPage::Init { .. } | FromPage::Stretch(_) => {}
    }
}

fn hear_locked(stage: &Rc<RefCell<Stage>>, door: &Rc<Door>, message: FromPage) {
    let (stage, door) = (Rc::clone(stage), Rc::clone(door));
    match message {
        FromPage::Screen(ToCore::Command(Command::Lock(LockCommand::Unlock(typed)))) => {
            spawn_local(async move {
                if let Some(key) = door.open(&typed).await {
                    unlock(&stage, &door, key).await;
                }
            });
        }
        FromPage::Screen(ToCore::Command(Command::Lock(LockCommand::Erase))) => {
            spawn_local(erase(door.database()));
        }
        other => door.hear(other),
    }
}

/// Without an engine there is one thing to say, to whoever asks how things stand.
fn answer_broken(problem: &Problem, message: &FromPage) {
    if let FromPage::Screen(ToCore::Subscribe(view, View::Session)) = message {
        let update = Update::Session(Session::Broken(problem.clone()));
        port::post(&FromCore::Update(*view, update));
    }
}

async fn boot(
    stage: &Rc<RefCell<Stage>>,
    relay: String,
    core: Option<String>,
) -> Result<(), StoreError> {
    let database = IndexedDb::open(DATABASE, on_event).await?;
    // Before reading what is stored: whoever changes it from now on is heard.
    let heard = Rc::downgrade(stage);
    let tabs = Tabs::join(CHANNEL, move |said| {
        if let Some(stage) = heard.upgrade() {
            hear_tabs(&stage, said);
        }
    })
    .map_err(|_| StoreError::Blocked)?;
    let start = Start { relay, core, tabs };
    if let Some(key) = database.local_key().await? {
        enter(stage, Stage::Running(open(database, key, start).await?));
    } else {
        let door = Door::new(database, start);
        enter(stage, Stage::Locked(Rc::new(door)));
    }
    Ok(())
}

async fn unlock(stage: &Rc<RefCell<Stage>>, door: &Door, key: LocalKey) {
    let next = match open(door.database(), key, door.start()).await {
        Ok(shell) => Stage::Running(shell),
        Err(error) => Stage::Broken(mirror::problem(error)),
    };
    enter(stage, next);
}

/// From a key to a running engine.
async fn open(database: IndexedDb, key: LocalKey, start: Start) -> Result<Rc<Shell>, StoreError> {
    let store = Sealed::new(database.clone(), &key);
    let (slot, held) = locks::lowest(SLOT_LOCK)
        .await
        .map_err(|_| StoreError::Blocked)?;
    // The slot is this tab's for as long as it lives.
    std::mem::forget(held);
    let meta = store.scan(&Query::all(Table::Meta)).await?;
    let identity = Disk::<Sealed<IndexedDb>>::identity_in(&meta);
    let Start { relay, core, tabs } = start;
    let lock = Lock::of(database, key, core, Rc::clone(&tabs), &meta).await?;
    let shell = Shell::new(Disk::new(store, identity), tabs, lock);
    shell.run(Input::Boot {
        meta: mirror::rows(meta),
        slot,
        relay,
    });
    spawn_local(tell_if_kept(Rc::clone(&shell)));
    Ok(shell)
}

/// What another tab says that is not for the engine.
fn hear_tabs(stage: &RefCell<Stage>, said: Said) {
    let (locked, shell) = match &*stage.borrow() {
        Stage::Running(shell) => (false, Some(Rc::clone(shell))),
        Stage::Locked(_) => (true, None),
        Stage::Starting(_) | Stage::Broken(_) => (false, None),
    };
    match (said, shell) {
        (Said::Reload, _) => port::post(&FromCore::Reload),
        (Said::Lock, Some(_)) => port::post(&FromCore::Lock),
        (Said::Active, Some(_)) => port::post(&FromCore::ActiveElsewhere),
        (Said::LockChanged, Some(shell)) => shell.lock_changed(),
        // The lock may be gone.
        (Said::LockChanged, None) if locked => port::post(&FromCore::Reload),
        (Said::Lock | Said::Active | Said::LockChanged, None) => {}
    }
}

/// Removes everything here, for every tab.
pub(crate) async fn erase(database: IndexedDb) {
    let erased = database.erase().await;
    port::post(&match erased {
        Ok(()) => FromCore::Erased,
        Err(error) => FromCore::Stopped(error.to_string()),
    });
}

/// The engine learns of a lost or newer database from its next write. One that was removed has
/// to be left at once: the page starts anew.
fn on_event(event: Event) {
    if event == Event::Erased {
        port::post(&FromCore::Reload);
    }
}

/// A browser that promised to keep the storage need not be asked again.
async fn tell_if_kept(shell: Rc<Shell>) {
    let Ok(asked) = port::scope().navigator().storage().persisted() else {
        return;
    };
    let kept = JsFuture::from(asked).await.unwrap_or(JsValue::FALSE);
    if kept.is_truthy() {
        shell.feed(Input::Kept(true));
    }
}
