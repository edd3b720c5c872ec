//! Cards: titles, excerpts and tags of whatever people write.

use crate::entry;
use commonplace_domain::card::SEARCHED_MAX;
use commonplace_domain::{Card, CardAndText, markdown};
use proptest::prelude::*;

#[test]
fn titles_are_words() {
    for (body, title, excerpt) in [
        ("", "", ""),
        (
            "\n \n# Hello *world* #\n\nand **more**",
            "Hello world",
            "and more",
        ),
        ("Plain line\nsecond\n\nthird", "Plain line", "second third"),
        ("> quoted - not a list", "quoted - not a list", ""),
        ("- [x] Done `code` ~~old~~", "Done code old", ""),
        ("* item\n+ other", "item", "other"),
        (
            "[Rust](https://rust-lang.org) and ![a picture](x.png)",
            "Rust and a picture",
            "",
        ),
        (
            "[[page|label]] [[bare]] <https://x.y> <b>bold</b>",
            "label bare https://x.y bold",
            "",
        ),
        (
            "[not a link] [ref][1] a [[nested](x)](y)",
            "[not a link] ref a nested",
            "",
        ),
        ("---\ntitle: x\ntags:\n  - a\n---\n# Real", "Real", ""),
        ("---\r\ntitle: x\r\n---\r\nReal", "Real", ""),
        ("---\nNot front matter", "Not front matter", ""),
        ("***\n===\nAfter rules", "After rules", ""),
        ("Title\n=====\nText", "Title", "Text"),
        ("```rust\nlet x = 1;\n```", "let x = 1;", ""),
        (
            "snake_case_name and 2 * 3 * 4, 5*6",
            "snake_case_name and 2 * 3 * 4, 5*6",
            "",
        ),
        (
            "_under_ __strong__ ***both*** a**b**c",
            "under strong both abc",
            "",
        ),
        ("**Bold:** and (*this*)", "Bold: and (this)", ""),
        (r"\*not emphasis\* \# C\+\+", "*not emphasis* # C++", ""),
        ("#tag first", "#tag first", ""),
        ("C# and F#", "C# and F#", ""),
        ("a\0b\tc", "a b c", ""),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |", "| 1 | 2 |"),
        ("😀", "😀", ""),
    ] {
        let found = markdown::title_and_excerpt(body);
        assert_eq!(
            (found.0.as_str(), found.1.as_str()),
            (title, excerpt),
            "{body:?}"
        );
    }
}

#[test]
fn a_card_says_what_the_entry_says() {
    let (mut entry, _) = entry("# Lifetimes\n\nThey *elide*. #rust");
    entry.splice(&crate::splice(0, 0, "\n")).unwrap();
    let card = entry.card();
    assert_eq!(
        (card.title.as_str(), card.excerpt.as_str()),
        ("Lifetimes", "They elide. #rust")
    );
    assert_eq!(card.tags, ["rust"]);
    assert!(!card.starred && !card.deleted);
}

#[test]
fn only_so_much_can_be_searched() {
    let (entry, _) = entry(&"é".repeat(SEARCHED_MAX));
    let said = CardAndText::of(&entry);
    assert_eq!(said.text.len(), SEARCHED_MAX);
    assert!(said.card.to_bytes().len() <= 600);
}

proptest! {
    #[test]
    fn any_text_makes_a_small_card(body in any_markdown()) {
        let (entry, _) = entry(&body);
        let said = CardAndText::of(&entry);
        let card = &said.card;
        prop_assert!(card.to_bytes().len() <= 600);
        prop_assert!(!card.title.contains(['\n', '\r']) && !card.excerpt.contains(['\n', '\r']));
        prop_assert!(card.excerpt.chars().count() <= 200);
        prop_assert_eq!(Card::from_bytes(&card.to_bytes()), Ok(card.clone()));
        prop_assert_eq!(CardAndText::from_bytes(&said.to_bytes()), Ok(said));
    }
}

fn any_markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zà-ü]{1,9} ?",
        4 => r"[\[\]()*_#`~<>|!\\-]{1,4}",
        2 => Just("\n".to_owned()),
        1 => Just("---\n".into()),
        1 => Just("[a](b)".into()),
        1 => "\\PC{0,6}",
        1 => Just("#täg ".into()),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}
