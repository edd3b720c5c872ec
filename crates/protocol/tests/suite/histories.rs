//! Rosters through any history at all.

use crate::people::{Person, append, rekey, remove, set_role};
use commonplace_protocol::{Role, Roster, RosterError};
use proptest::prelude::*;

proptest! {
    /// Whatever is tried, in whatever order: there is an admin, and replaying the log gives the same roster.
    #[test]
    fn any_history_leaves_a_roster_that_can_go_on(
        steps in proptest::collection::vec((0u8..5, 1u8..5, 1u8..5, 0u8..3), 0..24),
    ) {
        let mut roster = Person::new(1).space();
        for (what, who, by, role) in steps {
            let (who, by) = (Person::new(who), Person::new(by));
            let role = [Role::Admin, Role::Member, Role::Reader][usize::from(role)];
            let staying: Vec<_> = (1..5)
                .map(Person::new)
                .filter(|one| roster.member(&one.key()).is_some())
                .filter(|one| what != 1 || one.key() != who.key())
                .collect();
            let next = rekey(roster.epoch().0 + 1, &staying.iter().collect::<Vec<_>>());
            let ops = match what {
                0 => vec![who.added_as(role)],
                1 => vec![remove(&who), next],
                2 => vec![set_role(&who, role)],
                3 => vec![next],
                _ => vec![who.added_as(role), next],
            };
            let may = roster.member(&by.key()).is_some_and(|found| found.role == Role::Admin);
            let result = append(&mut roster, &by, ops);
            prop_assert!(may || result == Err(RosterError::NotAdmin));
            prop_assert!(roster.members().any(|(_, member)| member.role == Role::Admin));
        }
        let mut again = Roster::start(&roster.entries()[0]).unwrap();
        for entry in roster.entries().iter().skip(1) {
            again.append(entry).unwrap();
        }
        prop_assert_eq!((again.head(), again.epoch()), (roster.head(), roster.epoch()));
        prop_assert!(again.members().eq(roster.members()));
    }
}
