//! Reading an entry, and the toolbar over it.

use crate::stage::{Stage, meta, row};
use commonplace::routes::entry_path;
use commonplace_api::{Command, EntryMeta, Splice, Update, View, ViewId};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, InputEvent, InputEventInit};

async fn opened(text: &str, meta: EntryMeta) -> (Stage, ViewId) {
    let id = row(1).id;
    let stage = Stage::open(&entry_path(id)).await;
    let view = stage.view(&View::Entry(id));
    let update = Update::Entry {
        text: text.into(),
        meta,
    };
    stage.tell_view(view, update).await;
    (stage, view)
}

fn edit(view: ViewId, n: u32, at: u32, delete: u32, insert: &str) -> Command {
    Command::EditText {
        view,
        n,
        seen: 0,
        splice: Splice {
            at,
            delete,
            insert: insert.into(),
        },
    }
}

#[wasm_bindgen_test]
async fn reading_lays_the_markdown_out() {
    let (stage, _) = opened("# Title\n\nSome **bold** text\n\n- one\n- two", meta()).await;
    assert_eq!(stage.count(".reading"), 0);
    stage.press("Read").await;
    assert!(stage.area("Entry").hidden());
    assert_eq!(stage.text(".reading h2"), "Title");
    assert_eq!(stage.text(".reading strong"), "bold");
    assert_eq!(stage.count(".reading li"), 2);
    stage.press("Write").await;
    assert_eq!(stage.count(".reading"), 0);
    assert!(!stage.area("Entry").hidden());
}

#[wasm_bindgen_test]
async fn no_text_can_run_or_load_anything() {
    let text = "<img src=x onerror=alert(1)> <script>alert(1)</script>\n\n[run](javascript:alert(1)) ![far](https://a.example/x.png)\n\n\
                [bank.example](https://evil.example)";
    let (stage, _) = opened(text, meta()).await;
    stage.press("Read").await;
    assert_eq!(stage.count(".reading :is(img, script, iframe)"), 0);
    assert!(
        stage
            .text(".reading")
            .contains("<img src=x onerror=alert(1)>")
    );
    let links = [
        ("https://a.example/x.png", "far"),
        ("https://evil.example", "bank.example"),
    ];
    for (href, says) in links {
        let link = stage.get(&format!(".reading a[href='{href}']"));
        assert_eq!(link.text_content().as_deref(), Some(says));
        assert_eq!(
            link.get_attribute("rel").as_deref(),
            Some("noopener noreferrer nofollow")
        );
        assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    }
    assert_eq!(stage.count(".reading a"), 2);
    assert!(stage.text(".link-host").contains("evil.example"));
}

#[wasm_bindgen_test]
async fn a_box_is_ticked_where_it_is_read() {
    let (stage, view) = opened("😀\n\n- [ ] call\n- [x] write", meta()).await;
    stage.press("Read").await;
    stage.take_commands();
    let boxes = || -> HtmlInputElement {
        stage
            .get(".reading input[aria-label=call]")
            .unchecked_into()
    };
    boxes().focus().unwrap();
    boxes().click();
    stage.settle().await;
    assert_eq!(stage.take_commands(), [edit(view, 1, 7, 1, "x")]);
    assert!(boxes().checked());
    assert!(
        boxes().matches(":focus").unwrap(),
        "whoever ticks by keyboard goes on from there"
    );
    boxes().click();
    stage.settle().await;
    assert_eq!(stage.take_commands(), [edit(view, 2, 7, 1, " ")]);
}

#[wasm_bindgen_test]
async fn what_others_write_is_read_at_once() {
    let (stage, view) = opened("old", meta()).await;
    stage.press("Read").await;
    let splices = vec![Splice {
        at: 0,
        delete: 3,
        insert: "# New".into(),
    }];
    let patch = Update::Patch {
        seq: 1,
        after: 0,
        splices,
    };
    stage.tell_view(view, patch).await;
    assert_eq!(stage.text(".reading h2"), "New");
}

#[wasm_bindgen_test]
async fn what_cannot_be_changed_cannot_be_ticked_or_marked() {
    let read_only = EntryMeta {
        read_only: true,
        ..meta()
    };
    let (stage, _) = opened("- [ ] call", read_only).await;
    assert_eq!(stage.count(".editor .writing-tools[hidden]"), 1);
    stage.press("Read").await;
    assert!(
        stage
            .get(".reading input")
            .unchecked_into::<HtmlInputElement>()
            .disabled()
    );
}

fn select(area: &HtmlTextAreaElement, from: u32, to: u32) {
    area.focus().unwrap();
    area.set_selection_range(from, to).unwrap();
}

fn selection(area: &HtmlTextAreaElement) -> (u32, u32) {
    (
        area.selection_start().unwrap().unwrap(),
        area.selection_end().unwrap().unwrap(),
    )
}

#[wasm_bindgen_test]
async fn a_button_marks_what_is_selected_and_takes_it_off_again() {
    let (stage, view) = opened("so much to do", meta()).await;
    let area = stage.area("Entry");
    select(&area, 3, 7);
    stage
        .get(".editor [aria-label=Bold]")
        .unchecked_into::<HtmlElement>()
        .click();
    stage.settle().await;
    assert_eq!(
        (area.value().as_str(), selection(&area)),
        ("so **much** to do", (5, 9))
    );
    let sent = stage.take_commands();
    assert!(
        matches!(sent.as_slice(), [Command::EditText { view: at, .. }] if *at == view),
        "{sent:?}"
    );
    assert_eq!(
        stage
            .get(".editor [aria-label=Bold]")
            .get_attribute("aria-pressed")
            .as_deref(),
        Some("true")
    );
    stage.key(&area, "b", true).await;
    assert_eq!(
        (area.value().as_str(), selection(&area)),
        ("so much to do", (3, 7))
    );
}

#[wasm_bindgen_test]
async fn lists_go_on_by_themselves_and_tab_leads_out_of_them() {
    let (stage, _) = opened("- one", meta()).await;
    let area = stage.area("Entry");
    select(&area, 5, 5);
    line_break(&area);
    stage.settle().await;
    assert_eq!(
        (area.value().as_str(), selection(&area)),
        ("- one\n- ", (8, 8))
    );
    stage.key(&area, "Tab", false).await;
    assert_eq!(area.value(), "- one\n  - ");
    let init = web_sys::KeyboardEventInit::new();
    init.set_key("Tab");
    init.set_bubbles(true);
    init.set_cancelable(true);
    let tab = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    assert!(
        area.dispatch_event(&tab).unwrap(),
        "the second Tab is the browser's"
    );
    line_break(&area);
    stage.settle().await;
    assert_eq!(area.value(), "- one\n", "an empty item ends the list");
}

/// What any keyboard does when it breaks a line.
fn line_break(area: &HtmlTextAreaElement) {
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_input_type("insertLineBreak");
    let event = InputEvent::new_with_event_init_dict("beforeinput", &init).unwrap();
    area.dispatch_event(&event).unwrap();
}
