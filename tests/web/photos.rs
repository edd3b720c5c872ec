//! Pictures under an editor and in place.

use crate::stage::{Stage, meta, row};
use commonplace::editing::photos::{described, description, without};
use commonplace::routes::entry_path;
use commonplace_api::{
    Command, Id, Photo, PhotoProblem, PhotoRow, PhotoState, Splice, Update, View,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlInputElement};

const ID: Id = Id([7; 16]);

/// One pixel.
const PNG: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0,
    0, 0, 58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72,
    175, 164, 113, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

fn text(alt: &str) -> String {
    format!(
        "Ünïcödé 😀\n![{alt}](photo:{ID}) and ![other](photo:{})",
        Id([8; 16])
    )
}

async fn opened(text: &str) -> (Stage, Id) {
    let id = row(1).id;
    let stage = Stage::open(&entry_path(id)).await;
    let (text, meta) = (text.into(), meta());
    stage
        .tell(&View::Entry(id), Update::Entry { text, meta })
        .await;
    (stage, id)
}

fn rows(state: PhotoState) -> Update {
    Update::Photos(vec![PhotoRow { id: ID, state }])
}

fn here() -> Photo {
    Photo::Here {
        media: "image/png".into(),
        width: 1,
        height: 1,
        bytes: PNG.to_vec(),
    }
}

#[wasm_bindgen_test]
fn a_picture_is_described_in_the_text() {
    assert_eq!(description(&text(""), ID), Some(String::new()));
    let board = Some("The board".to_owned());
    assert_eq!(description(&text("The board"), ID), board);
    assert_eq!(description("nothing", ID), None);
    assert_eq!(description(&format!("![a] ](photo:{ID})"), ID), None);
    let change = described(&text("old"), ID, "  The [new]\nboard ").unwrap();
    assert_eq!((change.at, change.delete), (13, 3));
    assert_eq!(change.insert, "The new board");
}

#[wasm_bindgen_test]
fn a_picture_leaves_the_text_with_its_line() {
    let reference = format!("![a](photo:{ID})");
    let length = u32::try_from(reference.len()).unwrap();
    let gone = |at, delete| {
        let insert = String::new();
        Some(Splice { at, delete, insert })
    };
    assert_eq!(without(&reference, ID), gone(0, length));
    assert_eq!(
        without(&format!("b\n{reference}\nc"), ID),
        gone(2, length + 1)
    );
    assert_eq!(without(&format!("b\n{reference}"), ID), gone(1, length + 1));
    assert_eq!(without(&format!("b {reference} c"), ID), gone(2, length));
    assert_eq!(without("b", ID), None);
}

#[wasm_bindgen_test]
async fn a_picture_is_waited_for_shown_and_seen_large() {
    let (stage, entry) = opened(&format!("Words\n![The board](photo:{ID})")).await;
    assert!(stage.find(".editor .photo-strip[hidden]").is_some());
    stage
        .tell(&View::Photos(entry), rows(PhotoState::Added))
        .await;
    let view = View::Photo { entry, photo: ID };
    stage.tell(&view, Update::Photo(Photo::Arriving)).await;
    assert!(
        stage
            .text(".editor .photo-item")
            .contains("on its way from another device")
    );
    stage.tell(&view, Update::Photo(here())).await;
    let address = stage
        .get(".editor .photo img")
        .get_attribute("src")
        .unwrap();
    assert!(address.starts_with("blob:"), "{address}");
    let description: HtmlInputElement = stage.get(".editor .photo-item .input").unchecked_into();
    assert_eq!(description.value(), "The board");

    stage.press("The board: show it large").await;
    let large: HtmlDialogElement = stage.get(".editor .photo-large").unchecked_into();
    assert!(large.open());
    let shown = stage.get(".photo-large img");
    assert_eq!(shown.get_attribute("alt").as_deref(), Some("The board"));
    stage.press("Close").await;
    assert!(!large.open());

    let watched = stage.view(&view);
    stage
        .tell(&View::Photos(entry), Update::Photos(Vec::new()))
        .await;
    assert!(stage.is_unwatched(watched));
}

#[wasm_bindgen_test]
async fn what_was_not_taken_is_said_and_can_be_put_out_of_sight() {
    let (stage, entry) = opened("Words").await;
    stage
        .tell(&View::Photos(entry), rows(PhotoState::Adding))
        .await;
    assert!(stage.text(".editor .photo-item").contains("ready"));
    let refused = PhotoState::Refused(PhotoProblem::TooLarge);
    stage.tell(&View::Photos(entry), rows(refused)).await;
    assert!(
        stage
            .text(".editor .photo-refused")
            .contains("larger than 30 MiB")
    );
    stage.take_commands();
    stage.press("Remove photo").await;
    let remove = Command::RemovePhoto { entry, photo: ID };
    assert_eq!(stage.take_commands(), [remove]);
}

#[wasm_bindgen_test]
async fn one_taken_out_leaves_the_text_and_comes_back_into_it() {
    let before = format!("Words\n![The board](photo:{ID})\nmore");
    let (stage, entry) = opened(&before).await;
    let area = stage.area("Entry");
    stage
        .tell(&View::Photos(entry), rows(PhotoState::Added))
        .await;
    stage.press("Remove photo").await;
    assert_eq!(area.value(), "Words\nmore");
    stage
        .tell(&View::Photos(entry), Update::Photos(Vec::new()))
        .await;
    stage
        .tell(&View::Photos(entry), rows(PhotoState::Added))
        .await;
    assert_eq!(area.value(), before);
}
