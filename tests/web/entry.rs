//! One entry in the editor.

use crate::stage::{Stage, meta, row};
use commonplace::routes::entry_path;
use commonplace_api::wire::FromCore;
use commonplace_api::{Command, EntryMeta, Id, Kind, Notice, Splice, Update, View, ViewId};
use leptos::prelude::window;
use wasm_bindgen_test::wasm_bindgen_test;

async fn opened(text: &str, meta: EntryMeta) -> (Stage, Id, ViewId) {
    let id = row(1).id;
    let stage = Stage::open(&entry_path(id)).await;
    let view = stage.view(&View::Entry(id));
    stage
        .tell_view(
            view,
            Update::Entry {
                text: text.into(),
                meta,
            },
        )
        .await;
    (stage, id, view)
}

fn patch(seq: u32, after: u32, at: u32, delete: u32, insert: &str) -> Update {
    Update::Patch {
        seq,
        after,
        splices: vec![Splice {
            at,
            delete,
            insert: insert.into(),
        }],
    }
}

#[wasm_bindgen_test]
async fn shows_the_whole_markdown() {
    let (stage, ..) = opened("# Title\n\nText", meta()).await;
    let area = stage.area("Entry");
    assert_eq!(area.value(), "# Title\n\nText");
    assert!(!area.read_only() && !area.hidden());
    assert!(stage.text(".editor-foot").contains("3 words"));
}

#[wasm_bindgen_test]
async fn what_others_write_leaves_the_caret_where_it_is() {
    let (stage, _, view) = opened("hello world", meta()).await;
    let area = stage.area("Entry");
    area.focus().unwrap();
    area.set_selection_range(6, 8).unwrap();
    stage.tell_view(view, patch(1, 0, 0, 0, "> ")).await;
    assert_eq!(area.value(), "> hello world");
    assert_eq!(
        (area.selection_start(), area.selection_end()),
        (Ok(Some(8)), Ok(Some(10)))
    );
    stage.tell_view(view, patch(2, 0, 13, 0, "!")).await;
    assert_eq!(
        (area.selection_start(), area.selection_end()),
        (Ok(Some(8)), Ok(Some(10)))
    );
    let applied = |seq| Command::PatchApplied { view, seq };
    assert_eq!(stage.take_commands(), [applied(1), applied(2)]);
}

#[wasm_bindgen_test]
async fn a_patch_for_an_older_text_is_dropped() {
    let (stage, _, view) = opened("ab", meta()).await;
    let area = stage.area("Entry");
    stage.write(&area, "abc").await;
    stage.take_commands();
    stage.tell_view(view, patch(1, 0, 0, 2, "")).await;
    assert_eq!(area.value(), "abc");
    assert_eq!(stage.take_commands(), []);
    stage.tell_view(view, patch(2, 1, 0, 0, "> ")).await;
    assert_eq!(area.value(), "> abc");
}

#[wasm_bindgen_test]
async fn nothing_disturbs_an_ime() {
    let (stage, _, view) = opened("ab", meta()).await;
    let area = stage.area("Entry");
    stage.compose(&area, "compositionstart").await;
    stage.type_in(&area, "abに", true).await;
    stage.tell_view(view, patch(1, 1, 0, 0, "> ")).await;
    assert_eq!(area.value(), "abに", "composing");
    stage.take_commands();
    stage.compose(&area, "compositionend").await;
    assert_eq!(
        stage.take_commands(),
        [Command::OfferAgain { view, seen: 0 }]
    );
    stage.tell_view(view, patch(1, 1, 0, 0, "> ")).await;
    assert_eq!(area.value(), "> abに");
}

#[wasm_bindgen_test]
async fn an_ime_that_was_cut_short_does_not_keep_others_out() {
    let (stage, _, view) = opened("ab", meta()).await;
    let area = stage.area("Entry");
    stage.compose(&area, "compositionstart").await;
    stage.type_in(&area, "abc", false).await;
    stage.tell_view(view, patch(1, 1, 0, 0, "> ")).await;
    assert_eq!(
        area.value(),
        "> abc",
        "it said nothing, but letters come in plainly"
    );
    stage.compose(&area, "compositionstart").await;
    area.focus().unwrap();
    area.blur().unwrap();
    stage.tell_view(view, patch(2, 1, 0, 0, "> ")).await;
    assert_eq!(
        area.value(),
        "> > abc",
        "nobody composes where the focus is not"
    );
}

#[wasm_bindgen_test]
async fn the_editor_turns_with_its_text() {
    let (stage, _, view) = opened("שלום", meta()).await;
    let area = stage.area("Entry");
    assert_eq!(area.dir(), "rtl");
    stage.write(&area, "a שלום").await;
    assert_eq!(area.dir(), "ltr");
    stage.tell_view(view, patch(1, 1, 0, 2, "")).await;
    assert_eq!(area.dir(), "rtl");
}

#[wasm_bindgen_test]
async fn the_core_can_begin_anew() {
    let (stage, _, view) = opened("ab", meta()).await;
    let area = stage.area("Entry");
    stage.write(&area, "abc").await;
    stage
        .tell_view(
            view,
            Update::Entry {
                text: "new".into(),
                meta: meta(),
            },
        )
        .await;
    assert_eq!(area.value(), "new");
    stage.take_commands();
    stage.write(&area, "newer").await;
    let splice = Splice {
        at: 3,
        delete: 0,
        insert: "er".into(),
    };
    assert_eq!(
        stage.take_commands(),
        [Command::EditText {
            view,
            n: 1,
            seen: 0,
            splice
        }]
    );
}

#[wasm_bindgen_test]
async fn what_a_newer_version_wrote_can_only_be_read() {
    let (stage, ..) = opened(
        "ab",
        EntryMeta {
            read_only: true,
            ..meta()
        },
    )
    .await;
    assert!(stage.area("Entry").read_only());
    assert!(stage.text(".editor-note").contains("newer version"));
}

#[wasm_bindgen_test]
async fn deleting_goes_back_and_can_be_undone() {
    let (stage, id, view) = opened("ab", meta()).await;
    stage.press("More").await;
    stage.press("Delete entry").await;
    assert_eq!(stage.take_commands(), [Command::Delete(id)]);
    assert_eq!(window().location().pathname().unwrap(), "/journal");
    assert!(stage.is_unwatched(view));
    stage
        .hear(FromCore::Notice(Notice::Deleted(Kind::Entry, id)))
        .await;
    assert!(stage.text(".toasts").contains("Entry deleted"));
    stage.press("Undo").await;
    assert_eq!(stage.take_commands(), [Command::Restore(id)]);
    assert_eq!(stage.count(".toast"), 0);
}

#[wasm_bindgen_test]
async fn a_deleted_entry_can_be_put_back() {
    let (stage, id, view) = opened(
        "ab",
        EntryMeta {
            deleted: true,
            ..meta()
        },
    )
    .await;
    assert!(stage.area("Entry").read_only());
    stage.press("Put it back").await;
    assert_eq!(stage.take_commands(), [Command::Restore(id)]);
    stage.tell_view(view, Update::EntryMeta(meta())).await;
    assert!(!stage.area("Entry").read_only());
}

#[wasm_bindgen_test]
async fn an_entry_that_is_not_here_may_still_come() {
    let id = row(1).id;
    let stage = Stage::open(&entry_path(id)).await;
    stage.tell(&View::Entry(id), Update::EntryMissing).await;
    assert!(stage.area("Entry").hidden());
    assert!(stage.text(".empty").contains("not here"));
    stage
        .tell(
            &View::Entry(id),
            Update::Entry {
                text: "came".into(),
                meta: meta(),
            },
        )
        .await;
    assert_eq!(stage.area("Entry").value(), "came");
    assert!(!stage.area("Entry").hidden());
}

#[wasm_bindgen_test]
async fn leaving_the_screen_leaves_nothing_behind() {
    let (stage, _, view) = opened("ab", meta()).await;
    let area = stage.area("Entry");
    area.focus().unwrap();
    area.blur().unwrap();
    stage.key(&area, "Escape", false).await;
    assert_eq!(window().location().pathname().unwrap(), "/journal");
    assert!(stage.is_unwatched(view));
    stage.tell_view(view, patch(1, 0, 0, 0, "late")).await;
    assert_eq!(stage.count("textarea[aria-label=Entry]"), 0);
}
