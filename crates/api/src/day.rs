//! Days of the calendar, without a clock and without a time zone: when something is due.

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// Days from 1 March of the year 0 to 1 January 1970.
const SHIFT: i64 = 719_468;
/// Days of 400 years.
const ERA: i64 = 146_097;

/// Days are counted from 1 January 1970, as clocks on walls showed them.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Day(pub i32);

/// A day by its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year.
    pub year: i32,
    /// 1 is January.
    pub month: u8,
    /// Of the month, from 1.
    pub day: u8,
}

/// A moment, and how far the clock there was from UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970 UTC.
    pub ms: i64,
    /// Minutes that local time was ahead of UTC.
    pub offset_minutes: i16,
}

impl Stamp {
    /// The day on the wall there and then.
    pub fn day(self) -> Day {
        let wall = self
            .ms
            .saturating_add(i64::from(self.offset_minutes) * 60_000);
        Day(i32::try_from(wall.div_euclid(86_400_000)).unwrap_or(i32::MAX))
    }
}

impl Day {
    /// This day in so many days.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days it is since `earlier`.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Its date.
    pub fn date(self) -> Date {
        // Eras of 400 years that begin on 1 March, so that the leap day is the last.
        let days = i64::from(self.0) + SHIFT;
        let of_era = days.rem_euclid(ERA);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + days.div_euclid(ERA) * 400 + i64::from(month <= 2);
        Date {
            year: i32::try_from(year).unwrap_or_default(),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// The day of a date; what is over the end of a month counts on.
    pub fn from_date(date: Date) -> Self {
        let year = i64::from(date.year) - i64::from(date.month <= 2);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(date.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let days = year.div_euclid(400) * ERA + days - SHIFT;
        let most = if days < 0 { i32::MIN } else { i32::MAX };
        Self(i32::try_from(days).unwrap_or(most))
    }
}

/// As the browser's date fields read and write it: "2026-11-25".
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Date { year, month, day } = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or(NotADay);
        let date = Date {
            year: part()?.parse().map_err(|_| NotADay)?,
            month: part()?.parse().map_err(|_| NotADay)?,
            day: part()?.parse().map_err(|_| NotADay)?,
        };
        let day = Self::from_date(date);
        if day.date() == date {
            Ok(day)
        } else {
            Err(NotADay)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_day_survives_being_a_date() {
        for day in (-800_000..800_000).step_by(37).map(Day) {
            let date = day.to_string();
            if !date.starts_with('-') {
                assert_eq!(date.parse(), Ok(day), "{date}");
            }
        }
        assert_eq!(Day(0).to_string(), "1970-01-01");
        assert_eq!("2024-02-29".parse(), Ok(Day(19_782)));
        for wrong in [
            "2023-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-11-00",
            "",
            "2026-11",
            "x-1-1",
        ] {
            assert_eq!(wrong.parse::<Day>(), Err(NotADay), "{wrong}");
        }
    }

    #[test]
    fn a_moment_is_on_the_day_of_the_wall_it_was_read_from() {
        let late = Stamp {
            ms: 86_400_000 - 1,
            offset_minutes: 0,
        };
        assert_eq!(late.day(), Day(0));
        let east = Stamp {
            offset_minutes: 60,
            ..late
        };
        assert_eq!(east.day(), Day(1));
        assert_eq!(Stamp::default().day().plus(-1), Day(-1));
    }
}
