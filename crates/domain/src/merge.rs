//! Brings a text together that somebody changed from an older state than it is in. What either side wrote stays.

use commonplace_api::text::splice_between;

/// `current`, with done to it what leads from `was` to `now`. What `now` inserts is in the result, and so is what
/// `current` inserted since `was`.
pub(crate) fn three_way(was: &str, now: &str, current: &str) -> String {
    let (Some(ours), Some(theirs)) = (Bytes::between(was, now), Bytes::between(was, current))
    else {
        return if was == now { current } else { now }.to_owned();
    };
    if was == current {
        return now.to_owned();
    }
    let mut merged = String::with_capacity(current.len() + ours.insert.len());
    let (first, second) = if (ours.start, ours.end) <= (theirs.start, theirs.end) {
        (&ours, &theirs)
    } else {
        (&theirs, &ours)
    };
    merged.push_str(was.get(..first.start).unwrap_or_default());
    merged.push_str(first.insert);
    // Where both removed the same, it is removed once; where both wrote the same, it is there once.
    let between = was.get(first.end..second.start).unwrap_or_default();
    merged.push_str(between);
    if !(first.start == second.start && first.insert == second.insert) {
        merged.push_str(second.insert);
    }
    let end = first.end.max(second.end);
    merged.push_str(was.get(end..).unwrap_or_default());
    merged
}

/// A change in bytes of the text it was made to.
struct Bytes<'a> {
    start: usize,
    end: usize,
    insert: &'a str,
}

impl<'a> Bytes<'a> {
    fn between(old: &str, new: &'a str) -> Option<Self> {
        let splice = splice_between(old, new)?;
        let range = crate::text::removed(old, &splice).ok()?;
        let insert = new.get(range.start..range.start + splice.insert.len())?;
        Some(Self {
            start: range.start,
            end: range.end,
            insert,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::three_way;
    use proptest::prelude::*;

    #[test]
    fn changes_in_different_places_are_both_made() {
        for (was, now, current, merged) in [
            ("a b c", "a b c d", "z a b c", "z a b c d"),
            ("a b c", "b c", "a b", "b"),
            ("one two", "one 2", "1 two", "1 2"),
            ("same", "same", "other", "other"),
            ("same", "other", "same", "other"),
            ("same", "other", "other", "other"),
            ("", "mine", "theirs", "minetheirs"),
            ("é😀", "é😀!", "x😀", "x😀!"),
        ] {
            assert_eq!(
                three_way(was, now, current),
                merged,
                "{was} {now} {current}"
            );
        }
    }

    proptest! {
        #[test]
        fn nothing_that_was_written_is_lost(was in "[a-e]{0,8}", mine in "[M-P]{1,4}", theirs in "[T-W]{1,4}", at in 0usize..9, to in 0usize..9) {
            let (at, to) = (at.min(was.len()), to.min(was.len()));
            let now = format!("{}{mine}{}", &was[..at], &was[at..]);
            let current = format!("{}{theirs}{}", &was[..to], &was[to..]);
            let merged = three_way(&was, &now, &current);
            prop_assert!(merged.contains(&mine) && merged.contains(&theirs), "{merged}");
            prop_assert_eq!(merged.len(), was.len() + mine.len() + theirs.len());
        }

        #[test]
        fn it_never_fails(was in ".{0,12}", now in ".{0,12}", current in ".{0,12}") {
            let merged = three_way(&was, &now, &current);
            prop_assert!(merged.len() <= was.len() + now.len() + current.len());
        }
    }
}
