//! The recovery words are shown when asked for, and not longer than somebody looks.

use crate::stage::Stage;
use commonplace_api::devices::WordsCheck;
use commonplace_api::update::Recovery;
use commonplace_api::{Command, Update, View};
use wasm_bindgen_test::wasm_bindgen_test;

/// Nobody was asked for the words yet.
async fn unchecked(stage: &Stage) {
    let none = Update::WordsCheck(WordsCheck::None);
    stage.tell(&View::WordsCheck, none).await;
}

#[wasm_bindgen_test]
async fn words_are_hidden_until_asked_for_and_hidden_again() {
    let stage = Stage::open("/settings/recovery").await;
    stage
        .tell(&View::Recovery, Update::Recovery(Recovery::Hidden))
        .await;
    unchecked(&stage).await;
    assert_eq!(stage.count("li"), 0);
    stage.press("Show words").await;
    assert_eq!(stage.take_commands(), [Command::ShowWords]);
    let words = (0..24).map(|n| format!("word{n}")).collect();
    stage
        .tell(&View::Recovery, Update::Recovery(Recovery::Words(words)))
        .await;
    assert_eq!(
        stage.count("ol[role=list][aria-label='Recovery words'] > li"),
        24
    );
    let view = stage.view(&View::Recovery);
    stage.key(&stage.get("h1"), "n", false).await;
    assert_eq!(
        stage.take_commands(),
        [Command::HideWords],
        "leaving hides them"
    );
    assert!(stage.is_unwatched(view));
}

#[wasm_bindgen_test]
async fn a_device_without_the_words_says_where_they_are() {
    let stage = Stage::open("/settings/recovery").await;
    stage
        .tell(&View::Recovery, Update::Recovery(Recovery::NotHere))
        .await;
    unchecked(&stage).await;
    assert!(stage.text(".empty").contains("does not keep them"));
}
