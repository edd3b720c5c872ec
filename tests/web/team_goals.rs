//! Goals of a team: the list, one that is filled in, checking in, and what is to be settled.

use crate::stage::{Stage, fire};
use crate::team_stage::{BEN, ME, NOON, at, ben, changes, count_on_page, me, members, within};
use commonplace_api::plan::SkillLink;
use commonplace_api::team::goal::{
    Alongside, Baseline, CheckIn, CheckInChange, Direction, DirectionBy, Goal, GoalChange, GoalRow,
    Path, PathRow, Point, Trend,
};
use commonplace_api::team::space::Role;
use commonplace_api::team::{Choice, Contested, Field, Number, Value};
use commonplace_api::{Change, Day, Id, TextChange, Update, View};
use wasm_bindgen_test::wasm_bindgen_test;

pub(crate) const ID: Id = Id([9; 16]);

pub(crate) fn skill(n: u8, name: &str) -> SkillLink {
    SkillLink {
        id: Id([n; 16]),
        name: name.into(),
    }
}

pub(crate) fn number(value: f64) -> Number {
    Number::new(value).unwrap()
}

pub(crate) fn goal() -> Goal {
    let (from, to) = (Day(20_000), Day(20_100));
    let point = |day, value| Point {
        day,
        value: number(value),
    };
    let check_in = CheckIn {
        id: Id([8; 16]),
        day: Day(20_050),
        value: number(20.0),
        confidence: Some(4),
        note: "The new form helps".into(),
        blocker: "Nobody at night".into(),
        by: me(),
        at: NOON,
    };
    let theirs = CheckIn {
        id: Id([7; 16]),
        value: number(15.0),
        by: ben(),
        ..check_in.clone()
    };
    Goal {
        id: ID,
        title: "Answer within a day".into(),
        why: "People wait".into(),
        measure: "Calls answered".into(),
        unit: "%".into(),
        direction: Direction::Up,
        direction_by: DirectionBy::Somebody,
        baseline: Baseline::Known(number(10.0), from),
        target: Some(number(40.0)),
        due: Some(to),
        owner: ben(),
        skills: vec![skill(50, "Listening")],
        alongside: Alongside {
            since: Some(from),
            ..Alongside::default()
        },
        path: Path {
            straight: Some((point(from, 10.0), point(to, 40.0))),
            rows: vec![PathRow {
                check_in: check_in.id,
                point: point(check_in.day, 20.0),
                expected: Some(number(25.0)),
                share: Some(number(0.333)),
            }],
            share: Some(number(0.333)),
            expected_today: Some(number(30.0)),
            trend: Trend::OffTrack,
        },
        check_ins: vec![check_in, theirs],
        supporting: vec![ben().unwrap()],
        contested: Vec::new(),
        sample: false,
        deleted: false,
        read_only: false,
    }
}

pub(crate) async fn open(goal: Goal, role: Role) -> Stage {
    let stage = at(&format!("/goals/{ID}"), role).await;
    stage
        .tell(&within(View::Goal(ID)), Update::Goal(Box::new(goal)))
        .await;
    members(&stage).await;
    stage
}

/// What was changed of a goal.
pub(crate) fn said(stage: &Stage) -> Vec<GoalChange> {
    let changes = changes(stage).into_iter();
    let changes = changes.filter_map(|(_, change)| match change {
        Change::Goal(by, change) if by == ME => Some(change),
        _ => None,
    });
    changes.collect()
}

async fn put(stage: &Stage, field: &str, text: &str) {
    stage.fill(field, text).await;
    fire(&stage.get(field), "change");
    stage.settle().await;
}

#[wasm_bindgen_test]
async fn an_empty_list_offers_a_new_goal_that_its_first_field_makes() {
    let stage = at("/goals", Role::Member).await;
    assert_eq!(stage.text(".team-link[aria-current='page']"), "Goals");
    stage
        .tell(&within(View::Goals), Update::Goals(Vec::new()))
        .await;
    assert!(stage.text(".empty").contains("No goals yet"));
    stage.press("New goal").await;
    assert_eq!(changes(&stage), [], "nothing is there yet");
    let (_, View::In(_, view)) = stage.subscriptions().pop().unwrap() else {
        panic!("no goal is watched");
    };
    let View::Goal(id) = *view else {
        panic!("{view:?}");
    };
    stage
        .tell(&within(View::Goal(id)), Update::EntryMissing)
        .await;
    let title = stage.area("Goal");
    stage.write(&title, "Answer within a day").await;
    let change = GoalChange::Title(TextChange {
        was: String::new(),
        now: "Answer within a day".into(),
    });
    assert_eq!(changes(&stage), [(id, Change::Goal(ME, change))]);
    put(&stage, "#goal-baseline", "12.5").await;
    let made = said(&stage);
    assert!(
        matches!(made.as_slice(), [GoalChange::Baseline(value, _)] if *value == number(12.5)),
        "{made:?}"
    );
    put(&stage, "#goal-target", "40").await;
    assert_eq!(said(&stage), [GoalChange::Target(Some(number(40.0)))]);
    stage.press("Not known yet").await;
    assert_eq!(said(&stage), [GoalChange::BaselineUnknown(None)]);
}

#[wasm_bindgen_test]
async fn goals_stand_with_how_they_go() {
    let stage = at("/goals", Role::Member).await;
    let row = GoalRow {
        id: ID,
        title: "Answer within a day".into(),
        unit: "%".into(),
        recent: vec![Point {
            day: Day(20_000),
            value: number(20.0),
        }],
        target: Some(number(40.0)),
        due: None,
        owner: ben(),
        share: None,
        trend: Trend::OnTrack,
        check_ins: 1,
        blocker: "Nobody at night".into(),
        supporting: 2,
        contested: true,
        sample: true,
    };
    stage
        .tell(&within(View::Goals), Update::Goals(vec![row]))
        .await;
    let row = stage.text(".goal-row");
    for part in [
        "On track",
        "20",
        "40",
        "Ben",
        "2 supporting plans",
        "Nobody at night",
        "To be settled",
        "Sample",
    ] {
        assert!(row.contains(part), "{part} in {row}");
    }
    assert_eq!(stage.count(".goal-row svg.trend"), 1);
}

#[wasm_bindgen_test]
async fn a_check_in_says_all_of_what_was_typed() {
    let stage = open(goal(), Role::Member).await;
    stage.press("Check in").await;
    assert!(stage.text("#check-in-wrong").contains("number"));
    assert_eq!(said(&stage), []);
    stage.fill("#check-in-value", "25").await;
    stage.press("Confidence 4 of 5").await;
    let note: web_sys::HtmlTextAreaElement =
        wasm_bindgen::JsCast::unchecked_into(stage.get("#check-in-note"));
    stage.write(&note, " Slowly ").await;
    stage.press("Check in").await;
    let said = said(&stage);
    let [GoalChange::CheckIn(new)] = said.as_slice() else {
        panic!("{said:?}");
    };
    assert_eq!(new.value, number(25.0));
    assert_eq!((new.confidence, new.note.as_str()), (Some(4), "Slowly"));
}

#[wasm_bindgen_test]
async fn the_way_is_a_picture_a_sentence_and_a_table() {
    let stage = open(goal(), Role::Member).await;
    assert_eq!(stage.text(".goal-trend"), "Behind the straight path");
    let says = stage.get(".goal-svg").get_attribute("aria-label").unwrap();
    for part in ["10", "40", "20", "33", "30"] {
        assert!(says.contains(part), "{part} in {says}");
    }
    assert!(stage.text(".goal-picture table").contains("25"));
    assert_eq!(stage.count(".goal-svg circle"), 1);
}

#[wasm_bindgen_test]
async fn what_two_people_chose_is_settled_by_one_press() {
    let choice = |value, by| Choice {
        value: Value::Number(number(value)),
        member: None,
        by,
        at: Some(NOON),
    };
    let contested = Contested {
        field: Field::Target,
        choices: vec![choice(5.0, me()), choice(7.0, ben())],
    };
    let stage = open(
        Goal {
            unit: String::new(),
            contested: vec![contested],
            ..goal()
        },
        Role::Member,
    )
    .await;
    let says = stage.text(".contested");
    assert!(says.contains("you chose 5, Ben chose 7"), "{says}");
    stage.press("Take 7").await;
    let settled = GoalChange::Settle(Field::Target, Value::Number(number(7.0)));
    assert_eq!(said(&stage), [settled]);
}

#[wasm_bindgen_test]
async fn one_takes_out_what_one_wrote_oneself_and_has_it_back() {
    let stage = open(goal(), Role::Member).await;
    assert_eq!(stage.count(".row-tools [aria-label^='Take out']"), 1);
    stage.press("Take out 20\u{a0}%").await;
    assert_eq!(said(&stage), [GoalChange::RemoveCheckIn(Id([8; 16]))]);
    stage.press("Undo").await;
    assert_eq!(said(&stage), [GoalChange::RestoreCheckIn(Id([8; 16]))]);
}

#[wasm_bindgen_test]
async fn one_corrects_what_one_wrote_oneself_and_says_only_what_is_different() {
    let stage = open(goal(), Role::Member).await;
    assert_eq!(stage.count(".row-tools [aria-label^='Correct']"), 1);
    stage.press("Correct 20\u{a0}%").await;
    let value: web_sys::HtmlInputElement =
        wasm_bindgen::JsCast::unchecked_into(stage.get("dialog #correction-value"));
    assert_eq!(value.value(), "20");
    assert_eq!(
        stage.count("dialog [aria-label='Confidence 4 of 5'][aria-pressed='true']"),
        1
    );
    stage.press("Save").await;
    assert_eq!(said(&stage), [], "nothing is different");
    stage.press("Correct 20\u{a0}%").await;
    stage.fill("dialog #correction-value", "21.5").await;
    let note: web_sys::HtmlTextAreaElement =
        wasm_bindgen::JsCast::unchecked_into(stage.get("dialog #correction-note"));
    assert_eq!(note.value(), "The new form helps");
    stage.write(&note, "The new form helps a little").await;
    stage.press("Save").await;
    let correct = |change| GoalChange::CorrectCheckIn(Id([8; 16]), change);
    let text = TextChange {
        was: "The new form helps".into(),
        now: "The new form helps a little".into(),
    };
    assert_eq!(
        said(&stage),
        [
            correct(CheckInChange::Measured(number(21.5), Day(20_050))),
            correct(CheckInChange::Note(text)),
        ]
    );
    assert!(stage.find("dialog[open]").is_none());
}

#[wasm_bindgen_test]
async fn a_direction_that_follows_from_the_figures_says_so() {
    let stage = open(goal(), Role::Member).await;
    assert!(stage.get("#goal-direction-hint").has_attribute("hidden"));
    let derived = Goal {
        direction: Direction::Down,
        direction_by: DirectionBy::Figures,
        ..goal()
    };
    let stage = open(derived, Role::Member).await;
    assert!(!stage.get("#goal-direction-hint").has_attribute("hidden"));
    let options = stage.get("fieldset.segmented");
    let chosen: web_sys::HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(
        options
            .query_selector("label:last-of-type input")
            .unwrap()
            .unwrap(),
    );
    assert!(chosen.checked(), "less is better");
}

#[wasm_bindgen_test]
async fn an_owner_is_a_member_or_nobody() {
    let stage = open(goal(), Role::Member).await;
    let select: web_sys::HtmlSelectElement =
        wasm_bindgen::JsCast::unchecked_into(stage.get("#goal-owner"));
    assert_eq!(select.value(), BEN.to_string());
    assert!(stage.text("#goal-owner").contains("Ana (you)"));
    select.set_value("");
    fire(&select, "change");
    stage.settle().await;
    assert_eq!(said(&stage), [GoalChange::Owner(None)]);
}

#[wasm_bindgen_test]
async fn a_reader_sees_everything_and_no_form() {
    let stage = open(goal(), Role::Reader).await;
    assert_eq!(count_on_page(&stage, "form, input, select"), 0);
    assert!(stage.text(".answers").contains("40"));
    assert!(stage.text(".answers").contains("Ben"));
    assert!(stage.text(".page").contains("1 supporting plan"));
    let list = at("/goals", Role::Reader).await;
    list.tell(&within(View::Goals), Update::Goals(Vec::new()))
        .await;
    assert_eq!(count_on_page(&list, ".button"), 0);
}
