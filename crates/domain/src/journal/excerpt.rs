//! Shows a hit in its surroundings, as it was written.

use crate::fold::push_folded;
use crate::markdown::plain_line;

/// Characters shown before the hit.
const BEFORE: usize = 50;
/// Characters shown in all, ellipses included.
const MAX: usize = 200;
/// Bytes looked at on either side of the hit; enough for any [`MAX`] characters.
const REACH: usize = MAX * 6;

/// What surrounds the place in `text` whose folded text begins at byte `hit` of the folded text.
/// One line without Markdown marks, at most 200 characters.
pub(super) fn around(text: &str, hit: usize) -> String {
    let at = unfolded(text, hit);
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let skipped = before
        .char_indices()
        .rev()
        .nth(BEFORE)
        .map_or(0, |(at, c)| at + c.len_utf8());
    // From the beginning of a word on, if there is one.
    let start = before
        .get(skipped..)
        .filter(|_| skipped > 0)
        .and_then(|near| near.find(char::is_whitespace))
        .map_or(skipped, |space| skipped + space);
    let shown = before.get(start..).unwrap_or_default().to_owned() + crate::text::cut(after, REACH);
    let line = shown
        .lines()
        .map(plain_line)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let lead = if start > 0 { "…" } else { "" };
    let room = MAX - lead.chars().count();
    if line.char_indices().nth(room).is_none() {
        return format!("{lead}{line}");
    }
    let end = line.char_indices().nth(room - 1);
    let kept = line.get(..end.map_or(line.len(), |(at, _)| at));
    format!("{lead}{}…", kept.unwrap_or_default().trim_end())
}

/// Byte offset in `text` of what is at byte `hit` once it is folded.
fn unfolded(text: &str, hit: usize) -> usize {
    if text.is_ascii() {
        return hit.min(text.len());
    }
    let mut folded = String::new();
    let mut passed = 0;
    for (at, c) in text.char_indices() {
        if passed >= hit {
            return at;
        }
        folded.clear();
        push_folded(c, &mut folded);
        passed += folded.len();
    }
    text.len()
}
