//! An import: what it would do, then doing it a slice at a time. The next slice waits until the
//! last one is on the disk, so an import never runs ahead of what is saved.

use super::{Change, Ctx, Desk};
use crate::shelf::Want;
use commonplace_api::import::{Import, Preview, RefusedNote, Summary};
use commonplace_api::{Id, Saved};
use commonplace_domain::import::Begun;
use commonplace_domain::{CardAndText, Imported};
use commonplace_protocol::DocId;
use rand_core::CryptoRng;
use std::collections::{BTreeSet, VecDeque};

/// Entries a record: enough to be quick, few enough that opening one of them stays cheap.
const SLICE_ENTRIES: usize = 48;
/// Text a record.
const SLICE_BYTES: usize = 192 << 10;
/// Refused files that are listed by name.
const REFUSED_LISTED: usize = 200;
/// Titles a preview shows.
const SAMPLE: usize = 5;

/// Where the import is.
#[derive(Debug, Default)]
pub(crate) struct Importing {
    step: Step,
    notes: VecDeque<Imported>,
    summary: Summary,
    total: u32,
    under_way: u32,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    None,
    Reading(u32),
    Preview(Preview),
    Adding,
    Done,
}

impl Importing {
    /// What a screen shows of it.
    pub(crate) fn view(&self, saved: &Saved) -> Import {
        match &self.step {
            Step::None => Import::None,
            Step::Reading(notes) => Import::Reading { notes: *notes },
            Step::Preview(preview) => Import::Preview(preview.clone()),
            Step::Adding => match saved {
                Saved::Failed(why) => Import::Stopped {
                    summary: self.summary.clone(),
                    why: why.clone(),
                },
                _ => Import::Adding {
                    done: self.summary.added,
                    total: self.total,
                },
            },
            Step::Done => Import::Done(self.summary.clone()),
        }
    }

    pub(crate) fn reading(&mut self, notes: u32) {
        if matches!(self.step, Step::None | Step::Reading(_) | Step::Done) {
            self.step = Step::Reading(notes);
        }
    }

    /// Entries of the import reached the disk.
    pub(crate) fn stored(&mut self, entries: u32) {
        self.summary.added += entries;
        self.under_way = self.under_way.saturating_sub(entries);
    }

    /// Gives up what is left. What was already added stays, and the summary says how much.
    pub(crate) fn cancel(&mut self) {
        self.notes.clear();
        if self.step != Step::Adding {
            *self = Self::default();
        }
    }

    pub(crate) fn close(&mut self) {
        if self.step == Step::Done {
            *self = Self::default();
        }
    }
}

impl Desk {
    /// All files were read: works out what importing them would do.
    pub(crate) fn preview_import(&mut self, notes: Vec<Imported>, mut refused: Vec<RefusedNote>) {
        if self.import.step == Step::Adding {
            return;
        }
        let refused_count = count(refused.len());
        refused.truncate(REFUSED_LISTED);
        let all = notes.len();
        let mut seen = BTreeSet::new();
        let mut new: Vec<_> = notes
            .into_iter()
            .filter(|n| seen.insert(n.key) && !self.has(n.id()))
            .collect();
        let already_here = count(all - new.len());
        let days = new.iter().map(|note| note.occurred_at_ms);
        let span_ms = days.clone().min().zip(days.max());
        new.sort_by_key(|note| core::cmp::Reverse(note.occurred_at_ms));
        let sample = new.iter().take(SAMPLE).map(Imported::title).collect();
        let to_add = count(new.len());
        let summary = Summary {
            added: 0,
            already_here,
            refused: refused.clone(),
            refused_count,
        };
        let preview = Preview {
            to_add,
            already_here,
            span_ms,
            sample,
            refused,
            refused_count,
        };
        let step = Step::Preview(preview);
        self.import = Importing {
            step,
            notes: new.into(),
            summary,
            total: to_add,
            under_way: 0,
        };
    }

    /// An entry that was put away does not count as here: importing its note has it back. One that was deleted for
    /// ever does: nothing would come of it.
    fn has(&self, id: Id) -> bool {
        let gone = self.forgetting.is_going(&DocId(id.0));
        gone || self.journal.card(id).is_some_and(|card| !card.deleted)
    }

    pub(crate) fn confirm_import(&mut self) {
        if matches!(self.import.step, Step::Preview(_)) {
            self.import.step = Step::Adding;
        }
    }

    /// Adds the next slice, if an import is being carried out and the last one is saved.
    pub(crate) fn import_slice(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        if self.import.step != Step::Adding || self.import.under_way > 0 {
            return;
        }
        let mut slice = Vec::new();
        let mut bytes = 0;
        while slice.len() < SLICE_ENTRIES && bytes < SLICE_BYTES {
            let Some(note) = self.import.notes.pop_front() else {
                break;
            };
            bytes += note.body.len();
            slice.extend(self.import_note(ctx, rng, &note));
        }
        if !slice.is_empty() {
            self.import.under_way = count(slice.len());
            self.write(ctx, rng, &slice, count(slice.len()));
        } else if self.import.notes.is_empty() {
            self.import.step = Step::Done;
        }
    }

    fn import_note(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        note: &Imported,
    ) -> Option<Change> {
        let doc = DocId(note.id().0);
        if self.forgetting.is_going(&doc) {
            return None;
        }
        if self.shelf.known(&doc).is_some() {
            self.want(ctx, rng, note.id(), Want::Restore);
            self.import.summary.added += 1;
            return None;
        }
        let Begun {
            changes,
            said: CardAndText { card, text },
        } = note.begin().ok()?;
        Some(Change {
            doc,
            changes,
            card,
            words: Some(text),
            told: None,
        })
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
