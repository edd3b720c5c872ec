//! What a team writes: of the generated notes some become questions with an answer, lessons, goals and pages.

use crate::member::Member;
use commonplace_api::team::goal::GoalChange;
use commonplace_api::team::lesson::{LessonChange, LessonDraft};
use commonplace_api::team::question::{NewPage, PageChange, QuestionChange};
use commonplace_api::team::space::TeamId;
use commonplace_api::{Change, Id, TextChange, Update, View};
use commonplace_domain::Imported;

/// Of ten documents so many are of a kind, in the order of [`LISTS`].
const OF_TEN: [usize; 4] = [4, 3, 2, 1];
pub const LISTS: [View; 4] = [View::Questions, View::Lessons, View::Goals, View::Pages];
/// Whoever the change says it is by: the core puts in who it is.
pub const ANYBODY: Id = Id([0; 16]);

pub fn id(of: u8, n: usize) -> Id {
    let mut id = [of; 16];
    id[..8].copy_from_slice(&(n as u64).to_be_bytes());
    Id(id)
}

pub fn typed(text: &str) -> TextChange {
    TextChange {
        was: String::new(),
        now: text.to_owned(),
    }
}

/// Which of the kinds the document of a note is.
fn kind(n: usize) -> usize {
    let mut at = n % 10;
    OF_TEN
        .iter()
        .position(|share| {
            let is = at < *share;
            at = at.saturating_sub(*share);
            is
        })
        .unwrap()
}

/// How many of each kind there are among the first `count`.
pub fn of_each(count: usize) -> [usize; 4] {
    (0..count).fold([0; 4], |mut each, n| {
        each[kind(n)] += 1;
        each
    })
}

/// Writes one.
pub fn write(member: &mut Member, team: TeamId, n: usize, note: &Imported) {
    let (title, body) = note.body.split_once("\n\n").unwrap();
    let title = title.trim_start_matches("# ").to_owned();
    let (body, id_of) = (body.to_owned(), id(7, n));
    let mut change = |change| member.change(team, id_of, change);
    match kind(n) {
        0 => {
            change(Change::Question(ANYBODY, QuestionChange::Ask(title)));
            let answer = QuestionChange::Answer { id: id(8, n), body };
            change(Change::Question(ANYBODY, answer));
        }
        1 => {
            let draft = LessonDraft {
                situation: body,
                lesson: title,
                ..LessonDraft::default()
            };
            change(Change::Lesson(ANYBODY, LessonChange::Publish(draft)));
        }
        2 => {
            let named = GoalChange::Title(typed(&title));
            change(Change::Goal(ANYBODY, named));
            let why = GoalChange::Why(typed(&body));
            change(Change::Goal(ANYBODY, why));
        }
        _ => {
            let page = NewPage {
                title,
                body,
                tags: Vec::new(),
                question: None,
                owner: None,
                review_by: None,
            };
            change(Change::Page(ANYBODY, PageChange::Begin(page)));
        }
    }
}

/// How many rows a list has.
pub fn rows(update: &Update) -> usize {
    match update {
        Update::Questions(rows) => rows.len(),
        Update::Lessons(rows) => rows.len(),
        Update::Goals(rows) => rows.len(),
        Update::Pages(rows) => rows.len(),
        _ => 0,
    }
}
