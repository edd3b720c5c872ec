//! Finding: what a query means, what it finds, and in which order.

use commonplace_api::find::{Found, PartIs, pieces};
use commonplace_api::{Id, Kind};
use commonplace_domain::journal::Query;
use commonplace_domain::{Card, Journal};
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;
/// The number of 2026-03-01.
const MARCH: i64 = 20_513;

fn id(n: u8) -> Id {
    Id([n; 16])
}

fn card(kind: Kind, title: &str, at: i64) -> Card {
    Card {
        kind: kind.number(),
        title: title.into(),
        occurred_at_ms: at,
        ..Card::default()
    }
}

fn entry(title: &str, at: i64) -> Card {
    card(Kind::Entry, title, at)
}

fn tagged(card: Card, tags: &[&str]) -> Card {
    Card {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..card
    }
}

fn find(journal: &mut Journal, typed: &str) -> Found {
    journal.find(&Query::new(typed), 0, 99)
}

fn ids(journal: &mut Journal, typed: &str) -> Vec<u8> {
    let found = find(journal, typed);
    assert_eq!(usize::try_from(found.total).unwrap(), found.rows.len());
    found.rows.iter().map(|found| found.row.id.0[0]).collect()
}

fn all(cards: impl IntoIterator<Item = (u8, Card, &'static str)>) -> Journal {
    let mut journal = Journal::default();
    for (n, card, text) in cards {
        journal.put(id(n), card);
        journal.set_text(id(n), text);
    }
    journal
}

#[test]
fn what_begins_a_word_comes_first_then_titles_then_tags_then_the_newest() {
    let mut journal = all([
        (1, entry("Start", 90), "Start"),
        (2, entry("Notes", 80), "Notes\n\nmodern art"),
        (3, tagged(entry("Notes", 10), &["art"]), "Notes #art"),
        (4, entry("Artful", 5), "Artful"),
        (5, entry("Notes", 70), "Notes\n\nparty"),
        (6, tagged(entry("Notes", 60), &["heart"]), "Notes #heart"),
        (7, entry("Notes", 85), "Notes\n\nart, at last"),
        (8, entry("Nothing", 99), "Nothing"),
    ]);
    assert_eq!(ids(&mut journal, "art"), [4, 3, 7, 2, 1, 6, 5]);
    let window = journal.find(&Query::new("art"), 2, 3);
    let window: Vec<_> = window.rows.iter().map(|found| found.row.id.0[0]).collect();
    assert_eq!(window, [7, 2, 1], "the same order from the middle on");
}

#[test]
fn words_in_a_row_are_found_across_line_ends_and_others_left_out() {
    let mut journal = all([
        (1, entry("a", 1), "We kept\nthe promise"),
        (2, entry("b", 2), "the promise we kept"),
        (3, entry("c", 3), "kept the  promise"),
    ]);
    assert_eq!(ids(&mut journal, "kept promise"), [3, 2, 1]);
    assert_eq!(ids(&mut journal, "\"kept the promise\""), [1]);
    assert_eq!(
        ids(&mut journal, "\"Kept the"),
        [3, 1],
        "as it is being typed"
    );
    assert_eq!(ids(&mut journal, "kept -we"), [3]);
    assert_eq!(ids(&mut journal, "promise -\"the promise\""), [3]);
    assert_eq!(ids(&mut journal, "-kept"), [0; 0]);
}

#[test]
fn filters_ask_for_tags_stars_and_days() {
    let mut journal = all([
        (1, tagged(entry("a", 1), &["Größe", "work/review"]), ""),
        (2, tagged(entry("b", 2), &["grosses"]), ""),
        (
            3,
            Card {
                starred: true,
                ..entry("c starred", 3)
            },
            "",
        ),
    ]);
    assert_eq!(ids(&mut journal, "tag:grosse"), [2, 1]);
    assert_eq!(ids(&mut journal, "tag:\"GRÖSSE\""), [1]);
    assert_eq!(ids(&mut journal, "Stichwort:#work"), [1]);
    assert_eq!(ids(&mut journal, "tag:grosse -tag:work"), [2]);
    assert_eq!(ids(&mut journal, "is:starred"), [3]);
    assert_eq!(ids(&mut journal, "ist:markiert"), [3]);
    assert_eq!(ids(&mut journal, "starred"), [3]);
    assert_eq!(ids(&mut journal, "-starred"), [2, 1]);
    assert_eq!(ids(&mut journal, "\"starred\" b"), [0; 0]);
    assert_eq!(ids(&mut journal, "\"starred\""), [3]);
}

#[test]
fn a_day_is_the_day_where_it_was_written() {
    let at = |ms: i64, offset_minutes: i16| Card {
        offset_minutes,
        ..entry("e", ms)
    };
    let mut journal = all([
        // Half past eleven in the evening, the last of February, in New York and in Berlin.
        (1, at(MARCH * DAY_MS - 30 * 60_000 + 300 * 60_000, -300), ""),
        (2, at(MARCH * DAY_MS - 30 * 60_000 - 60 * 60_000, 60), ""),
        // Half past midnight, the first of March.
        (3, at(MARCH * DAY_MS + 30 * 60_000 - 60 * 60_000, 60), ""),
        (4, at(MARCH * DAY_MS + 30 * 60_000 + 300 * 60_000, -300), ""),
        (5, at((MARCH + 31) * DAY_MS, 0), ""),
    ]);
    assert_eq!(ids(&mut journal, "before:2026-03-01"), [1, 2]);
    assert_eq!(ids(&mut journal, "before:2026-03"), [1, 2]);
    assert_eq!(ids(&mut journal, "on:2026-03-01"), [4, 3]);
    assert_eq!(ids(&mut journal, "am:1.3.2026"), [4, 3]);
    assert_eq!(ids(&mut journal, "on:2026-03"), [4, 3]);
    assert_eq!(ids(&mut journal, "after:2026-02-28"), [5, 4, 3]);
    assert_eq!(ids(&mut journal, "nach:2026-03"), [5]);
    assert_eq!(ids(&mut journal, "after:2026"), [0; 0]);
    assert_eq!(ids(&mut journal, "in:2026 -on:2026-03-01"), [5, 1, 2]);
}

#[test]
fn kinds_are_alternatives_and_counted_whichever_are_asked_for() {
    let mut journal = all([
        (1, entry("giving feedback", 1), ""),
        (2, card(Kind::Plan, "feedback", 2), ""),
        (3, card(Kind::Skill, "feedback", 3), ""),
        (4, card(Kind::Device, "feedback", 4), ""),
        (5, card(Kind::Plan, "running", 5), ""),
        (
            6,
            Card {
                kind: 900,
                ..entry("feedback", 6)
            },
            "",
        ),
    ]);
    assert_eq!(
        ids(&mut journal, "feedback"),
        [3, 2, 1],
        "neither devices nor what nobody knows"
    );
    assert_eq!(ids(&mut journal, "feedback kind:plan"), [2]);
    assert_eq!(ids(&mut journal, "feedback art:pläne type:entry"), [2, 1]);
    assert_eq!(ids(&mut journal, "feedback -kind:plan"), [3, 1]);
    assert_eq!(ids(&mut journal, "kind:plan"), [5, 2]);
    let found = find(&mut journal, "kind:skill feedback");
    assert_eq!(
        found.facets,
        [(Kind::Entry, 1), (Kind::Plan, 1), (Kind::Skill, 1)]
    );
    assert_eq!(found.rows[0].kind, Kind::Skill);
    let timeline = journal.search(&Query::new("feedback"));
    assert_eq!(timeline, [id(1)], "the journal lists entries alone");
}

#[test]
fn what_only_looks_like_a_filter_is_a_word_and_what_is_unfinished_waits() {
    let mut journal = all([
        (1, entry("at 12:30, see https://example.org", 1), ""),
        (2, entry("before:soon kind:odd", 2), ""),
    ]);
    assert_eq!(ids(&mut journal, "12:30"), [1]);
    assert_eq!(ids(&mut journal, "https://example"), [1]);
    assert_eq!(ids(&mut journal, "before:soon"), [2]);
    assert_eq!(ids(&mut journal, "kind:odd"), [2]);
    for unfinished in ["", " ", "tag:", "before:", "before:20", "-", "\"", "kind:"] {
        assert_eq!(ids(&mut journal, unfinished), [2, 1], "{unfinished:?}");
        assert!(Query::new(unfinished).is_empty(), "{unfinished:?}");
    }
}

#[test]
fn a_query_is_shown_back_in_pieces_that_can_be_taken_out() {
    let typed = " Zürich tag:größe -\"two words\" before:2026-03 kind:p tag:";
    let query = Query::new(typed);
    let parts: Vec<_> = query
        .parts()
        .iter()
        .map(|part| {
            (
                &typed[part.start as usize..part.end as usize],
                part.not,
                &part.is,
            )
        })
        .collect();
    assert_eq!(
        parts,
        [
            ("Zürich", false, &PartIs::Word),
            ("tag:größe", false, &PartIs::Tag("größe".into())),
            ("-\"two words\"", true, &PartIs::Phrase("two words".into())),
            ("before:2026-03", false, &PartIs::Before("2026-03".into())),
            (
                "kind:p",
                false,
                &PartIs::Kinds(vec![Kind::Plan, Kind::Page])
            ),
        ]
    );
}

#[test]
fn hits_are_marked_where_they_are_shown() {
    let mut journal = all([(
        1,
        tagged(entry("Über die Größe", 1), &["klein", "GROSSES"]),
        "Über die Größe\n\nEin Text. Nichts davon ist **großartig**, und doch.",
    )]);
    let found = find(&mut journal, "gross");
    let row = &found.rows[0].row;
    let title = pieces(&row.title, &row.hits.title);
    assert_eq!(title, [("Über die ", false), ("Größ", true), ("e", false)]);
    assert_eq!(row.hits.tags, [1]);
    let found = find(&mut journal, "grossa");
    let row = &found.rows[0].row;
    assert_eq!(
        row.excerpt,
        "Ein Text. Nichts davon ist großartig, und doch."
    );
    assert!(pieces(&row.excerpt, &row.hits.excerpt).contains(&("großa", true)));
}

#[derive(Clone, Debug)]
enum Step {
    Put(u8, Card),
    Text(u8, String),
    Remove(u8),
    Find(String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let words = || prop::sample::select(vec!["ab", "abc", "cab", "b", "Äb c", "ab\ncab", "#b", ""]);
    let put = (0u8..5, words(), 0i64..3, any::<[bool; 3]>()).prop_map(|(n, title, at, is)| {
        let kind = if is[0] { Kind::Plan } else { Kind::Entry };
        let (deleted, starred) = (is[1] && at == 0, is[2]);
        Step::Put(
            n,
            Card {
                deleted,
                starred,
                ..tagged(card(kind, title, at), &["b"])
            },
        )
    });
    let typed = prop::collection::vec(
        prop::sample::select(vec![
            "a",
            "ab",
            "abc",
            "b",
            "-ab",
            "-c",
            "\"ab c\"",
            "tag:b",
            "starred",
            "kind:plan",
            "-kind:p",
        ]),
        0..3,
    );
    let step = prop_oneof![
        4 => put,
        4 => (0u8..5, words()).prop_map(|(n, text)| Step::Text(n, text.into())),
        1 => (0u8..5).prop_map(Step::Remove),
        6 => typed.prop_map(|typed| Step::Find(typed.join(" "))),
    ];
    prop::collection::vec(step, 0..40)
}

proptest! {
    /// What is remembered of earlier searches must never show.
    #[test]
    fn a_journal_that_remembers_finds_what_a_new_one_finds(steps in steps()) {
        let mut journal = Journal::default();
        let mut done = Vec::new();
        for step in steps {
            match &step {
                Step::Put(n, card) => journal.put(id(*n), card.clone()),
                Step::Text(n, text) => journal.set_text(id(*n), text),
                Step::Remove(n) => journal.remove(id(*n)),
                Step::Find(typed) => {
                    let mut fresh = Journal::default();
                    for step in &done {
                        match step {
                            Step::Put(n, card) => fresh.put(id(*n), Card::clone(card)),
                            Step::Text(n, text) => fresh.set_text(id(*n), text),
                            Step::Remove(n) => fresh.remove(id(*n)),
                            Step::Find(_) => {}
                        }
                    }
                    prop_assert_eq!(find(&mut journal, typed), find(&mut fresh, typed));
                    let query = Query::new(typed);
                    prop_assert_eq!(journal.search(&query), fresh.search(&query));
                }
            }
            done.push(step);
        }
    }

    #[test]
    fn nothing_typed_is_an_error(typed in "[-a:\"“ é.0-9]{0,24}|\\PC{0,24}") {
        let mut journal = all([(1, tagged(entry("a: é", 1), &["a"]), "a \"b\" -c 12:30")]);
        for part in find(&mut journal, &typed).parts {
            let (start, end) = (part.start as usize, part.end as usize);
            prop_assert!(typed.get(start..end).is_some_and(|piece| !piece.is_empty()));
        }
    }
}
