//! Starting a team, with a journal and before there is one.

use super::{TEAM, answer, focused, path, shown};
use crate::stage::Stage;
use commonplace::features::team::pages::{TeamPage, team_path};
use commonplace_api::team::space::{Asked, TeamProblem};
use commonplace_api::{Command, Session, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

#[wasm_bindgen_test]
async fn without_a_team_one_is_started_or_joined() {
    let stage = Stage::open("/teams").await;
    stage.tell(&View::Teams, Update::Teams(Vec::new())).await;
    assert!(shown(&stage, "No team yet"));
    assert_eq!(stage.count("input#pasted-invite"), 1);
    stage.press("Start a team").await;
    stage
        .until("it is there", || path() == "/teams/start")
        .await;
    assert_eq!(stage.text("label[for=team-name]"), "Team name");
    assert_eq!(stage.text("label[for=your-name]"), "Your name");
}

#[wasm_bindgen_test]
async fn a_team_is_started_with_two_names_and_what_else_there_is() {
    let stage = Stage::open("/teams/start").await;
    stage.press("Start a team").await;
    assert!(stage.take_commands().is_empty(), "it has no name yet");
    assert!(stage.text("[role=alert]").contains("A name is missing"));
    stage
        .until("the field has the focus", || focused() == "team-name")
        .await;
    stage.fill("#team-name", " Night shift ").await;
    stage.fill("#your-name", "Ana").await;
    stage.press("Start a team").await;
    let commands = stage.take_commands();
    let [Command::StartTeam { ask, team }] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert_eq!(
        (team.name.as_str(), team.your_name.as_str()),
        ("Night shift", "Ana")
    );
    assert_eq!((&team.norm, &team.goal), (&None, &None));
    assert!(
        stage
            .get("button[type=submit].primary")
            .has_attribute("disabled")
    );
    answer(&stage, *ask, Asked::Failed(TeamProblem::NameTooLong)).await;
    assert!(stage.text("[role=alert]").contains("too long"));
    let pair: HtmlElement = stage.get("details li button").unchecked_into();
    pair.click();
    stage.settle().await;
    stage.fill("#first-goal", "Fewer stops").await;
    stage.press("Start a team").await;
    let commands = stage.take_commands();
    let Some(Command::StartTeam { ask, team }) = commands.last() else {
        panic!("{commands:?}")
    };
    let (today, want) = team.norm.as_ref().unwrap();
    assert!(!today.is_empty() && !want.is_empty());
    assert_eq!(team.goal.as_ref().unwrap().1, "Fewer stops");
    answer(&stage, *ask, Asked::Done(TEAM)).await;
    stage
        .until("it is there", || {
            path() == team_path(TEAM, TeamPage::Direction)
        })
        .await;
    assert_eq!(
        stage.take_commands(),
        [Command::CloseAsked(*ask)],
        "the outcome is not kept"
    );
}

#[wasm_bindgen_test]
async fn somebody_without_a_journal_can_begin_with_a_team() {
    let stage = Stage::at("/").await;
    stage.session(Session::New { refused: None }).await;
    stage.press("Start a team").await;
    assert_eq!(stage.take_commands(), [Command::Begin]);
    stage.session(Session::Ready).await;
    assert_eq!(stage.count("input#team-name"), 1);
}
