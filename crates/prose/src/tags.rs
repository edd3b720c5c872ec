//! Where a `#tag` may stand, and the one that is being typed.

use commonplace_api::text::byte_at;
use core::ops::Range;

/// The tags in a piece of text without code: the bytes of each, `#` aside, in order.
pub fn in_prose(prose: &str) -> impl Iterator<Item = Range<usize>> {
    prose.match_indices('#').filter_map(|(at, _)| {
        let before = prose.get(..at)?.chars().next_back();
        if before.is_some_and(|c| !may_precede(c)) {
            return None;
        }
        let after = prose.get(at + 1..)?;
        let end = after.find(|c: char| !is_tag_char(c)).unwrap_or(after.len());
        let tag = after.get(..end)?.trim_end_matches(['-', '/', '_']);
        let start = at + 1;
        tag.chars()
            .any(char::is_alphabetic)
            .then_some(start..start + tag.len())
    })
}

/// The tag somebody is typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// UTF-16 offset of its `#`.
    pub at: u32,
    /// What is there of it, without `#`.
    pub word: String,
}

/// The tag that ends at the caret, if the caret ends one.
pub fn begun(text: &str, caret: u32) -> Option<Begun> {
    let end = byte_at(text, caret)?;
    let (before, after) = (text.get(..end)?, text.get(end..)?);
    if after.starts_with(is_tag_char) {
        return None;
    }
    let start = before.rfind(|c: char| !is_tag_char(c))?;
    let word = before.get(start..)?.strip_prefix('#')?;
    let opens = before
        .get(..start)?
        .chars()
        .next_back()
        .is_none_or(may_precede);
    opens.then(|| Begun {
        at: caret - commonplace_api::text::units(word) - 1,
        word: word.to_owned(),
    })
}

fn may_precede(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | ',' | ';' | '"')
}

fn is_tag_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_is_being_typed_ends_at_the_caret() {
        for (text, expected) in [
            ("#", Some((0, ""))),
            ("so 😀 #fee", Some((6, "fee"))),
            ("(#a-b/c", Some((1, "a-b/c"))),
            ("x#fee", None),
            ("##fee", None),
            ("#fee ", None),
            ("fee", None),
            ("", None),
        ] {
            let caret = commonplace_api::text::units(text);
            let found = begun(text, caret).map(|begun| (begun.at, begun.word));
            assert_eq!(
                found,
                expected.map(|(at, word)| (at, word.to_owned())),
                "{text}"
            );
        }
        assert_eq!(
            begun("#feedback", 3),
            None,
            "in the middle of a word nothing is offered"
        );
    }
}
