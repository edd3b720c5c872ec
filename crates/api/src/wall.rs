//! From what a clock on a wall showed to the moment that was. Which offset from UTC a place had at which moment is
//! asked of whoever knows.

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 1_440 * MINUTE_MS;

/// The moment at which clocks showed `wall_ms` (milliseconds since 1970 as if UTC were shown), and the minutes they
/// were ahead of UTC. `offset_at` tells those minutes for a moment. What clocks showed twice is the first time they
/// did; what they skipped is as much later.
pub fn moment_of(wall_ms: i64, offset_at: impl Fn(i64) -> i16) -> (i64, i16) {
    let at = |offset: i16| wall_ms.saturating_sub(i64::from(offset) * MINUTE_MS);
    let before = offset_at(at(0).saturating_sub(DAY_MS));
    let after = offset_at(at(0).saturating_add(DAY_MS));
    let shows = |offset: &i16| offset_at(at(*offset)) == *offset;
    let found = [before, after]
        .into_iter()
        .filter(shows)
        .map(|offset| (at(offset), offset))
        .min();
    found.unwrap_or_else(|| (at(before), offset_at(at(before))))
}
