//! Stand-ins in the database, beside the records they may take the place of.

use super::writer::{grow, space_row};
use crate::{
    RelayError,
    log::{
        NewStandIn,
        stand_ins::{WITNESSES, waited_since_ms},
    },
};
use commonplace_protocol::SpaceId;
use rusqlite::{OptionalExtension, Transaction, params};

/// See `LogStore::vouch`.
pub(super) fn vouch(
    transaction: &Transaction<'_>,
    space: &SpaceId,
    stand_ins: &[NewStandIn],
    now_ms: i64,
) -> Result<(), RelayError> {
    let Some(space) = space_row(transaction, space)? else {
        return Ok(());
    };
    let mut find = transaction.prepare_cached(
        "SELECT record.id, record.bytes FROM record JOIN replica ON replica.id = record.replica
         WHERE replica.space = ?1 AND replica.name = ?2 AND record.counter = ?3",
    )?;
    for stand_in in stand_ins {
        let counter = i64::try_from(stand_in.counter).unwrap_or(i64::MAX);
        let held = find
            .query_row(params![space, stand_in.replica.0, counter], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
            })
            .optional()?;
        let Some((record, held)) = held.filter(|(_, held)| stand_in.replaces(held)) else {
            continue;
        };
        transaction
            .prepare_cached(
                "INSERT INTO stand_in (record, witness, other, since, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                record,
                stand_in.witness.0,
                stand_in.other,
                now_ms,
                &stand_in.bytes[..]
            ])?;
        let others: i64 = transaction
            .prepare_cached("SELECT count(*) FROM stand_in WHERE record = ?1 AND other")?
            .query_row([record], |row| row.get(0))?;
        if usize::try_from(others).is_ok_and(|others| others >= WITNESSES) {
            give_way(transaction, space, record, held.len())?;
        }
    }
    Ok(())
}

/// See `LogStore::sweep_stand_ins`.
pub(super) fn sweep(transaction: &Transaction<'_>, now_ms: i64) -> Result<(), RelayError> {
    let due: Vec<(i64, i64, i64)> = transaction
        .prepare_cached(
            "SELECT DISTINCT record.id, replica.space, length(record.bytes) FROM stand_in
             JOIN record ON record.id = stand_in.record JOIN replica ON replica.id = record.replica
             WHERE stand_in.since <= ?1",
        )?
        .query_map([waited_since_ms(now_ms)], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    for (record, space, size) in due {
        give_way(
            transaction,
            space,
            record,
            usize::try_from(size).unwrap_or(0),
        )?;
    }
    Ok(())
}

/// A record gives way to the first stand-in for it.
fn give_way(
    transaction: &Transaction<'_>,
    space: i64,
    record: i64,
    size: usize,
) -> Result<(), RelayError> {
    let bytes: Vec<u8> = transaction
        .prepare_cached("SELECT bytes FROM stand_in WHERE record = ?1 ORDER BY witness LIMIT 1")?
        .query_row([record], |row| row.get(0))?;
    transaction
        .prepare_cached("UPDATE record SET bytes = ?2 WHERE id = ?1")?
        .execute(params![record, bytes])?;
    transaction
        .prepare_cached("DELETE FROM stand_in WHERE record = ?1")?
        .execute([record])?;
    grow(transaction, space, bytes.len())?;
    shrink(transaction, space, size)
}

fn shrink(transaction: &Transaction<'_>, space: i64, bytes: usize) -> Result<(), RelayError> {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    transaction
        .prepare_cached("UPDATE space SET bytes = max(bytes - ?2, 0) WHERE id = ?1")?
        .execute(params![space, bytes])?;
    Ok(())
}
