//! What is said of questions, answers and pages: who said what when, how it stands, and how often it helped.

use super::{Count, together};
use crate::shell::dates::Moment;
use crate::words;
use commonplace_api::Stamp;
use commonplace_api::team::Person;
use commonplace_api::team::question::{Page, PageRow, QuestionRow, QuestionStatus};

/// What was asked, or what a page is called; or what is said where that is empty.
pub fn titled(title: String) -> String {
    if title.is_empty() {
        return words!(questions.untitled).to_owned();
    }
    title
}

/// "Ana, Monday 23 November".
pub fn byline(by: Option<&Person>, at: Stamp) -> String {
    words!(
        questions.byline,
        name = together::name(by),
        day = Moment::from(at).long_day()
    )
}

/// How a question stands.
pub fn status(status: QuestionStatus, answers: usize) -> String {
    let count = Count(u32::try_from(answers).unwrap_or(u32::MAX));
    match status {
        QuestionStatus::Open => words!(questions.status.open).to_owned(),
        QuestionStatus::Answered => words!(questions.status.answered, count = count),
        QuestionStatus::Accepted => words!(questions.status.accepted).to_owned(),
        QuestionStatus::Closed => words!(questions.status.closed).to_owned(),
    }
}

/// How often it helped.
pub fn helped(count: u32) -> String {
    words!(questions.helped, count = Count(count))
}

/// What there is to know of a question in the list.
pub fn line(row: &QuestionRow) -> String {
    let answers = usize::try_from(row.answers).unwrap_or_default();
    let mut said = vec![
        byline(row.by.as_ref(), row.asked),
        status(row.status, answers),
    ];
    if row.helped > 0 {
        said.push(helped(row.helped));
    }
    said.join(" · ")
}

/// What there is to know of a page in the list.
pub fn page_line(row: &PageRow) -> String {
    let mut said = Vec::new();
    if let Some(owner) = &row.owner {
        said.push(words!(
            questions.looked_after,
            name = together::name(Some(owner))
        ));
    }
    if row.helped > 0 {
        said.push(helped(row.helped));
    }
    said.join(" · ")
}

/// Who looks after a page, and who said last that it holds.
pub fn standing(page: &Page) -> String {
    let mut said = Vec::new();
    if let Some(owner) = &page.owner {
        said.push(words!(
            questions.looked_after,
            name = together::name(Some(owner))
        ));
    }
    if let Some(at) = page.verified_at {
        let name = together::name(page.verified_by.as_ref());
        said.push(words!(
            questions.verified,
            name = name,
            day = Moment::from(at).full_day()
        ));
    }
    if let Some(day) = page.review_by.filter(|_| page.overdue_days == 0) {
        said.push(words!(questions.again_by, day = Moment::on(day).full_day()));
    }
    said.join(" · ")
}

/// How long ago a page was to be looked at.
pub fn overdue(days: u32) -> String {
    words!(questions.overdue, count = Count(days))
}
