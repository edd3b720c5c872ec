//! A new device without documents, lists or a disk: every record is received, judged, verified, opened and
//! acknowledged, and that is all. This is what other programs' replication is compared with.

use crate::relay::Relay;
use commonplace_protocol::{Record, VersionVector};
use commonplace_sync::{Link, LinkKind, Opened, Out, Seed, Space, Spaces, Stored};
use rand_chacha::ChaCha12Rng;
use rand_core::SeedableRng;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// What was received, what it took, and the spaces afterwards.
pub struct Received {
    pub spaces: Spaces,
    pub wall: Duration,
    pub bytes: usize,
    pub sent: usize,
    pub documents: usize,
    pub records: Vec<Vec<u8>>,
}

/// The personal space of `seed` before anything arrived.
fn blank(seed: &Seed) -> Space {
    let personal = seed.person(1).personal().unwrap();
    Space::new(
        personal.identity,
        personal.roster,
        None,
        BTreeMap::new(),
        VersionVector::new(),
    )
}

/// Receives everything as somebody who has nothing yet.
pub async fn receive(relay: &Relay, seed: &Seed) -> Received {
    let start = Instant::now();
    let space = blank(seed);
    catch_up(relay, Spaces::from([(space.id(), space)]), start).await
}

/// Receives what is lacking in the only one of `spaces`, over a connection of its own. The clock starts before the
/// socket opens.
pub async fn catch_up(relay: &Relay, mut spaces: Spaces, start: Instant) -> Received {
    let id = *spaces.keys().next().unwrap();
    let audience = relay.host.clone();
    let mut link = Link::new(
        LinkKind::Relay { audience },
        &mut ChaCha12Rng::seed_from_u64(1),
    );
    let mut socket = relay.connect().await;
    let (mut records, mut documents, mut done) = (Vec::new(), 0, false);
    let mut outs = link.start(&spaces);
    loop {
        for out in std::mem::take(&mut outs) {
            match out {
                Out::Send(bytes) => socket.send(bytes).await,
                Out::Received { records: batch, .. } => {
                    let space = spaces.get_mut(&id).unwrap();
                    let mut stored = Vec::new();
                    for bytes in &batch {
                        let opened: Opened = space.open(bytes).unwrap();
                        space.accept(&opened);
                        space.persisted(&opened.key);
                        documents += opened.touches.len();
                        stored.push(Stored {
                            key: opened.key,
                            bytes: None,
                        });
                    }
                    outs.extend(link.persisted(&id, &stored, &mut spaces));
                    records.extend(batch);
                }
                Out::CaughtUp { .. } => done = true,
                Out::Close(why) => panic!("{why}"),
                _ => {}
            }
        }
        if outs.is_empty() {
            if done {
                break;
            }
            outs = link.handle(&socket.next().await, &mut spaces);
            outs.extend(link.drained(&spaces));
        }
    }
    Received {
        spaces,
        wall: start.elapsed(),
        bytes: socket.received,
        sent: socket.sent,
        documents,
        records,
    }
}

/// How long the steps take for records at hand: signatures, then the seal, inflating and taking apart.
pub fn steps(seed: &Seed, records: &[Vec<u8>]) -> (Duration, Duration) {
    let space = blank(seed);
    let start = Instant::now();
    for bytes in records {
        Record::parse(bytes).unwrap().verify().unwrap();
    }
    let verified = start.elapsed();
    let start = Instant::now();
    for bytes in records {
        std::hint::black_box(space.read(bytes).unwrap());
    }
    (verified, start.elapsed())
}
