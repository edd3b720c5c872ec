//! The editor's half of the conversation, without a screen.

use commonplace::editing::{Conversation, direction, spliced};
use commonplace_api::{Command, Splice, ViewId};
use wasm_bindgen_test::wasm_bindgen_test;

const VIEW: ViewId = ViewId(9);

fn splice(at: u32, delete: u32, insert: &str) -> Splice {
    Splice {
        at,
        delete,
        insert: insert.into(),
    }
}

fn edit(n: u32, seen: u32, splice: Splice) -> Command {
    Command::EditText {
        view: VIEW,
        n,
        seen,
        splice,
    }
}

#[wasm_bindgen_test]
fn edits_are_numbered_and_against_what_was_shown() {
    let mut talk = Conversation::new(VIEW, "ab".into());
    assert_eq!(talk.typed("ab"), None, "nothing new");
    assert_eq!(talk.typed("aXb"), Some(edit(1, 0, splice(1, 0, "X"))));
    assert_eq!(talk.typed("aX😀b"), Some(edit(2, 0, splice(2, 0, "😀"))));
    assert_eq!(talk.typed("aXb"), Some(edit(3, 0, splice(2, 2, ""))));
}

#[wasm_bindgen_test]
fn a_patch_is_taken_only_for_the_state_it_was_made_for() {
    let mut talk = Conversation::new(VIEW, "ab".into());
    talk.typed("abc");
    assert_eq!(
        talk.patched(1, 0, &[splice(0, 0, "old ")]),
        None,
        "made before the edit was known"
    );
    assert_eq!(talk.shown(), "abc");
    assert_eq!(
        talk.patched(2, 1, &[splice(0, 0, "> "), splice(5, 0, "!")])
            .map(|changes| changes.len()),
        Some(2)
    );
    assert_eq!(talk.shown(), "> abc!");
    assert_eq!(talk.applied(), Command::PatchApplied { view: VIEW, seq: 2 });
    assert_eq!(
        talk.patched(2, 1, &[splice(0, 0, "> ")]),
        None,
        "applied already"
    );
    assert_eq!(talk.typed("> abc!?"), Some(edit(2, 2, splice(6, 0, "?"))));
}

#[wasm_bindgen_test]
fn carriage_returns_a_textarea_does_not_show_are_kept() {
    let mut talk = Conversation::new(VIEW, "one\r\ntwo\rthree\r\n".into());
    assert_eq!(talk.shown(), "one\ntwo\nthree\n");
    assert_eq!(
        talk.typed("one\ntwo\nTHREE\n"),
        Some(edit(1, 0, splice(9, 5, "THREE")))
    );
    assert_eq!(talk.shown(), "one\ntwo\nTHREE\n");
    let changes = talk.patched(1, 1, &[splice(5, 3, "2\r\n2")]).unwrap();
    let shown = changes
        .iter()
        .fold("one\ntwo\nTHREE\n".to_owned(), |text, change| {
            spliced(&text, change).unwrap()
        });
    assert_eq!(shown, "one\n2\n2\nTHREE\n");
    assert_eq!(talk.shown(), shown);
}

#[wasm_bindgen_test]
fn a_patch_outside_of_the_text_changes_nothing() {
    let mut talk = Conversation::new(VIEW, "ab".into());
    assert_eq!(
        talk.patched(1, 0, &[splice(0, 1, "x"), splice(7, 1, "")]),
        None
    );
    assert_eq!(talk.shown(), "ab");
    assert_eq!(
        spliced("😀", &splice(1, 0, "x")),
        None,
        "in the middle of a character"
    );
}

#[wasm_bindgen_test]
fn a_text_runs_the_way_of_its_first_letter() {
    for text in ["", "123 !?", "# Title שלום", "日本"] {
        assert_eq!(direction(text), "ltr", "{text}");
    }
    for text in ["שלום", "## 12. שלום and more", "- [ ] سلام", "\u{1E900}"] {
        assert_eq!(direction(text), "rtl", "{text}");
    }
}
