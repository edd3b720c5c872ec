//! A relay in memory: the real judgement, no disk. It can be restored from an old backup.

mod boxes;
mod held;
mod invited;
mod passing;

use commonplace_protocol::frame::{Hello, Open, Placed, Records, RosterEntries, Vector};
use commonplace_protocol::{
    BoxId, ChunkId, Frame, MemberKey, Record, RecordId, Refusal, Refused, ReplicaId, Roster,
    RosterError, SpaceId, Verdict, VersionVector, judge,
};
use held::tip_of;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const AUDIENCE: &str = "relay.sim";
/// How long a box is kept.
const BOX_MS: i64 = 600_000;

#[derive(Clone, Default)]
pub(crate) struct Relay {
    pub(crate) spaces: BTreeMap<SpaceId, Space>,
    pub(crate) connections: BTreeMap<u32, Connection>,
    boxes: BTreeMap<BoxId, Box>,
    pub(crate) now: i64,
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
    /// Stand-ins for records that are held as they were, by the replica that bears witness.
    vouched: BTreeMap<(ReplicaId, u64), BTreeMap<ReplicaId, Vec<u8>>>,
}

#[derive(Clone)]
struct Box {
    space: SpaceId,
    sealed: Option<Vec<u8>>,
    expires: i64,
}

#[derive(Clone, Default)]
pub(crate) struct Connection {
    hello: Option<Hello>,
    proven: BTreeMap<SpaceId, MemberKey>,
    /// Spaces that were opened by an invite.
    shown: BTreeSet<SpaceId>,
    pub(crate) asked: BTreeMap<SpaceId, VersionVector>,
}

impl Connection {
    /// How many spaces were spoken of on it.
    pub(crate) fn spaces(&self) -> usize {
        self.proven.len()
    }
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
        let boxes = self.boxes.values().filter_map(|held| held.sealed.as_ref());
        records
            .chain(boxes)
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
                connection.proven.insert(prove.space, prove.member);
                connection.asked.remove(&prove.space);
            }
            Frame::Open(open) => self.open(from, &open),
            Frame::Roster(heard) => self.extend(from, &heard),
            Frame::Have(have) if self.lets_in(from, have.space) => {
                let connection = self.connections.get_mut(&from).unwrap();
                connection.asked.insert(have.space, have.vector);
                self.give(from, have.space);
            }
            Frame::Records(records) if self.lets_in(from, records.space) => {
                self.take(from, &records);
            }
            Frame::Put(put) if self.lets_in(from, put.space) => {
                let held = Box {
                    space: put.space,
                    sealed: Some(put.sealed),
                    expires: self.now + BOX_MS,
                };
                let free = self.boxes.insert(put.place, held).is_none();
                assert!(free, "names are used once");
                let placed = Placed {
                    space: put.space,
                    place: put.place,
                    expires_in_ms: BOX_MS as u64,
                };
                self.send(from, &Frame::Placed(placed));
            }
            Frame::Whisper(whisper) if self.lets_in(from, whisper.space) => {
                self.pass_on(from, &whisper);
            }
            Frame::Take(take) => self.empty(from, take.place),
            Frame::Offer(names) if self.lets_in(from, names.space) => self.offered(from, names),
            Frame::Ask(names) if self.lets_in(from, names.space) => self.asked(from, &names),
            Frame::Chunk(chunk) if self.lets_in(from, chunk.space) => self.given(from, chunk),
            Frame::Refused(refused) => panic!("a device refused: {refused:?}"),
            _ => {}
        }
    }

    /// Whether a connection proved to be a member.
    fn lets_in(&self, connection: u32, space: SpaceId) -> bool {
        let proven = self
            .connections
            .get(&connection)
            .and_then(|c| c.proven.get(&space));
        let roster = self.spaces.get(&space).map(|space| &space.roster);
        proven
            .zip(roster)
            .is_some_and(|(member, roster)| roster.member(member).is_some())
    }

    fn open(&mut self, from: u32, open: &Open) {
        let id = open.space;
        let Some(space) = self.spaces.get(&id) else {
            return self.send_roster(from, id, 0, vec![]);
        };
        let roster = space.roster.clone();
        if self.lets_in(from, id) || open.length > roster.len() {
            let known = open.length.min(roster.len()) as usize;
            self.send_roster(from, id, known as u64, roster.entries()[known..].to_vec());
            if self.lets_in(from, id) {
                self.have(from, id);
            }
        } else if let Some(key) = self.invited(from, id) {
            self.show_invited(from, id, key, open.length);
        } else {
            self.show_out(from, id, open.length);
        }
    }

    /// Tells somebody who is no member why, and that it is none.
    fn show_out(&mut self, to: u32, id: SpaceId, known: u64) {
        let Some(member) = self
            .connections
            .get_mut(&to)
            .and_then(|c| c.proven.remove(&id))
        else {
            return;
        };
        let roster = self.spaces[&id].roster.clone();
        if let Some(ended) = roster.ended(&member) {
            let rest = roster.entries()[..=ended as usize].get(known as usize..);
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                self.send_roster(to, id, known, rest.to_vec());
            }
        }
        self.send(
            to,
            &Frame::Refused(Refused::new(Refusal::NotMember).about(id)),
        );
    }

    fn send_roster(&mut self, to: u32, space: SpaceId, from: u64, entries: Vec<Vec<u8>>) {
        self.send(
            to,
            &Frame::Roster(RosterEntries {
                space,
                from,
                entries,
            }),
        );
    }

    fn extend(&mut self, from: u32, heard: &RosterEntries) {
        let id = heard.space;
        let Some(member) = self.connections[&from].proven.get(&id).copied() else {
            return;
        };
        let was_in = self.lets_in(from, id);
        let before = self.spaces.get(&id).map_or(0, |space| space.roster.len());
        let mut roster = self.spaces.get(&id).map(|space| space.roster.clone());
        let known = before.saturating_sub(heard.from) as usize;
        let ours = roster.as_ref().map_or(&[][..], Roster::entries);
        let same = heard
            .entries
            .iter()
            .zip(&ours[heard.from as usize..])
            .all(|(a, b)| a == b);
        if !same {
            let winner = ours[heard.from as usize..].to_vec();
            let refused = Refused::new(Refusal::RosterConflict).about(id);
            self.send(from, &Frame::Refused(refused));
            self.send_roster(from, id, heard.from, winner);
            if !was_in && self.invited(from, id).is_none() {
                self.show_out(from, id, before);
            }
            return;
        }
        let invite = self.invited(from, id);
        let expired = invite.is_some_and(|key| {
            let live = roster.as_ref().and_then(|roster| roster.invite(&key));
            live.is_some_and(|invite| invite.expires_ms <= self.now.cast_unsigned())
        });
        for entry in heard.entries.iter().skip(known) {
            let taken = match &mut roster {
                _ if expired => Err(Refusal::InviteExpired),
                Some(roster) => roster.append(entry).map_err(RosterError::refusal),
                none => {
                    *none = Some(Roster::start(entry).unwrap());
                    Ok(())
                }
            };
            if let Err(why) = taken {
                return self.send(from, &Frame::Refused(Refused::new(why).about(id)));
            }
        }
        let roster = roster.unwrap();
        assert!(was_in || invite.is_some() || roster.member(&member).is_some());
        if self.is_short(id, &roster) {
            let refused = Refused::new(Refusal::RosterConflict).about(id);
            return self.send(from, &Frame::Refused(refused));
        }
        let space = self.spaces.entry(id).or_insert_with(|| Space {
            roster: roster.clone(),
            records: BTreeMap::new(),
            chunks: BTreeMap::new(),
            vouched: BTreeMap::new(),
        });
        space.roster = roster.clone();
        space.set_aside();
        self.send_roster(from, id, roster.len(), vec![]);
        self.spread(from, id, before);
        if !was_in && self.lets_in(from, id) {
            self.have(from, id);
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
        if !self.lets_in(to, space) {
            return;
        }
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
            let tip = held.last().map(|last| tip_of(last));
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
                    if let Some(voucher) = record.voucher() {
                        let place = (key.replica, key.counter);
                        let witnesses = space.vouched.entry(place).or_default();
                        witnesses.insert(voucher.witness, bytes.clone());
                        let others = witnesses.keys().filter(|w| **w != voucher.pack).count();
                        if others >= 2 {
                            held[key.counter as usize - 1].clone_from(bytes);
                        }
                    }
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
