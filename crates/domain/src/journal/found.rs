//! The search itself, and what is remembered of the last ones: while somebody types, and while
//! documents arrive, only what can have changed is looked at again.

use super::days::day;
use super::marked::mark;
use super::names::can_be_found;
use super::query::{Query, Test};
use super::{Journal, Known, Slot};
use commonplace_api::find::{Found, FoundRow, Hits};
use commonplace_api::{EntryRow, Id, Kind};
use core::cmp::Reverse;

/// Searches that are remembered: what a box shows, and what it showed before the last letters.
const REMEMBERED: usize = 4;

/// The last searches, newest last.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<Remembered>);

#[derive(Debug)]
struct Remembered {
    query: Query,
    /// The score of what is in each slot, 0 when it was not found.
    scores: Vec<u8>,
    /// Slots whose score may be another one by now.
    changed: Vec<Slot>,
}

impl Memory {
    /// Notes that what is in a slot is not what it was.
    pub(super) fn changed(&mut self, slot: Slot) {
        for remembered in &mut self.0 {
            if remembered.changed.last() != Some(&slot) {
                remembered.changed.push(slot);
            }
        }
        self.0
            .retain(|remembered| remembered.changed.len() <= remembered.scores.len() + 64);
    }
}

impl Journal {
    /// The entries that `query` finds, newest first.
    pub fn search(&mut self, query: &Query) -> Vec<Id> {
        self.remember(query);
        let scores = self.scores();
        let entries = self.list_of(Kind::Entry).iter();
        let found =
            entries.filter(|(_, _, slot)| query.wants(Kind::Entry) && score(scores, *slot) > 0);
        found.map(|(_, id, _)| *id).collect()
    }

    /// Everything that `query` finds, best first, and of what is equally good the newest.
    pub fn find(&mut self, query: &Query, start: usize, count: usize) -> Found {
        self.remember(query);
        let scores = self.scores();
        let mut facets = Vec::new();
        let mut ranked = Vec::new();
        for (kind, list) in &self.lists {
            let Some(kind) = can_be_found(*kind) else {
                continue;
            };
            let found = list.iter().filter_map(|(at, _, slot)| {
                let score = score(scores, *slot);
                (score > 0).then_some((Reverse(score), *at, *slot))
            });
            let before = ranked.len();
            ranked.extend(found);
            let found = ranked.len() - before;
            if found > 0 {
                facets.push((kind, small(found)));
            }
            if !query.wants(kind) {
                ranked.truncate(before);
            }
        }
        let total = small(ranked.len());
        let end = start.saturating_add(count);
        if end < ranked.len() {
            ranked.select_nth_unstable(end);
            ranked.truncate(end);
        }
        ranked.sort_unstable();
        let rows = ranked.iter().skip(start);
        Found {
            total,
            start: small(start),
            rows: rows
                .filter_map(|(_, _, slot)| self.found(*slot, query))
                .collect(),
            facets,
            parts: query.parts().to_vec(),
            complete: self.texts_complete(),
            recent: Vec::new(),
        }
    }

    /// Rows for some of the entries [`Journal::search`] found, with what was found in them.
    pub fn rows(&self, ids: &[Id], query: &Query) -> Vec<EntryRow> {
        let slots = ids.iter().filter_map(|id| self.by_id.get(id));
        slots
            .filter_map(|slot| Some(self.known(*slot)?.row(query)))
            .collect()
    }

    fn found(&self, slot: Slot, query: &Query) -> Option<FoundRow> {
        let known = self.known(slot)?;
        Some(FoundRow {
            kind: known.card.kind()?,
            row: known.row(query),
        })
    }

    /// The scores that were remembered last.
    fn scores(&self) -> &[u8] {
        self.memory.0.last().map_or(&[], |last| &last.scores)
    }

    /// Makes `query` the search that was remembered last.
    fn remember(&mut self, query: &Query) {
        let mut memory = core::mem::take(&mut self.memory.0);
        let same = memory.iter().position(|old| old.query.is_like(query));
        let remembered = match same.map(|at| memory.remove(at)) {
            Some(mut same) => {
                same.scores.resize(self.slots.len(), 0);
                for slot in core::mem::take(&mut same.changed) {
                    self.look(slot, query, &mut same.scores);
                }
                same
            }
            None => Remembered {
                scores: self.look_at_all(query, &memory),
                changed: Vec::new(),
                query: query.clone(),
            },
        };
        if memory.len() >= REMEMBERED {
            memory.remove(0);
        }
        memory.push(remembered);
        self.memory.0 = memory;
    }

    /// Looks at everything, or at what a wider search has found.
    fn look_at_all(&self, query: &Query, memory: &[Remembered]) -> Vec<u8> {
        let mut scores = vec![0; self.slots.len()];
        let wider = memory.iter().rev().find(|old| query.narrows(&old.query));
        let mut look = |slot| self.look(slot, query, &mut scores);
        match wider {
            Some(old) => {
                let found = (0..).zip(&old.scores).filter(|(_, score)| **score > 0);
                found.for_each(|(slot, _)| look(slot));
                old.changed.iter().for_each(|slot| look(*slot));
            }
            None => (0..small(self.slots.len())).for_each(look),
        }
        scores
    }

    fn look(&self, slot: Slot, query: &Query, scores: &mut [u8]) {
        let score = self.known(slot).and_then(|known| known.score(query));
        let place = usize::try_from(slot).ok().and_then(|at| scores.get_mut(at));
        if let Some(place) = place {
            *place = score.unwrap_or(0);
        }
    }
}

impl Known {
    fn score(&self, query: &Query) -> Option<u8> {
        let passes = query
            .filters
            .iter()
            .all(|filter| self.passes(&filter.test) != filter.not);
        if self.card.deleted || !passes {
            return None;
        }
        self.searched.score(query)
    }

    fn passes(&self, test: &Test) -> bool {
        match test {
            Test::Starred => self.card.starred,
            Test::Days(days) => {
                days.contains(&day(self.card.occurred_at_ms, self.card.offset_minutes))
            }
            Test::Tag { name, whole } | Test::Skill { name, whole } => {
                self.searched.has_tag(name, *whole)
            }
        }
    }

    /// The row of what was found, with what surrounds the hit and where it is.
    fn row(&self, query: &Query) -> EntryRow {
        let mut row = self.card.row(self.id);
        if let Some(excerpt) = self.searched.excerpt(&self.card, query) {
            row.excerpt = excerpt;
        }
        let tags = (0..).zip(&row.tags);
        let tags = tags
            .filter(|(_, tag)| query.is_in_tag(tag))
            .map(|(at, _)| at);
        row.hits = Hits {
            tags: tags.collect(),
            title: mark(&row.title, query),
            excerpt: mark(&row.excerpt, query),
        };
        row
    }
}

fn score(scores: &[u8], slot: Slot) -> u8 {
    let at = usize::try_from(slot).unwrap_or(usize::MAX);
    scores.get(at).copied().unwrap_or(0)
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
