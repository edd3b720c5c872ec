//! Texts nobody would write, and texts that were written to break something.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use commonplace_api::text::byte_at;
use commonplace_prose::reading::{Kind, MAX_BYTES, MAX_DEPTH, MAX_PIECES, Node, Page, page};
use commonplace_prose::{Mark, Stroke, lists, pen};
use proptest::prelude::*;

/// Pieces of Markdown in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "é",
        "😀",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "*",
        "**",
        "***",
        "_",
        "~~",
        "`",
        "```",
        "> ",
        "- ",
        "- [ ] ",
        "- [x] ",
        "1. ",
        "# ",
        "###### ",
        "---",
        "===",
        "|",
        "|-|-|",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](photo:0a1b)",
        "](https://a.example)",
        "](javascript:x)",
        "<b>",
        "<script>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        "\\",
        "https://b.example/c",
        "#tag",
        "http",
        "\0",
        "\r",
        "\u{202e}",
        "<https://c.example>",
        "[x]: https://d.example",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// Every node with how deep it lies.
fn all(page: &Page) -> Vec<(usize, &Node)> {
    let mut waiting: Vec<_> = page.nodes.iter().map(|node| (1, node)).collect();
    let mut seen = Vec::new();
    while let Some((depth, node)) = waiting.pop() {
        waiting.extend(node.children.iter().map(|child| (depth + 1, child)));
        seen.push((depth, node));
    }
    seen
}

fn check(text: &str) {
    let page = page(text);
    let nodes = all(&page);
    // The last piece may bring what it is made of.
    assert!(
        nodes.len() <= MAX_PIECES + 2 * MAX_DEPTH + 64,
        "{} pieces",
        nodes.len()
    );
    let units: Vec<u16> = text.encode_utf16().collect();
    for (depth, node) in nodes {
        assert!(depth <= MAX_DEPTH + 2, "{depth} deep");
        match &node.kind {
            Kind::Link { href, .. } => {
                let href = href.to_lowercase();
                let safe = ["https://", "http://", "mailto:"]
                    .iter()
                    .any(|scheme| href.starts_with(scheme));
                assert!(safe && !href.contains(char::is_whitespace), "{href}");
            }
            Kind::Item(Some(check)) => {
                let at = check.at as usize;
                assert_eq!(
                    (units[at - 1], units[at + 1]),
                    (u16::from(b'['), u16::from(b']')),
                    "{text:?}"
                );
                assert_eq!(units[at] != u16::from(b' '), check.done);
            }
            Kind::Heading(level) => assert!((2..=6).contains(level)),
            _ => {}
        }
    }
    assert!(page.rest.is_empty() || text.ends_with(&page.rest));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn whatever_is_written_can_be_shown(text in text()) {
        check(&text);
    }

    #[test]
    fn so_can_any_characters(text in any::<String>()) {
        check(&text);
    }
}

/// A stroke fits the text it was made for, and so does what is selected then.
fn fits(text: &str, stroke: Option<Stroke>) -> Option<String> {
    let Stroke { splice, from, to } = stroke?;
    let start = byte_at(text, splice.at).expect("begins between characters");
    let end = byte_at(text, splice.at + splice.delete).expect("ends between characters");
    let mut now = text.to_owned();
    now.replace_range(start..end, &splice.insert);
    assert!(
        from <= to && byte_at(&now, from).is_some() && byte_at(&now, to).is_some(),
        "{text:?}"
    );
    Some(now)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn every_pen_keeps_the_words(text in text(), from in 0_u32..200, to in 0_u32..200) {
        let words = |text: &str| text.chars().filter(|c| c.is_alphabetic() && *c != 'x').collect::<String>();
        let strokes = Mark::ALL.map(|mark| (mark != Mark::Link, pen::mark(mark, &text, from, to)));
        let keys = [lists::enter(&text, from), lists::deeper(&text, from, to), lists::shallower(&text, from, to)];
        for (keeps, stroke) in strokes.into_iter().chain(keys.map(|stroke| (true, stroke))) {
            if let Some(now) = fits(&text, stroke)
                && keeps
            {
                prop_assert_eq!(words(&now), words(&text));
            }
        }
    }
}

#[test]
fn texts_made_to_hang_or_overflow_do_neither() {
    for piece in [
        ">",
        "> ",
        "- ",
        "  - ",
        "1. ",
        "*",
        "**a",
        "*a **b ",
        "_a__b",
        "[",
        "[a](",
        "![",
        "](",
        "[a][",
        "<",
        "<a ",
        "<!--",
        "<?",
        "<![CDATA[",
        "`",
        "`` ` ",
        "|",
        "a|",
        "|-",
        "\n|-|",
        "#",
        "#a ",
        "# a\n",
        "&",
        "&#",
        "~",
        "~~a",
        "\\",
        "http://",
        "https://a.example ",
        "http://(((",
        "http://a)))",
        "[a]: b\n",
        "[^a]",
        "\t",
        "\n\n",
        "- [ ] a\n",
        "a\n===\n",
        "((",
        "---\n",
        "😀",
        "x",
        "\r",
        "a\r\n",
    ] {
        check(&piece.repeat(MAX_BYTES / piece.len() + 10));
    }
    let deep: Vec<_> = (0..2_000)
        .map(|n| format!("{}- a\n", "  ".repeat(n % 200)))
        .collect();
    check(&deep.concat());
    check(&format!("{}a{}", "[".repeat(60_000), "](x)".repeat(40_000)));
    check(&format!("{}{}", "*a ".repeat(30_000), "a* ".repeat(30_000)));
}

#[test]
fn what_is_too_much_stays_as_it_was_written() {
    let long = "one line\n".repeat(MAX_BYTES / 9 + 100);
    let shown = page(&long);
    assert!(shown.rest.starts_with("one line\n") && long.ends_with(&shown.rest));
    let many = "- a\n".repeat(MAX_PIECES);
    let shown = page(&many);
    assert!(!shown.rest.is_empty() && many.ends_with(&shown.rest));
    assert_eq!(page("short").rest, "");
}
