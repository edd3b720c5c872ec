//! Days and times as people read them, by the browser's `Intl`. A moment is shown as the clock on the wall showed it
//! where it was written.

use super::intl::{self, Format};
use crate::words;
use commonplace_api::{Day, EntryMeta, EntryRow, Stamp};
use js_sys::Date;
use wasm_bindgen::JsValue;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;

/// A moment and how far the clock there was from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970 UTC.
    pub ms: i64,
    /// Offset from UTC in minutes.
    pub offset_minutes: i16,
}

/// Where in the list a day stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLabel {
    /// Day of the month.
    pub number: String,
    /// "Today", a weekday, a month, or a month and a year.
    pub name: String,
}

impl From<Stamp> for Moment {
    fn from(stamp: Stamp) -> Self {
        Self {
            ms: stamp.ms,
            offset_minutes: stamp.offset_minutes,
        }
    }
}

impl From<&EntryRow> for Moment {
    fn from(row: &EntryRow) -> Self {
        Self {
            ms: row.occurred_at_ms,
            offset_minutes: row.offset_minutes,
        }
    }
}

impl From<&EntryMeta> for Moment {
    fn from(meta: &EntryMeta) -> Self {
        Self {
            ms: meta.occurred_at_ms,
            offset_minutes: meta.offset_minutes,
        }
    }
}

/// The time of day at `ms`, as people here read it.
pub fn clock(ms: i64) -> String {
    Moment::here(ms).time()
}

impl Moment {
    /// Now, here.
    pub fn now() -> Self {
        let now = Date::new_0();
        #[expect(clippy::cast_possible_truncation, reason = "both are whole and small")]
        let (ms, offset_minutes) = (now.get_time() as i64, -now.get_timezone_offset() as i16);
        Self { ms, offset_minutes }
    }

    /// This moment in the zone the person is in now.
    pub fn here(ms: i64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "dates fit 53 bits")]
        let date = Date::new(&JsValue::from_f64(ms as f64));
        #[expect(clippy::cast_possible_truncation, reason = "offsets are within a day")]
        let offset_minutes = -date.get_timezone_offset() as i16;
        Self { ms, offset_minutes }
    }

    /// A day, whatever the time.
    pub fn on(day: Day) -> Self {
        Self {
            ms: day.noon_ms(),
            offset_minutes: 0,
        }
    }

    /// Today, where the person is.
    pub fn today() -> Day {
        Self::now().date()
    }

    /// The day it is on the wall.
    pub fn date(self) -> Day {
        Day::of(self.ms, self.offset_minutes)
    }

    fn wall_ms(self) -> i64 {
        self.ms + i64::from(self.offset_minutes) * MINUTE_MS
    }

    /// Number of the day since 1970, on the wall.
    pub fn day(self) -> i64 {
        self.wall_ms().div_euclid(DAY_MS)
    }

    /// Number of the day since 1970, on the wall.
    pub fn day_number(self) -> i32 {
        i32::try_from(self.day()).unwrap_or_default()
    }

    /// "23".
    pub fn day_of_month(self) -> u32 {
        date_of(self.wall_ms()).get_utc_date()
    }

    /// "Mon".
    pub fn weekday(self) -> String {
        self.formatted(Format::Weekday)
    }

    /// "Monday".
    pub fn weekday_name(self) -> String {
        self.formatted(Format::WeekdayName)
    }

    /// "17:42" or "5:42 pm", as the person is used to.
    pub fn time(self) -> String {
        self.formatted(Format::Time)
    }

    /// "Monday 23 November", and the year when it is not this one.
    pub fn long_day(self) -> String {
        self.formatted(if self.is_this_year() {
            Format::Long
        } else {
            Format::LongYear
        })
    }

    /// "23 November".
    pub fn short_day(self) -> String {
        self.formatted(Format::DayMonth)
    }

    /// "November 2026".
    pub fn whole_month(self) -> String {
        self.formatted(Format::LongMonth)
    }

    /// "November".
    pub fn month_name(self) -> String {
        self.formatted(Format::MonthName)
    }

    /// "23 November 2026".
    pub fn full_day(self) -> String {
        self.formatted(Format::Full)
    }

    /// For `datetime` attributes: "2026-11-23T17:42".
    pub fn machine(self) -> String {
        let iso = date_of(self.wall_ms())
            .to_iso_string()
            .as_string()
            .unwrap_or_default();
        iso.get(..16).unwrap_or_default().into()
    }

    /// How the day is marked in a list.
    pub fn label(self) -> DayLabel {
        let age = Self::now().day() - self.day();
        let name = match age {
            0 => words!(dates.today).into(),
            1..=6 => self.formatted(Format::Weekday),
            _ if self.is_this_year() => self.formatted(Format::Month),
            _ => self.formatted(Format::MonthYear),
        };
        DayLabel {
            number: date_of(self.wall_ms()).get_utc_date().to_string(),
            name,
        }
    }

    fn is_this_year(self) -> bool {
        let year = |moment: Self| date_of(moment.wall_ms()).get_utc_full_year();
        year(self) == year(Self::now())
    }

    fn formatted(self, format: Format) -> String {
        intl::date(format, &date_of(self.wall_ms()))
    }
}

fn date_of(ms: i64) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "dates fit 53 bits")]
    Date::new(&JsValue::from_f64(ms as f64))
}

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Months since January of the year 0.
    months: i32,
}

impl Month {
    /// The month of a day.
    pub fn of(day: i32) -> Self {
        let date = date_of(Day(day).noon_ms());
        #[expect(clippy::cast_possible_wrap, reason = "a year and a month are small")]
        let months = date.get_utc_full_year() as i32 * 12 + date.get_utc_month() as i32;
        Self { months }
    }

    /// So many months later, or earlier.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self {
            months: self.months + months,
        }
    }

    /// Its first day, counted from the first of January 1970.
    pub fn first(self) -> i32 {
        let (year, month) = (self.months.div_euclid(12), self.months.rem_euclid(12));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "days of dates are whole and small"
        )]
        let day = (Date::utc(f64::from(year), f64::from(month)) / 86_400_000.0) as i32;
        day
    }

    /// How many days it has.
    pub fn days(self) -> u32 {
        u32::try_from(self.plus(1).first() - self.first()).unwrap_or(31)
    }

    /// The days of its weeks, which begin on the day `starts_on`: 1 is Monday.
    pub fn weeks(self, starts_on: u8) -> std::ops::Range<i32> {
        // The first of January 1970 was a Thursday.
        let start = |day: i32| day - (day + 4 - i32::from(starts_on)).rem_euclid(7);
        start(self.first())..start(self.plus(1).first() - 1) + 7
    }

    /// "November 2026".
    pub fn name(self) -> String {
        Moment::on(Day(self.first())).formatted(Format::LongMonth)
    }
}
