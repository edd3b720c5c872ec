//! Going anywhere by keyboard: the palette, the keys, and turning letters off.

use crate::stage::Stage;
use commonplace_api::{Command, Session};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement};

/// Remembers nothing whatever happened.
struct Forgetful;

impl Drop for Forgetful {
    fn drop(&mut self) {
        window().local_storage().unwrap().unwrap().clear().unwrap();
        document()
            .document_element()
            .unwrap()
            .remove_attribute("data-theme")
            .unwrap();
    }
}

fn path() -> String {
    window().location().pathname().unwrap()
}

async fn opened(stage: &Stage) -> Element {
    stage.key(&stage.get("h1"), "k", true).await;
    stage
        .until("the palette asks", || {
            document()
                .active_element()
                .is_some_and(|element| element.class_name() == "palette-input")
        })
        .await;
    stage.get(".palette-input")
}

fn chosen(stage: &Stage) -> String {
    stage.text("[role=option][aria-selected=true] > span")
}

#[wasm_bindgen_test]
async fn some_letters_and_enter_lead_to_a_screen() {
    let stage = Stage::open("/journal").await;
    let input = opened(&stage).await;
    stage.fill(".palette-input", "SÉTT").await;
    assert_eq!(
        chosen(&stage),
        "Settings",
        "neither case nor accents matter"
    );
    assert_eq!(
        input.get_attribute("aria-activedescendant"),
        stage
            .get("[role=option][aria-selected=true]")
            .get_attribute("id")
    );
    stage.key(&input, "Enter", false).await;
    stage.until("it is there", || path() == "/settings").await;
    assert!(!stage.get("dialog.palette").has_attribute("open"));
    assert_eq!(stage.count(".palette-input"), 0);
}

#[wasm_bindgen_test]
async fn arrows_go_round_and_nothing_is_said_to_be_nothing() {
    let stage = Stage::open("/journal").await;
    let input = opened(&stage).await;
    let first = chosen(&stage);
    stage.key(&input, "ArrowUp", false).await;
    assert_ne!(chosen(&stage), first);
    stage.key(&input, "ArrowDown", false).await;
    assert_eq!(chosen(&stage), first);
    stage.fill(".palette-input", "zzz").await;
    assert_eq!(stage.count("[role=option]"), 0);
    assert_eq!(
        stage.text(".palette [role=status]"),
        "Nothing is called that"
    );
    assert_eq!(
        input.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    stage.key(&input, "Enter", false).await;
    assert_eq!(path(), "/journal");
}

#[wasm_bindgen_test]
async fn what_is_said_of_an_earlier_closing_closes_nothing() {
    let stage = Stage::open("/journal").await;
    opened(&stage).await;
    let dialog = stage.get("dialog.palette");
    dialog
        .dispatch_event(&Event::new("close").unwrap())
        .unwrap();
    stage.settle().await;
    assert!(dialog.has_attribute("open"));
    dialog.unchecked_into::<HtmlDialogElement>().close();
    stage
        .until("it is closed", || stage.count(".palette-input") == 0)
        .await;
    opened(&stage).await;
}

#[wasm_bindgen_test]
async fn an_action_is_done_where_one_is() {
    let _forgetful = Forgetful;
    let stage = Stage::open("/journal").await;
    let input = opened(&stage).await;
    stage.fill(".palette-input", "sync now").await;
    stage.key(&input, "Enter", false).await;
    assert_eq!(stage.take_commands(), [Command::RetryNow]);
    let input = opened(&stage).await;
    stage.fill(".palette-input", "dark").await;
    stage.key(&input, "Enter", false).await;
    let root = document().document_element().unwrap();
    assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
    assert_eq!(path(), "/journal");
}

#[wasm_bindgen_test]
async fn g_and_a_letter_lead_to_a_place() {
    let stage = Stage::open("/settings").await;
    stage.key(&stage.get("h1"), "j", false).await;
    assert_eq!(path(), "/settings", "the letter alone is nothing");
    stage.key(&stage.get("h1"), "g", false).await;
    stage.key(&stage.get("h1"), "j", false).await;
    stage.until("it is there", || path() == "/journal").await;
}

#[wasm_bindgen_test]
async fn letters_can_be_turned_off_and_the_palette_still_opens() {
    let _forgetful = Forgetful;
    let stage = Stage::open("/settings").await;
    stage
        .get(".check input")
        .unchecked_into::<HtmlElement>()
        .click();
    stage.settle().await;
    for key in ["?", "n", "g", "j", "/"] {
        stage.key(&stage.get("h1"), key, false).await;
    }
    assert_eq!(path(), "/settings");
    assert!(!stage.get("dialog.sheet").has_attribute("open"));
    opened(&stage).await;
}

#[wasm_bindgen_test]
async fn without_a_journal_no_key_leads_anywhere() {
    let stage = Stage::at("/").await;
    stage.session(Session::New { refused: None }).await;
    stage.key(&stage.get("h1"), "k", true).await;
    assert_eq!(stage.count("dialog"), 0);
}
