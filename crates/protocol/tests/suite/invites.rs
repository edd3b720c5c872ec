//! Joining by an invite, taking one back, leaving: who may, and what the others owe each other then.

use crate::people::{
    Person, append, invite, join, named, rekey, rekey_with, remove, revoke, set_role,
};
use commonplace_protocol::{
    Role, Roster, RosterError,
    limits::{MAX_INVITE_USES, MAX_INVITES, MAX_SEALED_KEY, MAX_SEALED_NAME},
    roster::{Joined, Op},
};

fn role(roster: &Roster, one: &Person) -> Option<Role> {
    roster.member(&one.key()).map(|found| found.role)
}

#[test]
fn who_holds_an_invite_joins_with_nobody_there() {
    let (ana, link, ben, eva, kim) = (
        Person::new(1),
        Person::new(2),
        Person::new(3),
        Person::new(4),
        Person::new(5),
    );
    let mut roster = ana.space();
    append(&mut roster, &ana, vec![invite(&link, Role::Member, 2)]).unwrap();
    let made = roster.invite(&link.key()).unwrap();
    assert_eq!((made.uses, made.uses_left, made.expires_ms), (2, 2, 1000));
    assert_eq!(
        (made.by, made.since, made.role),
        (ana.key(), 1, Role::Member)
    );
    let before = roster.head();
    append(&mut roster, &link, vec![join(&ben)]).unwrap();
    assert_eq!(role(&roster, &ben), Some(Role::Member));
    assert_eq!(role(&roster, &link), None, "an invite is nobody");
    let (invite, number) = (link.key(), 2);
    assert_eq!(roster.joined(&ben.key()), Some(Joined { invite, number }));
    assert_eq!(roster.joined(&ana.key()), None);
    assert_eq!(roster.invite(&link.key()).unwrap().uses_left, 1);
    append(&mut roster, &link, vec![join(&eva)]).unwrap();
    assert_eq!(roster.invite(&link.key()), None);
    assert!(roster.was_invite(&link.key()));
    assert_eq!(
        append(&mut roster, &link, vec![join(&kim)]),
        Err(RosterError::InviteGone)
    );
    assert_eq!(roster.invites_at(&before).len(), 1);
    assert_eq!(roster.invites_at(&before)[0].1.uses_left, 2);
    assert!(roster.invites_at(&roster.head()).is_empty());
}

#[test]
fn a_name_in_a_join_is_sealed_and_short() {
    let (ana, link, ben) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = ana.space();
    append(&mut roster, &ana, vec![invite(&link, Role::Reader, 1)]).unwrap();
    for (length, refused) in [
        (0, RosterError::Contradiction),
        (MAX_SEALED_NAME + 1, RosterError::TooLarge),
    ] {
        let ops = vec![named(&ben, vec![1; length])];
        assert_eq!(append(&mut roster, &link, ops), Err(refused));
    }
    append(
        &mut roster,
        &link,
        vec![named(&ben, vec![1; MAX_SEALED_NAME])],
    )
    .unwrap();
    assert_eq!(role(&roster, &ben), Some(Role::Reader));
}

#[test]
fn a_join_is_what_the_invite_signed_and_nothing_else() {
    let (ana, link, other, ben, eva) = (
        Person::new(1),
        Person::new(2),
        Person::new(3),
        Person::new(4),
        Person::new(5),
    );
    let mut roster = ana.space();
    append(&mut roster, &ana, vec![invite(&link, Role::Reader, 3)]).unwrap();
    for author in [&ana, &ben, &other] {
        assert_eq!(
            append(&mut roster, author, vec![join(&ben)]),
            Err(RosterError::InviteGone)
        );
    }
    for ops in [
        vec![join(&ben), join(&eva)],
        vec![join(&ben), set_role(&ben, Role::Admin)],
        vec![eva.added_as(Role::Admin), join(&ben)],
        vec![join(&ana)],
        vec![join(&link)],
        vec![Op::Join {
            member: ben.key(),
            box_key: [7; 32].into(),
            recovery: [8; 32].into(),
            sealed: vec![],
            name: None,
        }],
    ] {
        assert_eq!(
            append(&mut roster, &link, ops),
            Err(RosterError::Contradiction)
        );
    }
    // An invite gives nobody the right to anything else.
    for op in [
        ben.added_as(Role::Reader),
        invite(&other, Role::Member, 1),
        revoke(&link),
        rekey(2, &[&ana]),
        remove(&link),
    ] {
        assert_eq!(
            append(&mut roster, &link, vec![op]),
            Err(RosterError::NotAdmin)
        );
    }
    let long = Op::Join {
        member: ben.key(),
        box_key: [7; 32].into(),
        recovery: [8; 32].into(),
        sealed: vec![1; MAX_SEALED_KEY + 1],
        name: None,
    };
    assert_eq!(
        append(&mut roster, &link, vec![long]),
        Err(RosterError::TooLarge)
    );
    append(&mut roster, &link, vec![join(&ben)]).unwrap();
    assert_eq!(role(&roster, &ben), Some(Role::Reader));
    // Nobody comes in twice, nor comes back under a key that was somebody's.
    assert_eq!(
        append(&mut roster, &link, vec![join(&ben)]),
        Err(RosterError::Contradiction)
    );
    let ops = vec![remove(&ben), rekey_with(2, &[&ana], &[&link])];
    append(&mut roster, &ana, ops).unwrap();
    assert_eq!(
        append(&mut roster, &link, vec![join(&ben)]),
        Err(RosterError::Contradiction)
    );
}

#[test]
fn only_an_admin_invites_and_only_within_bounds() {
    let (ana, ben, link) = (Person::new(1), Person::new(2), Person::new(3));
    let mut roster = ana.space();
    append(&mut roster, &ana, vec![ben.added_as(Role::Member)]).unwrap();
    let result = |op: Op| append(&mut roster.clone(), &ana, vec![op]);
    let contradiction = Err(RosterError::Contradiction);
    assert_eq!(
        append(
            &mut roster.clone(),
            &ben,
            vec![invite(&link, Role::Reader, 1)]
        ),
        Err(RosterError::NotAdmin)
    );
    assert_eq!(result(invite(&link, Role::Admin, 1)), contradiction);
    assert_eq!(result(invite(&link, Role::Member, 0)), contradiction);
    assert_eq!(
        result(invite(&link, Role::Member, MAX_INVITE_USES + 1)),
        Err(RosterError::TooLarge)
    );
    assert_eq!(result(invite(&ben, Role::Member, 1)), contradiction);
    assert_eq!(result(revoke(&link)), Err(RosterError::InviteGone));
    append(
        &mut roster,
        &ana,
        vec![invite(&link, Role::Member, MAX_INVITE_USES)],
    )
    .unwrap();
    for ops in [
        vec![invite(&link, Role::Member, 1)],
        vec![link.added_as(Role::Member)],
    ] {
        assert_eq!(append(&mut roster, &ana, ops), contradiction);
    }
    let many: Vec<Op> = (0..MAX_INVITES)
        .map(|one| {
            invite(
                &Person::new(100 + u8::try_from(one).unwrap()),
                Role::Reader,
                1,
            )
        })
        .collect();
    assert_eq!(
        append(&mut roster, &ana, many.clone()),
        Err(RosterError::TooLarge)
    );
    append(&mut roster, &ana, many[1..].to_vec()).unwrap();
    append(&mut roster, &ana, vec![revoke(&link), many[0].clone()]).unwrap();
    // What was one cannot be one again.
    assert_eq!(
        append(&mut roster, &ana, vec![revoke(&link)]),
        Err(RosterError::InviteGone)
    );
    assert_eq!(
        append(&mut roster, &link, vec![join(&Person::new(9))]),
        Err(RosterError::InviteGone)
    );
}

#[test]
fn a_new_key_is_for_every_live_invite_too() {
    let (ana, one, two, ben) = (
        Person::new(1),
        Person::new(2),
        Person::new(3),
        Person::new(4),
    );
    let mut roster = ana.space();
    let ops = vec![invite(&one, Role::Member, 1), invite(&two, Role::Member, 1)];
    append(&mut roster, &ana, ops).unwrap();
    for ops in [
        vec![rekey(2, &[&ana])],
        vec![rekey_with(2, &[&ana], &[&one])],
        vec![rekey_with(2, &[&ana], &[&one, &one, &two])],
        vec![rekey_with(2, &[&ana], &[&one, &two, &ben])],
        vec![revoke(&one), rekey_with(2, &[&ana], &[&one, &two])],
        vec![
            invite(&ben, Role::Reader, 1),
            rekey_with(2, &[&ana], &[&one, &two]),
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
        vec![rekey_with(2, &[&ana], &[&one, &two])],
    )
    .unwrap();
    append(&mut roster, &one, vec![join(&ben)]).unwrap();
    let ops = vec![revoke(&two), rekey(3, &[&ana, &ben])];
    append(&mut roster, &ana, ops).unwrap();
}

#[test]
fn several_are_removed_with_the_invites_they_knew() {
    let people: Vec<_> = (1..6).map(Person::new).collect();
    let [ana, ben, eva, kim, lea] = &people[..] else {
        unreachable!()
    };
    let (one, two, three) = (Person::new(11), Person::new(12), Person::new(13));
    let mut roster = ana.space();
    append(&mut roster, ana, vec![ben.added_as(Role::Admin)]).unwrap();
    append(&mut roster, ben, vec![invite(&one, Role::Member, 5)]).unwrap();
    let ops = vec![
        invite(&two, Role::Member, 5),
        invite(&three, Role::Reader, 5),
    ];
    append(&mut roster, ana, ops).unwrap();
    append(&mut roster, &two, vec![join(eva)]).unwrap();
    append(&mut roster, &one, vec![join(kim)]).unwrap();
    append(&mut roster, &three, vec![join(lea)]).unwrap();
    assert_eq!(roster.known_to(&ben.key()), [one.key()]);
    assert_eq!(roster.known_to(&eva.key()), [two.key()]);
    let ops = vec![
        remove(ben),
        remove(eva),
        revoke(&one),
        revoke(&two),
        rekey_with(2, &[ana, kim, lea], &[&three]),
    ];
    append(&mut roster, ana, ops).unwrap();
    assert_eq!(roster.members().count(), 3);
    let live: Vec<_> = roster.invites().map(|(key, _)| key).collect();
    assert_eq!(live, [three.key()]);
    assert!(!roster.owes_rekey());
}

#[test]
fn everybody_may_leave_but_not_make_the_next_key() {
    let people: Vec<_> = (1..5).map(Person::new).collect();
    let [ana, ben, eva, kim] = &people[..] else {
        unreachable!()
    };
    let mut roster = ana.space();
    let ops = vec![
        ben.added_as(Role::Admin),
        eva.added_as(Role::Member),
        kim.added_as(Role::Reader),
    ];
    append(&mut roster, ana, ops).unwrap();
    for (author, ops, why) in [
        (eva, vec![remove(kim)], RosterError::NotAdmin),
        (
            eva,
            vec![remove(eva), rekey(2, &[ana, ben, kim])],
            RosterError::NotAdmin,
        ),
        (eva, vec![remove(eva), remove(kim)], RosterError::NotAdmin),
        (
            ben,
            vec![remove(ben), rekey(2, &[ana, eva, kim])],
            RosterError::Contradiction,
        ),
        (
            ben,
            vec![remove(ben), remove(eva), rekey(2, &[ana, kim])],
            RosterError::Contradiction,
        ),
        (ben, vec![remove(eva)], RosterError::Contradiction),
    ] {
        assert_eq!(append(&mut roster, author, ops), Err(why));
    }
    for one in [kim, eva, ben] {
        append(&mut roster, one, vec![remove(one)]).unwrap();
        assert_eq!(role(&roster, one), None);
        assert!(roster.owes_rekey());
        assert_eq!(
            append(&mut roster, one, vec![remove(one)]),
            Err(RosterError::NotAdmin)
        );
    }
    assert_eq!(roster.owed_for(), [kim.key(), eva.key(), ben.key()]);
    assert_eq!(
        append(&mut roster, ana, vec![remove(ana)]),
        Err(RosterError::LastAdmin)
    );
    append(&mut roster, ana, vec![rekey(2, &[ana])]).unwrap();
    assert!(!roster.owes_rekey());
}

#[test]
fn an_admins_renewal_takes_invites_back_and_seals_for_the_rest() {
    let (ana, recovery, next) = (Person::new(1), Person::new(2), Person::new(3));
    let (one, two) = (Person::new(4), Person::new(5));
    let genesis = commonplace_protocol::roster::genesis(
        ana.key(),
        vec![ana.added_with(Role::Admin, &recovery)],
        |m| ana.sign(m),
    );
    let mut roster = Roster::start(&genesis).unwrap();
    let ops = vec![invite(&one, Role::Member, 1), invite(&two, Role::Member, 1)];
    append(&mut roster, &ana, ops).unwrap();
    let renew = Op::Renew {
        member: ana.key(),
        recovery: recovery.key(),
        next: next.key(),
        box_key: [9; 32].into(),
        commitment: [9; 32].into(),
        accepted: vec![],
        sealed: None,
    };
    for ops in [
        vec![renew.clone(), rekey(2, &[&next])],
        vec![
            renew.clone(),
            invite(&Person::new(6), Role::Reader, 1),
            rekey_with(2, &[&next], &[&one, &two]),
        ],
    ] {
        assert_eq!(
            append(&mut roster, &recovery, ops),
            Err(RosterError::Contradiction)
        );
    }
    let ops = vec![renew, revoke(&one), rekey_with(2, &[&next], &[&two])];
    append(&mut roster, &recovery, ops).unwrap();
    assert_eq!(roster.known_to(&next.key()), [two.key()], "under any key");
    assert_eq!(roster.invites().count(), 1);
}
