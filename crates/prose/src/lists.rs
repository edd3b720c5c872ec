//! Lists go on by themselves: what Enter, Tab and Shift Tab do in one. `None` leaves the key to the browser, so that
//! Tab always leads out in the end.

use crate::stroke::{Edit, Selected, Stroke};

/// What stands before the words of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    None,
    Heading(usize),
    Quote,
    Bullet {
        sign: char,
        check: Option<bool>,
    },
    Number {
        number: u32,
        close: char,
        check: Option<bool>,
    },
}

/// A line of Markdown as a pen sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Bytes of blanks before its marker.
    pub(crate) indent: usize,
    pub(crate) marker: Marker,
    /// Bytes before its words.
    pub(crate) content: usize,
}

impl Line {
    pub(crate) fn of(line: &str) -> Self {
        let rest = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - rest.len();
        let (marker, length) = marker(rest);
        Self {
            indent,
            marker,
            content: indent + length,
        }
    }

    fn is_item(&self) -> bool {
        matches!(self.marker, Marker::Bullet { .. } | Marker::Number { .. })
    }

    /// Blanks that put a line under this one's words.
    fn width(&self) -> usize {
        match self.marker {
            Marker::Number { number, .. } => number.to_string().len() + 2,
            _ => 2,
        }
    }
}

fn marker(rest: &str) -> (Marker, usize) {
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && rest.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) {
        return (Marker::Heading(hashes), hashes + 1);
    }
    if let Some(after) = rest.strip_prefix('>') {
        return (Marker::Quote, 1 + usize::from(after.starts_with(' ')));
    }
    if let Some(sign) = rest.chars().next().filter(|c| matches!(c, '-' | '*' | '+'))
        && let Some(after) = rest.get(1..).and_then(|after| after.strip_prefix(' '))
    {
        let (check, length) = check(after);
        return (Marker::Bullet { sign, check }, 2 + length);
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = rest.get(..digits).and_then(|digits| digits.parse().ok());
    let mut after = rest.get(digits..).unwrap_or_default().chars();
    if let (Some(number), Some(close @ ('.' | ')')), Some(' '), true) =
        (number, after.next(), after.next(), digits < 9)
    {
        let (check, length) = check(after.as_str());
        return (
            Marker::Number {
                number,
                close,
                check,
            },
            digits + 2 + length,
        );
    }
    (Marker::None, 0)
}

fn check(after: &str) -> (Option<bool>, usize) {
    match after.get(..4) {
        Some("[ ] ") => (Some(false), 4),
        Some("[x] " | "[X] ") => (Some(true), 4),
        _ => match after {
            "[ ]" => (Some(false), 3),
            "[x]" | "[X]" => (Some(true), 3),
            _ => (None, 0),
        },
    }
}

/// Enter at the caret: the list or quotation goes on, or ends with an item that has no words.
pub fn enter(text: &str, caret: u32) -> Option<Stroke> {
    let selected = Selected::new(text, caret, caret)?;
    let bytes = selected.line_start(selected.from)..selected.line_end(selected.from);
    let written = selected.get(bytes.clone());
    let line = Line::of(written);
    if selected.from < bytes.start + line.content || is_code(selected.get(0..bytes.start)) {
        return None;
    }
    let next = match line.marker {
        Marker::None | Marker::Heading(_) => return None,
        Marker::Quote => "> ".to_owned(),
        Marker::Bullet { sign, check } => format!("{sign} {}", box_of(check)),
        Marker::Number {
            number,
            close,
            check,
        } => format!("{}{close} {}", number + 1, box_of(check)),
    };
    if written
        .get(line.content..)
        .is_none_or(|words| words.trim().is_empty())
    {
        return selected.stroke(&[(bytes, String::new())]);
    }
    let indent = written.get(..line.indent).unwrap_or_default();
    let at = selected.from;
    selected.stroke(&[(at..at, format!("\n{indent}{next}"))])
}

fn box_of(check: Option<bool>) -> &'static str {
    if check.is_some() { "[ ] " } else { "" }
}

/// What is selected, or the words of the line with the caret, without the marks before them: one line.
pub fn words_at(text: &str, from: u32, to: u32) -> String {
    let Some(selected) = Selected::new(text, from, to) else {
        return String::new();
    };
    let bytes = if selected.from == selected.to {
        selected.line_start(selected.from)..selected.line_end(selected.from)
    } else {
        selected.from..selected.to
    };
    let lines = selected.get(bytes).lines().map(|line| {
        let content = Line::of(line).content;
        line.get(content..).unwrap_or_default().trim()
    });
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether what follows `before` is inside a block of code.
fn is_code(before: &str) -> bool {
    let fences = before.lines().filter(|line| {
        let line = line.trim_start();
        line.starts_with("```") || line.starts_with("~~~")
    });
    fences.count() % 2 == 1
}

/// Tab: what is selected goes one level deeper, where there is an item it can belong to.
pub fn deeper(text: &str, from: u32, to: u32) -> Option<Stroke> {
    let selected = Selected::new(text, from, to)?;
    let (start, line) = first_item(&selected)?;
    let above = items_above(&selected, start).next()?;
    let indent = match line.indent {
        indent if indent > above.indent => return None,
        indent if indent == above.indent => above.indent + above.width(),
        _ => above.indent,
    };
    shifted(&selected, line.indent, indent)
}

/// Shift Tab: one level up.
pub fn shallower(text: &str, from: u32, to: u32) -> Option<Stroke> {
    let selected = Selected::new(text, from, to)?;
    let (start, line) = first_item(&selected)?;
    if line.indent == 0 {
        return None;
    }
    let outer = items_above(&selected, start)
        .map(|above| above.indent)
        .find(|indent| *indent < line.indent);
    shifted(&selected, line.indent, outer.unwrap_or(0))
}

fn first_item(selected: &Selected) -> Option<(usize, Line)> {
    let bytes = selected.lines().into_iter().next()?;
    let line = Line::of(selected.get(bytes.clone()));
    line.is_item().then_some((bytes.start, line))
}

/// The items above byte `start`, nearest first, as far as the list goes.
fn items_above<'text>(
    selected: &Selected<'text>,
    start: usize,
) -> impl Iterator<Item = Line> + use<'text> {
    let above = selected.get(0..start.saturating_sub(1));
    above
        .rsplit('\n')
        .take_while(move |line| start > 0 && !line.trim().is_empty())
        .map(Line::of)
        .filter(Line::is_item)
}

fn shifted(selected: &Selected, from: usize, to: usize) -> Option<Stroke> {
    let edits: Vec<Edit> = selected
        .lines()
        .into_iter()
        .filter(|bytes| !selected.get(bytes.clone()).trim().is_empty())
        .map(|bytes| {
            let indent = Line::of(selected.get(bytes.clone())).indent;
            let now = (indent + to).saturating_sub(from);
            (bytes.start..bytes.start + indent, " ".repeat(now))
        })
        .collect();
    selected.stroke(&edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stroke::tests::used;

    fn check(pen: impl Fn(&str, u32, u32) -> Option<Stroke>, cases: &[(&str, Option<&str>)]) {
        for (before, after) in cases {
            assert_eq!(used(before, &pen).as_deref(), *after, "{before:?}");
        }
    }

    #[test]
    fn enter_goes_on_with_the_list_or_ends_it() {
        check(
            |text, caret, _| enter(text, caret),
            &[
                ("- one|", Some("- one\n- |")),
                ("- o|ne", Some("- o\n- |ne")),
                ("- one\n- |", Some("- one\n|")),
                ("  - [x] one|\nx", Some("  - [x] one\n  - [ ] |\nx")),
                ("- [ ] |", Some("|")),
                ("9. nine|", Some("9. nine\n10. |")),
                ("3) three|", Some("3) three\n4) |")),
                ("> said|", Some("> said\n> |")),
                (">|", Some("|")),
                ("|- one", None),
                ("-| one", None),
                ("one|", None),
                ("# one|", None),
                ("**bold**|", None),
                ("```\n- one|", None),
                ("4294967295. x|", None),
                ("😀\n- 😀|", Some("😀\n- 😀\n- |")),
            ],
        );
    }

    #[test]
    fn the_words_of_a_line_come_without_its_marks() {
        for (text, from, to, words) in [
            ("a\n- [ ] call Ana\nb", 9, 9, "call Ana"),
            ("## Title", 0, 0, "Title"),
            ("one two", 4, 7, "two"),
            ("- one\n- two", 0, 11, "one two"),
            ("x", 9, 9, ""),
        ] {
            assert_eq!(words_at(text, from, to), words);
        }
    }

    #[test]
    fn tab_makes_levels_and_never_keeps_the_focus() {
        check(
            deeper,
            &[
                ("- one\n- tw|o", Some("- one\n  - tw|o")),
                ("- one\n  - tw|o", None),
                ("1. one\n2. tw|o", Some("1. one\n   2. tw|o")),
                ("- o|ne", None),
                ("text\n\n- o|ne", None),
                ("o|ne", None),
                (
                    "- one\n- |two\n- three|",
                    Some("- one\n  - |two\n  - three|"),
                ),
                (
                    "- one\n  - two\n- thr|ee",
                    Some("- one\n  - two\n  - thr|ee"),
                ),
            ],
        );
        check(
            shallower,
            &[
                ("- one\n  - tw|o", Some("- one\n- tw|o")),
                (
                    "- one\n    - two\n        - thr|ee",
                    Some("- one\n    - two\n    - thr|ee"),
                ),
                ("   - tw|o", Some("- tw|o")),
                ("- o|ne", None),
                ("  o|ne", None),
            ],
        );
    }
}
