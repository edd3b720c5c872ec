//! Plans: what can be done with one, what the lists know of it, and what two devices make of it.

use crate::{actor, meet};
use commonplace_api::plan::{
    CommitmentChange, NewCommitment, Outcome, Plan, PlanChange, PlanStatus, StepChange, StepKind,
};
use commonplace_api::today::Today;
use commonplace_api::{Change, Day, Id, Kind, Stamp, TextChange, Update, View};
use commonplace_domain::{Card, Document, Journal, Moment, apply, today, views};
use proptest::prelude::*;
use std::collections::BTreeSet;

const ID: Id = Id([9; 16]);
const NOW: Moment = Moment {
    ms: 1_800_000_000_000,
    offset_minutes: 120,
};

const TODAY: Day = Day(20_800);

fn item(n: u8) -> Id {
    Id([n; 16])
}

fn text(was: &str, now: &str) -> TextChange {
    TextChange {
        was: was.into(),
        now: now.into(),
    }
}

fn begin(n: u8) -> Document {
    Document::begin(actor(n), Kind::Plan, ID).unwrap()
}

fn plan(doc: &mut Document, changes: impl IntoIterator<Item = PlanChange>) {
    for change in changes {
        apply(doc, &Change::Plan(change), NOW).unwrap();
    }
}

fn commit(n: u8, due: Option<i32>) -> PlanChange {
    PlanChange::Commit(NewCommitment {
        id: item(n),
        when: format!("the meeting {n} ends"),
        i_will: format!("ask question {n}"),
        due: due.map(Day),
        from: (n == 1).then_some(item(100)),
    })
}

fn outcome(n: u8, outcome: Outcome) -> PlanChange {
    PlanChange::Commitment(item(n), CommitmentChange::Outcome(Some(outcome)))
}

fn shown(doc: &mut Document, journal: &Journal) -> Plan {
    match views::document(doc, journal, &View::Plan(ID), NOW) {
        Some(Update::Plan(plan)) => *plan,
        other => panic!("{other:?}"),
    }
}

/// A journal of these plans, as it is after a restart.
fn journal(plans: &[(Id, &Document)]) -> Journal {
    let cards = plans.iter().map(|(id, doc)| {
        let card = Card::from_bytes(&doc.card().to_bytes()).unwrap();
        (*id, card)
    });
    Journal::from_cards(cards)
}

/// A plan that is under way.
fn example() -> Document {
    let mut doc = begin(1);
    plan(
        &mut doc,
        [
            PlanChange::Title(text("", "Give feedback")),
            PlanChange::Why(text("", "The team asked for it")),
            PlanChange::Status(PlanStatus::Active),
            PlanChange::Due(Some(Day(20_900))),
            PlanChange::AddSkill(item(50)),
            PlanChange::AddStep(item(11)),
            PlanChange::Step(item(11), StepChange::Text(text("", "Read the book"))),
            PlanChange::AddStep(item(12)),
            PlanChange::Step(item(12), StepChange::Kind(StepKind::Teach)),
            PlanChange::Step(item(11), StepChange::Done(true)),
            commit(1, Some(20_800)),
            commit(2, None),
            PlanChange::AddEvidence(item(100)),
            PlanChange::EvidenceNote(item(100), text("", "it worked")),
        ],
    );
    doc
}

#[test]
fn a_plan_shows_what_was_put_into_it() {
    let mut doc = example();
    let entry = crate::entry("# What I learned\n\nAsk first.").0;
    let journal = Journal::from_cards([(item(100), entry.card())]);
    let plan = shown(&mut doc, &journal);
    assert_eq!(plan.title, "Give feedback");
    assert_eq!(
        (plan.status, plan.due),
        (PlanStatus::Active, Some(Day(20_900)))
    );
    let steps: Vec<_> = plan.steps.iter().map(|s| (s.id, s.kind)).collect();
    assert_eq!(
        steps,
        [(item(11), StepKind::Learn), (item(12), StepKind::Teach)]
    );
    let done = Stamp {
        ms: NOW.ms,
        offset_minutes: 120,
    };
    assert_eq!(plan.steps[0].done_at, Some(done));
    let from = plan.commitments[0].from.as_ref().unwrap();
    assert_eq!(from.title.as_deref(), Some("What I learned"));
    assert_eq!(plan.commitments[1].from, None);
    assert_eq!(plan.evidence[0].note, "it worked");
    assert_eq!(plan.skills[0].name, "", "no such skill is here");
}

#[test]
fn lists_know_a_plan_from_its_card_alone() {
    let doc = example();
    let journal = journal(&[(ID, &doc)]);
    let Some(Update::Plans(rows)) = views::list(&journal, &View::Plans, NOW) else {
        panic!("no list");
    };
    let row = &rows[0];
    assert_eq!(
        (row.title.as_str(), row.status),
        ("Give feedback", PlanStatus::Active)
    );
    assert_eq!((row.steps, row.steps_done, row.open), (2, 1, 2));
    assert!(doc.card().to_bytes().len() < 600);
}

#[test]
fn commitments_are_due_until_it_is_known_what_happened() {
    let mut doc = example();
    let open = |doc: &Document| match views::list(&journal(&[(ID, doc)]), &View::Commitments, NOW) {
        Some(Update::Commitments(open)) => open,
        other => panic!("{other:?}"),
    };
    let due = open(&doc);
    assert_eq!(
        due.iter().map(|c| c.id).collect::<Vec<_>>(),
        [item(1), item(2)]
    );
    assert_eq!(due[0].i_will, "ask question 1");
    assert_eq!(
        (due[0].from, due[0].due),
        (Some(item(100)), Some(Day(20_800)))
    );
    assert_eq!(due[0].plan_title, "Give feedback");
    plan(&mut doc, [outcome(1, Outcome::Partly)]);
    assert_eq!(open(&doc).len(), 1);
    plan(
        &mut doc,
        [PlanChange::Commitment(
            item(1),
            CommitmentChange::Outcome(None),
        )],
    );
    assert_eq!(open(&doc).len(), 2, "not known after all");
    plan(&mut doc, [PlanChange::Status(PlanStatus::Dropped)]);
    assert_eq!(open(&doc), []);
}

#[test]
fn a_day_shows_what_is_due_within_a_week_and_what_is_late() {
    let mut doc = begin(1);
    plan(&mut doc, [PlanChange::Status(PlanStatus::Active)]);
    let due = [-30, 0, 7, 8].map(Some).into_iter().chain([None]);
    for (n, due) in (1..).zip(due) {
        plan(&mut doc, [commit(n, due.map(|days| TODAY.0 + days))]);
    }
    let shown = |doc: &Document| {
        let page = today::today(&journal(&[(ID, doc)]), TODAY, 1);
        page.due.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(shown(&doc), [item(1), item(2), item(3)]);
    plan(&mut doc, [outcome(2, Outcome::Did)]);
    assert_eq!(shown(&doc), [item(1), item(3)]);
    let many = (10..40).map(|n| commit(n, Some(TODAY.0)));
    plan(&mut doc, many);
    assert!(shown(&doc).len() <= Today::DUE_MAX);
}

#[test]
fn what_was_taken_out_comes_back_as_it_was() {
    let mut doc = example();
    let nothing = Journal::default();
    plan(&mut doc, [outcome(1, Outcome::Did)]);
    let before = shown(&mut doc, &nothing);
    plan(
        &mut doc,
        [
            PlanChange::RemoveCommitment(item(1)),
            PlanChange::RemoveStep(item(11)),
            PlanChange::RemoveEvidence(item(100)),
            PlanChange::RemoveSkill(item(50)),
        ],
    );
    let without = shown(&mut doc, &nothing);
    assert_eq!((without.commitments.len(), without.steps.len()), (1, 1));
    assert!(without.evidence.is_empty() && without.skills.is_empty());
    plan(
        &mut doc,
        [
            PlanChange::RestoreCommitment(item(1)),
            PlanChange::AddStep(item(11)),
            PlanChange::AddEvidence(item(100)),
            PlanChange::AddSkill(item(50)),
        ],
    );
    assert_eq!(shown(&mut doc, &nothing), before);
}

#[test]
fn what_stood_there_at_the_end_stays_whatever_happens_later() {
    let mut doc = example();
    let nothing = Journal::default();
    plan(
        &mut doc,
        [outcome(1, Outcome::Did), PlanChange::Complete(item(70))],
    );
    let done = shown(&mut doc, &nothing);
    assert_eq!((done.status, done.summaries.len()), (PlanStatus::Done, 1));
    let kept = &done.summaries[0];
    assert_eq!(kept.title, "Give feedback");
    assert_eq!(kept.steps[0], ("Read the book".into(), true));
    assert_eq!(kept.commitments[0].outcome, Some(Outcome::Did));
    assert_eq!(kept.evidence, ["it worked"]);
    plan(
        &mut doc,
        [
            PlanChange::Status(PlanStatus::Active),
            PlanChange::Title(text("Give feedback", "Something else")),
            PlanChange::RemoveCommitment(item(1)),
        ],
    );
    let later = shown(&mut doc, &nothing);
    assert_eq!(later.title, "Something else");
    assert_eq!(later.summaries, done.summaries);
    let second = Moment {
        ms: NOW.ms + 1,
        ..NOW
    };
    let again = Change::Plan(PlanChange::Complete(item(71)));
    apply(&mut doc, &again, second).unwrap();
    let titles = shown(&mut doc, &nothing)
        .summaries
        .into_iter()
        .map(|s| s.title);
    assert_eq!(
        titles.collect::<Vec<_>>(),
        ["Something else", "Give feedback"]
    );
}

#[test]
fn a_plan_is_found_by_everything_written_in_it() {
    let mut doc = example();
    plan(
        &mut doc,
        [PlanChange::Commitment(
            item(2),
            CommitmentChange::Note(text("", "they smiled")),
        )],
    );
    let words = commonplace_domain::CardAndText::of(&doc).text;
    for word in [
        "feedback",
        "asked for",
        "book",
        "question 1",
        "smiled",
        "it worked",
    ] {
        assert!(words.contains(word), "{word} in {words}");
    }
}

#[test]
fn two_outcomes_of_one_commitment_are_both_there_until_one_is_chosen() {
    let mut here = example();
    let first = here.commit(NOW.ms).unwrap();
    let mut there = Document::load(actor(2), None, [first.as_slice()]).unwrap();
    plan(&mut here, [outcome(1, Outcome::Did)]);
    plan(&mut there, [outcome(1, Outcome::Didnt)]);
    meet(&mut here, &mut there, NOW.ms);
    let nothing = Journal::default();
    assert_eq!(shown(&mut here, &nothing), shown(&mut there, &nothing));
    let commitment = shown(&mut here, &nothing).commitments.remove(0);
    let said: BTreeSet<_> = commitment
        .outcome
        .into_iter()
        .chain(commitment.rivals)
        .collect();
    assert_eq!(said, BTreeSet::from([Outcome::Did, Outcome::Didnt]));
    plan(&mut here, [outcome(1, Outcome::Did)]);
    let settled = shown(&mut here, &nothing).commitments.remove(0);
    assert_eq!(
        (settled.outcome, settled.rivals),
        (Some(Outcome::Did), vec![])
    );
}

/// Anything somebody may do, but take commitments out.
fn any_change() -> impl Strategy<Value = PlanChange> {
    let n = 1u8..6;
    let words = "[a-z]{1,6}";
    prop_oneof![
        words.prop_map(|now| PlanChange::Title(text("", &now))),
        (0i64..4).prop_map(|n| PlanChange::Status(match n {
            0 => PlanStatus::Draft,
            1 => PlanStatus::Active,
            2 => PlanStatus::Done,
            _ => PlanStatus::Dropped,
        })),
        n.clone().prop_map(|n| commit(n, None)),
        n.clone().prop_map(|n| outcome(n, Outcome::Did)),
        n.clone().prop_map(|n| outcome(n, Outcome::Partly)),
        (n.clone(), words).prop_map(|(n, now)| PlanChange::Commitment(
            item(n),
            CommitmentChange::Note(text("", &now))
        )),
        (n.clone(), proptest::option::of(n.clone()))
            .prop_map(|(n, before)| PlanChange::MoveCommitment(item(n), before.map(item))),
        n.clone().prop_map(|n| PlanChange::AddStep(item(n))),
        n.clone().prop_map(|n| PlanChange::RemoveStep(item(n))),
        (n.clone(), any::<bool>())
            .prop_map(|(n, done)| PlanChange::Step(item(n), StepChange::Done(done))),
        n.clone().prop_map(|n| PlanChange::AddEvidence(item(n))),
        n.prop_map(|n| PlanChange::Complete(item(n))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_two_devices_do_they_agree_and_lose_no_commitment(
        deeds in prop::collection::vec((any::<bool>(), any_change(), prop::bool::weighted(0.2)), 1..40)
    ) {
        let (mut here, mut there) = (begin(1), begin(2));
        let (mut made, mut told) = (BTreeSet::new(), BTreeSet::new());
        for (at_home, change, meets) in deeds {
            let doc = if at_home { &mut here } else { &mut there };
            match &change {
                PlanChange::Commit(new) => { made.insert(new.id); }
                PlanChange::Commitment(id, CommitmentChange::Outcome(_)) => { told.insert(*id); }
                _ => {}
            }
            plan(doc, [change]);
            if meets {
                meet(&mut here, &mut there, NOW.ms);
            }
        }
        meet(&mut here, &mut there, NOW.ms);
        let nothing = Journal::default();
        let one = shown(&mut here, &nothing);
        prop_assert_eq!(&one, &shown(&mut there, &nothing));
        prop_assert_eq!(here.card(), there.card());
        for id in made {
            let kept = one.commitments.iter().find(|commitment| commitment.id == id);
            prop_assert!(kept.is_some_and(|kept| !kept.i_will.is_empty()));
            prop_assert_eq!(kept.unwrap().outcome.is_some(), told.contains(&id));
        }
    }

    #[test]
    fn a_card_of_anything_is_no_harm(detail in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut card = example().card();
        card.detail = detail;
        let journal = Journal::from_cards([(ID, card)]);
        for view in [View::Plans, View::Commitments, View::Skills] {
            prop_assert!(views::list(&journal, &view, NOW).is_some());
        }
    }
}
