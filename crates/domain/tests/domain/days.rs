//! What stands around an entry: its star, its day and its tags, and the calendar they make.

use commonplace_api::{Change, Day, EntryChange, Id, Kind, When};
use commonplace_domain::{Actor, Card, Document, Journal, Moment, NewEntry, apply};
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;
const NOW: Moment = Moment {
    ms: 20_000 * DAY_MS,
    offset_minutes: 0,
};

fn written(text: &str, day: i64, hour: i64, offset_minutes: i16) -> Card {
    let new = NewEntry {
        text,
        now_ms: day * DAY_MS + hour * 3_600_000,
        offset_minutes,
        zone: "Asia/Tokyo",
    };
    Document::new(Actor([3; 16]), &new).unwrap().card()
}

fn journal(cards: Vec<Card>) -> Journal {
    let ids = (1..).map(|n: u8| Id([n; 16]));
    Journal::from_cards(ids.zip(cards))
}

#[test]
fn an_entry_counts_on_the_day_of_its_own_clock() {
    // Half past eleven in the evening UTC is the next morning in Tokyo.
    let all = journal(vec![
        written("utc", 100, 23, 0),
        written("tokyo", 100, 23, 540),
        written("hawaii", 101, 5, -600),
    ]);
    assert_eq!(all.counts(Day(99), 4), [0, 2, 1, 0]);
    let titles = |day| {
        all.on_day(Day(day))
            .into_iter()
            .map(|row| row.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(100), ["hawaii", "utc"]);
    assert_eq!(titles(101), ["tokyo"]);
    assert_eq!(
        all.counts(Day(0), u32::MAX).len(),
        380,
        "never more than a screen shows"
    );
}

#[test]
fn a_day_brings_back_the_same_day_of_other_years() {
    // 2024-02-29, 2023-02-28, 2020-02-29, 2023-03-01.
    let days = [19_782, 19_416, 18_321, 19_417];
    let all = journal(
        days.iter()
            .map(|day| written(&day.to_string(), *day, 12, 0))
            .collect(),
    );
    let titles = |day| {
        all.on_this_day(Day(day))
            .into_iter()
            .map(|row| row.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(19_782), ["18321"], "on a leap day, leap days");
    assert_eq!(
        titles(20_512),
        ["19782", "19416", "18321"],
        "2026-02-28 has no leap day after it"
    );
    assert_eq!(titles(20_513), ["19417"]);
}

#[test]
fn tags_are_offered_by_how_often_they_were_used() {
    let skill = Card {
        kind: Kind::Skill.number(),
        title: "Giving feedback".into(),
        ..Card::default()
    };
    let mut cards: Vec<Card> = ["#Rust #til", "#rust", "#RUST #til #giving-feedback"]
        .iter()
        .map(|text| written(text, 1, 1, 0))
        .collect();
    cards.push(skill);
    let tags = journal(cards).tags();
    let short: Vec<_> = tags
        .iter()
        .map(|row| (row.tag.to_lowercase(), row.uses, row.skill.as_deref()))
        .collect();
    let expected = [
        ("rust", 3, None),
        ("til", 2, None),
        ("giving-feedback", 1, Some("Giving feedback")),
    ];
    assert_eq!(
        short,
        expected.map(|(tag, uses, skill)| (tag.to_owned(), uses, skill))
    );
}

fn change(entry: &mut Document, change: EntryChange) {
    apply(entry, &Change::Entry(change), NOW).unwrap();
}

#[test]
fn a_star_and_another_day_are_changes_like_any() {
    let new = NewEntry {
        text: "late",
        now_ms: NOW.ms,
        offset_minutes: 60,
        zone: "Europe/Berlin",
    };
    let mut entry = Document::new(Actor([3; 16]), &new).unwrap();
    assert_eq!(entry.meta().zone, "Europe/Berlin");
    change(&mut entry, EntryChange::Star(true));
    let when = When {
        ms: 5 * DAY_MS,
        offset_minutes: 330,
        zone: "Asia/Kolkata".into(),
    };
    change(&mut entry, EntryChange::When(when));
    let changes = entry.commit(NOW.ms).unwrap();
    let meta = Document::load(Actor([4; 16]), None, [changes.as_slice()])
        .unwrap()
        .meta();
    assert_eq!(
        (
            meta.starred,
            meta.occurred_at_ms,
            meta.offset_minutes,
            meta.zone.as_str()
        ),
        (true, 5 * DAY_MS, 330, "Asia/Kolkata")
    );
    assert!(entry.card().starred);
    change(&mut entry, EntryChange::Star(false));
    assert!(!entry.meta().starred);
}

#[test]
fn what_cannot_be_a_zone_is_not_kept() {
    for zone in ["", "<b>", "a b", &"x".repeat(65)] {
        let mut entry = Document::new(
            Actor([3; 16]),
            &NewEntry {
                text: "x",
                now_ms: 0,
                offset_minutes: 0,
                zone,
            },
        )
        .unwrap();
        assert_eq!(entry.meta().zone, "");
        let when = When {
            ms: 1,
            offset_minutes: 0,
            zone: zone.to_owned(),
        };
        change(&mut entry, EntryChange::When(when));
        assert_eq!(entry.meta().zone, "");
    }
}

proptest! {
    #[test]
    fn every_entry_is_on_exactly_one_day(entries in prop::collection::vec((0_i64..60, 0_i64..24, -840_i16..840), 0..30)) {
        let cards = entries.iter().map(|(day, hour, offset)| written("x", *day, *hour, *offset)).collect();
        let all = journal(cards);
        let counts = all.counts(Day(-5), 80);
        prop_assert_eq!(counts.iter().sum::<u32>() as usize, entries.len());
        for (day, count) in (-5..).zip(counts) {
            prop_assert_eq!(all.on_day(Day(day)).len(), count as usize);
        }
    }
}
