//! A space and its clients without any I/O: whatever happens in whatever order, everyone ends up with everything.

use super::{
    checked::Checked,
    link::{Link, Turn},
    person::{Person, Writer},
    quota::Quota,
    space::{Space, Taken},
};
use crate::log::{Held, Logged};
use bytes::Bytes;
use commonplace_protocol::{
    Frame, Range, Record, ReplicaId, Roster, VersionVector,
    frame::Open,
    limits::{RECORDS_FRAME_TARGET, SEND_WINDOW},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const CLIENTS: usize = 3;

#[derive(Debug, Clone)]
enum Step {
    /// A client writes and sends so many records of so many bytes.
    Push(usize, usize, usize),
    /// What waits becomes durable.
    Commit,
    /// A client's socket is clear.
    Turn(usize),
    /// A client acknowledges what it received.
    Ack(usize),
    /// A client loses its connection and comes back.
    Reconnect(usize),
    /// Everybody else left for a moment, so the tail went.
    Forget,
}

fn step() -> impl Strategy<Value = Step> {
    let client = 0..CLIENTS;
    prop_oneof![
        3 => (client.clone(), 1_usize..6, 1_usize..70_000)
            .prop_map(|(client, count, size)| Step::Push(client, count, size)),
        3 => Just(Step::Commit),
        6 => client.clone().prop_map(Step::Turn),
        3 => client.clone().prop_map(Step::Ack),
        1 => client.prop_map(Step::Reconnect),
        1 => Just(Step::Forget),
    ]
}

struct Client {
    link: Link,
    writer: Writer,
    holds: VersionVector,
    /// Received since its last acknowledgement.
    unacked: VersionVector,
    unacked_bytes: usize,
    /// What the relay acknowledged.
    confirmed: VersionVector,
    done: bool,
}

struct World {
    roster: Roster,
    person: Person,
    space: Space,
    log: BTreeMap<(ReplicaId, u64), Bytes>,
    clients: Vec<Client>,
}

impl World {
    fn new() -> Self {
        let person = Person::new(1);
        let roster = person.space();
        let held = Held {
            roster: roster.entries().to_vec(),
            ..Held::default()
        };
        let space = Space::new(roster.space(), Some(held)).unwrap();
        let clients = (0..CLIENTS).map(|n| Client {
            link: link(&person, &roster, &space, VersionVector::new()),
            writer: Writer::new(&person, &roster, u8::try_from(n).unwrap() + 1),
            holds: VersionVector::new(),
            unacked: VersionVector::new(),
            unacked_bytes: 0,
            confirmed: VersionVector::new(),
            done: false,
        });
        let clients = clients.collect();
        Self {
            roster,
            person,
            space,
            log: BTreeMap::new(),
            clients,
        }
    }

    fn run(&mut self, step: &Step) {
        match *step {
            Step::Push(n, count, size) => self.push(n, count, size),
            Step::Commit => self.commit(),
            Step::Turn(n) => drop(self.turn(n)),
            Step::Ack(n) => self.ack(n),
            Step::Reconnect(n) => {
                let holds = self.clients[n].holds.clone();
                self.clients[n].link = link(&self.person, &self.roster, &self.space, holds);
                self.clients[n].unacked = VersionVector::new();
                self.clients[n].unacked_bytes = 0;
            }
            Step::Forget => self.space.forget_tail(),
        }
    }

    fn push(&mut self, n: usize, count: usize, size: usize) {
        let client = &mut self.clients[n];
        let records = client.writer.write_many(count, size);
        let checked: Vec<Checked> = records.into_iter().map(Checked::new).collect();
        assert_eq!(self.space.doubtful(&checked), []);
        let taken = self
            .space
            .admit(checked, &BTreeMap::new(), Quota::of_mib(1024));
        assert!(taken.iter().all(|taken| matches!(taken, Taken::Yes(..))));
        assert_eq!(client.link.pushed(&taken), []);
        client
            .holds
            .raise(client.writer.replica(), client.writer.counter());
    }

    fn commit(&mut self) {
        let batch = self.space.take_waiting();
        for record in &batch {
            self.log
                .insert((record.replica, record.counter), record.bytes.clone());
        }
        self.space.committed(batch, true);
    }

    /// Answers whether anything was sent.
    fn turn(&mut self, n: usize) -> bool {
        let mut frames = Vec::new();
        let turn = self.clients[n].link.turn(&self.space, true, &mut frames);
        if let Turn::Read(ranges) = &turn {
            let records = self.read(ranges);
            frames.push(self.clients[n].link.loaded(records, &self.space));
        }
        for frame in &frames {
            self.deliver(n, frame);
        }
        !frames.is_empty()
    }

    fn read(&self, ranges: &[Range]) -> Vec<Logged> {
        let mut room = RECORDS_FRAME_TARGET;
        let all = ranges.iter().flat_map(|range| {
            let records = self
                .log
                .range((range.replica, range.from)..=(range.replica, range.to));
            records.map(|(&(replica, counter), bytes)| Logged {
                replica,
                counter,
                bytes: bytes.clone(),
            })
        });
        all.take_while(|record| {
            let fits = room > 0;
            room = room.saturating_sub(record.bytes.len());
            fits
        })
        .collect()
    }

    /// What a client may count on, whatever happens.
    fn deliver(&mut self, n: usize, frame: &Frame) {
        let client = &mut self.clients[n];
        match frame {
            Frame::Records(records) => {
                for bytes in &records.records {
                    let key = Record::parse(bytes).unwrap().key();
                    let next = client.holds.get(&key.replica) + 1;
                    assert_eq!(
                        key.counter, next,
                        "in order, nothing twice, nothing left out"
                    );
                    assert!(
                        self.space.durable().covers(&key.replica, key.counter),
                        "durable first"
                    );
                    client.holds.raise(key.replica, key.counter);
                    client.unacked.raise(key.replica, key.counter);
                    client.unacked_bytes += bytes.len();
                }
                assert!(client.unacked_bytes < SEND_WINDOW + 2 * RECORDS_FRAME_TARGET);
                client.done = records.done;
                let everything = client.holds.includes(self.space.durable());
                assert!(
                    !records.done || everything,
                    "done means that nothing is lacking"
                );
            }
            Frame::Ack(ack) => {
                assert!(
                    self.space.durable().includes(&ack.vector),
                    "acknowledged is durable"
                );
                client.confirmed.merge(&ack.vector);
            }
            Frame::Have(_) | Frame::Roster(_) => {}
            other => panic!("{other:?}"),
        }
    }

    fn ack(&mut self, n: usize) {
        let client = &mut self.clients[n];
        client.link.acked(&std::mem::take(&mut client.unacked));
        client.unacked_bytes = 0;
    }
}

/// A client that just came in, with what it holds.
fn link(person: &Person, roster: &Roster, space: &Space, holds: VersionVector) -> Link {
    let mut link = Link::new(roster.space(), person.key());
    let (id, length, head) = (roster.space(), roster.len(), roster.head());
    assert!(
        link.open(
            &Open {
                space: id,
                length,
                head
            },
            space
        )
        .is_some()
    );
    link.have(holds);
    link
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn everyone_ends_up_with_everything(steps in prop::collection::vec(step(), 1..120)) {
        let mut world = World::new();
        for step in &steps {
            world.run(step);
        }
        world.commit();
        let mut quiet = false;
        while !quiet {
            quiet = true;
            for n in 0..CLIENTS {
                world.ack(n);
                quiet &= !world.turn(n);
            }
        }
        for client in &world.clients {
            prop_assert_eq!(&client.holds, world.space.durable());
            prop_assert!(client.done);
        }
        prop_assert_eq!(world.space.flying_bytes(), 0);
    }
}

#[test]
fn a_writer_hears_of_each_record_once_it_is_durable_and_not_before() {
    let mut world = World::new();
    world.push(0, 3, 100);
    world.turn(0);
    assert_eq!(world.clients[0].confirmed.len(), 0);
    world.commit();
    world.turn(0);
    let replica = world.clients[0].writer.replica();
    assert_eq!(world.clients[0].confirmed.get(&replica), 3);
    world.push(0, 2, 100);
    world.push(1, 1, 100);
    world.commit();
    world.turn(0);
    assert_eq!(world.clients[0].confirmed.get(&replica), 5);
}
