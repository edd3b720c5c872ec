//! Shows a hit in its surroundings, as it was written.

use super::folded::as_written;
use crate::markdown::plain_line;

/// Characters shown before the hit.
const BEFORE: usize = 50;
/// Characters shown in all, ellipses included.
const MAX: usize = 200;
/// Bytes looked at after the hit; enough for any [`MAX`] characters and marks between them.
const REACH: usize = MAX * 6;

/// What surrounds byte `hit` of a folded text, see [`as_written`]. One line without Markdown
/// marks, at most 200 characters.
pub(super) fn around(folded: &[u8], lost: &[u8], hit: usize) -> String {
    let near = hit.saturating_sub((BEFORE + 1) * 4);
    let whole = as_written(folded, lost, near..hit + REACH);
    let after = as_written(folded, lost, hit..hit + REACH);
    let before = whole.strip_suffix(after.as_str()).unwrap_or_default();
    let skipped = before
        .char_indices()
        .rev()
        .nth(BEFORE)
        .map_or(0, |(at, c)| at + c.len_utf8());
    let is_cut = near > 0 || skipped > 0;
    // From the beginning of a word on, if there is one.
    let start = before
        .get(skipped..)
        .filter(|_| is_cut)
        .and_then(|near| near.find(char::is_whitespace))
        .map_or(skipped, |space| skipped + space);
    let mut shown = before.get(start..).unwrap_or_default().to_owned();
    shown += &after;
    let line = shown
        .lines()
        .map(plain_line)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let lead = if is_cut { "…" } else { "" };
    let room = MAX - lead.chars().count();
    if line.char_indices().nth(room).is_none() {
        return format!("{lead}{line}");
    }
    let end = line.char_indices().nth(room - 1);
    let kept = line.get(..end.map_or(line.len(), |(at, _)| at));
    format!("{lead}{}…", kept.unwrap_or_default().trim_end())
}
