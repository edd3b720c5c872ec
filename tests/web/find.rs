//! Finding: the box, what the core is asked, what is shown of its answer.

use crate::stage::{Stage, row};
use commonplace_api::find::{Found, FoundRow, Hits, Part, PartIs};
use commonplace_api::{Command, Kind, Update, View, ViewId};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

const BOX: &str = "#find";

/// The newest search: its subscription and its query.
fn asked(stage: &Stage) -> (ViewId, String) {
    let newest = stage.subscriptions().into_iter().rev();
    let mut newest = newest.filter_map(|(id, view)| match view {
        View::Find { query, .. } => Some((id, query)),
        _ => None,
    });
    newest.next().expect("nothing is looked for")
}

async fn answer(stage: &Stage, found: Found) {
    stage.tell_view(asked(stage).0, Update::Found(found)).await;
}

fn part(start: u32, end: u32, is: PartIs) -> Part {
    Part {
        start,
        end,
        not: false,
        is,
    }
}

/// What `budget tag:work` finds: a plan, and entries without end.
fn budget() -> Found {
    let mut rows: Vec<FoundRow> = (0..128)
        .map(|n| FoundRow {
            kind: if n == 0 { Kind::Plan } else { Kind::Entry },
            row: row(n),
        })
        .collect();
    rows[0].row.title = "A budget".into();
    rows[0].row.tags = vec!["work".into()];
    rows[0].row.hits = Hits {
        title: vec![(2, 8)],
        tags: vec![0],
        ..Hits::default()
    };
    Found {
        total: 9_000,
        rows,
        facets: vec![(Kind::Entry, 8_999), (Kind::Plan, 1)],
        parts: vec![
            part(0, 6, PartIs::Word),
            part(7, 15, PartIs::Tag("work".into())),
        ],
        complete: true,
        ..Found::default()
    }
}

async fn found_budget() -> Stage {
    let stage = Stage::open("/find?q=budget%20tag%3Awork").await;
    assert_eq!(asked(&stage).1, "budget tag:work");
    answer(&stage, budget()).await;
    stage
}

#[wasm_bindgen_test]
async fn the_box_is_ready_and_the_core_is_asked_as_fast_as_it_answers() {
    let stage = Stage::open("/find").await;
    let caret = || {
        document()
            .active_element()
            .is_some_and(|e| e.id() == "find")
    };
    stage.until("the caret is in the box", caret).await;
    answer(&stage, Found::default()).await;
    stage.fill(BOX, "b").await;
    assert_eq!(asked(&stage).1, "b");
    stage.fill(BOX, "bu").await;
    stage.fill(BOX, "bud").await;
    assert_eq!(asked(&stage).1, "b", "one question at a time");
    answer(&stage, Found::default()).await;
    assert_eq!(asked(&stage).1, "bud", "and then the newest");
    let address = || leptos::prelude::window().location().search();
    stage
        .until("the address says so", || {
            address().as_deref() == Ok("?q=bud")
        })
        .await;
}

#[wasm_bindgen_test]
async fn only_rows_in_sight_are_drawn_with_hits_marked() {
    let stage = found_budget().await;
    let list = stage.get("ul[aria-label='What was found']");
    assert!((10..=30).contains(&list.child_element_count()));
    assert_eq!(stage.text("li.entry .entry-title mark"), "budget");
    assert_eq!(stage.text("li.entry .tag mark"), "work");
    assert_eq!(stage.text("li.entry .found-kind"), "Plans");
    let href = |n: u32| {
        stage
            .get(&format!("li[aria-posinset='{n}'] a"))
            .get_attribute("href")
    };
    assert_eq!(href(1), Some(format!("/plans/{}", row(0).id)));
    assert_eq!(href(2), Some(commonplace::routes::entry_path(row(1).id)));
    assert!(stage.text(".find-head").contains("9,000 things found"));
}

#[wasm_bindgen_test]
async fn a_piece_of_the_search_is_taken_out() {
    let stage = found_budget().await;
    assert_eq!(
        stage.count("ul.chips .chip"),
        1,
        "words are in the box already"
    );
    stage.press("Take out tag work").await;
    assert_eq!(asked(&stage).1, "budget");
}

#[wasm_bindgen_test]
async fn one_kind_is_chosen_and_let_go_again() {
    let stage = found_budget().await;
    let plans = "div.chips .chip:last-child";
    assert_eq!(
        stage.get(plans).get_attribute("aria-pressed").as_deref(),
        Some("false")
    );
    stage.press("Plans 1").await;
    assert_eq!(asked(&stage).1, "budget tag:work kind:plan");
    let mut found = budget();
    found
        .parts
        .push(part(16, 25, PartIs::Kinds(vec![Kind::Plan])));
    found.total = 1;
    answer(&stage, found).await;
    assert_eq!(
        stage.get(plans).get_attribute("aria-pressed").as_deref(),
        Some("true")
    );
    stage.press("Plans 1").await;
    assert_eq!(asked(&stage).1, "budget tag:work");
}

#[wasm_bindgen_test]
async fn arrow_keys_lead_from_the_box_to_the_rows_and_back() {
    let stage = found_budget().await;
    stage.key(&stage.get(BOX), "ArrowDown", false).await;
    let first = stage.get("li[aria-posinset='1'] a");
    assert_eq!(document().active_element(), Some(first.clone()));
    stage.key(&first, "ArrowUp", false).await;
    assert_eq!(
        document().active_element().map(|e| e.id()).as_deref(),
        Some("find")
    );
    stage.take_commands();
    stage.key(&stage.get(BOX), "Enter", false).await;
    let kept = Command::RememberSearch("budget tag:work".into());
    assert!(
        stage.take_commands().contains(&kept),
        "what led somewhere is kept"
    );
}

#[wasm_bindgen_test]
async fn before_typing_there_are_earlier_searches_and_hints() {
    let stage = Stage::open("/find").await;
    let found = Found {
        recent: vec!["budget".into(), "tag:work".into()],
        complete: true,
        ..Found::default()
    };
    answer(&stage, found).await;
    assert_eq!(stage.count(".find-recent li"), 2);
    stage.take_commands();
    stage.press("Forget these").await;
    assert_eq!(stage.take_commands(), [Command::ForgetSearches]);
    stage.press("budget").await;
    assert_eq!(asked(&stage).1, "budget");
}

#[wasm_bindgen_test]
async fn nothing_found_says_whether_everything_was_looked_through() {
    let stage = Stage::open("/find?q=xylophone").await;
    let nothing = Found {
        parts: vec![part(0, 9, PartIs::Word)],
        ..Found::default()
    };
    answer(&stage, nothing.clone()).await;
    assert!(stage.text(".empty").contains("still being read"));
    let complete = Found {
        complete: true,
        ..nothing
    };
    answer(&stage, complete).await;
    assert!(stage.text(".empty").contains("Fewer letters find more"));
    stage.press("Clear search").await;
    assert_eq!(asked(&stage).1, "");
}
