//! A relay in memory: the judgement of `protocol`, acknowledgements only after a commit, a window, and faults.

use commonplace_protocol::frame::{Hello, Open, Prove, Records, RosterEntries, Vector};
use commonplace_protocol::limits::{RECORDS_FRAME_TARGET, SEND_WINDOW};
use commonplace_protocol::{
    Frame, Record, Refusal, Refused, ReplicaId, Roster, SpaceId, Tip, Verdict, VersionVector, judge,
};
use std::collections::{BTreeMap, VecDeque};

pub const AUDIENCE: &str = "relay.example:8080";

#[derive(Clone, Default)]
pub struct Log {
    pub roster: Option<Roster>,
    pub records: BTreeMap<(ReplicaId, u64), Vec<u8>>,
    tips: BTreeMap<ReplicaId, Tip>,
}

impl Log {
    pub fn durable(&self) -> VersionVector {
        self.tips
            .iter()
            .map(|(replica, tip)| (*replica, tip.counter))
            .collect()
    }
}

struct Session {
    nonce: [u8; 32],
    hello: Option<Hello>,
    proven: Vec<SpaceId>,
    rooms: BTreeMap<SpaceId, Room>,
    out: VecDeque<Vec<u8>>,
}

#[derive(Default)]
struct Room {
    theirs: Option<VersionVector>,
    done: bool,
    owed: VersionVector,
    flight: VecDeque<(ReplicaId, u64, usize)>,
}

#[derive(Default)]
pub struct Relay {
    pub logs: BTreeMap<SpaceId, Log>,
    /// Accepted, not yet on disk.
    staged: BTreeMap<SpaceId, BTreeMap<(ReplicaId, u64), Vec<u8>>>,
    staged_tips: BTreeMap<(SpaceId, ReplicaId), Tip>,
    sessions: BTreeMap<u32, Session>,
    /// No room for records: everything new is refused.
    pub full: bool,
}

impl Relay {
    pub fn connect(&mut self, id: u32) {
        let nonce = [u8::try_from(id % 251).unwrap(); 32];
        let out = VecDeque::from([Frame::Hello(Hello::new(nonce, "test")).encode()]);
        let session = Session {
            nonce,
            hello: None,
            proven: vec![],
            rooms: BTreeMap::new(),
            out,
        };
        self.sessions.insert(id, session);
    }

    pub fn disconnect(&mut self, id: u32) {
        self.sessions.remove(&id);
    }

    /// The next frame for a client.
    pub fn next(&mut self, id: u32) -> Option<Vec<u8>> {
        self.sessions.get_mut(&id)?.out.pop_front()
    }

    pub fn has_frames(&self, id: u32) -> bool {
        self.sessions
            .get(&id)
            .is_some_and(|session| !session.out.is_empty())
    }

    /// Power lost: what was not committed is gone, and so is every connection.
    pub fn crash(&mut self) {
        self.staged.clear();
        self.staged_tips.clear();
        self.sessions.clear();
    }

    pub fn receive(&mut self, id: u32, bytes: &[u8]) {
        if !self.sessions.contains_key(&id) {
            return;
        }
        match Frame::decode(bytes).expect("clients send frames") {
            Frame::Hello(hello) => self.session(id).hello = Some(hello),
            Frame::Prove(prove) => self.prove(id, &prove),
            Frame::Open(open) => self.open(id, &open),
            Frame::Roster(roster) => self.roster(id, &roster),
            Frame::Have(have) => {
                let room = self.room(id, have.space);
                *room = Room {
                    theirs: Some(have.vector),
                    ..Room::default()
                };
                self.pump(id, have.space);
            }
            Frame::Records(records) => self.records(id, records),
            Frame::Ack(ack) => {
                let room = self.room(id, ack.space);
                room.flight
                    .retain(|(replica, counter, _)| !ack.vector.covers(replica, *counter));
                self.pump(id, ack.space);
            }
            _ => {}
        }
    }

    fn session(&mut self, id: u32) -> &mut Session {
        self.sessions.get_mut(&id).unwrap()
    }

    fn room(&mut self, id: u32, space: SpaceId) -> &mut Room {
        let session = self.session(id);
        assert!(
            session.proven.contains(&space),
            "nothing is asked before it is proven"
        );
        session.rooms.entry(space).or_default()
    }

    fn send(&mut self, id: u32, frame: &Frame) {
        self.session(id).out.push_back(frame.encode());
    }

    fn prove(&mut self, id: u32, prove: &Prove) {
        let session = self.session(id);
        let hello = session.hello.as_ref().expect("hello comes first");
        prove
            .verify(&session.nonce, &hello.nonce, AUDIENCE)
            .expect("a proof holds");
        session.proven.push(prove.space);
    }

    fn open(&mut self, id: u32, open: &Open) {
        let space = open.space;
        let held = self.logs.get(&space).and_then(|log| log.roster.as_ref());
        let length = held.map_or(0, Roster::len);
        let from = open.length.min(length);
        let skip = usize::try_from(from).unwrap();
        let entries = held.map_or(vec![], |roster| roster.entries()[skip..].to_vec());
        self.send(
            id,
            &Frame::Roster(RosterEntries {
                space,
                from,
                entries,
            }),
        );
        if length > 0 {
            self.have(id, space);
        }
    }

    fn roster(&mut self, id: u32, heard: &RosterEntries) {
        let log = self.logs.entry(heard.space).or_default();
        // Somebody else may have brought the same entries meanwhile.
        let known = log
            .roster
            .as_ref()
            .map_or(0, Roster::len)
            .checked_sub(heard.from)
            .unwrap();
        for entry in heard.entries.iter().skip(usize::try_from(known).unwrap()) {
            match &mut log.roster {
                Some(roster) => roster.append(entry).unwrap(),
                none => *none = Some(Roster::start(entry).unwrap()),
            }
        }
        assert_eq!(log.roster.as_ref().unwrap().space(), heard.space);
        self.have(id, heard.space);
    }

    fn have(&mut self, id: u32, space: SpaceId) {
        let vector = self.logs[&space].durable();
        self.send(id, &Frame::Have(Vector { space, vector }));
    }

    fn records(&mut self, id: u32, heard: Records) {
        let mut refused = BTreeMap::new();
        for bytes in heard.records {
            let record = Record::parse(&bytes).expect("clients send records");
            record.verify().expect("signed ones");
            let (replica, counter) = (record.header().replica, record.header().counter);
            match self.judge(heard.space, &record) {
                Verdict::Accept if self.full => {
                    refused.entry(replica).or_insert((Refusal::Quota, counter));
                }
                Verdict::Accept => {
                    let tip = Tip {
                        counter,
                        id: record.id(),
                        member: record.header().member,
                    };
                    self.staged_tips.insert((heard.space, replica), tip);
                    self.staged
                        .entry(heard.space)
                        .or_default()
                        .insert((replica, counter), bytes);
                    self.owe(id, heard.space, replica, counter);
                }
                Verdict::Duplicate => self.owe(id, heard.space, replica, counter),
                verdict => {
                    refused
                        .entry(replica)
                        .or_insert((verdict.refusal().unwrap(), counter));
                }
            }
        }
        for (replica, (code, counter)) in refused {
            let refused = Refused::new(code).record(heard.space, replica, counter);
            self.send(id, &Frame::Refused(refused));
        }
    }

    fn judge(&self, space: SpaceId, record: &Record<'_>) -> Verdict {
        let log = &self.logs[&space];
        let replica = record.header().replica;
        let tip = self
            .staged_tips
            .get(&(space, replica))
            .or_else(|| log.tips.get(&replica));
        judge(log.roster.as_ref().unwrap(), tip, record, |counter| {
            let staged = self
                .staged
                .get(&space)
                .and_then(|staged| staged.get(&(replica, counter)));
            let bytes = staged.or_else(|| log.records.get(&(replica, counter)))?;
            Some(commonplace_protocol::record::id(bytes))
        })
    }

    fn owe(&mut self, id: u32, space: SpaceId, replica: ReplicaId, counter: u64) {
        let room = self.room(id, space);
        room.owed.raise(replica, counter);
        if let Some(theirs) = &mut room.theirs {
            theirs.raise(replica, counter);
        }
    }

    /// Everything staged reaches the disk: acknowledges it, passes it on.
    pub fn commit(&mut self) {
        for (space, records) in std::mem::take(&mut self.staged) {
            self.logs.get_mut(&space).unwrap().records.extend(records);
        }
        for ((space, replica), tip) in std::mem::take(&mut self.staged_tips) {
            self.logs.get_mut(&space).unwrap().tips.insert(replica, tip);
        }
        let rooms: Vec<_> = self
            .sessions
            .iter()
            .flat_map(|(id, session)| session.rooms.keys().map(|space| (*id, *space)))
            .collect();
        for (id, space) in rooms {
            let vector = std::mem::take(&mut self.room(id, space).owed);
            if !vector.is_empty() {
                self.send(id, &Frame::Ack(Vector { space, vector }));
            }
            self.pump(id, space);
        }
    }

    /// Sends what a client lacks, as far as the window allows.
    fn pump(&mut self, id: u32, space: SpaceId) {
        let log = &self.logs[&space];
        let room = self
            .sessions
            .get_mut(&id)
            .unwrap()
            .rooms
            .entry(space)
            .or_default();
        let Some(theirs) = &mut room.theirs else {
            return;
        };
        let ranges = theirs.lacks(&log.durable());
        let (mut frames, mut records, mut size) = (vec![], vec![], 0);
        let mut flying: usize = room.flight.iter().map(|(_, _, size)| size).sum();
        let places = ranges
            .iter()
            .flat_map(|range| (range.from..=range.to).map(|at| (range.replica, at)));
        let mut whole = true;
        for (replica, counter) in places {
            if flying >= SEND_WINDOW {
                whole = false;
                break;
            }
            let bytes = log.records[&(replica, counter)].clone();
            theirs.raise(replica, counter);
            (size, flying) = (size + bytes.len(), flying + bytes.len());
            room.flight.push_back((replica, counter, bytes.len()));
            records.push(bytes);
            if size >= RECORDS_FRAME_TARGET {
                frames.push(Records {
                    space,
                    records: std::mem::take(&mut records),
                    done: false,
                });
                size = 0;
            }
        }
        if !records.is_empty() || (whole && !room.done) {
            frames.push(Records {
                space,
                records,
                done: whole,
            });
        }
        room.done = whole;
        for frame in frames {
            self.send(id, &Frame::Records(frame));
        }
    }
}
