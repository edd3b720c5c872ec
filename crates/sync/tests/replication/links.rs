//! What a link says to a relay, frame by frame.

use crate::relay::AUDIENCE;
use crate::{blank, rng, touch};
use commonplace_protocol::frame::{Hello, Records, RosterEntries, Vector};
use commonplace_protocol::limits::{RECORDS_FRAME_TARGET, SEND_WINDOW};
use commonplace_protocol::roster::{Op, Role};
use commonplace_protocol::{
    BoxKey, Commitment, Frame, MemberKey, Range, RecordKey, Refusal, Refused, ReplicaId, SpaceId,
    VersionVector,
};
use commonplace_sync::link::Closing;
use commonplace_sync::{Link, LinkKind, Out, Sealed, Space, Spaces, Stored, SyncError, Touch};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use std::collections::BTreeMap;

const THEIR_NONCE: [u8; 32] = [7; 32];

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

    fn relay() -> Self {
        Self::new(LinkKind::Relay {
            audience: AUDIENCE.into(),
        })
    }

    /// A client whose relay holds `theirs`, with everything up to the exchange of vectors done.
    fn joined(write: impl FnOnce(&mut Self), theirs: &VersionVector) -> (Self, Vec<Out>) {
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

    fn records(&self, records: &[&Sealed], done: bool) -> Frame {
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
fn sent(outs: &[Out]) -> Vec<u64> {
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

fn closed(outs: &[Out]) -> Option<Closing> {
    outs.iter().find_map(|out| match out {
        Out::Close(why) => Some(*why),
        _ => None,
    })
}

#[test]
fn a_new_space_brings_its_roster_and_then_its_records() {
    let mut client = Client::relay();
    let sealed = client.write(&[touch(1, "first")]);
    let id = client.id;

    let hello = frames(&client.link.start(&client.spaces));
    let [Frame::Hello(ours)] = &hello[..] else {
        panic!("{hello:?}")
    };

    let said = frames(&client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay"))));
    let [Frame::Prove(prove), Frame::Open(open)] = &said[..] else {
        panic!("{said:?}")
    };
    assert!(prove.verify(&THEIR_NONCE, &ours.nonce, AUDIENCE).is_ok());
    assert!(
        prove
            .verify(&THEIR_NONCE, &ours.nonce, "elsewhere.example")
            .is_err()
    );
    assert_eq!(
        (open.space, open.length, open.head),
        (id, 1, client.space().roster().head())
    );

    let nothing = RosterEntries {
        space: id,
        from: 0,
        entries: vec![],
    };
    let said = frames(&client.hear(&Frame::Roster(nothing)));
    let entries = client.space().roster().entries().to_vec();
    assert_eq!(
        said,
        [Frame::Roster(RosterEntries {
            space: id,
            from: 0,
            entries
        })]
    );

    let outs = client.hear(&client.have(&VersionVector::new()));
    let ours: VersionVector = [(sealed.key.replica, 1)].into_iter().collect();
    assert_eq!(frames(&outs), [client.have(&ours)]);
    assert!(outs.contains(&Out::Lacking {
        space: id,
        records: 0
    }));
    let outs = client.serve(outs);
    assert_eq!(
        frames(&outs).last(),
        Some(&client.records(&[&sealed], true))
    );
    assert_eq!(client.space().waiting(), 1);

    let outs = client.hear(&client.ack(&[(sealed.key.replica, 1)]));
    assert_eq!(outs, [Out::Acked { space: id }]);
    assert_eq!(client.space().waiting(), 0);
}

#[test]
fn what_arrives_is_counted_handed_over_and_acknowledged_when_stored() {
    let mut other = blank(1, &mut rng(41));
    let sealed: Vec<_> = (0..3)
        .map(|_| other.seal(&mut rng(42), &[touch(1, "elsewhere")]).unwrap())
        .collect();
    let replica = sealed[0].key.replica;
    let theirs = VersionVector::from_iter([(replica, 3)]);
    let (mut client, outs) = Client::joined(|_| (), &theirs);
    let space = client.id;
    assert!(outs.contains(&Out::Lacking { space, records: 3 }));
    assert_eq!(sent(&outs), [] as [u64; 0]);

    let outs = client.hear(&client.records(&[&sealed[0], &sealed[1]], false));
    let received = |of: &[Sealed]| of.iter().map(|sealed| sealed.bytes.clone()).collect();
    assert_eq!(
        outs,
        [Out::Received {
            space,
            records: received(&sealed[..2])
        }]
    );
    let outs = client.hear(&client.records(&[&sealed[2]], true));
    let last = Out::Received {
        space,
        records: received(&sealed[2..]),
    };
    assert_eq!(outs, [last, Out::CaughtUp { space }]);

    for sealed in &sealed {
        let opened = client.space().open(&sealed.bytes).unwrap();
        client.space().accept(&opened);
    }
    // The disk takes the first two in one go.
    let stored: Vec<_> = sealed[..2]
        .iter()
        .map(|sealed| Stored {
            key: sealed.key,
            bytes: None,
        })
        .collect();
    for sealed in &stored {
        client.space().persisted(&sealed.key);
    }
    let outs = client.link.persisted(&space, &stored, &mut client.spaces);
    assert_eq!(
        frames(&outs),
        [client.ack(&[(replica, 2)])],
        "and nothing is sent back"
    );
    assert!(
        outs.contains(&Out::Acked { space }),
        "the relay holds what it sent"
    );

    // The same again is only acknowledged again, once for all.
    let again: Vec<_> = sealed[..2]
        .iter()
        .map(|sealed| SyncError::Duplicate(sealed.key))
        .collect();
    let outs = client.link.declined(&space, &again, &client.spaces);
    assert_eq!(frames(&outs), [client.ack(&[(replica, 2)])]);
}

#[test]
fn a_gap_is_asked_for_once() {
    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let key = RecordKey {
        space: client.id,
        replica: ReplicaId([9; 16]),
        counter: 5,
    };
    let gap = [SyncError::Gap { key, have: 2 }];
    let (id, spaces) = (client.id, &client.spaces);
    let outs = client.link.declined(&id, &gap, spaces);
    assert!(matches!(frames(&outs)[..], [Frame::Have(_)]));
    assert_eq!(
        client.link.declined(&id, &gap, spaces),
        [],
        "it did not help the first time"
    );
    let gap = [SyncError::Gap { key, have: 3 }];
    assert!(
        !client.link.declined(&id, &gap, spaces).is_empty(),
        "another gap is another question"
    );
}

#[test]
fn no_more_is_on_its_way_than_the_window_allows() {
    let size = 100_000;
    let write = |client: &mut Client| (0..60).for_each(|_| drop(client.write_noise(size)));
    let (mut client, outs) = Client::joined(write, &VersionVector::new());
    let replica = client.writer();

    // The transport is slow: after the first chunk nothing is read until it has drained.
    let mut outs = client.serve(outs);
    let mut all = sent(&outs);
    assert!(
        all.len() * size <= RECORDS_FRAME_TARGET + 2 * size,
        "{}",
        all.len()
    );
    let mut frames_seen = frames(&outs);
    for _ in 0..50 {
        let drained = client.link.drained(&client.spaces);
        outs = client.serve(drained);
        all.extend(sent(&outs));
        frames_seen.extend(frames(&outs));
    }
    // The relay is slow: after the window nothing is sent until it acknowledges.
    assert!(all.len() * size >= SEND_WINDOW, "{}", all.len());
    assert!(
        all.len() * size <= SEND_WINDOW + RECORDS_FRAME_TARGET + 2 * size,
        "{}",
        all.len()
    );
    for frame in frames_seen {
        assert!(frame.encode().len() <= RECORDS_FRAME_TARGET + size);
        assert!(!matches!(frame, Frame::Records(records) if records.done));
    }
    while all.len() < 60 {
        let before = all.len();
        let outs = client.hear(&client.ack(&[(replica, before as u64)]));
        let mut outs = client.serve(outs);
        let drained = client.link.drained(&client.spaces);
        outs.extend(client.serve(drained));
        all.extend(sent(&outs));
        assert!(all.len() > before, "there is room again");
    }
    assert_eq!(all, (1..=60).collect::<Vec<u64>>(), "each once, in order");
}

#[test]
fn what_is_refused_waits_and_is_sent_again() {
    let write = |client: &mut Client| (0..3).for_each(|_| drop(client.write_noise(100)));
    let (mut client, outs) = Client::joined(write, &VersionVector::new());
    let (space, replica) = (client.id, client.writer());
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [1, 2, 3]);
    let refused = Refused::new(Refusal::Quota)
        .record(space, replica, 2)
        .retry_after(5000);
    let outs = client.hear(&Frame::Refused(refused.clone()));
    assert_eq!(outs, [Out::Refused(refused)]);
    let gap = Refused::new(Refusal::Gap).record(space, replica, 3);
    assert_eq!(
        client.hear(&Frame::Refused(gap)),
        [],
        "it follows what was refused"
    );
    client.hear(&client.ack(&[(replica, 1)]));
    assert_eq!(client.space().waiting(), 2);

    // What is written meanwhile waits behind it.
    let sealed = client.write(&[touch(1, "later")]);
    let stored = [Stored {
        key: sealed.key,
        bytes: Some(&sealed.bytes),
    }];
    assert_eq!(
        client.link.persisted(&space, &stored, &mut client.spaces),
        []
    );

    let outs = client.link.retry(&client.spaces);
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [2, 3, 4]);
    client.hear(&client.ack(&[(replica, 4)]));
    assert_eq!(client.space().waiting(), 0);
}

#[test]
fn a_space_that_is_refused_is_asked_for_again() {
    let mut client = Client::relay();
    client.link.start(&client.spaces);
    client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay")));
    let refused = Refused::new(Refusal::Closed).about(client.id);
    assert_eq!(
        client.hear(&Frame::Refused(refused.clone())),
        [Out::Refused(refused)]
    );
    let said = frames(&client.link.retry(&client.spaces));
    assert!(
        matches!(said[..], [Frame::Prove(_), Frame::Open(_)]),
        "{said:?}"
    );
}

#[test]
fn a_relay_restored_from_a_backup_is_given_what_it_lost() {
    let write = |client: &mut Client| (0..5).for_each(|_| drop(client.write_noise(100)));
    let (mut client, outs) = Client::joined(write, &VersionVector::new());
    let replica = client.writer();
    client.serve(outs);
    client.hear(&client.ack(&[(replica, 5)]));
    assert_eq!(client.space().waiting(), 0);

    client.link = Link::new(
        LinkKind::Relay {
            audience: AUDIENCE.into(),
        },
        &mut client.rng,
    );
    client.link.start(&client.spaces);
    client.hear(&Frame::Hello(Hello::new(THEIR_NONCE, "relay")));
    let outs = client.hear(&client.have(&VersionVector::from_iter([(replica, 2)])));
    assert!(
        outs.contains(&Out::Acked { space: client.id }),
        "the screen may no longer say synced"
    );
    assert_eq!(client.space().waiting(), 3);
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [3, 4, 5]);
}

#[test]
fn equal_numbers_are_verified_where_nobody_confirmed_them() {
    let write = |client: &mut Client| (0..3).for_each(|_| drop(client.write_noise(100)));
    let replica = Client::relay().writer();
    let theirs = VersionVector::from_iter([(replica, 3)]);
    let again = || {
        let (mut client, outs) = Client::joined(write, &theirs);
        assert_eq!(client.writer(), replica);
        let outs = client.serve(outs);
        assert_eq!(sent(&outs), [3], "only the last: the others are before it");
        assert_eq!(client.space().waiting(), 3);
        client
    };
    // Only the acknowledgement had been lost.
    let mut client = again();
    client.hear(&client.ack(&[(replica, 3)]));
    assert_eq!(client.space().waiting(), 0);

    // A copy of this device wrote another one.
    let mut client = again();
    let fork = Frame::Refused(Refused::new(Refusal::Fork).record(client.id, replica, 3));
    let forked = Out::Forked {
        space: client.id,
        replica,
        trusted: 0,
    };
    assert_eq!(client.hear(&fork), [forked]);
    assert_eq!(client.hear(&fork), [], "once is enough");
}

#[test]
fn a_relay_that_knows_more_of_us_than_we_do_heard_a_copy() {
    let mut client = Client::relay();
    let replica = client.writer();
    let theirs = VersionVector::from_iter([(replica, 4)]);
    let (client, outs) = Client::joined(|client| drop(client.write_noise(10)), &theirs);
    assert!(
        outs.contains(&Out::Forked {
            space: client.id,
            replica,
            trusted: 0
        }),
        "{outs:?}"
    );
    assert_eq!(sent(&outs), [] as [u64; 0]);
}

#[test]
fn a_record_the_relay_cannot_take_or_the_store_lost_stops_only_its_replica() {
    let mut client = Client::relay();
    client.write_noise(50_000);
    let large = client.writer();
    client.write_noise(10);
    let space = client.spaces.get_mut(&client.id).unwrap();
    let lost = space.new_writer(&mut client.rng);
    let sealed = client.write_noise(10);
    client.rows.remove(&sealed.key);
    let space = client.spaces.get_mut(&client.id).unwrap();
    let fine = space.new_writer(&mut client.rng);
    client.write_noise(10);

    client.link.start(&client.spaces);
    let hello = Hello {
        max_record: 40_000,
        ..Hello::new(THEIR_NONCE, "small relay")
    };
    client.hear(&Frame::Hello(hello));
    let outs = client.hear(&client.have(&VersionVector::new()));
    let outs = client.serve(outs);
    assert_eq!(sent(&outs), [1]);
    let refused = Refused::new(Refusal::TooLarge).record(client.id, large, 1);
    assert!(outs.contains(&Out::Refused(refused)));
    client.hear(&client.ack(&[(fine, 1)]));
    assert_eq!(client.space().waiting(), 3);
    assert_ne!(lost, fine);
}

#[test]
fn what_is_no_frame_or_comes_too_early_ends_the_connection() {
    let hello = |version| {
        Frame::Hello(Hello {
            version,
            ..Hello::new(THEIR_NONCE, "relay")
        })
    };
    let said = [
        ("noise", vec![vec![0xff; 40]], Some(Closing::Malformed)),
        ("nothing", vec![vec![]], Some(Closing::Malformed)),
        ("100 MB", vec![vec![0; 100 << 20]], Some(Closing::TooLarge)),
        (
            "an old version",
            vec![hello(0).encode()],
            Some(Closing::Version),
        ),
        ("a newer version", vec![hello(9).encode()], None),
        (
            "hello twice",
            vec![hello(1).encode(), hello(1).encode()],
            Some(Closing::OutOfStep),
        ),
        (
            "an unknown frame",
            vec![hello(1).encode(), Frame::Unknown(77).encode()],
            None,
        ),
    ];
    for (what, bytes, why) in said {
        let mut client = Client::relay();
        client.link.start(&client.spaces);
        let mut outs = vec![];
        for bytes in bytes {
            outs.extend(client.link.handle(&bytes, &mut client.spaces));
        }
        assert_eq!(closed(&outs), why, "{what}");
        if why.is_some() {
            assert_eq!(
                client.hear(&hello(1)),
                [],
                "{what}: nothing is said afterwards"
            );
            assert_eq!(client.link.drained(&client.spaces), []);
        }
    }
    let mut client = Client::relay();
    client.link.start(&client.spaces);
    let outs = client.hear(&client.have(&VersionVector::new()));
    assert_eq!(closed(&outs), Some(Closing::OutOfStep), "not before hello");

    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let records = vec![vec![1, 2, 3]];
    let outs = client.hear(&Frame::Records(Records {
        space: client.id,
        records,
        done: true,
    }));
    assert_eq!(
        closed(&outs),
        Some(Closing::Malformed),
        "what is in a frame of records is records"
    );
    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let elsewhere = SpaceId([8; 32]);
    let vector = VersionVector::new();
    assert_eq!(
        client.hear(&Frame::Have(Vector {
            space: elsewhere,
            vector
        })),
        []
    );
}

#[test]
fn a_roster_goes_on_but_is_never_exchanged_for_another() {
    let (mut client, _) = Client::joined(|_| (), &VersionVector::new());
    let (space, roster) = (client.id, client.space().roster().clone());
    let stranger = crate::personal(2).roster.entries()[0].clone();
    let entries = |from, entries| {
        Frame::Roster(RosterEntries {
            space,
            from,
            entries,
        })
    };

    let outs = client.hear(&entries(0, roster.entries().to_vec()));
    assert_eq!(outs, [], "what is known is no news");
    let member = client.space().member();
    let op = Op::Add {
        member: MemberKey([1; 32]),
        box_key: BoxKey([2; 32]),
        role: Role::Reader,
        recovery: Commitment([3; 32]),
    };
    let next = roster.draft(member, vec![op], |message| client.space().sign(message));
    let outs = client.hear(&entries(1, vec![next.clone()]));
    assert_eq!(
        outs,
        [Out::RosterChanged {
            space,
            from: 1,
            entries: vec![next]
        }]
    );
    assert_eq!(client.space().roster().len(), 2);

    for (from, entry) in [
        (0, &stranger),
        (1, &stranger),
        (2, &stranger),
        (9, &stranger),
    ] {
        let outs = client.hear(&entries(from, vec![entry.clone()]));
        let refused = Refused::new(Refusal::RosterConflict).about(space);
        assert_eq!(outs, [Out::Refused(refused)], "from {from}");
        assert_eq!(client.space().roster().len(), 2);
    }
}

#[test]
fn random_bytes_end_in_errors_not_panics() {
    let mut client = Client::relay();
    for length in 0..2000 {
        let mut bytes = vec![0; length % 200];
        client.rng.fill_bytes(&mut bytes);
        if let Some(first) = bytes.first_mut() {
            *first = 0x82;
        }
        let mut link = Link::new(client.link.kind().clone(), &mut client.rng);
        link.start(&client.spaces);
        link.handle(
            &Frame::Hello(Hello::new(THEIR_NONCE, "relay")).encode(),
            &mut client.spaces,
        );
        link.handle(&bytes, &mut client.spaces);
    }
}
