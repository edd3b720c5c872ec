//! What stands around every screen: keys, focus, the window's name, coming and going.

use crate::stage::{Stage, meta, row};
use commonplace::routes::entry_path;
use commonplace_api::wire::FromCore;
use commonplace_api::{Kind, Notice, Session, Update, View};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn focused() -> String {
    document()
        .active_element()
        .map(|element| element.outer_html())
        .unwrap_or_default()
}

async fn follow(stage: &Stage, link: &str) {
    stage.get(link).unchecked_into::<HtmlElement>().click();
    stage.settle().await;
}

#[wasm_bindgen_test]
async fn going_to_a_screen_names_the_window_and_moves_the_focus() {
    let stage = Stage::open("/journal").await;
    assert_eq!(document().title(), "Journal · Commonplace");
    follow(&stage, "nav a[href='/settings']").await;
    stage
        .until("the heading has the focus", || focused().starts_with("<h1"))
        .await;
    assert_eq!(document().title(), "Settings · Commonplace");
    assert_eq!(window().location().pathname().unwrap(), "/settings");
    assert_eq!(
        stage
            .get("nav [aria-current=page]")
            .get_attribute("href")
            .as_deref(),
        Some("/settings")
    );
}

#[wasm_bindgen_test]
async fn back_from_an_entry_the_focus_is_on_its_row() {
    let stage = Stage::open("/journal").await;
    let (id, _) = stage
        .subscriptions()
        .into_iter()
        .rfind(|(_, view)| matches!(view, View::Journal { .. }))
        .unwrap();
    let rows = (0..3).map(row).collect();
    stage
        .tell_view(
            id,
            Update::Journal {
                total: 3,
                of: 3,
                start: 0,
                rows,
            },
        )
        .await;
    let entry = row(1).id;
    follow(&stage, &format!("a[href='{}']", entry_path(entry))).await;
    stage
        .tell(
            &View::Entry(entry),
            Update::Entry {
                text: "text".into(),
                meta: meta(),
            },
        )
        .await;
    let area = stage.area("Entry");
    stage.key(&area, "Escape", false).await;
    stage
        .until("the row has the focus", || {
            focused().contains(&entry_path(entry))
        })
        .await;
}

#[wasm_bindgen_test]
async fn letters_are_keys_only_while_nobody_writes() {
    let stage = Stage::open("/settings").await;
    stage.key(&stage.get("h1"), "?", false).await;
    assert!(stage.get("dialog").has_attribute("open"));
    stage.press("Close").await;
    assert!(!stage.get("dialog").has_attribute("open"));
    stage.key(&stage.get("h1"), "n", false).await;
    stage
        .until("the box has the focus", || {
            focused().contains("What did today")
        })
        .await;
    assert_eq!(window().location().pathname().unwrap(), "/journal");
    let area = stage.area("What did today teach you?");
    stage.key(&area, "/", false).await;
    stage.key(&area, "?", false).await;
    assert!(focused().contains("What did today") && !stage.get("dialog").has_attribute("open"));
    area.blur().unwrap();
    stage.key(&stage.get("h1"), "/", false).await;
    stage
        .until("the search has the focus", || {
            focused().contains("type=\"search\"")
        })
        .await;
}

#[wasm_bindgen_test]
async fn whoever_has_just_begun_can_type() {
    let stage = Stage::at("/").await;
    stage.session(Session::New { refused: None }).await;
    stage.session(Session::Ready).await;
    stage
        .until("the box has the focus", || {
            focused().contains("What did today")
        })
        .await;
}

#[wasm_bindgen_test]
async fn a_core_that_stopped_is_said_and_what_is_safe() {
    let stage = Stage::open("/").await;
    stage.hear(FromCore::Stopped("unreachable".into())).await;
    assert!(
        stage
            .text(".banner [role=alert]")
            .contains("What was saved is safe")
    );
}

#[wasm_bindgen_test]
async fn what_the_core_says_to_an_app_that_is_gone_harms_nobody() {
    let stage = Stage::open("/journal").await;
    let (session, id) = (stage.view(&View::Session), row(1).id);
    let hear = stage.leave();
    hear(FromCore::Update(session, Update::Session(Session::Ready)));
    hear(FromCore::Notice(Notice::Deleted(Kind::Entry, id)));
    hear(FromCore::Notice(Notice::EntryUnreadable(id)));
    hear(FromCore::Stopped(String::new()));
}
