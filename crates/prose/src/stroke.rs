//! What a pen does to a text: one replacement, and what is selected then.

use commonplace_api::Splice;
use commonplace_api::text::{byte_at, units};
use core::ops::Range;

/// One replacement, and what is selected after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// What to replace.
    pub splice: Splice,
    /// UTF-16 offset at which the selection begins then.
    pub from: u32,
    /// And where it ends.
    pub to: u32,
}

/// A text with something selected in it, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Selected<'text> {
    pub(crate) text: &'text str,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// Bytes to be replaced, and by what.
pub(crate) type Edit = (Range<usize>, String);

impl<'text> Selected<'text> {
    /// From UTF-16 offsets; `None` when they do not fit the text.
    pub(crate) fn new(text: &'text str, from: u32, to: u32) -> Option<Self> {
        let (from, to) = (byte_at(text, from.min(to))?, byte_at(text, from.max(to))?);
        Some(Self { text, from, to })
    }

    /// The bytes of every line the selection touches, line ends aside. A selection that ends where a line begins does
    /// not touch that line.
    pub(crate) fn lines(&self) -> Vec<Range<usize>> {
        let start = self.line_start(self.from);
        let mut lines = Vec::new();
        let mut at = start;
        for line in self.text.get(start..).unwrap_or_default().split('\n') {
            lines.push(at..at + line.len());
            at += line.len() + 1;
            if at >= self.to.max(start + 1) {
                break;
            }
        }
        lines
    }

    /// Where the line that holds `at` begins.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where it ends.
    pub(crate) fn line_end(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or_default();
        after.find('\n').map_or(self.text.len(), |end| at + end)
    }

    pub(crate) fn get(&self, bytes: Range<usize>) -> &'text str {
        self.text.get(bytes).unwrap_or_default()
    }

    /// All `edits`, which are in order and do not overlap, as one stroke; the selection stays on what was selected.
    /// `None` when nothing changes.
    pub(crate) fn stroke(&self, edits: &[Edit]) -> Option<Stroke> {
        let from = moved(edits, self.from, true);
        let to = moved(edits, self.to, false).max(from);
        self.stroke_to(edits, from, to)
    }

    /// The same with a selection of one's own, in bytes of the text that results.
    pub(crate) fn stroke_to(&self, edits: &[Edit], from: usize, to: usize) -> Option<Stroke> {
        let start = edits.first()?.0.start;
        let end = edits.last()?.0.end;
        let mut insert = String::new();
        let mut at = start;
        for (bytes, by) in edits {
            insert.push_str(self.text.get(at..bytes.start)?);
            insert.push_str(by);
            at = bytes.end;
        }
        let removed = self.text.get(start..end)?;
        if removed == insert {
            return None;
        }
        let place = |at: usize| -> Option<u32> {
            let before = units(self.text.get(..at.min(start))?);
            let within = insert.get(..at.saturating_sub(start).min(insert.len()))?;
            let past = at.saturating_sub(start + insert.len());
            Some(before + units(within) + units(self.text.get(end..end + past)?))
        };
        let (from, to) = (place(from)?, place(to)?);
        let splice = Splice {
            at: units(self.text.get(..start)?),
            delete: units(removed),
            insert,
        };
        Some(Stroke { splice, from, to })
    }
}

/// Where the byte `at` is after `edits`. What is put in exactly there goes before it, if it `yields`.
fn moved(edits: &[Edit], at: usize, yields: bool) -> usize {
    let mut now = at;
    for (bytes, by) in edits {
        let is_before = bytes.end < at || (bytes.end == at && (yields || !bytes.is_empty()));
        if is_before {
            now = now + by.len() - bytes.len();
        } else if bytes.start < at {
            // Inside of what was replaced: after what took its place.
            now = now + by.len() - (at - bytes.start);
        }
    }
    now
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// `text` with `|` around what is selected, or one where the caret is.
    pub(crate) fn marked(text: &str) -> (String, u32, u32) {
        let from = text.find('|').expect("a caret");
        let rest = &text[from + 1..];
        let to = rest.find('|').unwrap_or(0);
        let plain = text.replace('|', "");
        let (from, to) = (units(&plain[..from]), units(&plain[..from + to]));
        (plain, from, to)
    }

    /// What is left of a marked `text` when `pen` has been used on it, marked again.
    pub(crate) fn used(
        text: &str,
        pen: impl Fn(&str, u32, u32) -> Option<Stroke>,
    ) -> Option<String> {
        let (plain, from, to) = marked(text);
        let stroke = pen(&plain, from, to)?;
        let start = byte_at(&plain, stroke.splice.at).unwrap();
        let end = byte_at(&plain, stroke.splice.at + stroke.splice.delete).unwrap();
        let mut now = plain;
        now.replace_range(start..end, &stroke.splice.insert);
        let (from, to) = (
            byte_at(&now, stroke.from).unwrap(),
            byte_at(&now, stroke.to).unwrap(),
        );
        now.insert(to, '|');
        if from != to {
            now.insert(from, '|');
        }
        Some(now)
    }
}
