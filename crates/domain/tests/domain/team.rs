//! Where a team is going and who is in it; and what the tests of the team's other kinds have in common.

use crate::{actor, meet};
use commonplace_api::team::{
    Field, MemberChange, MemberRow, NormChange, NormStatus, Team, TeamChange, Value,
};
use commonplace_api::{Change, Id, Kind, TextChange, Update, View};
use commonplace_domain::document::form::in_item;
use commonplace_domain::team::member;
use commonplace_domain::{Card, Document, DocumentError, Journal, Moment, apply, views};
use proptest::prelude::*;

pub(crate) const ANA: Id = Id([0xA1; 16]);
pub(crate) const BEN: Id = Id([0xB2; 16]);
pub(crate) const CHI: Id = Id([0xC3; 16]);
pub(crate) const NOW: Moment = Moment {
    ms: 1_800_000_000_000,
    offset_minutes: 120,
};

pub(crate) fn item(n: u8) -> Id {
    Id([n; 16])
}

pub(crate) fn text(was: &str, now: &str) -> TextChange {
    TextChange {
        was: was.into(),
        now: now.into(),
    }
}

/// `minutes` after [`NOW`].
pub(crate) fn later(minutes: i64) -> Moment {
    Moment {
        ms: NOW.ms + minutes * 60_000,
        ..NOW
    }
}

/// The same document on two devices.
pub(crate) fn two(kind: Kind, id: Id) -> (Document, Document) {
    let begin = |n| Document::begin(actor(n), kind, id).unwrap();
    (begin(1), begin(2))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "changes are made where they are done"
)]
pub(crate) fn does(doc: &mut Document, change: Change) {
    apply(doc, &change, NOW).unwrap();
}

/// A journal of these documents and of three members with names, as it is after a restart.
pub(crate) fn journal(docs: &[(Id, &Document)]) -> Journal {
    let card = |doc: &Document| Card::from_bytes(&doc.card().to_bytes()).unwrap();
    let members = [(ANA, "Ana"), (BEN, "Ben"), (CHI, "Chi")].map(|(id, name)| {
        let mut doc = Document::begin(actor(9), Kind::Member, id).unwrap();
        does(
            &mut doc,
            Change::Member(id, MemberChange::Name(text("", name))),
        );
        (id, card(&doc))
    });
    let docs = docs.iter().map(|(id, doc)| (*id, card(doc)));
    Journal::from_cards(docs.chain(members))
}

fn shown(doc: &mut Document) -> Team {
    match views::document(doc, &journal(&[]), &View::Team, NOW) {
        Some(Update::Team(team)) => *team,
        other => panic!("{other:?}"),
    }
}

fn norm(n: u8, today: &str, want: &str) -> TeamChange {
    TeamChange::AddNorm {
        id: item(n),
        today: today.into(),
        want: want.into(),
    }
}

fn adopt(n: u8, vision: &str) -> TeamChange {
    TeamChange::Adopt {
        id: item(n),
        text: vision.into(),
    }
}

#[test]
fn every_vision_a_team_adopted_stays_with_its_day() {
    let (mut here, mut there) = two(Kind::Team, Id::TEAM);
    does(
        &mut here,
        Change::Team(ANA, TeamChange::Name(text("", "Support"))),
    );
    does(&mut here, Change::Team(ANA, adopt(1, "Nobody waits")));
    let second = Change::Team(BEN, adopt(2, "Everybody knows whom to ask"));
    apply(&mut there, &second, later(5)).unwrap();
    meet(&mut here, &mut there, NOW.ms);
    let team = shown(&mut here);
    assert_eq!(team, shown(&mut there));
    let visions: Vec<_> = team
        .visions
        .iter()
        .map(|one| {
            (
                one.text.as_str(),
                one.by.as_ref().unwrap().name.as_str(),
                one.adopted.ms,
            )
        })
        .collect();
    assert_eq!(
        visions,
        [
            ("Everybody knows whom to ask", "Ben", later(5).ms),
            ("Nobody waits", "Ana", NOW.ms)
        ]
    );
    let card = here.card();
    assert_eq!(
        (card.title.as_str(), card.excerpt.as_str()),
        ("Support", "Everybody knows whom to ask")
    );
}

#[test]
fn a_page_nobody_has_written_on_is_empty() {
    let Some(Update::Team(team)) = views::unwritten(&journal(&[]), &View::Team, NOW) else {
        panic!("no page");
    };
    assert!(team.norms.is_empty() && team.visions.is_empty() && !team.read_only);
}

#[test]
fn norms_are_pairs_that_two_people_can_see_differently() {
    let (mut here, mut there) = two(Kind::Team, Id::TEAM);
    does(&mut here, Change::Team(ANA, norm(1, "wait", "ask")));
    does(&mut here, Change::Team(ANA, norm(2, "blame", "look")));
    meet(&mut here, &mut there, NOW.ms);
    let status =
        |by, status| Change::Team(by, TeamChange::Norm(item(1), NormChange::Status(status)));
    does(&mut here, status(ANA, NormStatus::Trying));
    does(&mut there, status(BEN, NormStatus::Normal));
    let example = NormChange::Example(text("", "On Monday Chi asked at once"));
    does(
        &mut there,
        Change::Team(BEN, TeamChange::Norm(item(1), example)),
    );
    meet(&mut here, &mut there, NOW.ms);
    let team = shown(&mut here);
    assert_eq!(team, shown(&mut there));
    assert_eq!(team.norms[0].example, "On Monday Chi asked at once");
    let [contested] = team.contested.as_slice() else {
        panic!("{:?}", team.contested);
    };
    assert_eq!(contested.field, Field::NormStatus(item(1)));
    let mut said: Vec<_> = contested
        .choices
        .iter()
        .map(|choice| (choice.by.as_ref().unwrap().name.as_str(), choice.value))
        .collect();
    said.sort_by_key(|(name, _)| *name);
    assert_eq!(said, [("Ana", Value::Which(1)), ("Ben", Value::Which(2))]);
    // A value that nobody chose settles nothing; one that somebody chose does, on every device.
    let settle = |which| {
        Change::Team(
            CHI,
            TeamChange::Settle(Field::NormStatus(item(1)), Value::Which(which)),
        )
    };
    does(&mut here, settle(0));
    assert_eq!(shown(&mut here).contested.len(), 1);
    does(&mut here, settle(2));
    meet(&mut here, &mut there, NOW.ms);
    let team = shown(&mut there);
    assert_eq!(
        (team.norms[0].status, team.contested.len()),
        (NormStatus::Normal, 0)
    );
}

#[test]
fn who_chooses_the_same_disagrees_with_nobody() {
    let (mut here, mut there) = two(Kind::Team, Id::TEAM);
    for (doc, by) in [(&mut here, ANA), (&mut there, BEN)] {
        does(
            doc,
            Change::Team(
                by,
                TeamChange::Norm(item(1), NormChange::Status(NormStatus::Trying)),
            ),
        );
    }
    meet(&mut here, &mut there, NOW.ms);
    assert!(shown(&mut here).contested.is_empty());
}

#[test]
fn a_name_has_an_end_and_nothing_is_changed_beyond_it() {
    let (mut doc, _) = two(Kind::Team, Id::TEAM);
    let long = "é".repeat(10_000);
    for change in [
        TeamChange::Name(text("", &long)),
        adopt(1, &long.repeat(2)),
        norm(1, "x", &long),
    ] {
        let refused = apply(&mut doc, &Change::Team(ANA, change), NOW);
        assert!(
            matches!(refused, Err(DocumentError::FieldTooLong(_))),
            "{refused:?}"
        );
    }
    let team = shown(&mut doc);
    assert!(team.name.is_empty() && team.visions.is_empty() && team.norms.is_empty());
}

#[test]
fn members_have_the_names_they_gave_themselves() {
    let keys = [[1; 32], [2; 32]];
    let ids = keys.map(|key| member::id(&key));
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0], member::id(&keys[0]));
    let mut doc = Document::begin(actor(1), Kind::Member, ids[0]).unwrap();
    does(
        &mut doc,
        Change::Member(ids[0], MemberChange::Name(text("", "Émile"))),
    );
    does(
        &mut doc,
        Change::Member(ids[0], MemberChange::Vision(text("", "Say no in time"))),
    );
    let foreign = Change::Member(BEN, MemberChange::Name(text("Émile", "Somebody")));
    assert_eq!(apply(&mut doc, &foreign, NOW), Err(DocumentError::NotYours));
    let rows = |doc: &Document| -> Vec<MemberRow> {
        match views::list(&journal(&[(ids[0], doc)]), &View::People, NOW) {
            Some(Update::People(rows)) => rows,
            other => panic!("{other:?}"),
        }
    };
    let people = rows(&doc);
    let names: Vec<_> = people.iter().map(|row| row.person.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Ben", "Chi", "Émile"]);
    assert_eq!(people[3].vision, "Say no in time");
    does(&mut doc, Change::Member(ids[0], MemberChange::StopVision));
    assert_eq!(rows(&doc)[3].vision, "");
    assert_eq!(
        member::person(&Journal::default(), BEN).name,
        "",
        "not known here"
    );
}

#[test]
fn what_newer_versions_write_stays() {
    let (mut doc, _) = two(Kind::Team, Id::TEAM);
    does(&mut doc, Change::Team(ANA, norm(1, "wait", "ask")));
    let color = in_item("norms", item(1), "color");
    let status = in_item("norms", item(1), "status");
    doc.set(&color, 3).unwrap();
    doc.set("charter", "be kind").unwrap();
    // A status of a sort that is not known here: passed over, and kept until somebody chooses another.
    doc.set(&status, vec![0xa1, 0x00, 0x18, 99]).unwrap();
    for change in [
        TeamChange::Norm(item(1), NormChange::Want(text("ask", "ask early"))),
        TeamChange::RemoveNorm(item(1)),
        TeamChange::RestoreNorm(item(1)),
    ] {
        does(&mut doc, Change::Team(BEN, change));
    }
    let team = shown(&mut doc);
    assert_eq!(
        (team.norms[0].status, team.contested.len()),
        (NormStatus::Spotted, 0)
    );
    assert_eq!(doc.number_field(&color), Some(3));
    assert_eq!(doc.string_field("charter").as_deref(), Some("be kind"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_two_members_do_to_norms_offline_they_agree_after(
        acts in prop::collection::vec((any::<bool>(), 0u8..6, 1u8..4), 0..40)
    ) {
        let (mut here, mut there) = two(Kind::Team, Id::TEAM);
        for (side, act, n) in acts {
            let doc = if side { &mut here } else { &mut there };
            let by = if side { ANA } else { BEN };
            let change = match act {
                0 => norm(n, "a", "b"),
                1 => TeamChange::RemoveNorm(item(n)),
                2 => TeamChange::MoveNorm(item(n), Some(item(1))),
                3 => TeamChange::Norm(item(n), NormChange::Want(text("b", "bc"))),
                4 => TeamChange::Norm(item(n), NormChange::Status(if side { NormStatus::Trying } else { NormStatus::Normal })),
                _ => adopt(n, "we"),
            };
            does(doc, Change::Team(by, change));
        }
        meet(&mut here, &mut there, NOW.ms);
        prop_assert_eq!(shown(&mut here), shown(&mut there));
        prop_assert_eq!(here.card(), there.card());
    }
}
