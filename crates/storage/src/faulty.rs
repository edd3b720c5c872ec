//! A store that fails when it is told to: how tests bring about a full disk, or a connection
//! that breaks before or after the data was written. For tests only.

use crate::{Batch, Query, Row, Store, StoreError, Table};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// What goes wrong with one batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing goes wrong this time.
    None,
    /// Nothing is written.
    Refused(StoreError),
    /// Everything is written, and yet this is the answer: the connection broke just then.
    Unanswered(StoreError),
}

/// Passes everything on to another store, except for the faults it was given.
#[derive(Clone, Debug)]
pub struct Faulty<S> {
    inner: S,
    plan: Rc<RefCell<Plan>>,
}

#[derive(Debug, Default)]
struct Plan {
    writes: VecDeque<Fault>,
    reads: VecDeque<StoreError>,
    broken: Option<StoreError>,
}

impl<S> Faulty<S> {
    /// A store without faults so far.
    pub fn new(inner: S) -> Self {
        Self {
            inner,
            plan: Rc::default(),
        }
    }

    /// The store below, which never fails.
    pub const fn inner(&self) -> &S {
        &self.inner
    }

    /// The next batches meet these faults, one each, in order.
    pub fn fail_writes(&self, faults: impl IntoIterator<Item = Fault>) {
        self.plan.borrow_mut().writes.extend(faults);
    }

    /// The next reads fail like this, one each, in order.
    pub fn fail_reads(&self, errors: impl IntoIterator<Item = StoreError>) {
        self.plan.borrow_mut().reads.extend(errors);
    }

    /// Everything fails like this from now on, until `None` repairs it.
    pub fn set_broken(&self, error: Option<StoreError>) {
        self.plan.borrow_mut().broken = error;
    }

    fn next_write(&self) -> Fault {
        let mut plan = self.plan.borrow_mut();
        match &plan.broken {
            Some(error) => Fault::Refused(error.clone()),
            None => plan.writes.pop_front().unwrap_or(Fault::None),
        }
    }

    fn next_read(&self) -> Result<(), StoreError> {
        let mut plan = self.plan.borrow_mut();
        plan.broken
            .clone()
            .or_else(|| plan.reads.pop_front())
            .map_or(Ok(()), Err)
    }
}

impl<S: Store> Store for Faulty<S> {
    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        match self.next_write() {
            Fault::None => self.inner.apply(batch).await,
            Fault::Refused(error) => Err(error),
            Fault::Unanswered(error) => self.inner.apply(batch).await.and(Err(error)),
        }
    }

    async fn scan(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        self.next_read()?;
        self.inner.scan(query).await
    }

    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.next_read()?;
        self.inner.get(table, key).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Memory;
    use crate::contract::{batch, drive, put};

    #[test]
    fn faults_happen_in_the_order_given_and_then_stop() {
        let store = Faulty::new(Memory::default());
        store.fail_writes([
            Fault::None,
            Fault::Refused(StoreError::Full),
            Fault::Unanswered(StoreError::Lost),
        ]);
        let write = |key: &[u8]| drive(store.apply(batch([put(Table::Meta, key, b"x")])));
        assert_eq!(write(b"a"), Ok(()));
        assert_eq!(write(b"b"), Err(StoreError::Full));
        assert_eq!(write(b"c"), Err(StoreError::Lost));
        assert_eq!(write(b"d"), Ok(()));
        let kept = drive(store.scan(&Query::all(Table::Meta))).unwrap();
        assert_eq!(
            kept.iter().map(|row| &row.key[..]).collect::<Vec<_>>(),
            [b"a", b"c", b"d"]
        );

        store.fail_reads([StoreError::Damaged]);
        assert_eq!(
            drive(store.get(Table::Meta, b"a")),
            Err(StoreError::Damaged)
        );
        store.set_broken(Some(StoreError::Lost));
        assert_eq!(write(b"e"), Err(StoreError::Lost));
        assert_eq!(drive(store.get(Table::Meta, b"a")), Err(StoreError::Lost));
        store.set_broken(None);
        assert_eq!(drive(store.get(Table::Meta, b"e")), Ok(None));
    }
}
