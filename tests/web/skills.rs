//! Skills: choosing them and placing oneself.

use crate::stage::{Stage, fire};
use commonplace_api::skill::{Confidence, Placement, Skill, SkillChange, SkillRow, Starter};
use commonplace_api::{Change, Command, Id, Stamp, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const ID: Id = Id([5; 16]);

fn changes(stage: &Stage) -> Vec<SkillChange> {
    let commands = stage.take_commands().into_iter();
    let changes = commands.filter_map(|command| match command {
        Command::Change {
            change: Change::Skill(change),
            ..
        } => Some(change),
        _ => None,
    });
    changes.collect()
}

fn placed(level: u8) -> Placement {
    Placement {
        id: Id([level; 16]),
        level,
        target: Some(4),
        confidence: Confidence::Fair,
        note: String::new(),
        at: Stamp {
            ms: 0,
            offset_minutes: 0,
        },
    }
}

fn skill() -> Skill {
    Skill {
        id: ID,
        name: "Listening".into(),
        tag: "listening".into(),
        starter: None,
        sentences: ["", "I wait until they have ended", "", "", ""].map(String::from),
        placements: vec![placed(3), placed(2)],
        entries_total: 0,
        entries: Vec::new(),
        plans: Vec::new(),
        deleted: false,
        read_only: false,
    }
}

#[wasm_bindgen_test]
async fn twelve_are_offered_and_those_chosen_are_not() {
    let stage = Stage::open("/skills").await;
    stage.tell(&View::Skills, Update::Skills(Vec::new())).await;
    assert_eq!(stage.count("details li button"), 12);
    let first = stage.text("details li .row-title");
    stage
        .get("details li button")
        .unchecked_into::<web_sys::HtmlElement>()
        .click();
    let said = changes(&stage);
    assert!(
        matches!(said.as_slice(), [SkillChange::Starter(_, name)] if *name == first),
        "{said:?}"
    );
    let chosen = SkillRow {
        id: Starter::ALL[0].id(),
        name: first.clone(),
        tag: String::new(),
        starter: Some(Starter::ALL[0]),
        placed_at: None,
        trend: Vec::new(),
        target: None,
        sentence: String::new(),
    };
    stage
        .tell(&View::Skills, Update::Skills(vec![chosen]))
        .await;
    assert_eq!(stage.count("details li button"), 11);
    assert!(
        stage
            .text("ul[aria-label='Skills']")
            .contains("Not placed yet")
    );
}

#[wasm_bindgen_test]
async fn placing_oneself_begins_where_one_was_and_is_kept_beside_it() {
    let stage = Stage::open(&format!("/skills/{ID}")).await;
    stage
        .tell(&View::Skill(ID), Update::Skill(Box::new(skill())))
        .await;
    let picture = stage.get("svg.trend").get_attribute("aria-label").unwrap();
    assert!(picture.contains("2, 3"), "{picture}");
    assert!(
        stage
            .text(".levels")
            .contains("I wait until they have ended")
    );
    let levels = |n: usize| -> HtmlInputElement {
        stage
            .get(&format!(".levels .level:nth-of-type({n}) input"))
            .unchecked_into()
    };
    assert!(levels(3).checked());
    levels(4).set_checked(true);
    fire(&levels(4), "change");
    stage.settle().await;
    stage.press("Place yourself").await;
    let said = changes(&stage);
    let [SkillChange::Place(placement)] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!((placement.level, placement.target), (4, Some(4)));
    assert_eq!(placement.confidence, Confidence::Fair);
}
