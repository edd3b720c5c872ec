//! The log in SQLite: one file, WAL, `synchronous = FULL`, one writing thread, readers beside it.
//! Every answer to a write comes after the commit, which comes after the fsync.

mod boxes;
mod chunks;
mod reader;
mod schema;
mod stand_ins;
mod upkeep;
mod writer;

pub use upkeep::Report;

use super::{
    Answer, Held, LogStore, Logged, NewBox, NewRecord, NewStandIn, Opened, Outcome, Totals,
};
use crate::RelayError;
use commonplace_protocol::{BoxId, Range, RecordId, ReplicaId, SpaceId};
use futures_util::future::FutureExt;
use reader::Readers;
use std::{collections::BTreeMap, path::Path, thread};
use tokio::sync::{mpsc, oneshot};
use writer::{Done, Job, Write};

/// A [`LogStore`] in one SQLite file.
#[derive(Debug)]
pub struct SqliteLog {
    /// `None` only while dropping.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<thread::JoinHandle<()>>,
    readers: Readers,
}

impl SqliteLog {
    /// Opens the database at `path`, creating it if there is none. Whoever calls this holds the data
    /// directory's lock: two writers would be safe but would refuse each other's work.
    ///
    /// # Errors
    /// `RunTheNewer`, `NotOurs`, `RestoreBackup`, or what the file system says.
    pub fn open(path: &Path) -> Result<Self, RelayError> {
        let connection = schema::writer(path)?;
        let (sender, jobs) = writer::queue();
        let thread = thread::Builder::new()
            .name("log-writer".to_owned())
            .spawn(move || writer::run(connection, jobs))?;
        let readers = Readers::new(path.to_owned());
        Ok(Self {
            jobs: Some(sender),
            thread: Some(thread),
            readers,
        })
    }

    async fn write(&self, write: Write) -> Result<Outcome, RelayError> {
        Ok(match self.done(write).await? {
            Done::Written(outcome) => outcome,
            Done::Opened(_) => Outcome::Durable,
        })
    }

    async fn done(&self, write: Write) -> Result<Done, RelayError> {
        let jobs = self.jobs.as_ref().ok_or(RelayError::Stopping)?;
        let (reply, answer) = oneshot::channel();
        jobs.send((write, reply))
            .await
            .map_err(|_| RelayError::Stopping)?;
        answer.await.map_err(|_| RelayError::Stopping)?
    }
}

impl Drop for SqliteLog {
    /// Waits for what was accepted to be written.
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the log's writer had stopped by itself");
        }
    }
}

impl LogStore for SqliteLog {
    fn space(&self, space: SpaceId) -> Answer<'_, Option<Held>> {
        self.readers
            .clone()
            .run(move |connection| reader::space(connection, space))
            .boxed()
    }

    fn append(&self, space: SpaceId, records: Vec<NewRecord>) -> Answer<'_, Outcome> {
        self.write(Write::Append(space, records)).boxed()
    }

    fn extend_roster(&self, space: SpaceId, at: u64, entries: Vec<Vec<u8>>) -> Answer<'_, Outcome> {
        self.write(Write::Extend(space, at, entries)).boxed()
    }

    fn read(
        &self,
        space: SpaceId,
        ranges: Vec<Range>,
        max_bytes: usize,
    ) -> Answer<'_, Vec<Logged>> {
        let query = move |connection: &_| reader::records(connection, space, &ranges, max_bytes);
        self.readers.clone().run(query).boxed()
    }

    fn ids(
        &self,
        space: SpaceId,
        places: Vec<(ReplicaId, u64)>,
    ) -> Answer<'_, BTreeMap<(ReplicaId, u64), RecordId>> {
        self.readers
            .clone()
            .run(move |connection| reader::ids(connection, space, &places))
            .boxed()
    }

    fn vouch(&self, space: SpaceId, stand_ins: Vec<NewStandIn>, now_ms: i64) -> Answer<'_, ()> {
        let write = Write::Vouch(space, stand_ins, now_ms);
        async move { self.write(write).await.map(drop) }.boxed()
    }

    fn sweep_stand_ins(&self, now_ms: i64) -> Answer<'_, ()> {
        async move { self.write(Write::SweepStandIns(now_ms)).await.map(drop) }.boxed()
    }

    fn totals(&self) -> Answer<'_, Totals> {
        self.readers.clone().run(reader::totals).boxed()
    }

    fn put_box(&self, filled: NewBox, now_ms: i64) -> Answer<'_, Outcome> {
        self.write(Write::Put(filled, now_ms)).boxed()
    }

    fn take_box(&self, place: BoxId, now_ms: i64) -> Answer<'_, Opened> {
        let taken = async move {
            match self.done(Write::Take(place, now_ms)).await? {
                Done::Opened(opened) => Ok(opened),
                Done::Written(_) => Err(RelayError::Stopping),
            }
        };
        taken.boxed()
    }

    fn sweep_boxes(&self, now_ms: i64) -> Answer<'_, ()> {
        async move { self.write(Write::Sweep(now_ms)).await.map(drop) }.boxed()
    }

    fn purge(&self, space: SpaceId) -> Answer<'_, bool> {
        async move { Ok(self.write(Write::Purge(space)).await? == Outcome::Durable) }.boxed()
    }
}
