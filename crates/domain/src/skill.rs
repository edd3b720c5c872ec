//! Something a person wants to be better at: a name, a sentence for each of five levels, and where they placed
//! themselves, which only grows. An entry is about a skill when it carries the skill's tag, see [`slug`].

use crate::document::form::in_item;
use crate::fold::fold;
use crate::plan::{stamp, stamped};
use crate::{Card, Document, DocumentError, Journal, Moment, plan};
use commonplace_api::plan::PlanRow;
use commonplace_api::skill::{
    Confidence, LEVELS, NewPlacement, Placement, Skill, SkillChange, SkillRow, Starter,
};
use commonplace_api::{Id, Kind, Stamp, TextChange};
use minicbor::{Decode, Encode};

const NAME: &str = "name";
const STARTER: &str = "starter";
const PLACED: &str = "placed";
const LEVEL: &str = "level";
const TARGET: &str = "target";
const CONFIDENCE: &str = "confidence";
const AT: &str = "at";
const OFFSET: &str = "offset";
const NOTE: &str = "note";

/// Placements a card carries: the newest.
const TREND_MAX: usize = 12;
/// Entries a skill's screen shows: the newest.
const ENTRIES_MAX: usize = 20;
/// Longest name a tag is made of, in bytes of UTF-8: longer ones would be no tags.
const SLUG_MAX: usize = 40;

/// What lists of skills need besides the name.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[n(0)]
    starter: u8,
    #[n(1)]
    target: u8,
    #[cbor(n(2), with = "minicbor::bytes")]
    trend: Vec<u8>,
    #[n(3)]
    placed_at_ms: i64,
    #[n(4)]
    offset_minutes: i16,
}

/// The tag a skill is typed as in entries: without case and accents, words joined by hyphens. Empty for a name
/// without letters.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in fold(name).chars() {
        let c = if c.is_alphanumeric() || matches!(c, '/' | '_') {
            c
        } else {
            '-'
        };
        let repeated = c == '-' && (slug.is_empty() || slug.ends_with('-'));
        if !repeated && slug.len() + c.len_utf8() <= SLUG_MAX {
            slug.push(c);
        }
    }
    let kept = slug.trim_matches(['-', '/', '_']);
    if kept.chars().any(char::is_alphabetic) {
        kept.to_owned()
    } else {
        String::new()
    }
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    change: &SkillChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match change {
        SkillChange::Name(change) => doc.edit_field(NAME, change),
        SkillChange::Starter(starter, name) => begin_with(doc, *starter, name),
        SkillChange::Sentence(level, change) => doc.edit_field(&sentence(*level), change),
        SkillChange::Place(new) => place(doc, new, now),
    }
}

fn begin_with(doc: &mut Document, starter: Starter, name: &str) -> Result<(), DocumentError> {
    doc.restore()?;
    doc.set(STARTER, i64::from(starter.number()))?;
    if !doc.text_field(NAME).is_empty() {
        return Ok(());
    }
    let name = TextChange {
        was: String::new(),
        now: name.to_owned(),
    };
    doc.edit_field(NAME, &name)
}

fn place(doc: &mut Document, new: &NewPlacement, now: Moment) -> Result<(), DocumentError> {
    doc.add_item(PLACED, new.id)?;
    let at = |field| in_item(PLACED, new.id, field);
    doc.set(&at(LEVEL), i64::from(new.level.clamp(1, LEVELS)))?;
    let target = new.target.map(|target| i64::from(target.clamp(1, LEVELS)));
    doc.set_or_clear(&at(TARGET), target)?;
    doc.set(&at(CONFIDENCE), confidence_number(new.confidence))?;
    stamp(doc, &at(AT), &at(OFFSET), Some(now))?;
    let note = TextChange {
        was: String::new(),
        now: new.note.clone(),
    };
    doc.edit_field(&at(NOTE), &note)
}

/// What lists need of a skill.
pub(crate) fn card(doc: &Document) -> Card {
    let placements = placements(doc);
    let newest = placements.first();
    let mut trend: Vec<u8> = placements.iter().take(TREND_MAX).map(|p| p.level).collect();
    trend.reverse();
    let at = newest.map(|newest| newest.at).unwrap_or_default();
    let detail = Detail {
        starter: starter(doc).map_or(0, Starter::number),
        target: newest.and_then(|newest| newest.target).unwrap_or_default(),
        trend,
        placed_at_ms: at.ms,
        offset_minutes: at.offset_minutes,
    };
    let own = newest.map(|newest| doc.text_field(&sentence(newest.level)));
    Card::of_kind(
        Kind::Skill,
        &doc.text_field(NAME),
        &own.unwrap_or_default(),
        doc.is_deleted(),
    )
    .with_detail(&detail)
}

/// What a skill is found by.
pub(crate) fn words(doc: &Document) -> String {
    let mut words = vec![doc.text_field(NAME)];
    words.extend((1..=LEVELS).map(|level| doc.text_field(&sentence(level))));
    words.extend(placements(doc).into_iter().map(|placed| placed.note));
    words.retain(|line| !line.is_empty());
    words.join("\n")
}

/// A row of the list.
pub(crate) fn row(id: Id, card: &Card) -> SkillRow {
    let detail = card.detail::<Detail>().unwrap_or_default();
    SkillRow {
        id,
        name: card.title.clone(),
        tag: slug(&card.title),
        starter: Starter::from_number(i64::from(detail.starter)),
        target: Some(detail.target).filter(|target| *target > 0),
        placed_at: (!detail.trend.is_empty()).then_some(Stamp {
            ms: detail.placed_at_ms,
            offset_minutes: detail.offset_minutes,
        }),
        trend: detail.trend,
        sentence: card.excerpt.clone(),
    }
}

/// Every skill, in the order of their names.
pub(crate) fn rows(journal: &Journal) -> Vec<SkillRow> {
    let mut rows: Vec<_> = journal
        .of_kind(Kind::Skill)
        .map(|(id, card)| (fold(&card.title), row(id, card)))
        .collect();
    rows.sort_by(|(a, row_a), (b, row_b)| (a, row_a.id).cmp(&(b, row_b.id)));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Everything about a skill, with the entries that carry its tag and the plans that are about it.
pub(crate) fn shown(doc: &Document, journal: &Journal, id: Id) -> Skill {
    let name = doc.text_field(NAME);
    let tag = slug(&name);
    let tagged: Vec<Id> = journal
        .ids()
        .filter(|entry| {
            let card = journal.card(*entry).filter(|_| !tag.is_empty());
            card.is_some_and(|card| card.tags.iter().any(|typed| slug(typed) == tag))
        })
        .collect();
    let entries = tagged.iter().take(ENTRIES_MAX);
    Skill {
        id,
        starter: starter(doc),
        sentences: [1, 2, 3, 4, 5].map(|level| doc.text_field(&sentence(level))),
        placements: placements(doc),
        entries_total: u32::try_from(tagged.len()).unwrap_or(u32::MAX),
        entries: entries
            .filter_map(|entry| Some(journal.card(*entry)?.row(*entry)))
            .collect(),
        plans: plans(journal, id),
        deleted: doc.is_deleted(),
        read_only: doc.is_read_only(),
        name,
        tag,
    }
}

fn plans(journal: &Journal, skill: Id) -> Vec<PlanRow> {
    let about = journal.of_kind(Kind::Plan);
    about
        .filter(|(_, card)| plan::is_about(card, skill))
        .map(|(id, card)| plan::row(journal, id, card))
        .collect()
}

/// The newest first.
fn placements(doc: &Document) -> Vec<Placement> {
    let placement = |id| {
        let at = |field| in_item(PLACED, id, field);
        let level = |field| {
            let number = doc.number_field(&at(field))?;
            u8::try_from(number)
                .ok()
                .filter(|n| (1..=LEVELS).contains(n))
        };
        Some(Placement {
            id,
            level: level(LEVEL)?,
            target: level(TARGET),
            confidence: confidence_of(doc.number_field(&at(CONFIDENCE)).unwrap_or(2)),
            at: stamped(doc, &at(AT), &at(OFFSET)).unwrap_or_default(),
            note: doc.text_field(&at(NOTE)),
        })
    };
    let mut all: Vec<_> = doc
        .items(PLACED)
        .into_iter()
        .filter_map(placement)
        .collect();
    all.reverse();
    all.sort_by_key(|placed| core::cmp::Reverse(placed.at.ms));
    all
}

fn sentence(level: u8) -> String {
    format!("sentence{}", level.clamp(1, LEVELS))
}

fn starter(doc: &Document) -> Option<Starter> {
    Starter::from_number(doc.number_field(STARTER)?)
}

// The numbers below are in documents: they must never change.

pub(crate) fn confidence_number(confidence: Confidence) -> i64 {
    match confidence {
        Confidence::Guess => 1,
        Confidence::Fair => 2,
        Confidence::Sure => 3,
    }
}

pub(crate) fn confidence_of(number: i64) -> Confidence {
    match number {
        1 => Confidence::Guess,
        3 => Confidence::Sure,
        _ => Confidence::Fair,
    }
}
