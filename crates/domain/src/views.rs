//! What the screens show: pure functions of the journal's cards and, where a screen shows one document, of that
//! document. Nothing here is remembered between two calls.

use crate::team::{after_action, goal, lesson, page, question, shares};
use crate::{Document, Journal, Moment, plan, review, skill, team, template, today};
use commonplace_api::{Day, Id, Kind, Update, View};

/// The document a view shows, if it shows one whole document. Text editors have [`crate::EditorSession`] instead.
pub fn document_of(view: &View) -> Option<Id> {
    match view {
        View::Review { week, .. } => Some(review::id(*week)),
        View::Team => Some(Id::TEAM),
        View::Plan(id)
        | View::Skill(id)
        | View::Goal(id)
        | View::Lesson(id)
        | View::Publishable(id)
        | View::AfterAction(id)
        | View::Question(id)
        | View::Page(id)
        | View::Template(id)
        | View::Photos(id)
        | View::Photo { entry: id, .. }
        | View::History(id)
        | View::Version { id, .. } => Some(*id),
        _ => None,
    }
}

/// Whether a view shows something else when the day is over.
pub fn is_of_a_day(view: &View) -> bool {
    matches!(
        view,
        View::Today { .. }
            | View::Reviews { .. }
            | View::Review { .. }
            | View::Goals
            | View::Goal(_)
            | View::Pages
            | View::Page(_)
            | View::Question(_)
    )
}

/// What a view made of cards shows now; `None` for views of another sort.
pub fn list(journal: &Journal, view: &View, now: Moment) -> Option<Update> {
    let today = Day::of(now.ms, now.offset_minutes);
    match view {
        View::Today { starts_on } => Some(Update::Today(Box::new(today::today(
            journal, today, *starts_on,
        )))),
        View::Reviews { starts_on } => {
            Some(Update::Reviews(review::reviews(journal, today, *starts_on)))
        }
        View::LookBack { period, starts_on } => Some(Update::LookBack(Box::new(
            review::look_back(journal, *period, *starts_on),
        ))),
        View::Plans => Some(Update::Plans(plan::rows(journal))),
        View::Commitments => Some(Update::Commitments(plan::commitments(journal))),
        View::Skills => Some(Update::Skills(skill::rows(journal))),
        View::People => Some(Update::People(team::member::rows(journal))),
        View::Goals => Some(Update::Goals(goal::rows(journal, today))),
        View::Lessons => Some(Update::Lessons(lesson::rows(journal))),
        View::AfterActions => Some(Update::AfterActions(after_action::rows(journal))),
        View::Actions => Some(Update::Actions(after_action::open(journal))),
        View::Questions => Some(Update::Questions(question::rows(journal))),
        View::Ask { typed } => Some(Update::Ask(team::similar(journal, typed))),
        View::Pages => Some(Update::Pages(page::rows(journal, now))),
        View::Matrix => Some(Update::Matrix(shares::matrix(journal))),
        View::TeamSkills => Some(Update::TeamSkills(team::skills::named(journal))),
        View::Widening { member, share } => {
            let widening = shares::widening(journal, *member, share);
            Some(Update::Widening(Box::new(widening)))
        }
        View::Templates => {
            let mut templates: Vec<_> = journal
                .of_kind(Kind::Template)
                .map(|(id, card)| template::row(id, card))
                .collect();
            templates.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
            Some(Update::Templates(templates))
        }
        View::Days { first, count } => Some(Update::Days {
            first: *first,
            counts: journal.counts(Day(*first), *count),
        }),
        View::Day(day) => Some(Update::Day(journal.on_day(Day(*day)))),
        View::OnThisDay(day) => Some(Update::Day(journal.on_this_day(Day(*day)))),
        View::Tags => Some(Update::Tags(journal.tags())),
        _ => None,
    }
}

/// What the view of one whole document shows now, see [`document_of`].
pub fn document(doc: &mut Document, journal: &Journal, view: &View, now: Moment) -> Option<Update> {
    let today = Day::of(now.ms, now.offset_minutes);
    match view {
        View::Review { week, starts_on } => {
            let review = review::review(Some(doc), journal, *week, *starts_on, today);
            Some(Update::Review(Box::new(review)))
        }
        View::Plan(id) => Some(Update::Plan(Box::new(plan::shown(doc, journal, *id)))),
        View::Skill(id) => Some(Update::Skill(Box::new(skill::shown(doc, journal, *id)))),
        View::Template(id) => Some(Update::Template(template::row(*id, &doc.card()))),
        View::Team => Some(Update::Team(Box::new(team::shown(Some(doc), journal)))),
        View::Goal(id) => {
            let goal = goal::shown(doc, journal, *id, today);
            Some(Update::Goal(Box::new(goal)))
        }
        View::Lesson(id) => {
            let lesson = lesson::shown(doc, journal, *id);
            Some(Update::Lesson(Box::new(lesson)))
        }
        View::Publishable(_) => {
            let preview = lesson::preview(lesson::publishable(doc.text()));
            Some(Update::Publishable(Box::new(preview)))
        }
        View::AfterAction(id) => {
            let review = after_action::shown(Some(doc), journal, *id);
            Some(Update::AfterAction(Box::new(review)))
        }
        View::Question(id) => {
            let question = question::shown(doc, journal, *id, now);
            Some(Update::Question(Box::new(question)))
        }
        View::Page(id) => {
            let page = page::shown(doc, journal, *id, now);
            Some(Update::Page(Box::new(page)))
        }
        View::History(_) => Some(Update::History(doc.sittings())),
        View::Version { version, .. } => {
            let found = doc.comparison(version);
            Some(found.map_or(Update::EntryMissing, Update::Version))
        }
        _ => None,
    }
}

/// What the view of a document shows that is not there and need not be: a page that nobody has filled in yet.
pub fn unwritten(journal: &Journal, view: &View, now: Moment) -> Option<Update> {
    let today = Day::of(now.ms, now.offset_minutes);
    match view {
        View::Review { week, starts_on } => {
            let review = review::review(None, journal, *week, *starts_on, today);
            Some(Update::Review(Box::new(review)))
        }
        View::Team => Some(Update::Team(Box::new(team::shown(None, journal)))),
        View::AfterAction(id) => {
            let review = after_action::shown(None, journal, *id);
            Some(Update::AfterAction(Box::new(review)))
        }
        _ => None,
    }
}
