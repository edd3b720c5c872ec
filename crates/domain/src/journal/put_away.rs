//! What was put away, and can be had back.

use super::Journal;
use commonplace_api::{EntryRow, Id, Kind};
use core::cmp::Reverse;

impl Journal {
    /// At most `count` documents that were put away, the newest first. Those without a word are left out: nothing
    /// would be had back with them.
    pub fn put_away(&self, count: usize) -> Vec<(Kind, EntryRow)> {
        let known = self.slots.iter().flatten();
        let deleted = known.filter(|known| known.card.deleted);
        let mut rows: Vec<(Id, Kind, EntryRow)> = deleted
            .filter_map(|known| Some((known.id, known.card.kind()?, known.card.row(known.id))))
            .filter(|(_, _, row)| !row.title.is_empty() || !row.excerpt.is_empty())
            .collect();
        rows.sort_unstable_by_key(|(id, _, row)| (Reverse(row.occurred_at_ms), *id));
        rows.truncate(count);
        rows.into_iter().map(|(_, kind, row)| (kind, row)).collect()
    }

    /// Every document that was put away, with words or without.
    pub fn all_put_away(&self) -> Vec<Id> {
        let known = self.slots.iter().flatten();
        let away = known.filter(|known| known.card.deleted && known.card.kind().is_some());
        away.map(|known| known.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Card;

    fn card(title: &str, occurred_at_ms: i64, deleted: bool) -> Card {
        Card {
            kind: Kind::Entry.number(),
            title: title.into(),
            occurred_at_ms,
            deleted,
            ..Card::default()
        }
    }

    #[test]
    fn only_what_was_put_away_and_has_words_newest_first() {
        let cards = [
            ("kept", 5, false),
            ("old", 1, true),
            ("new", 3, true),
            ("", 9, true),
        ];
        let cards = cards
            .iter()
            .zip(1..)
            .map(|((title, at, deleted), n)| (Id([n; 16]), card(title, *at, *deleted)));
        let journal = Journal::from_cards(cards);
        let titles = |count| {
            journal
                .put_away(count)
                .into_iter()
                .map(|(_, row)| row.title)
                .collect::<Vec<_>>()
        };
        assert_eq!(titles(9), ["new", "old"]);
        assert_eq!(titles(1), ["new"]);
        assert_eq!(journal.all_put_away().len(), 3);
    }
}
