//! Old lessons that come back, and what is chosen then.

use crate::actor;
use commonplace_api::lesson::{Recall, Recalled};
use commonplace_api::{Change, Day, EntryChange, Id};
use commonplace_domain::{Card, Document, Journal, Moment, NewEntry, apply, lesson};
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;
/// The day most of these lessons were written on.
const WRITTEN: Day = Day(20_000);

fn at(day: Day) -> Moment {
    Moment {
        ms: day.noon_ms(),
        offset_minutes: 60,
    }
}

fn lesson_of(day: Day) -> Document {
    let new = NewEntry {
        text: "Ask first #lesson",
        now_ms: day.noon_ms(),
        offset_minutes: 60,
        zone: "",
    };
    Document::new(actor(1), &new).unwrap()
}

fn recall(entry: &mut Document, answer: impl Into<Option<Recalled>>, on: Day) {
    let change = Change::Entry(EntryChange::Recall(answer.into()));
    apply(entry, &change, at(on)).unwrap();
}

fn answer(after_days: u16, choice: Recall) -> Recalled {
    Recalled { after_days, choice }
}

fn journal(cards: &[Card]) -> Journal {
    let cards = cards.iter().enumerate();
    Journal::from_cards(cards.map(|(n, card)| (Id([n as u8; 16]), card.clone())))
}

/// After how many days the only lesson comes back on `day`.
fn comes_back(entry: &Document, day: Day) -> Option<u16> {
    let journal = journal(&[entry.card()]);
    lesson::of_the_day(&journal, day).map(|lesson| lesson.after_days)
}

#[test]
fn a_lesson_comes_back_four_times_and_waits_until_it_is_answered() {
    let mut entry = lesson_of(WRITTEN);
    assert_eq!(comes_back(&entry, WRITTEN.plus(6)), None);
    for (from, to, mark) in [(7, 29, 7), (30, 89, 30), (90, 364, 90), (365, 3_000, 365)] {
        assert_eq!(comes_back(&entry, WRITTEN.plus(from)), Some(mark));
        assert_eq!(comes_back(&entry, WRITTEN.plus(to)), Some(mark), "it waits");
        recall(&mut entry, answer(mark, Recall::Kept), WRITTEN.plus(from));
        assert_eq!(comes_back(&entry, WRITTEN.plus(to)), None);
    }
}

#[test]
fn what_was_let_go_never_comes_back_unless_it_is_taken_back() {
    let mut entry = lesson_of(WRITTEN);
    recall(&mut entry, answer(7, Recall::LetGo), WRITTEN.plus(8));
    assert_eq!(comes_back(&entry, WRITTEN.plus(400)), None);
    recall(&mut entry, None, WRITTEN.plus(8));
    assert_eq!(comes_back(&entry, WRITTEN.plus(8)), Some(7));
}

#[test]
fn the_choice_follows_to_other_devices() {
    let mut here = lesson_of(WRITTEN);
    let mut there = Document::load(actor(2), None, [&*here.commit(0).unwrap()]).unwrap();
    recall(&mut here, answer(7, Recall::Committed), WRITTEN.plus(7));
    there.apply_changes(&here.commit(0).unwrap()).unwrap();
    assert_eq!(there.card(), here.card());
    assert_eq!(comes_back(&there, WRITTEN.plus(8)), None);
    assert_eq!(comes_back(&there, WRITTEN.plus(30)), Some(30));
}

#[test]
fn a_star_makes_a_lesson_and_so_does_a_tag_in_either_language() {
    for (text, is_one) in [
        ("plain", false),
        ("#Lektion", true),
        ("#lesson/feedback", true),
        ("#lessonplan", false),
    ] {
        let new = NewEntry {
            text,
            now_ms: WRITTEN.noon_ms(),
            offset_minutes: 0,
            zone: "",
        };
        let mut entry = Document::new(actor(1), &new).unwrap();
        let due = |entry: &Document| comes_back(entry, WRITTEN.plus(7)).is_some();
        assert_eq!(due(&entry), is_one, "{text}");
        apply(
            &mut entry,
            &Change::Entry(EntryChange::Star(true)),
            at(WRITTEN),
        )
        .unwrap();
        assert!(due(&entry) && entry.card().starred);
        apply(
            &mut entry,
            &Change::Entry(EntryChange::Star(false)),
            at(WRITTEN),
        )
        .unwrap();
        assert_eq!(due(&entry), is_one, "{text}");
        entry.delete(0).unwrap();
        assert!(!due(&entry), "it was put away");
    }
}

#[test]
fn there_is_one_lesson_a_day_and_the_others_have_their_turn() {
    let mut entries = [9, 8, 7].map(|age| lesson_of(WRITTEN.plus(-age)));
    let cards = |entries: &[Document; 3]| journal(&entries.each_ref().map(Document::card));
    let ids: std::collections::BTreeSet<Id> = (0..3)
        .map(|days| {
            let lesson = lesson::of_the_day(&cards(&entries), WRITTEN.plus(days));
            lesson.unwrap().entry.id
        })
        .collect();
    assert_eq!(
        ids.len(),
        3,
        "whoever answers none sees another one each day"
    );
    recall(&mut entries[1], answer(7, Recall::Kept), WRITTEN);
    assert_eq!(lesson::of_the_day(&cards(&entries), WRITTEN), None);
    let tomorrow = lesson::of_the_day(&cards(&entries), WRITTEN.plus(1));
    assert_ne!(tomorrow.unwrap().entry.id, Id([1; 16]));
    let due = lesson::due(&cards(&entries), WRITTEN);
    assert_eq!(due.len(), 2);
    assert_eq!(due[0].entry.id, Id([0; 16]), "what has waited longest");
}

#[test]
fn the_day_is_the_one_on_the_wall_where_it_was_written() {
    // Twenty minutes to midnight in Auckland, noon in Amsterdam.
    let new = NewEntry {
        text: "#lesson",
        now_ms: i64::from(WRITTEN.0) * DAY_MS + 11 * 3_600_000 - 20 * 60_000,
        offset_minutes: 780,
        zone: "",
    };
    let entry = Document::new(actor(1), &new).unwrap();
    assert_eq!(comes_back(&entry, WRITTEN.plus(6)), None);
    assert_eq!(comes_back(&entry, WRITTEN.plus(7)), Some(7));
}

proptest! {
    #[test]
    fn it_never_comes_back_before_its_time_nor_after_it_was_answered(
        age in 0i32..2_000, steps in prop::collection::vec((1i32..200, 0u8..3), 0..12),
    ) {
        let mut entry = lesson_of(WRITTEN.plus(-age));
        let mut today = WRITTEN;
        let mut answered = 0;
        for (days, choice) in steps {
            today = today.plus(days);
            let Some(mark) = comes_back(&entry, today) else { continue };
            prop_assert!(mark > answered && i32::from(mark) <= today.since(WRITTEN.plus(-age)));
            answered = mark;
            let choice = [Recall::Kept, Recall::LetGo, Recall::Committed][usize::from(choice)];
            recall(&mut entry, answer(mark, choice), today);
            prop_assert_eq!(comes_back(&entry, today), None);
            if choice == Recall::LetGo {
                answered = u16::MAX;
            }
        }
    }
}
