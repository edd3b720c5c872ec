//! All documents a person has: by kind, in order, and the search through them. Works from cards
//! and texts alone; never touches a document.

mod calendar;
mod days;
mod excerpt;
mod folded;
mod found;
mod marked;
mod names;
mod put_away;
mod query;
mod search;
mod signature;
mod tagged;
mod typed;
mod written;

use crate::Card;
use commonplace_api::{EntryRow, Id, Kind};
use core::cmp::Reverse;
use found::Memory;
use search::Searched;
use std::collections::{BTreeMap, BTreeSet};

pub use query::Query;

/// The cards of a journal, with the texts as far as they are loaded.
#[derive(Debug, Default)]
pub struct Journal {
    /// What is known of each document. A document keeps its slot for as long as it is here.
    slots: Vec<Option<Known>>,
    free: Vec<Slot>,
    by_id: BTreeMap<Id, Slot>,
    /// What was not put away, by kind, newest first.
    lists: BTreeMap<u16, Vec<Place>>,
    /// The entries that are lessons and were not put away.
    lessons: BTreeSet<Id>,
    /// How many cards, deleted ones included, have no text yet.
    without_text: usize,
    memory: Memory,
}

/// Where in the journal a document is kept.
type Slot = u32;

/// Place in a list: newest first, then by id.
type Place = (Reverse<i64>, Id, Slot);

#[derive(Debug)]
struct Known {
    id: Id,
    card: Card,
    searched: Searched,
}

impl Journal {
    /// A journal of these cards; of several for one document the last counts. Sorts once.
    pub fn from_cards(cards: impl IntoIterator<Item = (Id, Card)>) -> Self {
        let mut journal = Self::default();
        for (id, card) in cards {
            match journal.by_id.get(&id).copied() {
                Some(slot) => journal.keep(slot, Known::new(id, card)),
                None => drop(journal.add(id, card)),
            }
        }
        for (slot, known) in (0..).zip(&journal.slots) {
            if let Some(known) = known.as_ref().filter(|known| !known.card.deleted) {
                let list = journal.lists.entry(known.card.kind).or_default();
                list.push(known.place(slot));
                if written::is_lesson(&known.card) {
                    journal.lessons.insert(known.id);
                }
            }
        }
        journal
            .lists
            .values_mut()
            .for_each(|list| list.sort_unstable());
        journal
    }

    /// Adds a document, or replaces its card. A text that was set stays until it is set again.
    pub fn put(&mut self, id: Id, card: Card) {
        let Some(slot) = self.by_id.get(&id).copied() else {
            self.note_lesson(id, &card);
            let slot = self.add(id, card);
            self.list(slot);
            return;
        };
        let Some(known) = self.known(slot) else {
            return;
        };
        let moves = (
            known.card.kind,
            known.card.deleted,
            known.card.occurred_at_ms,
        ) != (card.kind, card.deleted, card.occurred_at_ms);
        if moves {
            self.unlist(slot);
        }
        self.note_lesson(id, &card);
        if let Some(known) = self.known_mut(slot) {
            known.searched.set_card(&card);
            known.card = card;
        }
        if moves {
            self.list(slot);
        }
        self.memory.changed(slot);
    }

    /// Sets the text a document is found by: [`crate::CardAndText::text`]. Does nothing for one
    /// that has no card.
    pub fn set_text(&mut self, id: Id, text: &str) {
        let Some(slot) = self.by_id.get(&id).copied() else {
            return;
        };
        let Some(known) = self.known_mut(slot) else {
            return;
        };
        let is_first = !known.searched.has_text();
        known.searched.set_text(&known.card, text);
        self.without_text -= usize::from(is_first);
        self.memory.changed(slot);
    }

    /// The text a document is found by, as it was written; `None` while it is not here.
    pub fn text(&self, id: Id) -> Option<String> {
        self.known(*self.by_id.get(&id)?)?.searched.as_written()
    }

    /// Forgets a document for good.
    pub fn remove(&mut self, id: Id) {
        let Some(slot) = self.by_id.remove(&id) else {
            return;
        };
        self.unlist(slot);
        self.lessons.remove(&id);
        let known = self.slot_mut(slot).and_then(Option::take);
        self.without_text -= usize::from(known.is_some_and(|known| !known.searched.has_text()));
        self.free.push(slot);
        self.memory.changed(slot);
    }

    /// The documents of a kind that were not put away, newest first.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (Id, &Card)> {
        let places = self.list_of(kind).iter();
        places.filter_map(|(_, id, slot)| Some((*id, &self.known(*slot)?.card)))
    }

    /// The card of a document, deleted or not.
    pub fn card(&self, id: Id) -> Option<&Card> {
        self.known(*self.by_id.get(&id)?).map(|known| &known.card)
    }

    /// Whether there is such a document, deleted or not.
    pub fn contains(&self, id: Id) -> bool {
        self.by_id.contains_key(&id)
    }

    /// How many entries are shown: those that are not deleted.
    pub fn len(&self) -> usize {
        self.list_of(Kind::Entry).len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a search sees every text, or only titles and beginnings of some.
    pub fn texts_complete(&self) -> bool {
        self.without_text == 0
    }

    /// The shown entries, newest first.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.list_of(Kind::Entry).iter().map(|(_, id, _)| *id)
    }

    /// At most `count` rows from index `start` on, newest first.
    pub fn window(&self, start: usize, count: usize) -> Vec<EntryRow> {
        let places = self.list_of(Kind::Entry).iter().skip(start).take(count);
        places
            .filter_map(|(_, id, slot)| Some(self.known(*slot)?.card.row(*id)))
            .collect()
    }

    fn list_of(&self, kind: Kind) -> &[Place] {
        self.lists.get(&kind.number()).map_or(&[], Vec::as_slice)
    }

    fn known(&self, slot: Slot) -> Option<&Known> {
        self.slots.get(usize::try_from(slot).ok()?)?.as_ref()
    }

    fn known_mut(&mut self, slot: Slot) -> Option<&mut Known> {
        self.slot_mut(slot)?.as_mut()
    }

    fn slot_mut(&mut self, slot: Slot) -> Option<&mut Option<Known>> {
        self.slots.get_mut(usize::try_from(slot).ok()?)
    }

    fn keep(&mut self, slot: Slot, known: Known) {
        if let Some(place) = self.slot_mut(slot) {
            *place = Some(known);
        }
    }

    /// Gives a new document a slot.
    fn add(&mut self, id: Id, card: Card) -> Slot {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            Slot::try_from(self.slots.len() - 1).unwrap_or(Slot::MAX)
        });
        self.keep(slot, Known::new(id, card));
        self.by_id.insert(id, slot);
        self.without_text += 1;
        self.memory.changed(slot);
        slot
    }

    fn list(&mut self, slot: Slot) {
        let Some(known) = self.known(slot).filter(|known| !known.card.deleted) else {
            return;
        };
        let (kind, place) = (known.card.kind, known.place(slot));
        let list = self.lists.entry(kind).or_default();
        if let Err(at) = list.binary_search(&place) {
            list.insert(at, place);
        }
    }

    fn unlist(&mut self, slot: Slot) {
        let Some(known) = self.known(slot) else {
            return;
        };
        let (kind, place) = (known.card.kind, known.place(slot));
        if let Some(list) = self.lists.get_mut(&kind)
            && let Ok(at) = list.binary_search(&place)
        {
            list.remove(at);
        }
    }
}

impl Known {
    fn new(id: Id, card: Card) -> Self {
        let searched = Searched::new(&card);
        Self { id, card, searched }
    }

    fn place(&self, slot: Slot) -> Place {
        (Reverse(self.card.occurred_at_ms), self.id, slot)
    }
}
