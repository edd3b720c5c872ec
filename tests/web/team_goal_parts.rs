//! What stands around a goal of a team: the skills it takes, what moved alongside, and plans that support it.

use crate::stage::{Stage, fire};
use crate::team_goals::{ID, goal, open, said, skill};
use crate::team_stage::{ME, NOON, TEAM, ben, me, within};
use commonplace_api::plan::{NewSupport, PlanChange, PlanRow, PlanStatus, Supports};
use commonplace_api::skill::{SkillRow, Starter};
use commonplace_api::team::goal::{Goal, GoalChange};
use commonplace_api::team::lesson::LessonRow;
use commonplace_api::team::space::{Role, TeamCommand};
use commonplace_api::{Change, Command, Id, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const COUNT: &str = "Let the team count this plan";

async fn choose(stage: &Stage, select: &str, value: &str) {
    let element: web_sys::HtmlSelectElement = stage.get(select).unchecked_into();
    element.set_value(value);
    assert_eq!(element.value(), value, "it is not offered");
    fire(&element, "change");
    stage.settle().await;
}

#[wasm_bindgen_test]
async fn a_skill_is_chosen_from_what_there_is_or_named_anew() {
    let stage = open(goal(), Role::Member).await;
    let own = SkillRow {
        id: Id([51; 16]),
        name: "Asking".into(),
        tag: "asking".into(),
        starter: None,
        trend: vec![4],
        target: None,
        placed_at: None,
        sentence: "Private".into(),
    };
    stage.tell(&View::Skills, Update::Skills(vec![own])).await;
    let named = vec![skill(52, "Handovers"), skill(53, "listening")];
    stage
        .tell(&within(View::TeamSkills), Update::TeamSkills(named))
        .await;
    let offered = stage.text("#goal-skill");
    assert!(offered.contains("Asking") && offered.contains("Handovers"));
    assert!(!offered.contains("istening"), "it is named already");
    assert!(!stage.text(".page").contains("Private"));
    choose(&stage, "#goal-skill", &Id([51; 16]).to_string()).await;
    choose(&stage, "#goal-skill", &Starter::Writing.id().to_string()).await;
    choose(&stage, "#goal-skill", "another").await;
    stage.fill("#goal-skill-new", " Calm ").await;
    stage.press("Add").await;
    let said_now = said(&stage);
    let names: Vec<_> = said_now
        .iter()
        .map(|change| match change {
            GoalChange::AddSkill(skill) => skill.name.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!((names[0], names[2], names.len()), ("Asking", "Calm", 3));
    assert!(stage.find("#goal-skill-new").is_none());
    stage.press("Take out Listening").await;
    assert_eq!(said(&stage), [GoalChange::RemoveSkill(Id([50; 16]))]);
    stage.press("Undo").await;
    assert_eq!(said(&stage), [GoalChange::AddSkill(skill(50, "Listening"))]);
}

#[wasm_bindgen_test]
async fn what_moved_alongside_is_said_in_those_words() {
    let says = |stage: &Stage| stage.text(".alongside").replace('\u{a0}', " ");
    let stage = open(goal(), Role::Reader).await;
    let none = says(&stage);
    assert!(none.contains("Moved alongside") && none.contains("No lesson"));
    assert!(none.contains("1 supporting plan"));
    assert_eq!(stage.count(".alongside a"), 0);
    let row = LessonRow {
        id: Id([60; 16]),
        title: "Ask before you answer".into(),
        excerpt: String::new(),
        tags: Vec::new(),
        by: ben(),
        published: NOON,
        thanks: 0,
        withdrawn: false,
        sample: false,
    };
    let mut with = goal();
    with.alongside.lessons = vec![row];
    with.alongside.more = 3;
    let stage = open(with, Role::Reader).await;
    let link = stage.get(".alongside a");
    let href = link.get_attribute("href").unwrap();
    assert!(
        href.ends_with(&format!("/lessons/{}", Id([60; 16]))),
        "{href}"
    );
    let said = says(&stage);
    assert!(said.contains("Ask before you answer") && said.contains("Ben"));
    assert!(said.contains("3 older lessons"));
    let nobody = Goal {
        skills: Vec::new(),
        ..goal()
    };
    let stage = open(nobody, Role::Member).await;
    assert!(says(&stage).contains("Name a skill"));
}

fn plan(n: u8, supports: Option<(bool, bool)>) -> PlanRow {
    let supports = supports.map(|(counted, counted_elsewhere)| Supports {
        team: TEAM,
        goal: ID,
        counted,
        counted_elsewhere,
    });
    PlanRow {
        id: Id([n; 16]),
        title: format!("Plan {n}"),
        status: PlanStatus::Active,
        due: None,
        steps: 0,
        steps_done: 0,
        open: 0,
        supports: supports.into_iter().collect(),
    }
}

/// What was changed of plans, and said of the goal in the team.
fn counted(stage: &Stage) -> (Vec<(Id, PlanChange)>, Vec<GoalChange>) {
    let (mut plans, mut goals) = (Vec::new(), Vec::new());
    for command in stage.take_commands() {
        match command {
            Command::Change {
                id,
                change: Change::Plan(change),
            } => plans.push((id, change)),
            Command::In(TEAM, TeamCommand::Change { id, change }) => {
                assert_eq!(id, ID);
                match *change {
                    Change::Goal(ME, change) => goals.push(change),
                    other => panic!("{other:?}"),
                }
            }
            _ => {}
        }
    }
    (plans, goals)
}

#[wasm_bindgen_test]
async fn a_plan_of_mine_is_counted_only_after_it_was_said_what_others_see() {
    let stage = open(goal(), Role::Member).await;
    let plans = vec![plan(1, Some((false, false))), plan(2, None)];
    stage.tell(&View::Plans, Update::Plans(plans)).await;
    assert!(
        stage
            .text("ul[aria-label='Your plans that support it']")
            .contains("Plan 1")
    );
    let link = stage.get("ul[aria-label='Your plans that support it'] a");
    let href = link.get_attribute("href").unwrap();
    assert_eq!(href, format!("/plans/{}", Id([1; 16])));
    stage.press(COUNT).await;
    assert_eq!(counted(&stage), (vec![], vec![]));
    let says = stage.text("dialog[open]");
    let promise = "Night shift sees that a plan of yours supports this goal, with your name. Nothing else of it.";
    assert!(says.contains(promise), "{says}");
    stage.press("Cancel").await;
    assert_eq!(counted(&stage), (vec![], vec![]));
    stage.press(COUNT).await;
    stage.press("Let it be counted").await;
    let on = (Id([1; 16]), PlanChange::Count(TEAM, ID, true));
    assert_eq!(counted(&stage), (vec![on], vec![GoalChange::Support(true)]));
    choose(
        &stage,
        "select[aria-label='A plan of mine supports this']",
        &Id([2; 16]).to_string(),
    )
    .await;
    let new = NewSupport {
        team: TEAM,
        goal: ID,
        name: "Answer within a day".into(),
        team_name: "Night shift".into(),
    };
    let noted = (Id([2; 16]), PlanChange::Support(new));
    assert_eq!(
        counted(&stage),
        (vec![noted], vec![]),
        "the plan alone knows"
    );
}

#[wasm_bindgen_test]
async fn what_is_counted_is_switched_off_at_once_unless_another_plan_is_counted() {
    let off = |n| (Id([n; 16]), PlanChange::Count(TEAM, ID, false));
    let stage = open(goal(), Role::Member).await;
    for (elsewhere, told) in [(true, vec![]), (false, vec![GoalChange::Support(false)])] {
        let plans = vec![plan(1, Some((true, elsewhere)))];
        stage.tell(&View::Plans, Update::Plans(plans)).await;
        stage.press(COUNT).await;
        assert_eq!(counted(&stage), (vec![off(1)], told));
    }
}

#[wasm_bindgen_test]
async fn who_is_counted_without_a_plan_can_take_it_back() {
    let stage = open(
        Goal {
            supporting: vec![me().unwrap(), ben().unwrap()],
            ..goal()
        },
        Role::Member,
    )
    .await;
    assert!(stage.text(".page").contains("Ana, Ben"));
    stage.press("Take it back").await;
    assert_eq!(said(&stage), [GoalChange::Support(false)]);
    let plans = vec![plan(1, Some((true, false)))];
    stage.tell(&View::Plans, Update::Plans(plans)).await;
    assert!(!stage.text(".page").contains("none of your plans"));
}
