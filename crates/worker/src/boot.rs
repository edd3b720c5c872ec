//! From nothing to a running engine: database, key, slot, what is stored; and what to say when
//! one of them is not to be had. What the screens say meanwhile waits.

use crate::disk::Disk;
use crate::port::{self, FromPage};
use crate::shell::Shell;
use crate::tabs::Tabs;
use crate::{locks, mirror};
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Problem, Session, Update, View};
use commonplace_engine::io::Input;
use commonplace_storage::indexeddb::{Event, IndexedDb};
use commonplace_storage::{Query, Sealed, Store, StoreError, Table};
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
    Running(Rc<Shell>),
    /// It could not begin.
    Broken(Problem),
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
        FromPage::Init { .. } if begun.replace(true) => {}
        FromPage::Init { relay } => {
            let stage = Rc::clone(&stage);
            spawn_local(async move { enter(&stage, boot(relay).await) });
        }
        other => hear(&stage, other),
    });
}

/// The engine runs, or never will: what was said until now is said to it.
fn enter(stage: &RefCell<Stage>, booted: Result<Rc<Shell>, StoreError>) {
    let next = match booted {
        Ok(shell) => Stage::Running(shell),
        Err(error) => Stage::Broken(mirror::problem(error)),
    };
    if let Stage::Starting(waiting) = stage.replace(next) {
        for message in waiting {
            hear(stage, message);
        }
    }
}

fn hear(stage: &RefCell<Stage>, message: FromPage) {
    // The engine is not called while the stage is borrowed.
    let shell = match &mut *stage.borrow_mut() {
        Stage::Starting(waiting) => return waiting.push(message),
        Stage::Broken(problem) => return answer_broken(problem, &message),
        Stage::Running(shell) => Rc::clone(shell),
    };
    match message {
        FromPage::Screen(message) => shell.screen(message),
        FromPage::Import(files) => shell.import(&files),
        FromPage::Init { .. } => {}
    }
}

/// Without an engine there is one thing to say, to whoever asks how things stand.
fn answer_broken(problem: &Problem, message: &FromPage) {
    if let FromPage::Screen(ToCore::Subscribe(view, View::Session)) = message {
        let update = Update::Session(Session::Broken(problem.clone()));
        port::post(&FromCore::Update(*view, update));
    }
}

async fn boot(relay: String) -> Result<Rc<Shell>, StoreError> {
    let database = IndexedDb::open(DATABASE, on_event).await?;
    let key = database.local_key().await?;
    let store = Sealed::new(database, &key);
    let (slot, lock) = locks::lowest(SLOT_LOCK)
        .await
        .map_err(|_| StoreError::Blocked)?;
    // The slot is this tab's for as long as it lives.
    std::mem::forget(lock);
    // Before reading what is stored: whoever changes it from now on is heard.
    let tabs =
        Tabs::join(CHANNEL, || port::post(&FromCore::Reload)).map_err(|_| StoreError::Blocked)?;
    let meta = store.scan(&Query::all(Table::Meta)).await?;
    let identity = Disk::<Sealed<IndexedDb>>::identity_in(&meta);
    let shell = Shell::new(Disk::new(store, identity), tabs);
    shell.run(Input::Boot {
        meta: mirror::rows(meta),
        slot,
        relay,
    });
    spawn_local(tell_if_kept(Rc::clone(&shell)));
    Ok(shell)
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
