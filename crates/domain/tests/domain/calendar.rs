//! Days, weeks and periods against a calendar that others wrote.

use commonplace_api::day::Date;
use commonplace_api::{Day, Period, Week};
use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

fn their(day: Day) -> civil::Date {
    civil::date(1970, 1, 1).checked_add(day.0.days()).unwrap()
}

fn ours(date: civil::Date) -> Day {
    Day::from_date(Date {
        year: i32::from(date.year()),
        month: date.month() as u8,
        day: date.day() as u8,
    })
}

/// Places whose clocks change in many ways: by half an hour, at midnight, over the date line.
const PLACES: [&str; 8] = [
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Santiago",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Atlantic/Azores",
];

proptest! {
    #[test]
    fn a_day_has_the_date_and_the_weekday_it_has(n in -700_000i32..2_900_000) {
        let (day, theirs) = (Day(n), their(Day(n)));
        let date = day.date();
        prop_assert_eq!(
            (date.year, i64::from(date.month), i64::from(date.day)),
            (i32::from(theirs.year()), i64::from(theirs.month()), i64::from(theirs.day()))
        );
        prop_assert_eq!(Day::from_date(date), day);
        prop_assert_eq!(i64::from(day.weekday()), i64::from(theirs.weekday().to_monday_one_offset()));
    }

    #[test]
    fn a_week_has_the_number_iso_gives_it(n in -700_000i32..2_900_000) {
        let theirs = their(Day(n)).iso_week_date();
        let week = Week::of(Day(n), 1);
        prop_assert_eq!((week.year, i64::from(week.number)), (i32::from(theirs.year()), i64::from(theirs.week())));
        prop_assert_eq!(week.first(1).weekday(), 1);
    }

    #[test]
    fn a_week_has_seven_days_whenever_it_begins(n in -700_000i32..2_900_000, starts_on in 1u8..=7) {
        let week = Week::of(Day(n), starts_on);
        let (first, last) = (week.first(starts_on), week.last(starts_on));
        prop_assert!(first <= Day(n) && Day(n) <= last);
        prop_assert_eq!((first.weekday(), last.since(first)), (starts_on, 6));
        for day in 0..7 {
            prop_assert_eq!(Week::of(first.plus(day), starts_on), week);
        }
        prop_assert_eq!(week.plus(1).first(starts_on), last.plus(1));
        prop_assert_eq!(week.plus(1).plus(-1), week);
    }

    #[test]
    fn an_entry_is_on_the_day_of_the_wall_whatever_the_clocks_do(seconds in -1_500_000_000i64..4_000_000_000, place in 0usize..8) {
        let zone = TimeZone::get(PLACES[place]).unwrap();
        let moment = Timestamp::from_second(seconds).unwrap();
        let offset = zone.to_offset(moment).seconds() / 60;
        let wall = zone.to_datetime(moment).date();
        // Clocks were set by seconds once; minutes are what is kept since.
        prop_assume!(zone_is_whole(moment, PLACES[place]));
        prop_assert_eq!(Day::of(seconds * 1000, offset as i16), ours(wall));
    }

    #[test]
    fn months_and_years_end_where_the_next_begin(year in 1i32..9_000, month in 1u8..=12) {
        for period in [Period::Month { year, month }, Period::Year(year), Period::Week(Week::of(Day(year * 300), 1))] {
            let (before, after) = period.neighbours();
            let (first, last) = period.days(1);
            prop_assert_eq!(before.days(1).1.plus(1), first);
            prop_assert_eq!(after.days(1).0, last.plus(1));
            prop_assert_eq!((before.neighbours().1, after.neighbours().0), (period, period));
        }
        let month_length = i32::from(civil::date(year as i16, month as i8, 1).days_in_month());
        let (first, last) = Period::Month { year, month }.days(1);
        prop_assert_eq!(last.since(first) + 1, month_length);
    }

    #[test]
    fn a_period_survives_being_an_address(year in 1i32..=9_999, month in 1u8..=12, n in -700_000i32..2_900_000) {
        for period in [Period::Month { year, month }, Period::Year(year), Period::Week(Week::of(Day(n), 1))] {
            prop_assert_eq!(period.to_string().parse(), Ok(period));
        }
    }

    #[test]
    fn no_address_is_taken_for_a_period_that_is_none(text in ".{0,10}") {
        if let Ok(period) = text.parse::<Period>() {
            prop_assert_eq!(period.to_string(), text);
        }
    }
}

fn zone_is_whole(moment: Timestamp, place: &str) -> bool {
    TimeZone::get(place).unwrap().to_offset(moment).seconds() % 60 == 0
}

#[test]
fn years_end_in_the_middle_of_weeks() {
    let week = |text: &str| text.parse::<Period>();
    for (day, expected) in [
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
    ] {
        let day: Day = day.parse().unwrap();
        assert_eq!(Week::of(day, 1).to_string(), expected);
    }
    assert!(week("2026-W53").is_ok());
    for none in [
        "2025-W53", "2026-W00", "2026-W54", "2026-13", "2026-00", "0000", "2026-1", "2026-w48",
        "+026",
    ] {
        assert!(week(none).is_err(), "{none}");
    }
}

#[test]
fn whoever_begins_on_sunday_has_the_same_review_of_a_wednesday() {
    let wednesday: Day = "2026-11-25".parse().unwrap();
    let week = Week::of(wednesday, 1);
    assert_eq!(week.to_string(), "2026-W48");
    for starts_on in [1, 6, 7] {
        assert_eq!(Week::of(wednesday, starts_on), week);
    }
    let sunday: Day = "2026-11-22".parse().unwrap();
    assert_eq!(week.first(7), sunday);
    assert_eq!(Week::of(sunday, 7), week);
    assert_eq!(Week::of(sunday, 1), week.plus(-1));
}
