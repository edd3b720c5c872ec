//! Addresses a text may lead to, and whether a link says where it leads.

/// An address that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As written.
    pub href: String,
    /// The host it leads to, in small letters; for mail, the host of the mailbox.
    pub host: String,
}

/// Longest address that is a link, in bytes of UTF-8.
const MAX: usize = 2_048;

/// `text` as an address: only of the web or of a mailbox, and nothing that browsers read differently than people do.
pub fn address(text: &str) -> Option<Address> {
    let odd = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    if text.len() > MAX || text.contains(odd) {
        return None;
    }
    let host = if let Some(rest) = after(text, "mailto:") {
        let mailbox = rest.split('?').next()?;
        mailbox.rsplit_once('@')?.1
    } else {
        let rest = after(text, "https://").or_else(|| after(text, "http://"))?;
        let authority = rest.split(['/', '\\', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?;
        host.split(':').next()?
    };
    if host.is_empty() {
        return None;
    }
    Some(Address {
        href: text.to_owned(),
        host: host.to_lowercase(),
    })
}

/// Whether whoever reads `shown` may think that the link leads elsewhere than to `host`: it reads like an address, and
/// like another one, or the host itself can be mistaken.
pub fn is_misleading(shown: &str, host: &str) -> bool {
    let shown = shown.trim().to_lowercase();
    let looks = shown.contains("://") || shown.contains("www.") || is_hostlike(&shown);
    let honest = address(&shown).map(|address| address.host);
    let named = honest.unwrap_or_else(|| {
        shown
            .split(['/', '?', '#'])
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    let without = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    (looks && without(&named) != without(host)) || !host.is_ascii() || host.contains("xn--")
}

/// `shop.example`, with or without a path: one word with a dot between letters.
fn is_hostlike(shown: &str) -> bool {
    let host = shown.split(['/', '?', '#']).next().unwrap_or_default();
    let mut labels = host.split('.');
    let fits = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '@' | ':'))
    };
    host.contains('.') && labels.all(fits) && host.chars().any(char::is_alphabetic)
}

/// Characters that are not seen, or turn the direction of what follows.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn after<'text>(text: &'text str, scheme: &str) -> Option<&'text str> {
    let begins = text.get(..scheme.len())?.eq_ignore_ascii_case(scheme);
    begins.then(|| text.get(scheme.len()..))?
}

/// Where the address that `text` begins with ends: before a space, and without what closes a sentence.
pub(crate) fn bare(text: &str) -> Option<usize> {
    after(text, "https://").or_else(|| after(text, "http://"))?;
    let closes = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`');
    let near = text.char_indices().take(MAX);
    let end = near
        .clone()
        .find(|(_, c)| closes(*c))
        .or_else(|| near.last().map(|(at, c)| (at + c.len_utf8(), c)))?;
    let mut found = text.get(..end.0)?;
    let mut open = found
        .matches(')')
        .count()
        .saturating_sub(found.matches('(').count());
    loop {
        let kept = found.trim_end_matches([
            '.', ',', ';', ':', '!', '?', '\'', '*', '_', '…', '”', '“', '’',
        ]);
        let kept = match kept.strip_suffix(')') {
            Some(inner) if open > 0 => inner,
            _ => kept,
        };
        if kept.len() == found.len() {
            break;
        }
        open -= usize::from(
            found.len() > kept.len()
                && open > 0
                && found
                    .get(kept.len()..)
                    .is_some_and(|cut| cut.starts_with(')')),
        );
        found = kept;
    }
    address(found).map(|_| found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mailboxes_can_be_opened() {
        for (text, host) in [
            ("https://example.org/a?b#c", "example.org"),
            ("HTTP://Example.org:8080", "example.org"),
            ("https://bank.example@evil.example/x", "evil.example"),
            (r"https://bank.example\@evil.example", "bank.example"),
            ("mailto:ana@example.org?subject=x", "example.org"),
        ] {
            assert_eq!(
                address(text).map(|a| a.host).as_deref(),
                Some(host),
                "{text}"
            );
        }
        for text in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//example.org",
            "/journal",
            "https://",
            "https:///x",
            "java\tscript:x",
            "https://exa\u{202e}mple.org",
            "mailto:nobody",
            "ht\ntps://example.org",
            "é",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
        assert_eq!(address(&format!("https://{}", "a".repeat(3000))), None);
    }

    #[test]
    fn a_link_that_says_another_place_is_told() {
        for (shown, host, misleading) in [
            ("the handbook", "evil.example", false),
            ("https://bank.example", "bank.example", false),
            ("https://bank.example/login", "evil.example", true),
            ("bank.example", "evil.example", true),
            ("www.bank.example", "bank.example", false),
            ("v1.2 of the plan", "evil.example", false),
            ("читать", "xn--e1awg7f.example", true),
            ("", "evil.example", false),
        ] {
            assert_eq!(is_misleading(shown, host), misleading, "{shown} -> {host}");
        }
    }

    #[test]
    fn an_address_ends_where_the_sentence_does() {
        for (text, found) in [
            ("https://a.example/b. And", Some("https://a.example/b")),
            ("https://a.example/(b)c) x", Some("https://a.example/(b)c")),
            ("https://a.example", Some("https://a.example")),
            ("https://.", None),
            ("http", None),
        ] {
            assert_eq!(bare(text).and_then(|end| text.get(..end)), found, "{text}");
        }
    }
}
