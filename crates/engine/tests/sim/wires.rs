//! Connections that end, and whatever else befalls a tab.

use crate::world::World;
use commonplace_api::Problem;
use commonplace_engine::io::{Input, Line};

impl World {
    pub(crate) fn hang_up(&mut self, device: usize, tab: usize) {
        let lines = self.devices[device].tabs[tab].lines.keys();
        let lines: Vec<_> = lines.copied().collect();
        lines
            .into_iter()
            .for_each(|line| self.cut(device, tab, line));
    }

    /// One connection ends.
    pub(crate) fn cut(&mut self, device: usize, tab: usize, line: Line) {
        let lines = &mut self.devices[device].tabs[tab].lines;
        let wire = lines.entry(line).or_default();
        wire.up.clear();
        wire.down.clear();
        if let Some(link) = wire.link.take() {
            self.relay.disconnect(link.0);
            self.ends.remove(&link.0);
            self.input(device, tab, Input::LinkClosed(link));
        }
    }

    /// One of four troubles: a crash, a connection that ends, a network that goes or comes back, a disk that is full or
    /// no longer is.
    pub(crate) fn trouble(&mut self, which: usize, device: usize, tab: usize) {
        match which {
            0 => self.crash(device, tab),
            1 => self.hang_up(device, tab),
            2 => {
                self.devices[device].online = !self.devices[device].online;
                self.hang_up(device, 0);
            }
            _ => {
                let full = self.devices[device].failing.is_none() && self.pick(2) == 0;
                self.devices[device].failing = full.then_some(Problem::DiskFull);
            }
        }
    }
}
