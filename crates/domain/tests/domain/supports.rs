//! Plans that support a goal of a team: what the plan keeps, what it lets be counted, and that others are heeded.

use crate::team::{NOW, item, text};
use crate::{actor, meet};
use commonplace_api::plan::{GoalLink, NewSupport, Plan, PlanChange, PlanRow, Supports};
use commonplace_api::team::space::TeamId;
use commonplace_api::{Change, Id, Kind, Update, View};
use commonplace_domain::{Card, CardAndText, Document, DocumentError, Journal, apply, views};

const TEAM: TeamId = TeamId([7; 32]);
const GOAL: Id = Id([9; 16]);
const PLAN: Id = Id([1; 16]);
const OTHER: Id = Id([2; 16]);

fn support(team: TeamId, goal: Id) -> PlanChange {
    PlanChange::Support(NewSupport {
        team,
        goal,
        name: "Answer within a day".into(),
        team_name: "Night shift".into(),
    })
}

fn plan(n: u8, changes: impl IntoIterator<Item = PlanChange>) -> Document {
    let mut doc = Document::begin(actor(n), Kind::Plan, PLAN).unwrap();
    for change in changes {
        does(&mut doc, change);
    }
    doc
}

fn does(doc: &mut Document, change: PlanChange) {
    apply(doc, &Change::Plan(change), NOW).unwrap();
}

fn journal(plans: &[(Id, &Document)]) -> Journal {
    let card = |doc: &Document| Card::from_bytes(&doc.card().to_bytes()).unwrap();
    Journal::from_cards(plans.iter().map(|(id, doc)| (*id, card(doc))))
}

fn shown(doc: &mut Document, plans: &[(Id, &Document)]) -> Plan {
    match views::document(doc, &journal(plans), &View::Plan(PLAN), NOW) {
        Some(Update::Plan(plan)) => *plan,
        other => panic!("{other:?}"),
    }
}

fn row(plans: &[(Id, &Document)]) -> PlanRow {
    match views::list(&journal(plans), &View::Plans, NOW) {
        Some(Update::Plans(rows)) => rows.into_iter().find(|row| row.id == PLAN).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn supports(counted: bool, counted_elsewhere: bool) -> Supports {
    Supports {
        team: TEAM,
        goal: GOAL,
        counted,
        counted_elsewhere,
    }
}

#[test]
fn a_plan_supports_a_goal_and_is_not_counted_until_its_owner_says_so() {
    let mut doc = plan(
        1,
        [
            PlanChange::Title(text("", "Ask better")),
            support(TEAM, GOAL),
        ],
    );
    let link = GoalLink {
        supports: supports(false, false),
        name: "Answer within a day".into(),
        team_name: "Night shift".into(),
    };
    assert_eq!(shown(&mut doc, &[]).goals, std::slice::from_ref(&link));
    assert_eq!(row(&[(PLAN, &doc)]).supports, [link.supports]);
    assert!(CardAndText::of(&doc).text.contains("Answer within a day"));
    does(&mut doc, PlanChange::Count(TEAM, GOAL, true));
    assert_eq!(row(&[(PLAN, &doc)]).supports, [supports(true, false)]);
    does(&mut doc, PlanChange::Count(TEAM, GOAL, false));
    assert_eq!(shown(&mut doc, &[]).goals, [link]);
}

#[test]
fn what_is_taken_out_and_had_back_is_not_counted_any_more() {
    let count = PlanChange::Count(TEAM, GOAL, true);
    let mut doc = plan(1, [support(TEAM, GOAL), count.clone()]);
    does(&mut doc, PlanChange::StopSupporting(TEAM, GOAL));
    assert!(shown(&mut doc, &[]).goals.is_empty());
    assert!(row(&[(PLAN, &doc)]).supports.is_empty());
    does(&mut doc, count);
    assert!(shown(&mut doc, &[]).goals.is_empty(), "counted for nothing");
    does(&mut doc, support(TEAM, GOAL));
    assert_eq!(
        shown(&mut doc, &[]).goals[0].supports,
        supports(false, false)
    );
}

#[test]
fn another_plan_that_is_counted_for_the_same_goal_is_known() {
    let count = |team, goal| [support(team, goal), PlanChange::Count(team, goal, true)];
    let doc = plan(1, count(TEAM, GOAL));
    let elsewhere = |other: &Document| {
        let plans = [(PLAN, &doc), (OTHER, other)];
        let link = shown(&mut plan(3, count(TEAM, GOAL)), &plans).goals[0].supports;
        assert_eq!(row(&plans).supports, [link], "the list says the same");
        link.counted_elsewhere
    };
    let mut other = plan(2, count(TEAM, GOAL));
    assert!(elsewhere(&other));
    other.delete(NOW.ms).unwrap();
    assert!(!elsewhere(&other), "it was put away");
    assert!(!elsewhere(&plan(2, [support(TEAM, GOAL)])), "not counted");
    assert!(
        !elsewhere(&plan(2, count(TeamId([8; 32]), GOAL))),
        "another team"
    );
    assert!(!elsewhere(&plan(2, count(TEAM, item(3)))), "another goal");
}

#[test]
fn said_on_two_devices_it_is_one_and_there_are_so_many() {
    let (mut here, mut there) = (
        plan(1, [support(TEAM, GOAL)]),
        plan(2, [support(TEAM, GOAL)]),
    );
    does(&mut there, support(TeamId([8; 32]), GOAL));
    meet(&mut here, &mut there, NOW.ms);
    assert_eq!(shown(&mut here, &[]).goals.len(), 2);
    for n in 20..26 {
        does(&mut here, support(TEAM, item(n)));
    }
    let more = apply(&mut here, &Change::Plan(support(TEAM, item(30))), NOW);
    assert_eq!(more, Err(DocumentError::TooLong));
    does(&mut here, support(TEAM, item(25)));
    let long = PlanChange::Support(NewSupport {
        team: TEAM,
        goal: item(25),
        name: "ü".repeat(500),
        team_name: String::new(),
    });
    does(&mut here, long);
    let shown = shown(&mut here, &[]);
    assert_eq!(shown.goals.last().unwrap().name.len(), 240);
    assert!(here.card().to_bytes().len() < 700);
}
