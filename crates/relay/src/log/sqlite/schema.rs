//! The shape of the database and how a connection to it is opened.
//! Records are rows in the order they arrived, found by replica and counter; no column is ever plaintext.

use crate::RelayError;
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, time::Duration};

/// "cmpl": marks the file as ours, kept in `application_id`.
const APPLICATION: i64 = 0x636d_706c;
/// How long a connection waits for another process's lock, such as a backup's.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a database came to be, step by step; how many of them it has taken is kept in `user_version`.
const STEPS: [&str; 4] = [TABLES, CHUNKS, MAILBOXES, STAND_INS];
/// The newest schema this program knows.
#[expect(clippy::cast_possible_wrap, reason = "there are only a few steps")]
const VERSION: i64 = STEPS.len() as i64;
/// The first one with a place for chunks.
const WITH_CHUNKS: i64 = 2;

const TABLES: &str = "
    CREATE TABLE space (
        id INTEGER PRIMARY KEY,
        name BLOB NOT NULL UNIQUE,
        bytes INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE roster (
        space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
        number INTEGER NOT NULL,
        entry BLOB NOT NULL,
        PRIMARY KEY (space, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE replica (
        id INTEGER PRIMARY KEY,
        space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
        name BLOB NOT NULL,
        member BLOB NOT NULL,
        counter INTEGER NOT NULL,
        last BLOB NOT NULL,
        UNIQUE (space, name)
    ) STRICT;
    CREATE TABLE record (
        id INTEGER PRIMARY KEY,
        replica INTEGER NOT NULL REFERENCES replica ON DELETE CASCADE,
        counter INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        UNIQUE (replica, counter)
    ) STRICT;
";

const CHUNKS: &str = "
    CREATE TABLE chunk (
        space INTEGER NOT NULL REFERENCES space ON DELETE CASCADE,
        name BLOB NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (space, name)
    ) STRICT;
";

const MAILBOXES: &str = "
    CREATE TABLE mailbox (
        name BLOB PRIMARY KEY,
        space BLOB NOT NULL,
        member BLOB NOT NULL,
        state INTEGER NOT NULL,
        expires INTEGER NOT NULL,
        sealed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mailbox_of_space ON mailbox (space);
";

const STAND_INS: &str = "
    CREATE TABLE stand_in (
        record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
        witness BLOB NOT NULL,
        other INTEGER NOT NULL,
        since INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (record, witness)
    ) STRICT, WITHOUT ROWID;
";

/// Opens the one connection that writes, creating the database if there is none.
pub(super) fn writer(path: &Path) -> Result<Connection, RelayError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    if is_empty(&connection)? {
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        step_up(&mut connection, 0)?;
    }
    let found = verify(&connection, path)?;
    if found < VERSION {
        step_up(&mut connection, found)?;
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: a commit is on the disk when it returns, so an acknowledgement can be kept.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    // What gave way or was purged is written over with zeros.
    connection.pragma_update(None, "secure_delete", "ON")?;
    Ok(connection)
}

/// Opens a connection that only reads.
pub(super) fn reader(path: &Path) -> Result<Connection, RelayError> {
    if !path.exists() {
        return Err(RelayError::NothingThere(path.to_owned()));
    }
    // Read-write in the file system's eyes, since readers of a WAL share its index, but not in SQL's.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    verify(&connection, path)?;
    connection.pragma_update(None, "query_only", "ON")?;
    Ok(connection)
}

/// Takes the steps after the first `taken`, all or none.
fn step_up(connection: &mut Connection, taken: i64) -> Result<(), RelayError> {
    let transaction = connection.transaction()?;
    let taken = usize::try_from(taken).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(taken) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}

/// Whether there is a place for chunks: a copy made by an older program has none.
pub(super) fn has_chunks(connection: &Connection) -> Result<bool, RelayError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(version >= WITH_CHUNKS)
}

/// Whether nothing was ever written to the file.
fn is_empty(connection: &Connection) -> Result<bool, RelayError> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(tables == 0)
}

/// Refuses files that are not ours and schemas newer than ours; answers which schema it is.
fn verify(connection: &Connection, path: &Path) -> Result<i64, RelayError> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION {
        return Err(RelayError::NotOurs(path.to_owned()));
    }
    let found = number("user_version")?;
    if found > VERSION {
        return Err(RelayError::RunTheNewer {
            found,
            known: VERSION,
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_schema_and_a_strangers_file_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.db");
        writer(&path)
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
        assert!(matches!(
            writer(&path),
            Err(RelayError::RunTheNewer { found: 99, .. })
        ));
        assert!(matches!(
            reader(&path),
            Err(RelayError::RunTheNewer { found: 99, .. })
        ));

        let other = folder.path().join("other.db");
        Connection::open(&other)
            .unwrap()
            .execute_batch("CREATE TABLE mine (a)")
            .unwrap();
        assert!(matches!(writer(&other), Err(RelayError::NotOurs(_))));
        let text = folder.path().join("text.db");
        std::fs::write(&text, "not a database, but long enough to be taken for one").unwrap();
        assert!(matches!(writer(&text), Err(RelayError::RestoreBackup(_))));
    }

    #[test]
    fn a_database_of_an_older_program_is_read_as_it_is_and_steps_up_when_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(TABLES).unwrap();
        old.execute_batch("INSERT INTO space (name, bytes) VALUES (x'01', 7)")
            .unwrap();
        old.pragma_update(None, "application_id", APPLICATION)
            .unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
        drop(old);
        assert!(!has_chunks(&reader(&path).unwrap()).unwrap());
        let new = writer(&path).unwrap();
        assert!(has_chunks(&new).unwrap());
        let bytes: i64 = new
            .query_row("SELECT bytes FROM space", [], |row| row.get(0))
            .unwrap();
        assert_eq!(bytes, 7);
        let boxes: i64 = new
            .query_row("SELECT count(*) FROM mailbox", [], |row| row.get(0))
            .unwrap();
        assert_eq!(boxes, 0);
    }

    #[test]
    fn the_writer_is_durable_and_a_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.db");
        let writer = writer(&path).unwrap();
        let mode: String = writer
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .unwrap();
        let level: i64 = writer
            .pragma_query_value(None, "synchronous", |row| row.get(0))
            .unwrap();
        assert_eq!((mode.as_str(), level), ("wal", 2));
        let reader = reader(&path).unwrap();
        assert!(reader.execute("DELETE FROM space", []).is_err());
    }
}
