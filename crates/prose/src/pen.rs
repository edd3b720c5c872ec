//! What the buttons of a toolbar do: each mark is put on what is selected, or taken off it.

use crate::address::address;
use crate::lists::{Line, Marker};
use crate::stroke::{Edit, Selected, Stroke};
use core::ops::Range;

/// What a text can be marked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `**bold**`
    Bold,
    /// `*italic*`
    Italic,
    /// `` `code` ``, or a block of it
    Code,
    /// `[text](address)`
    Link,
    /// `## heading`, then `### heading`
    Heading,
    /// `- item`
    List,
    /// `- [ ] to do`
    Checklist,
    /// `> quoted`
    Quote,
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Bold,
        Self::Italic,
        Self::Heading,
        Self::List,
        Self::Checklist,
        Self::Quote,
        Self::Code,
        Self::Link,
    ];
}

/// Puts `mark` on what is selected, or takes it off. Offsets are UTF-16 units; `None` when there is nothing to do.
pub fn mark(mark: Mark, text: &str, from: u32, to: u32) -> Option<Stroke> {
    let selected = Selected::new(text, from, to)?;
    match mark {
        Mark::Code if selected.get(selected.from..selected.to).contains('\n') => fence(&selected),
        Mark::Bold | Mark::Italic | Mark::Code => around(mark, &selected),
        Mark::Link => link(&selected),
        Mark::Heading | Mark::List | Mark::Checklist | Mark::Quote => before(mark, &selected),
    }
}

/// Whether what is selected is marked already, as far as its line tells.
pub fn is_marked(mark: Mark, text: &str, from: u32, to: u32) -> bool {
    let Some(selected) = Selected::new(text, from, to) else {
        return false;
    };
    match mark {
        Mark::Bold | Mark::Italic | Mark::Code => {
            let line = selected.line_start(selected.from)..selected.line_end(selected.from);
            enclosing(
                mark,
                selected.get(line.clone()),
                line.start,
                selected.from..selected.to,
            )
            .is_some()
        }
        Mark::Link => false,
        _ => {
            let line = selected.line_start(selected.from)..selected.line_end(selected.from);
            has(mark, &Line::of(selected.get(line)))
        }
    }
}

/// Marks around words: each selected line for itself, because emphasis ends with its paragraph.
fn around(mark: Mark, selected: &Selected) -> Option<Stroke> {
    let sign = sign(mark);
    let parts: Vec<Range<usize>> = selected
        .lines()
        .into_iter()
        .map(|line| words(mark, selected, line))
        .filter(|part| selected.from == selected.to || !part.is_empty())
        .collect();
    let found: Vec<_> = parts
        .iter()
        .map(|part| {
            let line = selected.line_start(part.start)..selected.line_end(part.start);
            enclosing(mark, selected.get(line.clone()), line.start, part.clone())
        })
        .collect();
    let off = found.iter().all(Option::is_some);
    let mut edits: Vec<Edit> = Vec::new();
    for (part, marks) in parts.iter().zip(found) {
        match marks {
            Some((open, close)) if off => {
                edits.push((open, String::new()));
                edits.push((close, String::new()));
            }
            Some(_) => {}
            None if part.is_empty() => {
                let inside = part.start + sign.len();
                let edit = (part.clone(), sign.repeat(2));
                return selected.stroke_to(&[edit], inside, inside);
            }
            None => {
                edits.push((part.start..part.start, sign.to_owned()));
                edits.push((part.end..part.end, sign.to_owned()));
            }
        }
    }
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) if selected.from != selected.to => {
            let (from, to) = (first.start, last.end);
            Selected {
                from,
                to,
                ..*selected
            }
            .stroke(&edits)
        }
        _ => selected.stroke(&edits),
    }
}

fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Bold => "**",
        Mark::Italic => "*",
        _ => "`",
    }
}

/// What of `line` is meant: the selected words without the spaces and list marks around them; at a bare caret the word
/// it stands in.
fn words(mark: Mark, selected: &Selected, line: Range<usize>) -> Range<usize> {
    if selected.from == selected.to {
        return word(selected, &line);
    }
    let content = line.start + Line::of(selected.get(line.clone())).content;
    let (from, to) = (selected.from.max(content), selected.to.min(line.end));
    let part = selected.get(from..to.max(from));
    // Marks at the ends are not what is meant.
    let around = |c: char| c.is_whitespace() || sign(mark).contains(c);
    let around: &dyn Fn(char) -> bool = if part.trim_matches(around).is_empty() {
        &char::is_whitespace
    } else {
        &around
    };
    let start = from + part.len() - part.trim_start_matches(around).len();
    start..start + part.trim_matches(around).len()
}

fn word(selected: &Selected, line: &Range<usize>) -> Range<usize> {
    let at = selected.from;
    let inside = |c: &char| c.is_alphanumeric();
    let before: usize = selected
        .get(line.start..at)
        .chars()
        .rev()
        .take_while(inside)
        .map(char::len_utf8)
        .sum();
    let after: usize = selected
        .get(at..line.end)
        .chars()
        .take_while(inside)
        .map(char::len_utf8)
        .sum();
    // Between two words there is none.
    if before == 0 || after == 0 {
        at..at
    } else {
        at - before..at + after
    }
}

/// The pair of marks around `part`, which lies in the `line` beginning at byte `start`.
fn enclosing(
    mark: Mark,
    line: &str,
    start: usize,
    part: Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let (sign, width) = (if mark == Mark::Code { '`' } else { '*' }, sign(mark).len());
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(found) = line.get(at..).and_then(|rest| rest.find(sign)) {
        let run_start = at + found;
        let rest = line.get(run_start..).unwrap_or_default();
        let run = rest.len() - rest.trim_start_matches(sign).len();
        at = run_start + run;
        let inner = start + run_start;
        // Two empty pairs in one another: the caret between them is enclosed.
        if run == width * 2 && part == (inner + width..inner + width) {
            return Some((inner..inner + width, inner + width..inner + run));
        }
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let stands_alone = match open {
            None => blank(line.get(at..).and_then(|after| after.chars().next())),
            Some(_) => blank(
                line.get(..run_start)
                    .and_then(|before| before.chars().next_back()),
            ),
        };
        let counts = !stands_alone
            && match mark {
                Mark::Bold => run >= 2,
                Mark::Italic => run % 2 == 1,
                _ => true,
            };
        if !counts {
            continue;
        }
        match open.take() {
            // The innermost marks of a run belong to this pair, so that what stands between them stays selected.
            Some(opened) if opened <= part.start && part.end <= inner => {
                return Some((opened - width..opened, inner..inner + width));
            }
            Some(_) => {}
            None => open = Some(inner + run),
        }
    }
    None
}

/// A block of code of the selected lines.
fn fence(selected: &Selected) -> Option<Stroke> {
    let lines = selected.lines();
    let (start, end) = (lines.first()?.start, lines.last()?.end);
    selected.stroke(&[(start..start, "```\n".into()), (end..end, "\n```".into())])
}

fn link(selected: &Selected) -> Option<Stroke> {
    const ADDRESS: &str = "https://";
    let text = selected.get(selected.from..selected.to);
    let bytes = selected.from..selected.to;
    if address(text.trim()).is_some() {
        let caret = selected.from + 1;
        return selected.stroke_to(&[(bytes, format!("[]({})", text.trim()))], caret, caret);
    }
    let (bytes, text) = if text.is_empty() {
        let line = selected.line_start(selected.from)..selected.line_end(selected.from);
        let word = word(selected, &line);
        (word.clone(), selected.get(word))
    } else {
        (bytes, text)
    };
    if text.contains('\n') {
        return None;
    }
    let address = bytes.start + text.len() + "[](".len();
    let written = format!("[{text}]({ADDRESS})");
    if text.is_empty() {
        let caret = bytes.start + 1;
        return selected.stroke_to(&[(bytes, written)], caret, caret);
    }
    selected.stroke_to(&[(bytes, written)], address, address + ADDRESS.len())
}

/// Marks before lines.
fn before(mark: Mark, selected: &Selected) -> Option<Stroke> {
    let lines: Vec<_> = selected
        .lines()
        .into_iter()
        .map(|bytes| (bytes.clone(), Line::of(selected.get(bytes))))
        .collect();
    let only = lines.len() == 1;
    let meant = |bytes: &Range<usize>| only || !selected.get(bytes.clone()).trim().is_empty();
    let off = lines
        .iter()
        .filter(|(bytes, _)| meant(bytes))
        .all(|(_, line)| has(mark, line));
    let edits: Vec<Edit> = lines
        .iter()
        .filter(|(bytes, _)| meant(bytes))
        .map(|(bytes, line)| edit(mark, off, bytes.start, line))
        .collect();
    selected.stroke(&edits)
}

fn has(mark: Mark, line: &Line) -> bool {
    match mark {
        Mark::Heading => matches!(line.marker, Marker::Heading(_)),
        Mark::List => matches!(line.marker, Marker::Bullet { check: None, .. }),
        Mark::Checklist => matches!(line.marker, Marker::Bullet { check: Some(_), .. }),
        _ => line.marker == Marker::Quote,
    }
}

/// What makes `line`, which begins at byte `start`, have the mark, or not have it.
fn edit(mark: Mark, off: bool, start: usize, line: &Line) -> Edit {
    let marker = start + line.indent..start + line.content;
    let put = |text: &str| text.to_owned();
    match (mark, off) {
        // A heading becomes a smaller one before it is none.
        (Mark::Heading, true) if line.marker == Marker::Heading(2) => (marker, put("### ")),
        (_, true) => (marker, String::new()),
        (Mark::Heading, _) => (marker, put("## ")),
        (Mark::List, _) => (marker, put("- ")),
        (Mark::Checklist, _) => (marker, put("- [ ] ")),
        // What is quoted keeps its own marks.
        _ => (start..start, put("> ")),
    }
}

#[cfg(test)]
mod tests;
