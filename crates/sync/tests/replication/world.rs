//! Devices with tabs, a relay, and the wires between them: everything that can happen, in any order.

use crate::device::{Disk, SLOTS};
use crate::relay::{Log, Relay};
use crate::tab::{At, Docs, Tab};
use crate::wires::Wire;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use std::collections::BTreeMap;

pub struct Device {
    pub disk: Disk,
    pub tabs: Vec<Tab>,
}

pub struct World {
    pub rng: ChaCha8Rng,
    pub devices: Vec<Device>,
    pub relay: Relay,
    /// Words somebody saw saved, by document: whatever happens, they are not lost.
    pub saved: Docs,
    /// How many tabs a device may have open.
    pub slots: usize,
    pub wires: BTreeMap<u32, Wire>,
    pub next_wire: u32,
    backup: BTreeMap<commonplace_protocol::SpaceId, Log>,
    written: u32,
}

impl World {
    pub fn new(seed: u64, devices: usize) -> Self {
        let mut world = Self {
            rng: crate::rng(seed),
            devices: vec![],
            relay: Relay::default(),
            saved: Docs::new(),
            slots: SLOTS,
            wires: BTreeMap::new(),
            next_wire: 0,
            backup: BTreeMap::new(),
            written: 0,
        };
        for _ in 0..devices {
            world.devices.push(Device {
                disk: Disk::default(),
                tabs: vec![],
            });
        }
        world
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.rng.next_u32()).unwrap() % n
    }

    pub fn at(
        &mut self,
        device: usize,
        slot: usize,
    ) -> Option<(&mut Tab, &mut Disk, &mut ChaCha8Rng)> {
        let Device { disk, tabs } = &mut self.devices[device];
        let tab = tabs.iter_mut().find(|tab| tab.slot == slot)?;
        Some((tab, disk, &mut self.rng))
    }

    /// A tab that is open, if any is.
    fn any_tab(&mut self) -> Option<(usize, usize)> {
        let device = self.below(self.devices.len());
        let count = self.devices[device].tabs.len();
        let nth = self.below(count.max(1));
        self.devices[device]
            .tabs
            .get(nth)
            .map(|tab| (device, tab.slot))
    }

    pub fn open_tab(&mut self, device: usize) {
        let Device { disk, tabs } = &mut self.devices[device];
        if let Some(slot) = (0..self.slots).find(|slot| tabs.iter().all(|tab| tab.slot != *slot)) {
            tabs.push(Tab::open(disk, slot, &mut self.rng));
            self.post(device, slot);
        }
    }

    pub fn close_tab(&mut self, device: usize, slot: usize) {
        let ends: Vec<u32> = self
            .wires
            .iter()
            .filter(|(_, wire)| wire.ends.contains(&(device, slot)))
            .map(|(id, _)| *id)
            .collect();
        for wire in ends {
            self.cut(wire);
        }
        self.devices[device].tabs.retain(|tab| tab.slot != slot);
    }

    /// Something of a tab's own goes on: a frame of another tab, a read, a write. Answers whether it did.
    fn work(&mut self, device: usize, slot: usize, what: usize) -> bool {
        let Some((tab, disk, rng)) = self.at(device, slot) else {
            return false;
        };
        let moved = match what {
            0 => tab.persist(disk, rng),
            1 => tab.serve_read(disk, rng),
            2 => match tab.inbox.pop_front() {
                Some(frame) => {
                    tab.hear(At::Tabs, &frame, disk, rng);
                    true
                }
                None => false,
            },
            _ => {
                for at in tab.links.keys().copied().collect::<Vec<_>>() {
                    tab.drained(at, disk, rng);
                }
                false
            }
        };
        for (doc, words) in std::mem::take(&mut tab.saved) {
            self.saved.entry(doc).or_default().insert(words);
        }
        self.post(device, slot);
        moved
    }

    pub fn write(&mut self, device: usize, slot: usize) {
        self.written += 1;
        let words = format!("word {}", self.written);
        let doc = u8::try_from(self.below(7)).unwrap();
        let (tab, _, rng) = self.at(device, slot).unwrap();
        tab.write(doc, &words, rng);
    }

    /// Somebody copies a whole profile to another machine and goes on using both.
    pub fn copy(&mut self, device: usize) {
        let disk = self.devices[device].disk.clone();
        self.devices.push(Device { disk, tabs: vec![] });
        self.open_tab(self.devices.len() - 1);
    }

    /// Anything that can happen, happens.
    pub fn step(&mut self) {
        let device = self.below(self.devices.len());
        match self.below(100) {
            0..25 => {
                let some: Vec<u32> = self.wires.keys().copied().collect();
                if !some.is_empty() {
                    let wire = some[self.below(some.len())];
                    let twice = self.below(10) == 0;
                    self.deliver(wire, twice);
                }
            }
            25..60 => {
                if let Some((device, slot)) = self.any_tab() {
                    let what = self.below(4);
                    self.work(device, slot, what);
                }
            }
            60..72 => {
                if let Some((device, slot)) = self.any_tab() {
                    self.write(device, slot);
                }
            }
            72..80 => self.relay.commit(),
            80..86 => self.connect(device),
            86..89 => self.open_tab(device),
            89 => {
                if let Some((device, slot)) = self.any_tab() {
                    self.close_tab(device, slot);
                }
            }
            90..93 => {
                if let (Some(one), Some(other)) = (self.any_tab(), self.any_tab()) {
                    self.meet(one, other);
                }
            }
            93..96 => {
                let some: Vec<u32> = self.wires.keys().copied().collect();
                if !some.is_empty() {
                    let wire = some[self.below(some.len())];
                    self.cut(wire);
                }
            }
            96 => {
                self.relay.crash();
                self.cut_all();
            }
            97 => self.backup = self.relay.logs.clone(),
            98 => {
                // Yesterday's backup is put back.
                self.relay.crash();
                self.cut_all();
                self.relay.logs = self.backup.clone();
            }
            _ => self.relay.full = !self.relay.full,
        }
    }

    /// Nothing fails any more: everybody connects, and everything that is under way arrives.
    pub fn settle(&mut self) {
        self.relay.full = false;
        for device in 0..self.devices.len() {
            if self.devices[device].tabs.is_empty() {
                self.open_tab(device);
            }
        }
        let mut quiet = 0;
        for _ in 0..100_000 {
            let moved = self.everything_once();
            quiet = if moved { 0 } else { quiet + 1 };
            match quiet {
                0 => {}
                // A refusal may have been under way until now.
                1 => self.retry_all(),
                _ => return,
            }
        }
        panic!("they never stop talking");
    }

    fn everything_once(&mut self) -> bool {
        // A connection that fell out of step is made again.
        (0..self.devices.len()).for_each(|device| self.connect(device));
        let mut moved = false;
        for (device, slot) in self.tabs() {
            for what in 0..4 {
                moved |= self.work(device, slot, what);
            }
        }
        for wire in self.wires.keys().copied().collect::<Vec<_>>() {
            moved |= self.deliver(wire, false);
        }
        self.relay.commit();
        moved || self.wires.keys().any(|wire| self.relay.has_frames(*wire))
    }

    fn retry_all(&mut self) {
        for (device, slot) in self.tabs() {
            let (tab, disk, rng) = self.at(device, slot).unwrap();
            tab.look_at_disk(disk, rng);
            tab.retry(disk, rng);
            self.post(device, slot);
        }
    }

    pub fn tabs(&self) -> Vec<(usize, usize)> {
        let devices = self.devices.iter().enumerate();
        devices
            .flat_map(|(at, device)| device.tabs.iter().map(move |tab| (at, tab.slot)))
            .collect()
    }

    /// Everybody has the same, and nothing anybody saw saved is missing.
    pub fn assert_equal(&self) {
        let log = self.relay.logs.values().next().unwrap();
        let relayed: BTreeMap<_, _> = log
            .records
            .iter()
            .map(|(key, bytes)| (*key, bytes))
            .collect();
        let first = &self.devices[0].tabs[0];
        for (at, device) in self.devices.iter().enumerate() {
            if device.disk.vector() != log.durable() {
                for tab in &device.tabs {
                    eprintln!(
                        "TAB {at} {} durable {:?}\n{:?}",
                        tab.slot,
                        tab.space().durable(),
                        tab.links
                    );
                }
                eprintln!(
                    "wires {:?}",
                    self.wires
                        .iter()
                        .map(|(k, w)| (k, &w.ends))
                        .collect::<Vec<_>>()
                );
            }
            assert_eq!(device.disk.vector(), log.durable(), "device {at}");
            assert!(
                device.disk.held() == relayed,
                "device {at} holds other records than the relay"
            );
            for tab in &device.tabs {
                assert!(tab.is_idle());
                assert_eq!(
                    tab.space().durable(),
                    &log.durable(),
                    "device {at}, slot {}",
                    tab.slot
                );
                assert_eq!(tab.space().vector(), log.durable());
                assert_eq!(tab.docs, first.docs, "device {at}, slot {}", tab.slot);
            }
            assert_eq!(
                device.tabs[0].space().waiting(),
                0,
                "device {at} waits for nothing"
            );
        }
        for (doc, saved) in &self.saved {
            assert!(
                first.docs[doc].is_superset(saved),
                "words of {doc:?} are lost"
            );
        }
    }
}
