//! What each mark does to a text, and that it can be taken off again.

use super::*;
use crate::stroke::tests::{marked, used};

fn check(pen: Mark, cases: &[(&str, &str)]) {
    for (before, after) in cases {
        let now = used(before, |text, from, to| mark(pen, text, from, to));
        assert_eq!(
            now.as_deref().unwrap_or(before),
            *after,
            "{pen:?} on {before:?}"
        );
    }
}

#[test]
fn words_are_set_in_bold_and_back() {
    check(
        Mark::Bold,
        &[
            ("so |much| to do", "so **|much|** to do"),
            ("so **|much|** to do", "so |much| to do"),
            ("so |**much**| to do", "so |much| to do"),
            ("so mu|ch to do", "so **mu|ch** to do"),
            ("so **mu|ch** to do", "so mu|ch to do"),
            ("so | to do", "so **|** to do"),
            ("so **|** to do", "so | to do"),
            ("so| to", "so**|** to"),
            ("|  much  |", "  **|much|**  "),
            ("*so |much| to*", "*so **|much|** to*"),
            ("***|both|***", "*|both|*"),
            ("- |one\n- two|", "- **|one**\n- **two|**"),
            ("- **|one**\n\n- **two|**", "- |one\n\n- two|"),
            ("grün |größer| 😀", "grün **|größer|** 😀"),
            ("|", "**|**"),
        ],
    );
}

#[test]
fn italics_do_not_take_bold_for_their_own() {
    check(
        Mark::Italic,
        &[
            ("**so |much|**", "**so *|much|***"),
            ("so *mu|ch*", "so mu|ch"),
            ("***|both|***", "**|both|**"),
            ("2 * 3 |and| 4 * 5", "2 * 3 *|and|* 4 * 5"),
        ],
    );
}

#[test]
fn code_is_set_inline_or_as_a_block() {
    check(
        Mark::Code,
        &[
            ("run |ls| now", "run `|ls|` now"),
            ("run `|ls|` now", "run |ls| now"),
            ("a\n|b\nc|\nd", "a\n```\n|b\nc|\n```\nd"),
        ],
    );
}

#[test]
fn lines_become_headings_lists_and_quotes_and_back() {
    check(
        Mark::Heading,
        &[
            ("Ti|tle", "## Ti|tle"),
            ("## Ti|tle", "### Ti|tle"),
            ("### Ti|tle", "Ti|tle"),
            ("# Ti|tle", "Ti|tle"),
        ],
    );
    check(
        Mark::List,
        &[
            ("|one\n\ntwo|", "- |one\n\n- two|"),
            ("- |one\n- two|", "|one\ntwo|"),
            ("1. o|ne", "- o|ne"),
            ("  - [x] o|ne", "  - o|ne"),
            ("|", "- |"),
            ("|one\n|two", "- |one\n|two"),
        ],
    );
    check(
        Mark::Checklist,
        &[
            ("- o|ne", "- [ ] o|ne"),
            ("- [x] o|ne", "o|ne"),
            ("|one\n- two|", "- [ ] |one\n- [ ] two|"),
        ],
    );
    check(Mark::Quote, &[("- o|ne", "> - o|ne"), ("> o|ne", "o|ne")]);
}

#[test]
fn a_link_asks_for_what_is_missing() {
    check(
        Mark::Link,
        &[
            ("see |this| now", "see [this](|https://|) now"),
            (
                "see |https://a.example/b| now",
                "see [|](https://a.example/b) now",
            ),
            ("see th|is now", "see [this](|https://|) now"),
            ("see | now", "see [|](https://) now"),
            ("|two\nlines|", "|two\nlines|"),
        ],
    );
}

#[test]
fn the_toolbar_can_tell_what_is_marked() {
    for (pen, text, so) in [
        (Mark::Bold, "a **b|c** d", true),
        (Mark::Bold, "a **bc** |d", false),
        (Mark::Italic, "a **b|c** d", false),
        (Mark::Heading, "x\n# a|", true),
        (Mark::List, "- [ ] a|", false),
        (Mark::Checklist, "- [ ] a|", true),
        (Mark::Quote, "> a|", true),
    ] {
        let (plain, from, to) = marked(text);
        assert_eq!(is_marked(pen, &plain, from, to), so, "{pen:?} {text}");
    }
}
