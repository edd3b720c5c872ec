//! The records held of one replica: the last one on disk, and those on their way there.

use commonplace_protocol::{RecordId, Tip};
use std::collections::VecDeque;

/// One replica's records, by their end.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    durable: Option<Tip>,
    /// After `durable`, without gaps, and whether each is on disk already, before one that is not.
    flight: VecDeque<(Tip, bool)>,
}

impl Chain {
    pub(super) const fn at(durable: Tip) -> Self {
        Self {
            durable: Some(durable),
            flight: VecDeque::new(),
        }
    }

    /// The last record, on disk or not.
    pub(super) fn tip(&self) -> Option<Tip> {
        self.flight.back().map(|(tip, _)| *tip).or(self.durable)
    }

    /// The last record on disk.
    pub(super) const fn durable(&self) -> Option<Tip> {
        self.durable
    }

    /// The id under a counter, where it is still known.
    pub(super) fn id(&self, counter: u64) -> Option<RecordId> {
        let flying = self.flight.iter().map(|(tip, _)| tip);
        self.durable
            .iter()
            .chain(flying)
            .find(|tip| tip.counter == counter)
            .map(|tip| tip.id)
    }

    pub(super) fn push(&mut self, tip: Tip) {
        self.flight.push_back((tip, false));
    }

    /// A record is on disk. Answers the counter up to which all are.
    pub(super) fn persisted(&mut self, counter: u64) -> u64 {
        if let Some((_, stored)) = self
            .flight
            .iter_mut()
            .find(|(tip, _)| tip.counter == counter)
        {
            *stored = true;
        }
        while let Some((tip, _)) = self.flight.pop_front_if(|(_, stored)| *stored) {
            self.durable = Some(tip);
        }
        self.durable.map_or(0, |tip| tip.counter)
    }

    /// Forgets everything from `counter` on that is not durable; answers how much.
    pub(super) fn dropped(&mut self, counter: u64) -> usize {
        let before = self.flight.len();
        self.flight.retain(|(tip, _)| tip.counter < counter);
        before - self.flight.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_protocol::MemberKey;

    fn tip(counter: u64) -> Tip {
        Tip {
            counter,
            id: RecordId([u8::try_from(counter).unwrap(); 32]),
            member: MemberKey::ZERO,
        }
    }

    #[test]
    fn only_what_has_no_hole_before_it_is_durable() {
        let mut chain = Chain::at(tip(4));
        for counter in [5, 6, 7] {
            chain.push(tip(counter));
        }
        assert_eq!(chain.persisted(6), 4);
        assert_eq!(chain.persisted(7), 4);
        assert_eq!(chain.tip(), Some(tip(7)));
        assert_eq!(chain.id(4), Some(tip(4).id));
        assert_eq!(chain.id(6), Some(tip(6).id));
        assert_eq!(chain.persisted(5), 7);
        assert_eq!(chain.id(5), None, "no longer known");
        assert_eq!(chain.persisted(5), 7, "twice makes no difference");
    }

    #[test]
    fn what_could_not_be_stored_is_forgotten_with_what_follows() {
        let mut chain = Chain::at(tip(4));
        for counter in [5, 6, 7] {
            chain.push(tip(counter));
        }
        chain.persisted(5);
        assert_eq!(chain.dropped(6), 2);
        assert_eq!(chain.tip(), Some(tip(5)));
        assert_eq!(chain.dropped(1), 0, "what is on disk stays");
    }
}
