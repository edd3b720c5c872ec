//! The store of browsers. Every batch is one transaction, every read is one read-only
//! transaction, and a connection that the browser lost is opened again, once, before anybody
//! hears of it. Must not be asked to await anything else inside a transaction: it would end.

mod connection;
mod errors;
mod schema;
mod vault;

use crate::{Batch, Durability, Query, Row, Store, StoreError, Table};
use connection::Connection;
use gloo::timers::callback::Timeout;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use indexed_db_futures::typed_array::Uint8ArraySlice;
use js_sys::{Promise, Uint8Array};
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Rows asked for at first; more once their size is known.
const FIRST_ROWS: u32 = 128;

/// What happens to a database besides what it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The browser closed the connection. It is opened again when it is next used.
    Lost,
    /// A newer version of this program asked for the database, and has it now: reload.
    NewerVersion,
    /// The database was removed (site data cleared). It is not made again: start anew.
    Erased,
    /// Another tab holds an older layout of the database; opening waits until it lets go.
    Waiting,
}

/// A database in the browser. A clone is another hand on the same connection.
#[derive(Clone)]
pub struct IndexedDb {
    connection: Rc<Connection>,
}

impl IndexedDb {
    /// Opens the database `name`, and makes it if there is none. `watch` hears what happens to
    /// it later; it must not use the database before it has returned.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] where the browser has no storage for this site,
    /// [`StoreError::NewerVersion`] when a newer version of the program made it.
    pub async fn open(name: &str, watch: impl Fn(Event) + 'static) -> Result<Self, StoreError> {
        let connection = Connection::new(name.to_owned(), Box::new(watch));
        connection.database().await?;
        Ok(Self { connection })
    }

    /// Removes the database and everything in it, for every tab. Nothing can be done with it afterwards; the others
    /// hear of [`Event::Erased`].
    ///
    /// # Errors
    /// What the browser says; then it is still there.
    pub async fn erase(&self) -> Result<(), StoreError> {
        self.connection.erase().await
    }

    /// Does something with the database, and once more if the connection was lost meanwhile.
    async fn with<T>(
        &self,
        work: impl AsyncFn(Database) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut again = true;
        loop {
            let done = work(self.connection.database().await?).await;
            if done.as_ref().err() != Some(&StoreError::Lost) {
                return done;
            }
            self.connection.lose();
            if !std::mem::take(&mut again) {
                return done;
            }
        }
    }
}

impl fmt::Debug for IndexedDb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IndexedDb(..)")
    }
}

impl Store for IndexedDb {
    async fn apply(&self, batch: Batch) -> Result<(), StoreError> {
        if batch.writes.is_empty() {
            return Ok(());
        }
        self.with(async |db| apply(&db, &batch).await).await
    }

    async fn scan(&self, query: &Query) -> Result<Vec<Row>, StoreError> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        self.with(async |db| scan(&db, query).await).await
    }

    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self
            .with(async |db| get(&db, table, key).await.map_err(errors::from_idb))
            .await?;
        found.map(|value| bytes_of_value(&value)).transpose()
    }
}

async fn apply(db: &Database, batch: &Batch) -> Result<(), StoreError> {
    let mut tables: Vec<&str> = batch
        .writes
        .iter()
        .map(|write| write.table.name())
        .collect();
    tables.sort_unstable();
    tables.dedup();
    let transaction = begin(db, &tables, batch.durability).map_err(errors::from_idb)?;
    let raw = transaction.as_sys().clone();
    // Whatever fails, dropping the transaction takes back what was written in it.
    let written = write_all(&transaction, batch);
    written.map_err(|error| errors::from_transaction(&raw, error))?;
    transaction
        .commit()
        .await
        .map_err(|error| errors::from_transaction(&raw, error))
}

fn begin<'a>(
    db: &'a Database,
    tables: &[&str],
    durability: Durability,
) -> indexed_db_futures::Result<Transaction<'a>> {
    let durability = match durability {
        Durability::Strict => TransactionDurability::Strict,
        Durability::Relaxed => TransactionDurability::Relaxed,
    };
    db.transaction(tables)
        .with_mode(TransactionMode::Readwrite)
        .with_options(TransactionOptions::new().with_durability(durability))
        .build()
}

/// Asks for all writes. None is waited for: if one fails, the transaction fails.
fn write_all(transaction: &Transaction<'_>, batch: &Batch) -> indexed_db_futures::Result<()> {
    for write in &batch.writes {
        let store = transaction.object_store(write.table.name())?;
        let key = Uint8ArraySlice::new(&write.key);
        match &write.value {
            Some(value) => drop(
                store
                    .put(Uint8ArraySlice::new(value))
                    .with_key(key)
                    .without_key_type()
                    .primitive()?,
            ),
            None => drop(store.delete(key).primitive()?),
        }
    }
    Ok(())
}

async fn get(
    db: &Database,
    table: Table,
    key: &[u8],
) -> indexed_db_futures::Result<Option<JsValue>> {
    let transaction = db.transaction(table.name()).build()?;
    let store = transaction.object_store(table.name())?;
    store.get(Uint8ArraySlice::new(key)).primitive()?.await
}

/// Reads in a few large pieces: one request for each row would be twenty times slower.
async fn scan(db: &Database, query: &Query) -> Result<Vec<Row>, StoreError> {
    let transaction = db
        .transaction(query.table.name())
        .build()
        .map_err(errors::from_idb)?;
    let store = transaction
        .object_store(query.table.name())
        .map_err(errors::from_idb)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut bytes = 0u64;
    let mut from = (js_bytes(&query.from), false);
    let mut step = FIRST_ROWS;
    loop {
        let left = query.max_rows - u32::try_from(rows.len()).unwrap_or(query.max_rows);
        let wanted = step.min(left);
        let (keys, values) = piece(&store, range(from, &query.to), wanted)
            .await
            .map_err(errors::from_idb)?;
        let (count, last) = (keys.len(), keys.last().cloned());
        for (key, value) in keys.into_iter().zip(values) {
            let row = Row {
                key: Uint8Array::new(&key).to_vec(),
                value: bytes_of_value(&value)?,
            };
            bytes += row.value.len() as u64;
            rows.push(row);
            if bytes > u64::from(query.max_bytes) {
                return Ok(rows);
            }
        }
        let Some(last) =
            last.filter(|_| count == wanted as usize && rows.len() < query.max_rows as usize)
        else {
            return Ok(rows);
        };
        from = (last, true);
        step = next_step(step, rows.len() as u64, bytes, u64::from(query.max_bytes));
    }
}

/// Rows to ask for next: as many as are likely to fit, but never far more than last time.
fn next_step(step: u32, rows: u64, bytes: u64, max_bytes: u64) -> u32 {
    let fit = max_bytes.saturating_sub(bytes).saturating_mul(rows.max(1)) / bytes.max(1) + 1;
    u32::try_from(fit)
        .unwrap_or(u32::MAX)
        .min(step.saturating_mul(8))
}

async fn piece(
    store: &ObjectStore<'_>,
    range: KeyRange<JsValue>,
    rows: u32,
) -> indexed_db_futures::Result<(Vec<JsValue>, Vec<JsValue>)> {
    let keys = store
        .get_all_keys::<JsValue>()
        .with_query::<JsValue, _>(range.clone())
        .with_limit(rows)
        .primitive()?;
    let values = store
        .get_all::<JsValue>()
        .with_query::<JsValue, _>(range)
        .with_limit(rows)
        .primitive()?;
    let keys = keys.await?.collect::<Result<_, _>>()?;
    let values = values.await?.collect::<Result<_, _>>()?;
    Ok((keys, values))
}

fn range((from, open): (JsValue, bool), to: &[u8]) -> KeyRange<JsValue> {
    if to.is_empty() {
        KeyRange::LowerBound(from, open)
    } else {
        KeyRange::Bound(from, open, js_bytes(to), true)
    }
}

fn js_bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn bytes_of_value(value: &JsValue) -> Result<Vec<u8>, StoreError> {
    value
        .dyn_ref::<Uint8Array>()
        .map(Uint8Array::to_vec)
        .ok_or(StoreError::Damaged)
}

/// Waits. Must not be used inside a transaction.
async fn sleep(ms: u32) {
    let promise = Promise::new(&mut |resolve, _reject| {
        Timeout::new(ms, move || drop(resolve.call0(&JsValue::UNDEFINED))).forget();
    });
    // A promise that only resolves cannot fail.
    drop(JsFuture::from(promise).await);
}
