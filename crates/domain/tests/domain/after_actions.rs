//! After-action reviews, and the actions they hand on to the next.

use crate::meet;
use crate::team::{ANA, BEN, NOW, does, item, journal, later, text, two};
use commonplace_api::team::after_action::{
    ActionChange, AfterAction, AfterActionChange, NewAction, OpenAction,
};
use commonplace_api::team::{Field, Value};
use commonplace_api::{Change, Day, Id, Kind, Update, View};
use commonplace_domain::{Document, DocumentError, apply, views};

const FIRST: Id = Id([11; 16]);
const NEXT: Id = Id([12; 16]);

fn acts(doc: &mut Document, change: AfterActionChange) {
    does(doc, Change::AfterAction(ANA, change));
}

fn new_action(n: u8, due: Option<i32>) -> AfterActionChange {
    AfterActionChange::AddAction(NewAction {
        id: item(n),
        text: format!("action {n}"),
        owner: Some(BEN),
        due: due.map(Day),
    })
}

fn done(n: u8) -> AfterActionChange {
    AfterActionChange::Action(item(n), ActionChange::Done(true))
}

fn shown(doc: &mut Document, id: Id, others: &[(Id, &Document)]) -> AfterAction {
    match views::document(doc, &journal(others), &View::AfterAction(id), NOW) {
        Some(Update::AfterAction(review)) => *review,
        other => panic!("{other:?}"),
    }
}

fn open(docs: &[(Id, &Document)]) -> Vec<OpenAction> {
    match views::list(&journal(docs), &View::Actions, NOW) {
        Some(Update::Actions(open)) => open,
        other => panic!("{other:?}"),
    }
}

fn first() -> Document {
    let (mut doc, _) = two(Kind::AfterAction, FIRST);
    for change in [
        AfterActionChange::Title(text("", "The launch")),
        AfterActionChange::Expected(text("", "Nobody notices")),
        AfterActionChange::Happened(text("", "Everybody noticed")),
        AfterActionChange::AddWhy {
            id: item(1),
            text: "No rehearsal".into(),
        },
        AfterActionChange::Sustain(text("", "The checklist")),
        AfterActionChange::Change(text("", "Rehearse")),
        new_action(21, Some(20_900)),
        new_action(22, None),
        new_action(23, Some(20_800)),
        done(22),
    ] {
        acts(&mut doc, change);
    }
    doc
}

#[test]
fn a_review_shows_what_was_put_into_it() {
    let mut doc = first();
    let review = shown(&mut doc, FIRST, &[]);
    assert_eq!(
        (review.title.as_str(), review.why[0].text.as_str()),
        ("The launch", "No rehearsal")
    );
    assert_eq!(review.actions[0].owner.as_ref().unwrap().name, "Ben");
    let Some(Update::AfterActions(rows)) =
        views::list(&journal(&[(FIRST, &doc)]), &View::AfterActions, NOW)
    else {
        panic!("no list");
    };
    assert_eq!(
        (rows[0].actions, rows[0].done, rows[0].begun.ms),
        (3, 1, NOW.ms)
    );
    let ids: Vec<_> = open(&[(FIRST, &doc)]).iter().map(|one| one.id).collect();
    assert_eq!(ids, [item(23), item(21)], "what is due soonest");
}

#[test]
fn open_actions_go_on_in_the_next_review_and_are_open_nowhere_else() {
    let mut old = first();
    let before = open(&[(FIRST, &old)]);
    let (mut here, mut there) = two(Kind::AfterAction, NEXT);
    let Some(Update::AfterAction(unwritten)) =
        views::unwritten(&journal(&[(FIRST, &old)]), &View::AfterAction(NEXT), NOW)
    else {
        panic!("no review");
    };
    assert_eq!(unwritten.open_before, before);
    for doc in [&mut here, &mut there] {
        acts(doc, AfterActionChange::CarryOver(before[0].clone()));
    }
    meet(&mut here, &mut there, NOW.ms);
    let review = shown(&mut here, NEXT, &[(FIRST, &old)]);
    assert_eq!(review, shown(&mut there, NEXT, &[(FIRST, &old)]));
    let [carried] = review.actions.as_slice() else {
        panic!("{:?}", review.actions);
    };
    assert_eq!((carried.id, carried.carried_from), (item(23), Some(FIRST)));
    assert_eq!(
        review.open_before.len(),
        1,
        "the other one is still offered"
    );
    let earlier = shown(&mut old, FIRST, &[(NEXT, &here)]);
    let into: Vec<_> = earlier.actions.iter().map(|one| one.carried_to).collect();
    assert_eq!(into, [None, None, Some(NEXT)], "it goes on there");
    let docs = [(FIRST, &old), (NEXT, &here)];
    let places: Vec<_> = open(&docs).iter().map(|one| (one.review, one.id)).collect();
    assert_eq!(places, [(NEXT, item(23)), (FIRST, item(21))]);
    acts(&mut here, done(23));
    let places: Vec<_> = open(&[(FIRST, &old), (NEXT, &here)])
        .iter()
        .map(|one| one.id)
        .collect();
    assert_eq!(places, [item(21)], "done there is done");
    acts(&mut here, AfterActionChange::RemoveAction(item(23)));
    assert_eq!(
        open(&[(FIRST, &old), (NEXT, &here)]).len(),
        2,
        "not handed on after all"
    );
}

#[test]
fn two_days_for_one_action_are_both_shown() {
    let (mut here, mut there) = two(Kind::AfterAction, FIRST);
    acts(&mut here, new_action(1, None));
    meet(&mut here, &mut there, NOW.ms);
    let due = |day| AfterActionChange::Action(item(1), ActionChange::Due(Some(Day(day))));
    acts(&mut here, due(20_900));
    apply(&mut there, &Change::AfterAction(BEN, due(20_950)), later(1)).unwrap();
    meet(&mut here, &mut there, NOW.ms);
    let review = shown(&mut here, FIRST, &[]);
    let field = Field::ActionDue(item(1));
    assert_eq!(
        (review.contested[0].field, review.contested[0].choices.len()),
        (field, 2)
    );
    acts(
        &mut here,
        AfterActionChange::Settle(field, Value::Day(Day(20_950))),
    );
    let review = shown(&mut here, FIRST, &[]);
    assert_eq!(
        (review.contested.len(), review.actions[0].due),
        (0, Some(Day(20_950)))
    );
}

#[test]
fn what_two_people_write_into_a_review_is_all_there() {
    let (mut here, mut there) = two(Kind::AfterAction, FIRST);
    acts(
        &mut here,
        AfterActionChange::Happened(text("", "It rained. ")),
    );
    acts(
        &mut there,
        AfterActionChange::Happened(text("", "The tent leaked.")),
    );
    acts(&mut here, new_action(1, None));
    acts(&mut there, new_action(2, None));
    meet(&mut here, &mut there, NOW.ms);
    let review = shown(&mut there, FIRST, &[]);
    assert!(review.happened.contains("rained") && review.happened.contains("leaked"));
    assert_eq!(review.actions.len(), 2);
    let long = AfterActionChange::AddAction(NewAction {
        id: item(3),
        text: "x".repeat(1_001),
        owner: None,
        due: None,
    });
    let refused = apply(&mut here, &Change::AfterAction(ANA, long), NOW);
    assert_eq!(refused, Err(DocumentError::FieldTooLong(1_000)));
    assert_eq!(shown(&mut here, FIRST, &[]).actions.len(), 2);
}
