//! The way of a goal from its baseline to its target, worked out of its figures alone: the straight path, how much of
//! the way is done, and the word for it. Says "on track" only where there is a pace to compare with and a figure that
//! is not old; a goal lacking something is told what.

use commonplace_api::team::Number;
use commonplace_api::team::goal::{Direction, DirectionBy, Path, PathRow, Point, Trend};
use commonplace_api::{Day, Id};

/// What a goal says of itself.
pub(super) struct Figures {
    pub(super) direction: Direction,
    pub(super) baseline: Option<Point>,
    pub(super) target: Option<Number>,
    pub(super) due: Option<Day>,
    /// By day, and of one day in the order they were written down.
    pub(super) measured: Vec<(Id, Point)>,
}

impl Figures {
    /// The way, as it is `today`.
    pub(super) fn path(&self, today: Day) -> Path {
        let straight = self.straight();
        let since = self.baseline.map_or(Day(i32::MIN), |baseline| baseline.day);
        let measured = self.measured.iter();
        let rows: Vec<_> = measured
            .filter(|(_, point)| point.day >= since)
            .map(|(check_in, point)| PathRow {
                check_in: *check_in,
                point: *point,
                expected: straight.map(|straight| expected(straight, point.day)),
                share: self.share(point.value),
            })
            .collect();
        Path {
            share: rows.last().and_then(|row| row.share),
            expected_today: straight.map(|straight| expected(straight, today)),
            trend: self.trend(rows.last(), today),
            straight,
            rows,
        }
    }

    fn straight(&self) -> Option<(Point, Point)> {
        let baseline = self.baseline?;
        let (value, day) = (self.target?, self.due?);
        (day > baseline.day).then_some((baseline, Point { day, value }))
    }

    /// How much of the way `value` is; `None` when there is no way.
    fn share(&self, value: Number) -> Option<Number> {
        let (from, to) = (self.baseline?.value.get(), self.target?.get());
        let way = to - from;
        (way != 0.0).then(|| Number::clamped((value.get() - from) / way))
    }

    /// Whether `value` is as good as `other`.
    fn as_good(&self, value: Number, other: Number) -> bool {
        match self.direction {
            Direction::Up => value >= other,
            Direction::Down => value <= other,
        }
    }

    fn trend(&self, last: Option<&PathRow>, today: Day) -> Trend {
        let Some(target) = self.target else {
            return Trend::NoTarget;
        };
        // Being there needs no baseline.
        if last.is_some_and(|row| self.as_good(row.point.value, target)) && !self.wrong_way(target)
        {
            return Trend::Reached;
        }
        let Some(baseline) = self.baseline else {
            return Trend::NoBaseline;
        };
        if self.as_good(baseline.value, target) {
            return Trend::WrongWay;
        }
        if self.due.is_some_and(|due| due < today) {
            return Trend::Missed;
        }
        let Some(last) = last else {
            return Trend::NoFigures;
        };
        if today.since(last.point.day) > Trend::STALE_DAYS {
            return Trend::Stale;
        }
        match last.expected {
            None => Trend::NoPace,
            Some(expected) if self.as_good(last.point.value, expected) => Trend::OnTrack,
            Some(_) => Trend::OffTrack,
        }
    }

    /// Whether the baseline is as good as the target: then no figure says anything.
    fn wrong_way(&self, target: Number) -> bool {
        self.baseline
            .is_some_and(|baseline| self.as_good(baseline.value, target))
    }
}

/// Which way is better where nobody said so: the way from the baseline to the target.
pub(super) fn direction(baseline: Option<Point>, target: Option<Number>) -> Direction {
    match (baseline, target) {
        (Some(baseline), Some(target)) if target < baseline.value => Direction::Down,
        _ => Direction::Up,
    }
}

/// Whether there is a way for it to follow from.
pub(super) fn direction_by(baseline: Option<Point>, target: Option<Number>) -> DirectionBy {
    if baseline.is_some() && target.is_some() {
        DirectionBy::Figures
    } else {
        DirectionBy::Default
    }
}

/// Where the straight path is on a day; before and after it, where it begins and ends.
fn expected((from, to): (Point, Point), day: Day) -> Number {
    let days = |day: Day| f64::from(day.0) - f64::from(from.day.0);
    let share = (days(day) / days(to.day)).clamp(0.0, 1.0);
    let (start, end) = (from.value.get(), to.value.get());
    // So that the ends are exact.
    Number::clamped(start * (1.0 - share) + end * share)
}
