//! Beginning, on a first device and on a second.

use crate::stage::Stage;
use commonplace_api::status::WordsProblem;
use commonplace_api::{Command, Problem, Session};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

/// From the promise to where the words are typed.
async fn open_with_words(stage: &Stage) {
    stage.press("I have a journal").await;
    assert_eq!(stage.text("h1"), "Open your journal");
    stage.press_row("Recovery words").await;
}

#[wasm_bindgen_test]
async fn one_button_begins() {
    let stage = Stage::at("/").await;
    assert_eq!(
        stage.count("button"),
        0,
        "nothing to press before the core has spoken"
    );
    stage.session(Session::New { refused: None }).await;
    stage.press("Just me").await;
    assert_eq!(stage.take_commands(), [Command::Begin]);
    assert_eq!(stage.count("nav"), 0, "nowhere to go yet");
}

#[wasm_bindgen_test]
async fn words_open_a_journal_through_the_relay_that_was_named() {
    let stage = Stage::at("/").await;
    stage.session(Session::New { refused: None }).await;
    open_with_words(&stage).await;
    let area: HtmlTextAreaElement = stage.get("textarea#words").unchecked_into();
    assert_eq!(stage.text("label[for=words]"), "Recovery words");
    stage.write(&area, "one two").await;
    stage.press("Open my journal").await;
    assert_eq!(
        stage.take_commands(),
        [Command::Recover {
            words: "one two".into(),
            relay: None
        }]
    );
    stage.fill("#relay", " wss://relay.example.org/sync ").await;
    stage.press("Open my journal").await;
    let relay = Some("wss://relay.example.org/sync".into());
    assert_eq!(
        stage.take_commands(),
        [Command::Recover {
            words: "one two".into(),
            relay
        }]
    );
}

#[wasm_bindgen_test]
async fn a_wrong_word_is_pointed_out() {
    let stage = Stage::at("/").await;
    stage.session(Session::New { refused: None }).await;
    open_with_words(&stage).await;
    let wrong = WordsProblem::Unknown {
        place: 3,
        word: "holow".into(),
    };
    stage
        .session(Session::New {
            refused: Some(wrong),
        })
        .await;
    let said = stage.text("[role=alert]");
    assert!(said.contains("Word 3") && said.contains("holow"), "{said}");
    let area = stage.get("#words");
    assert_eq!(area.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(
        area.get_attribute("aria-describedby"),
        stage.get("[role=alert]").get_attribute("id")
    );
}

#[wasm_bindgen_test]
async fn a_journal_that_cannot_be_opened_says_what_to_do() {
    let stage = Stage::at("/").await;
    stage
        .session(Session::Broken(Problem::StorageBlocked))
        .await;
    assert!(stage.text(".page").contains("private browsing"));
    assert_eq!(stage.text("button"), "Try again");
}

#[wasm_bindgen_test]
async fn a_journal_arrives_with_its_progress() {
    let stage = Stage::at("/").await;
    stage.session(Session::Arriving { done: 0, total: 0 }).await;
    assert!(
        !stage.get("progress").has_attribute("value"),
        "not known yet"
    );
    stage
        .session(Session::Arriving {
            done: 1_200,
            total: 1_871,
        })
        .await;
    assert_eq!(
        stage.get("progress").get_attribute("value").as_deref(),
        Some("1200")
    );
    assert!(stage.text(".progress").contains("1,200 of about 1,871"));
    stage.session(Session::Ready).await;
    assert_eq!(stage.count("progress"), 0);
}
