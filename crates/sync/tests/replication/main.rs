//! Replicas exchanging sealed records with each other and with a small relay in memory: what is refused,
//! what a connection says, and whether everybody ends equal whatever happens on the way.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub,
    reason = "tests fail by panicking, and nobody else uses them"
)]

mod client;
mod device;
mod flow;
mod forks;
mod links;
mod packs;
mod records;
mod relay;
mod renewals;
mod simulation;
mod tab;
mod tabs;
mod wires;
mod world;

use commonplace_protocol::{DocId, VersionVector};
use commonplace_sync::{PersonalSpace, Seed, Space, Touch};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::collections::BTreeMap;

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn personal(seed: u8) -> PersonalSpace {
    Seed::from_bytes([seed; 32]).person(1).personal().unwrap()
}

/// A replica of somebody's personal space that has nothing yet.
fn blank(seed: u8, rng: &mut ChaCha8Rng) -> Space {
    let PersonalSpace { identity, roster } = personal(seed);
    let mut space = Space::new(
        identity,
        roster,
        None,
        BTreeMap::new(),
        VersionVector::new(),
    );
    space.new_writer(rng);
    space
}

fn touch(doc: u8, words: &str) -> Touch {
    Touch {
        doc: DocId([doc; 16]),
        kind: 1,
        changes: words.into(),
        card: words.into(),
    }
}
