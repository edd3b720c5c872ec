//! What follows from the figures of a goal where nobody said so, and figures that are corrected.

use crate::goals::{ID, TODAY, check_in, goal, number, row, shown};
use crate::meet;
use crate::team::{BEN, NOW, item, two};
use commonplace_api::team::goal::{CheckInChange, Direction, DirectionBy, GoalChange, Trend};
use commonplace_api::team::{Field, Value};
use commonplace_api::{Change, Day, Kind};
use commonplace_domain::{Document, DocumentError, apply};

#[test]
fn a_direction_nobody_chose_follows_from_the_figures() {
    let (mut doc, _) = two(Kind::Goal, ID);
    let says = |doc: &mut Document| {
        let goal = shown(doc);
        assert_eq!(goal.path.trend, row(doc).trend);
        (goal.direction, goal.direction_by, goal.path.trend)
    };
    let target = |value| GoalChange::Target(Some(number(value)));
    goal(&mut doc, [target(5.0), check_in(1, TODAY, 14.0)]);
    let (direction, by, _) = says(&mut doc);
    assert_eq!((direction, by), (Direction::Up, DirectionBy::Default));
    goal(
        &mut doc,
        [
            GoalChange::RemoveCheckIn(item(1)),
            GoalChange::Baseline(number(14.0), Day(TODAY - 9)),
            check_in(2, TODAY, 11.0),
        ],
    );
    assert_eq!(
        says(&mut doc),
        (Direction::Down, DirectionBy::Figures, Trend::NoPace)
    );
    goal(&mut doc, [check_in(3, TODAY, 5.0)]);
    assert_eq!(says(&mut doc).2, Trend::Reached);
    goal(&mut doc, [target(20.0)]);
    assert_eq!(
        says(&mut doc),
        (Direction::Up, DirectionBy::Figures, Trend::NoPace)
    );
    goal(&mut doc, [target(14.0)]);
    assert_eq!(says(&mut doc).2, Trend::WrongWay, "nowhere to go");
    goal(
        &mut doc,
        [target(5.0), GoalChange::Direction(Direction::Up)],
    );
    assert_eq!(
        says(&mut doc),
        (Direction::Up, DirectionBy::Somebody, Trend::WrongWay)
    );
}

#[test]
fn what_two_devices_corrected_differently_is_settled_by_whose_it_is() {
    let (mut here, mut there) = two(Kind::Goal, ID);
    goal(&mut here, [check_in(1, TODAY, 30.0)]);
    meet(&mut here, &mut there, NOW.ms);
    let correct = |value| {
        let change = CheckInChange::Measured(number(value), Day(TODAY));
        GoalChange::CorrectCheckIn(item(1), change)
    };
    goal(&mut here, [correct(31.0)]);
    goal(&mut there, [correct(32.0)]);
    meet(&mut here, &mut there, NOW.ms);
    let contested = shown(&mut here).contested;
    assert_eq!(contested, shown(&mut there).contested);
    assert_eq!(contested[0].field, Field::CheckIn(item(1)));
    assert_eq!(contested[0].choices.len(), 2);
    assert!(row(&here).contested);
    let settle = GoalChange::Settle(
        Field::CheckIn(item(1)),
        Value::Measured(number(31.0), Day(TODAY)),
    );
    let foreign = apply(&mut here, &Change::Goal(BEN, settle.clone()), NOW);
    assert_eq!(foreign, Err(DocumentError::NotYours));
    goal(&mut here, [settle]);
    let goal = shown(&mut here);
    assert_eq!(goal.check_ins[0].value, number(31.0));
    assert!(goal.contested.is_empty() && !row(&here).contested);
}
