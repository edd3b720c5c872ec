//! Where a team is going: visions, pairs, two answers, what one wants for oneself.

use super::{
    BEA, ME, NORM, TEAM, changes, direction, focused, in_team, member, person, shown, stamp,
    with_direction, with_members, within,
};
use commonplace::features::team::pages::TeamPage;
use commonplace_api::team::lesson::LessonRow;
use commonplace_api::team::space::{Role, TeamCommand};
use commonplace_api::team::{
    Choice, Contested, Field, LessonLink, MemberRow, NormChange, NormStatus, Team, TeamChange,
    Value,
};
use commonplace_api::{Command, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const EXAMPLE: &str = "select[aria-label='A lesson as an example']";

#[wasm_bindgen_test]
async fn a_team_with_nothing_yet_says_what_could_be_there() {
    let stage = in_team(TeamPage::Direction, Role::Admin).await;
    let empty = Team {
        visions: Vec::new(),
        norms: Vec::new(),
        ..direction()
    };
    with_direction(&stage, empty).await;
    with_members(&stage, vec![member(ME, "Ana", Role::Admin)]).await;
    for said in ["Only you are here yet", "No vision yet", "No pair yet"] {
        assert!(shown(&stage, said), "{said}");
    }
    stage.press("Invite").await;
    assert_eq!(stage.count("dialog[open]"), 1);
}

#[wasm_bindgen_test]
async fn another_vision_is_adopted_and_the_old_one_stays_to_be_read() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    with_direction(&stage, direction()).await;
    assert_eq!(stage.text(".vision"), "We ask first");
    assert!(shown(&stage, "written down by Bea"));
    assert!(shown(&stage, "1 vision before it") && shown(&stage, "We never stop"));
    stage.press("Adopt another one").await;
    stage.until("one can write", || focused() == "vision").await;
    let area = stage.get("textarea#vision").unchecked_into();
    stage.write(&area, "We ask, then we act").await;
    stage.press("Adopt it").await;
    let said = changes(&stage);
    assert!(
        matches!(said.as_slice(), [TeamChange::Adopt { text, .. }] if text == "We ask, then we act"),
        "{said:?}"
    );
    assert_eq!(stage.count("textarea#vision"), 0);
}

#[wasm_bindgen_test]
async fn a_pair_is_edited_where_it_stands_and_taken_out_with_a_way_back() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    with_direction(&stage, direction()).await;
    stage.press("Trying").await;
    let trying = TeamChange::Norm(NORM, NormChange::Status(NormStatus::Trying));
    assert_eq!(changes(&stage), [trying]);
    let want = stage.area("We want to");
    assert_eq!(want.value(), "say them early");
    stage.write(&want, "say them at once").await;
    let said = changes(&stage);
    assert!(
        matches!(said.as_slice(), [TeamChange::Norm(NORM, NormChange::Want(text))] if text.now == "say them at once"),
        "{said:?}"
    );
    stage.press("Take it out").await;
    assert_eq!(changes(&stage), [TeamChange::RemoveNorm(NORM)]);
    stage.press("Undo").await;
    assert_eq!(changes(&stage), [TeamChange::RestoreNorm(NORM)]);
}

#[wasm_bindgen_test]
async fn a_pair_is_added_by_hand_or_from_those_many_begin_with() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    with_direction(&stage, direction()).await;
    let add = stage
        .get("form #norm-today")
        .closest("details.more")
        .unwrap()
        .unwrap();
    add.set_attribute("open", "").unwrap();
    stage.press("Add it").await;
    assert!(changes(&stage).is_empty());
    assert_eq!(focused(), "norm-today");
    stage.fill("#norm-today", "hurry").await;
    stage.fill("#norm-want", "look twice").await;
    stage.press("Add it").await;
    let said = changes(&stage);
    assert!(
        matches!(said.as_slice(), [TeamChange::AddNorm { today, want, .. }] if today == "hurry" && want == "look twice"),
        "{said:?}"
    );
}

#[wasm_bindgen_test]
async fn two_answers_are_shown_and_one_tap_settles_it() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    with_direction(&stage, direction()).await;
    assert_eq!(stage.count(".contested"), 0);
    let choice = |which, id, name: &str| Choice {
        value: Value::Which(which),
        member: None,
        by: Some(person(id, name)),
        at: Some(stamp()),
    };
    let field = Field::NormStatus(NORM);
    let contested = Contested {
        field,
        choices: vec![choice(1, ME, "Ana"), choice(2, BEA, "Bea")],
    };
    let team = Team {
        contested: vec![contested],
        ..direction()
    };
    with_direction(&stage, team).await;
    let said = stage.text(".contested");
    assert!(
        said.contains("you chose") && said.contains("Bea chose"),
        "{said}"
    );
    stage.press("Take Normal by now").await;
    assert_eq!(
        changes(&stage),
        [TeamChange::Settle(field, Value::Which(2))]
    );
}

#[wasm_bindgen_test]
async fn what_one_wants_for_oneself_is_shared_after_saying_who_sees_it() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    let row = |id, name: &str, vision: &str| MemberRow {
        person: person(id, name),
        vision: vision.into(),
        sample: false,
    };
    let people = vec![row(ME, "Ana", ""), row(BEA, "Bea", "To teach")];
    stage
        .tell(&within(View::People), Update::People(people))
        .await;
    assert!(shown(&stage, "To teach"));
    stage.press("Share what you want for yourself").await;
    assert!(shown(
        &stage,
        "Everybody in this team sees it, with your name"
    ));
    let area = stage.get("textarea#personal-vision").unchecked_into();
    stage.write(&area, "To listen").await;
    assert!(stage.take_commands().is_empty(), "not while one types");
    stage.press("Share it with the team").await;
    let said = stage.take_commands();
    assert!(
        matches!(
            said.as_slice(),
            [Command::In(TEAM, TeamCommand::Change { id: ME, .. })]
        ),
        "{said:?}"
    );
}

#[wasm_bindgen_test]
async fn a_lesson_of_the_team_is_an_example_until_it_is_gone() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    with_direction(&stage, direction()).await;
    assert_eq!(stage.count(EXAMPLE), 0, "there is no lesson");
    let row = LessonRow {
        id: BEA,
        title: "Say it at once".into(),
        excerpt: String::new(),
        tags: Vec::new(),
        by: None,
        published: stamp(),
        thanks: 0,
        withdrawn: false,
        sample: false,
    };
    stage
        .tell(&within(View::Lessons), Update::Lessons(vec![row]))
        .await;
    let select: web_sys::HtmlSelectElement = stage.get(EXAMPLE).unchecked_into();
    select.set_value(&BEA.to_string());
    crate::stage::fire(&select, "change");
    stage.settle().await;
    let chosen = TeamChange::Norm(NORM, NormChange::Lesson(Some(BEA)));
    assert_eq!(changes(&stage), [chosen]);
    let mut now = direction();
    for (title, link) in [("Say it at once", 1), ("", 0)] {
        let lesson = LessonLink {
            id: BEA,
            title: title.into(),
        };
        now.norms[0].lesson = Some(lesson);
        with_direction(&stage, now.clone()).await;
        assert_eq!(stage.count(".example-lesson a[href*='/lessons/']"), link);
    }
    assert!(shown(&stage, "not here any more"));
    let select: web_sys::HtmlSelectElement = stage.get(EXAMPLE).unchecked_into();
    select.set_value("");
    crate::stage::fire(&select, "change");
    stage.settle().await;
    assert_eq!(
        changes(&stage),
        [TeamChange::Norm(NORM, NormChange::Lesson(None))]
    );
}
