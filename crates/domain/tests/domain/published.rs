//! Lessons that are published: what others get, who may do what, and that nothing leads back.

use crate::meet;
use crate::team::{ANA, BEN, CHI, NOW, does, item, journal, later, text, two};
use commonplace_api::plan::SkillLink;
use commonplace_api::team::lesson::{Lesson, LessonChange, LessonDraft, LessonRow, Part, Preview};
use commonplace_api::{Change, Id, Kind, Update, View};
use commonplace_domain::team::{preview, publishable};
use commonplace_domain::{CardAndText, Document, DocumentError, apply, views};
use proptest::prelude::*;

const ID: Id = Id([9; 16]);

fn draft() -> LessonDraft {
    LessonDraft {
        situation: "The build was red for a day.".into(),
        i_did: "I asked who knew it.".into(),
        result: "Two people did.".into(),
        lesson: "Ask before the first hour is over.\nNobody minds.".into(),
        tags: vec!["#asking".into(), "Build".into()],
        skills: vec![SkillLink {
            id: item(50),
            name: "Asking".into(),
        }],
    }
}

fn does_lesson(doc: &mut Document, by: Id, change: LessonChange) {
    does(doc, Change::Lesson(by, change));
}

fn published() -> (Document, Document) {
    let (mut here, mut there) = two(Kind::Lesson, ID);
    does_lesson(&mut here, ANA, LessonChange::Publish(draft()));
    meet(&mut here, &mut there, NOW.ms);
    (here, there)
}

fn shown(doc: &mut Document) -> Lesson {
    match views::document(doc, &journal(&[]), &View::Lesson(ID), NOW) {
        Some(Update::Lesson(lesson)) => *lesson,
        other => panic!("{other:?}"),
    }
}

fn rows(doc: &Document) -> Vec<LessonRow> {
    match views::list(&journal(&[(ID, doc)]), &View::Lessons, NOW) {
        Some(Update::Lessons(rows)) => rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_published_is_the_draft_its_author_and_the_day() {
    let (mut here, mut there) = published();
    let lesson = shown(&mut there);
    let draft = draft();
    assert_eq!(
        (
            &lesson.situation,
            &lesson.i_did,
            &lesson.result,
            &lesson.lesson
        ),
        (&draft.situation, &draft.i_did, &draft.result, &draft.lesson)
    );
    assert_eq!(lesson.tags, ["asking", "Build"]);
    assert_eq!(
        (lesson.by.unwrap().name.as_str(), lesson.published.ms),
        ("Ana", NOW.ms)
    );
    let row = &rows(&here)[0];
    assert_eq!(row.title, "Ask before the first hour is over.");
    assert_eq!(row.excerpt, "The build was red for a day.");
    // Publishing again, by whomever, changes nothing.
    for by in [ANA, BEN] {
        does_lesson(&mut here, by, LessonChange::Publish(LessonDraft::default()));
    }
    assert_eq!(shown(&mut here).by.unwrap().name, "Ana");
}

#[test]
fn a_draft_of_an_entry_takes_its_words_and_leaves_what_is_around_them() {
    let entry =
        "The build was red. #work\n\nI asked around,\nfor once.\n\n#lesson #ana\n\nAsk #early.";
    let draft = publishable(entry);
    assert_eq!(draft.situation, "The build was red. work");
    assert_eq!(draft.i_did, "I asked around,\nfor once.");
    assert_eq!(
        (draft.result.as_str(), draft.lesson.as_str()),
        ("", "Ask early.")
    );
    assert!(draft.tags.is_empty() && draft.skills.is_empty());
    assert_eq!(preview(draft).words, 12);
    assert_eq!(publishable("One line.").lesson, "One line.");
    assert_eq!(publishable(""), LessonDraft::default());
    let mut entry = crate::entry("Ask early.").0;
    let shown = views::document(&mut entry, &journal(&[]), &View::Publishable(ID), NOW);
    let Some(Update::Publishable(shown)) = shown else {
        panic!("{shown:?}");
    };
    assert_eq!(
        *shown,
        Preview {
            draft: publishable("Ask early."),
            words: 2,
            too_long: vec![]
        }
    );
}

#[test]
fn a_part_that_is_too_long_is_named_and_not_published() {
    let long = LessonDraft {
        result: "x".repeat(20_001),
        ..draft()
    };
    assert_eq!(preview(long.clone()).too_long, [Part::Result]);
    let (mut doc, _) = two(Kind::Lesson, ID);
    let refused = apply(
        &mut doc,
        &Change::Lesson(ANA, LessonChange::Publish(long)),
        NOW,
    );
    assert_eq!(refused, Err(DocumentError::FieldTooLong(20_000)));
    assert_eq!(shown(&mut doc).by, None);
}

#[test]
fn only_its_author_changes_a_lesson_and_anybody_else_says_thanks_once() {
    let (mut here, mut there) = published();
    let foreign = LessonChange::Lesson(text("", "x"));
    for (by, change) in [
        (BEN, foreign),
        (BEN, LessonChange::Withdraw(true)),
        (ANA, LessonChange::Thank(true)),
    ] {
        let refused = apply(&mut here, &Change::Lesson(by, change), NOW);
        assert_eq!(refused, Err(DocumentError::NotYours));
    }
    for doc in [&mut here, &mut there] {
        does_lesson(doc, BEN, LessonChange::Thank(true));
    }
    does_lesson(&mut there, CHI, LessonChange::Thank(true));
    does_lesson(
        &mut here,
        ANA,
        LessonChange::Result(text("Two people did.", "Three people did.")),
    );
    meet(&mut here, &mut there, NOW.ms);
    let lesson = shown(&mut here);
    assert_eq!(lesson, shown(&mut there));
    let thanks: Vec<_> = lesson.thanks.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        (thanks.as_slice(), lesson.result.as_str()),
        (["Ben", "Chi"].as_slice(), "Three people did.")
    );
    assert_eq!(rows(&here)[0].thanks, 2);
}

#[test]
fn a_lesson_that_was_withdrawn_is_nowhere_to_be_read_here() {
    let (mut doc, _) = published();
    apply(
        &mut doc,
        &Change::Lesson(ANA, LessonChange::Withdraw(true)),
        later(3),
    )
    .unwrap();
    let lesson = shown(&mut doc);
    assert_eq!(lesson.withdrawn.unwrap().ms, later(3).ms);
    assert!(lesson.lesson.is_empty() && lesson.situation.is_empty() && lesson.tags.is_empty());
    let found = CardAndText::of(&doc);
    assert!(found.text.is_empty() && found.card.title.is_empty() && found.card.tags.is_empty());
    assert!(rows(&doc).is_empty());
    does_lesson(&mut doc, ANA, LessonChange::Withdraw(false));
    assert_eq!(shown(&mut doc).lesson, draft().lesson);
}

#[test]
fn a_tag_two_people_add_is_one() {
    let (mut here, mut there) = published();
    does_lesson(&mut here, ANA, LessonChange::AddTag("Größe".into()));
    does_lesson(&mut there, ANA, LessonChange::AddTag("#grösse".into()));
    does_lesson(&mut there, ANA, LessonChange::RemoveTag("ASKING".into()));
    meet(&mut here, &mut there, NOW.ms);
    let tags = shown(&mut here).tags;
    assert_eq!((tags.len(), tags[0].as_str()), (2, "Build"));
    let long = LessonChange::AddTag("x".repeat(41));
    let refused = apply(&mut here, &Change::Lesson(ANA, long), NOW);
    assert_eq!(refused, Err(DocumentError::FieldTooLong(40)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_makes_a_draft_with_the_same_words(entry in "([a-zé#`~*. \n]){0,80}") {
        let draft = publishable(&entry);
        let whole = [draft.situation, draft.i_did, draft.result, draft.lesson].join(" ");
        for word in whole.split_whitespace() {
            prop_assert!(entry.contains(word.trim_start_matches('#')) || entry.contains('#'), "{word}");
        }
    }
}
