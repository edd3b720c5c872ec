//! An entry's history: its states, what leads from one to another, and changes from elsewhere.

use super::{Document, Heads, NOBODY, does_nothing, fitting, splice_body};
use crate::{DocumentError, chunks, fields, patches};
use automerge::{ROOT, ReadDoc};
use commonplace_api::Splice;

impl Document {
    /// Makes a change against the older state `heads` and returns that state with the change in
    /// it. Others' changes since then stay, and the change finds its place among them.
    ///
    /// # Errors
    /// As [`Document::splice`], and [`DocumentError::UnknownState`].
    pub fn splice_at(&mut self, heads: &Heads, splice: &Splice) -> Result<Heads, DocumentError> {
        let body = self.writable_body()?;
        fitting(&self.text_at(heads)?, splice)?;
        if does_nothing(splice) {
            return Ok(heads.clone());
        }
        self.close(None);
        self.typist = NOBODY;
        self.doc.isolate(&heads.0);
        let spliced = splice_body(&mut self.doc, &body, splice);
        if spliced.is_err() {
            self.doc.rollback();
        }
        let hash = self.doc.commit();
        self.doc.integrate();
        self.keep(hash);
        self.look_again();
        spliced?;
        Ok(hash.map_or_else(|| heads.clone(), |hash| Heads(vec![hash])))
    }

    /// What the text was at `heads`.
    ///
    /// # Errors
    /// [`DocumentError::UnknownState`].
    pub fn text_at(&mut self, heads: &Heads) -> Result<String, DocumentError> {
        self.close(None);
        self.know(heads)?;
        match self.doc.get_at(ROOT, fields::BODY, &heads.0)? {
            Some((value, body)) if value.is_object() => Ok(self.doc.text_at(body, &heads.0)?),
            _ => Ok(String::new()),
        }
    }

    /// What turns the text at `from` into the text at `to`, to be applied in this order.
    ///
    /// # Errors
    /// [`DocumentError::UnknownState`].
    pub fn patches(&mut self, from: &Heads, to: &Heads) -> Result<Vec<Splice>, DocumentError> {
        let (before, after) = (self.text_at(from)?, self.text_at(to)?);
        let found = match &self.body {
            Some(body) => self.doc.diff_obj(body, &from.0, &to.0, false)?,
            None => Vec::new(),
        };
        Ok(patches::splices(&before, &after, &found))
    }

    /// Takes in changes made elsewhere. Tells whether the document is another than before.
    ///
    /// # Errors
    /// [`DocumentError::Damaged`]; of damaged bytes nothing is applied.
    pub fn apply_changes(&mut self, bytes: &[u8]) -> Result<bool, DocumentError> {
        let changes = chunks::changes(bytes)?;
        let before = self.heads();
        self.typist = NOBODY;
        let applied = self.doc.apply_changes(changes);
        self.look_again();
        applied?;
        Ok(self.heads() != before)
    }

    /// The whole document in compact form. Open edits become a change first.
    pub fn save(&mut self) -> Vec<u8> {
        self.close(None);
        self.doc.save()
    }

    /// Every change that is not part of `heads`, as [`Document::apply_changes`] takes them.
    pub fn changes_since(&mut self, heads: &Heads) -> Vec<u8> {
        self.close(None);
        let changes = self.doc.get_changes(&heads.0);
        changes
            .iter()
            .flat_map(|change| change.raw_bytes().iter().copied())
            .collect()
    }

    /// The present state. Open edits become a change first: ask only when it is needed.
    pub fn heads(&mut self) -> Heads {
        self.close(None);
        Heads(self.doc.get_heads())
    }

    fn know(&mut self, heads: &Heads) -> Result<(), DocumentError> {
        let known = heads
            .0
            .iter()
            .all(|hash| self.doc.get_change_meta_by_hash(hash).is_some());
        if known {
            Ok(())
        } else {
            Err(DocumentError::UnknownState)
        }
    }
}
