//! Teams: starting one, inviting, joining, who is in it, where it is going; and what a reader is not shown.

use crate::stage::{Stage, fire};
use commonplace::features::team::pages::{TeamPage, team_path};
use commonplace::routes::Screen;
use commonplace::shell::handing;
use commonplace_api::team::space::{
    Ask, Asked, Invitation, InviteId, InviteRow, Membership, Role, TeamCommand, TeamId,
    TeamProblem, TeamRow, TeamState,
};
use commonplace_api::team::{
    Choice, Contested, Field, MemberRow, Norm, NormChange, NormStatus, Person, Team, TeamChange,
    Value, Vision,
};
use commonplace_api::wire::FromCore;
use commonplace_api::{
    Change, Command, Id, Kind, Notice, RelayState, Session, Stamp, Update, View,
};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};

const TEAM: TeamId = TeamId([9; 32]);
const ME: Id = Id([1; 16]);
const BEA: Id = Id([2; 16]);
const CHI: Id = Id([3; 16]);
const NORM: Id = Id([4; 16]);
const LINK: &str = "https://app.example/join#secret";

fn team_row(role: Option<Role>, state: TeamState) -> TeamRow {
    TeamRow {
        team: TEAM,
        name: "Night shift".into(),
        me: ME,
        role,
        state,
        relay: RelayState::Online,
    }
}

/// The app at a page of the team, in which this person has `role`.
async fn in_team(page: TeamPage, role: Role) -> Stage {
    let stage = Stage::open(&team_path(TEAM, page)).await;
    let row = team_row(Some(role), TeamState::Open);
    stage.tell(&View::Teams, Update::Teams(vec![row])).await;
    stage
}

fn within(view: View) -> View {
    View::In(TEAM, Box::new(view))
}

fn person(id: Id, name: &str) -> Person {
    Person {
        id,
        name: name.into(),
    }
}

fn member(id: Id, name: &str, role: Role) -> Membership {
    Membership {
        person: person(id, name),
        role,
        since_ms: Some(0),
        heard_ms: (id != ME).then_some(86_400_000),
        me: id == ME,
    }
}

async fn with_members(stage: &Stage, members: Vec<Membership>) {
    stage
        .tell(&within(View::Members), Update::Members(members))
        .await;
}

fn invite(n: u8, role: Role, link: Option<&str>) -> InviteRow {
    InviteRow {
        invite: InviteId([n; 32]),
        role,
        left: 10,
        expires_ms: 7 * 86_400_000,
        link: link.map(str::to_owned),
    }
}

async fn with_invites(stage: &Stage, invites: Vec<InviteRow>) {
    stage
        .tell(&within(View::Invites), Update::Invites(invites))
        .await;
}

/// What was asked of the team, each with its name.
fn asks(stage: &Stage) -> Vec<(Id, Ask)> {
    let commands = stage.take_commands().into_iter();
    let asks = commands.filter_map(|command| match command {
        Command::In(TEAM, TeamCommand::Ask(id, ask)) => Some((id, ask)),
        _ => None,
    });
    asks.collect()
}

/// What was changed about where the team is going.
fn changes(stage: &Stage) -> Vec<TeamChange> {
    let commands = stage.take_commands().into_iter();
    let changes = commands.filter_map(|command| match command {
        Command::In(
            TEAM,
            TeamCommand::Change {
                id: Id::TEAM,
                change,
            },
        ) => match *change {
            Change::Team(ME, change) => Some(change),
            _ => None,
        },
        _ => None,
    });
    changes.collect()
}

async fn answer(stage: &Stage, ask: Id, said: Asked) {
    stage.tell(&View::Asked(ask), Update::Asked(said)).await;
}

fn focused() -> String {
    let active = document().active_element();
    active.map(|element| element.id()).unwrap_or_default()
}

fn path() -> String {
    window().location().pathname().unwrap()
}

fn shown(stage: &Stage, text: &str) -> bool {
    stage.text("main").contains(text)
}

fn select(stage: &Stage, selector: &str, value: &str) {
    let select: HtmlSelectElement = stage.get(selector).unchecked_into();
    select.set_value(value);
    fire(&select, "change");
}

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

fn stamp() -> Stamp {
    Stamp {
        ms: 0,
        offset_minutes: 0,
    }
}

fn vision(n: u8, text: &str) -> Vision {
    Vision {
        id: Id([n; 16]),
        text: text.into(),
        by: Some(person(BEA, "Bea")),
        adopted: stamp(),
        sample: false,
    }
}

fn direction() -> Team {
    Team {
        name: "Night shift".into(),
        visions: vec![vision(1, "We ask first"), vision(2, "We never stop")],
        norms: vec![Norm {
            id: NORM,
            today: "hide mistakes".into(),
            want: "say them early".into(),
            status: NormStatus::Spotted,
            example: String::new(),
            lesson: None,
            sample: false,
        }],
        contested: Vec::new(),
        read_only: false,
    }
}

async fn with_direction(stage: &Stage, team: Team) {
    stage
        .tell(&within(View::Team), Update::Team(Box::new(team)))
        .await;
}

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
    assert!(stage.get(".settling").has_attribute("hidden"));
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
    let said = stage.text(".settling");
    assert!(said.contains("Ana") && said.contains("Bea"), "{said}");
    stage.press("Keep “Normal by now”").await;
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
async fn what_is_put_away_in_a_team_comes_back_through_the_team() {
    let stage = in_team(TeamPage::Direction, Role::Member).await;
    let notice = Notice::In(TEAM, Box::new(Notice::Deleted(Kind::Goal, NORM)));
    stage.hear(FromCore::Notice(notice)).await;
    stage.press("Undo").await;
    assert_eq!(
        stage.take_commands(),
        [Command::In(TEAM, TeamCommand::Restore(NORM))]
    );
    let refused = Notice::NotInTeam(TEAM, TeamProblem::ReadOnly);
    stage.hear(FromCore::Notice(refused)).await;
    assert!(stage.text(".toasts").contains("not write in it"));
}
