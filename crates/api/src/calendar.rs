//! Weeks, months and years as people count them, without a clock or a time zone: a moment becomes a day by the offset
//! that was told with it, so an entry stays on the day it was written.

use crate::day::{Date, Day, Stamp};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
const MONDAY: u8 = 1;
const THURSDAY: i64 = 4;

impl Day {
    /// The day it was on the wall at `ms` since 1970 UTC, so many minutes ahead of UTC.
    pub fn of(ms: i64, offset_minutes: i16) -> Self {
        Stamp { ms, offset_minutes }.day()
    }

    /// 1 is Monday, 7 is Sunday.
    pub fn weekday(self) -> u8 {
        u8::try_from((i64::from(self.0) + 3).rem_euclid(7) + 1).unwrap_or(MONDAY)
    }

    /// Noon of the day, milliseconds since 1970 UTC: what formats a day on a clock set to UTC.
    pub fn noon_ms(self) -> i64 {
        i64::from(self.0) * DAY_MS + DAY_MS / 2
    }

    fn moved(self, days: i64) -> Self {
        self.plus(i32::try_from(days).unwrap_or_default())
    }
}

/// A week, by the number ISO 8601 gives it. Which seven days it has depends on the day weeks begin with, its Thursday
/// is always the same: whoever begins on Sundays on one device and on Mondays on another has one review of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Week {
    /// The year its Thursday is in.
    pub year: i32,
    /// From 1 to 53.
    pub number: u8,
}

impl Week {
    /// The week that holds `day`, when weeks begin on `starts_on` (1 is Monday).
    pub fn of(day: Day, starts_on: u8) -> Self {
        let after = |from: i64, to: i64| (to - from).rem_euclid(7);
        let starts_on = i64::from(starts_on);
        let first = day.moved(-after(starts_on, i64::from(day.weekday())));
        let thursday = first.moved(after(starts_on, THURSDAY));
        let year = thursday.date().year;
        let first_of_year = Day::from_date(Date {
            year,
            month: 1,
            day: 1,
        });
        let number = thursday.since(first_of_year) / 7 + 1;
        Self {
            year,
            number: u8::try_from(number).unwrap_or(1),
        }
    }

    fn thursday(self) -> Day {
        // The fourth of January is always in the first week.
        let fourth = Day::from_date(Date {
            year: self.year,
            month: 1,
            day: 4,
        });
        let in_first = THURSDAY - i64::from(fourth.weekday());
        fourth.moved(in_first + (i64::from(self.number) - 1) * 7)
    }

    /// Its first day, when weeks begin on `starts_on`.
    pub fn first(self, starts_on: u8) -> Day {
        self.thursday()
            .moved(-(THURSDAY - i64::from(starts_on)).rem_euclid(7))
    }

    /// Its last day.
    pub fn last(self, starts_on: u8) -> Day {
        self.first(starts_on).plus(6)
    }

    /// The one after it, or so many after or before.
    #[must_use]
    pub fn plus(self, weeks: i32) -> Self {
        Self::of(self.thursday().plus(weeks.saturating_mul(7)), MONDAY)
    }
}

/// What one can look back at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Period {
    /// "2026-W48".
    Week(Week),
    /// "2026-11".
    Month {
        /// The year.
        year: i32,
        /// 1 is January.
        month: u8,
    },
    /// "2026".
    Year(i32),
}

impl Period {
    /// Its first and its last day.
    pub fn days(self, starts_on: u8) -> (Day, Day) {
        let first = |year, month| {
            Day::from_date(Date {
                year,
                month,
                day: 1,
            })
        };
        match self {
            Self::Week(week) => (week.first(starts_on), week.last(starts_on)),
            Self::Month { year, month: 12 } => (first(year, 12), first(year + 1, 1).plus(-1)),
            Self::Month { year, month } => (first(year, month), first(year, month + 1).plus(-1)),
            Self::Year(year) => (first(year, 1), first(year + 1, 1).plus(-1)),
        }
    }

    /// The one before and the one after it.
    pub fn neighbours(self) -> (Self, Self) {
        match self {
            Self::Week(week) => (Self::Week(week.plus(-1)), Self::Week(week.plus(1))),
            Self::Month { year, month } => {
                let months = year * 12 + i32::from(month) - 1;
                let at = |months: i32| Self::Month {
                    year: months.div_euclid(12),
                    month: u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1),
                };
                (at(months - 1), at(months + 1))
            }
            Self::Year(year) => (Self::Year(year - 1), Self::Year(year + 1)),
        }
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(week) => week.fmt(f),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// The text names no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPeriod;

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (year, rest) = text.split_at_checked(4).ok_or(NotAPeriod)?;
        let year = digits(year).ok_or(NotAPeriod)?;
        if year == 0 {
            return Err(NotAPeriod);
        }
        if rest.is_empty() {
            return Ok(Self::Year(year));
        }
        let rest = rest.strip_prefix('-').filter(|rest| rest.is_ascii());
        let rest = rest.ok_or(NotAPeriod)?;
        let two = |text: &str| {
            let number = digits(text).filter(|_| text.len() == 2);
            number
                .and_then(|number| u8::try_from(number).ok())
                .ok_or(NotAPeriod)
        };
        if let Some(number) = rest.strip_prefix('W') {
            let week = Week {
                year,
                number: two(number)?,
            };
            // Not every year has a week 53.
            let is_one = week.number > 0 && Week::of(week.thursday(), MONDAY) == week;
            return is_one.then_some(Self::Week(week)).ok_or(NotAPeriod);
        }
        let month = two(rest)?;
        let is_one = (1..=12).contains(&month);
        is_one
            .then_some(Self::Month { year, month })
            .ok_or(NotAPeriod)
    }
}

fn digits(text: &str) -> Option<i32> {
    let all = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| all)
}
