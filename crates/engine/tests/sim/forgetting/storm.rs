//! Devices write, delete and forget in any order, and nothing else is ever lost.

use super::{at_relay, import, seeds, third_device, traces};
use crate::world::World;
use crate::{begin, entry, read, second_device, write};
use commonplace_api::Command;

#[test]
fn nothing_else_is_ever_lost() {
    let from = std::env::var("SIM_FROM").ok().and_then(|n| n.parse().ok());
    for seed in from.unwrap_or(0)..seeds() {
        storm(seed);
    }
}

/// A word and the entry it was typed into.
type Word = (u8, String);

struct Storm {
    seed: u64,
    world: World,
    places: Vec<(usize, usize)>,
    typed: Vec<Word>,
    saved: Vec<Word>,
}

fn storm(seed: u64) {
    let mut storm = Storm::begin(seed);
    for round in 0..40 {
        storm.happen(round);
        let steps = storm.world.pick(60);
        storm.world.run(steps);
    }
    let world = &mut storm.world;
    for device in &mut world.devices {
        (device.online, device.failing) = (true, None);
    }
    world.settle();
    let late = third_device(world, 0);
    storm.places.push((late, 0));
    storm.end();
}

impl Storm {
    fn begin(seed: u64) -> Self {
        let mut world = World::new(70_000 + seed);
        let first = begin(&mut world);
        let typed: Vec<_> = (1..=5).map(|n| (n, format!("<note {n}>"))).collect();
        let notes: Vec<_> = typed.iter().map(|(n, body)| (*n, body.as_str())).collect();
        import(&mut world, first, &notes[..4]);
        write(&mut world, first, 0, 5, notes[4].1);
        world.settle();
        let second = third_device(&mut world, first);
        world.open_tab(first);
        world.settle();
        let (places, saved) = (vec![(first, 0), (first, 1), (second, 0)], typed.clone());
        Self {
            seed,
            world,
            places,
            typed,
            saved,
        }
    }

    fn happen(&mut self, round: usize) {
        let world = &mut self.world;
        let (device, tab) = self.places[world.pick(self.places.len())];
        let n = 1 + world.pick(5) as u8;
        match world.pick(12) {
            trouble @ 0..=3 => world.trouble(trouble, device, tab),
            4 | 5 if n <= 2 => {
                world.command(device, tab, Command::Delete(entry(n)));
                world.run(40);
                world.command(device, tab, Command::Forget(entry(n)));
            }
            6 | 7 if self.places.len() == 3 => {
                let failing = world.devices.iter_mut().map(|device| &mut device.failing);
                failing.for_each(|failing| *failing = None);
                let third = second_device(world, 0);
                world.run(30);
                self.places.push((third, 0));
            }
            _ => self.type_into(device, tab, n, round),
        }
    }

    fn type_into(&mut self, device: usize, tab: usize, n: u8, round: usize) {
        let world = &mut self.world;
        let view = world.watch(device, tab, entry(n));
        world.run(25);
        let word = format!("<{}.{round}>", self.seed);
        if world.type_word(device, tab, view, &word) {
            self.typed.push((n, word.clone()));
            if world.rest(device, tab) {
                self.saved.push((n, word));
            }
        }
        world.leave(device, tab, view);
    }

    /// Everyone shows the same: all that was saved of an entry, or nothing of it.
    fn end(mut self) {
        let seed = self.seed;
        for n in 1..=5 {
            let places = self.places.iter();
            let texts = places.map(|(d, t)| read(&mut self.world, *d, *t, n));
            let texts: Vec<_> = texts.collect();
            let same = texts.iter().all(|text| *text == texts[0]);
            assert!(same, "seed {seed}: {n}: {texts:?}");
            if let Some(text) = &texts[0] {
                for (_, word) in self.saved.iter().filter(|(of, _)| *of == n) {
                    let kept = text.contains(word.as_str());
                    assert!(kept, "seed {seed}: lost {word} of {n}: {text}");
                }
            } else {
                assert!(n <= 2, "seed {seed}: {n} was not to be forgotten");
                let typed = self.typed.iter().filter(|(of, _)| *of == n);
                typed.for_each(|(_, word)| self.is_nowhere(word));
            }
        }
        for (device, tab) in &self.places {
            let status = self.world.devices[*device].tabs[*tab].status.as_ref();
            let synced = status.is_some_and(commonplace_api::SyncStatus::is_synced);
            assert!(synced, "seed {seed}, {device}, {tab}: {status:?}");
        }
    }

    fn is_nowhere(&self, word: &str) {
        let (seed, world) = (self.seed, &self.world);
        for device in 0..world.devices.len() {
            let left = traces(world, device, word);
            assert_eq!(left, [], "seed {seed}, device {device}: {word}");
        }
        if world.devices.len() > 3 {
            assert_eq!(at_relay(world, 0, word), 0, "seed {seed}: {word}");
        }
    }
}
