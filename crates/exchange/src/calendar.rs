//! A weekly event for somebody's calendar, as RFC 5545 writes it: an app that is closed cannot ring, a calendar can.
//! Its words come from outside, because it is read by whoever sees the calendar.

use rawzip::time::UtcDateTime;

/// The most octets of a line, its end not counted.
const LINE_OCTETS: usize = 75;
const DAY_SECONDS: i64 = 86_400;
/// The first of January 1970 was a Thursday.
const THURSDAY: i64 = 3;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// All seven, from Monday on.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Monday => "MO",
            Self::Tuesday => "TU",
            Self::Wednesday => "WE",
            Self::Thursday => "TH",
            Self::Friday => "FR",
            Self::Saturday => "SA",
            Self::Sunday => "SU",
        }
    }

    /// Of the day number `day` since 1970.
    fn of(day: i64) -> Self {
        let index = usize::try_from((day + THURSDAY).rem_euclid(7)).unwrap_or(0);
        Self::ALL.get(index).copied().unwrap_or(Self::Monday)
    }
}

/// What happens every week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyEvent<'a> {
    /// Tells it from every other event, for ever.
    pub uid: &'a str,
    /// When this was written, milliseconds since 1970 UTC.
    pub written_ms: i64,
    /// Minutes east of UTC where the person is: decides which day it is there.
    pub offset_minutes: i16,
    /// On which day.
    pub weekday: Weekday,
    /// By the clock on the wall, wherever the person is: 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// How long it takes.
    pub minutes_long: u16,
    /// How long before it the calendar rings.
    pub rings_minutes_before: u16,
    /// What anyone who sees the calendar reads.
    pub summary: &'a str,
    /// Where to go.
    pub url: &'a str,
}

/// The whole file.
pub fn weekly(event: &WeeklyEvent<'_>) -> String {
    let written = UtcDateTime::from_unix(event.written_ms.div_euclid(1000));
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Commonplace//Commonplace//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(event.uid)),
        format!(
            "DTSTAMP:{}T{:02}{:02}{:02}Z",
            day_of(&written),
            written.hour(),
            written.minute(),
            written.second()
        ),
        format!(
            "DTSTART:{}T{:02}{:02}00",
            day_of(&first_day(event)),
            event.hour.min(23),
            event.minute.min(59)
        ),
        format!("DURATION:PT{}M", event.minutes_long),
        format!("RRULE:FREQ=WEEKLY;BYDAY={}", event.weekday.code()),
        format!("SUMMARY:{}", escaped(event.summary)),
        format!("URL:{}", without_controls(event.url)),
        "CLASS:PRIVATE".to_owned(),
        "SEQUENCE:0".to_owned(),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{}", escaped(event.summary)),
        format!("TRIGGER:-PT{}M", event.rings_minutes_before),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().fold(String::new(), |mut file, line| {
        fold(line, &mut file);
        file
    })
}

/// The next such day, today included: the clock on the wall decides which day it is.
fn first_day(event: &WeeklyEvent<'_>) -> UtcDateTime {
    let local = event.written_ms.div_euclid(1000) + i64::from(event.offset_minutes) * 60;
    let today = local.div_euclid(DAY_SECONDS);
    let days = (today..today + 7).find(|day| Weekday::of(*day) == event.weekday);
    UtcDateTime::from_unix(days.unwrap_or(today) * DAY_SECONDS)
}

fn day_of(date: &UtcDateTime) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// A value of type TEXT.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                value.push('\\');
                value.push(letter);
            }
            '\n' | '\r' => value.push_str("\\n"),
            other if other.is_control() => {}
            other => value.push(other),
        }
    }
    value
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// Adds `line` and its end, cut so that no piece is longer than it may be and no letter is cut in two.
fn fold(line: &str, file: &mut String) {
    let mut room = LINE_OCTETS;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            file.push_str("\r\n ");
            // The blank counts.
            room = LINE_OCTETS - 1;
        }
        room -= letter.len_utf8();
        file.push(letter);
    }
    file.push_str("\r\n");
}
