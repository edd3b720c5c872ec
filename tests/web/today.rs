//! The page of the day.

use crate::stage::{Stage, row};
use commonplace_api::lesson::{OldLesson, Recall, Recalled};
use commonplace_api::review::{NextReview, NextState};
use commonplace_api::today::Today;
use commonplace_api::{Change, Command, Day, EntryChange, Update, View, Week};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

/// Wednesday 25 November 2026.
const DAY: Day = Day(20_782);

fn page() -> Today {
    Today {
        day: DAY,
        entries: Vec::new(),
        due: Vec::new(),
        lesson: None,
        review: NextReview {
            week: Week::of(DAY, 1),
            from: DAY.plus(2),
            state: NextState::Ahead,
        },
    }
}

async fn open(page: Today) -> Stage {
    let stage = Stage::open("/").await;
    tell(&stage, page).await;
    stage
}

async fn tell(stage: &Stage, page: Today) {
    let watched = stage
        .subscriptions()
        .into_iter()
        .find(|(_, view)| matches!(view, View::Today { .. }));
    let (id, _) = watched.expect("nobody watches the day");
    stage.tell_view(id, Update::Today(Box::new(page))).await;
}

fn lesson() -> OldLesson {
    OldLesson {
        entry: row(3),
        after_days: 30,
        choice: None,
    }
}

#[wasm_bindgen_test]
async fn an_empty_day_invites_with_the_caret_in_the_box() {
    let stage = open(page()).await;
    assert!(
        stage.text("h1").contains("November 25"),
        "{}",
        stage.text("h1")
    );
    assert!(stage.text(".today-empty").contains("One line is enough"));
    assert!(stage.text(".next-review").contains("November 27"));
    stage
        .until("the box has the focus", || {
            let focused = document().active_element();
            focused.is_some_and(|element| element.id() == "compose")
        })
        .await;
}

#[wasm_bindgen_test]
async fn the_page_follows_the_day() {
    let stage = open(Today {
        entries: vec![row(1), row(2)],
        ..page()
    })
    .await;
    assert_eq!(stage.count("ul.lines li"), 2);
    tell(
        &stage,
        Today {
            day: DAY.plus(1),
            ..page()
        },
    )
    .await;
    assert!(stage.text("h1").contains("November 26"));
    assert_eq!(stage.count("ul.lines li"), 0);
}

#[wasm_bindgen_test]
async fn what_is_chosen_about_a_lesson_is_told_and_can_be_taken_back() {
    let stage = open(Today {
        lesson: Some(lesson()),
        ..page()
    })
    .await;
    let id = row(3).id;
    let answer = |answer| Command::Change {
        id,
        change: Change::Entry(EntryChange::Recall(answer)),
    };
    for (button, choice) in [("Keep", Recall::Kept), ("Let go", Recall::LetGo)] {
        stage.press(button).await;
        let chosen = Recalled {
            after_days: 30,
            choice,
        };
        assert_eq!(stage.take_commands(), [answer(Some(chosen))]);
        stage.press("Undo").await;
        assert_eq!(stage.take_commands(), [answer(None)]);
    }
}

#[wasm_bindgen_test]
async fn a_review_that_is_due_leads_straight_into_it() {
    let due = NextReview {
        state: NextState::Due,
        ..page().review
    };
    let stage = open(Today {
        review: due,
        ..page()
    })
    .await;
    let link = stage.get(".next-review");
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("/review/2026-W48")
    );
}
