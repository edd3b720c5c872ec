//! What is said of goals: figures in their unit, the way from the baseline to the target, and how it goes, in no other
//! words than the figures allow. Never says that one thing caused another.

use super::Count;
use crate::shell::dates::Moment;
use crate::shell::intl;
use crate::words;
use commonplace_api::Day;
use commonplace_api::team::Number;
use commonplace_api::team::goal::{Alongside, CheckIn, Direction, GoalRow, Path, Trend};

/// "42 %", "1,200 calls".
pub fn amount(number: Number, unit: &str) -> String {
    let number = intl::number(number.get());
    match unit.trim() {
        "" => number,
        unit => format!("{number}\u{a0}{unit}"),
    }
}

/// Which way is better.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => words!(goals.up),
        Direction::Down => words!(goals.down),
    }
}

/// How it goes.
pub fn trend(trend: Trend) -> &'static str {
    match trend {
        Trend::NoTarget => words!(goals.trend.no_target),
        Trend::NoBaseline => words!(goals.trend.no_baseline),
        Trend::WrongWay => words!(goals.trend.wrong_way),
        Trend::NoFigures => words!(goals.trend.no_figures),
        Trend::Reached => words!(goals.trend.reached),
        Trend::Missed => words!(goals.trend.missed),
        Trend::Stale => words!(goals.trend.stale),
        Trend::NoPace => words!(goals.trend.no_pace),
        Trend::OnTrack => words!(goals.trend.on_track),
        Trend::OffTrack => words!(goals.trend.off_track),
    }
}

/// What there is to know of a goal in the list, in one line.
pub fn line(row: &GoalRow, today: Day) -> String {
    let mut said = Vec::new();
    let last = row
        .recent
        .last()
        .map(|point| amount(point.value, &row.unit));
    let target = row.target.map(|target| amount(target, &row.unit));
    match (last, target) {
        (Some(now), Some(target)) => {
            said.push(words!(goals.now_towards, now = now, target = target));
        }
        (Some(now), None) => said.push(words!(goals.now, now = now)),
        (None, Some(target)) => said.push(words!(goals.towards, target = target)),
        (None, None) => {}
    }
    if let Some(day) = row.due {
        said.push(super::plans::due(day, today));
    }
    if let Some(owner) = &row.owner {
        said.push(super::team::person(owner.name.clone()));
    }
    if row.supporting > 0 {
        said.push(supporting(row.supporting));
    }
    said.join(" · ")
}

/// For how many people a plan of their own supports it.
pub fn supporting(count: u32) -> String {
    words!(goals.supporting, count = Count(count))
}

/// How much of the way is done.
pub fn share(share: Number) -> String {
    words!(goals.share, share = percent(share))
}

/// A share, in hundredths.
pub fn percent(share: Number) -> String {
    format!("{}\u{a0}%", intl::number((share.get() * 100.0).round()))
}

/// What the picture of a way shows.
pub fn path(path: &Path, unit: &str) -> String {
    let day = |day| Moment::on(day).full_day();
    let mut said = Vec::new();
    if let Some((from, to)) = path.straight {
        said.push(words!(
            goals.path_straight,
            from = amount(from.value, unit),
            first = day(from.day),
            to = amount(to.value, unit),
            last = day(to.day)
        ));
    }
    if let Some(last) = path.rows.last() {
        let value = amount(last.point.value, unit);
        said.push(words!(
            goals.path_last,
            value = value,
            day = day(last.point.day)
        ));
    }
    if let Some(done) = path.share {
        said.push(share(done));
    }
    if let Some(expected) = path.expected_today {
        said.push(words!(goals.path_today, value = amount(expected, unit)));
    }
    said.join(" ")
}

/// What moved alongside, before the lessons themselves; or what it takes for some to show.
pub fn alongside(alongside: &Alongside, has_skills: bool) -> String {
    let Some(since) = alongside.since else {
        return words!(goals.alongside_no_day).to_owned();
    };
    let day = Moment::on(since).full_day();
    if !has_skills {
        return words!(goals.alongside_no_skill, day = day);
    }
    if alongside.lessons.is_empty() {
        return words!(goals.alongside_none, day = day);
    }
    let said = words!(goals.alongside_since, day = day);
    if alongside.more == 0 {
        return said;
    }
    let more = words!(goals.alongside_more, count = Count(alongside.more));
    format!("{said} {more}")
}

/// Who measured it when, and how sure they are.
pub fn check_in(check_in: &CheckIn) -> String {
    let name = super::together::name(check_in.by.as_ref());
    let mut said = vec![Moment::on(check_in.day).long_day(), name];
    if let Some(confidence) = check_in.confidence {
        let n = super::number(u32::from(confidence));
        said.push(words!(goals.confidence_is, n = n));
    }
    said.join(" · ")
}
