//! The skills of a team: the matrix, one's own skills beside it, and sharing one after seeing all that others get.

use crate::stage::Stage;
use crate::team_stage::{
    ME, NOON, TEAM, at, ben, changes, count_on_page, is_in, me, members, within,
};
use commonplace_api::skill::{Confidence, Placement, Skill, SkillRow};
use commonplace_api::team::share::{
    Cell, Column, Matrix, MatrixRow, NewShare, SharesChange, Widening,
};
use commonplace_api::team::space::Role;
use commonplace_api::{Change, Id, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlButtonElement;

const LISTENING: Id = Id([5; 16]);
const GO: Id = Id([6; 16]);

fn cell(skill: Id, level: u8) -> Cell {
    Cell {
        skill,
        level,
        target: Some(4),
        confidence: Confidence::Guess,
        shared: NOON,
    }
}

fn matrix(mine: Option<Cell>) -> Matrix {
    let column = |skill, name: &str| Column {
        skill,
        name: name.into(),
    };
    let theirs = MatrixRow {
        person: ben().unwrap(),
        cells: vec![Some(cell(Id([7; 16]), 3)), None],
    };
    let mut rows = vec![theirs];
    if let Some(mine) = mine {
        rows.push(MatrixRow {
            person: me().unwrap(),
            cells: vec![None, Some(mine)],
        });
    }
    Matrix {
        columns: vec![column(Id([7; 16]), "Go"), column(LISTENING, "Listening")],
        rows,
    }
}

fn row(id: Id, name: &str, trend: &[u8]) -> SkillRow {
    SkillRow {
        id,
        name: name.into(),
        tag: String::new(),
        starter: None,
        target: Some(4),
        trend: trend.to_vec(),
        placed_at: None,
        sentence: String::new(),
    }
}

fn skill() -> Skill {
    let placed = Placement {
        id: Id([1; 16]),
        level: 2,
        target: Some(4),
        confidence: Confidence::Fair,
        at: NOON,
        note: "a talk with Chi that nobody is to know of".into(),
    };
    Skill {
        id: LISTENING,
        name: "Listening".into(),
        tag: "listening".into(),
        starter: None,
        sentences: Default::default(),
        placements: vec![placed],
        entries_total: 0,
        entries: Vec::new(),
        plans: Vec::new(),
        deleted: false,
        read_only: false,
    }
}

fn share() -> NewShare {
    NewShare {
        skill: LISTENING,
        name: "Listening".into(),
        level: 2,
        target: Some(4),
        confidence: Confidence::Fair,
    }
}

async fn open(matrix: Matrix, mine: Vec<SkillRow>) -> Stage {
    let stage = at("/skills", Role::Member).await;
    told(&stage, matrix).await;
    stage.tell(&View::Skills, Update::Skills(mine)).await;
    stage
}

async fn told(stage: &Stage, matrix: Matrix) {
    stage
        .tell(&within(View::Matrix), Update::Matrix(matrix))
        .await;
}

fn said(stage: &Stage) -> Vec<SharesChange> {
    let changes = changes(stage).into_iter();
    let changes = changes.filter_map(|(_, change)| match change {
        Change::Shares(by, change) if by == ME => Some(change),
        _ => None,
    });
    changes.collect()
}

#[wasm_bindgen_test]
async fn people_and_skills_are_a_table_and_a_list_and_both_say_it_in_words() {
    let stage = open(matrix(Some(cell(LISTENING, 2))), Vec::new()).await;
    assert_eq!(stage.text(".team-link[aria-current='page']"), "Skills");
    assert_eq!(stage.count("table.matrix tbody tr"), 2);
    let table = stage.text("table.matrix");
    let lists = stage.text(".matrix-lists");
    for part in [
        "Ben",
        "Ana (you)",
        "Level 3, towards 4",
        "A guess",
        "Listening",
    ] {
        assert!(table.contains(part), "{part} in {table}");
        assert!(lists.contains(part), "{part} in {lists}");
    }
    assert_eq!(
        stage.count(".matrix-skill:first-child li"),
        1,
        "only Ben does"
    );
}

#[wasm_bindgen_test]
async fn nothing_is_shared_by_itself() {
    let stage = open(
        Matrix::default(),
        vec![row(LISTENING, "Listening", &[1, 2]), row(GO, "Go", &[])],
    )
    .await;
    assert!(stage.text(".empty").contains("Nobody shares a skill here"));
    let skills = stage.text("ul.own-skills");
    assert!(skills.contains("Only me"), "{skills}");
    assert!(!skills.contains("Named"), "{skills}");
    assert!(skills.contains("Place yourself first"), "{skills}");
    assert_eq!(stage.count("ul.own-skills button"), 1, "one was placed");
    assert_eq!(said(&stage), []);
}

#[wasm_bindgen_test]
async fn a_skill_is_shared_as_it_was_shown_and_to_whom_was_said() {
    let stage = open(
        Matrix::default(),
        vec![row(LISTENING, "Listening", &[1, 2])],
    )
    .await;
    stage.press("Share Listening").await;
    let update = Update::Skill(Box::new(skill()));
    stage.tell(&View::Skill(LISTENING), update).await;
    let button = stage.get("dialog button[type='submit']");
    let button: &HtmlButtonElement = button.unchecked_ref();
    assert!(button.disabled(), "nobody knows yet who would see it");
    let asks = View::Widening {
        member: ME,
        share: share(),
    };
    let widening = Widening {
        share: share(),
        until_now: Some(cell(LISTENING, 1)),
    };
    stage
        .tell(&within(asks), Update::Widening(Box::new(widening)))
        .await;
    members(&stage).await;
    let sheet = stage.text("dialog form");
    for part in [
        "Listening",
        "Level 2, towards 4",
        "Fairly sure",
        "Ben will see your level and target for Listening",
        "they may remember",
        "Until now they see: Level 1, towards 4",
        "joins the team later",
    ] {
        assert!(sheet.contains(part), "{part} in {sheet}");
    }
    assert!(!sheet.contains("a talk with Chi"), "{sheet}");
    assert_eq!(said(&stage), [], "seeing it shares nothing");
    stage.press("Share").await;
    assert_eq!(said(&stage), [SharesChange::Share(share())]);
    assert!(stage.find("dialog form").is_none());
}

#[wasm_bindgen_test]
async fn what_the_team_sees_is_said_and_can_be_what_is_the_case_now() {
    let mine = vec![row(LISTENING, "Listening", &[2, 3])];
    let stage = open(matrix(Some(cell(LISTENING, 2))), mine).await;
    let skills = stage.text("ul.own-skills");
    for part in [
        "Named",
        "This team sees: Level 2, towards 4",
        "Level 3, towards 4",
    ] {
        assert!(skills.contains(part), "{part} in {skills}");
    }
    stage.press("Share where I am now: Listening").await;
    stage.view(&View::Skill(LISTENING));
    assert_eq!(said(&stage), []);
    told(&stage, matrix(Some(cell(LISTENING, 3)))).await;
    assert_eq!(stage.count("ul.own-skills button"), 1, "it is the case now");
}

#[wasm_bindgen_test]
async fn who_stops_sharing_is_told_what_that_does_not_do() {
    let mine = vec![row(LISTENING, "Listening to people", &[2])];
    let stage = open(matrix(Some(cell(LISTENING, 2))), mine).await;
    stage.press("Stop sharing Listening to people").await;
    assert_eq!(said(&stage), [SharesChange::Stop(LISTENING)]);
    assert!(stage.text(".toast").contains("may remember"));
    stage.press("Undo").await;
    let again = NewShare {
        confidence: Confidence::Guess,
        ..share()
    };
    assert_eq!(said(&stage), [SharesChange::Share(again)], "as it was");
}

#[wasm_bindgen_test]
async fn what_is_shared_and_no_skill_any_more_can_still_be_stopped() {
    let stage = open(matrix(Some(cell(LISTENING, 2))), Vec::new()).await;
    let skills = stage.text("ul.own-skills");
    assert!(skills.contains("not among your skills"), "{skills}");
    stage.press("Stop sharing Listening").await;
    assert_eq!(said(&stage), [SharesChange::Stop(LISTENING)]);
}

#[wasm_bindgen_test]
async fn a_reader_sees_the_matrix_and_shares_nothing() {
    let stage = at("/skills", Role::Reader).await;
    told(&stage, matrix(None)).await;
    let mine = vec![row(LISTENING, "Listening", &[2])];
    stage.tell(&View::Skills, Update::Skills(mine)).await;
    assert_eq!(stage.count("table.matrix tbody tr"), 1);
    assert_eq!(count_on_page(&stage, ".button"), 0);
}

#[wasm_bindgen_test]
async fn the_page_of_a_skill_says_who_sees_it() {
    let stage = Stage::open(&format!("/skills/{LISTENING}")).await;
    let update = Update::Skill(Box::new(skill()));
    stage.tell(&View::Skill(LISTENING), update).await;
    assert_eq!(stage.text(".who-sees"), "", "no team spoke yet");
    stage.tell(&View::Teams, Update::Teams(Vec::new())).await;
    assert_eq!(stage.text(".who-sees"), "Only me");
    is_in(&stage, Role::Member).await;
    assert_eq!(stage.text(".who-sees"), "", "the team did not speak yet");
    told(&stage, matrix(None)).await;
    assert!(
        stage
            .text(".who-sees")
            .starts_with("Only me. You can share")
    );
    told(&stage, matrix(Some(cell(LISTENING, 2)))).await;
    assert_eq!(stage.text(".who-sees"), "Named: Night shift");
    let link = stage.get(".who-sees a").get_attribute("href");
    assert_eq!(link, Some(format!("/team/{TEAM}/skills")));
}
