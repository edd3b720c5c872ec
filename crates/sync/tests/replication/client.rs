//! A client with one space and a store, driven frame by frame.

use crate::relay::AUDIENCE;
use crate::{blank, rng, touch};
use commonplace_protocol::frame::{Hello, Records, Vector};
use commonplace_protocol::{Frame, Range, RecordKey, ReplicaId, SpaceId, VersionVector};
use commonplace_sync::link::Closing;
use commonplace_sync::{Link, LinkKind, Out, Sealed, Space, Spaces, Touch};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use std::collections::BTreeMap;

pub const THEIR_NONCE: [u8; 32] = [7; 32];

/// A client with one space, its store, and the link under test.
pub struct Client {
    pub id: SpaceId,
    pub spaces: Spaces,
    pub link: Link,
    pub rows: BTreeMap<RecordKey, Vec<u8>>,
    pub rng: ChaCha8Rng,
}

impl Client {
    pub fn new(kind: LinkKind) -> Self {
        let mut rng = rng(40);
        let space = blank(1, &mut rng);
        let (id, link) = (space.id(), Link::new(kind, &mut rng));
        let spaces = Spaces::from([(id, space)]);
        Self {
            id,
            spaces,
            link,
            rows: BTreeMap::new(),
            rng,
        }
    }

    pub fn relay() -> Self {
        Self::new(LinkKind::Relay {
            audience: AUDIENCE.into(),
        })
    }

    /// A client whose relay holds `theirs`, with everything up to the exchange of vectors done.
    pub fn joined(write: impl FnOnce(&mut Self), theirs: &VersionVector) -> (Self, Vec<Out>) {
        let mut client = Self::relay();
        write(&mut client);
        client.link.start(&client.spaces);
        client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay")));
        let outs = client.hear(&client.have(theirs));
        (client, outs)
    }

    pub fn space(&mut self) -> &mut Space {
        self.spaces.get_mut(&self.id).unwrap()
    }

    pub fn writer(&mut self) -> ReplicaId {
        self.space().writer().unwrap()
    }

    /// Writes and stores a record, and tells nobody.
    pub fn write(&mut self, touches: &[Touch]) -> Sealed {
        let space = self.spaces.get_mut(&self.id).unwrap();
        let sealed = space.seal(&mut self.rng, touches).unwrap();
        space.persisted(&sealed.key);
        self.rows.insert(sealed.key, sealed.bytes.clone());
        sealed
    }

    /// The same with noise of a size, which does not compress.
    pub fn write_noise(&mut self, size: usize) -> Sealed {
        let mut changes = vec![0; size];
        self.rng.fill_bytes(&mut changes);
        self.write(&[Touch {
            changes,
            ..touch(1, "")
        }])
    }

    pub fn hear(&mut self, frame: &Frame) -> Vec<Out> {
        self.link.handle(&frame.encode(), &mut self.spaces)
    }

    pub fn have(&self, vector: &VersionVector) -> Frame {
        Frame::Have(Vector {
            space: self.id,
            vector: vector.clone(),
        })
    }

    pub fn ack(&self, vector: &[(ReplicaId, u64)]) -> Frame {
        let vector = vector.iter().copied().collect();
        Frame::Ack(Vector {
            space: self.id,
            vector,
        })
    }

    pub fn records(&self, records: &[&Sealed], done: bool) -> Frame {
        let records = records.iter().map(|sealed| sealed.bytes.clone()).collect();
        Frame::Records(Records {
            space: self.id,
            records,
            done,
        })
    }

    /// Answers every read as a store would, until nothing is read any more.
    pub fn serve(&mut self, outs: Vec<Out>) -> Vec<Out> {
        let mut all = vec![];
        let mut next = outs;
        while !next.is_empty() {
            let outs = std::mem::take(&mut next);
            for out in outs {
                match out {
                    Out::Read {
                        space,
                        ranges,
                        max_bytes,
                    } => {
                        let rows = self.read(&ranges, max_bytes);
                        next.extend(self.link.read_done(&space, rows, &self.spaces));
                    }
                    other => all.push(other),
                }
            }
        }
        all
    }

    fn read(&self, ranges: &[Range], max_bytes: usize) -> Vec<(RecordKey, Vec<u8>)> {
        let (mut rows, mut size) = (vec![], 0);
        for range in ranges {
            for counter in range.from..=range.to {
                let key = RecordKey {
                    space: self.id,
                    replica: range.replica,
                    counter,
                };
                let Some(bytes) = self.rows.get(&key).filter(|_| size < max_bytes) else {
                    break;
                };
                size += bytes.len();
                rows.push((key, bytes.clone()));
            }
        }
        rows
    }
}

pub fn frames(outs: &[Out]) -> Vec<Frame> {
    let sends = outs.iter().filter_map(|out| match out {
        Out::Send(bytes) => Some(Frame::decode(bytes).unwrap()),
        _ => None,
    });
    sends.collect()
}

/// The counters of all records in these frames.
pub fn sent(outs: &[Out]) -> Vec<u64> {
    let records = frames(outs).into_iter().flat_map(|frame| match frame {
        Frame::Records(records) => records.records,
        _ => vec![],
    });
    let parse = |bytes: Vec<u8>| {
        commonplace_protocol::Record::parse(&bytes)
            .unwrap()
            .key()
            .counter
    };
    records.map(parse).collect()
}

pub fn closed(outs: &[Out]) -> Option<Closing> {
    outs.iter().find_map(|out| match out {
        Out::Close(why) => Some(*why),
        _ => None,
    })
}
