//! Mailboxes in the database. Each deed first empties what is too old, so no box outlives its time by much.

use crate::{
    RelayError,
    log::{
        NewBox, Opened, Outcome,
        boxes::{BOXES, FULL_BOXES, forgotten_ms},
    },
};
use commonplace_protocol::{BoxId, MemberKey, SpaceId, frame::Empty};
use rusqlite::{OptionalExtension, Transaction, params};

const FULL: i64 = 0;
const TAKEN: i64 = 1;
const EXPIRED: i64 = 2;

/// See `LogStore::put_box`.
pub(super) fn put(
    transaction: &Transaction<'_>,
    filled: &NewBox,
    now_ms: i64,
) -> Result<Outcome, RelayError> {
    sweep(transaction, now_ms)?;
    let (all, full): (i64, i64) = transaction
        .prepare_cached(
            "SELECT count(*), coalesce(sum(state = ?2), 0) FROM mailbox WHERE space = ?1",
        )?
        .query_row(params![filled.space.0, FULL], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let fits = |count: i64, most: usize| usize::try_from(count).is_ok_and(|count| count < most);
    if !fits(all, BOXES) || !fits(full, FULL_BOXES) {
        return Ok(Outcome::Moved);
    }
    let put = transaction
        .prepare_cached(
            "INSERT INTO mailbox (name, space, member, state, expires, sealed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            filled.place.0,
            filled.space.0,
            filled.member.0,
            FULL,
            filled.expires_ms,
            filled.sealed
        ])?;
    Ok(if put == 0 {
        Outcome::Moved
    } else {
        Outcome::Durable
    })
}

/// See `LogStore::take_box`.
pub(super) fn take(
    transaction: &Transaction<'_>,
    place: BoxId,
    now_ms: i64,
) -> Result<Opened, RelayError> {
    sweep(transaction, now_ms)?;
    let found = transaction
        .prepare_cached(
            "SELECT state, space, member, sealed, expires FROM mailbox WHERE name = ?1",
        )?
        .query_row([&place.0], |row| {
            let held = NewBox {
                place,
                space: SpaceId(row.get(1)?),
                member: MemberKey(row.get(2)?),
                sealed: row.get(3)?,
                expires_ms: row.get(4)?,
            };
            Ok((row.get::<_, i64>(0)?, held))
        })
        .optional()?;
    match found {
        None => Ok(Opened::Empty(Empty::Unknown)),
        Some((TAKEN, _)) => Ok(Opened::Empty(Empty::Taken)),
        Some((FULL, held)) => {
            transaction
                .prepare_cached("UPDATE mailbox SET state = ?2, sealed = x'' WHERE name = ?1")?
                .execute(params![place.0, TAKEN])?;
            Ok(Opened::Full(held))
        }
        Some(_) => Ok(Opened::Empty(Empty::Expired)),
    }
}

/// See `LogStore::sweep_boxes`.
pub(super) fn sweep(transaction: &Transaction<'_>, now_ms: i64) -> Result<(), RelayError> {
    transaction
        .prepare_cached(
            "UPDATE mailbox SET state = ?2, sealed = x'' WHERE state = ?1 AND expires <= ?3",
        )?
        .execute(params![FULL, EXPIRED, now_ms])?;
    transaction
        .prepare_cached("DELETE FROM mailbox WHERE expires <= ?1")?
        .execute([forgotten_ms(now_ms)])?;
    Ok(())
}
