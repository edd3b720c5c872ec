//! What lists know of a plan, from its card alone: the row of the list, and the commitments that are still open.

use super::shown::{commitments as all_commitments, steps};
use super::supports::{self, Kept as Supported};
use super::{DUE, SKILLS, TITLE, WHY, day, number, status, status_number, status_of};
use crate::{Card, Document, Journal, text};
use commonplace_api::plan::{Commitment, OpenCommitment, PlanRow};
use commonplace_api::{Day, Id, Kind};
use minicbor::{Decode, Encode};

/// Most open commitments a card carries: those that are due soonest.
const OPEN_MAX: usize = 12;
/// Most skills a card carries.
const SKILLS_MAX: usize = 12;
/// Longest text of one of them on a card, in bytes of UTF-8.
const TEXT_MAX: usize = 240;

/// What lists of plans need besides the title.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    status: u8,
    #[n(1)]
    due: Option<i32>,
    #[n(2)]
    steps: u32,
    #[n(3)]
    steps_done: u32,
    #[n(4)]
    open_total: u32,
    #[n(5)]
    open: Vec<Open>,
    /// Ids of skills, one after the other.
    #[cbor(n(6), with = "minicbor::bytes", default)]
    skills: Vec<u8>,
    #[n(7)]
    #[cbor(default)]
    supports: Vec<Supported>,
}

/// A commitment of which it is not known yet what happened.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct Open {
    #[cbor(n(0), with = "minicbor::bytes")]
    id: [u8; 16],
    #[n(1)]
    when: String,
    #[n(2)]
    i_will: String,
    #[n(3)]
    due: Option<i32>,
    #[cbor(n(4), with = "minicbor::bytes", default)]
    from: Vec<u8>,
}

/// What lists need of a plan.
pub(crate) fn card(doc: &Document) -> Card {
    let steps = steps(doc);
    let mut open = all_commitments(doc, None);
    open.retain(|commitment| commitment.outcome.is_none());
    let skills = doc.items(SKILLS).into_iter().take(SKILLS_MAX);
    let detail = Detail {
        status: u8::try_from(status_number(status(doc))).unwrap_or_default(),
        due: day(doc, DUE).map(|day| day.0),
        steps: count(steps.len()),
        steps_done: count(steps.iter().filter(|step| step.done_at.is_some()).count()),
        open_total: count(open.len()),
        open: soonest(open),
        skills: skills.flat_map(|skill| skill.0).collect(),
        supports: supports::on_card(doc),
    };
    let (title, why) = (doc.text_field(TITLE), doc.text_field(WHY));
    Card::of_kind(Kind::Plan, &title, &why, doc.is_deleted()).with_detail(&detail)
}

fn soonest(mut open: Vec<Commitment>) -> Vec<Open> {
    open.sort_by_key(|commitment| last_if_none(commitment.due));
    open.truncate(OPEN_MAX);
    let short = |words: &str| text::cut(words, TEXT_MAX).to_owned();
    open.iter()
        .map(|commitment| Open {
            id: commitment.id.0,
            when: short(&commitment.when),
            i_will: short(&commitment.i_will),
            due: commitment.due.map(|day| day.0),
            from: commitment
                .from
                .as_ref()
                .map(|from| from.id.0.to_vec())
                .unwrap_or_default(),
        })
        .collect()
}

/// A row of the list.
pub(crate) fn row(journal: &Journal, id: Id, card: &Card) -> PlanRow {
    let detail = card.detail::<Detail>().unwrap_or_default();
    PlanRow {
        id,
        title: card.title.clone(),
        status: status_of(i64::from(detail.status)),
        due: detail.due.map(Day),
        steps: detail.steps,
        steps_done: detail.steps_done,
        open: detail.open_total,
        supports: supports::listed(journal, id, detail.supports),
    }
}

/// The goals of teams that a card says its plan supports.
pub(super) fn supports_on(card: &Card) -> Vec<Supported> {
    card.detail::<Detail>().unwrap_or_default().supports
}

/// Whether a plan is about a skill.
pub(crate) fn is_about(card: &Card, skill: Id) -> bool {
    let detail = card.detail::<Detail>().unwrap_or_default();
    detail.skills.chunks(skill.0.len()).any(|id| id == skill.0)
}

/// Every plan: active ones first, then drafts, done and dropped; within these what is due soonest.
pub(crate) fn rows(journal: &Journal) -> Vec<PlanRow> {
    use commonplace_api::plan::PlanStatus;
    let order = |status| match status {
        PlanStatus::Active => 0,
        PlanStatus::Draft => 1,
        PlanStatus::Done => 2,
        PlanStatus::Dropped => 3,
    };
    let mut rows: Vec<_> = journal
        .of_kind(Kind::Plan)
        .map(|(id, card)| row(journal, id, card))
        .collect();
    rows.sort_by(|a, b| {
        let key = |row: &PlanRow| (order(row.status), last_if_none(row.due));
        (key(a), &a.title, a.id).cmp(&(key(b), &b.title, b.id))
    });
    rows
}

/// The open commitments of plans that are not done or dropped, what is due soonest first.
pub(crate) fn commitments(journal: &Journal) -> Vec<OpenCommitment> {
    let mut open: Vec<_> = journal
        .of_kind(Kind::Plan)
        .filter_map(|(id, card)| Some((id, card, card.detail::<Detail>()?)))
        .filter(|(_, _, detail)| detail.status <= 1)
        .flat_map(|(plan, card, detail)| {
            let of_plan = detail.open.into_iter();
            of_plan.map(move |open| OpenCommitment {
                plan,
                plan_title: card.title.clone(),
                id: Id(open.id),
                when: open.when,
                i_will: open.i_will,
                due: open.due.map(Day),
                from: open.from.try_into().ok().map(Id),
            })
        })
        .collect();
    open.sort_by_key(|one| (last_if_none(one.due), one.plan, one.id));
    open
}

fn last_if_none(due: Option<Day>) -> i64 {
    number(due).unwrap_or(i64::MAX)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
