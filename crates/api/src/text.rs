//! Changes to text, in the units of the DOM.

use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Replaces `delete` UTF-16 units at `at` with `insert`. Both ends lie on character boundaries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// UTF-16 offset of the change.
    pub at: u32,
    /// UTF-16 units removed.
    pub delete: u32,
    /// What takes their place.
    pub insert: String,
}

/// The change that turns `old` into `new`: what is left after their common start and end.
/// `None` when they are equal. Exact for typing and pasting, and linear in the length.
pub fn splice_between(old: &str, new: &str) -> Option<Splice> {
    if old == new {
        return None;
    }
    let start = common_start(old, new);
    let (old, new) = (old.get(start.bytes..)?, new.get(start.bytes..)?);
    let end = common_end(old, new);
    let removed = old.get(..old.len() - end)?;
    let insert = new.get(..new.len() - end)?;
    Some(Splice {
        at: start.units,
        delete: units(removed),
        insert: insert.into(),
    })
}

/// Length of `text` in UTF-16 units.
pub fn units(text: &str) -> u32 {
    text.chars()
        .map(|c| if c.len_utf16() == 2 { 2u32 } else { 1 })
        .sum()
}

/// Byte offset of the UTF-16 offset `units`; `None` past the end or inside a surrogate pair.
pub fn byte_at(text: &str, units: u32) -> Option<usize> {
    let mut left = units as usize;
    if text.is_ascii() {
        return (left <= text.len()).then_some(left);
    }
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(c.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

struct Start {
    bytes: usize,
    units: u32,
}

fn common_start(old: &str, new: &str) -> Start {
    let mut start = Start { bytes: 0, units: 0 };
    for (a, b) in old.chars().zip(new.chars()) {
        if a != b {
            break;
        }
        start.bytes += a.len_utf8();
        start.units += if a.len_utf16() == 2 { 2 } else { 1 };
    }
    start
}

fn common_end(old: &str, new: &str) -> usize {
    old.chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str, at: u32, delete: u32, insert: &str) {
        let expected = Splice {
            at,
            delete,
            insert: insert.into(),
        };
        assert_eq!(
            splice_between(old, new),
            Some(expected),
            "{old:?} -> {new:?}"
        );
    }

    #[test]
    fn finds_the_middle() {
        assert_eq!(splice_between("same", "same"), None);
        check("", "a", 0, 0, "a");
        check("hello world", "hello brave world", 6, 0, "brave ");
        check("aa", "aaa", 2, 0, "a");
        check("aaa", "a", 1, 2, "");
        check("x😀y", "x😁y", 1, 2, "😁");
        check("😀", "😀😀", 2, 0, "😀");
    }
}
