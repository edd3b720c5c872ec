//! Who else is in the team right now, and the sample of a team.

use super::{
    BEA, CHI, ME, TEAM, direction, in_team, person, shown, team_row, with_direction, within,
};
use crate::stage::Stage;
use commonplace::features::team::pages::{TeamPage, team_path};
use commonplace_api::team::presence::{Look, Present};
use commonplace_api::team::space::{Role, TeamCommand, TeamState};
use commonplace_api::team::{Language, MemberRow, Team};
use commonplace_api::{Command, Id, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const QUESTION: Id = Id([8; 16]);

/// What the others are told of this person, and nothing else that was said.
fn told(stage: &Stage) -> Vec<Option<Look>> {
    let looks = stage.take_all_commands().into_iter();
    let looks = looks.filter_map(|command| match command {
        Command::In(TEAM, TeamCommand::Look(look)) => Some(look),
        _ => None,
    });
    looks.collect()
}

fn look(at: Option<Id>, writing: bool) -> Look {
    Look { at, writing }
}

async fn present(stage: &Stage, who: &[(Id, &str, Look)]) {
    let rows = who.iter().map(|(id, name, look)| Present {
        person: person(*id, name),
        look: *look,
    });
    let rows = Update::Present(rows.collect());
    stage.tell(&within(View::Present), rows).await;
}

fn switch(stage: &Stage) -> HtmlElement {
    stage.get(".company input[type=checkbox]").unchecked_into()
}

#[wasm_bindgen_test]
async fn others_are_told_where_one_is_until_one_goes_or_says_no() {
    let stage = in_team(TeamPage::Question(QUESTION), Role::Member).await;
    let there = look(Some(QUESTION), false);
    assert_eq!(told(&stage), [Some(there)]);
    switch(&stage).click();
    stage.settle().await;
    assert_eq!(told(&stage), [None]);
    stage
        .get(".company-button")
        .unchecked_into::<HtmlElement>()
        .click();
    stage.settle().await;
    assert_eq!(told(&stage), []);
    switch(&stage).click();
    stage.settle().await;
    assert_eq!(told(&stage), [Some(there)]);
    // From page to page it is said anew, and leaving is said, too.
    let goals = format!(".team-links a[href='{}']", team_path(TEAM, TeamPage::Goals));
    stage.get(&goals).unchecked_into::<HtmlElement>().click();
    stage
        .until("the goals are there", || stage.text("h1") == "Goals")
        .await;
    assert_eq!(told(&stage), [Some(look(None, false))]);
    stage
        .get("a[href='/teams']")
        .unchecked_into::<HtmlElement>()
        .click();
    stage
        .until("all teams are there", || stage.text("h1") == "Teams")
        .await;
    assert_eq!(told(&stage), [None]);
}

#[wasm_bindgen_test]
async fn nobody_is_told_before_the_team_is_open() {
    let path = team_path(TEAM, TeamPage::Question(QUESTION));
    let stage = Stage::open(&path).await;
    for (state, said) in [
        (TeamState::Opening, Vec::new()),
        (TeamState::Open, vec![Some(look(Some(QUESTION), false))]),
    ] {
        let row = team_row(Some(Role::Member), state);
        stage.tell(&View::Teams, Update::Teams(vec![row])).await;
        assert_eq!(told(&stage), said);
    }
}

#[wasm_bindgen_test]
async fn writing_is_said_while_a_field_has_the_focus() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    with_direction(&stage, direction()).await;
    told(&stage);
    let field: HtmlElement = stage.get("main textarea").unchecked_into();
    field.focus().unwrap();
    stage.settle().await;
    assert_eq!(told(&stage), [Some(look(Some(Id::TEAM), true))]);
    field.blur().unwrap();
    stage.settle().await;
    assert_eq!(told(&stage), [Some(look(Some(Id::TEAM), false))]);
}

#[wasm_bindgen_test]
async fn who_is_there_is_named_and_who_writes_here_is_said() {
    let stage = in_team(TeamPage::Question(QUESTION), Role::Reader).await;
    assert_eq!(stage.text(".company-button"), "Only you right now");
    assert!(
        stage
            .text(".company")
            .contains("Nobody else has this team open")
    );
    let here = look(Some(QUESTION), false);
    present(
        &stage,
        &[(BEA, "Bea", here), (CHI, "Chi", look(None, false))],
    )
    .await;
    assert_eq!(stage.text(".company-button"), "2 others here");
    assert_eq!(stage.text(".company-writing"), "");
    let list = stage.text(".company-list");
    assert!(
        list.contains("Beaon this page") && list.contains("Chiin this team"),
        "{list}"
    );
    // In two tabs, writing in one of them.
    let writes = look(Some(QUESTION), true);
    let elsewhere = look(Some(Id([5; 16])), true);
    let rows = [
        (BEA, "Bea", here),
        (BEA, "Bea", writes),
        (CHI, "Chi", elsewhere),
    ];
    present(&stage, &rows).await;
    assert_eq!(stage.text(".company-button"), "2 others here");
    assert_eq!(stage.text(".company-writing"), "Bea is writing here.");
    present(&stage, &[(BEA, "Bea", writes), (CHI, "", writes)]).await;
    assert_eq!(
        stage.text(".company-writing"),
        "Bea and 1 other are writing here."
    );
    present(&stage, &[]).await;
    assert_eq!(stage.count(".company-row"), 0);
}

async fn people(stage: &Stage, sample: bool) {
    let mut rows = vec![MemberRow {
        person: person(ME, "Ana"),
        vision: String::new(),
        sample: false,
    }];
    if sample {
        rows.push(MemberRow {
            person: person(CHI, "Chi"),
            vision: String::new(),
            sample: true,
        });
    }
    stage
        .tell(&within(View::People), Update::People(rows))
        .await;
}

fn asked(stage: &Stage) -> Vec<TeamCommand> {
    let commands = stage.take_commands().into_iter();
    let commands = commands.filter_map(|command| match command {
        Command::In(TEAM, command) => Some(command),
        _ => None,
    });
    commands.collect()
}

#[wasm_bindgen_test]
async fn a_sample_is_offered_to_a_team_that_begins_and_goes_with_one_press() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    let begins = Team {
        visions: Vec::new(),
        ..direction()
    };
    with_direction(&stage, begins).await;
    assert!(
        !shown(&stage, "Look at a sample"),
        "nobody knows yet whether one is there"
    );
    people(&stage, false).await;
    stage.press("Look at a sample").await;
    assert_eq!(asked(&stage), [TeamCommand::AddSample(Language::English)]);
    people(&stage, true).await;
    assert!(!shown(&stage, "Look at a sample"));
    stage.press("Take the sample out").await;
    assert_eq!(asked(&stage), [TeamCommand::RemoveSample]);
    stage.press("Undo").await;
    assert_eq!(asked(&stage), [TeamCommand::AddSample(Language::English)]);
    // A team that is under way is not offered one.
    people(&stage, false).await;
    with_direction(&stage, direction()).await;
    assert!(!shown(&stage, "Look at a sample"));
}

#[wasm_bindgen_test]
async fn a_reader_is_offered_no_sample() {
    let stage = in_team(TeamPage::Direction, Role::Reader).await;
    let begins = Team {
        visions: Vec::new(),
        ..direction()
    };
    with_direction(&stage, begins).await;
    people(&stage, true).await;
    assert!(!shown(&stage, "Take the sample out"));
    people(&stage, false).await;
    assert!(!shown(&stage, "Look at a sample"));
}
