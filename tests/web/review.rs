//! The review of a week, and the picture of a year.

use crate::stage::Stage;
use commonplace::features::review::heat::Grid;
use commonplace::features::review::wizard::resumed;
use commonplace_api::plan::PlanChange;
use commonplace_api::review::{Happened, NextStep, Question, Review, ReviewChange};
use commonplace_api::{Change, Command, Day, Id, TextChange, Update, View, Week};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

const ID: Id = Id([8; 16]);
const WEEK: Week = Week {
    year: 2026,
    number: 48,
};

fn page() -> Review {
    Review {
        id: ID,
        week: WEEK,
        first: WEEK.first(1),
        last: WEEK.last(1),
        answers: Default::default(),
        next: None,
        done: false,
        read_only: false,
        happened: Happened::default(),
        lessons: Vec::new(),
    }
}

async fn tell(stage: &Stage, page: Review) {
    let watched = stage
        .subscriptions()
        .into_iter()
        .find(|(_, view)| matches!(view, View::Review { .. }));
    let (id, _) = watched.expect("nobody watches the review");
    stage.tell_view(id, Update::Review(Box::new(page))).await;
}

fn changes(stage: &Stage) -> Vec<ReviewChange> {
    let commands = stage.take_commands().into_iter();
    let changes = commands.map(|command| match command {
        Command::Change {
            id: ID,
            change: Change::Review(WEEK, change),
        } => change,
        other => panic!("{other:?}"),
    });
    changes.collect()
}

#[wasm_bindgen_test]
async fn it_can_be_gone_through_without_a_word() {
    let stage = Stage::open("/review/2026-W48").await;
    tell(&stage, page()).await;
    assert!(stage.text(".review-beside").contains("Nothing was written"));
    for _ in 0..4 {
        stage.press("Next").await;
    }
    assert_eq!(changes(&stage), []);
    stage.press("Finish").await;
    assert_eq!(changes(&stage), [ReviewChange::Finish(true)]);
    assert_eq!(stage.count(".answers dd.quiet-text"), 4);
}

#[wasm_bindgen_test]
async fn a_commitment_that_was_written_is_kept_by_finishing() {
    let stage = Stage::open("/review/2026-W48").await;
    tell(&stage, page()).await;
    for _ in 0..4 {
        stage.press("Next").await;
    }
    let will: HtmlTextAreaElement = stage.get("#commit-will").unchecked_into();
    stage.write(&will, "ask one question").await;
    stage.press("Back").await;
    stage.press("Next").await;
    stage.press("Finish").await;
    let said = stage.take_commands();
    let made = said.iter().find_map(|command| match command {
        Command::Change {
            id,
            change: Change::Plan(PlanChange::Commit(made)),
        } => Some((*id, made.id, made.i_will.as_str())),
        _ => None,
    });
    let (plan, commitment, i_will) = made.expect("nothing was committed to");
    assert_eq!(i_will, "ask one question");
    let ends = [
        ReviewChange::Next(Some(NextStep { plan, commitment })),
        ReviewChange::Finish(true),
    ];
    let ends = ends.map(|change| Command::Change {
        id: ID,
        change: Change::Review(WEEK, change),
    });
    assert_eq!(said[said.len() - 2..], ends);
}

#[wasm_bindgen_test]
async fn an_answer_is_told_as_it_is_typed_and_others_are_shown() {
    let stage = Stage::open("/review/2026-W48").await;
    tell(&stage, page()).await;
    let area: HtmlTextAreaElement = stage.get("#answer").unchecked_into();
    for (was, now) in [("", "Calm"), ("Calm", "Calm retro")] {
        stage.write(&area, now).await;
        let text = TextChange {
            was: was.into(),
            now: now.into(),
        };
        assert_eq!(
            changes(&stage),
            [ReviewChange::Answer(Question::Wins, text)]
        );
    }
    let mut other = page();
    other.answers[0] = "Calm retro, at last".into();
    tell(&stage, other).await;
    assert_eq!(area.value(), "Calm retro, at last");
}

#[wasm_bindgen_test]
fn it_is_taken_up_after_the_last_answer() {
    let answers = |texts: [&str; 4]| texts.map(String::from);
    assert_eq!(resumed(false, &answers(["", "", "", ""])), Some(0));
    assert_eq!(resumed(false, &answers(["a", "", "", ""])), Some(1));
    assert_eq!(resumed(false, &answers(["", "", "c", " "])), Some(3));
    assert_eq!(resumed(false, &answers(["a", "b", "c", "d"])), Some(4));
    assert_eq!(resumed(true, &answers(["", "", "", ""])), None);
}

#[wasm_bindgen_test]
fn every_day_has_a_place_of_its_own_in_the_picture() {
    for starts_on in 1..=7 {
        for (first, days, across) in [(Day(20_454), 365, true), (Day(20_758), 30, false)] {
            let grid = Grid::new(first, starts_on, across);
            let (columns, rows) = grid.size(days);
            let mut places: Vec<_> = (0..days).map(|day| grid.place(day)).collect();
            assert!(
                places
                    .iter()
                    .all(|(column, row)| (0..columns).contains(column) && (0..rows).contains(row))
            );
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), days);
        }
    }
    // A month that begins on a Sunday: its first day is the last of a week that begins on Monday.
    assert_eq!(Grid::new(Day(20_758), 1, false).place(0), (6, 0));
    assert_eq!(Grid::new(Day(20_758), 7, false).place(0), (0, 0));
}
