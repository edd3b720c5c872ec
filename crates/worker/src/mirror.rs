//! The engine's words for rows and the store's are the same, and neither knows the other.

use commonplace_api::Problem;
use commonplace_engine::io;
use commonplace_storage as storage;

pub(crate) const fn table(table: io::Table) -> storage::Table {
    match table {
        io::Table::Records => storage::Table::Records,
        io::Table::Docs => storage::Table::Docs,
        io::Table::Cards => storage::Table::Cards,
        io::Table::Texts => storage::Table::Texts,
        io::Table::Chunks => storage::Table::Chunks,
        io::Table::Meta => storage::Table::Meta,
    }
}

pub(crate) fn batch(writes: Vec<io::Write>, durability: io::Durability) -> storage::Batch {
    let writes = writes
        .into_iter()
        .map(|write| storage::Write {
            table: table(write.table),
            key: write.key,
            value: write.value,
        })
        .collect();
    let durability = match durability {
        io::Durability::Strict => storage::Durability::Strict,
        io::Durability::Relaxed => storage::Durability::Relaxed,
    };
    storage::Batch { writes, durability }
}

pub(crate) fn query(query: io::Query) -> storage::Query {
    let io::Query {
        table: room,
        from,
        to,
        max_rows,
        max_bytes,
    } = query;
    storage::Query {
        table: table(room),
        from,
        to,
        max_rows,
        max_bytes,
    }
}

pub(crate) fn rows(rows: Vec<storage::Row>) -> Vec<io::Row> {
    rows.into_iter()
        .map(|row| io::Row {
            key: row.key,
            value: row.value,
        })
        .collect()
}

pub(crate) fn problem(error: storage::StoreError) -> Problem {
    match error {
        storage::StoreError::Full => Problem::DiskFull,
        // The page is told to start anew when its database was removed; until then it is lost.
        storage::StoreError::Lost | storage::StoreError::Erased => Problem::StorageLost,
        storage::StoreError::Damaged => Problem::StorageDamaged,
        storage::StoreError::NewerVersion => Problem::NewerVersion,
        storage::StoreError::Blocked => Problem::StorageBlocked,
        storage::StoreError::Other(words) => Problem::Other(words),
    }
}
