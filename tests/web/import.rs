//! Bringing notes in, as far as the screen goes.

use crate::stage::Stage;
use commonplace_api::import::{Import, Preview, RefusedNote, RefusedWhy, Summary};
use commonplace_api::{Command, Update, View};
use wasm_bindgen_test::wasm_bindgen_test;

fn refused() -> Vec<RefusedNote> {
    vec![RefusedNote {
        path: "til/../passwd".into(),
        why: RefusedWhy::UnsafePath,
    }]
}

async fn say(stage: &Stage, import: Import) {
    stage.tell(&View::Import, Update::Import(import)).await;
}

#[wasm_bindgen_test]
async fn nothing_is_added_before_it_was_seen() {
    let stage = Stage::open("/journal").await;
    say(&stage, Import::Reading { notes: 12 }).await;
    assert!(stage.text(".card").contains("12 notes read"));
    assert!(!stage.get("progress").has_attribute("value"));
    let preview = Preview {
        to_add: 1_859,
        already_here: 12,
        span_ms: None,
        sample: vec!["Partial indexes".into()],
        refused: refused(),
        refused_count: 3,
    };
    say(&stage, Import::Preview(preview)).await;
    let card = stage.text(".card");
    for part in [
        "1,859",
        "already here",
        "Partial indexes",
        "til/../passwd",
        "leads out",
        "and 2 more",
    ] {
        assert!(card.contains(part), "{part} is not in {card}");
    }
    assert_eq!(stage.take_commands(), []);
    stage.press("Add 1,859 entries").await;
    assert_eq!(stage.take_commands(), [Command::ConfirmImport]);
}

#[wasm_bindgen_test]
async fn an_import_shows_how_far_it_is_and_what_it_did() {
    let stage = Stage::open("/import").await;
    say(
        &stage,
        Import::Adding {
            done: 412,
            total: 1_859,
        },
    )
    .await;
    let bar = stage.get("progress");
    say(
        &stage,
        Import::Adding {
            done: 500,
            total: 1_859,
        },
    )
    .await;
    assert!(bar.is_connected(), "the bar goes on, it is not a new one");
    assert_eq!(bar.get_attribute("value").as_deref(), Some("500"));
    assert!(stage.text(".progress").contains("500 of 1,859"));
    let summary = Summary {
        added: 1_859,
        already_here: 12,
        refused: refused(),
        refused_count: 1,
    };
    say(&stage, Import::Done(summary)).await;
    assert_eq!(stage.text("h1"), "Your notes are here");
    assert!(stage.text(".refused").contains("1 file was left out"));
    stage.press("Close").await;
    assert_eq!(stage.take_commands(), [Command::CloseImport]);
    say(&stage, Import::None).await;
    assert_eq!(
        stage.count("input[type=file][aria-label='Import notes']"),
        1
    );
}
