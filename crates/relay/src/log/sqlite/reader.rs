//! Reading beside the writer: a few connections of their own, used on threads that may block.
//! WAL lets them see the last commit without waiting for the next.

use super::{chunks, schema, writer::tip};
use crate::{
    RelayError,
    log::{Held, Logged, Totals},
};
use bytes::Bytes;
use commonplace_protocol::{Range, RecordId, ReplicaId, SpaceId, record};
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;

/// Reads that run at one time: SQLite reads from memory mostly, so more would only wait for a core.
const READERS: usize = 4;

/// A small pool of reading connections.
#[derive(Debug, Clone)]
pub(super) struct Readers(Arc<Pool>);

#[derive(Debug)]
struct Pool {
    path: PathBuf,
    turns: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// Connections are opened when first needed.
    pub(super) fn new(path: PathBuf) -> Self {
        let turns = Arc::new(Semaphore::new(READERS));
        Self(Arc::new(Pool {
            path,
            turns,
            idle: Mutex::default(),
        }))
    }

    /// Runs `query` on a connection of the pool, away from the async threads.
    pub(super) async fn run<T: Send + 'static>(
        self,
        query: impl FnOnce(&Connection) -> Result<T, RelayError> + Send + 'static,
    ) -> Result<T, RelayError> {
        let turn = Arc::clone(&self.0.turns).acquire_owned().await;
        let work = move || {
            let idle = || self.0.idle.lock().unwrap_or_else(PoisonError::into_inner);
            let free = idle().pop();
            let connection = free.map_or_else(|| schema::reader(&self.0.path), Ok)?;
            let answer = query(&connection);
            idle().push(connection);
            drop(turn);
            answer
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| RelayError::Stopping)?
    }
}

/// See `LogStore::space`. One transaction, so that roster, tips and size belong together.
pub(super) fn space(connection: &Connection, space: SpaceId) -> Result<Option<Held>, RelayError> {
    let view = connection.unchecked_transaction()?;
    let found = view
        .prepare_cached("SELECT id, bytes FROM space WHERE name = ?1")?
        .query_row([&space.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    let Some((row, bytes)) = found else {
        return Ok(None);
    };
    let roster = view
        .prepare_cached("SELECT entry FROM roster WHERE space = ?1 ORDER BY number")?
        .query_map([row], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let tips = view
        .prepare_cached("SELECT member, counter, last, name FROM replica WHERE space = ?1")?
        .query_map([row], |row| Ok((ReplicaId(row.get(3)?), tip(row)?)))?
        .collect::<Result<_, _>>()?;
    Ok(Some(Held {
        roster,
        tips,
        bytes: bytes.unsigned_abs(),
    }))
}

/// The row of a replica.
fn replica_row(
    connection: &Connection,
    space: &SpaceId,
    replica: &ReplicaId,
) -> Result<Option<i64>, RelayError> {
    let mut find = connection.prepare_cached(
        "SELECT replica.id FROM replica JOIN space ON space.id = replica.space
         WHERE space.name = ?1 AND replica.name = ?2",
    )?;
    Ok(find
        .query_row(params![space.0, replica.0], |row| row.get(0))
        .optional()?)
}

/// See `LogStore::read`.
pub(super) fn records(
    connection: &Connection,
    space: SpaceId,
    ranges: &[Range],
    max_bytes: usize,
) -> Result<Vec<Logged>, RelayError> {
    let mut found = Vec::new();
    let mut room = max_bytes;
    let mut select = connection.prepare_cached(
        "SELECT counter, bytes FROM record WHERE replica = ?1 AND counter BETWEEN ?2 AND ?3
         ORDER BY counter",
    )?;
    for range in ranges {
        let Some(row) = replica_row(connection, &space, &range.replica)? else {
            continue;
        };
        let end = i64::try_from(range.to).unwrap_or(i64::MAX);
        let Ok(start) = i64::try_from(range.from) else {
            continue;
        };
        let mut rows = select.query(params![row, start, end])?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            if room < bytes.len() && !found.is_empty() {
                return Ok(found);
            }
            room = room.saturating_sub(bytes.len());
            let counter = row.get::<_, i64>(0)?.unsigned_abs();
            let bytes = Bytes::copy_from_slice(bytes);
            found.push(Logged {
                replica: range.replica,
                counter,
                bytes,
            });
        }
    }
    Ok(found)
}

/// See `LogStore::ids`.
pub(super) fn ids(
    connection: &Connection,
    space: SpaceId,
    places: &[(ReplicaId, u64)],
) -> Result<BTreeMap<(ReplicaId, u64), RecordId>, RelayError> {
    let mut ids = BTreeMap::new();
    for &(replica, counter) in places {
        let range = Range {
            replica,
            from: counter,
            to: counter,
        };
        for logged in records(connection, space, &[range], 0)? {
            ids.insert((replica, counter), record::id(&logged.bytes));
        }
    }
    Ok(ids)
}

/// See `LogStore::totals`.
pub(super) fn totals(connection: &Connection) -> Result<Totals, RelayError> {
    let number = |sql: &str| -> Result<u64, RelayError> {
        Ok(connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))?
            .unsigned_abs())
    };
    Ok(Totals {
        spaces: number("SELECT count(*) FROM space")?,
        replicas: number("SELECT count(*) FROM replica")?,
        // Counters have no gaps, so nobody needs to walk the records to count them.
        records: number("SELECT coalesce(sum(counter), 0) FROM replica")?,
        roster_entries: number("SELECT count(*) FROM roster")?,
        chunks: chunks::count(connection)?,
        bytes: number("SELECT coalesce(sum(bytes), 0) FROM space")?,
    })
}
