//! The documents of a space: what is known of each without loading it, and the few that are open.
//! Opening one gathers its saved copies and the records since; nothing is written here.

use crate::ctx::{Ctx, LoadFor};
use crate::io::{Query, Row, Table, Ticket};
use crate::rows::{self, CardRow, Coverage, DocRow, Touched};
use commonplace_api::history::Version;
use commonplace_api::{Change, ViewId};
use commonplace_domain::editor::EditorSession;
use commonplace_domain::{Document, Moment};
use commonplace_protocol::{DocId, RecordKey, SpaceId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Open documents kept for the next time somebody looks.
const KEEP_OPEN: usize = 32;

/// All documents of the space.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    known: HashMap<DocId, Known>,
    open: BTreeMap<DocId, Open>,
    opening: BTreeMap<DocId, Opening>,
    /// Documents whose card or words are older than their records.
    stale: BTreeSet<DocId>,
    clock: u64,
}

/// A document as far as it is known without loading it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The records its card reflects. Some of them may not be here yet.
    pub(crate) coverage: Coverage,
    /// The records in saved copies.
    pub(crate) saved: Coverage,
    /// Records that are not in a saved copy.
    pub(crate) sources: Vec<Touched>,
}

/// A document in memory.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) entry: Document,
    pub(crate) editors: BTreeMap<ViewId, EditorSession>,
    /// When the oldest uncommitted change was typed.
    pub(crate) dirty_since_ms: Option<i64>,
    /// When the newest one was.
    pub(crate) typed_at_ms: i64,
    /// Whether the last record left out the words for the search.
    pub(crate) unsettled: bool,
    /// The words for the search that others were told last, as far as is known.
    pub(crate) told: Option<String>,
    used: u64,
}

/// Why a document is being opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// An editor shows its text.
    Edit(ViewId),
    /// A screen shows it.
    Show,
    /// It is to be changed.
    Change(Change),
    /// The same, as if it had been done then.
    ChangeAsOf(Change, Moment),
    /// Its text is to be what it was.
    Version(Version),
    /// It is to be put away.
    Delete,
    /// It is to be had back.
    Restore,
    /// One of these two, with nothing said about it.
    Quietly(Away),
    /// Its card and words are to be made anew.
    Refresh,
}

/// Whether a document is put away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Away {
    Yes,
    No,
}

#[derive(Debug, Default)]
struct Opening {
    awaited: BTreeSet<Ticket>,
    parts: Parts,
    wants: Vec<Want>,
}

/// What a document is put together from.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Whole saved documents.
    pub(crate) saved: Vec<Vec<u8>>,
    /// Sealed records that touch it, as stored.
    pub(crate) records: Vec<Vec<u8>>,
    /// Why something could not be read.
    pub(crate) problem: Option<commonplace_api::Problem>,
}

impl Shelf {
    pub(crate) fn known(&self, doc: &DocId) -> Option<&Known> {
        self.known.get(doc)
    }

    pub(crate) fn known_mut(&mut self, doc: DocId) -> &mut Known {
        self.known.entry(doc).or_default()
    }

    pub(crate) fn open_mut(&mut self, doc: &DocId) -> Option<&mut Open> {
        self.clock += 1;
        let clock = self.clock;
        let open = self.open.get_mut(doc)?;
        open.used = clock;
        Some(open)
    }

    pub(crate) fn has_no_editor(&self, doc: &DocId) -> bool {
        self.open
            .get(doc)
            .is_none_or(|open| open.editors.is_empty())
    }

    pub(crate) fn is_opening(&self, doc: &DocId) -> bool {
        self.opening.contains_key(doc)
    }

    pub(crate) fn open(&self, doc: &DocId) -> Option<&Open> {
        self.open.get(doc)
    }

    pub(crate) fn is_open(&self, doc: &DocId) -> bool {
        self.open.contains_key(doc)
    }

    pub(crate) fn all_open(&mut self) -> impl Iterator<Item = (&DocId, &mut Open)> {
        self.open.iter_mut()
    }

    /// Marks a document for [`Want::Refresh`] when there is time.
    pub(crate) fn mark_stale(&mut self, doc: DocId) {
        self.stale.insert(doc);
    }

    pub(crate) fn mark_fresh(&mut self, doc: &DocId) {
        self.stale.remove(doc);
    }

    /// Documents of which records are here that their card does not reflect.
    pub(crate) fn unreflected(&self) -> impl Iterator<Item = DocId> + '_ {
        self.known
            .iter()
            .filter(|(_, known)| !known.is_reflected())
            .map(|(doc, _)| *doc)
    }

    /// What the card of each document reflects.
    pub(crate) fn coverages(&self) -> HashMap<DocId, Coverage> {
        let all = self.known.iter();
        all.map(|(doc, known)| (*doc, known.coverage.clone()))
            .collect()
    }

    /// A stale document to refresh next, unless one is being opened for that already.
    pub(crate) fn next_stale(&self) -> Option<DocId> {
        if self
            .opening
            .values()
            .any(|opening| opening.wants.contains(&Want::Refresh))
        {
            return None;
        }
        self.stale.first().copied()
    }

    /// Takes a document into memory.
    pub(crate) fn put(&mut self, doc: DocId, entry: Document) -> &mut Open {
        self.clock += 1;
        let used = self.clock;
        self.open.entry(doc).or_insert(Open {
            entry,
            editors: BTreeMap::new(),
            dirty_since_ms: None,
            typed_at_ms: 0,
            unsettled: false,
            told: None,
            used,
        })
    }

    /// Knows nothing of a document any more.
    pub(crate) fn forget(&mut self, doc: &DocId) {
        self.known.remove(doc);
        self.open.remove(doc);
        self.opening.remove(doc);
        self.stale.remove(doc);
    }

    /// Lets go of documents nobody looks at, the longest unused first.
    pub(crate) fn evict(&mut self, watched: &BTreeSet<DocId>) {
        while self.open.len() > KEEP_OPEN {
            let idle = self.open.iter().filter(|(doc, open)| {
                open.editors.is_empty() && open.dirty_since_ms.is_none() && !watched.contains(doc)
            });
            let Some(doc) = idle.min_by_key(|(_, open)| open.used).map(|(doc, _)| *doc) else {
                return;
            };
            self.open.remove(&doc);
        }
    }

    /// Begins to open a known document, or notes one more reason to.
    pub(crate) fn begin_open(&mut self, ctx: &mut Ctx, space: SpaceId, doc: DocId, want: Want) {
        if let Some(opening) = self.opening.get_mut(&doc) {
            opening.wants.push(want);
            return;
        }
        let mut opening = Opening {
            wants: vec![want],
            ..Opening::default()
        };
        let prefix = [space.0.as_slice(), &doc.0].concat();
        let saved = ctx.load(rows::all_under(Table::Docs, &prefix), LoadFor::Doc(doc));
        opening.awaited.insert(saved);
        let sources = self
            .known
            .get(&doc)
            .map(|known| known.sources.clone())
            .unwrap_or_default();
        for source in sources {
            let key = RecordKey {
                space,
                replica: source.replica,
                counter: source.counter,
            };
            let key = key.to_bytes().to_vec();
            match ctx.outbox.peek(Table::Records, &key) {
                Some(record) => opening.parts.records.push(record.to_vec()),
                None => {
                    opening
                        .awaited
                        .insert(ctx.load(one(Table::Records, key), LoadFor::Doc(doc)));
                }
            }
        }
        self.opening.insert(doc, opening);
    }

    /// A record that touches a document just being opened.
    pub(crate) fn add_while_opening(&mut self, doc: &DocId, record: &[u8]) {
        if let Some(opening) = self.opening.get_mut(doc) {
            opening.parts.records.push(record.to_vec());
        }
    }

    /// Rows for a document being opened. Its parts and the reasons, once all are here.
    pub(crate) fn loaded(
        &mut self,
        doc: DocId,
        ticket: Ticket,
        rows: Result<Vec<Row>, commonplace_api::Problem>,
    ) -> Option<(Parts, Vec<Want>)> {
        let opening = self.opening.get_mut(&doc)?;
        opening.awaited.remove(&ticket);
        match rows {
            Ok(rows) => rows.into_iter().for_each(|row| opening.parts.take(row)),
            Err(problem) => opening.parts.problem = Some(problem),
        }
        if !opening.awaited.is_empty() {
            return None;
        }
        self.opening
            .remove(&doc)
            .map(|opening| (opening.parts, opening.wants))
    }
}

impl Parts {
    fn take(&mut self, row: Row) {
        if row.key.len() == RecordKey::LEN {
            self.records.push(row.value);
        } else if let Some(saved) = rows::decode::<DocRow>(&row.value) {
            self.saved.push(saved.saved.into());
        }
    }
}

impl Known {
    /// The records that are here, whether the card reflects them or not.
    pub(crate) fn here(&self) -> Coverage {
        let mut here = self.saved.clone();
        self.sources.iter().for_each(|source| here.raise(*source));
        here
    }

    /// The document was put together from all that is here: its card reflects it from now on.
    pub(crate) fn reflect_all(&mut self) {
        self.coverage.merge(&self.here());
    }

    /// Whether the card reflects every record that is here.
    pub(crate) fn is_reflected(&self) -> bool {
        self.coverage.dominates(&self.here())
    }

    /// Joins what several writers stored of one document. A row's saved copy and sources make
    /// up all that was here when it was written, so a row that had less adds nothing.
    pub(crate) fn join(&mut self, row: &CardRow) -> Joined {
        let stored = Self {
            coverage: row.coverage.clone(),
            saved: row.saved.clone(),
            sources: row.sources.clone(),
        };
        let (here, there) = (self.here(), stored.here());
        if here.dominates(&there) {
            return Joined::Older;
        }
        if there.dominates(&here) {
            *self = stored;
            return Joined::Newer;
        }
        let new = row
            .sources
            .iter()
            .filter(|source| !self.sources.contains(source));
        let new: Vec<_> = new.copied().collect();
        self.sources.extend(new);
        self.saved.merge(&row.saved);
        Joined::Neither
    }
}

/// How a stored row compares with what was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joined {
    /// Its card is the newer one.
    Newer,
    /// Its card says nothing new.
    Older,
    /// Each side has seen something the other has not.
    Neither,
}

/// One row.
pub(crate) fn one(table: Table, key: Vec<u8>) -> Query {
    let to = [key.as_slice(), &[0]].concat();
    Query {
        table,
        from: key,
        to,
        max_rows: 1,
        max_bytes: u32::MAX,
    }
}
