//! What the database looks like: a store for each table with our keys, and one for the keys of
//! this device. It stays at version 1: what may change are the values, and they say their own
//! version. Must not touch rows.

use crate::Table;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::typed_array::Uint8ArraySlice;

/// Version of the layout.
pub(super) const VERSION: u8 = 1;

/// The store that holds what belongs to this device alone.
pub(super) const KEYS: &str = "keys";

/// In [`KEYS`]: random bytes that tell this database from one made later under the same name.
pub(super) const BIRTH: &str = "birth";

/// Makes everything there is, in the transaction that makes the database.
pub(super) fn create(db: &Database, birth: &[u8]) -> indexed_db_futures::Result<()> {
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
