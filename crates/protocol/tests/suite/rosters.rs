//! Rosters: who may change them, what follows what, and that a bad entry changes nothing.

use crate::people::{Person, append, hex, rekey, remove, set_role};
use commonplace_protocol::{
    Commitment, Epoch, MemberKey, Refusal, Role, Roster, RosterError, RosterHash,
    limits::{MAX_MEMBERS, MAX_ROSTER_ENTRY},
    roster::{self, Entry, Op, Wrap},
};
use proptest::prelude::*;

#[test]
fn a_space_is_named_by_its_first_entry() {
    let ana = Person::new(1);
    let genesis = ana.genesis();
    let roster = Roster::start(&genesis).unwrap();
    assert_eq!(roster.space().0, *blake3::hash(&genesis).as_bytes());
    assert_eq!(roster.head().0, roster.space().0);
    assert_eq!((roster.len(), roster.epoch()), (1, Epoch::FIRST));
    assert_eq!(roster.entries(), [genesis]);
    assert!(roster.may_write(&ana.key()));
    assert_eq!(roster.member(&ana.key()).unwrap().role, Role::Admin);
    assert!(roster.knows(&roster.head()) && !roster.knows(&RosterHash([1; 32])));
}

#[test]
fn a_first_entry_makes_its_author_an_admin() {
    let (ana, ben) = (Person::new(1), Person::new(2));
    let start = |ops| {
        let genesis = roster::genesis(ana.key(), ops, |m| ana.sign(m));
        Roster::start(&genesis).map(|roster| roster.len())
    };
    let (admin, other) = (ana.added_as(Role::Admin), ben.added_as(Role::Admin));
    assert_eq!(start(vec![admin.clone(), other.clone()]), Ok(1));
    assert_eq!(start(vec![admin.clone(), rekey(1, &[&ana])]), Ok(1));
    assert_eq!(start(vec![other]), Err(RosterError::NotAdmin));
    assert_eq!(
        start(vec![ana.added_as(Role::Member)]),
        Err(RosterError::LastAdmin)
    );
    assert_eq!(start(vec![]), Err(RosterError::Malformed));
    assert_eq!(
        start(vec![admin.clone(), admin.clone()]),
        Err(RosterError::Contradiction)
    );
    assert_eq!(
        start(vec![admin.clone(), rekey(2, &[&ana])]),
        Err(RosterError::Contradiction)
    );
    assert_eq!(
        start(vec![admin, rekey(1, &[&ben])]),
        Err(RosterError::Contradiction)
    );
}

#[test]
fn members_come_change_and_go() {
    let (ana, ben, eva) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = ana.space();
    let role = |roster: &Roster, one: &Person| roster.member(&one.key()).map(|found| found.role);
    append(
        &mut roster,
        &ana,
        vec![ben.added_as(Role::Member), eva.added_as(Role::Reader)],
    )
    .unwrap();
    assert_eq!(role(&roster, &ben), Some(Role::Member));
    assert!(roster.may_write(&ben.key()) && !roster.may_write(&eva.key()));
    let before = roster.head();
    append(&mut roster, &ana, vec![set_role(&ben, Role::Admin)]).unwrap();
    append(
        &mut roster,
        &ben,
        vec![remove(&ana), rekey(2, &[&ben, &eva])],
    )
    .unwrap();
    assert_eq!((roster.len(), roster.epoch()), (4, Epoch(2)));
    assert_eq!(role(&roster, &ana), None);
    assert_eq!(roster.members().count(), 2);
    // What was so before stays known.
    let then = |one: &Person| {
        roster
            .member_at(&before, &one.key())
            .map(|found| found.role)
    };
    assert_eq!(
        [then(&ana), then(&ben)],
        [Some(Role::Admin), Some(Role::Member)]
    );
    assert_eq!(roster.member_at(&RosterHash::ZERO, &ana.key()), None);
    // Somebody removed may come back, from then on.
    append(&mut roster, &ben, vec![ana.added_as(Role::Reader)]).unwrap();
    assert_eq!(roster.member(&ana.key()).unwrap().since, 4);
    let replayed = roster.entries().iter().skip(1);
    let mut again = Roster::start(&roster.entries()[0]).unwrap();
    replayed.for_each(|entry| again.append(entry).unwrap());
    assert_eq!(again.head(), roster.head());
}

#[test]
fn only_an_admin_changes_a_roster() {
    let (ana, ben, eva) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = ana.space();
    append(&mut roster, &ana, vec![ben.added_as(Role::Member)]).unwrap();
    for author in [&ben, &eva] {
        let ops = vec![eva.added_as(Role::Admin)];
        assert_eq!(append(&mut roster, author, ops), Err(RosterError::NotAdmin));
        assert_eq!(
            append(&mut roster, author, vec![set_role(&ben, Role::Admin)]),
            Err(RosterError::NotAdmin)
        );
    }
    let forged = roster.draft(ana.key(), vec![eva.added_as(Role::Admin)], |m| eva.sign(m));
    assert_eq!(roster.append(&forged), Err(RosterError::BadSignature));
}

#[test]
fn of_two_entries_after_the_same_one_the_second_conflicts() {
    let (ana, ben, eva) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = ana.space();
    let first = ana.entry(&roster, vec![ben.added_as(Role::Member)]);
    let second = ana.entry(&roster, vec![eva.added_as(Role::Member)]);
    roster.append(&first).unwrap();
    assert_eq!(roster.append(&second), Err(RosterError::Conflict));
    assert_eq!(roster.append(&first), Err(RosterError::Conflict));
    // Another space's entry does not follow either, nor does a second beginning.
    let mut other = ben.space();
    assert_eq!(other.append(&first), Err(RosterError::Conflict));
    assert_eq!(other.append(&ana.genesis()), Err(RosterError::Conflict));
    assert_eq!(
        Roster::start(&first).map(|roster| roster.len()),
        Err(RosterError::Conflict)
    );
}

#[test]
fn removing_somebody_changes_the_key_for_exactly_those_who_stay() {
    let (ana, ben, eva) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = ana.space();
    append(
        &mut roster,
        &ana,
        vec![ben.added_as(Role::Member), eva.added_as(Role::Member)],
    )
    .unwrap();
    for ops in [
        vec![remove(&ben)],
        vec![remove(&ben), rekey(2, &[&ana])],
        vec![remove(&ben), rekey(2, &[&ana, &ben, &eva])],
        vec![remove(&ben), rekey(1, &[&ana, &eva])],
        vec![remove(&ben), rekey(3, &[&ana, &eva])],
        vec![
            remove(&ben),
            rekey(2, &[&ana, &eva]),
            rekey(3, &[&ana, &eva]),
        ],
    ] {
        assert_eq!(
            append(&mut roster, &ana, ops),
            Err(RosterError::Contradiction)
        );
    }
    append(
        &mut roster,
        &ana,
        vec![remove(&ben), rekey(2, &[&ana, &eva])],
    )
    .unwrap();
    append(&mut roster, &ana, vec![rekey(3, &[&ana, &eva])]).unwrap();
    assert_eq!(roster.epoch(), Epoch(3));
}

#[test]
fn entries_that_contradict_the_roster_are_refused() {
    let (ana, ben) = (Person::new(1), Person::new(2));
    let mut roster = ana.space();
    for ops in [
        vec![ana.added_as(Role::Member)],
        vec![remove(&ben), rekey(2, &[&ana])],
        vec![set_role(&ben, Role::Reader)],
        vec![set_role(&ana, Role::Admin)],
        vec![ben.added_as(Role::Member), set_role(&ben, Role::Admin)],
    ] {
        assert_eq!(
            append(&mut roster, &ana, ops),
            Err(RosterError::Contradiction)
        );
    }
    let lone = [
        vec![remove(&ana), rekey(2, &[])],
        vec![set_role(&ana, Role::Reader)],
    ];
    for ops in lone {
        assert_eq!(append(&mut roster, &ana, ops), Err(RosterError::LastAdmin));
    }
}

#[test]
fn an_op_of_a_newer_version_is_not_skipped() {
    let ana = Person::new(1);
    let genesis = ana.genesis();
    let newer = |at: usize, from: u8| {
        let mut bytes = genesis.clone();
        assert_eq!(bytes[at], from);
        bytes[at] = 20;
        Entry::parse(&bytes).map(|entry| entry.number())
    };
    assert_eq!(newer(0, 1), Err(RosterError::NewerVersion));
    // The op's number is right after the head of the array it begins.
    let op = genesis
        .windows(4)
        .position(|bytes| bytes == [0x81, 0x82, 0x00, 0xa4])
        .unwrap()
        + 2;
    assert_eq!(newer(op, 0), Err(RosterError::NewerVersion));
}

#[test]
fn any_flipped_bit_is_refused() {
    let genesis = Person::new(1).genesis();
    for bit in 0..genesis.len() * 8 {
        let mut flipped = genesis.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(
            Roster::start(&flipped).is_err(),
            "bit {bit} made no difference"
        );
    }
    for length in 0..genesis.len() {
        assert_eq!(
            Entry::parse(&genesis[..length]).err(),
            Some(RosterError::Malformed)
        );
    }
}

#[test]
fn limits_hold() {
    let ana = Person::new(1);
    let parse = |bytes: &[u8]| Entry::parse(bytes).err();
    assert_eq!(
        parse(&vec![1; MAX_ROSTER_ENTRY + 1]),
        Some(RosterError::TooLarge)
    );
    let large = vec![Wrap {
        member: ana.key(),
        sealed: vec![0; MAX_ROSTER_ENTRY],
    }];
    let op = Op::Rekey {
        epoch: Epoch(2),
        wraps: large,
        invites: vec![],
        previous: vec![],
    };
    let mut roster = ana.space();
    assert_eq!(
        append(&mut roster, &ana, vec![op]),
        Err(RosterError::TooLarge)
    );
    let crowd = |count: usize, of: u8| -> Vec<Op> {
        (0..count as u128)
            .map(|one| {
                let mut key = [of; 32];
                key[..16].copy_from_slice(&one.to_be_bytes());
                let (role, box_key) = (Role::Member, [1; 32].into());
                Op::Add {
                    member: MemberKey(key),
                    box_key,
                    role,
                    recovery: Commitment::ZERO,
                }
            })
            .collect()
    };
    append(&mut roster, &ana, crowd(MAX_MEMBERS - 1, 1)).unwrap();
    assert_eq!(
        append(&mut roster, &ana, crowd(1, 2)),
        Err(RosterError::TooLarge)
    );
}

#[test]
fn errors_have_refusals() {
    assert_eq!(RosterError::Conflict.refusal(), Refusal::RosterConflict);
    assert_eq!(RosterError::BadSignature.refusal(), Refusal::BadSignature);
    assert_eq!(RosterError::NotAdmin.refusal(), Refusal::NotMember);
}

/// The bytes a stranger's implementation must make of the same things.
#[test]
fn the_layout_is_the_documented_one() {
    let genesis = Person::new(1).genesis();
    assert_eq!(hex(&genesis), include_str!("bytes/genesis.hex").trim());
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(Entry::parse(&bytes).and_then(|entry| entry.verify()).is_err());
        prop_assert!(Roster::start(&bytes).is_err());
        prop_assert!(Person::new(1).space().append(&bytes).is_err());
    }
}
