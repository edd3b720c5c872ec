//! Who is in a team: what an admin changes, what everybody may do, what a reader is not shown.

use super::{
    BEA, CHI, ME, TEAM, answer, asks, direction, in_team, member, select, shown, with_direction,
    with_members,
};
use commonplace::features::team::pages::TeamPage;
use commonplace_api::team::space::{Ask, Asked, Role, TeamCommand, TeamProblem, TeamState};
use commonplace_api::{Command, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlSelectElement};

#[wasm_bindgen_test]
async fn an_admin_changes_roles_and_removes_after_being_asked() {
    let stage = in_team(TeamPage::Members, Role::Admin).await;
    let members = vec![
        member(ME, "Ana", Role::Admin),
        member(BEA, "Bea", Role::Member),
    ];
    with_members(&stage, members).await;
    assert_eq!(stage.count("ul[aria-label='Members'] > li"), 2);
    let first = stage.text("ul[aria-label='Members'] > li");
    assert!(
        first.contains("Ana") && first.contains("You · Admin · since"),
        "{first}"
    );
    let second = stage.text("ul[aria-label='Members'] > li:nth-of-type(2)");
    assert!(second.contains("last there on January 2, 1970"), "{second}");
    assert_eq!(stage.count("select[aria-label='Role of Bea']"), 1);
    assert_eq!(stage.count("select.member-role"), 1, "not of oneself");
    select(&stage, "select.member-role", "reader");
    let asked = asks(&stage);
    assert!(
        matches!(asked.as_slice(), [(_, Ask::SetRole(BEA, Role::Reader))]),
        "{asked:?}"
    );
    let chosen: HtmlSelectElement = stage.get("select.member-role").unchecked_into();
    assert_eq!(chosen.value(), "member", "it shows what is so");
    answer(&stage, asked[0].0, Asked::Failed(TeamProblem::NotAdmin)).await;
    assert!(stage.text("main [role=alert]").contains("Only admins"));
    stage.press("Remove").await;
    let sheet = stage.text("dialog[open]");
    assert!(
        sheet.contains("Bea") && sheet.contains("Nothing can take that back"),
        "{sheet}"
    );
    assert!(asks(&stage).is_empty(), "it asks first");
    stage
        .get("dialog[open] button.danger")
        .unchecked_into::<HtmlElement>()
        .click();
    stage.settle().await;
    let asked = asks(&stage);
    assert!(
        matches!(asked.as_slice(), [(_, Ask::Remove(BEA))]),
        "{asked:?}"
    );
    assert_eq!(stage.count("dialog[open]"), 0);
}

#[wasm_bindgen_test]
async fn the_last_admin_hands_over_and_others_just_leave() {
    let stage = in_team(TeamPage::Members, Role::Admin).await;
    with_members(&stage, vec![member(ME, "Ana", Role::Admin)]).await;
    assert!(shown(&stage, "You are the only one here"));
    let members = vec![
        member(ME, "Ana", Role::Admin),
        member(BEA, "Bea", Role::Member),
        member(CHI, "Chi", Role::Reader),
    ];
    with_members(&stage, members).await;
    select(&stage, "#heir", &CHI.to_string());
    stage.press("Hand over and leave").await;
    assert!(asks(&stage).is_empty(), "it asks first");
    stage.press("Leave this team").await;
    let asked = asks(&stage);
    assert!(
        matches!(asked.as_slice(), [(_, Ask::HandOver(CHI))]),
        "{asked:?}"
    );
    let members = vec![
        member(ME, "Ana", Role::Admin),
        member(BEA, "Bea", Role::Admin),
    ];
    with_members(&stage, members).await;
    answer(&stage, asked[0].0, Asked::Failed(TeamProblem::Unreachable)).await;
    stage.press("Leave this team").await;
    stage
        .get("dialog[open] button.danger")
        .unchecked_into::<HtmlElement>()
        .click();
    stage.settle().await;
    let asked = asks(&stage);
    assert!(matches!(asked.as_slice(), [(_, Ask::Leave)]), "{asked:?}");
}

#[wasm_bindgen_test]
async fn one_is_called_something_else_in_a_team() {
    let stage = in_team(TeamPage::Members, Role::Member).await;
    with_members(&stage, vec![member(ME, "Ana", Role::Member)]).await;
    stage.fill("#my-name", &"x".repeat(161)).await;
    stage.press("Save").await;
    assert!(shown(&stage, "A name is too long"));
    assert!(stage.take_commands().is_empty());
    stage.fill("#my-name", "Anna").await;
    stage.press("Save").await;
    assert_eq!(
        stage.take_commands(),
        [Command::In(TEAM, TeamCommand::RenameMe("Anna".into()))]
    );
}

#[wasm_bindgen_test]
async fn a_reader_is_shown_no_button_that_only_says_no() {
    let stage = in_team(TeamPage::Members, Role::Reader).await;
    let members = vec![
        member(BEA, "Bea", Role::Admin),
        member(ME, "Ana", Role::Reader),
    ];
    with_members(&stage, members).await;
    for selector in ["select.member-role", "#my-name", "li button"] {
        assert_eq!(stage.count(selector), 0, "{selector}");
    }
    assert!(!shown(&stage, "Invite"));
    stage.press("Leave this team").await;
    assert_eq!(stage.count("dialog[open]"), 1, "leaving is theirs");
    let stage = in_team(TeamPage::Direction, Role::Reader).await;
    with_direction(&stage, direction()).await;
    let fixed = stage.area("We want to").read_only();
    assert!(fixed);
    assert_eq!(stage.count("main form"), 0);
    assert!(stage.get(".choice").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn who_is_alone_ends_the_team() {
    let stage = in_team(TeamPage::Members, Role::Admin).await;
    with_members(&stage, vec![member(ME, "Ana", Role::Admin)]).await;
    stage.press("Take it off my devices").await;
    assert!(
        stage
            .text("dialog[open]")
            .contains("nobody can read it any more")
    );
    assert!(stage.take_commands().is_empty(), "it asks first");
    let confirm: HtmlElement = stage.get("dialog[open] button.danger").unchecked_into();
    confirm.click();
    stage.settle().await;
    assert_eq!(stage.take_commands(), [Command::ClearTeam(TEAM)]);
    stage
        .until("all teams are there", || super::path() == "/teams")
        .await;
}

#[wasm_bindgen_test]
async fn who_is_out_takes_the_team_off_their_devices() {
    let stage = in_team(TeamPage::Members, Role::Member).await;
    let members = vec![
        member(ME, "Ana", Role::Admin),
        member(BEA, "Bea", Role::Admin),
    ];
    with_members(&stage, members).await;
    let way_out = ".page.team > .actions > [aria-haspopup=dialog]";
    assert_eq!(stage.count(way_out), 0, "who is in it leaves first");
    for state in [TeamState::Left, TeamState::Removed, TeamState::Damaged] {
        let row = super::team_row(None, state);
        stage.tell(&View::Teams, Update::Teams(vec![row])).await;
        assert_eq!(stage.count(way_out), 1);
    }
    stage.get(way_out).unchecked_into::<HtmlElement>().click();
    stage.settle().await;
    assert!(
        stage
            .text("dialog[open]")
            .contains("stays with those who are in it")
    );
}
