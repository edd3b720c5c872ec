//! Devices with disks and tabs, a network and a relay, driven by one seed: whatever can happen
//! next happens in some order, and the same seed gives the same order again.

use crate::device::{Device, Tab};
use crate::disk;
use crate::relay::{AUDIENCE, Relay};
use commonplace_api::wire::ToCore;
use commonplace_api::{Command, Splice, Update, View, ViewId};
use commonplace_engine::io::{Effect, Input, Line, LinkEnd, LinkId, Now, Row, Table};
use rand_chacha::ChaCha12Rng;
use rand_core::{Rng, SeedableRng};
use std::collections::BTreeMap;

const HOUR_MS: i64 = 3_600_000;
const TABS: LinkId = LinkId(0);
const STATUS: ViewId = ViewId(1);
const SESSION: ViewId = ViewId(2);
const LIST: ViewId = ViewId(3);
const LINKING: ViewId = ViewId(4);
const JOINING: ViewId = ViewId(5);
const KEYS: ViewId = ViewId(6);
/// Where the one relay is.
pub(crate) const RELAY: &str = "ws://relay.sim/sync";

pub(crate) struct World {
    pub(crate) devices: Vec<Device>,
    pub(crate) relay: Relay,
    pub(crate) now: i64,
    /// Writes carried out so far.
    pub(crate) stores: u32,
    rng: ChaCha12Rng,
    next_link: u32,
    /// Which line of which tab a relay connection belongs to.
    pub(crate) ends: BTreeMap<u32, (usize, usize, Line)>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let rng = ChaCha12Rng::seed_from_u64(seed);
        let (devices, relay, ends) = (Vec::new(), Relay::default(), BTreeMap::new());
        Self {
            devices,
            relay,
            now: 1_800_000_000_000,
            stores: 0,
            rng,
            next_link: 1,
            ends,
        }
    }

    pub(crate) fn pick(&mut self, n: usize) -> usize {
        (self.rng.next_u64() % n.max(1) as u64) as usize
    }

    pub(crate) fn add_device(&mut self) -> usize {
        self.devices.push(Device {
            online: true,
            ..Device::default()
        });
        self.open_tab(self.devices.len() - 1);
        self.devices.len() - 1
    }

    /// Opens a tab in the lowest slot that is free here; the first one leads.
    pub(crate) fn open_tab(&mut self, device: usize) {
        let seed = self.rng.next_u64();
        let slot = self.devices[device].tabs.len();
        self.devices[device].tabs.push(Tab::new(seed));
        self.boot(device, slot);
    }

    /// A tab is closed for good; the next one leads if it led.
    pub(crate) fn close_tab(&mut self, device: usize, tab: usize) {
        self.hang_up(device, tab);
        self.devices[device].tabs.remove(tab);
        self.input(device, 0, Input::Leader(true));
    }

    /// A tab is closed, and what it was saying to the others is never heard.
    pub(crate) fn close_silently(&mut self, device: usize, tab: usize) {
        self.devices[device].tabs.remove(tab);
        let others = &mut self.devices[device].tabs;
        others.iter_mut().for_each(|other| other.heard.clear());
    }

    /// The tab dies: what was not yet written is gone. It opens again from what the disk holds.
    pub(crate) fn crash(&mut self, device: usize, tab: usize) {
        self.hang_up(device, tab);
        let seed = self.rng.next_u64();
        self.devices[device].tabs[tab] = Tab::new(seed);
        self.boot(device, tab);
    }

    fn boot(&mut self, device: usize, slot: usize) {
        let rows = self.devices[device]
            .disk
            .iter()
            .filter(|((table, _), _)| *table == Table::Meta);
        let meta = rows
            .map(|((_, key), value)| Row {
                key: key.clone(),
                value: value.clone(),
            })
            .collect();
        for (view, what) in [
            (STATUS, View::Status),
            (SESSION, View::Session),
            (LINKING, View::Linking),
            (JOINING, View::Joining),
            (KEYS, View::Keys),
            (
                LIST,
                View::Journal {
                    query: String::new(),
                    start: 0,
                    count: 500,
                },
            ),
        ] {
            self.input(device, slot, Input::Screen(ToCore::Subscribe(view, what)));
        }
        self.input(
            device,
            slot,
            Input::LinkOpened {
                link: TABS,
                end: LinkEnd::Tabs,
            },
        );
        let relay = RELAY.to_owned();
        self.input(
            device,
            slot,
            Input::Boot {
                meta,
                slot: slot as u32,
                relay,
            },
        );
        self.input(device, slot, Input::Leader(slot == 0));
    }

    pub(crate) fn command(&mut self, device: usize, tab: usize, command: Command) {
        self.input(device, tab, Input::Screen(ToCore::Command(command)));
    }

    /// What a view shows once everything has settled.
    pub(crate) fn look(&mut self, device: usize, tab: usize, view: View) -> Option<Update> {
        let state = &mut self.devices[device].tabs[tab];
        state.next_view += 1;
        let id = ViewId(state.next_view);
        self.input(device, tab, Input::Screen(ToCore::Subscribe(id, view)));
        self.settle();
        self.input(device, tab, Input::Screen(ToCore::Unsubscribe(id)));
        self.devices[device].tabs[tab].shown.remove(&id)
    }

    pub(crate) fn input(&mut self, device: usize, tab: usize, input: Input) {
        let now = Now {
            ms: self.now,
            offset_minutes: 60,
        };
        let state = &mut self.devices[device].tabs[tab];
        let effects = state.engine.handle(now, &mut state.rng, input);
        effects
            .into_iter()
            .for_each(|effect| self.effect(device, tab, effect));
    }

    fn effect(&mut self, device: usize, tab: usize, effect: Effect) {
        let state = &mut self.devices[device].tabs[tab];
        match effect {
            Effect::Store { .. } | Effect::Load { .. } | Effect::ReadFile { .. } => {
                state.disk.push_back(effect);
            }
            Effect::Backup(part) => self.devices[device].write_backup(part),
            Effect::Erase => self.devices[device].erased = true,
            Effect::Send { link: TABS, bytes } => {
                self.broadcast(device, tab, |_| Input::Frame {
                    link: TABS,
                    bytes: bytes.clone(),
                });
            }
            Effect::Send { link, bytes } => {
                let mut lines = state.lines.values_mut();
                if let Some(wire) = lines.find(|wire| wire.link == Some(link)) {
                    wire.up.push_back(bytes);
                }
            }
            Effect::Close(link) => {
                if let Some((_, _, line)) = self.ends.get(&link.0).copied() {
                    self.cut(device, tab, line);
                }
            }
            Effect::Dial { line, relay } => {
                let wire = state.lines.entry(line).or_default();
                wire.dialled = relay.as_deref() == Some(RELAY);
                if !wire.dialled {
                    self.cut(device, tab, line);
                }
            }
            Effect::Tell(news) => self.told(device, tab, news),
            Effect::TellTabs(bytes) => {
                self.broadcast(device, tab, |_| Input::FromLeader(bytes.clone()));
            }
            Effect::WakeAt(at) => state.wake_at = Some(at),
            Effect::TabsReload => {
                for other in (0..self.devices[device].tabs.len()).filter(|other| *other != tab) {
                    self.crash(device, other);
                }
            }
            Effect::Restart => self.crash(device, tab),
            Effect::StopReading => {}
        }
    }

    fn broadcast(&mut self, device: usize, from: usize, input: impl Fn(usize) -> Input) {
        for (to, tab) in self.devices[device].tabs.iter_mut().enumerate() {
            if to != from {
                tab.heard.push_back(input(to));
            }
        }
    }

    /// One thing happens, if anything can. Time passes when nothing else can.
    pub(crate) fn step(&mut self) -> bool {
        let mut ways = Vec::new();
        for (d, device) in self.devices.iter().enumerate() {
            for (t, tab) in device.tabs.iter().enumerate() {
                let can = [
                    !tab.disk.is_empty(),
                    !tab.heard.is_empty(),
                    tab.wake_at.is_some_and(|at| at <= self.now),
                ];
                let of_tab = [Way::Disk, Way::Heard, Way::Wake];
                let of_tab = of_tab.into_iter().zip(can).filter(|(_, can)| *can);
                ways.extend(of_tab.map(|(way, _)| (d, t, way)));
                for (line, wire) in &tab.lines {
                    let can = [
                        !wire.up.is_empty(),
                        !wire.down.is_empty(),
                        wire.dialled && wire.link.is_none() && device.online,
                    ];
                    let of_line = [Way::Up(*line), Way::Down(*line), Way::Open(*line)];
                    let of_line = of_line.into_iter().zip(can).filter(|(_, can)| *can);
                    ways.extend(of_line.map(|(way, _)| (d, t, way)));
                }
            }
        }
        if ways.is_empty() {
            return self.pass_time();
        }
        let (device, tab, way) = ways[self.pick(ways.len())];
        self.relay.now = self.now;
        self.go(device, tab, way);
        for (link, bytes) in std::mem::take(&mut self.relay.out) {
            if let Some((device, tab, line)) = self.ends.get(&link) {
                let lines = &mut self.devices[*device].tabs[*tab].lines;
                lines.get_mut(line).unwrap().down.push_back(bytes);
            }
        }
        true
    }

    fn pass_time(&mut self) -> bool {
        let tabs = self.devices.iter().flat_map(|device| &device.tabs);
        // That the day ends is nothing that is left to happen; a test moves the clock that far itself.
        let soon = self.now + HOUR_MS / 2;
        let wakes = tabs.filter_map(|tab| tab.wake_at);
        match wakes.filter(|at| *at <= soon).min() {
            Some(at) => self.now = self.now.max(at),
            None => return false,
        }
        true
    }

    fn go(&mut self, device: usize, tab: usize, way: Way) {
        let state = &mut self.devices[device].tabs[tab];
        let input = match way {
            Way::Disk => return self.use_disk(device, tab),
            Way::Heard => state.heard.pop_front().unwrap(),
            Way::Up(line) => {
                let wire = state.lines.get_mut(&line).unwrap();
                let bytes = wire.up.pop_front().unwrap();
                let (link, more) = (wire.link.unwrap(), !wire.up.is_empty());
                self.relay.handle(link.0, &bytes);
                if more {
                    return;
                }
                Input::LinkDrained(link)
            }
            Way::Down(line) => {
                let wire = state.lines.get_mut(&line).unwrap();
                Input::Frame {
                    link: wire.link.unwrap(),
                    bytes: wire.down.pop_front().unwrap(),
                }
            }
            Way::Open(line) => {
                let link = LinkId(self.next_link);
                self.next_link += 1;
                state.lines.get_mut(&line).unwrap().link = Some(link);
                self.ends.insert(link.0, (device, tab, line));
                self.relay.connect(link.0);
                Input::LinkOpened {
                    link,
                    end: LinkEnd::Relay {
                        line,
                        audience: AUDIENCE.into(),
                    },
                }
            }
            Way::Wake => {
                state.wake_at = None;
                Input::Tick
            }
        };
        self.input(device, tab, input);
    }

    fn use_disk(&mut self, device: usize, tab: usize) {
        let Device {
            disk,
            failing,
            tabs,
            file,
            ..
        } = &mut self.devices[device];
        let input = match tabs[tab].disk.pop_front() {
            Some(Effect::Store { ticket, writes, .. }) => {
                self.stores += 1;
                disk::store(disk, failing.as_ref(), ticket, writes)
            }
            Some(Effect::Load { ticket, query }) => Input::Loaded {
                ticket,
                rows: Ok(disk::load(disk, &query)),
            },
            Some(Effect::ReadFile { from, length }) => {
                let part = file.iter().skip(from as usize).take(length as usize);
                Input::FileRead(Some(part.copied().collect()))
            }
            other => panic!("not for the disk: {other:?}"),
        };
        self.input(device, tab, input);
    }

    pub(crate) fn run(&mut self, steps: usize) {
        for _ in 0..steps {
            if !self.step() {
                return;
            }
        }
    }

    /// Runs until something is so, long before anything else would end it.
    pub(crate) fn run_until(&mut self, so: impl Fn(&Self) -> bool) {
        for _ in 0..200_000 {
            if so(self) {
                return;
            }
            assert!(self.step(), "it never comes to be so");
        }
        panic!("it never comes to be so");
    }

    /// Runs until nothing is left to happen.
    pub(crate) fn settle(&mut self) {
        for _ in 0..2_000_000 {
            if !self.step() {
                return;
            }
        }
        panic!("it never comes to rest");
    }
}

/// What can happen next in a tab.
#[derive(Clone, Copy)]
enum Way {
    Disk,
    Heard,
    Wake,
    /// A message leaves, one comes in, a connection is made.
    Up(Line),
    Down(Line),
    Open(Line),
}

/// Changes a text as an editor does.
pub(crate) fn apply(text: &mut String, splice: &Splice) {
    // The simulation types ASCII, so a unit is a byte.
    let at = splice.at as usize;
    text.replace_range(at..at + splice.delete as usize, &splice.insert);
}
