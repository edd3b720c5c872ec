//! Teams of several people on one relay: whatever they do to the roster and write meanwhile, apart or at once, they
//! end with one roster, one set of records that count, and nobody who is out reads or writes on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub,
    reason = "tests fail by panicking, and nobody else uses them"
)]

mod checks;
mod device;
mod door;
mod drafts;
mod lies;
mod relay;
mod world;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use world::World;

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// How many histories to try.
fn seeds(usual: u64) -> u64 {
    let asked = std::env::var("SIM_SEEDS").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// People come by invites, go, lose devices, change roles and keys and write, in partitions of any kind.
#[test]
fn everybody_agrees_on_who_belongs_and_what_counts() {
    for seed in 0..seeds(24) {
        let mut world = World::new(seed);
        for _ in 0..200 {
            world.step();
        }
        world.settle();
        world.assert_agreed();
    }
}
