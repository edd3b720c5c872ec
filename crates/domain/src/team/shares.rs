//! The levels of skills that one member shares with their team by name: one document for each member, with an id that
//! follows from theirs. Nothing gets in but what they share, one skill at a time; what they stop sharing is cleared,
//! not marked. The matrix is made of these alone, never of anybody's own skills.

use super::texts::{NAME, author, fits, only, sign};
use super::{member, sample, skills, texts};
use crate::document::form::in_item;
use crate::fold::fold;
use crate::plan::{stamp, stamped};
use crate::skill::{confidence_number, confidence_of};
use crate::{Card, Document, DocumentError, Journal, Moment};
use commonplace_api::skill::LEVELS;
use commonplace_api::team::share::{
    Cell, Column, Matrix, MatrixRow, NewShare, SharesChange, Widening,
};
use commonplace_api::{Id, Kind, Stamp};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Its items have the ids of the skills.
const SKILLS: &str = "skills";
const NAMED: &str = "name";
const LEVEL: &str = "level";
const TARGET: &str = "target";
const CONFIDENCE: &str = "confidence";
const AT: &str = "at";
const OFFSET: &str = "offset";
/// Most skills one member shares, and a card carries.
const SKILLS_MAX: usize = 50;

/// What the matrix needs: all of it.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
struct Detail {
    #[cbor(n(0), with = "minicbor::bytes", default)]
    by: Vec<u8>,
    #[n(1)]
    shares: Vec<Kept>,
}

impl Detail {
    fn member(&self) -> Option<Id> {
        self.by.as_slice().try_into().ok().map(Id)
    }
}

/// What is shared of one skill.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct Kept {
    #[cbor(n(0), with = "minicbor::bytes")]
    skill: [u8; 16],
    #[n(1)]
    name: String,
    #[n(2)]
    level: u8,
    #[n(3)]
    target: Option<u8>,
    #[n(4)]
    confidence: i64,
    #[n(5)]
    at_ms: i64,
    #[n(6)]
    offset_minutes: i16,
}

impl Kept {
    fn cell(&self) -> Cell {
        Cell {
            skill: Id(self.skill),
            level: self.level,
            target: self.target,
            confidence: confidence_of(self.confidence),
            shared: Stamp {
                ms: self.at_ms,
                offset_minutes: self.offset_minutes,
            },
        }
    }

    /// What makes it the same skill as another's.
    fn key(&self) -> String {
        skills::key(Id(self.skill), &self.name)
    }
}

/// What one member shares by what it is the same as. Of two that are called the same the second stands for itself: all
/// that somebody shares is to be seen, also by themselves.
fn keyed(shares: Vec<Kept>) -> BTreeMap<String, Kept> {
    let mut keyed = BTreeMap::new();
    for kept in shares {
        let mut key = kept.key();
        if keyed.contains_key(&key) {
            key = Id(kept.skill).to_string();
        }
        keyed.insert(key, kept);
    }
    keyed
}

/// The document of what a member shares.
pub fn id(member: Id) -> Id {
    if sample::is(member) {
        return sample::shares_of(member);
    }
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 what a member shares");
    hasher.update(&member.0);
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    Id(id)
}

/// Makes one change.
pub(crate) fn apply(
    doc: &mut Document,
    by: Id,
    change: &SharesChange,
    now: Moment,
) -> Result<(), DocumentError> {
    if author(doc).is_some() {
        only(author(doc), by)?;
    }
    match change {
        SharesChange::Share(new) => share(doc, by, new, now),
        SharesChange::Stop(skill) => {
            for field in [NAMED, LEVEL, TARGET, CONFIDENCE, AT, OFFSET] {
                doc.clear(&in_item(SKILLS, *skill, field))?;
            }
            doc.remove_item(SKILLS, *skill)
        }
    }
}

fn share(doc: &mut Document, by: Id, new: &NewShare, now: Moment) -> Result<(), DocumentError> {
    fits(&[(&new.name, NAME)])?;
    let shared = doc.items(SKILLS);
    if shared.len() >= SKILLS_MAX && !shared.contains(&new.skill) {
        return Err(DocumentError::TooLong);
    }
    if author(doc).is_none() {
        sign(doc, by, now)?;
    }
    doc.add_item(SKILLS, new.skill)?;
    let at = |field| in_item(SKILLS, new.skill, field);
    doc.set(&at(NAMED), new.name.as_str())?;
    doc.set(&at(LEVEL), i64::from(new.level.clamp(1, LEVELS)))?;
    let target = new.target.map(|target| i64::from(target.clamp(1, LEVELS)));
    doc.set_or_clear(&at(TARGET), target)?;
    doc.set(&at(CONFIDENCE), confidence_number(new.confidence))?;
    stamp(doc, &at(AT), &at(OFFSET), Some(now))
}

fn shares(doc: &Document) -> Vec<Kept> {
    let share = |id: Id| {
        let at = |field| in_item(SKILLS, id, field);
        let level = |field| {
            let number = doc.number_field(&at(field))?;
            let level = u8::try_from(number).ok()?;
            (1..=LEVELS).contains(&level).then_some(level)
        };
        let shared = stamped(doc, &at(AT), &at(OFFSET)).unwrap_or_default();
        Some(Kept {
            skill: id.0,
            name: doc.string_field(&at(NAMED)).unwrap_or_default(),
            level: level(LEVEL)?,
            target: level(TARGET),
            confidence: doc.number_field(&at(CONFIDENCE)).unwrap_or(2),
            at_ms: shared.ms,
            offset_minutes: shared.offset_minutes,
        })
    };
    let all = doc.items(SKILLS).into_iter().filter_map(share);
    all.take(SKILLS_MAX).collect()
}

/// What the matrix needs. It has no title: it is shown nowhere else.
pub(crate) fn card(doc: &Document) -> Card {
    let detail = Detail {
        by: author(doc).map(|by| by.0.to_vec()).unwrap_or_default(),
        shares: shares(doc),
    };
    Card::of_kind(Kind::Shares, "", "", doc.is_deleted()).with_detail(&detail)
}

/// The skills that members share, with their names.
pub(super) fn skills(journal: &Journal) -> impl Iterator<Item = (Id, String)> {
    journal
        .of_kind(Kind::Shares)
        .filter_map(|(_, card)| card.detail::<Detail>())
        .flat_map(|detail| detail.shares)
        .map(|kept| (Id(kept.skill), kept.name))
}

/// Members and skills.
pub(crate) fn matrix(journal: &Journal) -> Matrix {
    let mut members: Vec<_> = journal
        .of_kind(Kind::Shares)
        .filter_map(|(doc, card)| Some((doc, card.detail::<Detail>()?)))
        // Nobody is in it by a document that is not theirs.
        .filter(|(doc, detail)| detail.member().is_some_and(|by| id(by) == *doc))
        .map(|(_, detail)| detail)
        .filter(|detail| !detail.shares.is_empty())
        .filter_map(|detail| Some((member::kept(journal, &detail.by)?, detail.shares)))
        .collect();
    members.sort_by_key(|(person, _)| (fold(&person.name), person.id));
    let members = members
        .into_iter()
        .map(|(person, shares)| (person, keyed(shares)));
    let members: Vec<_> = members.collect();
    let mut columns: BTreeMap<&str, Column> = BTreeMap::new();
    for (key, kept) in members.iter().flat_map(|(_, shares)| shares) {
        columns.entry(key).or_insert_with(|| Column {
            skill: Id(kept.skill),
            name: kept.name.clone(),
        });
    }
    let rows = members.iter().map(|(person, shares)| MatrixRow {
        person: person.clone(),
        cells: columns
            .keys()
            .map(|key| Some(shares.get(*key)?.cell()))
            .collect(),
    });
    Matrix {
        rows: rows.collect(),
        columns: columns.into_values().collect(),
    }
}

/// What sharing a skill would show.
pub fn widening(journal: &Journal, member: Id, share: &NewShare) -> Widening {
    let shared = journal.card(id(member)).and_then(Card::detail::<Detail>);
    let shared = shared.map(|detail| detail.shares).unwrap_or_default();
    let kept = shared.iter().find(|kept| kept.skill == share.skill.0);
    Widening {
        until_now: kept.map(Kept::cell),
        share: NewShare {
            name: texts::short(&share.name, NAME),
            level: share.level.clamp(1, LEVELS),
            target: share.target.map(|target| target.clamp(1, LEVELS)),
            ..share.clone()
        },
    }
}
