//! A relay that lies: it serves an old backup, another roster, half of what it has, or entries that cut off what it
//! passed on. Each is noticed or harmless, and nobody takes it for the truth.

use crate::device::Wish;
use crate::world::World;
use commonplace_protocol::{Role, Roster};

/// A team of some people that has met.
fn met(seed: u64) -> World {
    let mut world = World::new(seed);
    for at in 0..world.devices.len() {
        let device = &mut world.devices[at];
        if device.role() == Some(Role::Reader) {
            continue;
        }
        let written = device.write("before", &mut world.rng);
        world.written.extend(written);
    }
    world.settle();
    world
}

/// It is put back to an old backup, again and again. Where a roster went on from there, whoever knew the other one
/// notices; all others have one roster, and no record that two of them hold differs.
#[test]
fn an_old_backup_is_noticed_or_made_good() {
    for seed in 0..crate::seeds(24) {
        let mut world = met(seed);
        let mut backup = world.relay.clone();
        for round in 0..150 {
            world.step();
            match round % 40 {
                20 => backup = world.relay.clone(),
                35 => {
                    let now_ms = world.relay.now_ms;
                    world.relay = backup.clone();
                    world.relay.now_ms = now_ms;
                    // What was passed on and lost may be cut off by who never saw it.
                    world.relay.careless = true;
                }
                _ => {}
            }
        }
        world.settle();
        let roster = world.relay.roster();
        for device in &world.devices {
            if device.noticed {
                let theirs = device.space.newest_roster().entries();
                assert!(!roster.entries().starts_with(theirs), "seed {seed}");
            } else if roster.member(&device.key()).is_some() && !device.lost {
                assert_eq!(device.space.newest_roster().head(), roster.head());
                for (key, bytes) in &device.store {
                    let held = world.relay.records.get(key);
                    assert!(held.is_none_or(|held| held == bytes), "seed {seed}");
                }
            }
        }
    }
}

#[test]
fn a_forked_roster_is_noticed_by_whoever_sees_both() {
    for seed in 0..crate::seeds(24) {
        let mut world = met(seed);
        let mut other = world.relay.clone();
        // An admin says one thing to each half of the team.
        let roster = world.devices[0].space.newest_roster().clone();
        let member = roster.members().map(|(key, _)| key);
        let someone = member.filter(|key| *key != world.devices[0].key()).last();
        let Some(someone) = someone else { continue };
        let role = match roster.member(&someone).unwrap().role {
            Role::Reader => Role::Member,
            _ => Role::Reader,
        };
        let change = world.devices[0].draft(&Wish::SetRole(someone, role), &mut world.rng);
        let rekey = world.devices[0].draft(&Wish::Rekey, &mut world.rng);
        let (key, by) = (world.devices[0].key(), |entry: Option<Vec<u8>>| {
            [entry.unwrap()]
        });
        world.relay.extend(key, &by(change.unwrap()), true).unwrap();
        other.extend(key, &by(rekey.unwrap()), true).unwrap();
        let last = world.devices.len() - 1;
        world.sync(last);
        std::mem::swap(&mut world.relay, &mut other);
        let before = world.devices[last].space.newest_roster().head();
        assert!(!world.devices[last].noticed);
        world.sync(last);
        assert!(world.devices[last].noticed, "seed {seed}");
        assert_eq!(world.devices[last].space.newest_roster().head(), before);
    }
}

#[test]
fn what_is_replayed_reordered_or_made_up_changes_nothing() {
    for seed in 0..crate::seeds(24) {
        let mut world = met(seed);
        let rng = &mut crate::rng(seed);
        let entries = world.relay.roster().entries().to_vec();
        let records: Vec<_> = world.relay.records.values().cloned().collect();
        let device = &mut world.devices[0];
        let before = device.space.newest_roster().head();
        for entry in &entries {
            assert!(device.space.append_to_roster(entry).is_err());
        }
        for bytes in records.iter().rev() {
            assert!(device.space.open(bytes).is_err(), "it has them all");
        }
        for bytes in entries.iter().chain(&records) {
            use rand_chacha::rand_core::Rng;
            let mut forged = bytes.clone();
            let bit = usize::try_from(rng.next_u32()).unwrap() % (forged.len() * 8);
            forged[bit / 8] ^= 1 << (bit % 8);
            assert!(device.space.append_to_roster(&forged).is_err());
            assert!(device.space.open(&forged).is_err());
        }
        assert_eq!(device.space.newest_roster().head(), before);
    }
}

/// It takes a removal that does not account for all it passed on. Everybody still agrees on what counts.
#[test]
fn a_careless_relay_cuts_off_the_same_for_everybody() {
    for seed in 0..crate::seeds(24) {
        let mut world = met(seed);
        let roster = world.relay.roster().clone();
        let writes = |at: &usize| roster.may_write(&world.devices[*at].key());
        let Some(at) = (1..world.devices.len()).find(writes) else {
            continue;
        };
        let who = world.devices[at].key();
        world.devices[0].want(Wish::Remove(vec![who]), &mut world.rng);
        let late = world.devices[at]
            .write("seen by some", &mut world.rng)
            .unwrap();
        world.written.push(late);
        for at in 1..world.devices.len() {
            world.sync(at);
        }
        world.relay.careless = true;
        world.settle();
        assert_eq!(world.devices[at].role(), None);
        let roster = world.relay.roster();
        let replay = |entries: &[Vec<u8>]| {
            let mut again = Roster::start(&entries[0]).unwrap();
            entries[1..]
                .iter()
                .for_each(|entry| again.append(entry).unwrap());
            again.head()
        };
        assert_eq!(replay(roster.entries()), roster.head());
        for device in &world.devices {
            if roster.member(&device.key()).is_some() {
                assert!(device.store == world.relay.records, "seed {seed}");
            }
        }
    }
}
