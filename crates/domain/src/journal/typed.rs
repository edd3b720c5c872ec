//! Cuts what was typed into a search box where people see its pieces end.

/// A piece of what was typed, between white space that is not quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Where it begins, in bytes, the `-` included.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// It began with a `-`.
    pub(super) not: bool,
    /// What is before a `:`, if there is one.
    pub(super) key: Option<&'a str>,
    /// What follows that, without quotation marks.
    pub(super) value: &'a str,
    /// The value, or all of it, is in quotation marks.
    pub(super) quoted: bool,
    /// All of it but the `-`, without quotation marks.
    pub(super) whole: &'a str,
}

/// The pieces of `typed`, in order.
pub(super) fn tokens(typed: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let rest = typed.get(at..)?;
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let token = token(typed, start);
        at = token.end;
        Some(token)
    })
}

fn token(typed: &str, start: usize) -> Token<'_> {
    let after = |at: usize| typed.get(at..).unwrap_or_default();
    let not = after(start).starts_with('-') && !after(start + 1).starts_with(char::is_whitespace);
    let begin = start + usize::from(not);
    let word_end = |from: usize| {
        let rest = after(from);
        from + rest.find(char::is_whitespace).unwrap_or(rest.len())
    };
    let mut token = Token {
        start,
        end: word_end(begin),
        not,
        key: None,
        value: "",
        quoted: false,
        whole: "",
    };
    if let Some(end) = quoted_end(typed, begin) {
        token.end = end;
        token.quoted = true;
        token.whole = unquoted(typed, begin, end);
        token.value = token.whole;
        return token;
    }
    let word = typed.get(begin..token.end).unwrap_or_default();
    token.whole = word;
    token.value = word;
    let Some((key, value)) = word.split_once(':') else {
        return token;
    };
    token.key = Some(key);
    token.value = value;
    let value_at = begin + key.len() + 1;
    if let Some(end) = quoted_end(typed, value_at) {
        token.end = end;
        token.quoted = true;
        token.value = unquoted(typed, value_at, end);
        token.whole = typed.get(begin..end).unwrap_or_default();
    }
    token
}

/// Where what is quoted from byte `at` on ends, its mark included. The last one may be missing.
fn quoted_end(typed: &str, at: usize) -> Option<usize> {
    let rest = typed.get(at..)?;
    let mark = rest.chars().next().filter(|c| is_mark(*c))?;
    let inside = at + mark.len_utf8();
    let end = typed
        .get(inside..)?
        .char_indices()
        .find(|(_, c)| is_mark(*c));
    Some(end.map_or(typed.len(), |(end, c)| inside + end + c.len_utf8()))
}

fn unquoted(typed: &str, start: usize, end: usize) -> &str {
    typed
        .get(start..end)
        .unwrap_or_default()
        .trim_matches(is_mark)
}

/// Quotation marks as keyboards of several languages make them.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(typed: &str) -> Vec<(bool, Option<&str>, &str, bool)> {
        tokens(typed)
            .map(|token| (token.not, token.key, token.value, token.quoted))
            .collect()
    }

    #[test]
    fn pieces_end_where_people_see_them_end() {
        assert_eq!(
            cut(" a  \"b c\" tag:d -e:f-g"),
            [
                (false, None, "a", false),
                (false, None, "b c", true),
                (false, Some("tag"), "d", false),
                (true, Some("e"), "f-g", false),
            ]
        );
        assert_eq!(
            cut("tag:\"two words\" x"),
            [
                (false, Some("tag"), "two words", true),
                (false, None, "x", false)
            ]
        );
        assert_eq!(
            cut("„zwei Wörter“x"),
            [
                (false, None, "zwei Wörter", true),
                (false, None, "x", false)
            ]
        );
        assert_eq!(cut("-\"not these"), [(true, None, "not these", true)]);
        assert_eq!(
            cut("a-b - c"),
            [
                (false, None, "a-b", false),
                (false, None, "-", false),
                (false, None, "c", false)
            ]
        );
        assert_eq!(cut("-"), [(true, None, "", false)]);
        assert_eq!(cut("12:30"), [(false, Some("12"), "30", false)]);
        assert_eq!(cut("   "), []);
    }

    proptest! {
        #[test]
        fn pieces_follow_each_other(typed in "[-a:\"“ é]{0,20}|\\PC{0,20}") {
            let mut end = 0;
            for token in tokens(&typed) {
                prop_assert!(token.start >= end && token.end > token.start);
                prop_assert!(typed.get(end..token.start).unwrap().trim().is_empty());
                prop_assert!(typed.get(token.start..token.end).is_some());
                end = token.end;
            }
            prop_assert!(typed.get(end..).unwrap().trim().is_empty());
        }
    }
}
