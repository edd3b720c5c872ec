//! Skills: placements that only grow, names that are tags, and what two devices make of one.

use crate::actor;
use commonplace_api::plan::PlanChange;
use commonplace_api::skill::{Confidence, NewPlacement, Skill, SkillChange, SkillRow, Starter};
use commonplace_api::{Change, Id, Kind, TextChange, Update, View};
use commonplace_domain::skill::slug;
use commonplace_domain::{Card, Document, Journal, Moment, apply, tags, views};
use proptest::prelude::*;

const DAY_MS: i64 = 86_400_000;

fn item(n: u8) -> Id {
    Id([n; 16])
}

fn at(day: i64) -> Moment {
    Moment {
        ms: day * DAY_MS,
        offset_minutes: 60,
    }
}

fn text(was: &str, now: &str) -> TextChange {
    TextChange {
        was: was.into(),
        now: now.into(),
    }
}

fn name(now: &str) -> SkillChange {
    SkillChange::Name(text("", now))
}

fn starter(called: &str) -> SkillChange {
    SkillChange::Starter(Starter::Feedback, called.into())
}

fn place(id: u8, level: u8) -> SkillChange {
    SkillChange::Place(NewPlacement {
        id: item(id),
        level,
        target: Some(4),
        confidence: Confidence::Sure,
        note: format!("note {id}"),
    })
}

fn skill(id: Id, n: u8, changes: impl IntoIterator<Item = (i64, SkillChange)>) -> Document {
    let mut doc = Document::begin(actor(n), Kind::Skill, id).unwrap();
    for (day, change) in changes {
        apply(&mut doc, &Change::Skill(change), at(day)).unwrap();
    }
    doc
}

fn shown(doc: &mut Document, journal: &Journal) -> Skill {
    match views::document(doc, journal, &View::Skill(item(1)), at(0)) {
        Some(Update::Skill(skill)) => *skill,
        other => panic!("{other:?}"),
    }
}

fn rows(journal: &Journal) -> Vec<SkillRow> {
    match views::list(journal, &View::Skills, at(0)) {
        Some(Update::Skills(rows)) => rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_name_is_a_tag_without_case_and_accents() {
    for (name, tag) in [
        ("Giving feedback", "giving-feedback"),
        ("  Zuhören & Nachfragen! ", "zuhoren-nachfragen"),
        ("Écrire clairement", "ecrire-clairement"),
        ("C++ / Rust", "c-/-rust"),
        ("2 - 1", ""),
        ("…", ""),
        ("日本語", "日本語"),
    ] {
        assert_eq!(slug(name), tag, "{name}");
    }
    assert!(slug(&"word ".repeat(40)).len() <= 40);
}

#[test]
fn placements_stand_one_beside_the_other() {
    let mut doc = skill(
        item(1),
        1,
        [
            (1, name("Listening")),
            (1, place(1, 2)),
            (8, place(2, 3)),
            (4, place(3, 9)),
        ],
    );
    let skill = shown(&mut doc, &Journal::default());
    let levels: Vec<_> = skill.placements.iter().map(|p| (p.id, p.level)).collect();
    assert_eq!(levels, [(item(2), 3), (item(3), 5), (item(1), 2)]);
    assert_eq!(skill.placements[0].note, "note 2");
    let row = &rows(&Journal::from_cards([(item(1), doc.card())]))[0];
    assert_eq!(
        (row.trend.as_slice(), row.target),
        ([2, 5, 3].as_slice(), Some(4))
    );
    assert_eq!(row.placed_at.unwrap().ms, 8 * DAY_MS);
}

#[test]
fn a_skill_knows_the_entries_and_plans_that_are_about_it() {
    let mut doc = skill(item(1), 1, [(1, name("Giving feedback"))]);
    let mut about = Document::begin(actor(1), Kind::Plan, item(7)).unwrap();
    let change = Change::Plan(PlanChange::AddSkill(item(1)));
    apply(&mut about, &change, at(1)).unwrap();
    let other = Document::begin(actor(1), Kind::Plan, item(8)).unwrap();
    let entries = ["Said it at once. #Giving-Feedback", "Nothing", "#feedback"];
    let entries = (20..)
        .zip(entries)
        .map(|(n, text)| (item(n), crate::entry(text).0.card()));
    let journal = Journal::from_cards(entries.chain([
        (item(7), about.card()),
        (item(8), other.card()),
        (item(1), doc.card()),
    ]));
    let skill = shown(&mut doc, &journal);
    assert_eq!(skill.tag, "giving-feedback");
    let found: Vec<_> = skill.entries.iter().map(|entry| entry.id).collect();
    assert_eq!((found, skill.entries_total), (vec![item(20)], 1));
    let plans: Vec<_> = skill.plans.iter().map(|plan| plan.id).collect();
    assert_eq!(plans, [item(7)]);
}

#[test]
fn a_starter_chosen_on_two_devices_is_one_skill() {
    let id = Starter::Feedback.id();
    let chosen = || [(1, starter("Giving feedback"))];
    let (mut here, mut there) = (skill(id, 1, chosen()), skill(id, 2, chosen()));
    let (from_here, from_there) = (here.commit(1).unwrap(), there.commit(1).unwrap());
    here.apply_changes(&from_there).unwrap();
    there.apply_changes(&from_here).unwrap();
    let row = rows(&Journal::from_cards([(id, here.card())])).remove(0);
    assert_eq!(
        (row.name.as_str(), row.starter),
        ("Giving feedback", Some(Starter::Feedback))
    );
    assert_eq!(here.card(), there.card());
}

#[test]
fn a_starter_chosen_again_is_back_under_the_name_it_was_given() {
    let id = Starter::Feedback.id();
    let mut doc = skill(id, 1, [(1, starter("Giving feedback"))]);
    let renamed = SkillChange::Name(text("Giving feedback", "Kind words"));
    apply(&mut doc, &Change::Skill(renamed), at(1)).unwrap();
    doc.delete(at(2).ms).unwrap();
    apply(&mut doc, &Change::Skill(starter("Giving feedback")), at(3)).unwrap();
    let row = rows(&Journal::from_cards([(id, doc.card())])).remove(0);
    assert_eq!(row.name, "Kind words");
}

#[test]
fn skills_are_in_the_order_of_their_names() {
    let named = |n, called: &str| (item(n), skill(item(n), 1, [(1, name(called))]).card());
    let journal = Journal::from_cards([
        named(1, "Zuhören"),
        named(2, "Éloquence"),
        named(3, "coaching"),
    ]);
    let names: Vec<_> = rows(&journal).into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["coaching", "Éloquence", "Zuhören"]);
}

proptest! {
    #[test]
    fn a_tag_made_of_a_name_is_one_an_entry_can_carry(called in "\\PC{0,30}") {
        let tag = slug(&called);
        prop_assert_eq!(slug(&tag), tag.clone(), "its own tag");
        if !tag.is_empty() {
            let body = format!("about #{tag} today");
            prop_assert_eq!(tags::typed(&body).collect::<Vec<_>>(), [tag.as_str()]);
        }
    }

    #[test]
    fn placements_of_two_devices_are_all_kept(
        deeds in prop::collection::vec((any::<bool>(), 1u8..30, 1u8..6, 0i64..9), 1..20)
    ) {
        let (mut here, mut there) = (skill(item(1), 1, []), skill(item(1), 2, []));
        for (at_home, id, level, day) in &deeds {
            let doc = if *at_home { &mut here } else { &mut there };
            apply(doc, &Change::Skill(place(*id, *level)), at(*day)).unwrap();
        }
        let (from_here, from_there) = (here.commit(1).unwrap(), there.commit(1).unwrap());
        here.apply_changes(&from_there).unwrap();
        there.apply_changes(&from_here).unwrap();
        let nothing = Journal::default();
        let one = shown(&mut here, &nothing);
        prop_assert_eq!(&one, &shown(&mut there, &nothing));
        for (_, id, ..) in deeds {
            prop_assert!(one.placements.iter().any(|placed| placed.id == item(id)));
        }
        let card = here.card();
        prop_assert_eq!(Card::from_bytes(&card.to_bytes()).unwrap(), card);
    }
}
