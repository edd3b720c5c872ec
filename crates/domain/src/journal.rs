//! All documents a person has: the entries in order, the others by kind, and the search through them. Works from
//! cards and texts alone; never touches a document.

mod excerpt;
mod put_away;
mod search;

use crate::Card;
use commonplace_api::{EntryRow, Id, Kind};
use core::cmp::Reverse;
use search::Searched;
use std::collections::BTreeMap;

pub use search::Query;

/// Place in the journal: newest first, then by id.
type Place = (Reverse<i64>, Id);

/// The cards of a journal, with the texts as far as they are loaded.
#[derive(Debug, Default)]
pub struct Journal {
    cards: BTreeMap<Id, Known>,
    /// The entries that are not deleted.
    order: Vec<Place>,
    /// How many cards, deleted ones included, have no text yet.
    without_text: usize,
}

#[derive(Debug)]
struct Known {
    card: Card,
    searched: Searched,
}

impl Journal {
    /// A journal of these cards; of several for one entry the last counts. Sorts once.
    pub fn from_cards(cards: impl IntoIterator<Item = (Id, Card)>) -> Self {
        let cards: BTreeMap<_, _> = cards
            .into_iter()
            .map(|(id, card)| (id, Known::new(card)))
            .collect();
        let mut order: Vec<_> = cards
            .iter()
            .filter(|(_, known)| is_listed(&known.card))
            .map(|(id, known)| place(*id, &known.card))
            .collect();
        order.sort_unstable();
        Self {
            without_text: cards.len(),
            cards,
            order,
        }
    }

    /// Adds an entry, or replaces its card. A text that was set stays until it is set again.
    pub fn put(&mut self, id: Id, card: Card) {
        let old = self.cards.get(&id).map(|known| &known.card);
        let old = old
            .filter(|card| is_listed(card))
            .map(|card| place(id, card));
        let new = is_listed(&card).then(|| place(id, &card));
        if old != new {
            if let Some(Ok(at)) = old.map(|place| self.order.binary_search(&place)) {
                self.order.remove(at);
            }
            if let Some((Err(at), place)) =
                new.map(|place| (self.order.binary_search(&place), place))
            {
                self.order.insert(at, place);
            }
        }
        if let Some(known) = self.cards.get_mut(&id) {
            known.searched.set_card(&card);
            known.card = card;
        } else {
            self.without_text += 1;
            self.cards.insert(id, Known::new(card));
        }
    }

    /// Sets the text an entry is searched by: [`crate::CardAndText::text`]. Does nothing for an
    /// entry that has no card.
    pub fn set_text(&mut self, id: Id, text: String) {
        if let Some(known) = self.cards.get_mut(&id) {
            if !known.searched.has_text() {
                self.without_text -= 1;
            }
            known.searched.set_text(&known.card, text);
        }
    }

    /// Forgets an entry for good.
    pub fn remove(&mut self, id: Id) {
        let Some(known) = self.cards.remove(&id) else {
            return;
        };
        if !known.searched.has_text() {
            self.without_text -= 1;
        }
        if let Ok(at) = self.order.binary_search(&place(id, &known.card)) {
            self.order.remove(at);
        }
    }

    /// The documents of a kind that were not put away, in the order of their ids.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (Id, &Card)> {
        self.cards
            .iter()
            .map(|(id, known)| (*id, &known.card))
            .filter(move |(_, card)| card.kind == kind.number() && !card.deleted)
    }

    /// The card of a document, deleted or not.
    pub fn card(&self, id: Id) -> Option<&Card> {
        self.cards.get(&id).map(|known| &known.card)
    }

    /// Whether there is such an entry, deleted or not.
    pub fn contains(&self, id: Id) -> bool {
        self.cards.contains_key(&id)
    }

    /// How many entries are shown: those that are not deleted.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Whether [`Journal::search`] sees every text, or only titles and beginnings of some.
    pub fn texts_complete(&self) -> bool {
        self.without_text == 0
    }

    /// The shown entries, newest first.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        self.order.iter().map(|(_, id)| *id)
    }

    /// At most `count` rows from index `start` on, newest first.
    pub fn window(&self, start: usize, count: usize) -> Vec<EntryRow> {
        self.order
            .iter()
            .skip(start)
            .take(count)
            .filter_map(|(_, id)| Some(self.cards.get(id)?.card.row(*id)))
            .collect()
    }

    /// The entries in which every word of `query` occurs, newest first. All of them when there
    /// are no words.
    pub fn search(&self, query: &Query) -> Vec<Id> {
        self.order
            .iter()
            .map(|(_, id)| *id)
            .filter(|id| self.matches(*id, query))
            .collect()
    }

    /// Whether every word of `query` occurs in an entry.
    pub fn matches(&self, id: Id, query: &Query) -> bool {
        self.cards
            .get(&id)
            .is_some_and(|known| known.searched.matches(query))
    }

    /// Rows for some of the entries [`Journal::search`] found, with what surrounds the hit.
    pub fn rows(&self, ids: &[Id], query: &Query) -> Vec<EntryRow> {
        ids.iter()
            .filter_map(|id| {
                let known = self.cards.get(id)?;
                let mut row = known.card.row(*id);
                if let Some(excerpt) = known.searched.excerpt(&known.card, query) {
                    row.excerpt = excerpt;
                }
                Some(row)
            })
            .collect()
    }
}

impl Known {
    fn new(card: Card) -> Self {
        let searched = Searched::new(&card);
        Self { card, searched }
    }
}

fn is_listed(card: &Card) -> bool {
    card.kind == Kind::Entry.number() && !card.deleted
}

fn place(id: Id, card: &Card) -> Place {
    (Reverse(card.occurred_at_ms), id)
}
