//! Which records of a document somebody has seen: what tells whether a card reflects all there is.

use commonplace_protocol::ReplicaId;
use minicbor::{Decode, Encode};

/// A document's records that somebody has seen: for each replica the highest counter touching it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Coverage(#[n(0)] Vec<Touched>);

/// One record that touched a document, without its space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Touched {
    /// Who wrote it.
    #[n(0)]
    pub replica: ReplicaId,
    /// Which of theirs.
    #[n(1)]
    pub counter: u64,
}

impl Coverage {
    /// Highest counter of `replica` that is covered, 0 for none.
    pub fn get(&self, replica: &ReplicaId) -> u64 {
        self.0
            .iter()
            .find(|seen| seen.replica == *replica)
            .map_or(0, |seen| seen.counter)
    }

    /// Covers this record too, and all of its replica before it.
    pub fn raise(&mut self, touched: Touched) {
        match self
            .0
            .iter_mut()
            .find(|seen| seen.replica == touched.replica)
        {
            Some(seen) => seen.counter = seen.counter.max(touched.counter),
            None => self.0.push(touched),
        }
    }

    /// Forgets the records of `replica` after `counter`.
    pub fn lower(&mut self, replica: &ReplicaId, counter: u64) {
        let seen = self.0.iter_mut().filter(|seen| seen.replica == *replica);
        seen.for_each(|seen| seen.counter = seen.counter.min(counter));
    }

    /// Whether this covers everything that `other` covers.
    pub fn dominates(&self, other: &Self) -> bool {
        other
            .0
            .iter()
            .all(|seen| self.get(&seen.replica) >= seen.counter)
    }

    /// Covers what either covers.
    pub fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|seen| self.raise(*seen));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_orders_what_two_sides_saw() {
        let touched = |replica, counter| Touched {
            replica: ReplicaId([replica; 16]),
            counter,
        };
        let (mut a, mut b) = (Coverage::default(), Coverage::default());
        a.raise(touched(1, 3));
        b.raise(touched(1, 2));
        assert!(a.dominates(&b) && !b.dominates(&a));
        b.raise(touched(2, 1));
        assert!(!a.dominates(&b) && !b.dominates(&a));
        a.merge(&b);
        assert!(a.dominates(&b));
    }
}
