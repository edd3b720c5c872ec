//! What one editor shows of an entry, and how the two are brought together: the core's half of the
//! conversation described at [`commonplace_api::Update::Patch`]. The editor types without waiting;
//! the core applies each edit to the state it was typed against, and offers what others wrote.
//! One offer is outstanding at a time, and what the editor sends next tells whether it was taken.

use crate::document::{Heads, Typist};
use crate::{Document, DocumentError, text};
use commonplace_api::Splice;
use commonplace_api::text::splice_between;

/// What turns the text of an editor into the newest text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Number of the offer. An editor drops a patch that is not newer than the last it applied.
    pub seq: u32,
    /// The newest edit the offer builds on; an editor that has sent newer ones drops it.
    pub after: u32,
    /// To be applied in this order.
    pub splices: Vec<Splice>,
}

/// One editor open on one [`Document`]. Only to be used with the entry it was made for.
#[derive(Debug)]
pub struct EditorSession {
    typist: Typist,
    shown: Shown,
    /// The text of an editor that holds what the entry could not take: too long, or read-only.
    refused: Option<String>,
    newest_edit: u32,
    newest_seq: u32,
    offer: Option<Offer>,
}

/// A state of the entry, as an editor shows it.
#[derive(Clone, Debug)]
struct Shown {
    /// Revision of the entry that reads the same, if there is one.
    revision: Option<u64>,
    /// The state; `None` while it ends in the editor's own edits that are in no change yet.
    heads: Option<Heads>,
}

#[derive(Debug)]
struct Offer {
    patch: Patch,
    to: Shown,
}

impl EditorSession {
    /// An editor that was just given [`Document::text`].
    pub fn new(entry: &mut Document) -> Self {
        Self {
            typist: entry.new_typist(),
            shown: Shown::newest(entry),
            refused: None,
            newest_edit: 0,
            newest_seq: 0,
            offer: None,
        }
    }

    /// Edit number `n`, made while patch `seen` was the newest applied (0 for none).
    ///
    /// # Errors
    /// [`DocumentError::TooLong`] and [`DocumentError::ReadOnly`]: the entry stays as it was, and
    /// [`EditorSession::poll`] takes the editor back to it. [`DocumentError::OutsideText`] and
    /// [`DocumentError::UnknownState`]: editor and core have lost each other; the editor must be
    /// given the whole text anew, in a new session.
    pub fn on_edit(
        &mut self,
        entry: &mut Document,
        n: u32,
        seen: u32,
        splice: &Splice,
    ) -> Result<(), DocumentError> {
        self.settle(seen);
        // An edit after an offer that was not taken: the editor will drop the offer.
        self.offer = None;
        self.newest_edit = n;
        if let Some(mut typed) = self.refused.take() {
            text::apply(&mut typed, splice)?;
            return self.try_again(entry, typed);
        }
        let taken = self.take(entry, splice);
        if matches!(taken, Err(DocumentError::TooLong | DocumentError::ReadOnly)) {
            let mut typed = self.text(entry)?;
            text::apply(&mut typed, splice)?;
            self.refused = Some(typed);
        }
        taken
    }

    /// The editor holds what was refused, and went on typing: perhaps it fits now.
    fn try_again(&mut self, entry: &mut Document, typed: String) -> Result<(), DocumentError> {
        let Some(splice) = splice_between(&self.text(entry)?, &typed) else {
            return Ok(());
        };
        let taken = self.take(entry, &splice);
        if taken.is_err() {
            self.refused = Some(typed);
        }
        taken
    }

    fn take(&mut self, entry: &mut Document, splice: &Splice) -> Result<(), DocumentError> {
        if self.shown.revision == Some(entry.revision()) {
            let before = entry.revision();
            entry.splice_by(self.typist, splice)?;
            if entry.revision() != before {
                self.shown = Shown {
                    revision: Some(entry.revision()),
                    heads: None,
                };
            }
        } else {
            let base = self.heads(entry)?;
            let heads = entry.splice_at(&base, splice)?;
            self.shown = Shown {
                revision: None,
                heads: Some(heads),
            };
        }
        Ok(())
    }

    /// The editor applied patch `seq` and typed nothing since.
    pub fn on_applied(&mut self, seq: u32) {
        self.settle(seq);
    }

    /// The editor could not take patches for a while; `seen` is the newest it applied. Returns
    /// the outstanding offer, to be sent once more: the same one, because the editor may have
    /// applied it meanwhile, and then knows it by its number.
    pub fn offer_again(&mut self, seen: u32) -> Option<Patch> {
        self.settle(seen);
        self.offer.as_ref().map(|offer| offer.patch.clone())
    }

    /// What the editor lacks, to be offered to it. `None` when it shows the newest text, or has
    /// not answered the last offer.
    ///
    /// # Errors
    /// [`DocumentError::UnknownState`]: as for [`EditorSession::on_edit`].
    pub fn poll(&mut self, entry: &mut Document) -> Result<Option<Patch>, DocumentError> {
        let current = self.refused.is_none() && self.shown.revision == Some(entry.revision());
        if current || self.offer.is_some() {
            return Ok(None);
        }
        let to = Shown::newest(entry);
        let splices = if let Some(typed) = &self.refused {
            splice_between(typed, entry.text()).into_iter().collect()
        } else {
            let (from, to) = (self.heads(entry)?, entry.heads());
            entry.patches(&from, &to)?
        };
        if splices.is_empty() {
            self.refused = None;
            self.shown = to;
            return Ok(None);
        }
        self.newest_seq += 1;
        let patch = Patch {
            seq: self.newest_seq,
            after: self.newest_edit,
            splices,
        };
        self.offer = Some(Offer {
            patch: patch.clone(),
            to,
        });
        Ok(Some(patch))
    }

    /// The offer was taken if the editor has seen it.
    fn settle(&mut self, seen: u32) {
        if let Some(offer) = self.offer.take_if(|offer| offer.patch.seq == seen) {
            self.shown = offer.to;
            self.refused = None;
        }
    }

    /// What the editor shows, refused edits aside.
    fn text(&mut self, entry: &mut Document) -> Result<String, DocumentError> {
        if self.shown.revision == Some(entry.revision()) {
            return Ok(entry.text().to_owned());
        }
        let heads = self.heads(entry)?;
        entry.text_at(&heads)
    }

    fn heads(&mut self, entry: &mut Document) -> Result<Heads, DocumentError> {
        if self.shown.heads.is_none() {
            self.shown.heads = entry.typed_by(self.typist);
        }
        self.shown.heads.clone().ok_or(DocumentError::UnknownState)
    }
}

impl Shown {
    fn newest(entry: &mut Document) -> Self {
        Self {
            heads: Some(entry.heads()),
            revision: Some(entry.revision()),
        }
    }
}
