//! The newest records of a space, kept in memory for those who are nearly up to date.
//! Bounded in bytes: whoever is further behind reads the log.

use crate::log::Logged;
use std::collections::VecDeque;

/// Bytes one space keeps at most.
const BYTES: usize = 256 * 1024;

/// Records in the order they became durable, each with a position that only grows.
#[derive(Debug, Default)]
pub(super) struct Tail {
    records: VecDeque<Logged>,
    bytes: usize,
    /// The position after the last record.
    end: u64,
}

impl Tail {
    /// The position after the newest record: where somebody who has everything stands.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// Adds the newest record and forgets the oldest ones that no longer fit.
    pub(super) fn push(&mut self, record: Logged) {
        self.bytes += record.bytes.len();
        self.end += 1;
        self.records.push_back(record);
        while self.bytes > BYTES
            && let Some(oldest) = self.records.pop_front()
        {
            self.bytes -= oldest.bytes.len();
        }
    }

    /// Moves the end on without keeping anything: nobody listens, so nobody would read it.
    pub(super) fn skip(&mut self, count: u64) {
        self.records = VecDeque::new();
        self.bytes = 0;
        self.end += count;
    }

    /// Everything from `position` on, each with the position after it; `None` if some of it is gone.
    pub(super) fn since(&self, position: u64) -> Option<impl Iterator<Item = (u64, &Logged)>> {
        let kept = usize::try_from(self.end.checked_sub(position)?).ok()?;
        let skipped = self.records.len().checked_sub(kept)?;
        Some((position + 1..).zip(self.records.range(skipped..)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use commonplace_protocol::ReplicaId;

    fn record(counter: u64, size: usize) -> Logged {
        Logged {
            replica: ReplicaId([1; 16]),
            counter,
            bytes: Bytes::from(vec![0; size]),
        }
    }

    fn counters(tail: &Tail, position: u64) -> Option<Vec<(u64, u64)>> {
        Some(
            tail.since(position)?
                .map(|(after, record)| (after, record.counter))
                .collect(),
        )
    }

    #[test]
    fn it_serves_the_newest_and_says_when_older_ones_are_gone() {
        let mut tail = Tail::default();
        assert_eq!(counters(&tail, 0), Some(vec![]));
        for counter in 1..=4 {
            tail.push(record(counter, 100));
        }
        assert_eq!(counters(&tail, 2), Some(vec![(3, 3), (4, 4)]));
        assert_eq!(counters(&tail, 4), Some(vec![]));
        assert_eq!(counters(&tail, 5), None, "a position from somewhere else");
        tail.push(record(5, BYTES - 150));
        assert_eq!(counters(&tail, 2), None);
        assert_eq!(counters(&tail, 3), Some(vec![(4, 4), (5, 5)]));
        tail.push(record(6, BYTES + 1));
        assert_eq!(
            counters(&tail, 5),
            None,
            "larger than the tail: read from the log"
        );
        assert_eq!(counters(&tail, 6), Some(vec![]));
        tail.skip(3);
        assert_eq!(
            (counters(&tail, 6), counters(&tail, 9)),
            (None, Some(vec![]))
        );
    }
}
