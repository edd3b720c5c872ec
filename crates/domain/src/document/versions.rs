//! What a document was before. Its changes are all there, so an earlier version is read, never kept; and having one
//! back is one more change, so nothing is ever lost by it.

use super::{Document, Heads};
use crate::DocumentError;
use crate::compare::compare;
use automerge::ChangeHash;
use commonplace_api::Splice;
use commonplace_api::history::{Comparison, Piece, Sitting, Version};
use commonplace_api::text::units;
use std::collections::BTreeSet;

/// A rest after which another sitting begins.
const REST_MS: i64 = 15 * 60_000;
/// Most sittings that are told apart, newest first.
const MAX_SITTINGS: usize = 500;

impl Document {
    /// When it was written, newest first. Changes from elsewhere count where they came in.
    pub fn sittings(&mut self) -> Vec<Sitting> {
        self.close(None);
        let mut newest: BTreeSet<ChangeHash> = BTreeSet::new();
        let mut sittings: Vec<Sitting> = Vec::new();
        for change in self.doc.get_changes_meta(&[]) {
            change.deps.iter().for_each(|before| {
                newest.remove(before);
            });
            newest.insert(change.hash);
            let last = sittings.last().map(|sitting| sitting.ended_ms);
            // Edits that were made a change in passing have no time of their own.
            let at = match (change.timestamp.saturating_mul(1000), last) {
                (0, Some(last)) => last,
                (at, _) => at,
            };
            let size = change
                .max_op
                .saturating_sub(change.start_op)
                .saturating_add(1);
            let size = u32::try_from(size).unwrap_or(u32::MAX);
            let goes_on = last.is_some_and(|last| at.abs_diff(last) <= REST_MS.unsigned_abs());
            if let (true, Some(sitting)) = (goes_on, sittings.last_mut()) {
                sitting.ended_ms = sitting.ended_ms.max(at);
                sitting.size = sitting.size.saturating_add(size);
                sitting.version = named(&newest);
            } else {
                sittings.push(Sitting {
                    version: named(&newest),
                    began_ms: at,
                    ended_ms: at,
                    size,
                });
            }
        }
        sittings.reverse();
        sittings.truncate(MAX_SITTINGS);
        sittings
    }

    /// The version as it was, beside what the text is now.
    ///
    /// # Errors
    /// [`DocumentError::UnknownState`].
    pub fn comparison(&mut self, version: &Version) -> Result<Comparison, DocumentError> {
        let text = self.text_at(&heads(version))?;
        let pieces = compare(&text, self.text());
        Ok(Comparison { text, pieces })
    }

    /// Makes the text what it was, as one more change: only what differs is written, so what others write elsewhere
    /// in it meanwhile stays. Returns what it was until now.
    ///
    /// # Errors
    /// [`DocumentError::UnknownState`], [`DocumentError::ReadOnly`], [`DocumentError::TooLong`].
    pub fn restore_version(&mut self, version: &Version) -> Result<Version, DocumentError> {
        let wanted = self.text_at(&heads(version))?;
        let before = self.heads();
        let pieces = compare(self.text(), &wanted);
        // What goes is taken out first: on the way the text is never longer than at both ends.
        let (gone, new): (Vec<_>, Vec<_>) = splices(&pieces)
            .into_iter()
            .partition(|splice| splice.insert.is_empty());
        for splice in gone.iter().rev().chain(&new) {
            self.splice(splice)?;
        }
        Ok(named(&before.0.into_iter().collect()))
    }
}

/// The pieces as changes: those that take out are against the text as it was, those that put in against the text they
/// leave, in order.
fn splices(pieces: &[Piece]) -> Vec<Splice> {
    let (mut old, mut new) = (0, 0);
    let mut splices = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Same(text) => {
                old += units(text);
                new += units(text);
            }
            Piece::Gone(text) => {
                let delete = units(text);
                splices.push(Splice {
                    at: old,
                    delete,
                    insert: String::new(),
                });
                old += delete;
            }
            Piece::New(text) => {
                splices.push(Splice {
                    at: new,
                    delete: 0,
                    insert: text.clone(),
                });
                new += units(text);
            }
        }
    }
    splices
}

fn heads(version: &Version) -> Heads {
    Heads(version.0.iter().map(|hash| ChangeHash(*hash)).collect())
}

fn named(heads: &BTreeSet<ChangeHash>) -> Version {
    Version(heads.iter().map(|hash| hash.0).collect())
}
