//! Numbers and dates by the browser's own `Intl`, in the language that is spoken. What formats is made once for each.

use super::language;
use crate::words::{Language, spoken};
use js_sys::Intl::{DateTimeFormat, NumberFormat};
use js_sys::{Array, Date, Function, JsString, Object, Reflect};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};

/// What of a date is said, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Format {
    /// "1,859".
    Number,
    /// "17:42" or "5:42 pm".
    Time,
    /// "Mon".
    Weekday,
    /// "Monday".
    WeekdayName,
    /// "November 2026".
    LongMonth,
    /// "Nov".
    Month,
    /// "Nov 2025".
    MonthYear,
    /// "November".
    MonthName,
    /// "23 November".
    DayMonth,
    /// "Monday 23 November".
    Long,
    /// "Monday 23 November 2025".
    LongYear,
    /// "23 November 2025".
    Full,
}

impl Format {
    fn parts(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Number => &[],
            Self::Time => &[("hour", "numeric"), ("minute", "2-digit")],
            Self::Weekday => &[("weekday", "short")],
            Self::WeekdayName => &[("weekday", "long")],
            Self::LongMonth => &[("month", "long"), ("year", "numeric")],
            Self::Month => &[("month", "short")],
            Self::MonthYear => &[("month", "short"), ("year", "numeric")],
            Self::MonthName => &[("month", "long")],
            Self::DayMonth => &[("day", "numeric"), ("month", "long")],
            Self::Long => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            Self::LongYear => &[
                ("weekday", "long"),
                ("day", "numeric"),
                ("month", "long"),
                ("year", "numeric"),
            ],
            Self::Full => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
        }
    }

    fn make(self, language: Language) -> Function {
        let languages = Array::of1(&language::tag(language).into());
        if self == Self::Number {
            return NumberFormat::new(&languages, &Object::new()).format();
        }
        let options = Object::new();
        // The wall's clock is told by shifting the moment and formatting it as UTC.
        for (name, value) in self.parts().iter().chain(&[("timeZone", "UTC")]) {
            // Setting a property of a plain object does not fail.
            drop(Reflect::set(&options, &(*name).into(), &(*value).into()));
        }
        DateTimeFormat::new(&languages, &options).format()
    }
}

thread_local! {
    static MADE: RefCell<BTreeMap<(Language, Format), Function>> = const { RefCell::new(BTreeMap::new()) };
}

/// "1,859" in English, "1.859" in German.
pub fn number(n: f64) -> String {
    format(Format::Number, &JsValue::from_f64(n))
}

/// "Monday" for 1, "Sunday" for 7.
pub fn weekday(day: u8) -> String {
    // The first of January 2024 was a Monday.
    let date = Date::new(&JsValue::from_f64(1_704_067_200_000.0));
    date.set_utc_date(u32::from(day));
    format(Format::WeekdayName, &date)
}

/// The day on which weeks begin where the person is: 1 is Monday, 7 is Sunday.
pub(super) fn first_day_of_week() -> u8 {
    let tag = language::tag(spoken());
    week_info(&tag)
        .and_then(|info| Reflect::get(&info, &"firstDay".into()).ok()?.as_f64())
        .and_then(|day| (1..=7).find(|whole| (f64::from(*whole) - day).abs() < 0.5))
        .unwrap_or(1)
}

/// What the browser knows about weeks: a method in newer ones, a property in older, nothing in some.
fn week_info(tag: &str) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let locale: Function = Reflect::get(&intl, &"Locale".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let locale = Reflect::construct(&locale, &Array::of1(&tag.into())).ok()?;
    let ask = Reflect::get(&locale, &"getWeekInfo".into()).ok()?;
    match ask.dyn_into::<Function>() {
        Ok(ask) => ask.call0(&locale).ok(),
        Err(_) => Reflect::get(&locale, &"weekInfo".into()).ok(),
    }
}

/// `text` without case and accents, so that what is typed finds what is meant.
pub fn folded(text: &str) -> String {
    let apart = String::from(JsString::from(text).normalize("NFKD"));
    let letters = apart
        .chars()
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter));
    letters
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .replace('ß', "ss")
}

/// `date`, told as if the clock on the wall were UTC.
pub(super) fn date(format_of: Format, date: &Date) -> String {
    format(format_of, date)
}

fn format(format: Format, value: &JsValue) -> String {
    let language = spoken();
    let made = MADE.with_borrow_mut(|made| {
        made.entry((language, format))
            .or_insert_with(|| format.make(language))
            .clone()
    });
    let text = made.call1(&JsValue::UNDEFINED, value);
    text.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
