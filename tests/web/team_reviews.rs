//! After-action reviews of a team: the list with what is open, one that is filled in, and what goes on from the last.

use crate::stage::{Stage, fire};
use crate::team_stage::{BEN, ME, NOON, at, ben, changes, count_on_page, me, members, within};
use commonplace_api::team::after_action::{
    Action, ActionChange, AfterAction, AfterActionChange, AfterActionRow, NewAction, OpenAction,
    Why,
};
use commonplace_api::team::space::Role;
use commonplace_api::team::{Choice, Contested, Field, Value};
use commonplace_api::{Change, Day, Id, TextChange, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};

const ID: Id = Id([9; 16]);
const BEFORE: Id = Id([8; 16]);
const WHY: Id = Id([7; 16]);
const DO: Id = Id([6; 16]);
const LEFT: Id = Id([5; 16]);

fn action() -> Action {
    Action {
        id: DO,
        text: "Rehearse on Thursday".into(),
        owner: ben(),
        due: Some(Day(20_000)),
        done_at: None,
        carried_from: None,
        carried_to: None,
    }
}

fn left_open() -> OpenAction {
    OpenAction {
        review: BEFORE,
        title: "The move".into(),
        id: LEFT,
        text: "Label the boxes".into(),
        owner: ben(),
        due: Some(Day(20_000)),
    }
}

fn review() -> AfterAction {
    AfterAction {
        id: ID,
        title: "The launch".into(),
        expected: "Nobody notices".into(),
        happened: "Everybody noticed".into(),
        why: vec![Why {
            id: WHY,
            text: "No rehearsal".into(),
        }],
        sustain: String::new(),
        change: "Rehearse".into(),
        actions: vec![action()],
        open_before: vec![left_open()],
        contested: Vec::new(),
        sample: false,
        deleted: false,
        read_only: false,
    }
}

fn row(id: Id, title: &str) -> AfterActionRow {
    AfterActionRow {
        id,
        title: title.into(),
        begun: NOON,
        actions: 3,
        done: 1,
        sample: true,
    }
}

async fn listed(stage: &Stage) {
    let rows = vec![row(ID, "The launch"), row(BEFORE, "The move")];
    stage
        .tell(&within(View::AfterActions), Update::AfterActions(rows))
        .await;
}

async fn told(stage: &Stage, review: AfterAction) {
    let update = Update::AfterAction(Box::new(review));
    stage.tell(&within(View::AfterAction(ID)), update).await;
}

async fn open(review: AfterAction, role: Role) -> Stage {
    let stage = at(&format!("/reviews/{ID}"), role).await;
    listed(&stage).await;
    told(&stage, review).await;
    if stage.find("h1.visually-hidden").is_some() {
        members(&stage).await;
    }
    stage
}

/// What was changed of the review, by this person.
fn said(stage: &Stage) -> Vec<AfterActionChange> {
    let changes = changes(stage).into_iter();
    let changes = changes.filter_map(|(_, change)| match change {
        Change::AfterAction(by, change) if by == ME => Some(change),
        _ => None,
    });
    changes.collect()
}

fn of_action(id: Id, change: ActionChange) -> AfterActionChange {
    AfterActionChange::Action(id, change)
}

async fn add(stage: &Stage, name: &str, text: &str) {
    let line = format!("input[aria-label='{name}']");
    stage.fill(&line, text).await;
    let form = stage.get(&line).closest("form").unwrap().unwrap();
    let button = form.query_selector("button").unwrap().unwrap();
    button.unchecked_into::<HtmlElement>().click();
    stage.settle().await;
}

#[wasm_bindgen_test]
async fn an_empty_list_offers_a_review_that_its_first_field_makes() {
    let stage = at("/reviews", Role::Member).await;
    assert_eq!(stage.text(".team-link[aria-current='page']"), "Reviews");
    let none = Update::AfterActions(Vec::new());
    stage.tell(&within(View::AfterActions), none.clone()).await;
    assert!(stage.text(".empty").contains("Run one after a success too"));
    stage.press("Start a review").await;
    assert_eq!(changes(&stage), [], "nothing is there yet");
    let watched = stage.subscriptions().into_iter().rev();
    let new = watched.clone().find_map(|(_, view)| match view {
        View::In(_, view) => match *view {
            View::AfterAction(id) => Some(id),
            _ => None,
        },
        _ => None,
    });
    let id = new.unwrap();
    let unwritten = AfterAction {
        id,
        ..AfterAction {
            title: String::new(),
            expected: String::new(),
            happened: String::new(),
            why: Vec::new(),
            change: String::new(),
            actions: Vec::new(),
            ..review()
        }
    };
    let update = Update::AfterAction(Box::new(unwritten));
    stage.tell(&within(View::AfterAction(id)), update).await;
    assert!(stage.text(".plan-top").contains("speaks last"));
    let happened = stage.area("What happened?");
    stage.write(&happened, "It rained").await;
    let change = AfterActionChange::Happened(TextChange {
        was: String::new(),
        now: "It rained".into(),
    });
    assert_eq!(changes(&stage), [(id, Change::AfterAction(ME, change))]);
}

#[wasm_bindgen_test]
async fn what_is_open_stands_first_and_is_ticked_there() {
    let stage = at("/reviews", Role::Member).await;
    listed(&stage).await;
    assert!(stage.text(".review-row").contains("1 of 3 actions done"));
    assert!(stage.text(".review-row").contains("Sample"));
    let mine = OpenAction {
        owner: me(),
        due: None,
        ..left_open()
    };
    let open = Update::Actions(vec![left_open(), mine]);
    stage.tell(&within(View::Actions), open).await;
    let line = stage.text(".open-action");
    for part in ["Label the boxes", "Ben", "was due", "from The move"] {
        assert!(line.contains(part), "{part} in {line}");
    }
    assert_eq!(stage.count(".open-action[data-mine]"), 1);
    let tick: HtmlInputElement = stage.get(".open-action input").unchecked_into();
    tick.click();
    stage.settle().await;
    let done = |done| Change::AfterAction(ME, of_action(LEFT, ActionChange::Done(done)));
    assert_eq!(changes(&stage), [(BEFORE, done(true))]);
    stage.press("Undo").await;
    assert_eq!(changes(&stage), [(BEFORE, done(false))]);
}

#[wasm_bindgen_test]
async fn reasons_and_actions_are_added_changed_and_taken_out() {
    let stage = open(review(), Role::Member).await;
    add(&stage, "A new reason", " Nobody asked ").await;
    let added = said(&stage);
    assert!(
        matches!(added.as_slice(), [AfterActionChange::AddWhy { text, .. }] if text == "Nobody asked"),
        "{added:?}"
    );
    stage.press("Take out: No rehearsal").await;
    assert_eq!(said(&stage), [AfterActionChange::RemoveWhy(WHY)]);
    stage.press("Undo").await;
    let back = AfterActionChange::AddWhy {
        id: WHY,
        text: String::new(),
    };
    assert_eq!(said(&stage), [back], "what it said is still there");
    add(&stage, "A new action", "Write it down").await;
    let added = said(&stage);
    let [AfterActionChange::AddAction(NewAction { text, owner, .. })] = added.as_slice() else {
        panic!("{added:?}");
    };
    assert_eq!((text.as_str(), *owner), ("Write it down", None));
    stage.press("Take out: Rehearse on Thursday").await;
    assert_eq!(said(&stage), [AfterActionChange::RemoveAction(DO)]);
    stage.press("Undo").await;
    assert_eq!(said(&stage), [AfterActionChange::RestoreAction(DO)]);
}

#[wasm_bindgen_test]
async fn an_action_has_somebody_and_a_day_and_is_done_once() {
    let stage = open(review(), Role::Member).await;
    let owner: HtmlSelectElement = stage.get(".action-item select").unchecked_into();
    assert_eq!(owner.value(), BEN.to_string());
    owner.set_value(&ME.to_string());
    fire(&owner, "change");
    let due: HtmlInputElement = stage.get(".action-item input[type=date]").unchecked_into();
    due.set_value("2026-12-24");
    fire(&due, "change");
    let done: HtmlInputElement = stage.get(".action-item .tick input").unchecked_into();
    assert_eq!(
        done.get_attribute("aria-label").as_deref(),
        Some("Done: Rehearse on Thursday")
    );
    done.click();
    stage.settle().await;
    let day = "2026-12-24".parse().unwrap();
    assert_eq!(
        said(&stage),
        [
            of_action(DO, ActionChange::Owner(Some(ME))),
            of_action(DO, ActionChange::Due(Some(day))),
            of_action(DO, ActionChange::Done(true)),
        ]
    );
}

#[wasm_bindgen_test]
async fn what_is_open_from_before_is_carried_over_by_one_press() {
    let stage = open(review(), Role::Member).await;
    stage.press("Carry over: Label the boxes").await;
    assert_eq!(said(&stage), [AfterActionChange::CarryOver(left_open())]);
    let from = Action {
        id: LEFT,
        carried_from: Some(BEFORE),
        ..action()
    };
    let to = Action {
        carried_to: Some(BEFORE),
        ..action()
    };
    let now = AfterAction {
        actions: vec![from, to],
        open_before: Vec::new(),
        ..review()
    };
    told(&stage, now).await;
    let text = stage.text("ol.items");
    assert!(text.contains("Carried over from The move"), "{text}");
    assert!(text.contains("Goes on in The move"), "{text}");
    assert_eq!(
        stage.count("ol.items .tick"),
        1,
        "it is done where it goes on"
    );
}

#[wasm_bindgen_test]
async fn two_days_for_one_action_are_settled_by_one_press() {
    let choice = |day, by| Choice {
        value: Value::Day(Day(day)),
        member: None,
        by,
        at: Some(NOON),
    };
    let contested = vec![Contested {
        field: Field::ActionDue(DO),
        choices: vec![choice(20_000, me()), choice(20_001, ben())],
    }];
    let stage = open(
        AfterAction {
            contested,
            ..review()
        },
        Role::Member,
    )
    .await;
    let take = stage.get(".action-item .contested .actions button:nth-of-type(2)");
    take.unchecked_into::<HtmlElement>().click();
    stage.settle().await;
    let settled = AfterActionChange::Settle(Field::ActionDue(DO), Value::Day(Day(20_001)));
    assert_eq!(said(&stage), [settled]);
}

#[wasm_bindgen_test]
async fn a_reader_reads_all_of_it_and_changes_nothing() {
    let stage = open(review(), Role::Reader).await;
    assert_eq!(count_on_page(&stage, "input, select, form"), 0);
    assert_eq!(count_on_page(&stage, "textarea:not([readonly])"), 0);
    let page = stage.text(".page.team");
    for part in [
        "Nobody notices",
        "No rehearsal",
        "Rehearse on Thursday",
        "Ben",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert_eq!(count_on_page(&stage, ".button"), 0);
}

#[wasm_bindgen_test]
async fn one_that_is_not_here_is_no_empty_one() {
    let stage = at(&format!("/reviews/{ID}"), Role::Member).await;
    let unwritten = AfterAction {
        title: String::new(),
        ..review()
    };
    told(&stage, unwritten).await;
    let none = Update::AfterActions(Vec::new());
    stage.tell(&within(View::AfterActions), none).await;
    assert!(stage.text(".empty").contains("This review is not here"));
    let deleted = AfterAction {
        deleted: true,
        ..review()
    };
    told(&stage, deleted).await;
    assert!(stage.text(".notice").contains("This was deleted"));
    assert_eq!(count_on_page(&stage, "form"), 0);
}
