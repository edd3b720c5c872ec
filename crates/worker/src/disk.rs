//! Carries out the engine's writes and reads, one after the other in the order they came, so
//! that a read sees every write before it. Must never let a later write overtake a failed one:
//! a record would be missing in a chain of records for ever.

use crate::mirror;
use commonplace_engine::io::{Input, Ticket};
use commonplace_storage::{Batch, Query, Store, StoreError, Table};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// Where the identity lies: made once, by one tab. See [`Disk`].
const IDENTITY: &[u8] = b"identity";

/// One thing to do.
#[derive(Debug)]
pub enum Job {
    /// Write a batch.
    Store(Ticket, Batch),
    /// Read rows.
    Load(Ticket, Query),
}

/// What came of a job.
#[derive(Debug)]
pub enum Outcome {
    /// To be fed to the engine.
    Done(Input),
    /// Another tab made a journal here since this one looked: nothing was written, and nothing
    /// else will be; this tab must start anew.
    Overtaken,
}

/// A store and the jobs that wait for it.
///
/// A batch that writes an identity is only carried out if the identity in the store is still the
/// one this tab knows; `guard` keeps two tabs from looking at the same moment.
#[derive(Debug)]
pub struct Disk<S> {
    store: S,
    identity: RefCell<Option<Vec<u8>>>,
    jobs: RefCell<VecDeque<Job>>,
    working: Cell<bool>,
    overtaken: Cell<bool>,
}

impl<S: Store> Disk<S> {
    /// A disk where `identity` was found when this tab started.
    pub fn new(store: S, identity: Option<Vec<u8>>) -> Self {
        Self {
            store,
            identity: RefCell::new(identity),
            jobs: RefCell::default(),
            working: Cell::new(false),
            overtaken: Cell::new(false),
        }
    }

    /// The value of the identity among rows of [`Table::Meta`].
    pub fn identity_in(rows: &[commonplace_storage::Row]) -> Option<Vec<u8>> {
        rows.iter()
            .find(|row| row.key == IDENTITY)
            .map(|row| row.value.clone())
    }

    /// Adds a job. `true` when nobody is at work: then [`Disk::work`] must be called.
    #[must_use]
    pub fn add(&self, job: Job) -> bool {
        self.jobs.borrow_mut().push_back(job);
        !self.working.replace(true)
    }

    /// Does all jobs there are, and those that come meanwhile, and tells `answer` each outcome.
    /// `guard` gives the lock under which an identity is written.
    pub async fn work<G>(
        &self,
        guard: impl AsyncFn() -> Result<G, StoreError>,
        answer: impl Fn(Outcome),
    ) {
        while let Some(job) = self.next() {
            match job {
                Job::Load(ticket, query) => {
                    let rows = self.store.scan(&query).await;
                    let rows = rows.map(mirror::rows).map_err(mirror::problem);
                    answer(Outcome::Done(Input::Loaded { ticket, rows }));
                }
                Job::Store(ticket, batch) => match self.write(batch, &guard).await {
                    Ok(()) if self.overtaken.get() => answer(Outcome::Overtaken),
                    Ok(()) => answer(Outcome::Done(Input::Stored(ticket))),
                    Err(error) => self.fail(ticket, error, &answer),
                },
            }
        }
        self.working.set(false);
    }

    fn next(&self) -> Option<Job> {
        if self.overtaken.get() {
            return None;
        }
        self.jobs.borrow_mut().pop_front()
    }

    async fn write<G>(
        &self,
        batch: Batch,
        guard: impl AsyncFn() -> Result<G, StoreError>,
    ) -> Result<(), StoreError> {
        let identity = batch
            .writes
            .iter()
            .rev()
            .find(|write| write.table == Table::Meta && write.key == IDENTITY);
        let Some(identity) = identity.map(|write| write.value.clone()) else {
            return self.store.apply(batch).await;
        };
        let _guard = guard().await?;
        let found = self.store.get(Table::Meta, IDENTITY).await?;
        // After an unanswered write the new one may be there already.
        if found != *self.identity.borrow() && found != identity {
            self.overtaken.set(true);
            return Ok(());
        }
        self.store.apply(batch).await?;
        self.identity.replace(identity);
        Ok(())
    }

    /// A failed write takes those that wait behind it with it: the engine asks for all of them
    /// again, in order.
    fn fail(&self, ticket: Ticket, error: StoreError, answer: impl Fn(Outcome)) {
        let problem = mirror::problem(error);
        let (later, reads) = self
            .jobs
            .take()
            .into_iter()
            .partition(|job| matches!(job, Job::Store(..)));
        self.jobs.replace(reads);
        let later: VecDeque<Job> = later;
        let tickets = later.into_iter().map(|job| match job {
            Job::Store(ticket, _) | Job::Load(ticket, _) => ticket,
        });
        for ticket in std::iter::once(ticket).chain(tickets) {
            answer(Outcome::Done(Input::StoreFailed {
                ticket,
                problem: problem.clone(),
            }));
        }
    }
}
