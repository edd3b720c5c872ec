//! Goals: figures, the path, the word for it, and what two people choose at once.

use crate::meet;
use crate::team::{ANA, BEN, CHI, NOW, does, item, journal, later, text, two};
use commonplace_api::plan::SkillLink;
use commonplace_api::team::goal::{
    Baseline, CheckInChange, Direction, Goal, GoalChange, GoalRow, NewCheckIn, Trend,
};
use commonplace_api::team::{Field, Number, Value};
use commonplace_api::{Change, Day, Id, Kind, Update, View};
use commonplace_domain::{Document, DocumentError, Moment, apply, views};
use proptest::prelude::*;

pub(crate) const ID: Id = Id([9; 16]);
/// The day of [`NOW`].
pub(crate) const TODAY: i32 = 20_833;

pub(crate) fn number(value: f64) -> Number {
    Number::new(value).unwrap()
}

pub(crate) fn goal(doc: &mut Document, changes: impl IntoIterator<Item = GoalChange>) {
    for change in changes {
        does(doc, Change::Goal(ANA, change));
    }
}

fn shown_at(doc: &mut Document, now: Moment) -> Goal {
    match views::document(doc, &journal(&[]), &View::Goal(ID), now) {
        Some(Update::Goal(goal)) => *goal,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn shown(doc: &mut Document) -> Goal {
    shown_at(doc, NOW)
}

pub(crate) fn row(doc: &Document) -> GoalRow {
    match views::list(&journal(&[(ID, doc)]), &View::Goals, NOW) {
        Some(Update::Goals(rows)) => rows[0].clone(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn check_in(n: u8, day: i32, value: f64) -> GoalChange {
    GoalChange::CheckIn(NewCheckIn {
        id: item(n),
        day: Day(day),
        value: number(value),
        confidence: Some(n),
        note: format!("note {n}"),
        blocker: String::new(),
    })
}

/// From 40 down to 20 in a hundred days, half of which are over.
fn example() -> Document {
    let (mut doc, _) = two(Kind::Goal, ID);
    goal(
        &mut doc,
        [
            GoalChange::Title(text("", "Answer within a day")),
            GoalChange::Why(text("", "People wait for us")),
            GoalChange::Measure(text("", "Hours to the first answer, median")),
            GoalChange::Unit(text("", "h")),
            GoalChange::Direction(Direction::Down),
            GoalChange::Baseline(number(40.0), Day(TODAY - 50)),
            GoalChange::Target(Some(number(20.0))),
            GoalChange::Due(Some(Day(TODAY + 50))),
            GoalChange::Owner(Some(BEN)),
            GoalChange::AddSkill(SkillLink {
                id: item(50),
                name: "Answering".into(),
            }),
        ],
    );
    doc
}

#[test]
fn a_goal_shows_what_was_put_into_it() {
    let mut doc = example();
    goal(
        &mut doc,
        [check_in(1, TODAY - 25, 38.0), check_in(2, TODAY, 30.0)],
    );
    let shown = shown(&mut doc);
    assert_eq!(
        (shown.title.as_str(), shown.unit.as_str()),
        ("Answer within a day", "h")
    );
    assert_eq!(
        shown.baseline,
        Baseline::Known(number(40.0), Day(TODAY - 50))
    );
    assert_eq!(shown.owner.unwrap().name, "Ben");
    assert_eq!(shown.skills[0].name, "Answering");
    let newest = &shown.check_ins[0];
    assert_eq!((newest.value, newest.confidence), (number(30.0), Some(2)));
    assert_eq!(newest.by.as_ref().unwrap().name, "Ana");
    let table: Vec<_> = shown
        .path
        .rows
        .iter()
        .map(|row| {
            (
                row.point.value.get(),
                row.expected.unwrap().get(),
                row.share.unwrap().get(),
            )
        })
        .collect();
    assert_eq!(table, [(38.0, 35.0, 0.1), (30.0, 30.0, 0.5)]);
    assert_eq!(shown.path.expected_today, Some(number(30.0)));
    assert_eq!(shown.path.trend, Trend::OnTrack);
    assert!(doc.card().to_bytes().len() < 400);
}

#[test]
fn the_word_for_a_goal_says_no_more_than_the_figures() {
    let trend = |changes: Vec<GoalChange>, days: i64| {
        let mut doc = example();
        goal(&mut doc, changes);
        let goal = shown_at(&mut doc, later(days * 24 * 60));
        goal.path.trend
    };
    for (changes, days, word) in [
        (vec![], 0, Trend::NoFigures),
        (vec![check_in(1, TODAY, 31.0)], 0, Trend::OffTrack),
        (vec![check_in(1, TODAY, 12.0)], 0, Trend::Reached),
        (vec![check_in(1, TODAY, 30.0)], 35, Trend::OnTrack),
        (vec![check_in(1, TODAY, 30.0)], 36, Trend::Stale),
        (vec![check_in(1, TODAY, 30.0)], 50, Trend::Stale),
        (vec![check_in(1, TODAY, 30.0)], 51, Trend::Missed),
        (vec![check_in(1, TODAY, 12.0)], 51, Trend::Reached),
        (vec![GoalChange::Target(None)], 0, Trend::NoTarget),
        (
            vec![
                GoalChange::BaselineUnknown(Some(CHI)),
                check_in(1, TODAY, 30.0),
            ],
            0,
            Trend::NoBaseline,
        ),
        (
            vec![GoalChange::Direction(Direction::Up)],
            0,
            Trend::WrongWay,
        ),
        (
            vec![
                GoalChange::Target(Some(number(40.0))),
                check_in(1, TODAY, 12.0),
            ],
            0,
            Trend::WrongWay,
        ),
        (
            vec![GoalChange::Due(None), check_in(1, TODAY, 30.0)],
            0,
            Trend::NoPace,
        ),
        (vec![check_in(1, TODAY - 51, 12.0)], 0, Trend::NoFigures),
    ] {
        assert_eq!(
            trend(changes.clone(), days),
            word,
            "{changes:?} after {days} days"
        );
    }
}

#[test]
fn a_baseline_may_be_unknown_if_it_is_said_who_finds_it() {
    let mut doc = example();
    goal(&mut doc, [GoalChange::BaselineUnknown(Some(CHI))]);
    let Baseline::Unknown(Some(finder)) = shown(&mut doc).baseline else {
        panic!("known");
    };
    assert_eq!(finder.name, "Chi");
    assert_eq!(shown(&mut doc).path.straight, None);
}

#[test]
fn the_list_says_what_the_goal_says() {
    let mut doc = example();
    goal(
        &mut doc,
        (1..40).map(|n| check_in(n, TODAY - 40 + i32::from(n), 40.0 - f64::from(n) / 2.0)),
    );
    let (shown, row) = (shown(&mut doc), row(&doc));
    assert_eq!((row.trend, row.share), (shown.path.trend, shown.path.share));
    assert_eq!((row.recent.len(), row.check_ins), (12, 39));
    assert_eq!(
        row.recent.last(),
        shown.path.rows.last().map(|row| &row.point)
    );
    assert!(doc.card().to_bytes().len() < 600);
}

#[test]
fn targets_set_at_the_same_time_are_both_shown_and_one_tap_settles_them() {
    let (mut here, mut there) = two(Kind::Goal, ID);
    let target = |value: f64| GoalChange::Target(Some(number(value)));
    does(&mut here, Change::Goal(ANA, target(10.0)));
    apply(&mut there, &Change::Goal(BEN, target(20.0)), later(1)).unwrap();
    does(&mut there, Change::Goal(BEN, GoalChange::Due(None)));
    does(
        &mut here,
        Change::Goal(ANA, GoalChange::Due(Some(Day(TODAY)))),
    );
    meet(&mut here, &mut there, NOW.ms);
    let goal = shown(&mut here);
    assert_eq!(goal, shown(&mut there));
    assert!(row(&here).contested);
    let fields: Vec<_> = goal.contested.iter().map(|one| one.field).collect();
    assert_eq!(fields, [Field::Target, Field::Due], "none is a choice too");
    let choices = &goal.contested[0].choices;
    assert_eq!(choices.len(), 2);
    assert_eq!(goal.target.map(Value::Number), Some(choices[0].value));
    for choice in choices {
        let (by, at) = if choice.value == Value::Number(number(10.0)) {
            ("Ana", NOW.ms)
        } else {
            ("Ben", later(1).ms)
        };
        assert_eq!(choice.by.as_ref().unwrap().name, by);
        assert_eq!(choice.at.unwrap().ms, at);
    }
    // Two people settle it the same way without knowing of each other: it stays settled.
    for (doc, by) in [(&mut here, ANA), (&mut there, CHI)] {
        let ten = GoalChange::Settle(Field::Target, Value::Number(number(10.0)));
        does(doc, Change::Goal(by, ten));
        does(
            doc,
            Change::Goal(by, GoalChange::Settle(Field::Due, Value::Nothing)),
        );
    }
    meet(&mut here, &mut there, NOW.ms);
    let goal = shown(&mut here);
    assert_eq!((goal.target, goal.due), (Some(number(10.0)), None));
    assert!(goal.contested.is_empty() && !row(&there).contested);
}

#[test]
fn only_who_checked_in_can_correct_it() {
    let mut doc = example();
    goal(&mut doc, [check_in(1, TODAY, 30.0)]);
    let correct = |by, change| Change::Goal(by, GoalChange::CorrectCheckIn(item(1), change));
    let measured = CheckInChange::Measured(number(29.0), Day(TODAY));
    for foreign in [
        correct(BEN, measured.clone()),
        Change::Goal(BEN, GoalChange::RemoveCheckIn(item(1))),
        Change::Goal(BEN, GoalChange::CorrectCheckIn(item(7), measured.clone())),
    ] {
        assert_eq!(apply(&mut doc, &foreign, NOW), Err(DocumentError::NotYours));
    }
    // Nor does somebody else's check-in under the same id write over it.
    does(&mut doc, Change::Goal(BEN, check_in(1, TODAY, 99.0)));
    does(&mut doc, correct(ANA, measured));
    assert_eq!(shown(&mut doc).check_ins[0].value, number(29.0));
    goal(&mut doc, [GoalChange::RemoveCheckIn(item(1))]);
    assert!(shown(&mut doc).check_ins.is_empty());
    goal(&mut doc, [GoalChange::RestoreCheckIn(item(1))]);
    assert_eq!(shown(&mut doc).check_ins.len(), 1);
}

#[test]
fn each_member_supports_a_goal_once_and_can_take_it_back() {
    let (mut here, mut there) = two(Kind::Goal, ID);
    for (doc, by) in [(&mut here, ANA), (&mut there, BEN)] {
        does(doc, Change::Goal(by, GoalChange::Support(true)));
        does(doc, Change::Goal(by, GoalChange::Support(true)));
    }
    meet(&mut here, &mut there, NOW.ms);
    let names = |doc: &mut Document| -> Vec<_> {
        shown(doc)
            .supporting
            .into_iter()
            .map(|one| one.name)
            .collect()
    };
    assert_eq!(names(&mut here), ["Ana", "Ben"]);
    assert_eq!(row(&here).supporting, 2);
    does(&mut there, Change::Goal(ANA, GoalChange::Support(false)));
    assert_eq!(names(&mut there), ["Ben"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_figures_break_the_path(
        base in prop::option::of((-1e15f64..1e15, any::<i32>())),
        target in prop::option::of(-1e15f64..1e15),
        due in prop::option::of(any::<i32>()),
        down in any::<bool>(),
        figures in prop::collection::vec((any::<i32>(), -1e15f64..1e15), 0..6),
        at in any::<i32>(),
    ) {
        let (mut doc, _) = two(Kind::Goal, ID);
        let way = if down { Direction::Down } else { Direction::Up };
        goal(&mut doc, [
            GoalChange::Direction(way),
            GoalChange::Target(target.map(number)),
            GoalChange::Due(due.map(Day)),
        ]);
        if let Some((value, day)) = base {
            goal(&mut doc, [GoalChange::Baseline(number(value), Day(day))]);
        }
        goal(&mut doc, (0u8..).zip(figures).map(|(n, (day, value))| check_in(n, day, value)));
        let now = Moment { ms: i64::from(at) * 86_400_000, offset_minutes: 0 };
        let shown = shown_at(&mut doc, now);
        prop_assert!(shown.path.rows.len() <= shown.check_ins.len());
        prop_assert!(shown.path.rows.is_sorted_by_key(|row| row.point.day));
        if shown.path.trend == Trend::OnTrack {
            let last = shown.path.rows.last().unwrap();
            prop_assert!(last.expected.is_some());
        }
    }

    #[test]
    fn check_ins_of_two_devices_are_all_there(here_n in 0u8..6, there_n in 0u8..6) {
        let (mut here, mut there) = two(Kind::Goal, ID);
        goal(&mut here, (0..here_n).map(|n| check_in(n, TODAY - i32::from(n), 1.0)));
        goal(&mut there, (0..there_n).map(|n| check_in(n + 100, TODAY, 2.0)));
        meet(&mut here, &mut there, NOW.ms);
        let (a, b) = (shown(&mut here), shown(&mut there));
        prop_assert_eq!(a.check_ins.len(), usize::from(here_n + there_n));
        prop_assert_eq!(a, b);
        prop_assert_eq!(here.card(), there.card());
    }
}
