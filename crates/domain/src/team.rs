//! Where a team is going: one document in its space, with its name, every vision it adopted, and its norms. The other
//! kinds of a team's documents are in the modules below. Everything here can be read by all members, so nothing that
//! was not written for them gets in; and who may write is not decided here but where records are judged.

pub(crate) mod after_action;
pub(crate) mod goal;
pub(crate) mod lesson;
pub mod member;
pub(crate) mod page;
pub(crate) mod question;
pub(crate) mod said;
pub mod sample;
pub mod shares;
pub(crate) mod similar;
pub(crate) mod skills;
mod texts;

pub use lesson::{preview, publishable};
pub use similar::similar;

use crate::document::form::in_item;
use crate::plan::{stamp, stamped};
use crate::{Card, Document, DocumentError, Journal, Moment};
use commonplace_api::team::{
    Field, LessonLink, Norm, NormChange, NormStatus, Team, TeamChange, Value, Vision,
};
use commonplace_api::{Id, Kind};
use texts::{LONG, NAME, SHORT, write};

const TITLE: &str = "name";
const VISIONS: &str = "visions";
const TEXT: &str = "text";
const BY: &str = "by";
const AT: &str = "at";
const OFFSET: &str = "offset";

const NORMS: &str = "norms";
const TODAY: &str = "today";
const WANT: &str = "want";
const STATUS: &str = "status";
const EXAMPLE: &str = "example";
const LESSON: &str = "lesson";

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &TeamChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match change {
        TeamChange::Name(change) => doc.edit_field_within(TITLE, change, NAME),
        TeamChange::Adopt { id, text } => {
            texts::fits(&[(text, LONG)])?;
            doc.add_item(VISIONS, *id)?;
            let at = |field| in_item(VISIONS, *id, field);
            write(doc, &at(TEXT), text, LONG)?;
            doc.set(&at(BY), by.to_string())?;
            stamp(doc, &at(AT), &at(OFFSET), Some(now))
        }
        TeamChange::AddNorm { id, today, want } => {
            texts::fits(&[(today, SHORT), (want, SHORT)])?;
            doc.add_item(NORMS, *id)?;
            write(doc, &in_item(NORMS, *id, TODAY), today, SHORT)?;
            write(doc, &in_item(NORMS, *id, WANT), want, SHORT)
        }
        TeamChange::RemoveNorm(id) => doc.remove_item(NORMS, *id),
        TeamChange::RestoreNorm(id) => doc.add_item(NORMS, *id),
        TeamChange::MoveNorm(id, before) => doc.move_item(NORMS, *id, *before),
        TeamChange::Norm(id, change) => change_norm(doc, *id, by, change, now),
        TeamChange::Settle(field, value) => match path(*field) {
            Some(path) => said::settle(doc, &path, *value, by, now),
            None => Ok(()),
        },
        TeamChange::RemoveSamples => {
            for list in [VISIONS, NORMS] {
                for id in doc.items(list).into_iter().filter(|id| sample::is(*id)) {
                    doc.remove_item(list, id)?;
                }
            }
            Ok(())
        }
    }
}

fn change_norm(
    doc: &mut Document,
    id: Id,
    by: Id,
    change: &NormChange,
    now: Moment,
) -> Result<(), DocumentError> {
    let at = |field| in_item(NORMS, id, field);
    match change {
        NormChange::Today(change) => doc.edit_field_within(&at(TODAY), change, SHORT),
        NormChange::Want(change) => doc.edit_field_within(&at(WANT), change, SHORT),
        NormChange::Example(change) => doc.edit_field_within(&at(EXAMPLE), change, LONG),
        NormChange::Status(status) => {
            let value = Value::Which(status_number(*status));
            said::say(doc, &at(STATUS), value, by, now)
        }
        NormChange::Lesson(lesson) => {
            doc.set_or_clear(&at(LESSON), lesson.map(|lesson| lesson.to_string()))
        }
    }
}

/// Where a field that can be contested is kept.
fn path(field: Field) -> Option<String> {
    match field {
        Field::NormStatus(id) => Some(in_item(NORMS, id, STATUS)),
        _ => None,
    }
}

/// What lists need: the name, and the vision that holds.
pub(crate) fn card(doc: &Document) -> Card {
    let vision = visions(doc, None).into_iter().next();
    let vision = vision.map(|vision| vision.text).unwrap_or_default();
    let name = doc.text_field(TITLE);
    Card::of_kind(Kind::Team, &name, &vision, doc.is_deleted())
}

/// What it is found by.
pub(crate) fn words(doc: &Document) -> String {
    let mut words = vec![doc.text_field(TITLE)];
    words.extend(visions(doc, None).into_iter().next().map(|one| one.text));
    for norm in norms(doc, None) {
        words.extend([norm.today, norm.want, norm.example]);
    }
    texts::lines(words)
}

/// The whole page; `None` is one that nobody has written on yet.
pub(crate) fn shown(doc: Option<&Document>, journal: &Journal) -> Team {
    let Some(doc) = doc else {
        return Team {
            name: String::new(),
            visions: Vec::new(),
            norms: Vec::new(),
            contested: Vec::new(),
            read_only: false,
        };
    };
    let fields = doc.items(NORMS).into_iter().map(Field::NormStatus);
    let fields = fields.filter_map(|field| Some((field, path(field)?)));
    Team {
        name: doc.text_field(TITLE),
        visions: visions(doc, Some(journal)),
        norms: norms(doc, Some(journal)),
        contested: said::contested(doc, journal, fields),
        read_only: doc.is_read_only(),
    }
}

/// The newest first.
fn visions(doc: &Document, journal: Option<&Journal>) -> Vec<Vision> {
    let vision = |id| {
        let at = |field| in_item(VISIONS, id, field);
        let by = doc.id_field(&at(BY));
        Vision {
            id,
            text: doc.text_field(&at(TEXT)),
            by: by.map(|by| member::named(journal, by)),
            adopted: stamped(doc, &at(AT), &at(OFFSET)).unwrap_or_default(),
            sample: sample::is(id),
        }
    };
    let mut all: Vec<_> = doc.items(VISIONS).into_iter().map(vision).collect();
    all.sort_by_key(|vision| core::cmp::Reverse((vision.adopted.ms, vision.id)));
    all
}

fn norms(doc: &Document, journal: Option<&Journal>) -> Vec<Norm> {
    let norm = |id| {
        let at = |field| in_item(NORMS, id, field);
        let lesson = doc.id_field(&at(LESSON));
        let status = match said::value(doc, &at(STATUS)) {
            Some(Value::Which(number)) => status_of(number),
            _ => NormStatus::default(),
        };
        Norm {
            id,
            today: doc.text_field(&at(TODAY)),
            want: doc.text_field(&at(WANT)),
            status,
            example: doc.text_field(&at(EXAMPLE)),
            lesson: lesson.map(|id| {
                let card = journal.and_then(|journal| journal.card(id));
                let card = card.filter(|card| !card.deleted);
                let title = card.map(|card| card.title.clone()).unwrap_or_default();
                LessonLink { id, title }
            }),
            sample: sample::is(id),
        }
    };
    doc.items(NORMS).into_iter().map(norm).collect()
}

// The numbers below are in documents: they must never change.

fn status_number(status: NormStatus) -> u8 {
    match status {
        NormStatus::Spotted => 0,
        NormStatus::Trying => 1,
        NormStatus::Normal => 2,
    }
}

fn status_of(number: u8) -> NormStatus {
    match number {
        1 => NormStatus::Trying,
        2 => NormStatus::Normal,
        _ => NormStatus::Spotted,
    }
}
