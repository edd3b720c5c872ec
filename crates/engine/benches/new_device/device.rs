//! A whole engine with a disk in memory and a socket to the relay: what the browser's worker does, without a browser.

use crate::disk::{self, Disk};
use crate::relay::{Relay, Socket};
use commonplace_api::import::Import;
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{
    Command, Id, Photo, Saved, Session, Splice, SyncStatus, Update, View, ViewId,
};
use commonplace_engine::Engine;
use commonplace_engine::io::{Effect, Input, LinkEnd, LinkId, Now, Ticket, Write};
use rand_chacha::ChaCha12Rng;
use rand_core::SeedableRng;
use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const RELAY: LinkId = LinkId(1);
const VIEWS: [View; 4] = [
    View::Session,
    View::Status,
    View::Journal {
        query: String::new(),
        start: 0,
        count: 128,
    },
    View::Import,
];

/// One device with one tab.
pub struct Device {
    engine: Engine,
    rng: ChaCha12Rng,
    disk: Disk,
    inputs: VecDeque<Input>,
    socket: Option<Socket>,
    pub session: Option<Session>,
    pub status: Option<SyncStatus>,
    pub import: Option<Import>,
    pub rows: u32,
    /// Pictures that came whole.
    pub photos: u32,
    /// Entries whose text was given.
    opened: u32,
    /// Time inside the engine, and inside the store.
    pub thinking: Duration,
    pub storing: Duration,
    pub writes: usize,
    pub written: usize,
}

impl Device {
    pub fn new(relay: &Relay, seed: u64) -> Self {
        let mut device = Self {
            engine: Engine::new(),
            rng: ChaCha12Rng::seed_from_u64(seed),
            disk: Disk::new(),
            inputs: VecDeque::new(),
            socket: None,
            session: None,
            status: None,
            import: None,
            rows: 0,
            photos: 0,
            opened: 0,
            thinking: Duration::ZERO,
            storing: Duration::ZERO,
            writes: 0,
            written: 0,
        };
        for (at, view) in VIEWS.into_iter().enumerate() {
            let id = ViewId(u32::try_from(at).unwrap());
            device.give(Input::Screen(ToCore::Subscribe(id, view)));
        }
        let relay = format!("ws://{}/sync", relay.host);
        device.give(Input::Boot {
            meta: Vec::new(),
            slot: 0,
            relay,
        });
        device.give(Input::Leader(true));
        device
    }

    pub fn give(&mut self, input: Input) {
        self.inputs.push_back(input);
    }

    pub fn command(&mut self, command: Command) {
        self.give(Input::Screen(ToCore::Command(command)));
    }

    /// Everything here is on the relay and the other way round.
    pub fn is_synced(&self) -> bool {
        let synced = self.status.as_ref().is_some_and(SyncStatus::is_synced);
        synced && self.session == Some(Session::Ready)
    }

    pub fn is_saved(&self) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| status.saved == Saved::Yes)
    }

    /// Inserts a few words at the beginning of an entry.
    pub async fn edit(&mut self, relay: &Relay, view: ViewId, entry: Id) {
        let before = self.opened;
        self.give(Input::Screen(ToCore::Subscribe(view, View::Entry(entry))));
        self.until(relay, |device| device.opened > before).await;
        let insert = "Edited later. ".to_owned();
        let (at, delete) = (0, 0);
        let splice = Splice { at, delete, insert };
        let (n, seen) = (1, 0);
        self.command(Command::EditText {
            view,
            n,
            seen,
            splice,
        });
        self.give(Input::Screen(ToCore::Unsubscribe(view)));
    }

    /// Goes on until `done`.
    pub async fn until(&mut self, relay: &Relay, done: impl Fn(&Self) -> bool) {
        while !done(self) {
            if let Some(input) = self.inputs.pop_front() {
                self.take(relay, input).await;
            } else {
                let socket = self.socket.as_mut().expect("nothing can happen any more");
                let bytes = socket.next().await;
                self.give(Input::Frame { link: RELAY, bytes });
            }
        }
    }

    async fn take(&mut self, relay: &Relay, input: Input) {
        let ms = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_millis();
        let now = Now {
            ms: i64::try_from(ms).unwrap(),
            offset_minutes: 60,
        };
        let start = Instant::now();
        let effects = self.engine.handle(now, &mut self.rng, input);
        self.thinking += start.elapsed();
        let mut sent = false;
        for effect in effects {
            match effect {
                Effect::Send { link: RELAY, bytes } => {
                    self.socket.as_mut().unwrap().send(bytes).await;
                    sent = true;
                }
                Effect::Dial {
                    line,
                    relay: Some(_),
                } if self.socket.is_none() => {
                    self.socket = Some(relay.connect().await);
                    let end = LinkEnd::Relay {
                        line,
                        audience: relay.host.clone(),
                    };
                    self.give(Input::LinkOpened { link: RELAY, end });
                }
                Effect::Store { ticket, writes, .. } => {
                    let stored = self.store(ticket, writes);
                    self.give(stored);
                }
                Effect::Load { ticket, query } => {
                    let rows = Ok(disk::load(&self.disk, &query));
                    self.give(Input::Loaded { ticket, rows });
                }
                Effect::Tell(FromCore::Update(_, update)) => self.hear(update),
                _ => {}
            }
        }
        if sent {
            self.give(Input::LinkDrained(RELAY));
        }
    }

    fn hear(&mut self, update: Update) {
        match update {
            Update::Session(session) => self.session = Some(session),
            Update::Status(status) => self.status = Some(status),
            Update::Import(import) => self.import = Some(import),
            Update::Journal { total, .. } => self.rows = total,
            Update::Entry { .. } => self.opened += 1,
            Update::Photo(Photo::Here { .. }) => self.photos += 1,
            _ => {}
        }
    }

    fn store(&mut self, ticket: Ticket, writes: Vec<Write>) -> Input {
        let start = Instant::now();
        self.writes += writes.len();
        let values = writes.iter().filter_map(|write| write.value.as_ref());
        self.written += values.map(Vec::len).sum::<usize>();
        let stored = disk::store(&mut self.disk, None, ticket, writes);
        self.storing += start.elapsed();
        stored
    }
}
