//! Questions to a team: looking before asking, answers, and pages made of them.

use crate::stage::{Stage, fire};
use crate::team_stage::{ME, NOON, at, ben, changes, count_on_page, me, members, within};
use commonplace_api::team::question::{
    Alike, Answer, Page, PageChange, PageRow, Question, QuestionChange, QuestionRow, QuestionStatus,
};
use commonplace_api::team::space::{Role, TeamCommand};
use commonplace_api::team::{Choice, Contested, Field, Value};
use commonplace_api::{Change, Command, Day, Id, Kind, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

const ID: Id = Id([9; 16]);
const THEIRS: Id = Id([8; 16]);
const MINE: Id = Id([7; 16]);

fn question() -> Question {
    let answer = |id, body: &str, by| Answer {
        id,
        body: body.into(),
        by,
        at: NOON,
        accepted: false,
        helped: Vec::new(),
    };
    Question {
        id: ID,
        text: "Where is the spare key?".into(),
        tags: vec!["keys".into()],
        by: ben(),
        asked: NOON,
        status: QuestionStatus::Answered,
        answers: vec![
            answer(THEIRS, "In the **left** drawer", ben()),
            answer(MINE, "Ask at the desk", me()),
        ],
        pages: Vec::new(),
        sample: false,
        deleted: false,
        read_only: false,
    }
}

fn page() -> Page {
    Page {
        id: ID,
        title: "Spare keys".into(),
        body: "In the left drawer".into(),
        tags: Vec::new(),
        question: None,
        owner: ben(),
        review_by: Some(Day(20_000)),
        overdue_days: 12,
        verified_at: Some(NOON),
        verified_by: ben(),
        helped: Vec::new(),
        contested: Vec::new(),
        sample: false,
        deleted: false,
        read_only: false,
    }
}

async fn open(question: Question, role: Role) -> Stage {
    let stage = at(&format!("/questions/{ID}"), role).await;
    let update = Update::Question(Box::new(question));
    stage.tell(&within(View::Question(ID)), update).await;
    stage
}

async fn open_page(page: Page, role: Role) -> Stage {
    let stage = at(&format!("/pages/{ID}"), role).await;
    let update = Update::Page(Box::new(page));
    stage.tell(&within(View::Page(ID)), update).await;
    stage
}

fn said(stage: &Stage) -> Vec<QuestionChange> {
    let changes = changes(stage).into_iter();
    let changes = changes.filter_map(|(_, change)| match change {
        Change::Question(by, change) if by == ME => Some(change),
        _ => None,
    });
    changes.collect()
}

fn said_of_page(stage: &Stage) -> Vec<PageChange> {
    let changes = changes(stage).into_iter();
    let changes = changes.filter_map(|(_, change)| match change {
        Change::Page(by, change) if by == ME => Some(change),
        _ => None,
    });
    changes.collect()
}

#[wasm_bindgen_test]
async fn what_may_answer_is_offered_before_it_is_asked() {
    let stage = at("/questions", Role::Member).await;
    assert_eq!(stage.text(".team-link[aria-current='page']"), "Questions");
    assert_eq!(stage.text("label[for='ask']"), "Ask the team");
    stage
        .tell(&within(View::Questions), Update::Questions(Vec::new()))
        .await;
    assert!(stage.text(".empty").contains("Nobody has asked yet"));
    stage.fill("#ask", "spare key").await;
    let ask = within(View::Ask {
        typed: "spare key".into(),
    });
    let alike = Alike {
        kind: Kind::Page,
        id: ID,
        title: "Spare keys".into(),
        answer: "In the left drawer".into(),
        helped: 3,
        likeness: 90,
        repeated: true,
    };
    stage.tell(&ask, Update::Ask(vec![alike])).await;
    assert_eq!(stage.text(".offered h2"), "This was asked before");
    assert!(stage.text(".offered").contains("In the left drawer"));
    assert!(stage.text(".offered").contains("Helped 3 people"));
    let watched = stage.view(&ask);
    stage.press("Ask").await;
    assert_eq!(
        said(&stage),
        [QuestionChange::Ask("spare key".into())],
        "it can be asked all the same"
    );
    assert!(stage.is_unwatched(watched));
    assert!(stage.get(".offered").has_attribute("hidden"));
    stage.press("Ask").await;
    assert_eq!(said(&stage), [], "nothing is typed");
}

#[wasm_bindgen_test]
async fn lists_say_how_questions_and_pages_stand() {
    let stage = at("/questions", Role::Member).await;
    let row = QuestionRow {
        id: ID,
        title: "Where is the spare key?".into(),
        answer: "In the left drawer".into(),
        tags: Vec::new(),
        by: ben(),
        asked: NOON,
        status: QuestionStatus::Answered,
        answers: 2,
        helped: 1,
        sample: true,
    };
    let stale = PageRow {
        id: THEIRS,
        title: "Night handover".into(),
        excerpt: "Say what is open".into(),
        tags: Vec::new(),
        owner: ben(),
        review_by: Some(Day(20_000)),
        stale: true,
        helped: 0,
        sample: false,
    };
    stage
        .tell(&within(View::Questions), Update::Questions(vec![row]))
        .await;
    stage
        .tell(&within(View::Pages), Update::Pages(vec![stale]))
        .await;
    let asked = stage.text("ul[aria-label='What was asked']");
    for part in ["Ben", "2 answers", "Helped 1 person", "Sample"] {
        assert!(asked.contains(part), "{part} in {asked}");
    }
    let pages = stage.text("ul[aria-label='Playbook']");
    assert!(pages.contains("To be looked at again"), "{pages}");
}

#[wasm_bindgen_test]
async fn answers_are_given_accepted_and_marked_by_those_they_helped() {
    let stage = open(question(), Role::Member).await;
    assert_eq!(stage.text("h1"), "Where is the spare key?");
    assert_eq!(stage.count(".reading strong"), 1);
    let area: HtmlTextAreaElement = stage.get("#answer").unchecked_into();
    stage.write(&area, " Under the mat ").await;
    stage.press("Answer").await;
    let given = said(&stage);
    assert!(
        matches!(given.as_slice(), [QuestionChange::Answer { body, .. }] if body == "Under the mat"),
        "{given:?}"
    );
    stage.press("This helped").await;
    assert_eq!(said(&stage), [QuestionChange::Helped(THEIRS, true)]);
    stage.press("Accept").await;
    assert_eq!(said(&stage), [QuestionChange::Accept(THEIRS, true)]);
    let helped = stage.count(".answer-item .choice");
    assert_eq!(helped, 5, "nobody says of their own that it helped");
}

#[wasm_bindgen_test]
async fn an_answer_becomes_a_page_that_somebody_looks_after() {
    let stage = open(question(), Role::Member).await;
    stage.press("Make it a page").await;
    members(&stage).await;
    stage.press("Make the page").await;
    let begun = said_of_page(&stage);
    let [PageChange::Begin(new)] = begun.as_slice() else {
        panic!("{begun:?}");
    };
    assert_eq!(new.title, "Where is the spare key?");
    assert_eq!(new.body, "In the **left** drawer");
    assert_eq!((new.question, new.owner), (Some(ID), Some(ME)));
    assert!(new.review_by.is_some());
}

#[wasm_bindgen_test]
async fn a_page_is_written_without_a_question() {
    let stage = at("/questions", Role::Member).await;
    stage
        .tell(&within(View::Pages), Update::Pages(Vec::new()))
        .await;
    stage.press("Write a page").await;
    members(&stage).await;
    stage.press("Make the page").await;
    assert_eq!(said_of_page(&stage), [], "nothing is in it");
    stage.fill("dialog #page-title", "How we hand over").await;
    let body: web_sys::HtmlTextAreaElement = stage.get("dialog #page-body").unchecked_into();
    stage.write(&body, " At **seven**, aloud ").await;
    stage.press("Make the page").await;
    let begun = said_of_page(&stage);
    let [PageChange::Begin(new)] = begun.as_slice() else {
        panic!("{begun:?}");
    };
    assert_eq!(
        (new.title.as_str(), new.question),
        ("How we hand over", None)
    );
    assert_eq!(
        (new.body.as_str(), new.owner),
        ("At **seven**, aloud", Some(ME))
    );
    assert!(new.review_by.is_some());
    let here = web_sys::window().unwrap().location().pathname().unwrap();
    assert!(here.contains("/pages/"), "{here}");
}

#[wasm_bindgen_test]
async fn a_page_whose_day_is_over_asks_whether_it_holds() {
    let contested = Contested {
        field: Field::ReviewBy,
        choices: [20_000, 20_010]
            .map(|day| Choice {
                value: Value::Day(Day(day)),
                member: None,
                by: ben(),
                at: Some(NOON),
            })
            .into(),
    };
    let page = Page {
        contested: vec![contested],
        ..page()
    };
    let stage = open_page(page, Role::Member).await;
    assert!(stage.text(".page").contains("12 days ago"));
    stage.press("It still holds").await;
    let verified = said_of_page(&stage);
    assert!(
        matches!(verified.as_slice(), [PageChange::Verify(Some(_))]),
        "{verified:?}"
    );
    stage.press("This helped").await;
    assert_eq!(said_of_page(&stage), [PageChange::Helped(true)]);
    let take: web_sys::HtmlElement = stage.get(".contested button").unchecked_into();
    take.click();
    stage.settle().await;
    let settled = PageChange::Settle(Field::ReviewBy, Value::Day(Day(20_000)));
    assert_eq!(said_of_page(&stage), [settled]);
    let review = stage.get("details input[type='date']");
    let input: &web_sys::HtmlInputElement = review.unchecked_ref();
    input.set_value("2027-01-02");
    fire(&review, "change");
    stage.settle().await;
    let moved = said_of_page(&stage);
    assert!(
        matches!(moved.as_slice(), [PageChange::ReviewBy(Some(_))]),
        "{moved:?}"
    );
}

#[wasm_bindgen_test]
async fn what_one_asked_can_be_put_away_and_had_back() {
    let mine = Question {
        by: me(),
        ..question()
    };
    let stage = open(mine.clone(), Role::Member).await;
    let delete: web_sys::HtmlElement = stage
        .get(".menu-item.danger:not([hidden])")
        .unchecked_into();
    delete.click();
    stage.settle().await;
    let away = Command::In(crate::team_stage::TEAM, TeamCommand::Delete(ID));
    assert!(stage.take_commands().contains(&away));
    let stage = open(
        Question {
            deleted: true,
            ..mine
        },
        Role::Member,
    )
    .await;
    stage.press("Put it back").await;
    let back = Command::In(crate::team_stage::TEAM, TeamCommand::Restore(ID));
    assert_eq!(stage.take_commands(), [back]);
}

#[wasm_bindgen_test]
async fn a_reader_looks_and_asks_nothing() {
    let list = at("/questions", Role::Reader).await;
    assert_eq!(list.text("label[for='ask']"), "Look for an answer");
    assert_eq!(count_on_page(&list, "form"), 0);
    drop(list);
    let stage = open(question(), Role::Reader).await;
    assert_eq!(count_on_page(&stage, "form, .answer-item button, .menu"), 0);
    drop(stage);
    let stage = open_page(page(), Role::Reader).await;
    assert_eq!(count_on_page(&stage, "form, .choice, .menu, details"), 0);
}
