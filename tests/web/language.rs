//! Two languages: which one is spoken, what changes with it, and that everything changes at once.

use crate::stage::Stage;
use commonplace::shell::dates::Moment;
use commonplace::words;
use commonplace::words::{Count, Language, speak, spoken};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// Speaks English again whatever happened, and remembers nothing.
struct English;

impl Drop for English {
    fn drop(&mut self) {
        speak(Language::English);
        window().local_storage().unwrap().unwrap().clear().unwrap();
    }
}

#[wasm_bindgen_test]
fn sentences_bend_to_numbers_and_numbers_to_the_language() {
    let _english = English;
    speak(Language::German);
    assert_eq!(words!(entry.length, count = Count(1)), "1 Wort");
    assert_eq!(words!(entry.length, count = Count(1_871)), "1.871 Wörter");
    let day = Moment {
        ms: 0,
        offset_minutes: 60,
    };
    assert_eq!(day.long_day(), "Donnerstag, 1. Januar 1970");
    assert_eq!(
        words!(journal.found, count = Count(3), query = "Gespräch"),
        "3 Einträge mit „Gespräch“"
    );
    speak(Language::English);
    assert!(day.long_day().contains("January"), "{}", day.long_day());
}

#[wasm_bindgen_test]
fn a_language_is_known_by_its_tag() {
    assert_eq!(Language::of("de-AT"), Some(Language::German));
    assert_eq!(Language::of("EN"), Some(Language::English));
    assert_eq!(Language::of("den"), None);
    assert_eq!(Language::of(""), None);
}

#[wasm_bindgen_test]
async fn another_language_is_spoken_at_once_and_remembered() {
    let _english = English;
    let stage = Stage::open("/settings").await;
    assert_eq!(stage.text("h1"), "Settings");
    stage
        .get("input[name=language][value=de]")
        .unchecked_into::<HtmlElement>()
        .click();
    stage
        .until("the page speaks German", || {
            stage.find("h1").and_then(|h1| h1.text_content()).as_deref() == Some("Einstellungen")
        })
        .await;
    assert_eq!(spoken(), Language::German);
    assert!(stage.text("nav").contains("Journal") && stage.text("nav").contains("Einstellungen"));
    assert_eq!(
        document()
            .document_element()
            .unwrap()
            .get_attribute("lang")
            .as_deref(),
        Some("de")
    );
    let stored = window().local_storage().unwrap().unwrap();
    assert_eq!(stored.get_item("language").unwrap().as_deref(), Some("de"));
    stage
        .until("the choice has the focus again", || {
            document()
                .active_element()
                .is_some_and(|element| element.get_attribute("value").as_deref() == Some("de"))
        })
        .await;
    assert_eq!(
        document().title(),
        "Einstellungen · Commonplace",
        "the window is called in the same language"
    );
}
