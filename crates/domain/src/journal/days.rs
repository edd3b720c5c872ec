//! Days as numbers, to compare them: an entry belongs to the day on the calendar where it was
//! written, whatever the clock says elsewhere.

use core::ops::RangeInclusive;

/// Days since 1970-01-01 on the calendar of whoever wrote.
pub(super) type Day = i64;

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// The day of a moment at a place that is `offset_minutes` ahead of UTC.
pub(super) fn day(at_ms: i64, offset_minutes: i16) -> Day {
    at_ms
        .saturating_add(i64::from(offset_minutes) * MINUTE_MS)
        .div_euclid(DAY_MS)
}

/// What was typed for a day, a month or a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// All of its days.
    Days(RangeInclusive<Day>),
    /// The beginning of a year: there is more to come.
    Unfinished,
}

/// Reads `2026`, `2026-03`, `2026-03-01`, and `1.3.2026` and `3.2026` as well. `None` for
/// anything else.
pub(super) fn read(typed: &str) -> Option<Typed> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (separator, rising) = match typed.find(['-', '.', '/']) {
        Some(at) if typed.get(at..=at) == Some(".") => ('.', true),
        Some(at) if typed.get(at..=at) == Some("/") => ('/', false),
        _ => ('-', false),
    };
    let mut parts: Vec<&str> = typed.trim_end_matches(separator).split(separator).collect();
    if parts.len() > 3 || !parts.iter().all(|part| digits(part)) {
        return None;
    }
    if rising {
        parts.reverse();
    }
    let (year, rest) = parts.split_first()?;
    let unfinished = || (year.len() < 4 && rest.len() < 3).then_some(Typed::Unfinished);
    if year.len() != 4 {
        return unfinished();
    }
    let year = year.parse().ok()?;
    let mut rest = rest
        .iter()
        .map(|part| part.parse::<i64>().ok().filter(|_| part.len() <= 2));
    let days = match (rest.next(), rest.next()) {
        (None, _) => first_of(year, 1)..=first_of(year + 1, 1) - 1,
        (Some(month), None) => {
            let month = month?;
            // The 1 of 10 or the 0 of 09.
            if month == 0 {
                return Some(Typed::Days(first_of(year, 1)..=first_of(year + 1, 1) - 1));
            }
            month_of(year, month)?
        }
        (Some(month), Some(date)) => {
            let days = month_of(year, month?)?;
            let day = days.start() + date?.max(1) - 1;
            days.contains(&day).then_some(day..=day)?
        }
    };
    Some(Typed::Days(days))
}

fn month_of(year: i64, month: i64) -> Option<RangeInclusive<Day>> {
    let next = if month == 12 {
        first_of(year + 1, 1)
    } else {
        first_of(year, month + 1)
    };
    (1..=12)
        .contains(&month)
        .then_some(first_of(year, month)..=next - 1)
}

/// The number of the first day of a month of the Gregorian calendar.
fn first_of(year: i64, month: i64) -> Day {
    // Years that begin in March have the odd day at their end.
    let year = if month <= 2 { year - 1 } else { year };
    let in_year = (153 * ((month + 9) % 12) + 2) / 5;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + in_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(typed: &str) -> Option<(Day, Day)> {
        match read(typed) {
            Some(Typed::Days(days)) => Some(days.into_inner()),
            _ => None,
        }
    }

    #[test]
    fn a_day_a_month_and_a_year_are_read() {
        assert_eq!(days("1970-01-01"), Some((0, 0)));
        assert_eq!(days("1970"), Some((0, 364)));
        assert_eq!(days("2026-03-01"), Some((20513, 20513)));
        assert_eq!(days("2026-3-1"), days("1.3.2026"));
        assert_eq!(days("2026/03/01"), days("01.03.2026"));
        assert_eq!(days("2024-02"), Some((19754, 19782)));
        assert_eq!(days("02.2024"), days("2024-02"));
        assert_eq!(days("2025-12"), Some((20423, 20453)));
    }

    #[test]
    fn what_is_being_typed_is_read_as_far_as_it_goes() {
        for typed in ["2", "20", "202", "1.", "1.3", "1.3.", "1.3.20"] {
            assert!(!matches!(read(typed), Some(Typed::Days(_))), "{typed}");
        }
        assert_eq!(read("202"), Some(Typed::Unfinished));
        assert_eq!(days("2026-"), days("2026"));
        assert_eq!(days("2026-0"), days("2026"));
        assert_eq!(days("2026-03-"), days("2026-03"));
        assert_eq!(days("2026-03-0"), days("2026-03-01"));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for typed in [
            "",
            "-",
            "soon",
            "2026-13",
            "2026-02-30",
            "2026-1-1-1",
            "20261",
            "2026-001",
            "½",
        ] {
            assert!(!matches!(read(typed), Some(Typed::Days(_))), "{typed}");
        }
        assert_eq!(read("soon"), None);
        assert_eq!(read("2026-02-30"), None);
    }

    #[test]
    fn an_entry_belongs_to_the_day_where_it_was_written() {
        let midnight = 20513 * DAY_MS;
        assert_eq!(day(midnight, 0), 20513);
        assert_eq!(day(midnight, -1), 20512);
        assert_eq!(day(midnight - 1, 60), 20513);
        assert_eq!(day(-1, 0), -1);
    }

    proptest! {
        #[test]
        fn months_follow_each_other(year in 0i64..9998, month in 1i64..13) {
            let this = month_of(year, month).unwrap();
            let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            prop_assert_eq!(this.end() + 1, *month_of(year, month).unwrap().start());
            prop_assert!((27..31).contains(&(this.end() - this.start())));
        }

        #[test]
        fn nothing_typed_panics(typed in "[0-9./ -]{0,12}|\\PC{0,12}", at in any::<i64>(), offset in any::<i16>()) {
            let _ = read(&typed);
            day(at, offset);
        }
    }
}
