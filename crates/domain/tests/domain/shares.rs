//! What members share of their skills, and the matrix of it.

use crate::meet;
use crate::team::{ANA, BEN, CHI, NOW, does, item, journal, two};
use commonplace_api::skill::{Confidence, Starter};
use commonplace_api::team::share::{Matrix, NewShare, SharesChange, Widening};
use commonplace_api::{Change, Id, Kind, Update, View};
use commonplace_domain::team::shares;
use commonplace_domain::{Document, DocumentError, apply, views};

fn share(skill: Id, name: &str, level: u8) -> NewShare {
    NewShare {
        skill,
        name: name.into(),
        level,
        target: Some(5),
        confidence: Confidence::Sure,
    }
}

fn sharing(by: Id, what: &[NewShare]) -> Document {
    let (mut doc, _) = two(Kind::Shares, shares::id(by));
    for new in what {
        does(
            &mut doc,
            Change::Shares(by, SharesChange::Share(new.clone())),
        );
    }
    doc
}

fn matrix(docs: &[(Id, &Document)]) -> Matrix {
    match views::list(&journal(docs), &View::Matrix, NOW) {
        Some(Update::Matrix(matrix)) => matrix,
        other => panic!("{other:?}"),
    }
}

fn levels(matrix: &Matrix) -> Vec<(&str, Vec<Option<u8>>)> {
    let rows = matrix.rows.iter();
    rows.map(|row| {
        let cells = row.cells.iter().map(|cell| cell.map(|cell| cell.level));
        (row.person.name.as_str(), cells.collect())
    })
    .collect()
}

#[test]
fn the_matrix_holds_what_was_shared_and_nothing_else() {
    let ana = sharing(
        ANA,
        &[
            share(Starter::Writing.id(), "Writing clearly", 3),
            share(item(1), "Go", 9),
        ],
    );
    let ben = sharing(BEN, &[share(item(2), "go", 2)]);
    let mut chi = sharing(CHI, &[share(item(3), "Rust", 4)]);
    does(&mut chi, Change::Shares(CHI, SharesChange::Stop(item(3))));
    let docs = [
        (shares::id(ANA), &ana),
        (shares::id(BEN), &ben),
        (shares::id(CHI), &chi),
    ];
    let matrix = matrix(&docs);
    let names: Vec<_> = matrix.columns.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        ["Go", "Writing clearly"],
        "one column for the same name"
    );
    assert_eq!(
        levels(&matrix),
        [
            ("Ana", vec![Some(5), Some(3)]),
            ("Ben", vec![Some(2), None])
        ],
        "who shares nothing is not in it"
    );
    assert!(ana.card().to_bytes().len() < 250);
    let elsewhere = super::shares::matrix(&[(item(77), &ana)]);
    assert!(elsewhere.rows.is_empty(), "not Ana's document");
}

#[test]
fn two_skills_of_one_member_with_one_name_are_both_in_it() {
    let doc = sharing(ANA, &[share(item(1), "Go", 3), share(item(2), "go", 2)]);
    let matrix = matrix(&[(shares::id(ANA), &doc)]);
    let cells: Vec<_> = matrix.rows[0].cells.iter().flatten().collect();
    let mut shared: Vec<_> = cells.iter().map(|cell| (cell.skill, cell.level)).collect();
    shared.sort();
    assert_eq!(shared, [(item(1), 3), (item(2), 2)]);
    assert_eq!(matrix.columns.len(), 2);
}

#[test]
fn what_is_not_shared_any_more_is_cleared() {
    let mut doc = sharing(ANA, &[share(item(1), "Go", 3)]);
    does(&mut doc, Change::Shares(ANA, SharesChange::Stop(item(1))));
    assert!(matrix(&[(shares::id(ANA), &doc)]).rows.is_empty());
    assert_eq!(doc.number_field(&format!("skills/{}/level", item(1))), None);
    does(
        &mut doc,
        Change::Shares(ANA, SharesChange::Share(share(item(1), "Go", 4))),
    );
    assert_eq!(
        levels(&matrix(&[(shares::id(ANA), &doc)])),
        [("Ana", vec![Some(4)])]
    );
}

#[test]
fn nobody_shares_for_somebody_else() {
    let mut doc = sharing(ANA, &[share(item(1), "Go", 3)]);
    let foreign = SharesChange::Share(share(item(2), "Rust", 1));
    for change in [foreign, SharesChange::Stop(item(1))] {
        let refused = apply(&mut doc, &Change::Shares(BEN, change), NOW);
        assert_eq!(refused, Err(DocumentError::NotYours));
    }
    assert_ne!(shares::id(ANA), shares::id(BEN));
    let long = SharesChange::Share(share(item(2), &"x".repeat(161), 1));
    let refused = apply(&mut doc, &Change::Shares(ANA, long), NOW);
    assert_eq!(refused, Err(DocumentError::FieldTooLong(160)));
}

#[test]
fn skills_shared_on_two_devices_are_both_shared() {
    let (mut here, mut there) = two(Kind::Shares, shares::id(ANA));
    for (doc, n) in [(&mut here, 1), (&mut there, 2)] {
        let new = share(item(n), &format!("Skill {n}"), n);
        does(doc, Change::Shares(ANA, SharesChange::Share(new)));
    }
    meet(&mut here, &mut there, NOW.ms);
    assert_eq!(
        levels(&matrix(&[(shares::id(ANA), &here)])),
        [("Ana", vec![Some(1), Some(2)])]
    );
    assert_eq!(here.card(), there.card());
}

#[test]
fn before_anything_is_shared_it_is_shown_what_others_would_see() {
    let doc = sharing(ANA, &[share(item(1), "Go", 3)]);
    let widening = |share: NewShare| -> Widening {
        let view = View::Widening { member: ANA, share };
        match views::list(&journal(&[(shares::id(ANA), &doc)]), &view, NOW) {
            Some(Update::Widening(widening)) => *widening,
            other => panic!("{other:?}"),
        }
    };
    let preview = widening(share(item(1), "Go", 4));
    assert_eq!(preview.share, share(item(1), "Go", 4));
    assert_eq!(preview.until_now.map(|cell| cell.level), Some(3));
    assert_eq!(widening(share(item(2), "Rust", 4)).until_now, None);
}
