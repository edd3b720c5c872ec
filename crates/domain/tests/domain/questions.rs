//! Questions, answers and pages; and the question that was asked before.

use crate::meet;
use crate::team::{ANA, BEN, CHI, NOW, does, item, journal, later, text, two};
use commonplace_api::team::question::{
    Alike, NewPage, Page, PageChange, PageRow, Question, QuestionChange, QuestionStatus,
};
use commonplace_api::team::{Field, Value};
use commonplace_api::{Change, Day, Id, Kind, Update, View};
use commonplace_domain::team::similar;
use commonplace_domain::{Document, DocumentError, Journal, apply, views};
use proptest::prelude::*;

const ID: Id = Id([9; 16]);
const PAGE: Id = Id([10; 16]);
/// The day of [`NOW`].
const TODAY: i32 = 20_833;

fn acts(doc: &mut Document, by: Id, change: QuestionChange) {
    does(doc, Change::Question(by, change));
}

fn answer(n: u8, body: &str) -> QuestionChange {
    QuestionChange::Answer {
        id: item(n),
        body: body.into(),
    }
}

fn asked(id: Id, question: &str) -> (Document, Document) {
    let (mut here, mut there) = two(Kind::Question, id);
    acts(&mut here, ANA, QuestionChange::Ask(question.into()));
    meet(&mut here, &mut there, NOW.ms);
    (here, there)
}

fn shown(doc: &mut Document, others: &[(Id, &Document)]) -> Question {
    match views::document(doc, &journal(others), &View::Question(ID), NOW) {
        Some(Update::Question(question)) => *question,
        other => panic!("{other:?}"),
    }
}

fn page(review_by: i32) -> Document {
    let (mut doc, _) = two(Kind::Page, PAGE);
    let new = NewPage {
        title: "Who signs travel requests?".into(),
        body: "**Chi**, on Mondays.".into(),
        tags: vec!["travel".into()],
        question: Some(ID),
        owner: Some(CHI),
        review_by: Some(Day(review_by)),
    };
    does(&mut doc, Change::Page(BEN, PageChange::Begin(new)));
    doc
}

fn shown_page(doc: &mut Document) -> Page {
    match views::document(doc, &journal(&[]), &View::Page(PAGE), NOW) {
        Some(Update::Page(page)) => *page,
        other => panic!("{other:?}"),
    }
}

fn pages(docs: &[(Id, &Document)], days: i64) -> Vec<PageRow> {
    match views::list(&journal(docs), &View::Pages, later(days * 24 * 60)) {
        Some(Update::Pages(rows)) => rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_question_stands_as_its_answers_say() {
    let (mut here, mut there) = asked(ID, "Who signs travel requests?\nIn spring it was Ben.");
    assert_eq!(shown(&mut here, &[]).status, QuestionStatus::Open);
    acts(&mut here, BEN, answer(1, "Ask around."));
    acts(&mut there, CHI, answer(2, "I do, on *Mondays*."));
    meet(&mut here, &mut there, NOW.ms);
    assert_eq!(shown(&mut here, &[]).status, QuestionStatus::Answered);
    for doc in [&mut here, &mut there] {
        acts(doc, ANA, QuestionChange::Helped(item(2), true));
    }
    acts(&mut there, BEN, QuestionChange::Helped(item(2), true));
    meet(&mut here, &mut there, NOW.ms);
    let question = shown(&mut here, &[]);
    assert_eq!(question, shown(&mut there, &[]));
    let best = &question.answers[0];
    assert_eq!(
        (best.id, best.helped.len()),
        (item(2), 2),
        "each member once"
    );
    acts(&mut here, ANA, QuestionChange::Accept(item(1), true));
    let question = shown(&mut here, &[]);
    assert_eq!(
        (question.answers[0].id, question.status),
        (item(1), QuestionStatus::Accepted)
    );
    let Some(Update::Questions(rows)) =
        views::list(&journal(&[(ID, &here)]), &View::Questions, NOW)
    else {
        panic!("no list");
    };
    let row = &rows[0];
    assert_eq!(
        (row.answers, row.helped, row.answer.as_str()),
        (2, 2, "Ask around.")
    );
    assert_eq!(
        (row.by.as_ref().unwrap().name.as_str(), row.asked.ms),
        ("Ana", NOW.ms)
    );
    acts(&mut here, ANA, QuestionChange::Close(true));
    assert_eq!(shown(&mut here, &[]).status, QuestionStatus::Closed);
}

#[test]
fn what_somebody_said_only_they_can_change() {
    let (mut doc, _) = asked(ID, "Why?");
    acts(&mut doc, BEN, answer(1, "Because."));
    for (by, change) in [
        (BEN, QuestionChange::Text(text("Why?", "x"))),
        (
            ANA,
            QuestionChange::CorrectAnswer(item(1), text("Because.", "x")),
        ),
        (ANA, QuestionChange::RemoveAnswer(item(1))),
        (BEN, QuestionChange::Helped(item(1), true)),
    ] {
        let refused = apply(&mut doc, &Change::Question(by, change), NOW);
        assert_eq!(refused, Err(DocumentError::NotYours));
    }
    acts(&mut doc, ANA, answer(1, "Under an id that is taken"));
    acts(&mut doc, CHI, QuestionChange::Ask("Another?".into()));
    acts(&mut doc, ANA, QuestionChange::Helped(item(9), true));
    let question = shown(&mut doc, &[]);
    assert_eq!(
        (question.text.as_str(), question.answers.len()),
        ("Why?", 1)
    );
    assert_eq!(question.answers[0].body, "Because.");
    acts(&mut doc, BEN, QuestionChange::RemoveAnswer(item(1)));
    assert_eq!(shown(&mut doc, &[]).status, QuestionStatus::Open);
    let long = Change::Question(BEN, answer(2, &"x".repeat(20_001)));
    assert_eq!(
        apply(&mut doc, &long, NOW),
        Err(DocumentError::FieldTooLong(20_000))
    );
}

#[test]
fn a_page_comes_up_when_its_day_is_over() {
    let mut doc = page(TODAY + 1);
    assert!(!pages(&[(PAGE, &doc)], 1)[0].stale, "not on the day itself");
    assert!(pages(&[(PAGE, &doc)], 2)[0].stale);
    let verify = Change::Page(CHI, PageChange::Verify(Some(Day(TODAY + 90))));
    apply(&mut doc, &verify, later(2 * 24 * 60)).unwrap();
    assert!(!pages(&[(PAGE, &doc)], 2)[0].stale);
    let page = shown_page(&mut doc);
    assert_eq!(page.verified_by.unwrap().name, "Chi");
    assert_eq!((page.overdue_days, page.question), (0, Some(ID)));
    let (mut question, _) = asked(ID, "Who signs travel requests?");
    let of = shown(&mut question, &[(PAGE, &doc)]).pages;
    assert_eq!((of.len(), of[0].excerpt.as_str()), (1, "Chi, on Mondays."));
}

#[test]
fn two_owners_of_a_page_are_both_shown() {
    let mut here = page(TODAY);
    let first = here.commit(NOW.ms).unwrap();
    let mut there = crate::copy(2, &first);
    does(&mut here, Change::Page(ANA, PageChange::Owner(Some(ANA))));
    does(&mut there, Change::Page(BEN, PageChange::Owner(Some(BEN))));
    for doc in [&mut here, &mut there] {
        does(doc, Change::Page(BEN, PageChange::Helped(true)));
    }
    meet(&mut here, &mut there, NOW.ms);
    let page = shown_page(&mut here);
    assert_eq!(page, shown_page(&mut there));
    assert_eq!(
        (page.contested[0].field, page.helped.len()),
        (Field::Owner, 1)
    );
    let mut names: Vec<_> = page.contested[0]
        .choices
        .iter()
        .map(|one| one.member.clone().unwrap().name)
        .collect();
    names.sort();
    assert_eq!(names, ["Ana", "Ben"]);
    does(
        &mut here,
        Change::Page(CHI, PageChange::Settle(Field::Owner, Value::Member(BEN))),
    );
    let page = shown_page(&mut here);
    assert_eq!(
        (page.owner.unwrap().name.as_str(), page.contested.len()),
        ("Ben", 0)
    );
}

fn library() -> Journal {
    let questions = [
        "Who signs travel requests?",
        "How do I reset my password for the wiki?",
        "Wo finde ich die Vorlage für das Protokoll?",
        "What is our policy for remote work?",
        "Which wiki page has the on-call plan?",
    ];
    let docs: Vec<_> = (0u8..)
        .zip(questions)
        .map(|(n, question)| {
            let mut doc = asked(item(n), question).0;
            if n == 1 {
                acts(
                    &mut doc,
                    BEN,
                    answer(1, "On the login page, under *Trouble*."),
                );
            }
            (item(n), doc)
        })
        .collect();
    let docs: Vec<_> = docs.iter().map(|(id, doc)| (*id, doc)).collect();
    journal(&docs)
}

#[test]
fn a_question_that_was_asked_before_is_recognised_while_it_is_typed() {
    let journal = library();
    let ask = |typed: &str| -> Vec<Alike> {
        match views::list(
            &journal,
            &View::Ask {
                typed: typed.into(),
            },
            NOW,
        ) {
            Some(Update::Ask(alike)) => alike,
            other => panic!("{other:?}"),
        }
    };
    for (typed, id, repeated) in [
        ("who SIGNS a travel request", 0, true),
        ("password reset wiki", 1, true),
        ("How can we reset passwords in the Wiki??", 1, true),
        ("vorlage fuer protokolle", 2, true),
        ("Wo ist die Protokollvorlage oder die Vorlage?", 2, true),
        ("travel", 0, false),
    ] {
        let found = ask(typed);
        let best = found.first().map(|best| (best.id, best.repeated));
        assert_eq!(best, Some((item(id), repeated)), "{typed}: {found:?}");
    }
    assert_eq!(
        ask("password reset wiki")[0].answer,
        "On the login page, under Trouble."
    );
    for stranger in ["", "   ?", "what is the", "lunch on Friday", "wie ist das"] {
        assert_eq!(ask(stranger), [], "{stranger}");
    }
}

#[test]
fn a_page_comes_before_the_question_it_was_made_of() {
    let (question, page) = (asked(ID, "Who signs travel requests?").0, page(TODAY));
    let journal = journal(&[(ID, &question), (PAGE, &page)]);
    let found = similar(&journal, "who signs my travel request?");
    let kinds: Vec<_> = found.iter().map(|one| (one.kind, one.repeated)).collect();
    assert_eq!(kinds, [(Kind::Page, true), (Kind::Question, true)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_that_is_typed_breaks_the_search(typed in ".{0,60}") {
        let found = similar(&library(), &typed);
        prop_assert!(found.len() <= 5);
        prop_assert!(found.iter().all(|one| (40..=100).contains(&one.likeness)));
    }

    #[test]
    fn answers_of_two_devices_are_all_there(here_n in 0u8..5, there_n in 0u8..5, accept in any::<bool>()) {
        let (mut here, mut there) = asked(ID, "Why?");
        (0..here_n).for_each(|n| acts(&mut here, BEN, answer(n, "here")));
        (0..there_n).for_each(|n| acts(&mut there, CHI, answer(n + 100, "there")));
        if accept && there_n > 0 {
            acts(&mut there, ANA, QuestionChange::Accept(item(100), true));
        }
        meet(&mut here, &mut there, NOW.ms);
        let (a, b) = (shown(&mut here, &[]), shown(&mut there, &[]));
        prop_assert_eq!(a.answers.len(), usize::from(here_n + there_n));
        prop_assert_eq!(a, b);
        prop_assert_eq!(here.card(), there.card());
    }
}
