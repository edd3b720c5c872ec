//! What the database looks like: a store for each table with our keys, and one for the keys of
//! this device. Version 2 added the store of chunks; what else may change are the values, and they say
//! their own version. Must not touch rows.

use crate::Table;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8ArraySlice;

/// Version of the layout.
pub(super) const VERSION: u8 = 2;

/// The store that holds what belongs to this device alone.
pub(super) const KEYS: &str = "keys";

/// In [`KEYS`]: random bytes that tell this database from one made later under the same name.
pub(super) const BIRTH: &str = "birth";

/// The stores of the tables that came with each version after the first.
const ADDED: [(u8, Table); 1] = [(2, Table::Chunks)];

/// Brings a database from version `from`, 0 if it is being made, to this one, in the transaction that does so.
pub(super) fn upgrade(db: &Database, from: u8, birth: &[u8]) -> indexed_db_futures::Result<()> {
    if from == 0 {
        return create(db, birth);
    }
    for (_, table) in ADDED.iter().filter(|(version, _)| *version > from) {
        db.create_object_store(table.name()).build()?;
    }
    Ok(())
}

fn create(db: &Database, birth: &[u8]) -> indexed_db_futures::Result<()> {
    for table in Table::ALL {
        db.create_object_store(table.name()).build()?;
    }
    let keys = db.create_object_store(KEYS).build()?;
    drop(
        keys.put(Uint8ArraySlice::new(birth))
            .with_key(BIRTH)
            .without_key_type()
            .primitive()?,
    );
    Ok(())
}
