//! Chunks in SQLite: rows named by their content.

use super::{SqliteLog, schema, writer};
use crate::{
    RelayError,
    log::{Answer, ChunkStore, Outcome, Report},
};
use bytes::Bytes;
use commonplace_protocol::{ChunkId, SpaceId, chunk};
use futures_util::future::FutureExt;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

impl ChunkStore for SqliteLog {
    fn keep(&self, space: SpaceId, id: ChunkId, bytes: Bytes) -> Answer<'_, Outcome> {
        self.write(writer::Write::Keep(space, id, bytes)).boxed()
    }

    fn kept(&self, space: SpaceId, ids: Vec<ChunkId>) -> Answer<'_, BTreeSet<ChunkId>> {
        let query = move |connection: &_| kept(connection, space, ids);
        self.readers.clone().run(query).boxed()
    }

    fn chunk(&self, space: SpaceId, id: ChunkId) -> Answer<'_, Option<Bytes>> {
        let query = move |connection: &_| read(connection, space, id);
        self.readers.clone().run(query).boxed()
    }
}

/// Writes one chunk, and counts it if it is new.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    space: &SpaceId,
    id: &ChunkId,
    bytes: &[u8],
) -> Result<Outcome, RelayError> {
    let Some(row) = writer::space_row(transaction, space)? else {
        return Ok(Outcome::Moved);
    };
    let is_new = transaction
        .prepare_cached("SELECT 1 FROM chunk WHERE space = ?1 AND name = ?2")?
        .query_row(params![row, id.0], |_| Ok(()))
        .optional()?
        .is_none();
    transaction
        .prepare_cached(
            "INSERT INTO chunk (space, name, bytes) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET bytes = excluded.bytes",
        )?
        .execute(params![row, id.0, bytes])?;
    if is_new {
        writer::grow(transaction, row, bytes.len())?;
    }
    Ok(Outcome::Durable)
}

fn kept(
    connection: &Connection,
    space: SpaceId,
    ids: Vec<ChunkId>,
) -> Result<BTreeSet<ChunkId>, RelayError> {
    let mut find = connection.prepare_cached(
        "SELECT 1 FROM chunk JOIN space ON space.id = chunk.space
         WHERE space.name = ?1 AND chunk.name = ?2",
    )?;
    let mut found = BTreeSet::new();
    for id in ids {
        if find.exists(params![space.0, id.0])? {
            found.insert(id);
        }
    }
    Ok(found)
}

/// A row that is not what its name says is as good as none: whoever has it whole gives it again.
fn read(connection: &Connection, space: SpaceId, id: ChunkId) -> Result<Option<Bytes>, RelayError> {
    let mut find = connection.prepare_cached(
        "SELECT chunk.bytes FROM chunk JOIN space ON space.id = chunk.space
         WHERE space.name = ?1 AND chunk.name = ?2",
    )?;
    let bytes: Option<Vec<u8>> = find
        .query_row(params![space.0, id.0], |row| row.get(0))
        .optional()?;
    Ok(bytes
        .filter(|bytes| chunk::id(bytes) == id)
        .map(Bytes::from))
}

/// How many chunks there are. A copy made by an older program has no place for them.
pub(super) fn count(connection: &Connection) -> Result<u64, RelayError> {
    if !schema::has_chunks(connection)? {
        return Ok(0);
    }
    let count = connection.query_row("SELECT count(*) FROM chunk", [], |row| row.get::<_, i64>(0));
    Ok(count?.unsigned_abs())
}

/// Reads every chunk of a space and holds it against its name.
pub(super) fn check(
    view: &Connection,
    row: i64,
    space: SpaceId,
    report: &mut Report,
) -> Result<(), RelayError> {
    if !schema::has_chunks(view)? {
        return Ok(());
    }
    let mut select = view.prepare_cached("SELECT name, bytes FROM chunk WHERE space = ?1")?;
    let mut rows = select.query([row])?;
    while let Some(row) = rows.next()? {
        report.chunks += 1;
        let id = ChunkId(row.get(0)?);
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        if chunk::id(bytes) != id {
            report
                .problems
                .push(format!("{space}: chunk {id} is damaged"));
        }
    }
    Ok(())
}
