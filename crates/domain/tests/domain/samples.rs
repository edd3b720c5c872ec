//! The sample of a team: complete in every language, badged, and gone in one go.

use crate::actor;
use crate::team::{ANA, NOW, does, text};
use commonplace_api::team::goal::Trend;
use commonplace_api::team::question::QuestionStatus;
use commonplace_api::team::{Language, TeamChange};
use commonplace_api::{Change, Id, Update, View};
use commonplace_domain::team::sample;
use commonplace_domain::{Document, Journal, apply, views};
use std::collections::BTreeMap;

type Documents = BTreeMap<Id, Document>;

fn make(language: Language, n: u8, docs: &mut Documents) {
    for (id, change, now) in sample::content(language, NOW) {
        let kind = change.kind();
        let begin = || Document::begin(actor(n), kind, id).unwrap();
        apply(docs.entry(id).or_insert_with(begin), &change, now).unwrap();
    }
}

fn journal(docs: &Documents) -> Journal {
    Journal::from_cards(docs.iter().map(|(id, doc)| (*id, doc.card())))
}

fn list(docs: &Documents, view: &View) -> Update {
    views::list(&journal(docs), view, NOW).unwrap()
}

#[test]
fn a_sample_shows_every_screen_what_it_is_for() {
    for language in [Language::English, Language::German] {
        let mut docs = Documents::new();
        make(language, 1, &mut docs);
        let Update::Goals(goals) = list(&docs, &View::Goals) else {
            panic!()
        };
        assert_eq!(
            (goals.len(), goals[0].check_ins, goals[0].sample),
            (1, 4, true)
        );
        assert_eq!(goals[0].trend, Trend::OnTrack);
        let Update::Lessons(lessons) = list(&docs, &View::Lessons) else {
            panic!()
        };
        assert_eq!(
            lessons
                .iter()
                .filter(|row| row.sample && row.thanks == 1)
                .count(),
            3
        );
        let Update::Questions(questions) = list(&docs, &View::Questions) else {
            panic!()
        };
        let accepted = questions
            .iter()
            .filter(|row| row.status == QuestionStatus::Accepted);
        assert_eq!((questions.len(), accepted.count()), (5, 4));
        assert!(
            questions
                .iter()
                .all(|row| row.sample && !row.answer.is_empty())
        );
        let Update::AfterActions(reviews) = list(&docs, &View::AfterActions) else {
            panic!()
        };
        assert_eq!(
            (reviews.len(), reviews[0].actions, reviews[0].done),
            (1, 2, 1)
        );
        let Update::Matrix(matrix) = list(&docs, &View::Matrix) else {
            panic!()
        };
        assert_eq!((matrix.rows.len(), matrix.columns.len()), (3, 3));
        let shared = matrix.rows.iter().flat_map(|row| &row.cells).flatten();
        assert_eq!(shared.count(), 8);
        let journal = journal(&docs);
        let id = goals[0].id;
        let goal = views::document(docs.get_mut(&id).unwrap(), &journal, &View::Goal(id), NOW);
        let Some(Update::Goal(goal)) = goal else {
            panic!()
        };
        assert_eq!((goal.skills.len(), goal.alongside.lessons.len()), (1, 2));
        let team = docs.get_mut(&Id::TEAM).unwrap();
        let Some(Update::Team(team)) = views::document(team, &journal, &View::Team, NOW) else {
            panic!()
        };
        assert_eq!((team.visions.len(), team.norms.len()), (1, 4));
        assert!(
            team.norms
                .iter()
                .all(|norm| norm.sample && !norm.example.is_empty())
        );
        assert!(team.name.is_empty(), "the team's own");
    }
}

#[test]
fn a_sample_that_two_members_add_is_there_once() {
    let (mut here, mut there) = (Documents::new(), Documents::new());
    make(Language::German, 1, &mut here);
    make(Language::German, 2, &mut there);
    for (id, doc) in &mut here {
        let before = doc.card();
        crate::meet(doc, there.get_mut(id).unwrap(), NOW.ms);
        assert_eq!(doc.card(), before, "{id}");
    }
}

#[test]
fn a_sample_goes_in_one_go_and_takes_nothing_else_along() {
    let mut docs = Documents::new();
    make(Language::English, 1, &mut docs);
    let team = docs.get_mut(&Id::TEAM).unwrap();
    does(team, Change::Team(ANA, TeamChange::Name(text("", "Ours"))));
    let own = TeamChange::AddNorm {
        id: ANA,
        today: "a".into(),
        want: "b".into(),
    };
    does(team, Change::Team(ANA, own));
    does(team, Change::Team(ANA, TeamChange::RemoveSamples));
    for id in sample::documents(&journal(&docs)) {
        docs.get_mut(&id).unwrap().delete(NOW.ms).unwrap();
    }
    let journal = journal(&docs);
    assert!(sample::documents(&journal).is_empty());
    let shown = views::document(docs.get_mut(&Id::TEAM).unwrap(), &journal, &View::Team, NOW);
    let Some(Update::Team(team)) = shown else {
        panic!()
    };
    assert_eq!(
        (team.name.as_str(), team.norms.len(), team.visions.len()),
        ("Ours", 1, 0)
    );
    for view in [
        View::Goals,
        View::Lessons,
        View::Questions,
        View::AfterActions,
        View::People,
        View::Matrix,
    ] {
        let empty = match list(&docs, &view) {
            Update::Goals(rows) => rows.is_empty(),
            Update::Lessons(rows) => rows.is_empty(),
            Update::Questions(rows) => rows.is_empty(),
            Update::AfterActions(rows) => rows.is_empty(),
            Update::People(rows) => rows.is_empty(),
            Update::Matrix(matrix) => matrix.rows.is_empty(),
            other => panic!("{other:?}"),
        };
        assert!(empty, "{view:?}");
    }
}
