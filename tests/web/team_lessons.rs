//! Lessons of a team: sharing one after seeing all that others get, thanks, and taking one back.

use crate::stage::{Stage, fire, meta};
use crate::team_stage::{ME, NOON, at, ben, changes, count_on_page, is_in, me, members, within};
use commonplace_api::plan::SkillLink;
use commonplace_api::team::lesson::{Lesson, LessonChange, LessonDraft, LessonRow, Preview};
use commonplace_api::team::space::Role;
use commonplace_api::{Change, Id, Update, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlTextAreaElement};

const ID: Id = Id([9; 16]);

fn skill(n: u8, name: &str) -> SkillLink {
    SkillLink {
        id: Id([n; 16]),
        name: name.into(),
    }
}

fn lesson() -> Lesson {
    Lesson {
        id: ID,
        situation: "The printer was out".into(),
        i_did: String::new(),
        result: String::new(),
        lesson: "Call before you drive".into(),
        tags: vec!["printers".into()],
        skills: vec![skill(50, "Calling ahead")],
        by: ben(),
        published: NOON,
        thanks: Vec::new(),
        withdrawn: None,
        sample: false,
        deleted: false,
        read_only: false,
    }
}

async fn open(lesson: Lesson, role: Role) -> Stage {
    let stage = at(&format!("/lessons/{ID}"), role).await;
    let update = Update::Lesson(Box::new(lesson));
    stage.tell(&within(View::Lesson(ID)), update).await;
    stage
}

fn said(stage: &Stage) -> Vec<LessonChange> {
    let changes = changes(stage).into_iter();
    let changes = changes.filter_map(|(_, change)| match change {
        Change::Lesson(by, change) if by == ME => Some(change),
        _ => None,
    });
    changes.collect()
}

async fn write(stage: &Stage, field: &str, text: &str) {
    let area: HtmlTextAreaElement = stage.get(field).unchecked_into();
    stage.write(&area, text).await;
}

#[wasm_bindgen_test]
async fn a_lesson_is_published_as_it_was_shown() {
    let stage = at("/lessons", Role::Member).await;
    assert_eq!(stage.text(".team-link[aria-current='page']"), "Lessons");
    stage
        .tell(&within(View::Lessons), Update::Lessons(Vec::new()))
        .await;
    assert!(stage.text(".empty").contains("No lessons yet"));
    stage.press("Share a lesson").await;
    members(&stage).await;
    let publish = stage.get("dialog button[type='submit']");
    let publish: &HtmlButtonElement = publish.unchecked_ref();
    assert!(publish.disabled(), "there is nothing to publish");
    write(&stage, "#lesson-lesson", "Call before you drive").await;
    write(&stage, "#lesson-situation", " The printer was out ").await;
    stage
        .fill("#lesson-tags", "#printers, printers night")
        .await;
    let preview = stage.text(".lesson-preview");
    for part in [
        "Call before you drive",
        "The printer was out",
        "#printers #night",
        "By Ana",
        "10 words",
        "1 person",
        "Your journal entry stays private",
        "copies may remain",
    ] {
        assert!(preview.contains(part), "{part} in {preview}");
    }
    stage.press("Publish").await;
    let draft = LessonDraft {
        situation: "The printer was out".into(),
        lesson: "Call before you drive".into(),
        tags: vec!["printers".into(), "night".into()],
        ..LessonDraft::default()
    };
    assert_eq!(said(&stage), [LessonChange::Publish(draft)]);
    assert!(stage.find("dialog form").is_none());
}

#[wasm_bindgen_test]
async fn skills_go_along_by_name_only_if_they_are_chosen() {
    let stage = at("/lessons", Role::Member).await;
    stage.press("Share a lesson").await;
    members(&stage).await;
    write(&stage, "#lesson-lesson", "Call before you drive").await;
    let named = vec![skill(50, "Calling ahead"), skill(51, "Driving")];
    stage
        .tell(&within(View::TeamSkills), Update::TeamSkills(named))
        .await;
    assert!(!stage.text(".lesson-preview").contains("Calling ahead"));
    let select: web_sys::HtmlSelectElement = stage.get("#lesson-skill").unchecked_into();
    for n in [50, 51] {
        select.set_value(&Id([n; 16]).to_string());
        fire(&select, "change");
        stage.settle().await;
    }
    let preview = stage.text(".lesson-preview");
    assert!(
        preview.contains("About: Calling ahead, Driving"),
        "{preview}"
    );
    stage.press("Take out Driving").await;
    stage.press("Publish").await;
    let published = said(&stage);
    let [LessonChange::Publish(draft)] = published.as_slice() else {
        panic!("{published:?}");
    };
    assert_eq!(draft.skills, [skill(50, "Calling ahead")]);
}

#[wasm_bindgen_test]
async fn its_author_says_which_skills_a_lesson_is_about() {
    let stage = open(lesson(), Role::Member).await;
    assert!(stage.text(".skill-chips").contains("Calling ahead"));
    assert_eq!(stage.count("#lesson-skill"), 0, "only its author chooses");
    let mine = Lesson {
        by: me(),
        ..lesson()
    };
    let stage = open(mine, Role::Member).await;
    stage.press("Take out Calling ahead").await;
    assert_eq!(said(&stage), [LessonChange::RemoveSkill(Id([50; 16]))]);
    stage.press("Undo").await;
    let back = LessonChange::AddSkill(skill(50, "Calling ahead"));
    assert_eq!(said(&stage), [back]);
}

#[wasm_bindgen_test]
async fn too_long_a_part_is_named_and_kept() {
    let stage = at("/lessons", Role::Member).await;
    stage.press("Share a lesson").await;
    write(&stage, "#lesson-lesson", &"x".repeat(20_001)).await;
    assert!(stage.text("dialog .error").contains("What I learned"));
    stage.press("Publish").await;
    assert_eq!(said(&stage), []);
}

#[wasm_bindgen_test]
async fn an_entry_becomes_a_draft_that_its_author_words_anew() {
    let entry = Id([6; 16]);
    let stage = Stage::open(&format!("/journal/{entry}")).await;
    let first = Update::Entry {
        text: "The printer was out".into(),
        meta: meta(),
    };
    stage.tell(&View::Entry(entry), first).await;
    assert_eq!(stage.count(".menu-item[hidden]"), 1, "there is no team");
    is_in(&stage, Role::Member).await;
    let share: HtmlElement = named(&stage, "Share a lesson");
    share.click();
    stage.settle().await;
    let preview = Preview {
        draft: LessonDraft {
            situation: "The printer was out".into(),
            lesson: "Call first".into(),
            ..LessonDraft::default()
        },
        words: 6,
        too_long: Vec::new(),
    };
    let told = Update::Publishable(Box::new(preview));
    stage.tell(&View::Publishable(entry), told.clone()).await;
    members(&stage).await;
    write(&stage, "#lesson-lesson", "Call before you drive").await;
    stage.tell(&View::Publishable(entry), told).await;
    assert!(stage.text(".about-to").contains("8 words"));
    stage.press("Publish").await;
    let published = said(&stage);
    assert!(
        matches!(published.as_slice(), [LessonChange::Publish(draft)]
            if draft.lesson == "Call before you drive" && draft.situation == "The printer was out"),
        "{published:?}"
    );
}

/// The item of the menu that says so.
fn named(stage: &Stage, name: &str) -> HtmlElement {
    let items = stage
        .get("#entry-menu")
        .query_selector_all(".menu-item")
        .unwrap();
    let item = (0..items.length())
        .filter_map(|at| items.get(at))
        .find(|item| item.text_content().as_deref() == Some(name));
    item.unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn lessons_stand_with_who_learned_them() {
    let stage = at("/lessons", Role::Reader).await;
    let row = LessonRow {
        id: ID,
        title: "Call before you drive".into(),
        excerpt: "The printer was out".into(),
        tags: vec!["printers".into()],
        by: ben(),
        published: NOON,
        thanks: 2,
        withdrawn: false,
        sample: true,
    };
    stage
        .tell(&within(View::Lessons), Update::Lessons(vec![row]))
        .await;
    let row = stage.text(".lesson-row");
    for part in ["Ben", "2 people say thanks", "printers", "Sample"] {
        assert!(row.contains(part), "{part} in {row}");
    }
    assert_eq!(
        count_on_page(&stage, ".button"),
        0,
        "a reader shares nothing"
    );
}

#[wasm_bindgen_test]
async fn others_thank_and_only_its_author_takes_it_back() {
    let stage = open(lesson(), Role::Member).await;
    assert_eq!(count_on_page(&stage, ".menu, textarea"), 0);
    stage.press("Thanks").await;
    assert_eq!(said(&stage), [LessonChange::Thank(true)]);
    drop(stage);
    let mine = Lesson {
        by: me(),
        ..lesson()
    };
    let stage = open(mine.clone(), Role::Member).await;
    assert_eq!(stage.count(".choice"), 0, "nobody thanks themselves");
    let withdraw: HtmlElement = stage.get(".menu-item").unchecked_into();
    withdraw.click();
    stage.settle().await;
    assert_eq!(said(&stage), [LessonChange::Withdraw(true)]);
    assert!(stage.text(".toasts").contains("Copies may remain"));
    stage.press("Undo").await;
    assert_eq!(said(&stage), [LessonChange::Withdraw(false)]);
    let withdrawn = Lesson {
        withdrawn: Some(NOON),
        ..mine
    };
    let update = Update::Lesson(Box::new(withdrawn));
    stage.tell(&within(View::Lesson(ID)), update).await;
    assert!(stage.text(".page").contains("copies may remain"));
    stage.press("Show it again").await;
    assert_eq!(said(&stage), [LessonChange::Withdraw(false)]);
}

#[wasm_bindgen_test]
async fn a_reader_sees_the_lesson_and_no_field() {
    let stage = open(lesson(), Role::Reader).await;
    assert!(stage.text(".page").contains("Call before you drive"));
    assert_eq!(count_on_page(&stage, "form, .choice, .menu, textarea"), 0);
}
