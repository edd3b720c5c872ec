//! The journal: order, windows and search.

use commonplace_api::{Id, Kind};
use commonplace_domain::journal::Query;
use commonplace_domain::{Card, Journal};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn id(n: u8) -> Id {
    Id([n; 16])
}

fn card(title: &str, at: i64) -> Card {
    Card {
        kind: Kind::Entry.number(),
        title: title.into(),
        occurred_at_ms: at,
        ..Card::default()
    }
}

fn found(journal: &mut Journal, typed: &str) -> Vec<u8> {
    journal
        .search(&Query::new(typed))
        .iter()
        .map(|id| id.0[0])
        .collect()
}

pub(crate) fn sample() -> Journal {
    let mut journal = Journal::from_cards([
        (id(1), card("Straße nach Süden", 10)),
        (
            id(2),
            Card {
                tags: vec!["Rust".into()],
                ..card("Borrowing", 30)
            },
        ),
        (id(3), card("Weg", 20)),
        (
            id(4),
            Card {
                deleted: true,
                ..card("Gone", 40)
            },
        ),
    ]);
    journal.set_text(id(1), "# Straße nach Süden\n\nAuf dem **ÉCOLE** weiter.");
    journal.set_text(id(2), "Borrowing\n\nThe checker complains, école.");
    journal
}

#[test]
fn newest_first_and_without_what_was_put_away() {
    let journal = sample();
    assert_eq!(
        journal.ids().map(|id| id.0[0]).collect::<Vec<_>>(),
        [2, 3, 1]
    );
    assert_eq!((journal.len(), journal.contains(id(4))), (3, true));
    let titles: Vec<_> = journal
        .window(1, 5)
        .into_iter()
        .map(|row| row.title)
        .collect();
    assert_eq!(titles, ["Weg", "Straße nach Süden"]);
    assert!(journal.window(3, 5).is_empty() && journal.window(usize::MAX, 5).is_empty());
}

#[test]
fn every_word_must_occur_somewhere() {
    let mut journal = sample();
    assert_eq!(found(&mut journal, ""), [2, 3, 1]);
    assert_eq!(found(&mut journal, "  ecole "), [2, 1]);
    assert_eq!(found(&mut journal, "STRASSE école"), [1]);
    assert_eq!(found(&mut journal, "checker borrow"), [2]);
    assert_eq!(found(&mut journal, "#rust"), [2]);
    assert_eq!(found(&mut journal, "rust"), [2]);
    assert_eq!(found(&mut journal, "ecole missing"), [0; 0]);
    assert_eq!(found(&mut journal, "gone"), [0; 0], "put away");
}

#[test]
fn says_whether_all_texts_are_here() {
    let mut journal = sample();
    assert!(!journal.texts_complete());
    journal.set_text(id(3), "Weg");
    journal.set_text(id(9), "of no entry");
    assert!(!journal.texts_complete());
    journal.set_text(id(4), "Gone");
    journal.set_text(id(4), "Gone again");
    assert!(journal.texts_complete());
    journal.put(id(5), card("New", 1));
    assert!(!journal.texts_complete());
    journal.remove(id(5));
    journal.remove(id(5));
    assert!(journal.texts_complete());
}

#[test]
fn a_hit_is_shown_as_it_was_written() {
    let mut journal = sample();
    let row =
        |journal: &Journal, typed: &str, n| journal.rows(&[id(n)], &Query::new(typed)).remove(0);
    assert_eq!(row(&journal, "ecole", 1).excerpt, "Auf dem ÉCOLE weiter.");
    let text = format!(
        "Start\n{}**Nadel** im Heu {}",
        "Größe ß ".repeat(90),
        "mehr ".repeat(200)
    );
    journal.set_text(id(3), &text);
    let excerpt = row(&journal, "nadel", 3).excerpt;
    assert!(
        excerpt.starts_with('…') && excerpt.ends_with('…'),
        "{excerpt}"
    );
    assert!(excerpt.contains("Größe ß Nadel im Heu mehr"), "{excerpt}");
    assert!(excerpt.chars().count() <= 200, "{excerpt}");
    let with_excerpt = Card {
        excerpt: "The checker".into(),
        ..card("Borrowing", 30)
    };
    journal.put(id(2), with_excerpt);
    assert_eq!(row(&journal, "checker", 2).excerpt, "The checker");
    assert_eq!(
        row(&journal, "complains", 2).excerpt,
        "The checker complains, école."
    );
}

#[test]
fn a_new_card_keeps_the_text_and_a_new_text_replaces_it() {
    let mut journal = sample();
    journal.put(
        id(2),
        Card {
            tags: vec!["Go".into()],
            ..card("Renamed", 5)
        },
    );
    assert_eq!(found(&mut journal, "checker"), [2]);
    assert_eq!(
        (found(&mut journal, "#rust"), found(&mut journal, "#go")),
        (vec![], vec![2])
    );
    assert_eq!(journal.ids().last(), Some(id(2)));
    journal.set_text(id(2), "Renamed entirely");
    assert_eq!(found(&mut journal, "checker"), [0; 0]);
    journal.put(id(4), card("Back", 50));
    assert_eq!(found(&mut journal, "back"), [4]);
}

proptest! {
    /// Against a model that sorts and searches from scratch each time.
    #[test]
    fn agrees_with_the_obvious(
        steps in prop::collection::vec((0u8..6, 0i64..5, any::<bool>(), 0u8..4, "[abÀá ]{0,4}"), 0..60),
        typed in "[ab ]{0,3}",
    ) {
        let mut journal = Journal::default();
        let mut model: BTreeMap<Id, (Card, Option<String>)> = BTreeMap::new();
        for (n, at, deleted, what, words) in steps {
            match what {
                0 => {
                    journal.remove(id(n));
                    model.remove(&id(n));
                }
                1 => {
                    journal.set_text(id(n), &words);
                    if let Some((_, text)) = model.get_mut(&id(n)) {
                        *text = Some(words);
                    }
                }
                _ => {
                    let card = Card { deleted, ..card(&words, at) };
                    journal.put(id(n), card.clone());
                    // What is remembered of a search must not outlive what it found.
                    journal.search(&Query::new(&typed));
                    model.entry(id(n)).or_default().0 = card;
                }
            }
        }
        let mut expected: Vec<_> = model.iter().filter(|(_, (card, _))| !card.deleted).collect();
        expected.sort_by_key(|(id, (card, _))| (-card.occurred_at_ms, **id));
        let ids: Vec<_> = expected.iter().map(|(id, _)| **id).collect();
        prop_assert_eq!(journal.ids().collect::<Vec<_>>(), ids);
        prop_assert_eq!(journal.texts_complete(), model.values().all(|(_, text)| text.is_some()));
        let plain = |text: &str| text.to_lowercase().replace(['à', 'á'], "a");
        let hits: Vec<_> = expected
            .iter()
            .filter(|(_, (card, text))| {
                let (title, text) = (plain(&card.title), plain(text.as_deref().unwrap_or_default()));
                let mut words = typed.split_whitespace();
                words.all(|word| title.contains(word) || text.contains(word))
            })
            .map(|(id, _)| **id)
            .collect();
        prop_assert_eq!(journal.search(&Query::new(&typed)), hits);
        let reloaded = Journal::from_cards(model.into_iter().map(|(id, (card, _))| (id, card)));
        prop_assert_eq!(reloaded.window(0, 99), journal.window(0, 99));
    }
}
