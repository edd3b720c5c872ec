//! When a note was written: the dates people put into front matter and file names, and the zones they mean.
//! Calendar arithmetic comes from the zip crate, which needs it anyway.

use core::fmt;

use rawzip::time::UtcDateTime;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// A day with no time is its noon: no zone then moves it to another day.
const NOON_MS: i64 = DAY_MS / 2;
/// 0001-01-01T00:00 and 9999-12-31T23:59 UTC, each a day further in, so that no offset leaves four-digit years.
const RANGE_MS: (i64, i64) = (-62_135_596_800_000 + DAY_MS, 253_402_300_799_999 - DAY_MS);
/// RFC 3339 can write no larger offset.
const MAX_OFFSET: i16 = 23 * 60 + 59;

/// The person's time zone: what a clock on their wall said at any moment.
pub struct Zone(Box<dyn Fn(i64) -> i16>);

impl Zone {
    /// `offset_at` answers with minutes east of UTC for milliseconds since 1970 UTC.
    pub fn new(offset_at: impl Fn(i64) -> i16 + 'static) -> Self {
        Self(Box::new(offset_at))
    }

    /// A zone that never changes its clocks, minutes east of UTC.
    pub fn fixed(minutes: i16) -> Self {
        Self::new(move |_| minutes)
    }

    /// A moment known in UTC, seen in this zone.
    pub(crate) fn at(&self, utc_ms: i64) -> Moment {
        let utc_ms = utc_ms.clamp(RANGE_MS.0, RANGE_MS.1);
        Moment::new(utc_ms, (self.0)(utc_ms))
    }

    /// A moment known by the clock on the wall. Where clocks go back an hour has two meanings; either will do.
    pub(crate) fn wall(&self, local_ms: i64) -> Moment {
        let guess = (self.0)(local_ms.saturating_sub(minutes_ms((self.0)(local_ms))));
        Moment::new(local_ms.saturating_sub(minutes_ms(guess)), guess)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Zone")
    }
}

/// A moment and the offset it was lived in, both within what RFC 3339 can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) utc_ms: i64,
    pub(crate) offset_minutes: i16,
}

impl Moment {
    pub(crate) fn new(utc_ms: i64, offset_minutes: i16) -> Self {
        Self {
            utc_ms: utc_ms.clamp(RANGE_MS.0, RANGE_MS.1),
            offset_minutes: offset_minutes.clamp(-MAX_OFFSET, MAX_OFFSET),
        }
    }

    fn local(self) -> UtcDateTime {
        UtcDateTime::from_unix((self.utc_ms + minutes_ms(self.offset_minutes)).div_euclid(1000))
    }

    /// `2026-03-14`, where it was written.
    pub(crate) fn day(self) -> String {
        let at = self.local();
        format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day())
    }

    /// `1530`, where it was written.
    pub(crate) fn hour_minute(self) -> String {
        let at = self.local();
        format!("{:02}{:02}", at.hour(), at.minute())
    }

    /// `2026-03-14T15:30:00+01:00`, with milliseconds if there are any.
    pub(crate) fn rfc3339(self) -> String {
        let at = self.local();
        let fraction = match self.utc_ms.rem_euclid(1000) {
            0 => String::new(),
            ms => format!(".{ms:03}"),
        };
        let (sign, minutes) = (
            if self.offset_minutes < 0 { '-' } else { '+' },
            self.offset_minutes.abs(),
        );
        format!(
            "{}T{:02}:{:02}:{:02}{fraction}{sign}{:02}:{:02}",
            self.day(),
            at.hour(),
            at.minute(),
            at.second(),
            minutes / 60,
            minutes % 60
        )
    }
}

/// A date as somebody wrote it down: with a time or without, with a zone or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// A day; midnight at its start, by the clock on the wall.
    Day(i64),
    /// A day and time, by the clock on the wall.
    Wall(i64),
    /// A moment.
    Zoned(Moment),
}

impl Written {
    /// What was meant, for somebody in this zone.
    pub(crate) fn moment(self, zone: &Zone) -> Moment {
        match self {
            Self::Day(midnight) => zone.wall(midnight + NOON_MS),
            Self::Wall(local) => zone.wall(local),
            Self::Zoned(moment) => moment,
        }
    }

    /// Whether both name the same day, each in its own zone.
    pub(crate) fn same_day(self, other: Self) -> bool {
        self.day_number() == other.day_number()
    }

    fn day_number(self) -> i64 {
        let local = match self {
            Self::Day(local) | Self::Wall(local) => local,
            Self::Zoned(moment) => moment.utc_ms + minutes_ms(moment.offset_minutes),
        };
        local.div_euclid(DAY_MS)
    }
}

/// Reads `2026-03-14`, `2026-03-14 15:30`, and RFC 3339 with or without its seconds and zone. Nothing else.
pub(crate) fn parse(text: &str) -> Option<Written> {
    let text = text.trim();
    let (midnight, rest) = day(text, '-')?;
    if rest.is_empty() {
        return Some(Written::Day(midnight));
    }
    let (clock_ms, rest) = clock(rest.strip_prefix(['T', 't', ' '])?)?;
    let local = midnight + clock_ms;
    match rest.trim_start() {
        "" => Some(Written::Wall(local)),
        zone => {
            let offset = offset(zone)?;
            Some(Written::Zoned(Moment::new(
                local - minutes_ms(offset),
                offset,
            )))
        }
    }
}

/// The day a file is named after: `2026-03-14 Standup`, and Logseq's `2026_03_14`. Takes the name without extension.
pub(crate) fn from_stem(stem: &str) -> Option<Written> {
    let (midnight, rest) = day(stem, '-').or_else(|| day(stem, '_'))?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(Written::Day(midnight))
}

fn day(text: &str, separator: char) -> Option<(i64, &str)> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix(separator)?, 2)?;
    let (day, rest) = digits(rest.strip_prefix(separator)?, 2)?;
    let date = UtcDateTime::from_components(
        year,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
        0,
        0,
        0,
        0,
    )?;
    Some((date.to_unix() * 1000, rest))
}

/// `15:30`, `15:30:12`, `15:30:12.345678`, as milliseconds since midnight.
fn clock(text: &str) -> Option<(i64, &str)> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => digits(rest, 2)?,
        None => (0, rest),
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (fraction_ms, rest) = match rest.strip_prefix('.') {
        Some(rest) => fraction(rest)?,
        None => (0, rest),
    };
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    Some((seconds * 1000 + fraction_ms, rest))
}

/// Digits after the point, as milliseconds; what is finer is dropped.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let mut ms = 0;
    for place in 0..3 {
        let digit = digits.as_bytes().get(place).map_or(0, |b| b - b'0');
        ms = ms * 10 + i64::from(digit);
    }
    (!digits.is_empty()).then_some((ms, rest))
}

/// `Z`, `+01:00`, `-0600`, as minutes east of UTC.
fn offset(text: &str) -> Option<i16> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    let total = i16::try_from(hours * 60 + minutes).ok()?;
    (rest.is_empty() && minutes < 60 && total <= MAX_OFFSET).then_some(sign * total)
}

/// Exactly `count` decimal digits.
fn digits(text: &str, count: usize) -> Option<(u16, &str)> {
    let (head, rest) = text.split_at_checked(count)?;
    let number = head
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| head.parse().ok())??;
    Some((number, rest))
}

fn minutes_ms(minutes: i16) -> i64 {
    i64::from(minutes) * MINUTE_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Option<(i64, i16)> {
        let at = parse(text)?.moment(&Zone::fixed(60));
        Some((at.utc_ms, at.offset_minutes))
    }

    #[test]
    fn reads_the_dates_people_write() {
        let half_past_two = 1_773_498_600_000;
        assert_eq!(
            moment("2026-03-14T15:30:00+01:00"),
            Some((half_past_two, 60))
        );
        assert_eq!(moment("2026-03-14T14:30:00Z"), Some((half_past_two, 0)));
        assert_eq!(moment("2026-03-14 15:30"), Some((half_past_two, 60)));
        assert_eq!(
            moment("2026-03-14T15:30:00.2509"),
            Some((half_past_two + 250, 60))
        );
        assert_eq!(
            moment("2026-03-14 08:30:00 -0600"),
            Some((half_past_two, -360))
        );
        assert_eq!(
            moment("2026-03-14"),
            Some((half_past_two - 210 * MINUTE_MS, 60)),
            "noon"
        );
    }

    #[test]
    fn reads_nothing_into_other_text() {
        let others = [
            "",
            "2026",
            "2026-3-14",
            "2026-02-30",
            "2026-03-14T25:00",
            "2026-03-14T15:30:00+24:00",
        ];
        for text in others.into_iter().chain([
            "next week",
            "2026-03-14T",
            "2026-03-14x",
            "２026-03-14",
            "+026-03-14",
        ]) {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_file_name_may_begin_with_a_day() {
        let day = parse("2026-03-14");
        assert_eq!(from_stem("2026-03-14"), day);
        assert_eq!(from_stem("2026-03-14 Standup"), day);
        assert_eq!(from_stem("2026_03_14"), day);
        assert_eq!(from_stem("2026-03-141"), None);
        assert_eq!(from_stem("Standup 2026-03-14"), None);
    }

    #[test]
    fn a_wall_clock_follows_the_zone_through_the_year() {
        // Clocks went forward an hour at 2026-03-29T01:00Z.
        let zone = Zone::new(|utc_ms| if utc_ms < 1_774_746_000_000 { 60 } else { 120 });
        let at = |text: &str| parse(text).unwrap().moment(&zone).rfc3339();
        assert_eq!(at("2026-03-29 01:59"), "2026-03-29T01:59:00+01:00");
        assert_eq!(at("2026-03-29 03:00"), "2026-03-29T03:00:00+02:00");
    }

    #[test]
    fn what_is_written_is_read_again_whole() {
        for utc_ms in [i64::MIN, -1, 0, 999, 1_773_498_600_123, i64::MAX] {
            for offset in [i16::MIN, -720, -1, 0, 345, i16::MAX] {
                let moment = Moment::new(utc_ms, offset);
                assert_eq!(
                    parse(&moment.rfc3339()),
                    Some(Written::Zoned(moment)),
                    "{utc_ms} {offset}"
                );
            }
        }
    }
}
