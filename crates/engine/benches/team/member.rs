//! Somebody with a device: a whole engine, a disk in memory, and a connection for each line it asks for.

use crate::disk::{self, Disk};
use crate::line;
use crate::relay::Relay;
use crate::watching::Watch;
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Command, Session, Update, View, ViewId};
use commonplace_engine::Engine;
use commonplace_engine::io::{Effect, Input, Line, LinkEnd, LinkId, Now, Table, Ticket, Write};
use rand_chacha::ChaCha12Rng;
use rand_core::SeedableRng;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

const SESSION: ViewId = ViewId(1);
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(2);

/// Somebody with one device and one tab.
pub struct Member {
    engine: Engine,
    rng: ChaCha12Rng,
    disk: Disk,
    inputs: VecDeque<Input>,
    host: String,
    links: BTreeMap<LinkId, (Line, UnboundedSender<Vec<u8>>)>,
    /// The lines that are to be open.
    dialled: Vec<Line>,
    told: UnboundedSender<Input>,
    news: UnboundedReceiver<Input>,
    wake_at: Option<i64>,
    next: u32,
    /// What each view was last told.
    pub shown: BTreeMap<ViewId, Update>,
    /// What came in and went out, in bytes of messages.
    pub received: usize,
    pub sent: usize,
    /// Time inside the engine.
    pub thinking: Duration,
    pub watch: Option<Watch>,
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

impl Member {
    /// Somebody whose journal is begun, and empty.
    pub async fn begin(relay: &Relay, seed: u64) -> Self {
        let (told, news) = unbounded_channel();
        let mut member = Self {
            engine: Engine::new(),
            rng: ChaCha12Rng::seed_from_u64(seed),
            disk: Disk::new(),
            inputs: VecDeque::new(),
            host: relay.host.clone(),
            links: BTreeMap::new(),
            dialled: Vec::new(),
            told,
            news,
            wake_at: None,
            next: 10,
            shown: BTreeMap::new(),
            received: 0,
            sent: 0,
            thinking: Duration::ZERO,
            watch: None,
        };
        let subscribe = ToCore::Subscribe(SESSION, View::Session);
        member.give(Input::Screen(subscribe));
        member.give(Input::Boot {
            meta: Vec::new(),
            slot: 0,
            relay: format!("ws://{}/sync", relay.host),
        });
        member.give(Input::Leader(true));
        member.command(Command::Begin);
        member
            .until(|member| {
                matches!(
                    member.shown.get(&SESSION),
                    Some(Update::Session(Session::Ready))
                )
            })
            .await;
        member
    }

    fn give(&mut self, input: Input) {
        self.inputs.push_back(input);
    }

    pub fn command(&mut self, command: Command) {
        self.give(Input::Screen(ToCore::Command(command)));
    }

    /// Watches something from now on.
    pub fn subscribe(&mut self, view: View) -> ViewId {
        self.next += 1;
        let id = ViewId(self.next);
        self.give(Input::Screen(ToCore::Subscribe(id, view)));
        id
    }

    pub fn unsubscribe(&mut self, id: ViewId) {
        self.give(Input::Screen(ToCore::Unsubscribe(id)));
        self.shown.remove(&id);
    }

    /// What a view shows once it is as `is` wants it.
    pub async fn look(&mut self, view: View, is: impl Fn(&Update) -> bool) -> Update {
        let id = self.subscribe(view);
        self.until(|member| member.shown.get(&id).is_some_and(&is))
            .await;
        let shown = self.shown[&id].clone();
        self.unsubscribe(id);
        shown
    }

    /// Goes on until `done`.
    pub async fn until(&mut self, done: impl Fn(&Self) -> bool) {
        let late = Instant::now() + PATIENCE;
        while !done(self) {
            assert!(
                self.go_on(late).await,
                "nothing comes of it: {:?}",
                self.shown
            );
        }
    }

    /// Goes on until a moment.
    pub async fn until_moment(&mut self, at: Instant) {
        while self.go_on(at).await {}
    }

    /// Takes what comes next; nothing when it is later than `late`.
    async fn go_on(&mut self, late: Instant) -> bool {
        if Instant::now() >= late {
            return false;
        }
        if let Some(input) = self.inputs.pop_front() {
            self.take(input);
            return true;
        }
        let wake = self.wake_at.map_or(u64::MAX, |at| {
            u64::try_from(at - now_ms()).unwrap_or_default()
        });
        let wake = Duration::from_millis(wake.min(60_000));
        tokio::select! {
            biased;
            () = tokio::time::sleep_until(late.into()) => return false,
            news = self.news.recv() => self.hear(news.unwrap()),
            () = tokio::time::sleep(wake) => {
                self.wake_at = None;
                self.give(Input::Tick);
            }
        }
        true
    }

    fn hear(&mut self, input: Input) {
        match &input {
            Input::Frame { bytes, .. } => self.received += bytes.len(),
            Input::LinkClosed(link) => {
                let Some((line, _)) = self.links.remove(link) else {
                    return;
                };
                if self.dialled.contains(&line) {
                    self.dial(line);
                }
            }
            _ => {}
        }
        self.give(input);
    }

    fn dial(&mut self, line: Line) {
        self.next += 1;
        let link = LinkId(self.next);
        let audience = self.host.clone();
        let end = LinkEnd::Relay { line, audience };
        let out = line::open(self.host.clone(), link, end, self.told.clone());
        self.links.insert(link, (line, out));
    }

    fn hang_up(&mut self, link: LinkId) {
        if self.links.remove(&link).is_some() {
            self.give(Input::LinkClosed(link));
        }
    }

    fn take(&mut self, input: Input) {
        let now = Now {
            ms: now_ms(),
            offset_minutes: 60,
        };
        let start = Instant::now();
        let effects = self.engine.handle(now, &mut self.rng, input);
        self.thinking += start.elapsed();
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Send { link, bytes } => {
                if let Some((_, out)) = self.links.get(&link) {
                    self.sent += bytes.len();
                    // One that is closed says so by itself.
                    drop(out.send(bytes));
                }
            }
            Effect::Dial { line, relay } => {
                let open = self.links.iter().find(|(_, (open, _))| *open == line);
                let open = open.map(|(link, _)| *link);
                self.dialled.retain(|one| *one != line);
                match (relay, open) {
                    (Some(_), None) => self.dial(line),
                    (None, Some(link)) => self.hang_up(link),
                    _ => {}
                }
                if self.links.values().any(|(open, _)| *open == line) {
                    self.dialled.push(line);
                }
            }
            Effect::Close(link) => self.hang_up(link),
            Effect::Store { ticket, writes, .. } => {
                let stored = self.store(ticket, writes);
                self.give(stored);
            }
            Effect::Load { ticket, query } => {
                let rows = Ok(disk::load(&self.disk, &query));
                self.give(Input::Loaded { ticket, rows });
            }
            Effect::WakeAt(at) => self.wake_at = Some(at),
            Effect::Tell(FromCore::Update(view, update)) => {
                if let Some(watch) = &mut self.watch {
                    watch.told(view);
                }
                self.shown.insert(view, update);
            }
            _ => {}
        }
    }

    fn store(&mut self, ticket: Ticket, writes: Vec<Write>) -> Input {
        let kept = |write: &&Write| write.table == Table::Records && write.value.is_some();
        if let Some(watch) = &mut self.watch {
            for write in writes.iter().filter(kept) {
                watch.stored(&write.key);
            }
        }
        disk::store(&mut self.disk, None, ticket, writes)
    }

    /// The values of rows whose keys begin with `prefix`.
    pub fn rows(&self, table: Table, prefix: &[u8]) -> Vec<Vec<u8>> {
        let from = (table, prefix.to_vec());
        let rows = self.disk.range(from..);
        let rows = rows.take_while(|((of, key), _)| *of == table && key.starts_with(prefix));
        rows.map(|(_, value)| value.clone()).collect()
    }
}
