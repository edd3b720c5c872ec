//! The list of entries and the search.

use crate::stage::{Stage, row};
use commonplace_api::{Update, View, ViewId};
use wasm_bindgen_test::wasm_bindgen_test;

const ALL: u32 = 10_000;

/// The newest subscription to the journal: what is looked for, and the window.
fn asked(stage: &Stage) -> (ViewId, String, u32, u32) {
    let newest = stage
        .subscriptions()
        .into_iter()
        .rev()
        .find_map(|(id, view)| match view {
            View::Journal {
                query,
                start,
                count,
            } => Some((id, query, start, count)),
            _ => None,
        });
    newest.expect("nobody watches the journal")
}

/// Answers the newest subscription as a journal of [`ALL`] entries would.
async fn answer(stage: &Stage) {
    let (id, _, start, count) = asked(stage);
    let rows = (start..(start + count).min(ALL)).map(row).collect();
    stage
        .tell_view(
            id,
            Update::Journal {
                total: ALL,
                of: ALL,
                start,
                rows,
            },
        )
        .await;
}

#[wasm_bindgen_test]
async fn ten_thousand_entries_are_a_handful_of_rows() {
    let stage = Stage::open("/journal").await;
    answer(&stage).await;
    let list = stage.get("ul[aria-label=Entries]");
    assert!(
        (10..=30).contains(&list.child_element_count()),
        "{} rows",
        list.child_element_count()
    );
    let first = list.first_element_child().unwrap();
    assert_eq!(
        first.get_attribute("aria-setsize").as_deref(),
        Some("10000")
    );
    assert_eq!(first.get_attribute("aria-posinset").as_deref(), Some("1"));
    assert_eq!(first.children().length(), 1, "an item is one link");
    let link = first.first_element_child().unwrap();
    assert_eq!(
        link.get_attribute("href"),
        Some(commonplace::routes::entry_path(row(0).id))
    );
    assert!(
        (959_000..961_000).contains(&list.scroll_height()),
        "{} pixels",
        list.scroll_height()
    );
}

#[wasm_bindgen_test]
async fn scrolling_far_asks_for_what_is_there() {
    let stage = Stage::open("/journal").await;
    answer(&stage).await;
    let (before, ..) = asked(&stage);
    stage.get(".entries-scroll").set_scroll_top(480_000);
    stage
        .until("rows further down are asked for", || {
            asked(&stage).2 > 4_000
        })
        .await;
    let (_, _, start, count) = asked(&stage);
    assert!(
        start <= 5_000 && start + count >= 5_007,
        "{start} and {count} more"
    );
    assert!(stage.is_unwatched(before));
    assert!(
        stage.count(".skeleton") > 0,
        "places are kept for rows that are not here yet"
    );
    answer(&stage).await;
    assert_eq!(stage.count(".skeleton"), 0);
    let seen = stage.get("li[aria-posinset='5001']");
    let top = stage
        .get(".entries-scroll")
        .get_bounding_client_rect()
        .top();
    assert!(
        (seen.get_bounding_client_rect().top() - top).abs() < 2.0,
        "the row is where it belongs"
    );
}

#[wasm_bindgen_test]
async fn a_row_follows_its_entry() {
    let stage = Stage::open("/journal").await;
    let (id, ..) = asked(&stage);
    let mut entry = row(1);
    let journal = |rows| Update::Journal {
        total: 1,
        of: 1,
        start: 0,
        rows,
    };
    stage.tell_view(id, journal(vec![entry.clone()])).await;
    let item = stage.get("li.entry");
    entry.title = String::new();
    entry.tags = vec!["work".into()];
    stage.tell_view(id, journal(vec![entry])).await;
    assert!(item.is_connected(), "the row is not made anew");
    assert!(stage.text("li.entry").contains("No words yet"));
    assert_eq!(stage.text(".tag"), "work");
}

#[wasm_bindgen_test]
async fn arrow_keys_go_from_entry_to_entry() {
    let stage = Stage::open("/journal").await;
    answer(&stage).await;
    let link = stage.get("li[aria-posinset='2'] a");
    stage.key(&link, "ArrowDown", false).await;
    let focused = leptos::prelude::document().active_element().unwrap();
    assert_eq!(
        focused.get_attribute("href"),
        Some(commonplace::routes::entry_path(row(2).id))
    );
}

#[wasm_bindgen_test]
async fn the_list_follows_the_search_box_after_a_moment() {
    let stage = Stage::open("/journal").await;
    answer(&stage).await;
    let before = stage.subscriptions().len();
    stage.fill("input[aria-label=Search]", "st").await;
    stage.fill("input[aria-label=Search]", "standup").await;
    stage
        .until("the search is asked for", || asked(&stage).1 == "standup")
        .await;
    assert_eq!(
        stage.subscriptions().len(),
        before + 1,
        "not at every letter"
    );
    let (id, ..) = asked(&stage);
    stage
        .tell_view(
            id,
            Update::Journal {
                total: 0,
                of: ALL,
                start: 0,
                rows: vec![],
            },
        )
        .await;
    assert!(stage.text(".empty").contains("standup"));
    stage.press("Clear search").await;
    stage
        .until("everything is asked for", || asked(&stage).1.is_empty())
        .await;
}

#[wasm_bindgen_test]
async fn an_empty_journal_invites() {
    let stage = Stage::open("/journal").await;
    let (id, ..) = asked(&stage);
    stage
        .tell_view(
            id,
            Update::Journal {
                total: 0,
                of: 0,
                start: 0,
                rows: vec![],
            },
        )
        .await;
    assert!(stage.text(".empty").contains("One line is enough"));
    assert_eq!(
        stage.count("input[type=file][aria-label='Import notes']"),
        1
    );
}
