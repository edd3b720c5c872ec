//! The engine and everything around it: inputs one at a time, effects in order. Must not call
//! the engine from within the engine: what happens meanwhile waits its turn.

use crate::backup::Backup;
use crate::boot;
use crate::disk::{Disk, Job, Outcome};
use crate::import::Import;
use crate::lock::Lock;
use crate::photo::{Given, Photos};
use crate::socket::lines::Lines;
use crate::tabs::{self, Tabs};
use crate::timer::Timer;
use crate::{Feed, calendar, clock, locks, mirror, port};
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Command, View};
use commonplace_engine::Engine;
use commonplace_engine::io::{Effect, Input, LinkId};
use commonplace_storage::indexeddb::IndexedDb;
use commonplace_storage::{Sealed, StoreError};
use getrandom::SysRng;
use js_sys::Array;
use rand_core::UnwrapErr;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

/// The lock under which an identity is written.
const IDENTITY_LOCK: &str = "commonplace/identity";
/// The lock of the tab that talks to the relay.
const LEADER_LOCK: &str = "commonplace/leader";

pub(crate) struct Shell {
    engine: RefCell<Engine>,
    waiting: RefCell<VecDeque<Input>>,
    running: Cell<bool>,
    disk: Disk<Sealed<IndexedDb>>,
    relays: Lines,
    tabs: Rc<Tabs>,
    timer: Timer,
    import: Import,
    lock: Rc<Lock>,
    backup: Backup,
    photos: Photos,
    this: Weak<Self>,
}

impl Shell {
    pub(crate) fn new(disk: Disk<Sealed<IndexedDb>>, tabs: Rc<Tabs>, lock: Rc<Lock>) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            engine: RefCell::new(Engine::new()),
            waiting: RefCell::default(),
            running: Cell::new(false),
            disk,
            relays: Lines::new(feed(this), port::scope().navigator().on_line()),
            tabs,
            timer: Timer::default(),
            import: Import::default(),
            lock,
            backup: Backup::default(),
            photos: Photos::default(),
            this: this.clone(),
        })
    }

    /// Gives the engine its first input, joins the other tabs, and waits to lead them.
    pub(crate) fn run(&self, boot: Input) {
        self.feed(boot);
        self.feed(Input::Leader(false));
        self.tabs.open(&feed(&self.this));
        let this = self.this.clone();
        spawn_local(async move {
            let Ok(lock) = locks::wait_for(LEADER_LOCK).await else {
                return;
            };
            if let Some(shell) = this.upgrade() {
                shell.feed(Input::Leader(true));
            }
            // Held until this tab is gone.
            std::mem::forget(lock);
        });
    }

    /// What a screen says. Some of it concerns the shell as well.
    pub(crate) fn screen(&self, message: ToCore) {
        match &message {
            ToCore::Online(online) => self.relays.set_online(*online),
            ToCore::Shown => self.relays.look_again(),
            ToCore::Command(Command::RetryNow) => self.relays.retry_now(),
            ToCore::Active => return self.tabs.send_active(),
            ToCore::Subscribe(view, View::Lock) => return self.lock.watch(*view),
            ToCore::Unsubscribe(view) if self.lock.unwatch(*view) => return,
            ToCore::Command(Command::Lock(command)) => return self.lock.command(command.clone()),
            ToCore::MakeCalendar(reminder) => {
                return port::post(&FromCore::Calendar(calendar::file(reminder)));
            }
            _ => {}
        }
        self.feed(match message {
            ToCore::Kept(kept) => Input::Kept(kept),
            other => Input::Screen(other),
        });
    }

    /// The page hands over a backup to be read.
    pub(crate) fn hold(&self, file: File) {
        self.backup.hold(file);
    }

    /// Another tab turned the lock on or off, or changed it.
    pub(crate) fn lock_changed(&self) {
        self.lock.changed_elsewhere();
    }

    pub(crate) fn import(&self, files: &Array) {
        self.import.start(files, &feed(&self.this));
    }

    pub(crate) fn photo(&self, given: Given) {
        self.photos.add(given, &feed(&self.this));
    }

    /// Lets the engine handle what happened, and what happens meanwhile after it.
    pub(crate) fn feed(&self, input: Input) {
        self.waiting.borrow_mut().push_back(input);
        if self.running.replace(true) {
            return;
        }
        while let Some(input) = self.next() {
            let effects =
                self.engine
                    .borrow_mut()
                    .handle(clock::now(), &mut UnwrapErr(SysRng), input);
            for effect in effects {
                self.carry_out(effect);
            }
        }
        self.running.set(false);
    }

    fn next(&self) -> Option<Input> {
        self.waiting.borrow_mut().pop_front()
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Store {
                ticket,
                writes,
                durability,
            } => {
                self.work(Job::Store(ticket, mirror::batch(writes, durability)));
            }
            Effect::Load { ticket, query } => self.work(Job::Load(ticket, mirror::query(query))),
            Effect::Send {
                link: tabs::LINK,
                bytes,
            } => self.tabs.send(&bytes),
            Effect::Send { link, bytes } => self.relays.send(link, &bytes),
            Effect::Close(link) => self.close(link),
            Effect::Dial { line, relay } => self.relays.dial(line, relay),
            Effect::Tell(message) => port::post(&message),
            Effect::TellTabs(news) => self.tabs.send_news(&news),
            Effect::WakeAt(at_ms) => self.timer.wake_at(at_ms, &feed(&self.this)),
            Effect::TabsReload => self.tabs.send_reload(),
            Effect::Restart => port::post(&FromCore::Reload),
            Effect::StopReading => self.import.stop(),
            Effect::ReadFile { from, length } => self.backup.read(from, length, &feed(&self.this)),
            Effect::Backup(part) => self.backup.write(part),
            Effect::Erase => spawn_local(boot::erase(self.lock.database())),
        }
    }

    /// The connection to the tabs cannot be closed: what came over it is only not answered.
    fn close(&self, link: LinkId) {
        if link != tabs::LINK {
            self.relays.close(link);
        }
    }

    fn work(&self, job: Job) {
        if !self.disk.add(job) {
            return;
        }
        let Some(shell) = self.this.upgrade() else {
            return;
        };
        spawn_local(async move {
            let answer = |outcome| match outcome {
                Outcome::Done(input) => shell.feed(input),
                Outcome::Overtaken => port::post(&FromCore::Reload),
            };
            shell.disk.work(identity_lock, answer).await;
        });
    }
}

async fn identity_lock() -> Result<locks::Lock, StoreError> {
    locks::wait_for(IDENTITY_LOCK)
        .await
        .map_err(|why| StoreError::Other(format!("{why:?}")))
}

fn feed(shell: &Weak<Shell>) -> Feed {
    let shell = shell.clone();
    Rc::new(move |input| {
        if let Some(shell) = shell.upgrade() {
            shell.feed(input);
        }
    })
}
