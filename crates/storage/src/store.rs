//! What every store can do: apply a batch of writes whole or not at all, and read rows in order
//! of their keys. No store interprets a key or a value.

/// The rooms of a store. Records and chunks are sealed as they travel; [`crate::Sealed`] seals the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Sealed records as they travel.
    Records,
    /// Saved documents.
    Docs,
    /// Cards of documents.
    Cards,
    /// Texts to search in.
    Texts,
    /// Pieces of pictures, sealed as they travel.
    Chunks,
    /// Identity, tab slots, rosters, tips.
    Meta,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Records,
        Self::Docs,
        Self::Cards,
        Self::Texts,
        Self::Chunks,
        Self::Meta,
    ];

    /// Its name on disk; part of what a sealed value is bound to, so it must never change.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Docs => "docs",
            Self::Cards => "cards",
            Self::Texts => "texts",
            Self::Chunks => "chunks",
            Self::Meta => "meta",
        }
    }
}

/// One row to be written, or removed when `value` is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Where.
    pub table: Table,
    /// The key; order of bytes is order of rows.
    pub key: Vec<u8>,
    /// The value.
    pub value: Option<Vec<u8>>,
}

/// How sure a write must be before it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It survives a power cut.
    Strict,
    /// It may be lost with the last seconds: for what can be made again.
    Relaxed,
}

/// Writes that happen together or not at all, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The writes; of two to one key the later one stays.
    pub writes: Vec<Write>,
    /// How sure.
    pub durability: Durability,
}

/// Rows with `from <= key < to`, in order of key, until a limit is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Where.
    pub table: Table,
    /// First key.
    pub from: Vec<u8>,
    /// First key that no longer belongs to it; empty for no end.
    pub to: Vec<u8>,
    /// At most so many rows.
    pub max_rows: u32,
    /// Stop after the row that takes the values, as they are stored, past so many bytes.
    pub max_bytes: u32,
}

impl Query {
    /// Every row of a table.
    pub const fn all(table: Table) -> Self {
        Self {
            table,
            from: Vec::new(),
            to: Vec::new(),
            max_rows: u32::MAX,
            max_bytes: u32::MAX,
        }
    }

    /// Whether no key can lie in the range.
    pub fn is_empty(&self) -> bool {
        self.max_rows == 0 || !self.to.is_empty() && self.from >= self.to
    }
}

/// One stored row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The key.
    pub key: Vec<u8>,
    /// The value.
    pub value: Vec<u8>,
}

/// Why a store could not do what it was asked. Nothing of the batch was written, except where
/// [`StoreError::Lost`] says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Make room, then try again.
    #[error("the disk, or the share of it this site may use, is full")]
    Full,
    /// Try again: the connection to the database broke. Whether the batch was written before it
    /// broke is not known; writing it again is harmless.
    #[error("the browser lost its database")]
    Lost,
    /// Recover from another copy: what is stored is not what was written.
    #[error("stored values could not be opened")]
    Damaged,
    /// Reload: a newer version of the program has taken over the database.
    #[error("a newer version wrote to this database")]
    NewerVersion,
    /// Start anew: the database was emptied or removed under the running program.
    #[error("the database was removed")]
    Erased,
    /// Allow storage for this site: the browser has none for it (private mode, policy).
    #[error("the browser allows no storage here")]
    Blocked,
    /// Something else, in the words of whoever noticed.
    #[error("{0}")]
    Other(String),
}

/// Somewhere to keep rows. Used from one thread, so the futures need not be `Send`.
///
/// A read sees every batch whose [`Store::apply`] was answered before the read began.
#[expect(
    async_fn_in_trait,
    reason = "stores live on one thread; nobody needs `Send` futures"
)]
pub trait Store {
    /// Writes the whole batch, or nothing of it.
    ///
    /// # Errors
    /// See [`StoreError`].
    async fn apply(&self, batch: Batch) -> Result<(), StoreError>;

    /// The rows of a range, in order of their keys.
    ///
    /// # Errors
    /// See [`StoreError`].
    async fn scan(&self, query: &Query) -> Result<Vec<Row>, StoreError>;

    /// The value at a key.
    ///
    /// # Errors
    /// See [`StoreError`].
    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
}
