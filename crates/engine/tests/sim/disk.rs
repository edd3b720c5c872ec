//! A disk in memory: what a batch and a query do to it, and a way for it to fail.

use commonplace_api::Problem;
use commonplace_engine::io::{Input, Query, Row, Table, Ticket, Write};
use std::collections::BTreeMap;

pub(crate) type Disk = BTreeMap<(Table, Vec<u8>), Vec<u8>>;

/// Writes a batch, all or nothing.
pub(crate) fn store(
    disk: &mut Disk,
    failing: Option<&Problem>,
    ticket: Ticket,
    writes: Vec<Write>,
) -> Input {
    if let Some(problem) = failing {
        return Input::StoreFailed {
            ticket,
            problem: problem.clone(),
        };
    }
    for Write { table, key, value } in writes {
        match value {
            Some(value) => disk.insert((table, key), value),
            None => disk.remove(&(table, key)),
        };
    }
    Input::Stored(ticket)
}

/// Rows of a query, within its limits.
pub(crate) fn load(disk: &Disk, query: &Query) -> Vec<Row> {
    let rows = disk.range((query.table, query.from.clone())..(query.table, query.to.clone()));
    let mut bytes = 0;
    let rows = rows.take_while(|(_, value)| {
        let before = bytes;
        bytes += value.len();
        before < query.max_bytes as usize
    });
    rows.take(query.max_rows as usize)
        .map(|((_, key), value)| Row {
            key: key.clone(),
            value: value.clone(),
        })
        .collect()
}
