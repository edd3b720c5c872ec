//! A whole goal, as its screen shows it.

use super::alongside::alongside;
use super::path::{self, Figures};
use super::{
    AT, BLOCKER, BY, CHECK_INS, CHOSEN, MEASURE, NOTE, OFFSET, SUPPORTING, SURE, TITLE, UNIT, WHY,
    direction_of, measured_path, path_of,
};
use crate::document::form::in_item;
use crate::plan::stamped;
use crate::team::{member, said, sample, skills, texts};
use crate::{Document, Journal};
use commonplace_api::team::goal::{
    Baseline, CONFIDENCE, CheckIn, Direction, DirectionBy, Goal, Point,
};
use commonplace_api::team::{Field, Value};
use commonplace_api::{Day, Id};

/// Everything in a goal, with the names of what it points at, as it is `today`.
pub(crate) fn shown(doc: &Document, journal: &Journal, id: Id, today: Day) -> Goal {
    let figures = figures(doc);
    let owner = path_of(Field::Owner).and_then(|path| said::member(doc, path));
    let skills = skills::shown(doc);
    Goal {
        id,
        title: doc.text_field(TITLE),
        why: doc.text_field(WHY),
        measure: doc.text_field(MEASURE),
        unit: doc.text_field(UNIT),
        direction: figures.direction,
        direction_by: match chosen_direction(doc) {
            Some(_) => DirectionBy::Somebody,
            None => path::direction_by(figures.baseline, figures.target),
        },
        baseline: baseline(doc, journal),
        target: figures.target,
        due: figures.due,
        owner: owner.map(|owner| member::person(journal, owner)),
        alongside: alongside(journal, id, &figures, &skills),
        skills,
        check_ins: check_ins(doc, Some(journal)),
        path: figures.path(today),
        supporting: member::people(Some(journal), doc.items(SUPPORTING)),
        contested: said::contested(doc, journal, can_be_contested(doc)),
        sample: sample::is(id),
        deleted: doc.is_deleted(),
        read_only: doc.is_read_only(),
    }
}

/// What a goal is found by.
pub(crate) fn words(doc: &Document) -> String {
    let mut words: Vec<_> = [TITLE, WHY, MEASURE]
        .map(|field| doc.text_field(field))
        .into();
    words.extend(skills::names(doc));
    for one in check_ins(doc, None) {
        words.extend([one.note, one.blocker]);
    }
    texts::lines(words)
}

/// What two people, or two devices of one, can choose differently, and where each is kept.
pub(super) fn can_be_contested(doc: &Document) -> impl Iterator<Item = (Field, String)> {
    let chosen = CHOSEN
        .into_iter()
        .filter_map(|field| Some((field, path_of(field)?.to_owned())));
    let measured = doc.items(CHECK_INS).into_iter();
    chosen.chain(measured.map(|id| (Field::CheckIn(id), measured_path(id))))
}

fn chosen_direction(doc: &Document) -> Option<Direction> {
    match value(doc, Field::Direction) {
        Some(Value::Which(number)) => Some(direction_of(number)),
        _ => None,
    }
}

fn value(doc: &Document, field: Field) -> Option<Value> {
    said::value(doc, path_of(field)?)
}

fn baseline(doc: &Document, journal: &Journal) -> Baseline {
    match value(doc, Field::Baseline) {
        Some(Value::Measured(value, day)) => Baseline::Known(value, day),
        Some(Value::Finder(finder)) => {
            Baseline::Unknown(finder.map(|id| member::person(journal, id)))
        }
        _ => Baseline::None,
    }
}

pub(super) fn figures(doc: &Document) -> Figures {
    let baseline = match value(doc, Field::Baseline) {
        Some(Value::Measured(value, day)) => Some(Point { day, value }),
        _ => None,
    };
    let mut measured: Vec<_> = check_ins(doc, None)
        .iter()
        .map(|one| {
            (
                one.id,
                Point {
                    day: one.day,
                    value: one.value,
                },
            )
        })
        .collect();
    measured.reverse();
    let target = path_of(Field::Target).and_then(|path| said::number(doc, path));
    Figures {
        direction: chosen_direction(doc).unwrap_or_else(|| path::direction(baseline, target)),
        baseline,
        target,
        due: path_of(Field::Due).and_then(|path| said::day(doc, path)),
        measured,
    }
}

/// The newest day first, and of one day what was written down last. One without a figure is left out.
pub(super) fn check_ins(doc: &Document, journal: Option<&Journal>) -> Vec<CheckIn> {
    let check_in = |id| {
        let at = |field| in_item(CHECK_INS, id, field);
        let Some(Value::Measured(value, day)) = said::value(doc, &measured_path(id)) else {
            return None;
        };
        let sure = doc.number_field(&at(SURE));
        let sure = sure.and_then(|sure| u8::try_from(sure).ok());
        let by = doc.id_field(&at(BY));
        Some(CheckIn {
            id,
            day,
            value,
            confidence: sure.filter(|sure| (1..=CONFIDENCE).contains(sure)),
            note: doc.text_field(&at(NOTE)),
            blocker: doc.text_field(&at(BLOCKER)),
            by: by.map(|by| member::named(journal, by)),
            at: stamped(doc, &at(AT), &at(OFFSET)).unwrap_or_default(),
        })
    };
    let mut all: Vec<_> = doc
        .items(CHECK_INS)
        .into_iter()
        .filter_map(check_in)
        .collect();
    all.sort_by_key(|one| core::cmp::Reverse((one.day, one.at.ms, one.id)));
    all
}
