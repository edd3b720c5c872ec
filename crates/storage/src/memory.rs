//! A store in memory: the measure for the others, and what the engine's tests run on.
//! Keeps nothing when it is dropped.

use crate::{Batch, Query, Row, Store, StoreError, Table};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;

type Rows = BTreeMap<(Table, Vec<u8>), Vec<u8>>;

/// Rows in memory. A clone is another hand on the same rows.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    rows: Rc<RefCell<Rows>>,
}

impl Memory {
    /// A store of its own with the same rows: what a crashed device would find.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self {
            rows: Rc::new(RefCell::new(self.rows.borrow().clone())),
        }
    }

    /// Bytes of all keys and values.
    pub fn size(&self) -> usize {
        self.rows
            .borrow()
            .iter()
            .map(|((_, key), value)| key.len() + value.len())
            .sum()
    }
}

impl Store for Memory {
    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        let mut rows = self.rows.borrow_mut();
        for write in batch.writes {
            let place = (write.table, write.key);
            match write.value {
                Some(value) => rows.insert(place, value),
                None => rows.remove(&place),
            };
        }
        Ok(())
    }

    async fn scan(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.rows.borrow();
        let from = Bound::Included((query.table, query.from.clone()));
        let mut found = Vec::new();
        let mut bytes = 0;
        for ((table, key), value) in rows.range((from, Bound::Unbounded)) {
            let ended = *table != query.table || !query.to.is_empty() && *key >= query.to;
            if ended
                || found.len() as u64 >= u64::from(query.max_rows)
                || bytes > u64::from(query.max_bytes)
            {
                break;
            }
            bytes += value.len() as u64;
            found.push(Row {
                key: key.clone(),
                value: value.clone(),
            });
        }
        Ok(found)
    }

    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.rows.borrow().get(&(table, key.to_vec())).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{batch, drive, put};

    async fn make() -> Memory {
        Memory::default()
    }
    crate::store_contract!(native make);

    #[test]
    fn a_copy_is_what_a_crash_leaves() {
        let store = Memory::default();
        drive(store.apply(batch([put(Table::Meta, b"a", b"before")]))).unwrap();
        let crashed = store.copy();
        drive(store.apply(batch([put(Table::Meta, b"a", b"after")]))).unwrap();
        let found = drive(crashed.get(Table::Meta, b"a")).unwrap();
        assert_eq!(found.as_deref(), Some(&b"before"[..]));
        assert_eq!(store.size(), 6);
    }
}
