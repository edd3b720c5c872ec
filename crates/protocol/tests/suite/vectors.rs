//! Version vectors: the laws that let replicas exchange them in any order.

use commonplace_protocol::{Range, ReplicaId, VersionVector, limits::MAX_REPLICAS};
use proptest::prelude::*;

/// Few replicas and small counters, so that vectors overlap.
fn vectors() -> impl Strategy<Value = VersionVector> {
    proptest::collection::btree_map(0u8..6, 1u64..8, 0..6).prop_map(|map| {
        map.into_iter()
            .map(|(replica, counter)| (ReplicaId([replica; 16]), counter))
            .collect()
    })
}

fn merged(a: &VersionVector, b: &VersionVector) -> VersionVector {
    let mut merged = a.clone();
    merged.merge(b);
    merged
}

proptest! {
    #[test]
    fn merging_is_idempotent_commutative_and_associative(
        a in vectors(), b in vectors(), c in vectors(),
    ) {
        prop_assert_eq!(merged(&a, &a), a.clone());
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn giving_both_what_they_lack_makes_them_equal(a in vectors(), b in vectors()) {
        let (mut mine, mut theirs) = (a.clone(), b.clone());
        let (to_me, to_them) = (a.lacks(&b), b.lacks(&a));
        prop_assert_eq!(to_me.iter().map(Range::count).sum::<u64>(), a.lacking(&b));
        for (vector, ranges) in [(&mut mine, to_me), (&mut theirs, to_them)] {
            for range in ranges {
                // A replica's records follow without gaps, so they can be taken one after the other.
                for counter in range.from..=range.to {
                    prop_assert_eq!(vector.get(&range.replica) + 1, counter);
                    prop_assert!(vector.raise(range.replica, counter));
                }
            }
        }
        prop_assert_eq!(&mine, &theirs);
        prop_assert_eq!(&mine, &merged(&a, &b));
        prop_assert!(mine.lacks(&theirs).is_empty() && mine.includes(&a) && mine.includes(&b));
    }

    #[test]
    fn including_is_lacking_nothing(a in vectors(), b in vectors()) {
        prop_assert_eq!(a.includes(&b), a.lacks(&b).is_empty());
        prop_assert_eq!(a.includes(&b), a.lacking(&b) == 0);
        prop_assert_eq!(a.includes(&b), merged(&a, &b) == a);
    }

    #[test]
    fn raising_never_lowers(a in vectors(), replica in 0u8..6, counter in 0u64..9) {
        let (replica, mut raised) = (ReplicaId([replica; 16]), a.clone());
        let rose = raised.raise(replica, counter);
        prop_assert_eq!(rose, counter > a.get(&replica));
        prop_assert_eq!(raised.get(&replica), counter.max(a.get(&replica)));
        prop_assert!(raised.includes(&a));
    }

    #[test]
    fn encoding_round_trips(a in vectors()) {
        let bytes = minicbor::to_vec(&a).unwrap();
        prop_assert_eq!(minicbor::decode::<VersionVector>(&bytes).unwrap(), a);
    }
}

#[test]
fn zero_is_the_same_as_nothing() {
    let none: VersionVector = [(ReplicaId([1; 16]), 0)].into_iter().collect();
    assert_eq!(none, VersionVector::new());
    assert!(none.is_empty());
}

#[test]
fn counters_at_the_end_of_their_range_do_not_overflow() {
    let all = |counter| -> VersionVector {
        [1, 2]
            .map(|replica| (ReplicaId([replica; 16]), counter))
            .into_iter()
            .collect()
    };
    assert_eq!(VersionVector::new().lacking(&all(u64::MAX)), u64::MAX);
    assert_eq!(all(u64::MAX).lacks(&all(u64::MAX)), []);
    assert_eq!(all(u64::MAX - 1).lacking(&all(u64::MAX)), 2);
}

#[test]
fn a_vector_with_too_many_replicas_is_refused() {
    let of = |count: usize| -> Vec<u8> {
        let vector: VersionVector = (0..count as u128)
            .map(|replica| (ReplicaId(replica.to_be_bytes()), 1))
            .collect();
        minicbor::to_vec(&vector).unwrap()
    };
    assert!(minicbor::decode::<VersionVector>(&of(MAX_REPLICAS)).is_ok());
    assert!(minicbor::decode::<VersionVector>(&of(MAX_REPLICAS + 1)).is_err());
    // A promise of four billion replicas, and none of them there.
    let promise = [0xba, 0xff, 0xff, 0xff, 0xff];
    assert!(minicbor::decode::<VersionVector>(&promise).is_err());
}
