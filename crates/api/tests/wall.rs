//! Back-dating in every part of the world, over changes of the clock: against a library that knows all of them.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use commonplace_api::wall::moment_of;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

const ZONES: [&str; 12] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Africa/Casablanca",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn offset_at(zone: &TimeZone, ms: i64) -> i16 {
    let at = Timestamp::from_millisecond(ms).unwrap();
    i16::try_from(zone.to_offset(at).seconds().div_euclid(60)).unwrap()
}

fn wall_ms(wall: DateTime) -> i64 {
    TimeZone::UTC.to_timestamp(wall).unwrap().as_millisecond()
}

/// A minute between 1980 and 2037.
fn wall() -> impl Strategy<Value = DateTime> {
    (0_i64..30_000_000).prop_map(|minutes| {
        DateTime::constant(1980, 1, 1, 0, 0, 0, 0).saturating_add(minutes.minutes())
    })
}

fn check(name: &str, wall: DateTime) {
    let zone = zone(name);
    let (ms, offset) = moment_of(wall_ms(wall), |ms| offset_at(&zone, ms));
    let expected = zone.to_ambiguous_timestamp(wall).compatible().unwrap();
    assert_eq!(ms, expected.as_millisecond(), "{name} {wall}");
    assert_eq!(offset, offset_at(&zone, ms), "{name} {wall}");
    // The entry stays on that day, wherever it is looked at later: its day is that of its own offset.
    let day = (ms + i64::from(offset) * 60_000).div_euclid(86_400_000);
    assert_eq!(day, wall_ms(wall).div_euclid(86_400_000), "{name} {wall}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn a_wall_clock_names_one_moment(name in prop::sample::select(ZONES.to_vec()), wall in wall()) {
        check(name, wall);
    }

    /// Around every change of the clock, to the minute.
    #[test]
    fn so_it_does_around_changes_of_the_clock(name in prop::sample::select(ZONES.to_vec()), from in wall(), minutes in -180_i64..180) {
        let zone = zone(name);
        let at = zone.to_ambiguous_timestamp(from).compatible().unwrap();
        if let Some(change) = zone.following(at).next() {
            let before = zone.to_datetime(change.timestamp() - 1.millisecond());
            check(name, before.saturating_add(minutes.minutes()).round(jiff::Unit::Minute).unwrap());
        }
    }
}

#[test]
fn what_clocks_skip_and_what_they_show_twice() {
    let berlin = zone("Europe/Berlin");
    let at = |hour, minute, month, day| {
        wall_ms(DateTime::constant(2026, month, day, hour, minute, 0, 0))
    };
    let (ms, offset) = moment_of(at(2, 30, 3, 29), |ms| offset_at(&berlin, ms));
    assert_eq!(
        (ms, offset),
        (at(1, 30, 3, 29), 120),
        "half past two did not happen: it was half past three"
    );
    let (ms, offset) = moment_of(at(2, 30, 10, 25), |ms| offset_at(&berlin, ms));
    assert_eq!(
        (ms, offset),
        (at(0, 30, 10, 25), 120),
        "the first of the two"
    );
}
