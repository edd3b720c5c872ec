//! The block of `key: value` lines between `---` that many tools keep at the top of a note.
//! Reads the flat part of YAML that people write by hand, and says when there was more, so that nothing is lost.

use crate::date::{self, Written};

/// More tags than this, or longer ones, are somebody's data rather than tags.
const MAX_TAGS: usize = 64;
const MAX_TAG_BYTES: usize = 128;

/// What a block said.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub(crate) date: Option<Written>,
    pub(crate) created: Option<Written>,
    pub(crate) title: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) starred: bool,
    /// Whether the fields above hold everything the block said. If not, it has to stay in the note.
    pub(crate) whole: bool,
}

impl FrontMatter {
    /// The day somebody gave the note, made exact by `created` if that is on the same day.
    pub(crate) fn written(&self) -> Option<Written> {
        match (self.date, self.created) {
            (Some(day @ Written::Day(_)), Some(created)) if day.same_day(created) => Some(created),
            (date, created) => date.or(created),
        }
    }

    /// Takes one key. Answers whether it was new here and understood to its end.
    fn take(&mut self, key: &str, value: Value<'_>) -> bool {
        let text = match &value {
            Value::Text(text) => scalar(text),
            Value::List(_) => None,
        };
        match (key, text) {
            ("tags", _) => self.tags.is_empty() && self.take_tags(value),
            ("date", Some(text)) => self.date.is_none() && set(&mut self.date, date::parse(&text)),
            ("created", Some(text)) => {
                self.created.is_none() && set(&mut self.created, date::parse(&text))
            }
            ("title", Some(text)) => self.title.is_none() && set(&mut self.title, Some(text)),
            ("starred", Some(text)) => {
                self.starred |= text == "true";
                text == "true" || text == "false"
            }
            // Ours: what it was before. Anybody else's are somebody's way of finding things, and stay.
            ("id", Some(text)) => text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit()),
            ("type", Some(text)) => text == "reflection",
            _ => false,
        }
    }

    fn take_tags(&mut self, value: Value<'_>) -> bool {
        let items = match value {
            Value::List(items) => items,
            Value::Text(text) => match text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
                Some(inside) => split_outside_quotes(inside),
                None if text.contains(',') => text.split(',').collect(),
                None => text.split_whitespace().collect(),
            },
        };
        let mut whole = items.len() <= MAX_TAGS;
        for item in items
            .into_iter()
            .take(MAX_TAGS)
            .filter(|item| !item.trim().is_empty())
        {
            let tag = scalar(item).map(|text| tag(&text));
            match tag.filter(|tag| !tag.is_empty() && tag.len() <= MAX_TAG_BYTES) {
                Some(tag) if self.tags.contains(&tag) => {}
                Some(tag) => self.tags.push(tag),
                None => whole = false,
            }
        }
        whole
    }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

enum Value<'a> {
    Text(&'a str),
    List(Vec<&'a str>),
}

/// Splits a note with `\n` line ends into what its block says and the text after it. `None` without a closed block.
pub(crate) fn split(text: &str) -> Option<(FrontMatter, &str)> {
    let mut rest = after_line(text, &["---"])?;
    let mut front = FrontMatter {
        whole: true,
        ..FrontMatter::default()
    };
    let mut pending: Option<(&str, Value<'_>)> = None;
    let mut keys = 0;
    loop {
        let body = after_line(rest, &["---", "..."]);
        let (line, next) = rest.split_once('\n').unwrap_or((rest, ""));
        let item = dash_item(line);
        if let (Some((_, Value::List(items))), Some(item), None) = (&mut pending, item, body) {
            items.push(item);
        } else if !(body.is_none() && line.trim().is_empty()) {
            if let Some((key, value)) = pending.take() {
                keys += 1;
                front.whole &= front.take(key, value);
            }
            if let Some(body) = body {
                front.whole &= keys > 0;
                return Some((front, body.strip_prefix('\n').unwrap_or(body)));
            }
            pending = key_value(line);
            front.whole &= pending.is_some();
        }
        if next.is_empty() {
            return None;
        }
        rest = next;
    }
}

/// The text after a first line that is one of `marks`.
fn after_line<'a>(text: &'a str, marks: &[&str]) -> Option<&'a str> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    marks.contains(&line.trim_end()).then_some(rest)
}

fn dash_item(line: &str) -> Option<&str> {
    line.trim_start_matches(' ').strip_prefix("- ")
}

fn key_value(line: &str) -> Option<(&str, Value<'_>)> {
    let (key, value) = line.split_once(':')?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    if key.is_empty() || key.starts_with([' ', '-']) || !key.chars().all(plain) {
        return None;
    }
    match value.trim() {
        "" => Some((key, Value::List(Vec::new()))),
        text => value
            .starts_with([' ', '\t'])
            .then_some((key, Value::Text(text))),
    }
}

/// A plain or quoted value; `None` for what YAML would take for something else.
fn scalar(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('\'') {
        let inside = rest.strip_suffix('\'')?.replace("''", "\0");
        return (!inside.contains('\'')).then(|| inside.replace('\0', "'"));
    }
    if let Some(rest) = text.strip_prefix('"') {
        return unescape(rest.strip_suffix('"')?);
    }
    let special = text.starts_with([
        '[', ']', '{', '}', '|', '>', '&', '*', '!', '%', '@', '`', ',',
    ]);
    (!text.is_empty() && !special && !text.contains(" #")).then(|| text.to_owned())
}

/// The inside of double quotes. `None` for escapes nobody writes by hand, and for a quote that ends too early.
fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => out.push(chars.next().filter(|c| matches!(c, '"' | '\\' | '/'))?),
            _ => out.push(c),
        }
    }
    Some(out)
}

fn split_outside_quotes(text: &str) -> Vec<&str> {
    let mut quote = None;
    let mut escaped = false;
    text.split(|c: char| {
        if escaped {
            escaped = false;
            return false;
        }
        match (quote, c) {
            (Some('"'), '\\') => escaped = true,
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ',') => return true,
            _ => {}
        }
        false
    })
    .collect()
}

/// A tag as we keep it: no `#`, no blanks.
pub(crate) fn tag(text: &str) -> String {
    text.trim_start_matches(|c: char| c == '#' || c.is_whitespace())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("-")
}

/// A tag as it is written into a list: bare where every YAML reader takes it for text.
pub(crate) fn quote(tag: &str) -> String {
    const NOT_TEXT: [&str; 10] = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan",
    ];
    let bare = tag.starts_with(|c: char| c.is_ascii_alphabetic())
        && tag
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'))
        && !NOT_TEXT.contains(&tag.to_ascii_lowercase().as_str());
    if bare {
        tag.to_owned()
    } else {
        format!("\"{}\"", tag.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(block: &str) -> FrontMatter {
        split(&format!("---\n{block}\n---\nbody")).unwrap().0
    }

    #[test]
    fn reads_tags_in_every_way_they_are_written() {
        let ways = [
            "tags: [a, b/c]",
            "tags: a, b/c",
            "tags: a b/c",
            "tags:\n  - a\n  - b/c",
            "tags:\n- a\n\n- '#b/c'",
        ];
        for way in ways {
            let front = front(way);
            assert_eq!(front.tags, ["a", "b/c"], "{way}");
            assert!(front.whole, "{way}");
        }
        assert_eq!(
            front("tags: [\"x, \\\"y\\\"\", 'it''s', x, x]").tags,
            ["x,-\"y\"", "it's", "x"]
        );
        assert_eq!(front("tags: [\"# #a\"]").tags, ["a"]);
        assert!(front("tags:").whole);
        assert!(front("tags: []").whole);
    }

    #[test]
    fn says_when_a_block_holds_more_than_was_understood() {
        let more = [
            "aliases: [x]",
            "date: next week",
            "date: 2026-03-14\ndate: 2026-03-15",
            "# a comment",
            "title: |\n  two\n  lines",
            "tags: {a: b}",
            "tags: [[a, b], c]",
            "id: 202603141530",
            "type: meeting",
            "author:\n  name: Ana",
            "starred: maybe",
            "prose that is not a key",
            "",
        ];
        for block in more {
            assert!(!front(block).whole, "{block}");
        }
        let known = "id: 000102030405060708090a0b0c0d0e0f\ntype: reflection\ndate: 2026-03-14\nstarred: true";
        assert!(front(known).whole && front(known).starred);
    }

    #[test]
    fn the_known_keys_are_read_beside_unknown_ones() {
        let front = front("aliases:\n  - x\ndate: 2026-03-14\ntags:\n  - a");
        assert_eq!(
            (front.date, front.tags),
            (date::parse("2026-03-14"), vec!["a".to_owned()])
        );
    }

    #[test]
    fn created_makes_the_same_day_exact_and_no_other() {
        let exact = front("date: 2026-03-14\ncreated: 2026-03-14T23:30:00+01:00");
        assert_eq!(exact.written(), date::parse("2026-03-14T23:30:00+01:00"));
        let moved = front("date: 2026-03-10\ncreated: 2026-03-14T23:30:00+01:00");
        assert_eq!(moved.written(), date::parse("2026-03-10"));
    }

    #[test]
    fn a_block_has_to_be_closed_and_comes_first() {
        for text in [
            "",
            "---",
            "---\na: b",
            "---\na: b\n",
            "x\n---\na: b\n---\n",
            "----\na: b\n---",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
        assert_eq!(split("---\ntitle: a\n---").unwrap().1, "");
        assert_eq!(split("---\ntitle: a\n...\n\n\nbody").unwrap().1, "\nbody");
    }
}
