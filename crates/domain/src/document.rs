//! One document: an Automerge document with a Markdown text, its body, and fields around it. What the fields of a
//! kind mean is that kind's module's business. Edits gather in one open change until [`Document::commit`]; who groups them, and when, is not
//! decided here. Nothing that was read from elsewhere is ever rewritten.

pub mod form;
mod history;
pub mod photos;
mod versions;

use crate::first::First;
use crate::{Card, DocumentError, Imported, chunks, entry, fields, kinds, text};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{
    ActorId, AutoCommit, Change, ChangeHash, LoadOptions, ObjId, ROOT, ReadDoc, ScalarValue,
    TextEncoding, VerificationMode,
};
use commonplace_api::{EntryMeta, Id, Kind, Splice};
use std::collections::BTreeMap;

/// Longest body of a document, in bytes of UTF-8.
pub const MAX_BODY_BYTES: usize = 1 << 20;

/// Who writes: random, new for every run of a tab. Two writers with one actor would destroy each
/// other's changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor(pub [u8; 16]);

impl From<Actor> for ActorId {
    fn from(actor: Actor) -> Self {
        Self::from(actor.0.as_slice())
    }
}

/// A state of a document: the newest changes in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads(pub(crate) Vec<ChangeHash>);

/// What a new entry begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// What has been typed so far.
    pub text: &'a str,
    /// Now, milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// Minutes that local time is ahead of UTC.
    pub offset_minutes: i16,
    /// The IANA name of the time zone; empty when it is not known.
    pub zone: &'a str,
}

/// Names an editor of one [`Document`] in memory.
pub(crate) type Typist = u32;
/// Edits that belong to no editor.
const NOBODY: Typist = 0;

/// An entry in memory.
#[derive(Debug)]
pub struct Document {
    doc: AutoCommit,
    body: Option<ObjId>,
    /// What the body reads, open edits included.
    text: String,
    /// Grows with every change of `text`.
    revision: u64,
    read_only: bool,
    /// Whether there are edits that are in no change yet.
    open: bool,
    /// Who made them, and nobody else did.
    typist: Typist,
    typists: Typist,
    /// The state each editor had typed when its open edits became a change.
    typed: BTreeMap<Typist, Heads>,
    /// Changes made here since the last [`Document::commit`].
    unsent: Vec<u8>,
}

impl Document {
    /// A new entry. Its first change is ready for [`Document::commit`].
    ///
    /// # Errors
    /// [`DocumentError::TooLong`].
    pub fn new(actor: Actor, new: &NewEntry) -> Result<Self, DocumentError> {
        let first = First {
            body: new.text,
            at_ms: new.now_ms,
            offset_minutes: new.offset_minutes,
            zone: entry::zone(new.zone),
            tags: &[],
            imported: None,
        };
        Self::begun(actor, first.change(actor)?)
    }

    /// The entry an imported note becomes: the same first change on every device. Later edits
    /// are made by `actor`. [`Imported::begin`] is for those who need no document.
    ///
    /// # Errors
    /// [`DocumentError::TooLong`].
    pub fn imported(actor: Actor, note: &Imported) -> Result<Self, DocumentError> {
        Self::begun(actor, note.first_change()?)
    }

    /// A document of `kind` with nothing in it yet. Its first change follows from kind and id alone, so two devices
    /// that begin the same document have one. [`Document::new`] is for entries, which begin with their text.
    ///
    /// # Errors
    /// None in this version.
    pub fn begin(actor: Actor, kind: Kind, id: Id) -> Result<Self, DocumentError> {
        Self::begun(actor, First::of_kind(kind, id))
    }

    fn begun(actor: Actor, first: Change) -> Result<Self, DocumentError> {
        let mut entry = Self::blank(actor.into());
        entry.unsent = first.raw_bytes().to_vec();
        entry.doc.apply_changes([first])?;
        entry.look_again();
        Ok(entry)
    }

    /// The entry made of a [`Document::save`] and of changes since, in any order. Changes whose
    /// predecessors are not here yet wait inside; see [`Document::is_whole`].
    ///
    /// # Errors
    /// [`DocumentError::Damaged`].
    pub fn load<'a>(
        actor: Actor,
        snapshot: Option<&[u8]>,
        changes: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, DocumentError> {
        let mut entry = Self::blank(actor.into());
        if let Some(snapshot) = snapshot {
            if snapshot.is_empty() {
                return Err(DocumentError::Damaged("nothing was saved".to_owned()));
            }
            let options = LoadOptions::new()
                .text_encoding(TextEncoding::Utf16CodeUnit)
                .verification_mode(VerificationMode::Check);
            entry.doc = AutoCommit::load_with_options(snapshot, options)?;
            entry.doc.set_actor(actor.into());
        }
        let mut all = Vec::new();
        for bytes in changes {
            all.extend(chunks::changes(bytes)?);
        }
        entry.doc.apply_changes(all)?;
        entry.look_again();
        Ok(entry)
    }

    fn blank(actor: ActorId) -> Self {
        Self {
            doc: AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(actor),
            body: None,
            text: String::new(),
            revision: 0,
            read_only: true,
            open: false,
            typist: NOBODY,
            typists: NOBODY,
            typed: BTreeMap::new(),
            unsent: Vec::new(),
        }
    }

    /// Reads the document anew after others' changes.
    fn look_again(&mut self) {
        self.body = fields::body(&self.doc);
        let text = self.body.as_ref().and_then(|body| self.doc.text(body).ok());
        let text = text.unwrap_or_default();
        if text != self.text {
            self.text = text;
            self.revision += 1;
        }
        let known = fields::number(&self.doc, fields::V).is_some_and(|v| v <= fields::VERSION)
            && self.kind().is_some();
        self.read_only = !known || self.body.is_none();
    }

    /// What kind of document it is; `None` for kinds of newer versions.
    pub fn kind(&self) -> Option<Kind> {
        Kind::from_name(&fields::string(&self.doc, fields::KIND)?)
    }

    /// The whole Markdown, with every edit so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Grows whenever [`Document::text`] changes.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether it was written by a newer version, or is not whole yet: shown, never changed.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether the change that made the entry is here, and everything the other changes build on.
    pub fn is_whole(&mut self) -> bool {
        self.close(None);
        self.body.is_some() && self.doc.get_missing_deps(&[]).is_empty()
    }

    /// Replaces a piece of the text.
    ///
    /// # Errors
    /// [`DocumentError::OutsideText`], [`DocumentError::TooLong`], [`DocumentError::ReadOnly`].
    pub fn splice(&mut self, splice: &Splice) -> Result<(), DocumentError> {
        self.splice_by(NOBODY, splice)
    }

    /// The same for an editor that shows exactly [`Document::text`].
    pub(crate) fn splice_by(
        &mut self,
        typist: Typist,
        splice: &Splice,
    ) -> Result<(), DocumentError> {
        let body = self.writable_body()?;
        let range = fitting(&self.text, splice)?;
        if does_nothing(splice) {
            return Ok(());
        }
        if self.typist != typist {
            self.close(None);
            self.typist = typist;
        }
        splice_body(&mut self.doc, &body, splice)?;
        self.text.replace_range(range, &splice.insert);
        self.revision += 1;
        self.open = true;
        Ok(())
    }

    /// Puts the entry away. What others write into it meanwhile is kept.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn delete(&mut self, now_ms: i64) -> Result<(), DocumentError> {
        self.writable_body()?;
        if !self.is_deleted() {
            self.doc
                .put(ROOT, fields::DELETED_AT, ScalarValue::Timestamp(now_ms))?;
            self.open = true;
        }
        Ok(())
    }

    /// Takes it out again.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn restore(&mut self) -> Result<(), DocumentError> {
        self.writable_body()?;
        if self.is_deleted() {
            self.doc.delete(ROOT, fields::DELETED_AT)?;
            self.open = true;
        }
        Ok(())
    }

    /// Whether it is put away.
    pub fn is_deleted(&self) -> bool {
        fields::flag(&self.doc, fields::DELETED_AT)
    }

    fn writable_body(&self) -> Result<ObjId, DocumentError> {
        let body = self.body.clone().filter(|_| !self.read_only);
        body.ok_or(DocumentError::ReadOnly)
    }

    /// Makes the open edits a change, and returns every change made here since the last call:
    /// what [`Document::apply_changes`] takes elsewhere. `None` when nothing was changed.
    pub fn commit(&mut self, now_ms: i64) -> Option<Vec<u8>> {
        self.close(Some(now_ms));
        let changes = core::mem::take(&mut self.unsent);
        (!changes.is_empty()).then_some(changes)
    }

    /// Whether [`Document::commit`] has something to give.
    pub fn has_uncommitted(&self) -> bool {
        self.open || !self.unsent.is_empty()
    }

    /// Makes the open edits a change, if there are any.
    pub(crate) fn close(&mut self, at_ms: Option<i64>) {
        if !core::mem::take(&mut self.open) {
            return;
        }
        let time = at_ms.map(|ms| ms.div_euclid(1000));
        let hash = self.doc.commit_with(CommitOptions {
            message: None,
            time,
        });
        self.keep(hash);
        if self.typist != NOBODY {
            self.typed.insert(self.typist, Heads(self.doc.get_heads()));
        }
    }

    fn keep(&mut self, hash: Option<ChangeHash>) {
        let change = hash.and_then(|hash| self.doc.get_change_by_hash(&hash));
        if let Some(change) = change {
            self.unsent.extend_from_slice(change.raw_bytes());
        }
    }

    /// The card of the document as it is now. Reads no history.
    pub fn card(&self) -> Card {
        kinds::card(self)
    }

    /// The tags an import brought.
    pub(crate) fn imported_tags(&self) -> Vec<String> {
        fields::strings(&self.doc, fields::TAGS)
    }

    /// When it was made, milliseconds since 1970 UTC.
    pub fn created_at_ms(&self) -> i64 {
        self.number_field(fields::CREATED_AT).unwrap_or_default()
    }

    /// What an editor shows around the text.
    pub fn meta(&self) -> EntryMeta {
        let offset = fields::number(&self.doc, fields::OFFSET);
        EntryMeta {
            occurred_at_ms: fields::number(&self.doc, fields::OCCURRED_AT).unwrap_or_default(),
            offset_minutes: offset
                .and_then(|n| i16::try_from(n).ok())
                .unwrap_or_default(),
            zone: fields::string(&self.doc, fields::ZONE).unwrap_or_default(),
            starred: self.flag_field(fields::STARRED),
            deleted: self.is_deleted(),
            read_only: self.read_only,
        }
    }

    /// A name for one more editor.
    pub(crate) fn new_typist(&mut self) -> Typist {
        self.typists += 1;
        self.typists
    }

    /// The state `typist` had typed when somebody else changed the entry.
    pub(crate) fn typed_by(&mut self, typist: Typist) -> Option<Heads> {
        self.close(None);
        self.typed.remove(&typist)
    }
}

fn does_nothing(splice: &Splice) -> bool {
    splice.delete == 0 && splice.insert.is_empty()
}

fn splice_body(doc: &mut AutoCommit, body: &ObjId, splice: &Splice) -> Result<(), DocumentError> {
    let (at, delete) = (splice.at as usize, splice.delete as usize);
    let delete = isize::try_from(delete).map_err(|_| DocumentError::OutsideText)?;
    Ok(doc.splice_text(body, at, delete, &splice.insert)?)
}

/// The bytes `splice` removes from `text`, once it is sure that the result is a legal text.
/// A text that is too long already, by merging, may be made shorter but not longer.
fn fitting(text: &str, splice: &Splice) -> Result<core::ops::Range<usize>, DocumentError> {
    let range = text::removed(text, splice)?;
    let longer = splice.insert.len() > range.len();
    if longer && text.len() - range.len() + splice.insert.len() > MAX_BODY_BYTES {
        return Err(DocumentError::TooLong);
    }
    Ok(range)
}
