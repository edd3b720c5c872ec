//! The next generation of somebody's keys: who may begin it, what ends with the old ones.

use crate::people::{Person, append, rekey, remove, set_role};
use commonplace_protocol::{
    BoxKey, Epoch, Record, RecordId, Refusal, ReplicaId, Role, Roster, RosterError, Tip, Verdict,
    judge, record,
    roster::{self, Accepted, Op},
};
use proptest::prelude::*;

const REPLICA: ReplicaId = ReplicaId([5; 16]);

/// A space whose only admin is `old`; `recovery` signs what follows.
fn space(old: &Person, recovery: &Person) -> Roster {
    let ops = vec![old.added_with(Role::Admin, recovery)];
    Roster::start(&roster::genesis(old.key(), ops, |m| old.sign(m))).unwrap()
}

fn renew(old: &Person, recovery: &Person, next: &Person, accepted: Vec<Accepted>) -> Op {
    Op::Renew {
        member: old.key(),
        recovery: recovery.key(),
        next: next.key(),
        box_key: BoxKey([9; 32]),
        commitment: Person::new(99).commitment(),
        accepted,
        sealed: None,
    }
}

/// The same with the key of today in it, as somebody who is no admin says it.
fn sealed(renewal: &Op) -> Op {
    let mut op = renewal.clone();
    if let Op::Renew { sealed, .. } = &mut op {
        *sealed = Some(vec![1; 80]);
    }
    op
}

#[test]
fn the_recovery_key_brings_the_next_generation_with_new_keys() {
    let (old, recovery, next) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = space(&old, &recovery);
    let before = roster.head();
    let ops = vec![
        renew(&old, &recovery, &next, Vec::new()),
        rekey(2, &[&next]),
    ];
    append(&mut roster, &recovery, ops).unwrap();
    assert_eq!(roster.epoch(), Epoch(2));
    assert_eq!(roster.member(&old.key()), None);
    assert_eq!(
        (roster.ended(&old.key()), roster.ended(&next.key())),
        (Some(1), None)
    );
    let member = roster.member(&next.key()).unwrap();
    assert_eq!((member.role, member.since), (Role::Admin, 1));
    assert_eq!(member.box_key, BoxKey([9; 32]));
    assert_eq!(member.recovery, Person::new(99).commitment());
    assert_eq!(
        roster.member_at(&before, &old.key()).unwrap().role,
        Role::Admin
    );
    assert_eq!(roster.member(&recovery.key()), None, "it signs once");
    // The new one is as much an admin as the old one was.
    let ops = vec![Person::new(4).added_as(Role::Reader)];
    assert_eq!(
        append(&mut roster, &old, ops.clone()),
        Err(RosterError::NotAdmin)
    );
    append(&mut roster, &next, ops).unwrap();
}

#[test]
fn nobody_else_can_renew_somebody() {
    let (old, recovery, next) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = space(&old, &recovery);
    let ops = |by: &Person| vec![renew(&old, by, &next, Vec::new()), rekey(2, &[&next])];
    for author in [&old, &next, &Person::new(7)] {
        assert_eq!(
            append(&mut roster, author, ops(author)),
            Err(RosterError::NotAdmin)
        );
        assert_eq!(
            append(&mut roster, author, ops(&recovery)),
            Err(RosterError::NotAdmin)
        );
    }
    append(&mut roster, &recovery, ops(&recovery)).unwrap();
    let again = vec![
        renew(&next, &recovery, &Person::new(4), Vec::new()),
        rekey(3, &[&Person::new(4)]),
    ];
    assert_eq!(
        append(&mut roster, &recovery, again),
        Err(RosterError::NotAdmin),
        "the commitment is another one now"
    );
}

#[test]
fn a_renewal_is_whole_or_refused() {
    let (old, recovery, next) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = space(&old, &recovery);
    let one = |next: &Person| renew(&old, &recovery, next, Vec::new());
    for ops in [
        vec![one(&next)],
        vec![rekey(2, &[&next]), one(&next)],
        vec![one(&next), rekey(2, &[&old])],
        vec![one(&next), rekey(3, &[&next])],
        vec![one(&next), rekey(2, &[&next]), rekey(3, &[&next])],
        vec![
            one(&next),
            rekey(2, &[&next]),
            Person::new(4).added_as(Role::Admin),
        ],
        vec![one(&old), rekey(2, &[&old])],
        vec![sealed(&one(&next)), rekey(2, &[&next])],
        vec![
            renew(&next, &recovery, &old, Vec::new()),
            rekey(2, &[&next]),
        ],
    ] {
        assert_eq!(
            append(&mut roster, &recovery, ops),
            Err(RosterError::Contradiction)
        );
    }
    // A key that was somebody's before cannot be somebody's again this way.
    let gone = Person::new(4);
    append(&mut roster, &old, vec![gone.added_as(Role::Reader)]).unwrap();
    append(&mut roster, &old, vec![remove(&gone), rekey(2, &[&old])]).unwrap();
    let ops = vec![one(&gone), rekey(3, &[&gone])];
    assert_eq!(
        append(&mut roster, &recovery, ops),
        Err(RosterError::Contradiction)
    );
}

#[test]
fn who_is_no_admin_renews_without_touching_the_keys() {
    let (ana, ben, recovery, next) = (
        Person::new(1),
        Person::new(2),
        Person::new(3),
        Person::new(4),
    );
    for role in [Role::Member, Role::Reader] {
        let mut roster = ana.space();
        append(&mut roster, &ana, vec![ben.added_with(role, &recovery)]).unwrap();
        let bare = renew(&ben, &recovery, &next, Vec::new());
        let one = sealed(&bare);
        for ops in [
            vec![bare.clone()],
            vec![bare, rekey(2, &[&ana, &next])],
            vec![one.clone(), rekey(2, &[&ana, &next])],
        ] {
            assert_eq!(
                append(&mut roster, &recovery, ops),
                Err(RosterError::Contradiction)
            );
        }
        append(&mut roster, &recovery, vec![one]).unwrap();
        assert_eq!(roster.member(&next.key()).unwrap().role, role);
        assert_eq!(roster.epoch(), Epoch::FIRST);
        // The lost device has the key of today, until an admin makes another.
        assert_eq!(roster.owed_for(), [ben.key()]);
        assert_eq!(roster.newest_key(&ben.key()), next.key());
        append(&mut roster, &ana, vec![rekey(2, &[&ana, &next])]).unwrap();
        assert!(!roster.owes_rekey());
    }
}

/// What the old key wrote counts up to what was accepted, whoever is asked; nothing of it counts later.
#[test]
fn what_the_old_key_writes_later_is_refused() {
    let (old, recovery, next) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = space(&old, &recovery);
    let chain = old.chain(&roster, REPLICA, 4);
    let other = ReplicaId([6; 16]);
    let elsewhere = old.chain(&roster, other, 1);
    let accepted = Accepted {
        replica: REPLICA,
        counter: 2,
        id: record::id(&chain[1]),
    };
    assert_eq!(roster.last_accepted(&old.key(), &REPLICA), None);
    let ops = vec![
        renew(&old, &recovery, &next, vec![accepted]),
        rekey(2, &[&next]),
    ];
    append(&mut roster, &recovery, ops).unwrap();
    let refused = Verdict::Refused(Refusal::NotMember);
    let mut tip: Option<Tip> = None;
    for (bytes, verdict) in chain
        .iter()
        .zip([Verdict::Accept, Verdict::Accept, refused, refused])
    {
        let record = Record::parse(bytes).unwrap();
        assert_eq!(judge(&roster, tip.as_ref(), &record, |_| None), verdict);
        let header = record.header();
        tip = Some(Tip {
            counter: header.counter,
            id: record.id(),
            member: header.member,
        });
    }
    let verdict = |bytes: &[u8]| judge(&roster, None, &Record::parse(bytes).unwrap(), |_| None);
    assert_eq!(verdict(&elsewhere[0]), refused);
    // Under the roster as it is now the old key is nobody's at all, and the old epoch is over.
    let late = old.record(&old.header(&roster, other, None), b"later");
    assert_eq!(verdict(&late), refused);
    let first = next.record(&next.header(&roster, other, None), b"from now on");
    assert_eq!(verdict(&first), Verdict::Accept);
    assert_eq!(roster.last_accepted(&old.key(), &REPLICA), Some(accepted));
    assert_eq!(roster.last_accepted(&old.key(), &other).unwrap().counter, 0);
    assert_eq!(roster.last_accepted(&next.key(), &other), None);
}

#[test]
fn what_counts_of_somebody_follows_the_last_time_they_lost_the_right() {
    let (ana, ben) = (Person::new(1), Person::new(2));
    let mut roster = ana.space();
    let accepted = |counter| {
        vec![Accepted {
            replica: REPLICA,
            counter,
            id: RecordId([1; 32]),
        }]
    };
    let last = |roster: &Roster| {
        roster
            .last_accepted(&ben.key(), &REPLICA)
            .map(|last| last.counter)
    };
    append(&mut roster, &ana, vec![ben.added_as(Role::Member)]).unwrap();
    assert_eq!(last(&roster), None);
    let down = Op::SetRole {
        member: ben.key(),
        role: Role::Reader,
        accepted: accepted(3),
    };
    append(&mut roster, &ana, vec![down]).unwrap();
    assert_eq!(last(&roster), Some(3));
    append(&mut roster, &ana, vec![remove(&ben), rekey(2, &[&ana])]).unwrap();
    assert_eq!(last(&roster), Some(3), "the first of the two counts");
    append(&mut roster, &ana, vec![ben.added_as(Role::Reader)]).unwrap();
    append(&mut roster, &ana, vec![set_role(&ben, Role::Member)]).unwrap();
    assert_eq!(last(&roster), None);
}

proptest! {
    /// Whatever order renewals, removals and other entries come in: one current key for each person, ended ones
    /// stay ended, and replaying gives the same.
    #[test]
    fn generations_follow_one_another(steps in proptest::collection::vec((0u8..4, any::<bool>()), 1..12)) {
        let key = |generation: u8| Person::new(100 + generation);
        let recovery = |generation: u8| Person::new(200 + generation);
        let genesis = vec![key(0).added_with(Role::Admin, &recovery(1))];
        let mut roster =
            Roster::start(&roster::genesis(key(0).key(), genesis, |m| key(0).sign(m))).unwrap();
        let mut now = 0;
        for (ahead, honest) in steps {
            let epoch = roster.epoch().0 + 1;
            let to = now + 1 + ahead;
            let author = if honest { recovery(now + 1) } else { recovery(to + 20) };
            let op = Op::Renew {
                member: key(now).key(),
                recovery: author.key(),
                next: key(to).key(),
                box_key: BoxKey([to; 32]),
                commitment: recovery(to + 1).commitment(),
                accepted: Vec::new(),
                sealed: None,
            };
            let result = append(&mut roster, &author, vec![op, rekey(epoch, &[&key(to)])]);
            prop_assert_eq!(result.is_ok(), honest);
            if honest {
                prop_assert!(roster.ended(&key(now).key()).is_some());
                now = to;
            }
            prop_assert_eq!(roster.members().count(), 1);
            prop_assert!(roster.may_write(&key(now).key()));
            if now > 40 {
                break;
            }
        }
        let mut again = Roster::start(&roster.entries()[0]).unwrap();
        for entry in roster.entries().iter().skip(1) {
            again.append(entry).unwrap();
        }
        prop_assert_eq!(again.head(), roster.head());
    }
}
