//! Skills that a team names in its goals and lessons, and what moves alongside a goal by them.

use crate::meet;
use crate::team::{ANA, BEN, NOW, does, item, journal, later, text, two};
use commonplace_api::plan::SkillLink;
use commonplace_api::skill::{Confidence, Starter};
use commonplace_api::team::Number;
use commonplace_api::team::goal::{Alongside, Goal, GoalChange, NewCheckIn};
use commonplace_api::team::lesson::{Lesson, LessonChange, LessonDraft};
use commonplace_api::team::share::{NewShare, SharesChange};
use commonplace_api::{Change, Day, Id, Kind, Update, View};
use commonplace_domain::document::form::in_item;
use commonplace_domain::team::shares;
use commonplace_domain::{CardAndText, Document, DocumentError, apply, views};
use proptest::prelude::*;

const GOAL: Id = Id([9; 16]);
/// The day of [`NOW`].
const TODAY: i32 = 20_833;
const MINUTES: i64 = 24 * 60;

fn skill(n: u8, name: &str) -> SkillLink {
    SkillLink {
        id: item(n),
        name: name.into(),
    }
}

fn goal(changes: impl IntoIterator<Item = GoalChange>) -> Document {
    let (mut doc, _) = two(Kind::Goal, GOAL);
    for change in changes {
        does(&mut doc, Change::Goal(ANA, change));
    }
    doc
}

fn shown(doc: &mut Document, docs: &[(Id, &Document)]) -> Goal {
    match views::document(doc, &journal(docs), &View::Goal(GOAL), NOW) {
        Some(Update::Goal(goal)) => *goal,
        other => panic!("{other:?}"),
    }
}

fn skills(doc: &mut Document) -> Vec<String> {
    let skills = shown(doc, &[]).skills.into_iter();
    skills.map(|skill| skill.name).collect()
}

/// A lesson about these skills, published so many days after today.
fn lesson(days: i64, skills: &[SkillLink]) -> Document {
    let (mut doc, _) = two(Kind::Lesson, item(1));
    let draft = LessonDraft {
        lesson: format!("Day {days}"),
        skills: skills.to_vec(),
        ..LessonDraft::default()
    };
    let publish = Change::Lesson(BEN, LessonChange::Publish(draft));
    apply(&mut doc, &publish, later(days * MINUTES)).unwrap();
    doc
}

fn alongside(doc: &mut Document, lessons: &[Document]) -> Alongside {
    let docs: Vec<_> = (101..).map(item).zip(lessons).collect();
    shown(doc, &docs).alongside
}

fn titles(alongside: &Alongside) -> Vec<&str> {
    let lessons = alongside.lessons.iter();
    lessons.map(|row| row.title.as_str()).collect()
}

fn baseline(day: i32) -> GoalChange {
    GoalChange::Baseline(Number::clamped(40.0), Day(day))
}

#[test]
fn a_skill_is_named_once_however_it_is_spelled_and_gone_by_any_of_its_ids() {
    let (mut here, mut there) = two(Kind::Goal, GOAL);
    let add = |skill| GoalChange::AddSkill(skill);
    does(
        &mut here,
        Change::Goal(ANA, add(skill(1, "Giving feedback"))),
    );
    for skill in [skill(2, " giving Feedback "), skill(3, "Listening")] {
        does(&mut there, Change::Goal(BEN, add(skill)));
    }
    meet(&mut here, &mut there, NOW.ms);
    assert_eq!(skills(&mut here), skills(&mut there));
    assert_eq!(skills(&mut here).len(), 2);
    // Those that come with Commonplace are the same in every language.
    let writing = Starter::Writing.id();
    for name in ["Writing clearly", "Klar schreiben"] {
        let id = writing;
        let name = name.into();
        does(&mut here, Change::Goal(ANA, add(SkillLink { id, name })));
    }
    assert_eq!(skills(&mut here).last().unwrap(), "Writing clearly");
    does(
        &mut here,
        Change::Goal(BEN, GoalChange::RemoveSkill(item(2))),
    );
    assert_eq!(skills(&mut here), ["Listening", "Writing clearly"]);
    does(
        &mut here,
        Change::Goal(ANA, add(skill(1, "Giving feedback"))),
    );
    assert_eq!(skills(&mut here)[0], "Giving feedback", "it is had back");
    assert!(CardAndText::of(&here).text.contains("Listening"));
}

#[test]
fn a_skill_without_a_name_is_none_and_there_are_so_many() {
    let mut doc = goal([GoalChange::AddSkill(skill(1, " "))]);
    assert_eq!(skills(&mut doc), [""; 0]);
    // As it was written before skills had names.
    doc.set(&in_item("skills", item(7), "place"), 5).unwrap();
    assert_eq!(skills(&mut doc), [""; 0]);
    let long = GoalChange::AddSkill(skill(1, &"x".repeat(161)));
    let refused = apply(&mut doc, &Change::Goal(ANA, long), NOW);
    assert_eq!(refused, Err(DocumentError::FieldTooLong(160)));
    let mut all = (1..=12).map(|n| skill(n, &format!("Skill {n}")));
    all.by_ref()
        .for_each(|one| does(&mut doc, Change::Goal(ANA, GoalChange::AddSkill(one))));
    let more = Change::Goal(ANA, GoalChange::AddSkill(skill(13, "One more")));
    assert_eq!(apply(&mut doc, &more, NOW), Err(DocumentError::TooLong));
    assert_eq!(skills(&mut doc).len(), 12);
}

#[test]
fn lessons_about_a_skill_of_the_goal_moved_alongside_the_newest_first() {
    let feedback = || skill(1, "Giving feedback");
    let mut doc = goal([baseline(TODAY - 10), GoalChange::AddSkill(feedback())]);
    let other_id = skill(2, "giving-feedback");
    let mut withdrawn = lesson(-1, &[feedback()]);
    does(
        &mut withdrawn,
        Change::Lesson(BEN, LessonChange::Withdraw(true)),
    );
    let mut put_away = lesson(-1, &[feedback()]);
    put_away.delete(NOW.ms).unwrap();
    let lessons = vec![
        lesson(-10, &[feedback()]),
        lesson(-2, &[skill(3, "Listening"), other_id]),
        lesson(-11, &[feedback()]),
        lesson(-3, &[skill(3, "Listening")]),
        lesson(-3, &[]),
        lesson(0, &[feedback()]),
        withdrawn,
        put_away,
    ];
    let now = alongside(&mut doc, &lessons);
    assert_eq!(titles(&now), ["Day 0", "Day -2", "Day -10"]);
    assert_eq!((now.since, now.more), (Some(Day(TODAY - 10)), 0));
    assert_eq!(now.lessons[0].by.as_ref().unwrap().name, "Ben");
    does(
        &mut doc,
        Change::Goal(ANA, GoalChange::RemoveSkill(item(1))),
    );
    assert!(alongside(&mut doc, &lessons).lessons.is_empty());
}

#[test]
fn without_a_baseline_the_first_check_in_says_since_when() {
    let mut doc = goal([GoalChange::AddSkill(skill(1, "Listening"))]);
    let lessons = [-9, -5, -1].map(|days| lesson(days, &[skill(1, "Listening")]));
    assert_eq!(alongside(&mut doc, &lessons), Alongside::default());
    for (n, day) in [(1, TODAY - 2), (2, TODAY - 5)] {
        let check_in = GoalChange::CheckIn(NewCheckIn {
            id: item(n),
            day: Day(day),
            value: Number::clamped(1.0),
            confidence: None,
            note: String::new(),
            blocker: String::new(),
        });
        does(&mut doc, Change::Goal(ANA, check_in));
    }
    assert_eq!(titles(&alongside(&mut doc, &lessons)), ["Day -1", "Day -5"]);
    does(&mut doc, Change::Goal(ANA, baseline(TODAY - 9)));
    assert_eq!(alongside(&mut doc, &lessons).lessons.len(), 3);
}

#[test]
fn the_newest_are_shown_and_the_others_counted() {
    let mut doc = goal([
        baseline(TODAY - 30),
        GoalChange::AddSkill(skill(1, "Listening")),
    ]);
    let lessons: Vec<_> = (-20..0)
        .map(|days| lesson(days, &[skill(1, "Listening")]))
        .collect();
    let now = alongside(&mut doc, &lessons);
    assert_eq!((now.lessons.len(), now.more), (12, 8));
    assert_eq!(titles(&now)[0], "Day -1");
}

#[test]
fn a_sample_moves_alongside_nothing_but_the_sample() {
    let mut doc = goal([
        baseline(TODAY - 9),
        GoalChange::AddSkill(skill(1, "Listening")),
    ]);
    let lesson = lesson(-1, &[skill(1, "Listening")]);
    let sample = Id(*b"sample-lesson--0");
    assert!(
        shown(&mut doc, &[(sample, &lesson)])
            .alongside
            .lessons
            .is_empty()
    );
    let of_sample = Id(*b"sample-goal----0");
    let journal = journal(&[(sample, &lesson)]);
    let Some(Update::Goal(goal)) = views::document(&mut doc, &journal, &View::Goal(of_sample), NOW)
    else {
        panic!();
    };
    assert_eq!(goal.alongside.lessons.len(), 1);
}

#[test]
fn a_lesson_names_the_skills_its_author_chose_until_it_is_withdrawn() {
    let mut doc = lesson(0, &[skill(1, "Listening"), skill(2, "listening")]);
    let shown = |doc: &mut Document| -> Lesson {
        match views::document(doc, &journal(&[]), &View::Lesson(item(1)), NOW) {
            Some(Update::Lesson(lesson)) => *lesson,
            other => panic!("{other:?}"),
        }
    };
    let change = |doc: &mut Document, change| does(doc, Change::Lesson(BEN, change));
    assert_eq!(shown(&mut doc).skills, [skill(1, "Listening")]);
    change(&mut doc, LessonChange::AddSkill(skill(3, "Asking")));
    change(&mut doc, LessonChange::RemoveSkill(item(1)));
    assert_eq!(shown(&mut doc).skills, [skill(3, "Asking")]);
    change(&mut doc, LessonChange::Withdraw(true));
    assert!(shown(&mut doc).skills.is_empty());
    assert!(!CardAndText::of(&doc).text.contains("Asking"));
    let many = LessonDraft {
        skills: (0..13).map(|n| skill(n, &n.to_string())).collect(),
        ..LessonDraft::default()
    };
    let (mut doc, _) = two(Kind::Lesson, item(1));
    let refused = apply(
        &mut doc,
        &Change::Lesson(BEN, LessonChange::Publish(many)),
        NOW,
    );
    assert_eq!(refused, Err(DocumentError::TooLong));
    assert!(shown(&mut doc).by.is_none(), "nothing was published");
}

#[test]
fn what_a_team_names_is_offered_once() {
    let goal = goal([GoalChange::AddSkill(skill(1, "Listening"))]);
    let lesson = lesson(0, &[skill(2, "listening"), skill(3, "Asking")]);
    let mut shares_doc = two(Kind::Shares, shares::id(ANA)).0;
    let share = SharesChange::Share(NewShare {
        skill: item(4),
        name: "Ärger ansprechen".into(),
        level: 3,
        target: None,
        confidence: Confidence::Fair,
    });
    does(&mut shares_doc, Change::Shares(ANA, share));
    let docs = [
        (GOAL, &goal),
        (item(1), &lesson),
        (shares::id(ANA), &shares_doc),
    ];
    let Some(Update::TeamSkills(named)) = views::list(&journal(&docs), &View::TeamSkills, NOW)
    else {
        panic!();
    };
    let names: Vec<_> = named.iter().map(|skill| skill.name.as_str()).collect();
    assert_eq!(names, ["Ärger ansprechen", "Asking", "Listening"]);
    let mut doc = goal;
    does(
        &mut doc,
        Change::Goal(ANA, GoalChange::Title(text("", "A goal"))),
    );
    assert!(doc.card().to_bytes().len() < 200);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nothing_older_than_the_goal_or_about_something_else_moves_alongside(
        began in -20i64..5,
        lessons in prop::collection::vec((-30i64..3, prop::collection::vec(0u8..4, 0..3)), 0..16),
        mine in prop::collection::vec(0u8..4, 0..3),
    ) {
        let named = |ids: &[u8]| ids.iter().map(|n| skill(*n, &format!("Skill {n}"))).collect::<Vec<_>>();
        let began_on = TODAY + i32::try_from(began).unwrap();
        let mut doc = goal([baseline(began_on)].into_iter().chain(named(&mine).into_iter().map(GoalChange::AddSkill)));
        let docs: Vec<_> = lessons.iter().map(|(days, about)| lesson(*days, &named(about))).collect();
        let now = alongside(&mut doc, &docs);
        let expected = lessons.iter().filter(|(days, about)| *days >= began && about.iter().any(|n| mine.contains(n)));
        prop_assert_eq!(now.lessons.len() + usize::try_from(now.more).unwrap(), expected.count());
        prop_assert!(now.lessons.is_sorted_by_key(|row| core::cmp::Reverse(row.published.ms)));
    }
}
