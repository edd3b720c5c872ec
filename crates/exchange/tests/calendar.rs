//! A calendar file is what calendars read, whatever its words are.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use commonplace_exchange::calendar::{Weekday, WeeklyEvent, weekly};
use proptest::prelude::*;

/// Wednesday 25 November 2026, 23:30 UTC.
const WRITTEN_MS: i64 = 1_795_649_400_000;

fn event(summary: &str, weekday: Weekday, offset_minutes: i16) -> WeeklyEvent<'_> {
    WeeklyEvent {
        uid: "0197@commonplace",
        written_ms: WRITTEN_MS,
        offset_minutes,
        weekday,
        hour: 16,
        minute: 5,
        minutes_long: 15,
        rings_minutes_before: 10,
        summary,
        url: "https://app.example/review",
    }
}

/// Puts folded lines together again, as a calendar does.
fn lines(file: &str) -> Vec<String> {
    let whole = file.replace("\r\n ", "");
    whole
        .strip_suffix("\r\n")
        .unwrap()
        .split("\r\n")
        .map(str::to_owned)
        .collect()
}

fn value(file: &str, name: &str) -> String {
    let wanted = format!("{name}:");
    let found = lines(file)
        .into_iter()
        .find_map(|line| Some(line.strip_prefix(&wanted)?.to_owned()));
    found.unwrap()
}

#[test]
fn the_file_is_what_the_standard_says() {
    let file = weekly(&event("Weekly review", Weekday::Friday, 0));
    assert_eq!(
        lines(&file),
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Commonplace//Commonplace//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "UID:0197@commonplace",
            "DTSTAMP:20261125T233000Z",
            "DTSTART:20261127T160500",
            "DURATION:PT15M",
            "RRULE:FREQ=WEEKLY;BYDAY=FR",
            "SUMMARY:Weekly review",
            "URL:https://app.example/review",
            "CLASS:PRIVATE",
            "SEQUENCE:0",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Weekly review",
            "TRIGGER:-PT10M",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
}

#[test]
fn it_begins_on_the_next_such_day_by_the_wall() {
    let starts = |weekday, offset| value(&weekly(&event("x", weekday, offset)), "DTSTART");
    assert_eq!(starts(Weekday::Wednesday, 0), "20261125T160500");
    assert_eq!(starts(Weekday::Tuesday, 0), "20261201T160500");
    // An hour further east it is Thursday already.
    assert_eq!(starts(Weekday::Thursday, 60), "20261126T160500");
    assert_eq!(starts(Weekday::Wednesday, 60), "20261202T160500");
}

#[test]
fn marks_with_a_meaning_are_escaped() {
    let file = weekly(&event("a;b,c\\d\r\ne\u{7}", Weekday::Friday, 0));
    assert_eq!(value(&file, "SUMMARY"), "a\\;b\\,c\\\\d\\ne");
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next().unwrap() {
                'n' => text.push('\n'),
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    text
}

proptest! {
    #[test]
    fn no_line_is_too_long_and_no_word_is_lost(summary in "\\PC{0,300}") {
        let file = weekly(&event(&summary, Weekday::Sunday, 0));
        prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
            prop_assert!(!line.contains(['\r', '\n']), "a bare line end in {line}");
        }
        prop_assert_eq!(unescaped(&value(&file, "SUMMARY")), summary);
    }

    #[test]
    fn nothing_that_is_put_in_makes_a_line_of_its_own(
        summary in any::<String>(),
        url in any::<String>(),
        written_ms in -60_000_000_000_000..250_000_000_000_000_i64,
        offset_minutes in -1439..=1439_i16,
    ) {
        let event = WeeklyEvent { written_ms, url: &url, ..event(&summary, Weekday::Monday, offset_minutes) };
        prop_assert_eq!(lines(&weekly(&event)).len(), 23);
    }
}
