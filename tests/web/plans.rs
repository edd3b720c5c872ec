//! Plans: the list, one of them, and the sheet that makes a commitment of a line.

use crate::stage::{Stage, fire};
use crate::team_stage::{ME, TEAM, is_in, within};
use commonplace_api::plan::{
    Commitment, CommitmentChange, EntryLink, GoalLink, NewSupport, Outcome, Plan, PlanChange,
    PlanRow, PlanStatus, Supports,
};
use commonplace_api::team::goal::{GoalChange, GoalRow, Trend};
use commonplace_api::team::space::{Role, TeamCommand};
use commonplace_api::{Change, Command, Day, Id, Stamp, TextChange, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const ID: Id = Id([5; 16]);
const COMMITMENT: Id = Id([6; 16]);

fn row(n: u8, status: PlanStatus) -> PlanRow {
    PlanRow {
        id: Id([n; 16]),
        title: format!("Plan {n}"),
        status,
        due: None,
        steps: 2,
        steps_done: 1,
        open: 0,
        supports: Vec::new(),
    }
}

fn plan() -> Plan {
    Plan {
        id: ID,
        title: "Ask better questions".into(),
        why: String::new(),
        status: PlanStatus::Active,
        start: None,
        due: None,
        skills: Vec::new(),
        goals: Vec::new(),
        steps: Vec::new(),
        commitments: vec![Commitment {
            id: COMMITMENT,
            when: "the retro ends".into(),
            i_will: "ask one question".into(),
            due: Some(Day(20_000)),
            from: Some(EntryLink {
                id: Id([7; 16]),
                title: Some("Silence is an answer".into()),
                at: Stamp {
                    ms: 0,
                    offset_minutes: 0,
                },
            }),
            outcome: None,
            outcome_at: None,
            rivals: Vec::new(),
            note: String::new(),
        }],
        evidence: Vec::new(),
        summaries: Vec::new(),
        deleted: false,
        read_only: false,
    }
}

async fn open(plan: Plan) -> Stage {
    let stage = Stage::open(&format!("/plans/{ID}")).await;
    stage
        .tell(&View::Plan(ID), Update::Plan(Box::new(plan)))
        .await;
    stage
}

fn changes(stage: &Stage) -> Vec<PlanChange> {
    let commands = stage.take_commands().into_iter();
    let changes = commands.filter_map(|command| match command {
        Command::Change {
            change: Change::Plan(change),
            ..
        } => Some(change),
        _ => None,
    });
    changes.collect()
}

fn outcome(outcome: Option<Outcome>) -> PlanChange {
    PlanChange::Commitment(COMMITMENT, CommitmentChange::Outcome(outcome))
}

#[wasm_bindgen_test]
async fn an_empty_list_offers_three_ways_to_begin() {
    let stage = Stage::open("/plans").await;
    assert_eq!(stage.count(".skeletons"), 1);
    stage.tell(&View::Plans, Update::Plans(Vec::new())).await;
    assert!(stage.text(".empty").contains("No plans yet"));
    assert_eq!(stage.count("button.template"), 3);
    stage.press("Blank plan").await;
    assert_eq!(changes(&stage), [PlanChange::Status(PlanStatus::Draft)]);
}

#[wasm_bindgen_test]
async fn plans_stand_by_how_they_are() {
    let stage = Stage::open("/plans").await;
    let rows = vec![row(1, PlanStatus::Active), row(2, PlanStatus::Done)];
    stage.tell(&View::Plans, Update::Plans(rows)).await;
    assert!(stage.text("ul[aria-label='Under way']").contains("Plan 1"));
    assert!(
        stage
            .text("ul[aria-label='Under way']")
            .contains("1 of 2 steps")
    );
    assert!(stage.text("ul[aria-label='Done']").contains("Plan 2"));
}

#[wasm_bindgen_test]
async fn the_wizard_saves_as_it_goes() {
    let stage = Stage::open("/plans?new").await;
    stage.tell(&View::Plans, Update::Plans(Vec::new())).await;
    stage.fill("#answer", "Ask better questions").await;
    stage.press("Next").await;
    let title = TextChange {
        was: String::new(),
        now: "Ask better questions".into(),
    };
    assert_eq!(changes(&stage), [PlanChange::Title(title)]);
    stage.fill("#answer", "So that people answer").await;
    stage.press("Next").await;
    let said = changes(&stage);
    assert!(matches!(said.as_slice(), [PlanChange::Why(_)]), "{said:?}");
    for _ in 0..2 {
        stage.press("Next").await;
    }
    assert_eq!(changes(&stage), []);
    stage.press("Start the plan").await;
    let said = changes(&stage);
    assert!(
        said.contains(&PlanChange::Status(PlanStatus::Active)),
        "{said:?}"
    );
}

#[wasm_bindgen_test]
async fn one_tap_says_what_became_of_a_commitment_and_another_takes_it_back() {
    let stage = open(plan()).await;
    assert!(stage.text(".commitment").contains("Silence is an answer"));
    stage.press("Did it").await;
    assert_eq!(changes(&stage), [outcome(Some(Outcome::Did))]);
    let mut done = plan();
    done.commitments[0].outcome = Some(Outcome::Did);
    stage
        .tell(&View::Plan(ID), Update::Plan(Box::new(done.clone())))
        .await;
    stage.press("Did it").await;
    assert_eq!(changes(&stage), [outcome(None)]);
    done.commitments[0].rivals = vec![Outcome::Partly];
    stage
        .tell(&View::Plan(ID), Update::Plan(Box::new(done)))
        .await;
    assert!(stage.text(".commitment").contains("you also said: Partly"));
    stage.press("Did it").await;
    assert_eq!(
        changes(&stage),
        [outcome(Some(Outcome::Did))],
        "it is settled"
    );
}

#[wasm_bindgen_test]
async fn what_is_typed_stays_while_the_core_answers_late() {
    let stage = open(plan()).await;
    let title = stage.area("Title");
    let focusable: &HtmlElement = title.unchecked_ref();
    focusable.focus().unwrap();
    stage.write(&title, "Ask better questions, daily").await;
    assert_eq!(changes(&stage).len(), 1);
    let mut late = plan();
    late.why = "Said on another device".into();
    stage
        .tell(&View::Plan(ID), Update::Plan(Box::new(late)))
        .await;
    assert_eq!(title.value(), "Ask better questions, daily");
    assert_eq!(stage.area("What for").value(), "Said on another device");
}

#[wasm_bindgen_test]
async fn what_is_taken_out_can_be_had_back() {
    let stage = open(plan()).await;
    stage.press("Remove commitment").await;
    assert_eq!(changes(&stage), [PlanChange::RemoveCommitment(COMMITMENT)]);
    stage.press("Undo").await;
    assert_eq!(changes(&stage), [PlanChange::RestoreCommitment(COMMITMENT)]);
}

#[wasm_bindgen_test]
async fn a_plan_of_a_newer_version_can_only_be_read() {
    let stage = open(Plan {
        read_only: true,
        ..plan()
    })
    .await;
    assert!(stage.area("Title").read_only());
    assert_eq!(stage.count(".choices button:not([disabled])"), 0);
}

const GOAL: Id = Id([9; 16]);
const COUNT: &str = "Let the team count this plan";

fn link(counted: bool) -> GoalLink {
    GoalLink {
        supports: Supports {
            team: TEAM,
            goal: GOAL,
            counted,
            counted_elsewhere: false,
        },
        name: "Answer within a day".into(),
        team_name: "Night shift".into(),
    }
}

fn supporting(counted: bool) -> Plan {
    Plan {
        goals: vec![link(counted)],
        ..plan()
    }
}

fn goal_row(title: &str) -> GoalRow {
    GoalRow {
        id: GOAL,
        title: title.into(),
        unit: String::new(),
        recent: Vec::new(),
        target: None,
        due: None,
        owner: None,
        share: None,
        trend: Trend::NoTarget,
        check_ins: 0,
        blocker: String::new(),
        supporting: 0,
        contested: false,
        sample: false,
    }
}

/// What was changed of the plan, and what the team was told of its goal.
fn said(stage: &Stage) -> (Vec<PlanChange>, Vec<GoalChange>) {
    let (mut plans, mut goals) = (Vec::new(), Vec::new());
    for command in stage.take_commands() {
        match command {
            Command::Change {
                change: Change::Plan(change),
                ..
            } => plans.push(change),
            Command::In(TEAM, TeamCommand::Change { id: GOAL, change }) => match *change {
                Change::Goal(ME, change) => goals.push(change),
                other => panic!("{other:?}"),
            },
            Command::In(..) => panic!("the team was told something else"),
            _ => {}
        }
    }
    (plans, goals)
}

#[wasm_bindgen_test]
async fn a_goal_of_a_team_is_chosen_and_the_team_hears_nothing() {
    let stage = open(plan()).await;
    assert!(stage.get(".team-goals").has_attribute("hidden"), "no team");
    is_in(&stage, Role::Member).await;
    stage.press("Choose a goal of a team").await;
    let rows = vec![goal_row("Answer within a day")];
    stage.tell(&within(View::Goals), Update::Goals(rows)).await;
    let select: web_sys::HtmlSelectElement = stage.get("#team-goal").unchecked_into();
    select.set_value(&format!("{TEAM}/{GOAL}"));
    fire(&select, "change");
    stage.settle().await;
    let new = NewSupport {
        team: TEAM,
        goal: GOAL,
        name: "Answer within a day".into(),
        team_name: "Night shift".into(),
    };
    assert_eq!(said(&stage), (vec![PlanChange::Support(new)], vec![]));
}

#[wasm_bindgen_test]
async fn a_plan_is_counted_after_it_is_said_what_others_see_and_not_any_more_at_one_press() {
    let stage = open(supporting(false)).await;
    is_in(&stage, Role::Member).await;
    let rows = vec![goal_row("Answer within an hour")];
    stage.tell(&within(View::Goals), Update::Goals(rows)).await;
    assert!(
        stage.text(".team-goal a").contains("within an hour"),
        "as it is called now"
    );
    stage.press(COUNT).await;
    let says = stage.text("dialog[open]");
    assert!(
        says.contains("with your name. Nothing else of it."),
        "{says}"
    );
    assert_eq!(said(&stage), (vec![], vec![]));
    stage.press("Let it be counted").await;
    let count = |on| PlanChange::Count(TEAM, GOAL, on);
    assert_eq!(
        said(&stage),
        (vec![count(true)], vec![GoalChange::Support(true)])
    );
    let update = Update::Plan(Box::new(supporting(true)));
    stage.tell(&View::Plan(ID), update).await;
    stage.press(COUNT).await;
    assert_eq!(
        said(&stage),
        (vec![count(false)], vec![GoalChange::Support(false)])
    );
}

#[wasm_bindgen_test]
async fn what_is_taken_out_is_not_counted_and_comes_back_uncounted() {
    let stage = open(supporting(true)).await;
    is_in(&stage, Role::Member).await;
    stage.press("Take out Answer within a day").await;
    let out = PlanChange::StopSupporting(TEAM, GOAL);
    assert_eq!(said(&stage), (vec![out], vec![GoalChange::Support(false)]));
    stage.press("Undo").await;
    let back = said(&stage);
    assert!(matches!(back.0.as_slice(), [PlanChange::Support(_)]) && back.1.is_empty());
    let delete: HtmlElement = stage
        .get(".menu-item.danger:not([hidden])")
        .unchecked_into();
    delete.click();
    stage.settle().await;
    let gone = said(&stage);
    let count = PlanChange::Count(TEAM, GOAL, false);
    assert_eq!(gone, (vec![count], vec![GoalChange::Support(false)]));
}

#[wasm_bindgen_test]
async fn a_goal_stays_by_its_name_when_its_team_is_gone() {
    let stage = open(supporting(true)).await;
    let says = stage.text(".team-goal");
    assert!(says.contains("Answer within a day") && says.contains("Night shift"));
    assert!(says.contains("not on this device"));
    assert_eq!(stage.count(".team-goal a, .team-goal .choice"), 0);
    stage.press("Take out Answer within a day").await;
    let out = PlanChange::StopSupporting(TEAM, GOAL);
    assert_eq!(said(&stage), (vec![out], vec![]));
}
