//! What an operator does with the database itself: check it, copy it while it runs, put a copy back.

use super::{SqliteLog, chunks, reader, schema, writer::tip};
use crate::{RelayError, log::Totals};
use commonplace_protocol::{MemberKey, Record, RecordId, ReplicaId, Roster, SpaceId, Tip};
use rusqlite::{Connection, backup::Backup, params};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// Pages a backup copies before it lets the writer go on.
const STEP: i32 = 1024;
/// How long it lets it.
const REST: Duration = Duration::from_millis(5);

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Spaces looked at.
    pub spaces: u64,
    /// Records whose signature and place were checked.
    pub records: u64,
    /// Chunks held against their names.
    pub chunks: u64,
    /// What is wrong, a sentence each; empty if nothing is.
    pub problems: Vec<String>,
}

impl SqliteLog {
    /// Reads everything: pages, rosters, each record's signature and place in its chain, each chunk's name.
    /// Works beside a running relay.
    ///
    /// # Errors
    /// As [`SqliteLog::open`]; what is wrong inside is in the report.
    pub fn check(path: &Path) -> Result<Report, RelayError> {
        let connection = schema::reader(path)?;
        let view = connection.unchecked_transaction()?;
        let mut report = Report::default();
        let verdict: String = view.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
        if verdict != "ok" {
            report.problems.push(verdict);
        }
        let mut spaces = view.prepare("SELECT id, name FROM space")?;
        let mut rows = spaces.query([])?;
        while let Some(row) = rows.next()? {
            report.spaces += 1;
            let (id, space) = (row.get(0)?, SpaceId(row.get(1)?));
            check_space(&view, id, space, &mut report)?;
            chunks::check(&view, id, space, &mut report)?;
        }
        Ok(report)
    }

    /// Figures about the database at `path`. Works beside a running relay.
    ///
    /// # Errors
    /// As [`SqliteLog::open`].
    pub fn totals_of(path: &Path) -> Result<Totals, RelayError> {
        reader::totals(&schema::reader(path)?)
    }

    /// Copies the database to `target`, beside a running relay. The copy appears whole or not at all.
    ///
    /// # Errors
    /// `AlreadyThere` if `target` exists, or what the database says.
    pub fn backup(path: &Path, target: &Path) -> Result<(), RelayError> {
        if target.exists() {
            return Err(RelayError::AlreadyThere(target.to_owned()));
        }
        let unfinished = beside(target, "unfinished");
        copy(&schema::reader(path)?, &unfinished)?;
        Ok(fs::rename(unfinished, target)?)
    }

    /// Puts the copy `source` in the place of the database at `path`. What was there stays beside it. The caller
    /// holds the data directory's lock.
    ///
    /// # Errors
    /// `AlreadyThere` unless `force`, `NotOurs` or `RestoreBackup` if `source` is not a sound copy.
    pub fn restore(path: &Path, source: &Path, force: bool) -> Result<(), RelayError> {
        if path.exists() && !force {
            return Err(RelayError::AlreadyThere(path.to_owned()));
        }
        if let Some(problem) = Self::check(source)?.problems.into_iter().next() {
            return Err(RelayError::RestoreBackup(problem));
        }
        let unfinished = beside(path, "unfinished");
        copy(&schema::reader(source)?, &unfinished)?;
        if path.exists() {
            // Opening and closing it folds a WAL that is left over into the file.
            drop(schema::writer(path)?);
            fs::rename(path, beside(path, "before-restore"))?;
        }
        for leftover in ["-wal", "-shm"] {
            match fs::remove_file(with_suffix(path, leftover)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(fs::rename(unfinished, path)?)
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn beside(path: &Path, word: &str) -> PathBuf {
    with_suffix(path, &format!(".{word}"))
}

/// Page by page, as of one moment, and on the disk when it returns.
fn copy(source: &Connection, target: &Path) -> Result<(), RelayError> {
    if target.exists() {
        fs::remove_file(target)?;
    }
    let mut copy = Connection::open(target)?;
    Backup::new(source, &mut copy)?.run_to_completion(STEP, REST, None)?;
    // One plain file: a copy that needs a WAL beside it would be half a copy.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    drop(copy);
    Ok(fs::File::open(target)?.sync_all()?)
}

fn check_space(
    view: &Connection,
    row: i64,
    space: SpaceId,
    report: &mut Report,
) -> Result<(), RelayError> {
    let entries: Vec<Vec<u8>> = view
        .prepare_cached("SELECT entry FROM roster WHERE space = ?1 ORDER BY number")?
        .query_map([row], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if let Err(problem) = check_roster(space, &entries) {
        report.problems.push(format!("{space}: {problem}"));
    }
    let mut replicas =
        view.prepare("SELECT member, counter, last, id, name FROM replica WHERE space = ?1")?;
    let mut rows = replicas.query([row])?;
    while let Some(row) = rows.next()? {
        let (id, replica) = (row.get(3)?, ReplicaId(row.get(4)?));
        check_replica(view, id, (space, replica, tip(row)?), report)?;
    }
    Ok(())
}

fn check_roster(space: SpaceId, entries: &[Vec<u8>]) -> Result<(), String> {
    let (genesis, rest) = entries.split_first().ok_or("it has no roster")?;
    let mut roster = Roster::start(genesis).map_err(|error| error.to_string())?;
    if roster.space() != space {
        return Err("its roster belongs to another space".to_owned());
    }
    rest.iter()
        .try_for_each(|entry| roster.append(entry))
        .map_err(|error| error.to_string())
}

/// Walks a replica's chain from its first record to the tip.
fn check_replica(
    view: &Connection,
    row: i64,
    (space, replica, tip): (SpaceId, ReplicaId, Tip),
    report: &mut Report,
) -> Result<(), RelayError> {
    let mut select = view
        .prepare_cached("SELECT counter, bytes FROM record WHERE replica = ?1 ORDER BY counter")?;
    let mut rows = select.query(params![row])?;
    let (mut counter, mut last) = (0, RecordId::ZERO);
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let place = row.get::<_, i64>(0)?.unsigned_abs();
        report.records += 1;
        if !fits(
            bytes,
            (space, replica, counter + 1, place),
            tip.member,
            last,
        ) {
            report.problems.push(format!(
                "{space}: record {place} of {replica} does not belong there"
            ));
            return Ok(());
        }
        (counter, last) = (place, commonplace_protocol::record::id(bytes));
    }
    if (counter, last) != (tip.counter, tip.id) {
        report.problems.push(format!(
            "{space}: {replica} ends at {counter}, not {}",
            tip.counter
        ));
    }
    Ok(())
}

fn fits(
    bytes: &[u8],
    (space, replica, next, place): (SpaceId, ReplicaId, u64, u64),
    member: MemberKey,
    last: RecordId,
) -> bool {
    Record::parse(bytes).is_ok_and(|record| {
        let header = record.header();
        let expected = (space, replica, next, next, last, member);
        let found = (
            header.space,
            header.replica,
            header.counter,
            place,
            header.prev,
            header.member,
        );
        found == expected && record.verify().is_ok()
    })
}
