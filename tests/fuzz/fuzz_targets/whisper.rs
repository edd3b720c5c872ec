//! Any bytes as a whisper and as a sealed name: neither opens, and whatever is whispered is heard as it was said.
#![no_main]

use commonplace_protocol::frame::Whisper;
use commonplace_protocol::VersionVector;
use commonplace_sync::{Seed, Space, TeamHandle};
use libfuzzer_sys::fuzz_target;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use std::collections::BTreeMap;

fuzz_target!(|bytes: &[u8]| {
    let mut rng = ChaCha20Rng::from_seed([1; 32]);
    let handle = TeamHandle::generate(&mut rng);
    let ana = Seed::from_bytes([7; 32]).person(1).in_team(&handle);
    let team = ana.found(&mut rng).expect("nothing is in the way");
    let held = VersionVector::new();
    let space = Space::new(team.identity, team.roster, None, BTreeMap::new(), held);
    let whisper = Whisper {
        space: space.id(),
        from: space.member(),
        to: None,
        body: bytes.to_vec(),
    };
    assert!(space.hear_whisper(&whisper).is_none(), "nobody sealed it");
    assert!(space.name_in_roster(&space.member(), bytes).is_none());
    if let Ok(said) = space.whisper(&mut rng, bytes) {
        assert!(space.hear_whisper(&said).as_deref() == Some(bytes));
    }
});
