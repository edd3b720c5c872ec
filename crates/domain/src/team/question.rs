//! A question to the team: asked in a line, answered by whoever knows, and marked by those it helped. Who asked and who
//! answered is always said. Answers that hold become pages, see [`super::page`].

use super::texts::{LONG, author, count, fits, made, only, sign, tags_on_card, write};
use super::{member, page, sample, texts};
use crate::document::form::in_item;
use crate::markdown;
use crate::plan::{stamp, stamped};
use crate::{Card, Document, DocumentError, Journal, Moment};
use commonplace_api::team::question::{
    Answer, Question, QuestionChange, QuestionRow, QuestionStatus,
};
use commonplace_api::{Id, Kind, Stamp};
use core::cmp::Reverse;
use minicbor::{Decode, Encode};

const TEXT: &str = "text";
const CLOSED: &str = "closed";
const ANSWERS: &str = "answers";
const BODY: &str = "body";
const BY: &str = "by";
const AT: &str = "at";
const OFFSET: &str = "offset";
const ACCEPTED: &str = "accepted";
/// A list in each answer; its items have the ids of the members.
const HELPED: &str = "helped";
/// Longest question, in bytes of UTF-8: a line, and some to explain it.
const QUESTION: usize = 4_000;

/// What lists of questions need besides the title.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[cbor(n(0), with = "minicbor::bytes", default)]
    by: Vec<u8>,
    #[n(1)]
    status: u8,
    #[n(2)]
    answers: u32,
    #[n(3)]
    helped: u32,
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &QuestionChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match change {
        QuestionChange::Ask(_) if author(doc).is_some() => Ok(()),
        QuestionChange::Ask(text) => {
            fits(&[(text, QUESTION)])?;
            sign(doc, by, now)?;
            write(doc, TEXT, text, QUESTION)
        }
        QuestionChange::Text(change) => {
            only(author(doc), by)?;
            doc.edit_field_within(TEXT, change, QUESTION)
        }
        QuestionChange::AddTag(tag) => texts::add_tag(doc, tag),
        QuestionChange::RemoveTag(tag) => texts::remove_tag(doc, tag),
        QuestionChange::Close(closed) => doc.set_or_clear(CLOSED, closed.then_some(true)),
        QuestionChange::Answer { id, body } => answer(doc, *id, by, body, now),
        QuestionChange::CorrectAnswer(id, change) => {
            only(answered_by(doc, *id), by)?;
            doc.edit_field_within(&in_item(ANSWERS, *id, BODY), change, LONG)
        }
        QuestionChange::RemoveAnswer(id) => {
            only(answered_by(doc, *id), by)?;
            doc.remove_item(ANSWERS, *id)
        }
        QuestionChange::RestoreAnswer(id) => {
            only(answered_by(doc, *id), by)?;
            doc.add_item(ANSWERS, *id)
        }
        QuestionChange::Accept(id, accepted) => {
            let path = in_item(ANSWERS, *id, ACCEPTED);
            doc.set_or_clear(&path, accepted.then_some(true))
        }
        QuestionChange::Helped(id, helped) => {
            let list = in_item(ANSWERS, *id, HELPED);
            match (helped, answered_by(doc, *id)) {
                (true, None) => Ok(()),
                (true, Some(author)) if author == by => Err(DocumentError::NotYours),
                (true, Some(_)) => doc.add_item(&list, by),
                (false, _) => doc.remove_item(&list, by),
            }
        }
    }
}

/// An id that is taken stays whose it is.
fn answer(
    doc: &mut Document,
    id: Id,
    by: Id,
    body: &str,
    now: Moment,
) -> Result<(), DocumentError> {
    if answered_by(doc, id).is_some() {
        return Ok(());
    }
    fits(&[(body, LONG)])?;
    doc.add_item(ANSWERS, id)?;
    let at = |field| in_item(ANSWERS, id, field);
    doc.set(&at(BY), by.to_string())?;
    stamp(doc, &at(AT), &at(OFFSET), Some(now))?;
    write(doc, &at(BODY), body, LONG)
}

fn answered_by(doc: &Document, answer: Id) -> Option<Id> {
    doc.id_field(&in_item(ANSWERS, answer, BY))
}

/// Accepted ones first, then those that helped most, then in their order.
fn answers(doc: &Document, journal: Option<&Journal>) -> Vec<Answer> {
    let answer = |id| {
        let at = |field| in_item(ANSWERS, id, field);
        let helped = doc.items(&at(HELPED));
        Some(Answer {
            id,
            body: doc.text_field(&at(BODY)),
            by: Some(member::named(journal, answered_by(doc, id)?)),
            at: stamped(doc, &at(AT), &at(OFFSET)).unwrap_or_default(),
            accepted: doc.flag_field(&at(ACCEPTED)),
            helped: member::people(journal, helped),
        })
    };
    let mut all: Vec<_> = doc.items(ANSWERS).into_iter().filter_map(answer).collect();
    all.sort_by_key(|one| (!one.accepted, Reverse(one.helped.len())));
    all
}

fn status(doc: &Document, answers: &[Answer]) -> QuestionStatus {
    if doc.flag_field(CLOSED) {
        QuestionStatus::Closed
    } else if answers.iter().any(|answer| answer.accepted) {
        QuestionStatus::Accepted
    } else if answers.is_empty() {
        QuestionStatus::Open
    } else {
        QuestionStatus::Answered
    }
}

/// What lists need: the question, and the beginning of its best answer.
pub(crate) fn card(doc: &Document) -> Card {
    let answers = answers(doc, None);
    let best = answers.first().map(|best| best.body.as_str());
    let helped = answers.iter().map(|answer| answer.helped.len()).sum();
    let detail = Detail {
        by: author(doc).map(|by| by.0.to_vec()).unwrap_or_default(),
        status: status_number(status(doc, &answers)),
        answers: count(answers.len()),
        helped: count(helped),
    };
    let asked = made(doc).unwrap_or_default();
    let card = Card::of_kind(
        Kind::Question,
        &one_line(&doc.text_field(TEXT)),
        &one_line(best.unwrap_or_default()),
        doc.is_deleted(),
    );
    Card {
        occurred_at_ms: asked.ms,
        offset_minutes: asked.offset_minutes,
        tags: tags_on_card(doc),
        ..card.with_detail(&detail)
    }
}

/// Markdown as one line of plain words.
pub(super) fn one_line(body: &str) -> String {
    let (title, rest) = markdown::title_and_excerpt(body);
    [title, rest].join(" ").trim().to_owned()
}

/// What a question is found by.
pub(crate) fn words(doc: &Document) -> String {
    let mut words = vec![doc.text_field(TEXT)];
    words.extend(answers(doc, None).into_iter().map(|answer| answer.body));
    texts::lines(words)
}

/// How often the answers of a question helped, from its card.
pub(super) fn helped(card: &Card) -> u32 {
    card.detail::<Detail>().unwrap_or_default().helped
}

/// The questions, the newest first.
pub(crate) fn rows(journal: &Journal) -> Vec<QuestionRow> {
    let row = |(id, card): (Id, &Card)| {
        let detail = card.detail::<Detail>().unwrap_or_default();
        QuestionRow {
            id,
            title: card.title.clone(),
            answer: card.excerpt.clone(),
            tags: card.tags.clone(),
            by: member::kept(journal, &detail.by),
            asked: Stamp {
                ms: card.occurred_at_ms,
                offset_minutes: card.offset_minutes,
            },
            status: status_of(detail.status),
            answers: detail.answers,
            helped: detail.helped,
            sample: sample::is(id),
        }
    };
    journal.of_kind(Kind::Question).map(row).collect()
}

/// A whole question, with the pages made of it.
pub(crate) fn shown(doc: &Document, journal: &Journal, id: Id, now: Moment) -> Question {
    let answers = answers(doc, Some(journal));
    Question {
        id,
        text: doc.text_field(TEXT),
        tags: texts::tags(doc),
        by: author(doc).map(|by| member::person(journal, by)),
        asked: made(doc).unwrap_or_default(),
        status: status(doc, &answers),
        answers,
        pages: page::of_question(journal, id, now),
        sample: sample::is(id),
        deleted: doc.is_deleted(),
        read_only: doc.is_read_only(),
    }
}

// The numbers below are on cards: they must never change.

fn status_number(status: QuestionStatus) -> u8 {
    match status {
        QuestionStatus::Open => 0,
        QuestionStatus::Answered => 1,
        QuestionStatus::Accepted => 2,
        QuestionStatus::Closed => 3,
    }
}

fn status_of(number: u8) -> QuestionStatus {
    match number {
        1 => QuestionStatus::Answered,
        2 => QuestionStatus::Accepted,
        3 => QuestionStatus::Closed,
        _ => QuestionStatus::Open,
    }
}
