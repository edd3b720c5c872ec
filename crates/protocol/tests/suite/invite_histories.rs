//! Random histories of invites, and entries that somebody changed on the way.

use crate::people::{Person, append, invite, join, rekey, rekey_with, remove, revoke, set_role};
use commonplace_protocol::{Role, Roster, roster::Op};
use proptest::prelude::*;

/// What one step of a random history tries.
fn attempt(roster: &Roster, what: u8, who: &Person, by: &Person, uses: u32) -> Vec<Op> {
    let link = |one: &Person| Person::new(100 + one.key().0[0] % 7);
    let keys = |one: &Person| roster.member(&one.key()).is_some();
    let leaving = |one: &Person| what == 3 && one.key() == who.key();
    let staying: Vec<_> = (1..7)
        .map(Person::new)
        .filter(|one| keys(one) && !leaving(one))
        .collect();
    let links: Vec<_> = (100..107)
        .map(Person::new)
        .filter(|one| roster.invite(&one.key()).is_some())
        .collect();
    let next = rekey_with(
        roster.epoch().0 + 1,
        &staying.iter().collect::<Vec<_>>(),
        &links.iter().collect::<Vec<_>>(),
    );
    match what {
        0 => vec![invite(&link(who), Role::Member, uses)],
        1 => vec![revoke(&link(who))],
        2 => vec![join(who)],
        3 => vec![remove(who), next],
        4 => vec![remove(by)],
        5 => vec![set_role(
            who,
            [Role::Admin, Role::Reader][uses as usize % 2],
        )],
        6 => vec![next],
        _ => vec![join(who), revoke(&link(who)), next],
    }
}

proptest! {
    /// Whatever is tried by whomever: it never panics, uses never go up, there is an admin, and what was so at
    /// any point is found again from the bytes alone.
    #[test]
    fn any_history_with_invites_can_be_replayed(
        steps in proptest::collection::vec((0u8..8, 1u8..7, 1u8..7, 0u32..4), 0..40),
    ) {
        let mut roster = Person::new(1).space();
        let mut points = vec![(roster.head(), roster.members().collect::<Vec<_>>(), vec![], false)];
        for (what, who, by, uses) in steps {
            let (who, mut by) = (Person::new(who), Person::new(by));
            if what == 2 {
                by = Person::new(100 + who.key().0[0] % 7);
            }
            let ops = attempt(&roster, what, &who, &by, uses);
            let left: Vec<_> = roster.invites().collect();
            if append(&mut roster, &by, ops).is_err() {
                continue;
            }
            for (key, invite) in roster.invites() {
                let before = left.iter().find(|(other, _)| *other == key);
                prop_assert!(before.is_none_or(|(_, before)| invite.uses_left <= before.uses_left));
                prop_assert!(invite.uses_left > 0 && roster.member(&key).is_none());
            }
            prop_assert!(roster.members().any(|(_, member)| member.role == Role::Admin));
            points.push((
                roster.head(),
                roster.members().collect(),
                roster.invites().collect(),
                roster.owes_rekey(),
            ));
        }
        let mut again = Roster::start(&roster.entries()[0]).unwrap();
        for (at, (head, members, invites, owes)) in points.iter().enumerate() {
            if at > 0 {
                again.append(&roster.entries()[at]).unwrap();
            }
            prop_assert_eq!(again.head(), *head);
            prop_assert!(again.members().eq(members.iter().copied()));
            prop_assert!(again.invites().eq(invites.iter().copied()));
            prop_assert_eq!(again.owes_rekey(), *owes);
            // The whole roster says the same of that point.
            prop_assert_eq!(&roster.invites_at(head), invites);
            for (key, member) in members {
                prop_assert_eq!(roster.member_at(head, key), Some(*member));
            }
        }
    }

    /// One flipped bit anywhere in any entry, and nothing of it is taken.
    #[test]
    fn a_changed_entry_changes_nothing(what in 0usize..4, bit in any::<prop::sample::Index>()) {
        let (ana, link, ben) = (Person::new(1), Person::new(100), Person::new(3));
        let mut roster = ana.space();
        append(&mut roster, &ana, vec![invite(&link, Role::Member, 2)]).unwrap();
        append(&mut roster, &link, vec![join(&ben)]).unwrap();
        let (author, ops) = match what {
            0 => (&link, vec![join(&Person::new(4))]),
            1 => (&ana, vec![remove(&ben), revoke(&link), rekey(2, &[&ana])]),
            2 => (&ben, vec![remove(&ben)]),
            _ => (&ana, vec![invite(&Person::new(101), Role::Reader, 1)]),
        };
        let mut entry = author.entry(&roster, ops);
        let bit = bit.index(entry.len() * 8);
        entry[bit / 8] ^= 1 << (bit % 8);
        let head = roster.head();
        prop_assert!(roster.append(&entry).is_err());
        prop_assert_eq!(roster.head(), head);
        entry[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(roster.append(&entry), Ok(()));
    }
}
