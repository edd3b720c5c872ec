//! What is chosen for this device, the reminder, and the card that asks for the words to be written down.

use crate::stage::{Stage, row};
use commonplace::shell::choices::{self, TextSize, WeekStart};
use commonplace_api::reminder::Reminder;
use commonplace_api::update::Recovery;
use commonplace_api::wire::ToCore;
use commonplace_api::{Update, View};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// Remembers nothing whatever happened.
struct Forgetful;

impl Drop for Forgetful {
    fn drop(&mut self) {
        window().local_storage().unwrap().unwrap().clear().unwrap();
        let root = document().document_element().unwrap();
        root.remove_attribute("data-text").unwrap();
    }
}

async fn tap(stage: &Stage, selector: &str) {
    stage.get(selector).unchecked_into::<HtmlElement>().click();
    stage.settle().await;
}

#[wasm_bindgen_test]
async fn what_is_chosen_is_shown_at_once_and_remembered() {
    let _forgetful = Forgetful;
    let stage = Stage::open("/settings").await;
    tap(&stage, "input[name=text-size][value=large]").await;
    let root = document().document_element().unwrap();
    assert_eq!(root.get_attribute("data-text").as_deref(), Some("large"));
    assert!(choices::chosen::<TextSize>() == TextSize::Large);
    tap(&stage, "input[name=text-size][value=usual]").await;
    assert!(!root.has_attribute("data-text"));
    tap(&stage, "input[name=week-start][value=sunday]").await;
    assert_eq!(choices::chosen::<WeekStart>().day(), 7);
}

#[wasm_bindgen_test]
async fn a_reminder_has_a_day_a_time_and_neutral_words() {
    let stage = Stage::open("/settings/reminders").await;
    stage.fill("#remind-time", "07:30").await;
    stage.press("Save calendar file").await;
    let said = stage.take_said();
    let made = said.into_iter().find_map(|said| match said {
        ToCore::MakeCalendar(reminder) => Some(reminder),
        _ => None,
    });
    let Reminder {
        weekday,
        hour,
        minute,
        summary,
        url,
        ..
    } = made.unwrap();
    assert_eq!((weekday, hour, minute), (5, 7, 30));
    assert_eq!(summary, "Weekly review");
    assert_eq!(url, window().location().origin().unwrap());
    assert!(stage.text("[role=status].fine").contains("downloads"));
}

#[wasm_bindgen_test]
async fn the_words_are_asked_for_after_the_first_entry_until_put_off() {
    let _forgetful = Forgetful;
    let stage = Stage::open("/journal").await;
    let first = View::Journal {
        query: String::new(),
        start: 0,
        count: 1,
    };
    let entries = |of| Update::Journal {
        total: of,
        of,
        start: 0,
        rows: (0..of).map(row).collect(),
    };
    stage
        .tell(&View::Recovery, Update::Recovery(Recovery::Hidden))
        .await;
    stage.tell(&first, entries(0)).await;
    assert_eq!(stage.count(".recovery-card"), 0, "nothing to lose yet");
    stage.tell(&first, entries(1)).await;
    assert!(stage.text(".recovery-card").contains("24 words"));
    stage.press("Later").await;
    assert_eq!(stage.count(".recovery-card"), 0);
    drop(stage);
    let again = Stage::open("/journal").await;
    let asked = again.subscriptions().into_iter();
    assert!(
        asked.filter(|(_, view)| *view == View::Recovery).count() == 0,
        "put off for a week"
    );
}

#[wasm_bindgen_test]
async fn a_device_without_the_words_is_not_asked_for_them() {
    let _forgetful = Forgetful;
    let stage = Stage::open("/journal").await;
    let first = View::Journal {
        query: String::new(),
        start: 0,
        count: 1,
    };
    let update = Update::Journal {
        total: 1,
        of: 1,
        start: 0,
        rows: vec![row(1)],
    };
    stage.tell(&first, update).await;
    stage
        .tell(&View::Recovery, Update::Recovery(Recovery::NotHere))
        .await;
    assert_eq!(stage.count(".recovery-card"), 0);
}
