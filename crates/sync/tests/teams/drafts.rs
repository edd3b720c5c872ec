//! What members may say in a roster, and what it gives and takes.

use crate::device::{Device, Wish, join};
use crate::relay::Relay;
use commonplace_protocol::{Epoch, Refusal, Role, RosterError};
use commonplace_sync::{InviteSecret, Seed, SyncError, TeamHandle, Terms};
use rand_chacha::ChaCha8Rng;

fn founded(rng: &mut ChaCha8Rng) -> (Relay, Device) {
    let (seed, handle) = (Seed::from_bytes([1; 32]), TeamHandle::generate(rng));
    let team = seed.person(1).in_team(&handle).found(rng).unwrap();
    let mut relay = Relay::default();
    let key = team.identity.member();
    relay.extend(key, team.roster.entries(), true).unwrap();
    (relay, Device::new(seed, handle, team, rng))
}

fn invited(relay: &mut Relay, by: &mut Device, role: Role, rng: &mut ChaCha8Rng) -> InviteSecret {
    let secret = InviteSecret::generate(rng);
    let terms = Terms {
        role,
        uses: 5,
        expires_ms: 100,
    };
    by.want(Wish::Invite(secret.clone(), terms), rng);
    by.sync(relay, rng);
    secret
}

#[test]
fn a_newcomer_reads_what_was_written_before_any_change_of_keys() {
    let rng = &mut crate::rng(1);
    let (mut relay, mut ana) = founded(rng);
    let first = ana.write("first", rng).unwrap();
    let link = invited(&mut relay, &mut ana, Role::Member, rng);
    ana.want(Wish::Rekey, rng);
    ana.sync(&mut relay, rng);
    let second = ana.write("second", rng).unwrap();
    ana.sync(&mut relay, rng);
    let mut ben = join(&mut relay, &link, Seed::from_bytes([2; 32]), rng).unwrap();
    ben.sync(&mut relay, rng);
    assert_eq!(ben.space.roster().epoch(), Epoch(2));
    for bytes in [first, second] {
        assert!(ben.space.read(&bytes).is_ok());
    }
    // Nobody but who is in a team says anything in it.
    let stranger = Seed::from_bytes([9; 32]).person(1).in_team(&ben.handle);
    assert_eq!(
        stranger.rekey(rng, relay.roster(), &[]),
        Err(SyncError::KeyMissing(Epoch(2)))
    );
    let not_admin = Err(SyncError::Roster(RosterError::NotAdmin));
    assert_eq!(ben.team().rekey(rng, relay.roster(), &[]), not_admin);
    assert_eq!(ben.team().revoke(relay.roster(), &[link.key()]), not_admin);
    let nothing = ana.team().revoke(relay.roster(), &[]);
    assert_eq!(nothing, Err(SyncError::Roster(RosterError::Contradiction)));
}

#[test]
fn whoever_leaves_is_followed_by_a_new_key_and_their_link_is_dead() {
    let rng = &mut crate::rng(2);
    let (mut relay, mut ana) = founded(rng);
    let link = invited(&mut relay, &mut ana, Role::Member, rng);
    let mut ben = join(&mut relay, &link, Seed::from_bytes([2; 32]), rng).unwrap();
    ben.want(Wish::Leave, rng);
    ben.sync(&mut relay, rng);
    assert!(ben.space.is_shut_out());
    ana.sync(&mut relay, rng);
    assert!(ana.space.roster().owes_rekey());
    ana.want(Wish::Rekey, rng);
    ana.sync(&mut relay, rng);
    assert!(!relay.roster().owes_rekey());
    let news = ana.write("without ben", rng).unwrap();
    ana.sync(&mut relay, rng);
    assert!(ben.space.read(&news).is_err());
    let again = join(&mut relay, &link, Seed::from_bytes([2; 32]), rng);
    assert_eq!(again.err(), Some(Refusal::InviteGone));
    let last = ana.team().leave(&ana.space);
    assert_eq!(last, Err(SyncError::Roster(RosterError::LastAdmin)));
}

#[test]
fn a_renewal_may_pass_over_generations_and_ends_each_before() {
    for role in [Role::Member, Role::Reader] {
        let rng = &mut crate::rng(3);
        let (mut relay, mut ana) = founded(rng);
        let link = invited(&mut relay, &mut ana, role, rng);
        let mut ben = join(&mut relay, &link, Seed::from_bytes([2; 32]), rng).unwrap();
        let old = ben.key();
        ben.want(Wish::Renew(4), rng);
        ben.sync(&mut relay, rng);
        assert_eq!(ben.generation, 4);
        assert_eq!(relay.roster().newest_key(&old), ben.key());
        assert_eq!(relay.roster().member(&ben.key()).unwrap().role, role);
        assert_eq!(
            relay.roster().joined(&ben.key()).unwrap().invite,
            link.key()
        );
        let found = ben.seed.current_in(&ben.handle, relay.roster(), 9).unwrap();
        assert_eq!(found.generation(), 4);
        assert!(
            ben.draft(&Wish::Renew(4), rng).unwrap().is_none(),
            "it is there"
        );
        let written = ana.write("for all", rng).unwrap();
        ana.sync(&mut relay, rng);
        ben.sync(&mut relay, rng);
        assert!(ben.space.read(&written).is_ok());
        let other = Seed::from_bytes([8; 32]);
        let result = other.renew_in(rng, &ben.handle, &ben.space, 3);
        assert_eq!(result, Err(SyncError::NotYours));
    }
}

#[test]
fn who_may_write_again_says_again_what_did_not_count() {
    let rng = &mut crate::rng(4);
    let (mut relay, mut ana) = founded(rng);
    let link = invited(&mut relay, &mut ana, Role::Member, rng);
    let mut ben = join(&mut relay, &link, Seed::from_bytes([2; 32]), rng).unwrap();
    let lost = ben.write("offline", rng).unwrap();
    ana.sync(&mut relay, rng);
    for role in [Role::Reader, Role::Member] {
        ana.want(Wish::SetRole(ben.key(), role), rng);
        ana.sync(&mut relay, rng);
    }
    ben.sync(&mut relay, rng);
    ana.sync(&mut relay, rng);
    assert!(!relay.records.values().any(|bytes| *bytes == lost));
    assert_eq!(relay.records.len(), 1, "under another replica");
    assert_eq!(ana.store, relay.records);
}
