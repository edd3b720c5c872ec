//! Reads a title and an excerpt off Markdown: words only, no marks. Not a Markdown parser; it must
//! stay linear in what it reads and never fail, whatever was written.

use crate::tags::is_fence;

/// Enough for a title and an excerpt, in bytes of UTF-8, with room to shorten at a word.
const ENOUGH: usize = 240;
/// Longest line that is looked at whole, in bytes of UTF-8.
const LINE_MAX: usize = 1000;
/// How many lines front matter may have.
const FRONT_MATTER_LINES: usize = 100;

/// The first line with words in it, and what follows it in one line. Either may be empty.
pub fn title_and_excerpt(body: &str) -> (String, String) {
    let mut lines = without_front_matter(body)
        .lines()
        .filter(|line| !is_fence(line))
        .map(plain_line);
    let title = lines
        .by_ref()
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let mut excerpt = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if !excerpt.is_empty() {
            excerpt.push(' ');
        }
        excerpt.push_str(&line);
        if excerpt.len() >= ENOUGH {
            break;
        }
    }
    (title, excerpt)
}

/// What follows the block of `key: value` lines between `---` that some programs put first.
fn without_front_matter(body: &str) -> &str {
    let body = body.trim_start_matches('\u{feff}');
    let Some(rest) = body.strip_prefix("---").and_then(after_line_end) else {
        return body;
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n').take(FRONT_MATTER_LINES) {
        at += line.len();
        match line.trim_end() {
            "---" | "..." => return rest.get(at..).unwrap_or_default(),
            "" => {}
            line if line.contains(':') || line.starts_with([' ', '-', '#']) => {}
            _ => return body,
        }
    }
    body
}

fn after_line_end(text: &str) -> Option<&str> {
    let text = text.trim_start_matches([' ', '\t', '\r']);
    text.strip_prefix('\n')
}

/// The words of one line.
pub(crate) fn plain_line(line: &str) -> String {
    let line = without_leading_marks(crate::text::cut(line, LINE_MAX));
    if line
        .chars()
        .all(|c| matches!(c, '-' | '*' | '_' | '=' | '|' | ':' | '#' | ' '))
    {
        return String::new();
    }
    let words = plain(line);
    // A heading may be closed by as many marks as opened it.
    let words = words.trim();
    let opened = words.trim_end_matches('#');
    let kept = if opened.ends_with(' ') { opened } else { words };
    kept.trim_end().to_owned()
}

/// `line` after `#`, `>`, list marks and check boxes.
fn without_leading_marks(line: &str) -> &str {
    let mut line = line.trim();
    loop {
        let rest = line.trim_start_matches('#');
        let marked = match line.len() - rest.len() {
            1..=6 if rest.is_empty() || rest.starts_with([' ', '\t']) => Some(rest),
            _ => ["> ", "- ", "* ", "+ ", "[ ] ", "[x] ", "[X] "]
                .iter()
                .find_map(|mark| line.strip_prefix(mark))
                .or_else(|| line.strip_prefix('>')),
        };
        match marked {
            Some(rest) => line = rest.trim_start(),
            None => return line,
        }
    }
}

/// `text` without emphasis, code marks, links' addresses and tags of HTML.
pub(crate) fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((shown, after)) = link(rest) {
            if !shown.is_empty() {
                words.push_str(&plain(shown));
            }
            rest = after;
            continue;
        }
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                let (escaped, after) = after.split_at(1);
                words.push_str(escaped);
                after
            }
            '`' => after,
            '*' | '~' | '_' => {
                let after = after.trim_start_matches(c);
                let (marks, _) = rest.split_at(rest.len() - after.len());
                if !is_emphasis(marks, words.chars().next_back(), after.chars().next()) {
                    words.push_str(marks);
                }
                after
            }
            c => {
                words.push(if c.is_control() { ' ' } else { c });
                after
            }
        };
    }
    words
}

/// Whether a run of `marks` between `before` and `after` opens or closes something rather than
/// standing for itself, as in `2 * 3` or `snake_case`.
fn is_emphasis(marks: &str, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match marks {
        "~" => false,
        _ if blank(before) && blank(after) => false,
        "*" => !(word(before) && word(after)),
        _ if marks.starts_with('_') => !(word(before) && word(after)),
        _ => true,
    }
}

/// A link, an image or an HTML tag that `text` begins with: what it shows, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let wiki = text.strip_prefix("[[").or_else(|| text.strip_prefix("![["));
    if let Some((target, after)) = wiki.and_then(|inner| inner.split_once("]]")) {
        return Some((
            target.rsplit_once('|').map_or(target, |(_, label)| label),
            after,
        ));
    }
    if let Some(inner) = text.strip_prefix('<') {
        let (tag, after) = inner.split_once('>')?;
        let is_address = tag.contains("://") || tag.contains('@');
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        return match (is_address, is_tag) {
            (true, _) if !tag.contains(' ') => Some((tag, after)),
            (_, true) => Some(("", after)),
            _ => None,
        };
    }
    let inner = text.strip_prefix("![").or_else(|| text.strip_prefix('['))?;
    let close = closing(inner)?;
    let (shown, after) = (inner.get(..close)?, inner.get(close + 1..)?);
    let end = match after.chars().next()? {
        '(' => after.find(')')?,
        '[' => after.find(']')?,
        _ => return None,
    };
    Some((shown, after.get(end + 1..)?))
}

/// Where the bracket that encloses the beginning of `text` closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}
