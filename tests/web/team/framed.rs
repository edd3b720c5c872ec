//! What stands around the pages of a team, and what leads to them.

use super::{NORM, TEAM, in_team, path, shown, team_row};
use crate::stage::Stage;
use commonplace::features::team::pages::{TeamPage, team_path};
use commonplace::routes::Screen;
use commonplace_api::team::space::{Role, TeamCommand, TeamProblem, TeamState};
use commonplace_api::wire::FromCore;
use commonplace_api::{Command, Kind, Notice, Update, View};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

#[wasm_bindgen_test]
fn an_address_of_a_team_leads_to_a_page_that_is_there() {
    let at = |rest: &str| Screen::at(&format!("/team/{TEAM}{rest}"));
    assert_eq!(at(""), Screen::Team(TEAM, TeamPage::Direction));
    assert_eq!(at("/members"), Screen::Team(TEAM, TeamPage::Members));
    for nowhere in ["/xyz", "/members/x", "/goals/xyz", "/members/x/y"] {
        assert_eq!(at(nowhere), Screen::Nowhere, "{nowhere}");
    }
    assert_eq!(Screen::at("/team/abc"), Screen::Nowhere);
    assert_eq!(Screen::at("/team"), Screen::Nowhere);
    assert_eq!(Screen::at("/join"), Screen::Join);
    assert_eq!(Screen::at("/teams/start"), Screen::StartTeam);
}

#[wasm_bindgen_test]
async fn a_team_says_its_name_its_parts_and_how_it_stands() {
    let stage = Stage::open(&team_path(TEAM, TeamPage::Direction)).await;
    assert!(!shown(&stage, "not on this device"), "nobody said so yet");
    stage.tell(&View::Teams, Update::Teams(Vec::new())).await;
    assert_eq!(stage.text("h1"), "This team is not on this device");
    for (state, said) in [
        (TeamState::Arriving, "still arriving"),
        (TeamState::KeysRenewed, "waits for the new ones"),
        (TeamState::Removed, "an admin removed you"),
        (TeamState::Left, "You left this team"),
        (TeamState::Damaged, "cannot be read"),
    ] {
        let row = team_row(Some(Role::Admin), state);
        stage.tell(&View::Teams, Update::Teams(vec![row])).await;
        let standing = stage.text("main [role=status]");
        assert!(standing.contains(said), "{standing}");
    }
    let row = team_row(Some(Role::Reader), TeamState::Open);
    stage.tell(&View::Teams, Update::Teams(vec![row])).await;
    assert_eq!(stage.text(".team-name"), "Night shift");
    assert!(stage.text(".team-standing").contains("You read here"));
    let links = stage.text("nav.team-links");
    assert!(links.contains("Members"), "{links}");
    assert_eq!(
        stage.text("nav.team-links [aria-current=page]"),
        "Where we’re going"
    );
}

#[wasm_bindgen_test]
async fn from_part_to_part_the_frame_stays_and_the_heading_has_the_focus() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    let name = stage.get(".team-name");
    let members = format!(
        ".team-links a[href='{}']",
        team_path(TEAM, TeamPage::Members)
    );
    stage.get(&members).unchecked_into::<HtmlElement>().click();
    stage
        .until("the heading has the focus", || {
            let active = document().active_element();
            active.is_some_and(|active| active.text_content().as_deref() == Some("Members"))
        })
        .await;
    assert!(name.is_connected());
    assert_eq!(document().title(), "Members · Commonplace");
}

#[wasm_bindgen_test]
async fn teams_stand_at_the_side_and_those_that_are_over_do_not() {
    let stage = Stage::open("/journal").await;
    let row = team_row(Some(Role::Member), TeamState::Open);
    stage.tell(&View::Teams, Update::Teams(vec![row])).await;
    assert_eq!(stage.text(".tab-team"), "Night shift");
    let gone = team_row(None, TeamState::Removed);
    stage.tell(&View::Teams, Update::Teams(vec![gone])).await;
    assert_eq!(stage.count(".tab-team"), 0);
}

#[wasm_bindgen_test]
async fn what_is_put_away_in_a_team_comes_back_through_the_team() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    let notice = Notice::In(TEAM, Box::new(Notice::Deleted(Kind::Goal, NORM)));
    stage.hear(FromCore::Notice(notice)).await;
    assert!(stage.text(".toasts").contains("Goal deleted"));
    stage.press("Undo").await;
    assert_eq!(
        stage.take_commands(),
        [Command::In(TEAM, TeamCommand::Restore(NORM))]
    );
    let refused = Notice::NotInTeam(TEAM, TeamProblem::ReadOnly);
    stage.hear(FromCore::Notice(refused)).await;
    assert!(stage.text(".toasts").contains("not write in it"));
}

#[wasm_bindgen_test]
async fn letters_and_the_palette_lead_into_the_team() {
    let stage = in_team(TeamPage::Members, Role::Member).await;
    let front = team_path(TEAM, TeamPage::Direction);
    stage.key(&stage.get("h1"), "g", false).await;
    stage.key(&stage.get("h1"), "w", false).await;
    stage.until("the front is there", || path() == front).await;
    stage.key(&stage.get("h1"), "g", false).await;
    stage.key(&stage.get("h1"), "m", false).await;
    stage
        .until("all teams are there", || path() == "/teams")
        .await;
    stage.key(&stage.get("h1"), "k", true).await;
    stage
        .until("the palette asks", || stage.count(".palette-input") == 1)
        .await;
    stage.fill(".palette-input", "night members").await;
    assert_eq!(stage.count("[role=option]"), 1);
    stage
        .key(&stage.get(".palette-input"), "Enter", false)
        .await;
    let members = team_path(TEAM, TeamPage::Members);
    stage
        .until("the members are there", || path() == members)
        .await;
}

#[wasm_bindgen_test]
async fn on_a_phone_today_leads_to_each_team() {
    let stage = Stage::open("/").await;
    assert_eq!(stage.count("nav[aria-label='Teams']"), 0);
    let row = team_row(Some(Role::Member), TeamState::Open);
    stage.tell(&View::Teams, Update::Teams(vec![row])).await;
    let link = stage.get("nav[aria-label='Teams'] a").get_attribute("href");
    assert_eq!(link, Some(team_path(TEAM, TeamPage::Direction)));
}
