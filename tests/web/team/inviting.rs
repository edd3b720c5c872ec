//! Giving an invite away, and coming in by one.

use super::{
    LINK, TEAM, answer, asks, focused, in_team, invite, path, select, shown, with_invites,
};
use crate::stage::Stage;
use commonplace::features::team::pages::{TeamPage, team_path};
use commonplace::shell::handing;
use commonplace_api::team::space::{Ask, Asked, Invitation, InviteId, Role, TeamProblem};
use commonplace_api::{Command, Session, Update, View};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

#[wasm_bindgen_test]
async fn a_link_is_there_at_one_press_and_serves_again() {
    let stage = in_team(TeamPage::Members, Role::Admin).await;
    stage.press("Invite").await;
    with_invites(&stage, Vec::new()).await;
    let asked = asks(&stage);
    let [
        (
            ask,
            Ask::Invite {
                role,
                uses,
                expires_ms,
            },
        ),
    ] = asked.as_slice()
    else {
        panic!("{asked:?}")
    };
    assert_eq!((*role, *uses), (Role::Member, 10));
    assert!(*expires_ms > 0);
    with_invites(&stage, vec![invite(1, Role::Member, Some(LINK))]).await;
    answer(&stage, *ask, Asked::Done(TEAM)).await;
    let field: HtmlInputElement = stage.get("#invite-link").unchecked_into();
    assert_eq!(stage.text("label[for=invite-link]"), "Invite link");
    assert!(field.read_only());
    assert_eq!(field.value(), LINK);
    assert_eq!(stage.count("dialog svg.qr"), 1);
    assert!(stage.text("#invite-until").contains("10 more people"));
    stage.press("Close").await;
    stage.press("Invite").await;
    with_invites(&stage, vec![invite(1, Role::Member, Some(LINK))]).await;
    assert!(asks(&stage).is_empty(), "the one that is there serves");
    assert_eq!(stage.count("#invite-link"), 1);
}

#[wasm_bindgen_test]
async fn another_link_is_made_as_it_is_wished_for() {
    let stage = in_team(TeamPage::Members, Role::Admin).await;
    stage.press("Invite").await;
    let first = invite(1, Role::Member, Some(LINK));
    with_invites(&stage, vec![first.clone()]).await;
    stage
        .get("dialog details")
        .set_attribute("open", "")
        .unwrap();
    stage
        .get("input[value=reader]")
        .unchecked_into::<HtmlElement>()
        .click();
    select(&stage, "#invite-days", "1");
    select(&stage, "#invite-uses", "1");
    stage.press("Make a link").await;
    let asked = asks(&stage);
    let [(ask, Ask::Invite { role, uses, .. })] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!((*role, *uses), (Role::Reader, 1));
    answer(&stage, *ask, Asked::Waiting).await;
    assert!(
        stage
            .text("dialog .outcome")
            .contains("does not answer yet")
    );
    let second = invite(2, Role::Reader, Some("https://app.example/join#other"));
    with_invites(&stage, vec![first, second]).await;
    let field: HtmlInputElement = stage.get("#invite-link").unchecked_into();
    assert!(field.value().ends_with("#other"));
    answer(&stage, *ask, Asked::Failed(TeamProblem::TooMany)).await;
    assert!(stage.text("dialog [role=alert]").contains("no room"));
}

#[wasm_bindgen_test]
async fn a_link_that_waits_for_the_relay_is_given_up_with_its_sheet() {
    let stage = in_team(TeamPage::Members, Role::Admin).await;
    stage.press("Invite").await;
    with_invites(&stage, Vec::new()).await;
    let (ask, _) = asks(&stage).remove(0);
    answer(&stage, ask, Asked::Waiting).await;
    stage.press("Close").await;
    stage
        .until("the sheet is closed", || stage.count("dialog[open]") == 0)
        .await;
    assert_eq!(stage.take_commands(), [Command::CloseAsked(ask)]);
}

#[wasm_bindgen_test]
async fn a_link_is_taken_back() {
    let stage = in_team(TeamPage::Members, Role::Admin).await;
    with_invites(&stage, vec![invite(1, Role::Reader, None)]).await;
    assert!(stage.text("ul[aria-label='Open links']").contains("Reader"));
    stage.press("Revoke").await;
    let asked = asks(&stage);
    assert!(
        matches!(asked.as_slice(), [(_, Ask::Revoke(InviteId([1, ..])))]),
        "{asked:?}"
    );
}

/// The app, opened by an invite.
async fn invited() -> Stage {
    let history = window().history().unwrap();
    let address = "/join#secret";
    history
        .push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address))
        .unwrap();
    handing::take_from_address();
    assert_eq!(window().location().hash().unwrap(), "");
    Stage::at("/join").await
}

/// The invite that the screen asks about.
fn link_of(stage: &Stage) -> String {
    let all = stage.subscriptions().into_iter().rev();
    let mut links = all.filter_map(|(_, view)| match view {
        View::Invitation(link) => Some(link),
        _ => None,
    });
    links.next().expect("the invite is asked about")
}

async fn said_of_invite(stage: &Stage, invitation: Invitation) {
    let view = View::Invitation(link_of(stage));
    stage.tell(&view, Update::Invitation(invitation)).await;
}

fn open_invitation() -> Invitation {
    Invitation::Open {
        team: TEAM,
        name: "Night shift".into(),
        role: Role::Member,
        left: 3,
        expires_ms: 0,
        members: 4,
    }
}

#[wasm_bindgen_test]
async fn an_invite_leaves_the_address_and_joins_by_name() {
    let stage = invited().await;
    stage.session(Session::Ready).await;
    assert!(link_of(&stage).ends_with("/join#secret"));
    let state = window().history().unwrap().state().unwrap();
    assert!(!format!("{state:?}").contains("secret"), "{state:?}");
    said_of_invite(&stage, open_invitation()).await;
    assert_eq!(stage.text("main h1"), "Join Night shift");
    for said in [
        "4 people are in it",
        "Your team sees",
        "Your team never sees",
        "your private plans",
    ] {
        assert!(shown(&stage, said), "{said}");
    }
    assert!(!stage.text("main").contains("secret"));
    stage.press("Join team").await;
    assert!(stage.text("[role=alert]").contains("A name is missing"));
    assert_eq!(focused(), "your-name");
    stage.fill("#your-name", " Bea ").await;
    stage.press("Join team").await;
    let commands = stage.take_commands();
    let Some(Command::JoinTeam {
        ask,
        link,
        your_name,
    }) = commands.last()
    else {
        panic!("{commands:?}")
    };
    assert!(link.ends_with("#secret"));
    assert_eq!(your_name, "Bea");
    answer(&stage, *ask, Asked::Done(TEAM)).await;
    let there = team_path(TEAM, TeamPage::Direction);
    stage.until("it is there", || path() == there).await;
}

#[wasm_bindgen_test]
async fn whoever_has_no_journal_gets_one_when_they_join() {
    let stage = invited().await;
    stage.session(Session::New { refused: None }).await;
    assert!(shown(&stage, "A journal of your own is made"));
    stage.fill("#your-name", "Bea").await;
    stage.press("Join team").await;
    assert_eq!(stage.take_commands(), [Command::Begin]);
    stage.session(Session::Opening).await;
    assert!(stage.take_commands().is_empty(), "not before it is there");
    stage.session(Session::Ready).await;
    let commands = stage.take_commands();
    let [Command::JoinTeam { your_name, .. }] = commands.as_slice() else {
        panic!("{commands:?}")
    };
    assert_eq!(your_name, "Bea");
}

#[wasm_bindgen_test]
async fn each_reason_is_a_sentence_and_a_relay_that_is_silent_is_none() {
    let stage = invited().await;
    stage.session(Session::Ready).await;
    for (problem, said) in [
        (TeamProblem::LinkBad, "This is not an invite"),
        (TeamProblem::LinkDamaged, "part of this invite is missing"),
        (TeamProblem::NewerVersion, "newer version"),
        (TeamProblem::UnknownTeam, "does not have this team"),
        (TeamProblem::InviteGone, "used up or taken back"),
        (TeamProblem::InviteExpired, "has run out"),
        (TeamProblem::Refused { code: 7 }, "number 7"),
    ] {
        let name = String::new();
        said_of_invite(&stage, Invitation::Failed { name, problem }).await;
        let alert = stage.text("main [role=alert]");
        assert!(alert.contains(said), "{alert}");
        assert!(alert.contains("Nothing changed"), "{alert}");
        assert_eq!(stage.count("#your-name"), 0, "{said}");
    }
    let already = Invitation::Failed {
        name: String::new(),
        problem: TeamProblem::AlreadyIn(TEAM),
    };
    said_of_invite(&stage, already).await;
    let open = stage.get("a.button.primary").get_attribute("href");
    assert_eq!(open, Some(team_path(TEAM, TeamPage::Direction)));
    let silent = Invitation::Failed {
        name: String::new(),
        problem: TeamProblem::Unreachable,
    };
    said_of_invite(&stage, silent).await;
    assert!(shown(&stage, "You can join all the same"));
    assert_eq!(stage.count("#your-name"), 1);
    stage.press("Not this team").await;
    assert_eq!(stage.count("#pasted-invite"), 1);
}

#[wasm_bindgen_test]
async fn an_invite_can_be_pasted() {
    let stage = Stage::open("/teams").await;
    stage.press("Look at it").await;
    assert_eq!(focused(), "pasted-invite");
    stage.fill("#pasted-invite", " pasted text ").await;
    stage.press("Look at it").await;
    stage.until("it is there", || path() == "/join").await;
    stage.settle().await;
    assert_eq!(link_of(&stage), "pasted text");
}
