//! A relay in memory: the real judgement, no disk. It can be restored from an old backup.

use commonplace_protocol::frame::{Hello, Records, RosterEntries, Vector};
use commonplace_protocol::{
    ChunkId, Frame, Record, RecordId, Refused, ReplicaId, Roster, SpaceId, Tip, Verdict,
    VersionVector, judge,
};
use std::collections::BTreeMap;

pub(crate) const AUDIENCE: &str = "relay.sim";

#[derive(Clone, Default)]
pub(crate) struct Relay {
    pub(crate) spaces: BTreeMap<SpaceId, Space>,
    pub(crate) connections: BTreeMap<u32, Connection>,
    /// Frames to send, in order: connection, bytes.
    pub(crate) out: Vec<(u32, Vec<u8>)>,
    /// There is no room for pictures.
    pub(crate) refuses_chunks: bool,
}

#[derive(Clone)]
pub(crate) struct Space {
    roster: Roster,
    pub(crate) records: BTreeMap<ReplicaId, Vec<Vec<u8>>>,
    pub(crate) chunks: BTreeMap<ChunkId, Vec<u8>>,
}

#[derive(Clone, Default)]
pub(crate) struct Connection {
    hello: Option<Hello>,
    proven: Vec<SpaceId>,
    pub(crate) asked: BTreeMap<SpaceId, VersionVector>,
}

impl Relay {
    pub(crate) fn connect(&mut self, id: u32) {
        self.connections.insert(id, Connection::default());
        self.send(id, &Frame::Hello(Hello::new([7; 32], "sim")));
    }

    pub(crate) fn disconnect(&mut self, id: u32) {
        self.connections.remove(&id);
    }

    /// What a backup taken now would bring back.
    pub(crate) fn backup(&self) -> Self {
        Self {
            spaces: self.spaces.clone(),
            ..Self::default()
        }
    }

    pub(crate) fn holds(&self, word: &[u8]) -> bool {
        let records = self
            .spaces
            .values()
            .flat_map(|space| space.records.values().flatten());
        records
            .into_iter()
            .any(|record| record.windows(word.len()).any(|part| part == word))
    }

    pub(crate) fn send(&mut self, to: u32, frame: &Frame) {
        self.out.push((to, frame.encode()));
    }

    pub(crate) fn handle(&mut self, from: u32, bytes: &[u8]) {
        let Some(connection) = self.connections.get_mut(&from) else {
            return;
        };
        match Frame::decode(bytes).unwrap() {
            Frame::Hello(hello) => connection.hello = Some(hello),
            Frame::Prove(prove) => {
                let theirs = connection.hello.as_ref().unwrap().nonce;
                prove.verify(&[7; 32], &theirs, AUDIENCE).unwrap();
                connection.proven.push(prove.space);
            }
            Frame::Open(open) => {
                assert!(connection.proven.contains(&open.space));
                let length = self
                    .spaces
                    .get(&open.space)
                    .map_or(0, |space| space.roster.len());
                assert!(
                    length <= open.length,
                    "rosters do not grow in this simulation"
                );
                let entries = RosterEntries {
                    space: open.space,
                    from: length,
                    entries: vec![],
                };
                self.send(from, &Frame::Roster(entries));
                self.have(from, open.space);
            }
            Frame::Roster(heard) => {
                let genesis = heard.entries.first().unwrap();
                let roster = Roster::start(genesis).unwrap();
                let new = Space {
                    roster,
                    records: BTreeMap::new(),
                    chunks: BTreeMap::new(),
                };
                self.spaces.entry(heard.space).or_insert(new);
                self.have(from, heard.space);
            }
            Frame::Have(have) => {
                connection.asked.insert(have.space, have.vector);
                self.give(from, have.space);
            }
            Frame::Records(records) => self.take(from, &records),
            Frame::Offer(names) => self.offered(from, names),
            Frame::Ask(names) => self.asked(from, &names),
            Frame::Chunk(chunk) => self.given(from, chunk),
            Frame::Kept(_) | Frame::Missing(_) => {}
            Frame::Ack(_) | Frame::Whisper(_) | Frame::Unknown(_) => {}
            Frame::Refused(refused) => panic!("a device refused: {refused:?}"),
        }
    }

    fn vector(&self, space: SpaceId) -> VersionVector {
        let records = self.spaces.get(&space).map(|space| &space.records);
        let ends = records
            .into_iter()
            .flatten()
            .map(|(id, all)| (*id, all.len() as u64));
        ends.collect()
    }

    fn have(&mut self, to: u32, space: SpaceId) {
        if self.spaces.contains_key(&space) {
            let vector = self.vector(space);
            self.send(to, &Frame::Have(Vector { space, vector }));
        }
    }

    /// Sends a connection everything it lacks.
    fn give(&mut self, to: u32, space: SpaceId) {
        let ours = self.vector(space);
        let Some(asked) = self
            .connections
            .get_mut(&to)
            .and_then(|c| c.asked.get_mut(&space))
        else {
            return;
        };
        let mut records = Vec::new();
        for range in asked.lacks(&ours) {
            let all = &self.spaces[&space].records[&range.replica];
            records.extend_from_slice(&all[range.from as usize - 1..range.to as usize]);
        }
        asked.merge(&ours);
        self.send(
            to,
            &Frame::Records(Records {
                space,
                records,
                done: true,
            }),
        );
    }

    fn take(&mut self, from: u32, heard: &Records) {
        let mut acked = VersionVector::new();
        let mut refusals = Vec::new();
        let space = self.spaces.get_mut(&heard.space).unwrap();
        for bytes in &heard.records {
            let record = Record::parse(bytes).unwrap();
            record.verify().unwrap();
            let key = record.key();
            let held = space.records.entry(key.replica).or_default();
            let id = |at: u64| {
                held.get(at as usize - 1)
                    .map(|bytes| commonplace_protocol::record::id(bytes))
            };
            let tip = held.last().map(|last| Tip {
                counter: held.len() as u64,
                id: commonplace_protocol::record::id(last),
                member: Record::parse(last).unwrap().header().member,
            });
            let verdict: Verdict = judge(
                &space.roster,
                tip.as_ref(),
                &record,
                |at| -> Option<RecordId> { id(at) },
            );
            match verdict {
                Verdict::Accept => {
                    held.push(bytes.clone());
                    acked.raise(key.replica, key.counter);
                }
                Verdict::Duplicate => {
                    acked.raise(key.replica, held.len() as u64);
                }
                other => {
                    let code = other.refusal().unwrap();
                    refusals.push(Refused::new(code).record(key.space, key.replica, key.counter));
                }
            }
        }
        for refused in refusals {
            self.send(from, &Frame::Refused(refused));
        }
        if !acked.is_empty() {
            self.send(
                from,
                &Frame::Ack(Vector {
                    space: heard.space,
                    vector: acked.clone(),
                }),
            );
        }
        if let Some(asked) = self
            .connections
            .get_mut(&from)
            .and_then(|c| c.asked.get_mut(&heard.space))
        {
            asked.merge(&acked);
        }
        let others: Vec<u32> = self
            .connections
            .keys()
            .copied()
            .filter(|id| *id != from)
            .collect();
        others.into_iter().for_each(|id| self.give(id, heard.space));
    }
}
