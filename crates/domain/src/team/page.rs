//! A page of a team's playbook: what was answered once and holds until somebody looks at it again. It has an owner and
//! a day to be looked at; once that is over it comes up for review, and is shown all the same.

use super::question::one_line;
use super::said::{day_or_none, member_or_none};
use super::texts::{LONG, SHORT, author, count, fits, sign, tags_on_card, write};
use super::{member, said, sample, texts};
use crate::plan::{stamp, stamped};
use crate::{Card, Document, DocumentError, Journal, Moment};
use commonplace_api::team::Field;
use commonplace_api::team::question::{NewPage, Page, PageChange, PageRow};
use commonplace_api::{Day, Id, Kind};
use core::cmp::Reverse;
use minicbor::{Decode, Encode};

const TITLE: &str = "title";
const TEXT: &str = "text";
const QUESTION: &str = "question";
const VERIFIED_AT: &str = "verifiedAt";
const VERIFIED_OFFSET: &str = "verifiedOffset";
const VERIFIED_BY: &str = "verifiedBy";
/// Its items have the ids of the members.
const HELPED: &str = "helped";
/// What two people can choose differently.
const CHOSEN: [Field; 2] = [Field::Owner, Field::ReviewBy];

/// What lists of pages need besides the title.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[cbor(n(0), with = "minicbor::bytes", default)]
    owner: Vec<u8>,
    #[n(1)]
    review_by: Option<i32>,
    #[n(2)]
    helped: u32,
    #[cbor(n(3), with = "minicbor::bytes", default)]
    question: Vec<u8>,
}

/// Where a field that can be contested is kept.
fn path(field: Field) -> Option<&'static str> {
    match field {
        Field::Owner => Some("owner"),
        Field::ReviewBy => Some("reviewBy"),
        _ => None,
    }
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &PageChange,
    now: Moment,
) -> Result<(), DocumentError> {
    if let PageChange::Verify(_) = change {
        verify(doc, by, now)?;
    }
    let mut choose = |field, value| match path(field) {
        Some(path) => said::say(doc, path, value, by, now),
        None => Ok(()),
    };
    match change {
        PageChange::Begin(new) => begin(doc, by, new, now),
        PageChange::Title(change) => doc.edit_field_within(TITLE, change, SHORT),
        PageChange::Body(change) => doc.edit_field_within(TEXT, change, LONG),
        PageChange::AddTag(tag) => texts::add_tag(doc, tag),
        PageChange::RemoveTag(tag) => texts::remove_tag(doc, tag),
        PageChange::Owner(owner) => choose(Field::Owner, member_or_none(*owner)),
        PageChange::ReviewBy(day) | PageChange::Verify(day) => {
            choose(Field::ReviewBy, day_or_none(*day))
        }
        PageChange::Helped(true) => doc.add_item(HELPED, by),
        PageChange::Helped(false) => doc.remove_item(HELPED, by),
        PageChange::Settle(field, value) => match path(*field) {
            Some(path) => said::settle(doc, path, *value, by, now),
            None => Ok(()),
        },
    }
}

fn begin(doc: &mut Document, by: Id, new: &NewPage, now: Moment) -> Result<(), DocumentError> {
    if author(doc).is_some() {
        return Ok(());
    }
    fits(&[(&new.title, SHORT), (&new.body, LONG)])?;
    texts::fits_tags(&new.tags)?;
    sign(doc, by, now)?;
    write(doc, TITLE, &new.title, SHORT)?;
    write(doc, TEXT, &new.body, LONG)?;
    for tag in &new.tags {
        texts::add_tag(doc, tag)?;
    }
    let question = new.question.map(|question| question.to_string());
    doc.set_or_clear(QUESTION, question)?;
    for (field, value) in [
        (Field::Owner, member_or_none(new.owner)),
        (Field::ReviewBy, day_or_none(new.review_by)),
    ] {
        if let Some(path) = path(field) {
            said::say(doc, path, value, by, now)?;
        }
    }
    verify(doc, by, now)
}

fn verify(doc: &mut Document, by: Id, now: Moment) -> Result<(), DocumentError> {
    stamp(doc, VERIFIED_AT, VERIFIED_OFFSET, Some(now))?;
    doc.set(VERIFIED_BY, by.to_string())
}

fn owner(doc: &Document) -> Option<Id> {
    said::member(doc, path(Field::Owner)?)
}

fn review_by(doc: &Document) -> Option<Day> {
    said::day(doc, path(Field::ReviewBy)?)
}

/// How many days ago a page was to be looked at; 0 on the day itself and before.
fn overdue(review_by: Option<Day>, now: Moment) -> u32 {
    let today = Day::of(now.ms, now.offset_minutes);
    let days = review_by.map(|day| today.since(day)).unwrap_or_default();
    u32::try_from(days).unwrap_or_default()
}

/// What lists need.
pub(crate) fn card(doc: &Document) -> Card {
    let bytes = |id: Option<Id>| id.map(|id| id.0.to_vec()).unwrap_or_default();
    let detail = Detail {
        owner: bytes(owner(doc)),
        review_by: review_by(doc).map(|day| day.0),
        helped: count(doc.items(HELPED).len()),
        question: bytes(doc.id_field(QUESTION)),
    };
    let card = Card::of_kind(
        Kind::Page,
        &doc.text_field(TITLE),
        &one_line(&doc.text_field(TEXT)),
        doc.is_deleted(),
    );
    Card {
        tags: tags_on_card(doc),
        ..card.with_detail(&detail)
    }
}

/// What a page is found by.
pub(crate) fn words(doc: &Document) -> String {
    texts::lines(vec![doc.text_field(TITLE), doc.text_field(TEXT)])
}

/// How many members a page helped, from its card.
pub(super) fn helped(card: &Card) -> u32 {
    card.detail::<Detail>().unwrap_or_default().helped
}

fn row(journal: &Journal, id: Id, card: &Card, now: Moment) -> PageRow {
    let detail = card.detail::<Detail>().unwrap_or_default();
    let review_by = detail.review_by.map(Day);
    PageRow {
        id,
        title: card.title.clone(),
        excerpt: card.excerpt.clone(),
        tags: card.tags.clone(),
        owner: member::kept(journal, &detail.owner),
        review_by,
        stale: overdue(review_by, now) > 0,
        helped: detail.helped,
        sample: sample::is(id),
    }
}

/// The pages: those to be looked at again first, what has waited longest before all; then in the order of their titles.
pub(crate) fn rows(journal: &Journal, now: Moment) -> Vec<PageRow> {
    let pages = journal.of_kind(Kind::Page);
    let mut rows: Vec<_> = pages
        .map(|(id, card)| row(journal, id, card, now))
        .collect();
    rows.sort_by(|a, b| {
        let waited = |row: &PageRow| Reverse(overdue(row.review_by, now));
        (waited(a), &a.title, a.id).cmp(&(waited(b), &b.title, b.id))
    });
    rows
}

/// The pages made of a question.
pub(super) fn of_question(journal: &Journal, question: Id, now: Moment) -> Vec<PageRow> {
    let is_of = |card: &Card| {
        let detail = card.detail::<Detail>().unwrap_or_default();
        detail.question == question.0
    };
    let pages = journal.of_kind(Kind::Page);
    pages
        .filter(|(_, card)| is_of(card))
        .map(|(id, card)| row(journal, id, card, now))
        .collect()
}

/// A whole page.
pub(crate) fn shown(doc: &Document, journal: &Journal, id: Id, now: Moment) -> Page {
    let fields = CHOSEN
        .into_iter()
        .filter_map(|field| Some((field, path(field)?.to_owned())));
    let person = |id| member::person(journal, id);
    let review_by = review_by(doc);
    Page {
        id,
        title: doc.text_field(TITLE),
        body: doc.text_field(TEXT),
        tags: texts::tags(doc),
        question: doc.id_field(QUESTION),
        owner: owner(doc).map(person),
        review_by,
        overdue_days: overdue(review_by, now),
        verified_at: stamped(doc, VERIFIED_AT, VERIFIED_OFFSET),
        verified_by: doc.id_field(VERIFIED_BY).map(person),
        helped: member::people(Some(journal), doc.items(HELPED)),
        contested: said::contested(doc, journal, fields),
        sample: sample::is(id),
        deleted: doc.is_deleted(),
        read_only: doc.is_read_only(),
    }
}
