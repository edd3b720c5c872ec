//! The review of a week, the one that is next, and looking back.

use crate::actor;
use commonplace_api::review::{NextState, Question, ReviewChange};
use commonplace_api::{Change, Day, Id, Kind, Period, TextChange, Update, View, Week};
use commonplace_domain::{
    Card, Document, DocumentError, Journal, Moment, apply, review, today, views,
};
use proptest::prelude::*;

const MONDAY: u8 = 1;

/// Wednesday 25 November 2026.
fn wednesday() -> Day {
    "2026-11-25".parse().unwrap()
}

fn week() -> Week {
    Week::of(wednesday(), MONDAY)
}

fn at(day: Day) -> Moment {
    Moment {
        ms: day.noon_ms(),
        offset_minutes: 60,
    }
}

fn begin(n: u8, week: Week) -> Document {
    Document::begin(actor(n), Kind::Review, review::id(week)).unwrap()
}

fn change(doc: &mut Document, change: ReviewChange) {
    apply(doc, &Change::Review(week(), change), at(wednesday())).unwrap();
}

fn answer(doc: &mut Document, question: Question, now: &str) {
    let text = TextChange {
        was: String::new(),
        now: now.into(),
    };
    change(doc, ReviewChange::Answer(question, text));
}

fn entry_on(day: Day, title: &str) -> Card {
    Card {
        kind: Kind::Entry.number(),
        title: title.into(),
        occurred_at_ms: day.noon_ms(),
        ..Card::default()
    }
}

fn journal(cards: impl IntoIterator<Item = Card>) -> Journal {
    let cards = (0_u32..).zip(cards);
    Journal::from_cards(cards.map(|(n, card)| {
        let mut id = [3; 16];
        id[..4].copy_from_slice(&n.to_be_bytes());
        (Id(id), card)
    }))
}

#[test]
fn two_devices_write_one_review_of_a_week() {
    assert_ne!(review::id(week()), review::id(week().plus(1)));
    let (mut here, mut there) = (begin(1, week()), begin(2, week()));
    answer(&mut here, Question::Wins, "The retro was calm");
    answer(&mut there, Question::Change, "Fewer meetings");
    change(&mut there, ReviewChange::Finish(true));
    let theirs = there.commit(0).unwrap();
    here.apply_changes(&theirs).unwrap();
    let page = review::review(
        Some(&here),
        &Journal::default(),
        week(),
        MONDAY,
        wednesday(),
    );
    assert_eq!(
        page.answers,
        ["The retro was calm", "", "", "Fewer meetings"]
    );
    assert!(page.done);
    change(&mut here, ReviewChange::Finish(false));
    assert_eq!(
        review::next(&journal_with(&here), wednesday(), MONDAY).state,
        NextState::Begun
    );
}

fn journal_with(doc: &Document) -> Journal {
    let card = Card::from_bytes(&doc.card().to_bytes()).unwrap();
    Journal::from_cards([(review::id(week()), card)])
}

#[test]
fn a_review_that_nobody_wrote_is_a_page_with_nothing_on_it() {
    let view = View::Review {
        week: week(),
        starts_on: MONDAY,
    };
    assert_eq!(views::document_of(&view), Some(review::id(week())));
    let Some(Update::Review(page)) = views::unwritten(&Journal::default(), &view, at(wednesday()))
    else {
        panic!("no page");
    };
    assert_eq!(
        (page.first.to_string(), page.last.to_string()),
        ("2026-11-23".into(), "2026-11-29".into())
    );
    assert!(!page.done && page.lessons.is_empty() && page.answers.iter().all(String::is_empty));
}

#[test]
fn the_next_review_is_last_weeks_for_some_days_if_there_is_something_to_look_back_at() {
    let last_week = wednesday().plus(-6);
    let some = journal([entry_on(last_week, "Learned")]);
    let next = |journal: &Journal, day: Day| {
        let next = review::next(journal, day, MONDAY);
        (next.week, next.state)
    };
    let before = week().plus(-1);
    assert_eq!(
        next(&Journal::default(), wednesday()),
        (week(), NextState::Ahead)
    );
    assert_eq!(next(&some, wednesday()), (before, NextState::Due));
    for friday in 2..=4 {
        assert_eq!(
            next(&some, wednesday().plus(friday)),
            (week(), NextState::Due)
        );
        assert_eq!(
            next(&Journal::default(), wednesday().plus(friday)),
            (week(), NextState::Due)
        );
    }
    let mut doc = begin(1, week());
    answer(&mut doc, Question::Keep, "Walks");
    assert_eq!(
        next(&journal_with(&doc), wednesday().plus(2)),
        (week(), NextState::Begun)
    );
    change(&mut doc, ReviewChange::Finish(true));
    let after = review::next(&journal_with(&doc), wednesday().plus(2), MONDAY);
    assert_eq!(
        (after.week, after.state),
        (week().plus(1), NextState::Ahead)
    );
    assert_eq!(after.from.to_string(), "2026-12-04", "a Friday");
}

#[test]
fn lessons_that_a_review_brought_back_stay_in_it() {
    let lessons = (0..5).map(|n| Card {
        starred: true,
        ..entry_on(wednesday().plus(-40 - n), "Old")
    });
    let journal = journal(lessons);
    let mut doc = begin(1, week());
    let page =
        |doc: &Document| review::review(Some(doc), &journal, week(), MONDAY, wednesday()).lessons;
    let lessons = page(&doc);
    assert_eq!(lessons.len(), 3);
    assert!(
        lessons
            .iter()
            .all(|lesson| lesson.after_days == 30 && lesson.choice.is_none())
    );
    let third = lessons[2].entry.id;
    change(&mut doc, ReviewChange::Bring(third));
    assert_eq!(page(&doc)[0].entry.id, third);
    assert_eq!(page(&doc).len(), 3);
    change(&mut doc, ReviewChange::Finish(true));
    assert_eq!(page(&doc).len(), 1, "what is done brings nothing new");
}

#[test]
fn today_shows_what_was_written_today_and_nothing_else() {
    let journal =
        journal([-1, 0, 0, 1].map(|days| entry_on(wednesday().plus(days), &days.to_string())));
    let page = today::today(&journal, wednesday(), MONDAY);
    assert_eq!(page.entries.len(), 2);
    assert!(page.entries.iter().all(|row| row.title == "0"));
    assert_eq!(
        today::today(&journal, wednesday().plus(1), MONDAY)
            .entries
            .len(),
        1
    );
}

#[test]
fn a_year_is_told_by_its_days_with_starred_entries_first() {
    let days = [
        ("2026-01-01", false),
        ("2026-12-31", true),
        ("2026-12-31", false),
        ("2027-01-01", true),
    ];
    let journal = journal(days.map(|(day, starred)| Card {
        starred,
        ..entry_on(day.parse().unwrap(), day)
    }));
    let year = review::look_back(&journal, Period::Year(2026), MONDAY);
    assert_eq!((year.days.len(), year.days[0], year.days[364]), (365, 1, 2));
    assert_eq!(year.happened.total, 3);
    assert!(year.happened.entries[0].starred);
    assert_eq!(year.happened.lessons.len(), 1);
}

#[test]
fn a_week_of_another_kind_is_refused() {
    let mut entry = crate::entry("words").0;
    let wrong = Change::Review(week(), ReviewChange::Finish(true));
    assert_eq!(
        apply(&mut entry, &wrong, at(wednesday())),
        Err(DocumentError::ReadOnly)
    );
}

#[test]
fn ten_thousand_entries_are_told_apart() {
    let journal = journal((0..10_000).map(|n| Card {
        starred: n % 20 == 0,
        tags: vec!["work".into()],
        ..entry_on(wednesday().plus(-n / 5), "Entry")
    }));
    let page = today::today(&journal, wednesday(), MONDAY);
    let year = review::look_back(&journal, Period::Year(2026), MONDAY);
    let reviews = review::reviews(&journal, wednesday(), MONDAY);
    assert_eq!((page.entries.len(), reviews.past.len()), (5, 0));
    assert!(page.lesson.is_some() && year.happened.total > 1_500);
}

proptest! {
    #[test]
    fn every_entry_is_in_one_day_one_week_and_one_year(
        entries in prop::collection::vec((20_000i32..21_500, -720i16..=840, 0i64..86_400_000), 0..60), starts_on in 1u8..=7,
    ) {
        let cards: Vec<Card> = entries.iter().map(|(day, offset, of_day)| Card {
            offset_minutes: *offset,
            occurred_at_ms: i64::from(*day) * 86_400_000 + of_day - i64::from(*offset) * 60_000,
            ..entry_on(Day(*day), "x")
        }).collect();
        let journal = journal(cards);
        let years = (2024..=2028).map(|year| review::look_back(&journal, Period::Year(year), starts_on));
        let years: Vec<_> = years.collect();
        prop_assert_eq!(years.iter().map(|year| year.happened.total as usize).sum::<usize>(), entries.len());
        for (day, ..) in &entries {
            let on_day = entries.iter().filter(|(other, ..)| other == day).count();
            prop_assert_eq!(today::today(&journal, Day(*day), starts_on).entries.len(), on_day);
            let week = Week::of(Day(*day), starts_on);
            let in_week = entries.iter().filter(|(other, ..)| Week::of(Day(*other), starts_on) == week).count();
            let page = review::review(None, &journal, week, starts_on, Day(*day));
            prop_assert_eq!(page.happened.total as usize, in_week);
        }
    }
}
