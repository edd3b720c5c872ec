//! Days and times as people read them, by the browser's `Intl`. A moment is shown as the clock on the wall showed it
//! where it was written.

use super::intl::{self, Format};
use crate::words;
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

    fn wall_ms(self) -> i64 {
        self.ms + i64::from(self.offset_minutes) * MINUTE_MS
    }

    /// Number of the day since 1970, on the wall.
    pub fn day(self) -> i64 {
        self.wall_ms().div_euclid(DAY_MS)
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
