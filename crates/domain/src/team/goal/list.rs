//! What lists know of a goal, from its card alone. How it goes today is worked out of the card's figures, so a list
//! says the same as the goal's own page.

use super::path::Figures;
use super::shown::{can_be_contested, check_ins, figures};
use super::{SUPPORTING, TITLE, UNIT, WHY, direction_number, direction_of, path_of};
use crate::team::skills::{self, Kept as Skill};
use crate::team::texts::{count, short};
use crate::team::{member, said, sample};
use crate::{Card, Document, Journal};
use commonplace_api::team::Number;
use commonplace_api::team::goal::{GoalRow, Point};
use commonplace_api::{Day, Id, Kind};
use minicbor::{Decode, Encode};

/// Figures a card carries: the newest.
const RECENT_MAX: usize = 12;
/// How much of a blocker, in bytes of UTF-8.
const BLOCKER_MAX: usize = 240;

/// What lists of goals need besides the title.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    unit: String,
    #[n(1)]
    direction: u8,
    #[n(2)]
    baseline: Option<Kept>,
    #[n(3)]
    target: Option<f64>,
    #[n(4)]
    due: Option<i32>,
    #[cbor(n(5), with = "minicbor::bytes", default)]
    owner: Vec<u8>,
    #[n(6)]
    recent: Vec<Kept>,
    #[n(7)]
    check_ins: u32,
    #[n(8)]
    blocker: String,
    #[n(9)]
    contested: bool,
    #[n(10)]
    supporting: u32,
    #[n(11)]
    #[cbor(default)]
    skills: Vec<Skill>,
}

/// A figure.
#[derive(Debug, Encode, Decode)]
#[cbor(array)]
struct Kept {
    #[n(0)]
    day: i32,
    #[n(1)]
    value: f64,
}

impl From<Point> for Kept {
    fn from(point: Point) -> Self {
        Self {
            day: point.day.0,
            value: point.value.get(),
        }
    }
}

impl Kept {
    fn point(&self) -> Option<Point> {
        Some(Point {
            day: Day(self.day),
            value: Number::new(self.value)?,
        })
    }
}

/// What lists need of a goal.
pub(crate) fn card(doc: &Document) -> Card {
    let figures = figures(doc);
    let check_ins = check_ins(doc, None);
    let blocker = check_ins.first().map(|last| last.blocker.as_str());
    let older = figures.measured.len().saturating_sub(RECENT_MAX);
    let owner = path_of(commonplace_api::team::Field::Owner);
    let owner = owner.and_then(|path| said::member(doc, path));
    let mut fields = can_be_contested(doc);
    let detail = Detail {
        unit: doc.text_field(UNIT),
        direction: direction_number(figures.direction),
        baseline: figures.baseline.map(Kept::from),
        target: figures.target.map(Number::get),
        due: figures.due.map(|day| day.0),
        owner: owner.map(|id| id.0.to_vec()).unwrap_or_default(),
        recent: figures
            .measured
            .iter()
            .skip(older)
            .map(|(_, point)| Kept::from(*point))
            .collect(),
        check_ins: count(check_ins.len()),
        blocker: short(blocker.unwrap_or_default(), BLOCKER_MAX),
        contested: fields.any(|(_, path)| said::is_contested(doc, &path)),
        supporting: count(doc.items(SUPPORTING).len()),
        skills: skills::on_card(doc),
    };
    let (title, why) = (doc.text_field(TITLE), doc.text_field(WHY));
    Card::of_kind(Kind::Goal, &title, &why, doc.is_deleted()).with_detail(&detail)
}

/// The skills that a card names.
pub(in crate::team) fn skills_on(card: &Card) -> Vec<Skill> {
    card.detail::<Detail>().unwrap_or_default().skills
}

/// A row of the list.
fn row(journal: &Journal, id: Id, card: &Card, today: Day) -> GoalRow {
    let detail = card.detail::<Detail>().unwrap_or_default();
    let recent: Vec<_> = detail.recent.iter().filter_map(Kept::point).collect();
    let figures = Figures {
        direction: direction_of(detail.direction),
        baseline: detail.baseline.and_then(|kept| kept.point()),
        target: detail.target.and_then(Number::new),
        due: detail.due.map(Day),
        measured: recent.iter().map(|point| (id, *point)).collect(),
    };
    let path = figures.path(today);
    GoalRow {
        id,
        title: card.title.clone(),
        unit: detail.unit,
        recent,
        target: figures.target,
        due: figures.due,
        owner: member::kept(journal, &detail.owner),
        share: path.share,
        trend: path.trend,
        check_ins: detail.check_ins,
        blocker: detail.blocker,
        supporting: detail.supporting,
        contested: detail.contested,
        sample: sample::is(id),
    }
}

/// Every goal, what is due soonest first.
pub(crate) fn rows(journal: &Journal, today: Day) -> Vec<GoalRow> {
    let goals = journal.of_kind(Kind::Goal);
    let mut rows: Vec<_> = goals
        .map(|(id, card)| row(journal, id, card, today))
        .collect();
    let due = |row: &GoalRow| row.due.map_or(i64::MAX, |day| i64::from(day.0));
    rows.sort_by(|a, b| (due(a), &a.title, a.id).cmp(&(due(b), &b.title, b.id)));
    rows
}
