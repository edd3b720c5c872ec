//! Beginning an entry.

use crate::stage::{Stage, meta};
use commonplace_api::{Command, Id, Kind, Splice, Update, View, ViewId};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

const BOX: &str = "What did today teach you?";

fn begun(stage: &Stage) -> (Id, ViewId, String) {
    let commands = stage.take_commands();
    let [Command::NewEntry { id, text, .. }] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    (*id, stage.view(&View::Entry(*id)), text.clone())
}

#[wasm_bindgen_test]
async fn the_first_letter_makes_an_entry_and_the_next_edit_it() {
    let stage = Stage::open("/journal").await;
    let area = stage.area(BOX);
    stage.write(&area, "  \n").await;
    assert_eq!(stage.take_commands(), [], "blank is nothing");
    stage.write(&area, "T").await;
    let (id, view, text) = begun(&stage);
    assert_eq!(text, "T");
    stage.write(&area, "To").await;
    stage
        .tell(
            &View::Entry(id),
            Update::Entry {
                text: "T".into(),
                meta: meta(),
            },
        )
        .await;
    assert_eq!(
        area.value(),
        "To",
        "the first answer undoes nothing typed since"
    );
    stage.write(&area, "Tom").await;
    let splice = |at, insert: &str| Splice {
        at,
        delete: 0,
        insert: insert.into(),
    };
    assert_eq!(
        stage.take_commands(),
        [
            Command::EditText {
                view,
                n: 1,
                seen: 0,
                splice: splice(1, "o")
            },
            Command::EditText {
                view,
                n: 2,
                seen: 0,
                splice: splice(2, "m")
            },
        ]
    );
}

#[wasm_bindgen_test]
async fn saving_empties_the_box_and_keeps_the_focus() {
    let stage = Stage::open("/journal").await;
    let area = stage.area(BOX);
    stage.write(&area, "Done").await;
    let (_, view, _) = begun(&stage);
    stage.press("Save entry").await;
    assert_eq!(area.value(), "");
    assert!(stage.is_unwatched(view));
    assert_eq!(
        document()
            .active_element()
            .and_then(|e| e.get_attribute("aria-label"))
            .as_deref(),
        Some(BOX)
    );
    stage.write(&area, "Next").await;
    let (_, next, _) = begun(&stage);
    stage.key(&area, "Enter", true).await;
    assert_eq!(area.value(), "");
    assert!(stage.is_unwatched(next));
}

#[wasm_bindgen_test]
async fn an_entry_that_was_emptied_is_not_kept() {
    let stage = Stage::open("/journal").await;
    let area = stage.area(BOX);
    stage.write(&area, "Never mind").await;
    let (id, ..) = begun(&stage);
    stage.write(&area, "").await;
    stage.take_commands();
    stage.press("Save entry").await;
    assert_eq!(stage.take_commands(), [Command::Delete(id)]);
    let notice = commonplace_api::Notice::Deleted(Kind::Entry, id);
    stage
        .hear(commonplace_api::wire::FromCore::Notice(notice))
        .await;
    assert_eq!(
        stage.count(".toast"),
        0,
        "nothing was lost, so nothing is said"
    );
}

#[wasm_bindgen_test]
async fn what_others_write_meanwhile_appears_in_the_box() {
    let stage = Stage::open("/journal").await;
    let area = stage.area(BOX);
    stage.write(&area, "mine").await;
    let (_, view, _) = begun(&stage);
    stage
        .tell_view(
            view,
            Update::Entry {
                text: "mine".into(),
                meta: meta(),
            },
        )
        .await;
    let splices = vec![Splice {
        at: 0,
        delete: 0,
        insert: "theirs, ".into(),
    }];
    stage
        .tell_view(
            view,
            Update::Patch {
                seq: 1,
                after: 0,
                splices,
            },
        )
        .await;
    assert_eq!(area.value(), "theirs, mine");
    assert_eq!(
        stage.take_commands(),
        [Command::PatchApplied { view, seq: 1 }]
    );
}

#[wasm_bindgen_test]
async fn a_shared_page_becomes_an_entry_once() {
    let stage =
        Stage::open("/journal?title=A%20page&text=Read%20this&url=https%3A%2F%2Fexample.org%2F")
            .await;
    stage.settle().await;
    let (_, _, text) = begun(&stage);
    assert_eq!(text, "A page\n\nRead this\n\nhttps://example.org/");
    assert_eq!(stage.area(BOX).value(), text);
    let address = leptos::prelude::window().location();
    assert_eq!(
        (
            address.pathname().unwrap().as_str(),
            address.search().unwrap().as_str()
        ),
        ("/journal", "")
    );
}
