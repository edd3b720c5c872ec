//! The wires of a world: who is connected to whom, what is on its way, and what gets lost.

use crate::relay::AUDIENCE;
use crate::tab::At;
use crate::world::World;
use commonplace_sync::LinkKind;
use std::collections::VecDeque;

/// A connection between a tab and the relay, or between two tabs of different devices.
pub struct Wire {
    /// Device and slot of each end; one end is the relay.
    pub ends: Vec<(usize, usize)>,
    /// Frames to each end; the relay's last, if it is one.
    pub queues: [VecDeque<Vec<u8>>; 2],
}

impl World {
    /// The tab that leads a device connects to the relay.
    pub fn connect(&mut self, device: usize) {
        let Some(slot) = self.devices[device].tabs.first().map(|tab| tab.slot) else {
            return;
        };
        let connected =
            |wire: &Wire| wire.ends.len() == 1 && wire.ends.iter().any(|(at, _)| *at == device);
        if self.wires.values().any(connected) {
            return;
        }
        let wire = self.wire(vec![(device, slot)]);
        self.relay.connect(wire);
        let (tab, disk, rng) = self.at(device, slot).unwrap();
        tab.look_at_disk(disk, rng);
        tab.join(
            At::Wire(wire),
            LinkKind::Relay {
                audience: AUDIENCE.to_uppercase(),
            },
            disk,
            rng,
        );
        self.post(device, slot);
    }

    /// Two devices connect without a relay.
    pub fn meet(&mut self, one: (usize, usize), other: (usize, usize)) {
        if one.0 == other.0 {
            return;
        }
        let wire = self.wire(vec![one, other]);
        for (device, slot) in [one, other] {
            let (tab, disk, rng) = self.at(device, slot).unwrap();
            tab.join(
                At::Wire(wire),
                LinkKind::Peer {
                    audience: "here".into(),
                },
                disk,
                rng,
            );
            self.post(device, slot);
        }
    }

    pub fn wire(&mut self, ends: Vec<(usize, usize)>) -> u32 {
        self.next_wire += 1;
        self.wires.insert(
            self.next_wire,
            Wire {
                ends,
                queues: [VecDeque::new(), VecDeque::new()],
            },
        );
        self.next_wire
    }

    pub fn cut(&mut self, id: u32) {
        let Some(wire) = self.wires.remove(&id) else {
            return;
        };
        self.relay.disconnect(id);
        for (device, slot) in wire.ends {
            if let Some((tab, ..)) = self.at(device, slot) {
                tab.leave(At::Wire(id));
            }
        }
    }

    pub fn cut_all(&mut self) {
        self.wires
            .keys()
            .copied()
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|id| self.cut(id));
    }

    /// Takes what a tab wants to send.
    pub fn post(&mut self, device: usize, slot: usize) {
        let Some((tab, ..)) = self.at(device, slot) else {
            return;
        };
        let (sent, closing) = (
            std::mem::take(&mut tab.sent),
            std::mem::take(&mut tab.closing),
        );
        for (at, frame) in sent {
            match at {
                At::Tabs => {
                    let others = self.devices[device].tabs.iter_mut();
                    for other in others.filter(|other| other.slot != slot) {
                        other.inbox.push_back(frame.clone());
                    }
                }
                At::Wire(id) => {
                    let Some(wire) = self.wires.get_mut(&id) else {
                        continue;
                    };
                    let to = usize::from(wire.ends[0] == (device, slot));
                    wire.queues[to].push_back(frame);
                }
            }
        }
        for at in closing {
            if let At::Wire(id) = at {
                self.cut(id);
            }
        }
    }

    /// One frame arrives at one end of a wire, perhaps twice. Answers whether there was one.
    pub fn deliver(&mut self, id: u32, twice: bool) -> bool {
        let mut moved = false;
        for end in 0..2 {
            let Some(wire) = self.wires.get_mut(&id) else {
                return moved;
            };
            let relay = wire.ends.len() == 1;
            if relay && end == 1 {
                let Some(frame) = wire.queues[1].pop_front() else {
                    continue;
                };
                self.relay.receive(id, &frame);
            } else {
                let (device, slot) = wire.ends[end];
                let from_relay = if relay { self.relay.next(id) } else { None };
                let Some(frame) = from_relay.or_else(|| wire.queues[end].pop_front()) else {
                    continue;
                };
                // Hello twice is an error; everything later may come again.
                let times = if twice && frame.get(1) != Some(&1) {
                    2
                } else {
                    1
                };
                for _ in 0..times {
                    if let Some((tab, disk, rng)) = self.at(device, slot) {
                        tab.hear(At::Wire(id), &frame, disk, rng);
                    }
                }
                self.post(device, slot);
            }
            moved = true;
        }
        moved
    }
}
