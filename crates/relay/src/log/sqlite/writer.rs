//! The one thread that writes. It commits what is waiting together: while one fsync runs the next
//! batch gathers, so a lone writer waits for nothing and many share the cost. Replies come after the commit.

use super::{boxes, chunks, stand_ins};
use crate::{
    RelayError,
    log::{NewBox, NewRecord, NewStandIn, Opened, Outcome, follows},
};
use bytes::Bytes;
use commonplace_protocol::{BoxId, ChunkId, MemberKey, RecordId, ReplicaId, SpaceId, Tip};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeMap;
use tokio::sync::{mpsc, oneshot};

/// Most records that share a commit: beyond it waiting would cost the first more than the fsync saves.
const GROUP: usize = 256;
/// What a chunk counts as, in records.
const CHUNK_WEIGHT: usize = 16;
/// Writes that may wait for the writer.
const QUEUE: usize = 1024;

/// One write.
#[derive(Debug)]
pub(super) enum Write {
    /// See `LogStore::append`.
    Append(SpaceId, Vec<NewRecord>),
    /// See `LogStore::extend_roster`.
    Extend(SpaceId, u64, Vec<Vec<u8>>),
    /// See `ChunkStore::keep`.
    Keep(SpaceId, ChunkId, Bytes),
    /// See `LogStore::purge`; `Moved` if it was not there.
    Purge(SpaceId),
    /// See `LogStore::put_box`.
    Put(NewBox, i64),
    /// See `LogStore::take_box`.
    Take(BoxId, i64),
    /// See `LogStore::sweep_boxes`.
    Sweep(i64),
    /// See `LogStore::vouch`.
    Vouch(SpaceId, Vec<NewStandIn>, i64),
    /// See `LogStore::sweep_stand_ins`.
    SweepStandIns(i64),
}

/// What came of a write.
#[derive(Debug)]
pub(super) enum Done {
    Written(Outcome),
    Opened(Opened),
}

type Reply = oneshot::Sender<Result<Done, RelayError>>;
/// A write and who waits for it.
pub(super) type Job = (Write, Reply);

/// The queue a writer takes its work from.
pub(super) fn queue() -> (mpsc::Sender<Job>, mpsc::Receiver<Job>) {
    mpsc::channel(QUEUE)
}

/// Writes until every sender is gone; then the connection closes, which folds the WAL into the database.
pub(super) fn run(mut connection: Connection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut records = weight(&first.0);
        let mut group = vec![first];
        while records < GROUP
            && let Ok(job) = jobs.try_recv()
        {
            records += weight(&job.0);
            group.push(job);
        }
        commit(&mut connection, group);
    }
}

fn weight(write: &Write) -> usize {
    match write {
        Write::Append(_, records) => records.len(),
        Write::Vouch(_, stand_ins, _) => stand_ins.len(),
        Write::Keep(..) => CHUNK_WEIGHT,
        _ => 1,
    }
}

/// All of a group in one transaction. An error undoes the whole group, so everyone in it hears of it.
fn commit(connection: &mut Connection, group: Vec<Job>) {
    let (writes, replies): (Vec<Write>, Vec<Reply>) = group.into_iter().unzip();
    let outcomes = (|| {
        let transaction = connection.transaction()?;
        let outcomes = writes
            .iter()
            .map(|write| apply(&transaction, write))
            .collect::<Result<Vec<Done>, RelayError>>()?;
        transaction.commit()?;
        Ok(outcomes)
    })();
    match outcomes {
        Ok(outcomes) => {
            for (reply, outcome) in replies.into_iter().zip(outcomes) {
                drop(reply.send(Ok(outcome)));
            }
        }
        Err(error) => refuse_all(replies, &error),
    }
}

fn refuse_all(replies: Vec<Reply>, error: &RelayError) {
    tracing::error!(%error, writes = replies.len(), "nothing of this group was written");
    for reply in replies {
        let error = match error {
            RelayError::MakeRoom => RelayError::MakeRoom,
            other => RelayError::RestoreBackup(other.to_string()),
        };
        drop(reply.send(Err(error)));
    }
}

/// Checks before it writes, so `Moved` leaves no trace in the transaction.
fn apply(transaction: &Transaction<'_>, write: &Write) -> Result<Done, RelayError> {
    let outcome = match write {
        Write::Append(space, records) => append(transaction, space, records),
        Write::Extend(space, at, entries) => extend(transaction, space, *at, entries),
        Write::Keep(space, id, bytes) => chunks::keep(transaction, space, id, bytes),
        Write::Purge(space) => {
            let gone = transaction.execute("DELETE FROM space WHERE name = ?1", [&space.0])?;
            transaction.execute("DELETE FROM mailbox WHERE space = ?1", [&space.0])?;
            Ok(if gone == 0 {
                Outcome::Moved
            } else {
                Outcome::Durable
            })
        }
        Write::Put(filled, now_ms) => boxes::put(transaction, filled, *now_ms),
        Write::Take(place, now_ms) => {
            return boxes::take(transaction, *place, *now_ms).map(Done::Opened);
        }
        Write::Vouch(space, all, now_ms) => {
            stand_ins::vouch(transaction, space, all, *now_ms).map(|()| Outcome::Durable)
        }
        Write::SweepStandIns(now_ms) => {
            stand_ins::sweep(transaction, *now_ms).map(|()| Outcome::Durable)
        }
        Write::Sweep(now_ms) => boxes::sweep(transaction, *now_ms).map(|()| Outcome::Durable),
    };
    outcome.map(Done::Written)
}

/// The row of a space.
pub(super) fn space_row(
    transaction: &Transaction<'_>,
    space: &SpaceId,
) -> Result<Option<i64>, RelayError> {
    let mut find = transaction.prepare_cached("SELECT id FROM space WHERE name = ?1")?;
    Ok(find.query_row([&space.0], |row| row.get(0)).optional()?)
}

fn append(
    transaction: &Transaction<'_>,
    space: &SpaceId,
    records: &[NewRecord],
) -> Result<Outcome, RelayError> {
    let Some(space) = space_row(transaction, space)? else {
        return Ok(Outcome::Moved);
    };
    let mut find = transaction.prepare_cached(
        "SELECT member, counter, last FROM replica WHERE space = ?1 AND name = ?2",
    )?;
    let tips = follows(
        |replica| Ok(find.query_row(params![space, replica.0], tip).optional()?),
        records,
    )?;
    let Some(tips) = tips else {
        return Ok(Outcome::Moved);
    };

    let mut replicas = BTreeMap::<ReplicaId, i64>::new();
    let mut save = transaction.prepare_cached(
        "INSERT INTO replica (space, name, member, counter, last) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET counter = excluded.counter, last = excluded.last
         RETURNING id",
    )?;
    for (replica, tip) in tips {
        let counter = i64::try_from(tip.counter).unwrap_or(i64::MAX);
        let values = params![space, replica.0, tip.member.0, counter, tip.id.0];
        replicas.insert(replica, save.query_row(values, |row| row.get(0))?);
    }
    let mut insert = transaction
        .prepare_cached("INSERT INTO record (replica, counter, bytes) VALUES (?1, ?2, ?3)")?;
    for record in records {
        let counter = i64::try_from(record.counter).unwrap_or(i64::MAX);
        insert.execute(params![
            replicas.get(&record.replica),
            counter,
            &record.bytes[..]
        ])?;
    }
    grow(
        transaction,
        space,
        records.iter().map(|record| record.bytes.len()).sum(),
    )?;
    Ok(Outcome::Durable)
}

/// A `Tip` from columns member, counter, last.
pub(super) fn tip(row: &Row<'_>) -> rusqlite::Result<Tip> {
    Ok(Tip {
        member: MemberKey(row.get(0)?),
        counter: row.get::<_, i64>(1)?.unsigned_abs(),
        id: RecordId(row.get(2)?),
    })
}

fn extend(
    transaction: &Transaction<'_>,
    space: &SpaceId,
    at: u64,
    entries: &[Vec<u8>],
) -> Result<Outcome, RelayError> {
    let row = match (space_row(transaction, space)?, at) {
        (Some(row), _) => row,
        (None, 0) if !entries.is_empty() => {
            transaction.execute("INSERT INTO space (name, bytes) VALUES (?1, 0)", [&space.0])?;
            transaction.last_insert_rowid()
        }
        (None, _) => return Ok(Outcome::Moved),
    };
    let length: i64 = transaction
        .prepare_cached("SELECT count(*) FROM roster WHERE space = ?1")?
        .query_row([row], |row| row.get(0))?;
    if length.unsigned_abs() != at {
        return Ok(Outcome::Moved);
    }
    let mut insert = transaction
        .prepare_cached("INSERT INTO roster (space, number, entry) VALUES (?1, ?2, ?3)")?;
    for (number, entry) in (length..).zip(entries) {
        insert.execute(params![row, number, entry])?;
    }
    grow(transaction, row, entries.iter().map(Vec::len).sum())?;
    Ok(Outcome::Durable)
}

/// Accounts for what a space takes up.
pub(super) fn grow(
    transaction: &Transaction<'_>,
    space: i64,
    bytes: usize,
) -> Result<(), RelayError> {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    transaction
        .prepare_cached("UPDATE space SET bytes = bytes + ?2 WHERE id = ?1")?
        .execute(params![space, bytes])?;
    Ok(())
}
