//! What must reach the disk, in order: one write at a time, everything that gathers meanwhile
//! goes with the next. A failed write stays here and is tried again, so nothing later can
//! overtake it and no replica's chain gets a hole.

use crate::io::{Effect, Table, Ticket, Write};
use crate::rows;
use commonplace_api::{Problem, Saved};
use commonplace_protocol::{ChunkId, RecordKey, SpaceId};
use std::collections::BTreeMap;

const FIRST_RETRY_MS: i64 = 500;
const LAST_RETRY_MS: i64 = 30_000;

/// The queue before the store.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    waiting: Batch,
    in_flight: Option<(Ticket, Batch)>,
    failed: Option<Failure>,
}

#[derive(Debug)]
struct Failure {
    problem: Problem,
    tries: u32,
    retry_at_ms: i64,
}

/// Rows and what becomes true once they are durable.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    rows: BTreeMap<(Table, Vec<u8>), Option<Vec<u8>>>,
    /// The records among the rows, to be spoken of once they are durable.
    records: Vec<RecordKey>,
    /// The size of the chunks among them.
    chunk_bytes: usize,
    pub(crate) done: Done,
}

/// What becomes true once a batch is durable.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// These records are durable here.
    pub(crate) records: Vec<(RecordKey, Vec<u8>)>,
    /// These chunks are durable here, and whether a relay keeps them.
    pub(crate) chunks: Vec<(ChunkId, bool)>,
    /// The identity is durable: the journal exists.
    pub(crate) identity: bool,
    /// A replica was set aside, and what it said is said again.
    pub(crate) renewed: bool,
    /// So many imported entries are durable.
    pub(crate) imported: u32,
    /// So many documents are gone for ever.
    pub(crate) forgotten: u32,
}

impl Batch {
    pub(crate) fn write(&mut self, write: Write) {
        self.rows.insert((write.table, write.key), write.value);
    }

    /// A record to store, and to be spoken of once it is.
    pub(crate) fn record(&mut self, key: RecordKey, bytes: Vec<u8>) {
        self.write(rows::put(Table::Records, key.to_bytes().to_vec(), bytes));
        self.records.push(key);
    }

    /// A chunk to store, and to be spoken of once it is. `given`: a relay keeps it.
    pub(crate) fn chunk(&mut self, space: &SpaceId, id: ChunkId, bytes: Vec<u8>, given: bool) {
        self.chunk_bytes += bytes.len();
        self.write(rows::put(Table::Chunks, rows::chunk_key(space, &id), bytes));
        self.write(rows::chunk_mark(space, &id, given));
        self.done.chunks.push((id, given));
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether it holds something that could not be made anew from what is stored.
    fn matters(&self) -> bool {
        self.rows
            .keys()
            .any(|(table, key)| rows::matters(*table, key))
    }

    /// What became true, the records taken back out of the rows that were written.
    fn finish(mut self) -> Done {
        for key in self.records {
            let row = (Table::Records, key.to_bytes().to_vec());
            if let Some(Some(bytes)) = self.rows.remove(&row) {
                self.done.records.push((key, bytes));
            }
        }
        self.done
    }

    fn append(&mut self, mut later: Self) {
        self.rows.append(&mut later.rows);
        self.records.append(&mut later.records);
        self.chunk_bytes += later.chunk_bytes;
        self.done.chunks.append(&mut later.done.chunks);
        self.done.identity |= later.done.identity;
        self.done.renewed |= later.done.renewed;
        self.done.imported += later.done.imported;
        self.done.forgotten += later.done.forgotten;
    }

    pub(crate) fn writes(&self) -> Vec<Write> {
        let row = |((table, key), value): (&(Table, Vec<u8>), &Option<Vec<u8>>)| Write {
            table: *table,
            key: key.clone(),
            value: value.clone(),
        };
        self.rows.iter().map(row).collect()
    }
}

impl Outbox {
    /// Adds to what the next write carries.
    pub(crate) fn add(&mut self, batch: Batch) {
        self.waiting.append(batch);
    }

    /// Whether something waits for the next write.
    pub(crate) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether everything handed over so far is on the disk: what is read now is all there is.
    pub(crate) fn is_empty(&self) -> bool {
        self.in_flight.is_none() && self.waiting.is_empty()
    }

    /// The next write, if one may start now.
    pub(crate) fn next(&mut self, now_ms: i64, ticket: impl FnOnce() -> Ticket) -> Option<Effect> {
        let too_early = self
            .failed
            .as_ref()
            .is_some_and(|failure| now_ms < failure.retry_at_ms);
        if self.in_flight.is_some() || self.waiting.is_empty() || too_early {
            return None;
        }
        let batch = core::mem::take(&mut self.waiting);
        let (ticket, writes) = (ticket(), batch.writes());
        self.in_flight = Some((ticket, batch));
        let durability = rows::durability(&writes);
        Some(Effect::Store {
            ticket,
            writes,
            durability,
        })
    }

    /// The write is durable: what became true by it.
    pub(crate) fn stored(&mut self, ticket: Ticket) -> Option<Done> {
        let (_, batch) = self.in_flight.take_if(|(current, _)| *current == ticket)?;
        self.failed = None;
        Some(batch.finish())
    }

    /// The write failed: it goes back to the front, and is tried again later.
    pub(crate) fn failed(&mut self, ticket: Ticket, problem: Problem, now_ms: i64) {
        let Some((_, mut batch)) = self.in_flight.take_if(|(current, _)| *current == ticket) else {
            return;
        };
        batch.append(core::mem::take(&mut self.waiting));
        self.waiting = batch;
        let tries = self.failed.as_ref().map_or(0, |failure| failure.tries) + 1;
        let wait = (FIRST_RETRY_MS << tries.min(6)).min(LAST_RETRY_MS);
        self.failed = Some(Failure {
            problem,
            tries,
            retry_at_ms: now_ms + wait,
        });
    }

    /// Try again at once.
    pub(crate) fn retry_now(&mut self) {
        if let Some(failure) = &mut self.failed {
            failure.retry_at_ms = i64::MIN;
        }
    }

    /// A row on its way to the disk: what a read would not see yet.
    pub(crate) fn peek(&self, table: Table, key: &[u8]) -> Option<&[u8]> {
        let place = (table, key.to_vec());
        let under_way = self
            .in_flight
            .as_ref()
            .and_then(|(_, batch)| batch.rows.get(&place));
        self.waiting.rows.get(&place).or(under_way)?.as_deref()
    }

    /// Bytes of pictures that are not on the disk yet.
    pub(crate) fn unsaved_bytes(&self) -> usize {
        let in_flight = self.in_flight.as_ref();
        self.waiting.chunk_bytes + in_flight.map_or(0, |(_, batch)| batch.chunk_bytes)
    }

    /// When to try again, if the last write failed.
    pub(crate) fn retry_at_ms(&self) -> Option<i64> {
        self.failed
            .as_ref()
            .filter(|_| self.in_flight.is_none())
            .map(|failure| failure.retry_at_ms)
    }

    /// Whether everything handed over so far is durable.
    pub(crate) fn saved(&self) -> Saved {
        match &self.failed {
            Some(failure) => Saved::Failed(failure.problem.clone()),
            None if self
                .in_flight
                .as_ref()
                .is_some_and(|(_, batch)| batch.matters()) =>
            {
                Saved::Saving
            }
            None if self.waiting.matters() => Saved::Saving,
            None => Saved::Yes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(key: u8, value: u8) -> Batch {
        let mut batch = Batch::default();
        batch.write(rows::put(Table::Meta, vec![key], vec![value]));
        batch.done.imported = 1;
        batch
    }

    #[test]
    fn one_write_at_a_time_and_the_rest_together() {
        let mut outbox = Outbox::default();
        outbox.add(batch(1, 1));
        assert!(outbox.next(0, || Ticket(1)).is_some());
        outbox.add(batch(2, 1));
        outbox.add(batch(2, 2));
        assert_eq!(outbox.next(0, || Ticket(2)), None);
        assert_eq!(outbox.stored(Ticket(1)).map(|done| done.imported), Some(1));
        let Some(Effect::Store { writes, .. }) = outbox.next(0, || Ticket(2)) else {
            panic!()
        };
        assert_eq!(writes, [rows::put(Table::Meta, vec![2], vec![2])]);
        assert_eq!(outbox.saved(), Saved::Saving);
        assert_eq!(outbox.stored(Ticket(2)).map(|done| done.imported), Some(2));
        assert_eq!(outbox.saved(), Saved::Yes);
    }

    #[test]
    fn a_failed_write_is_kept_and_later_rows_win() {
        let mut outbox = Outbox::default();
        outbox.add(batch(1, 1));
        outbox.next(0, || Ticket(1)).unwrap();
        outbox.add(batch(1, 2));
        outbox.failed(Ticket(1), Problem::DiskFull, 0);
        assert_eq!(outbox.saved(), Saved::Failed(Problem::DiskFull));
        assert_eq!(
            outbox.next(0, || Ticket(2)),
            None,
            "not before the retry is due"
        );
        let retry = outbox.retry_at_ms().unwrap();
        let Some(Effect::Store { writes, .. }) = outbox.next(retry, || Ticket(2)) else {
            panic!()
        };
        assert_eq!(writes, [rows::put(Table::Meta, vec![1], vec![2])]);
        assert_eq!(outbox.stored(Ticket(2)).map(|done| done.imported), Some(2));
        assert_eq!(outbox.saved(), Saved::Yes);
    }
}
