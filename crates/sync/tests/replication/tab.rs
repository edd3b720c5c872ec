//! One tab: a replica with its links and an outbox, doing what a link says as the engine would.

use crate::device::Disk;
use crate::{personal, touch};
use commonplace_protocol::{DocId, Range, RecordKey, Refused, SpaceId, Tip};
use commonplace_sync::{
    Link, LinkKind, Opened, Out, PersonalSpace, Renewed, Sealed, Space, Spaces, Stored, SyncError,
};
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Where a link goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    Tabs,
    /// A connection of the world, by number.
    Wire(u32),
}

/// Something on its way to the disk.
enum Pending {
    Records(Vec<(RecordKey, Tip, Vec<u8>)>),
    Renewal(Renewed),
}

pub type Docs = BTreeMap<DocId, BTreeSet<Vec<u8>>>;

pub struct Tab {
    pub slot: usize,
    pub id: SpaceId,
    pub spaces: Spaces,
    pub links: BTreeMap<At, Link>,
    pub docs: Docs,
    /// Frames from other tabs.
    pub inbox: VecDeque<Vec<u8>>,
    /// Frames to be sent.
    pub sent: Vec<(At, Vec<u8>)>,
    /// Links to be closed.
    pub closing: Vec<At>,
    pub refused: Vec<Refused>,
    /// Words of our own that reached the disk: somebody was told that they are saved.
    pub saved: Vec<(DocId, Vec<u8>)>,
    outbox: VecDeque<Pending>,
    reads: VecDeque<(At, Vec<Range>, usize)>,
}

impl Tab {
    /// Opens a tab: everything it knows is what is on disk.
    pub fn open(disk: &mut Disk, slot: usize, rng: &mut ChaCha8Rng) -> Self {
        let PersonalSpace { identity, roster } = personal(1);
        let id = roster.space();
        let (tips, confirmed) = (disk.tips.clone(), disk.confirmed.clone());
        let mut space = Space::new(identity, roster, disk.slots[slot], tips, confirmed);
        disk.slots[slot].get_or_insert_with(|| space.new_writer(rng));
        let mut tab = Self {
            slot,
            id,
            docs: Docs::new(),
            spaces: Spaces::from([(id, space)]),
            links: BTreeMap::new(),
            inbox: VecDeque::new(),
            sent: vec![],
            closing: vec![],
            refused: vec![],
            saved: vec![],
            outbox: VecDeque::new(),
            reads: VecDeque::new(),
        };
        let held: Vec<_> = disk.held().into_values().cloned().collect();
        for bytes in held {
            let opened = tab.space().read(&bytes).unwrap();
            tab.apply(&opened);
        }
        tab.join(At::Tabs, LinkKind::Tab, disk, rng);
        tab
    }

    pub fn space(&self) -> &Space {
        &self.spaces[&self.id]
    }

    fn space_mut(&mut self) -> &mut Space {
        self.spaces.get_mut(&self.id).unwrap()
    }

    pub fn join(&mut self, at: At, kind: LinkKind, disk: &mut Disk, rng: &mut ChaCha8Rng) {
        let mut link = Link::new(kind, rng);
        let outs = link.start(&self.spaces);
        self.links.insert(at, link);
        self.act(at, outs, disk, rng);
    }

    pub fn leave(&mut self, at: At) {
        self.links.remove(&at);
        self.reads.retain(|(asked, ..)| *asked != at);
        self.closing.retain(|closing| *closing != at);
    }

    /// Writes down some words in a document.
    pub fn write(&mut self, doc: u8, words: &str, rng: &mut ChaCha8Rng) {
        let touches = [touch(doc, words)];
        let Sealed { key, id, bytes } = self.space_mut().seal(rng, &touches).unwrap();
        self.docs
            .entry(touches[0].doc)
            .or_default()
            .insert(words.into());
        let tip = Tip {
            counter: key.counter,
            id,
            member: self.space().member(),
        };
        self.outbox
            .push_back(Pending::Records(vec![(key, tip, bytes)]));
    }

    pub fn hear(&mut self, at: At, frame: &[u8], disk: &mut Disk, rng: &mut ChaCha8Rng) {
        if let Some(link) = self.links.get_mut(&at) {
            let outs = link.handle(frame, &mut self.spaces);
            self.act(at, outs, disk, rng);
        }
    }

    pub fn drained(&mut self, at: At, disk: &mut Disk, rng: &mut ChaCha8Rng) {
        if let Some(link) = self.links.get_mut(&at) {
            let outs = link.drained(&self.spaces);
            self.act(at, outs, disk, rng);
        }
    }

    pub fn retry(&mut self, disk: &mut Disk, rng: &mut ChaCha8Rng) {
        for at in self.links.keys().copied().collect::<Vec<_>>() {
            let outs = self.links.get_mut(&at).unwrap().retry(&self.spaces);
            self.act(at, outs, disk, rng);
        }
    }

    /// Learns what a tab that is gone left on the disk.
    pub fn look_at_disk(&mut self, disk: &mut Disk, rng: &mut ChaCha8Rng) {
        let link = self.links.get_mut(&At::Tabs).unwrap();
        let outs = link.found(&self.id, &disk.vector(), &self.spaces);
        self.act(At::Tabs, outs, disk, rng);
    }

    pub fn is_idle(&self) -> bool {
        self.outbox.is_empty() && self.reads.is_empty() && self.inbox.is_empty()
    }

    /// One read is answered. Answers whether there was one.
    pub fn serve_read(&mut self, disk: &mut Disk, rng: &mut ChaCha8Rng) -> bool {
        let Some((at, ranges, max_bytes)) = self.reads.pop_front() else {
            return false;
        };
        let (mut rows, mut size) = (vec![], 0);
        'ranges: for range in ranges {
            let key = |counter| RecordKey {
                space: self.id,
                replica: range.replica,
                counter,
            };
            for (key, bytes) in disk.records.range(key(range.from)..=key(range.to)) {
                if size >= max_bytes {
                    break 'ranges;
                }
                size += bytes.len();
                rows.push((*key, bytes.clone()));
            }
        }
        let outs = self
            .links
            .get_mut(&at)
            .unwrap()
            .read_done(&self.id, rows, &self.spaces);
        self.act(at, outs, disk, rng);
        true
    }

    /// The oldest write of the outbox reaches the disk. Answers whether there was one.
    pub fn persist(&mut self, disk: &mut Disk, rng: &mut ChaCha8Rng) -> bool {
        let (records, renewed) = match self.outbox.pop_front() {
            None => return false,
            Some(Pending::Records(records)) => (records, None),
            Some(Pending::Renewal(renewed)) => {
                disk.tips.remove(&renewed.replica);
                if let Some(tip) = renewed.tip {
                    disk.tips.insert(renewed.replica, tip);
                }
                disk.slots[self.slot] = Some(renewed.writer);
                let member = self.space().member();
                let sealed = renewed.sealed.iter().map(|sealed| {
                    let tip = Tip {
                        counter: sealed.key.counter,
                        id: sealed.id,
                        member,
                    };
                    (sealed.key, tip, sealed.bytes.clone())
                });
                (sealed.collect(), Some(renewed.replica))
            }
        };
        for (key, tip, bytes) in &records {
            disk.store(*key, *tip, bytes.clone());
            if Some(key.replica) == self.space().writer() {
                let touches = self.space().read(bytes).unwrap().touches;
                self.saved
                    .extend(touches.into_iter().map(|touch| (touch.doc, touch.changes)));
            }
            self.space_mut().persisted(key);
        }
        let stored: Vec<Stored<'_>> = records
            .iter()
            .map(|(key, _, bytes)| Stored {
                key: *key,
                bytes: Some(bytes),
            })
            .collect();
        self.tell(None, &stored, disk, rng);
        for at in self.links.keys().copied().collect::<Vec<_>>() {
            let link = self.links.get_mut(&at).unwrap();
            let outs = renewed.map(|replica| link.renewed(&self.id, &replica, &self.spaces));
            self.act(at, outs.unwrap_or_default(), disk, rng);
        }
        true
    }

    fn tell(
        &mut self,
        but: Option<At>,
        stored: &[Stored<'_>],
        disk: &mut Disk,
        rng: &mut ChaCha8Rng,
    ) {
        for at in self
            .links
            .keys()
            .copied()
            .filter(|at| Some(*at) != but)
            .collect::<Vec<_>>()
        {
            let link = self.links.get_mut(&at).unwrap();
            let outs = link.persisted(&self.id, stored, &mut self.spaces);
            self.act(at, outs, disk, rng);
        }
    }

    fn act(&mut self, at: At, outs: Vec<Out>, disk: &mut Disk, rng: &mut ChaCha8Rng) {
        for out in outs {
            match out {
                Out::Send(bytes) => self.sent.push((at, bytes)),
                Out::Read {
                    ranges, max_bytes, ..
                } => self.reads.push_back((at, ranges, max_bytes)),
                Out::Received { records, .. } => self.received(at, records, disk, rng),
                Out::Acked { .. } => disk.confirmed = self.space().confirmed().clone(),
                Out::Forked {
                    replica, trusted, ..
                } => {
                    let tip = self.space().tip(&replica).map_or(0, |tip| tip.counter);
                    let records: Vec<_> = (trusted + 1..=tip)
                        .map(|at| self.find(disk, replica, at))
                        .collect();
                    let renewed = self.space_mut().renew(rng, replica, &records).unwrap();
                    self.outbox.push_back(Pending::Renewal(renewed));
                }
                Out::Refused(refused) => self.refused.push(refused),
                Out::Close(_) => self.closing.push(at),
                Out::Lacking { .. }
                | Out::CaughtUp { .. }
                | Out::Placed { .. }
                | Out::Found { .. }
                | Out::Taken { .. } => {}
                Out::RosterChanged { .. } => panic!("a personal roster stays as it is"),
                Out::ReadChunk { .. }
                | Out::ChunkCame { .. }
                | Out::ChunksGiven { .. }
                | Out::ChunksFound { .. } => panic!("there are no pictures here"),
                Out::Told { .. } => panic!("nobody told of stand-ins"),
                Out::Whispered(_) => panic!("nobody whispers"),
            }
        }
    }

    /// A record that is on the disk or on its way there; the newest version of it.
    fn find(&self, disk: &Disk, replica: commonplace_protocol::ReplicaId, counter: u64) -> Vec<u8> {
        let wanted = RecordKey {
            space: self.id,
            replica,
            counter,
        };
        let pending = self.outbox.iter().rev().find_map(|pending| match pending {
            Pending::Records(records) => records
                .iter()
                .find(|(key, ..)| *key == wanted)
                .map(|(.., bytes)| bytes),
            Pending::Renewal(renewed) => renewed
                .sealed
                .iter()
                .find(|sealed| sealed.key == wanted)
                .map(|sealed| &sealed.bytes),
        });
        pending
            .or_else(|| disk.records.get(&wanted))
            .unwrap()
            .clone()
    }

    fn received(&mut self, at: At, records: Vec<Vec<u8>>, disk: &mut Disk, rng: &mut ChaCha8Rng) {
        let (mut errors, mut fresh) = (Vec::<SyncError>::new(), vec![]);
        for bytes in records {
            match self.space().open(&bytes) {
                Ok(opened) => {
                    self.space_mut().accept(&opened);
                    self.apply(&opened);
                    let Opened {
                        key, id, member, ..
                    } = opened;
                    fresh.push((
                        key,
                        Tip {
                            counter: key.counter,
                            id,
                            member,
                        },
                        bytes,
                    ));
                }
                Err(error) => errors.push(error),
            }
        }
        if at == At::Tabs {
            for (key, ..) in &fresh {
                self.space_mut().persisted(key);
            }
            let stored: Vec<_> = fresh
                .iter()
                .map(|(key, _, bytes)| Stored {
                    key: *key,
                    bytes: Some(bytes),
                })
                .collect();
            self.tell(Some(At::Tabs), &stored, disk, rng);
        } else if !fresh.is_empty() {
            self.outbox.push_back(Pending::Records(fresh));
        }
        if !errors.is_empty() {
            let outs = self
                .links
                .get_mut(&at)
                .unwrap()
                .declined(&self.id, &errors, &self.spaces);
            self.act(at, outs, disk, rng);
        }
    }

    fn apply(&mut self, opened: &Opened) {
        for touch in &opened.touches {
            self.docs
                .entry(touch.doc)
                .or_default()
                .insert(touch.changes.clone());
        }
    }
}
