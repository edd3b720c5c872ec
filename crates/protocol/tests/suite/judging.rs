//! The judgement of records: right, place, chain, and what still counts of somebody who left.

use crate::people::{Person, rekey};
use commonplace_protocol::{
    Epoch, Header, Record, RecordId, Refusal, ReplicaId, Role, Roster, RosterHash, SpaceId, Tip,
    Verdict, judge, record,
    roster::{Accepted, Op},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const REPLICA: ReplicaId = ReplicaId([5; 16]);

/// Ana is admin, Ben member, Eva reader.
struct Scene {
    ana: Person,
    ben: Person,
    eva: Person,
    roster: Roster,
}

fn scene() -> Scene {
    let (ana, ben, eva) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = ana.space();
    let ops = vec![ben.added_as(Role::Member), eva.added_as(Role::Reader)];
    roster.append(&ana.entry(&roster, ops)).unwrap();
    Scene {
        ana,
        ben,
        eva,
        roster,
    }
}

fn tip_of(bytes: &[u8]) -> Tip {
    let record = Record::parse(bytes).unwrap();
    let header = record.header();
    Tip {
        counter: header.counter,
        id: record.id(),
        member: header.member,
    }
}

/// The verdict of somebody who holds `held`, oldest first.
fn verdict(roster: &Roster, held: &[Vec<u8>], bytes: &[u8]) -> Verdict {
    let record = Record::parse(bytes).unwrap();
    record.verify().unwrap();
    let tip = held.last().map(|last| tip_of(last));
    judge(roster, tip.as_ref(), &record, |counter| {
        let place = usize::try_from(counter).unwrap().checked_sub(1)?;
        held.get(place).map(|bytes| record::id(bytes))
    })
}

#[test]
fn records_are_taken_in_order_and_once() {
    let Scene { ben, roster, .. } = scene();
    let chain = ben.chain(&roster, REPLICA, 4);
    for (at, bytes) in chain.iter().enumerate() {
        assert_eq!(verdict(&roster, &chain[..at], bytes), Verdict::Accept);
        assert_eq!(verdict(&roster, &chain, bytes), Verdict::Duplicate);
        assert_eq!(verdict(&roster, &chain[..=at], bytes), Verdict::Duplicate);
    }
    assert_eq!(verdict(&roster, &[], &chain[1]), Verdict::Gap { have: 0 });
    assert_eq!(
        verdict(&roster, &chain[..2], &chain[3]),
        Verdict::Gap { have: 2 }
    );
}

#[test]
fn a_second_record_under_one_number_is_a_fork() {
    let Scene { ben, roster, .. } = scene();
    let chain = ben.chain(&roster, REPLICA, 3);
    let other = |tip: Option<&Tip>| ben.record(&ben.header(&roster, REPLICA, tip), b"another past");
    let (first, second) = (tip_of(&chain[0]), tip_of(&chain[1]));
    assert_eq!(verdict(&roster, &chain[..1], &other(None)), Verdict::Fork);
    assert_eq!(verdict(&roster, &chain, &other(None)), Verdict::Fork);
    assert_eq!(
        verdict(&roster, &chain, &other(Some(&first))),
        Verdict::Fork
    );
    // The right number after the wrong record.
    let astray = Tip {
        id: RecordId([9; 32]),
        ..second
    };
    assert_eq!(
        verdict(&roster, &chain[..2], &other(Some(&astray))),
        Verdict::Fork
    );
    // Who no longer knows what was there takes it for what was there.
    let (bytes, tip) = (other(None), tip_of(&chain[2]));
    let record = Record::parse(&bytes).unwrap();
    assert_eq!(
        judge(&roster, Some(&tip), &record, |_| None),
        Verdict::Duplicate
    );
}

#[test]
fn only_who_may_write_writes() {
    let Scene {
        ana,
        ben,
        eva,
        roster,
    } = scene();
    let stranger = Person::new(9);
    let first = |one: &Person| {
        let bytes = one.record(&one.header(&roster, REPLICA, None), b"body");
        verdict(&roster, &[], &bytes)
    };
    assert_eq!([first(&ana), first(&ben)], [Verdict::Accept; 2]);
    assert_eq!(first(&eva), Verdict::Refused(Refusal::ReadOnly));
    assert_eq!(first(&stranger), Verdict::Refused(Refusal::NotMember));
}

#[test]
fn a_replica_belongs_to_one_member() {
    let Scene {
        ana, ben, roster, ..
    } = scene();
    let chain = ben.chain(&roster, REPLICA, 2);
    for tip in [None, Some(tip_of(&chain[0])), Some(tip_of(&chain[1]))] {
        let bytes = ana.record(&ana.header(&roster, REPLICA, tip.as_ref()), b"body");
        let refused = Verdict::Refused(Refusal::NotMember);
        assert_eq!(verdict(&roster, &chain, &bytes), refused);
    }
}

#[test]
fn space_roster_and_epoch_must_be_the_ones_there_are() {
    let Scene {
        ana,
        ben,
        eva,
        mut roster,
    } = scene();
    let good = ben.header(&roster, REPLICA, None);
    let of = |roster: &Roster, header: Header| verdict(roster, &[], &ben.record(&header, b"body"));
    let refused = |refusal| Verdict::Refused(refusal);
    let elsewhere = Header {
        space: SpaceId([9; 32]),
        ..good.clone()
    };
    assert_eq!(of(&roster, elsewhere), refused(Refusal::UnknownSpace));
    let unknown = Header {
        roster: RosterHash([9; 32]),
        ..good.clone()
    };
    assert_eq!(of(&roster, unknown), refused(Refusal::RosterConflict));
    let early = Header {
        roster: RosterHash(roster.space().0),
        ..good.clone()
    };
    assert_eq!(of(&roster, early), refused(Refusal::NotMember));
    let later = Header {
        epoch: Epoch(2),
        ..good.clone()
    };
    assert_eq!(of(&roster, later.clone()), refused(Refusal::WrongEpoch));
    // After a new key: the old key under the old roster, the new one under the new.
    let ops = vec![rekey(2, &[&ana, &ben, &eva])];
    roster.append(&ana.entry(&roster, ops)).unwrap();
    assert_eq!(of(&roster, good.clone()), Verdict::Accept);
    let fresh = Header {
        roster: roster.head(),
        ..later
    };
    assert_eq!(of(&roster, fresh.clone()), Verdict::Accept);
    assert_eq!(
        of(
            &roster,
            Header {
                epoch: Epoch(1),
                ..fresh
            }
        ),
        refused(Refusal::WrongEpoch)
    );
}

/// What counts of five records after an entry that accepts three of them.
fn after_losing(
    take: impl FnOnce(&Person, Vec<Accepted>) -> Vec<Op>,
    refusal: Refusal,
) -> (Scene, Vec<Vec<u8>>) {
    let mut scene = scene();
    let chain = scene.ben.chain(&scene.roster, REPLICA, 5);
    let fresh = ReplicaId([6; 16]);
    let hidden = scene.ben.chain(&scene.roster, fresh, 1);
    let forked = scene.ben.record(
        &scene
            .ben
            .header(&scene.roster, REPLICA, Some(&tip_of(&chain[1]))),
        b"written afterwards under an old number",
    );
    let accepted = vec![Accepted {
        replica: REPLICA,
        counter: 3,
        id: record::id(&chain[2]),
    }];
    let ops = take(&scene.ben, accepted);
    let entry = scene.ana.entry(&scene.roster, ops);
    scene.roster.append(&entry).unwrap();
    let refused = Verdict::Refused(refusal);
    for (at, bytes) in chain.iter().enumerate() {
        let expected = if at < 3 { Verdict::Accept } else { refused };
        assert_eq!(verdict(&scene.roster, &chain[..at], bytes), expected);
    }
    assert_eq!(verdict(&scene.roster, &chain[..2], &forked), refused);
    assert_eq!(verdict(&scene.roster, &[], &hidden[0]), refused);
    (scene, chain)
}

#[test]
fn of_somebody_removed_only_what_was_accepted_counts() {
    let take = |ben: &Person, accepted| {
        let remove = Op::Remove {
            member: ben.key(),
            accepted,
        };
        vec![remove, rekey(2, &[&Person::new(1), &Person::new(3)])]
    };
    let (mut scene, _) = after_losing(take, Refusal::NotMember);
    // Having come back does not bring back what was set aside; new records count.
    let entry = scene
        .ana
        .entry(&scene.roster, vec![scene.ben.added_as(Role::Member)]);
    let old = scene.ben.header(&scene.roster, ReplicaId([7; 16]), None);
    let old = Header {
        roster: RosterHash(scene.roster.head().0),
        epoch: Epoch(2),
        ..old
    };
    scene.roster.append(&entry).unwrap();
    let bytes = scene.ben.record(&old, b"body");
    let refused = Verdict::Refused(Refusal::NotMember);
    assert_eq!(verdict(&scene.roster, &[], &bytes), refused);
    let new = scene.ben.chain(&scene.roster, ReplicaId([7; 16]), 1);
    assert_eq!(verdict(&scene.roster, &[], &new[0]), Verdict::Accept);
}

#[test]
fn of_somebody_who_may_only_read_now_what_was_accepted_counts() {
    let take = |ben: &Person, accepted| {
        vec![Op::SetRole {
            member: ben.key(),
            role: Role::Reader,
            accepted,
        }]
    };
    after_losing(take, Refusal::ReadOnly);
}

#[test]
fn a_change_of_role_that_leaves_writing_takes_nothing_away() {
    let Scene {
        ana,
        ben,
        mut roster,
        ..
    } = scene();
    let chain = ben.chain(&roster, REPLICA, 2);
    let member = ben.key();
    let up = Op::SetRole {
        member,
        role: Role::Admin,
        accepted: Vec::new(),
    };
    roster.append(&ana.entry(&roster, vec![up])).unwrap();
    assert_eq!(verdict(&roster, &[], &chain[0]), Verdict::Accept);
    // But a later removal reaches back past it.
    let remove = Op::Remove {
        member,
        accepted: Vec::new(),
    };
    let ops = vec![remove, rekey(2, &[&ana, &Person::new(3)])];
    roster.append(&ana.entry(&roster, ops)).unwrap();
    assert_eq!(
        verdict(&roster, &[], &chain[0]),
        Verdict::Refused(Refusal::NotMember)
    );
}

#[test]
fn verdicts_have_refusals() {
    assert_eq!(Verdict::Accept.refusal(), None);
    assert_eq!(Verdict::Duplicate.refusal(), None);
    assert_eq!(Verdict::Gap { have: 1 }.refusal(), Some(Refusal::Gap));
    assert_eq!(Verdict::Fork.refusal(), Some(Refusal::Fork));
    assert_eq!(
        Verdict::Refused(Refusal::ReadOnly).refusal(),
        Some(Refusal::ReadOnly)
    );
}

proptest! {
    /// Records of several replicas in any order, any number of times: each is taken exactly once, in its
    /// replica's order, nothing honest is ever a fork, and offering everything again completes it.
    #[test]
    fn any_order_of_arrival_ends_the_same(
        lengths in proptest::collection::vec(0u64..6, 1..4),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 0..60),
    ) {
        let Scene { ana, roster, .. } = scene();
        let all: Vec<Vec<u8>> = lengths
            .iter()
            .zip(1u8..)
            .flat_map(|(length, id)| ana.chain(&roster, ReplicaId([id; 16]), *length))
            .collect();
        prop_assume!(!all.is_empty());
        let mut held: BTreeMap<ReplicaId, Vec<Vec<u8>>> = BTreeMap::new();
        let rest = (0..all.len()).map(|at| all[at].clone());
        for bytes in order.iter().map(|at| at.get(&all).clone()).chain(rest) {
            let header = Record::parse(&bytes).unwrap().header().clone();
            let chain = held.entry(header.replica).or_default();
            let have = chain.len() as u64;
            let expected = match header.counter {
                next if next == have + 1 => Verdict::Accept,
                earlier if earlier <= have => Verdict::Duplicate,
                _ => Verdict::Gap { have },
            };
            prop_assert_eq!(verdict(&roster, chain, &bytes), expected);
            if expected == Verdict::Accept {
                chain.push(bytes);
            }
        }
        prop_assert_eq!(held.into_values().flatten().collect::<Vec<_>>(), all);
    }
}
