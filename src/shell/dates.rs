//! Days and times as people read them, by the browser's `Intl`. A moment is shown as the clock on the wall showed it
//! where it was written.

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::JsValue;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;
/// The language of the words around the dates.
const LANGUAGE: &str = "en";

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
        self.formatted(&TIME)
    }

    /// "Monday 23 November", and the year when it is not this one.
    pub fn long_day(self) -> String {
        self.formatted(if self.is_this_year() {
            &LONG
        } else {
            &LONG_YEAR
        })
    }

    /// "23 November 2026".
    pub fn full_day(self) -> String {
        self.formatted(&FULL)
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
            0 => crate::words::TODAY.into(),
            1..=6 => self.formatted(&WEEKDAY),
            _ if self.is_this_year() => self.formatted(&MONTH),
            _ => self.formatted(&MONTH_YEAR),
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

    fn formatted(self, format: &'static std::thread::LocalKey<Function>) -> String {
        let date = date_of(self.wall_ms());
        let text = format.with(|format| format.call1(&JsValue::UNDEFINED, &date));
        text.ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }
}

thread_local! {
    static TIME: Function = formatter(&[("hour", "numeric"), ("minute", "2-digit")]);
    static WEEKDAY: Function = formatter(&[("weekday", "short")]);
    static MONTH: Function = formatter(&[("month", "short")]);
    static MONTH_YEAR: Function = formatter(&[("month", "short"), ("year", "numeric")]);
    static LONG: Function = formatter(&[("weekday", "long"), ("day", "numeric"), ("month", "long")]);
    static LONG_YEAR: Function =
        formatter(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]);
    static FULL: Function = formatter(&[("day", "numeric"), ("month", "long"), ("year", "numeric")]);
}

/// The wall's clock is told by shifting the moment and formatting it as UTC.
fn formatter(parts: &[(&str, &str)]) -> Function {
    let options = Object::new();
    for (name, value) in parts.iter().chain(&[("timeZone", "UTC")]) {
        // Setting a property of a plain object does not fail.
        drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
    }
    DateTimeFormat::new(&Array::of1(&locale().into()), &options).format()
}

/// The person's own English, if theirs is one: it decides between 17:42 and 5:42 pm.
fn locale() -> String {
    let own = leptos::prelude::window().navigator().language();
    own.filter(|own| own.starts_with(LANGUAGE))
        .unwrap_or_else(|| LANGUAGE.into())
}

fn date_of(ms: i64) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "dates fit 53 bits")]
    Date::new(&JsValue::from_f64(ms as f64))
}
