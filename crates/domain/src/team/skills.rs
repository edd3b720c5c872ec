//! The skills that a goal or a lesson of a team names. A team has no documents of skills: each is named where it is
//! named, with the id it has wherever it comes from. Two that are called the same, however they are spelled, are one.
//! Nothing of anybody's own skills gets in but the names they choose.

use super::texts::{NAME, fits};
use super::{goal, lesson, shares};
use crate::document::form::in_item;
use crate::fold::fold;
use crate::skill::slug;
use crate::{Card, Document, DocumentError, Journal};
use commonplace_api::plan::SkillLink;
use commonplace_api::{Id, Kind};
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Its items have the ids of the skills.
const SKILLS: &str = "skills";
const NAMED: &str = "name";
/// Most skills of one document.
const SKILLS_MAX: usize = 12;

/// A skill on a card.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub(super) struct Kept {
    #[cbor(n(0), with = "minicbor::bytes")]
    id: [u8; 16],
    #[n(1)]
    name: String,
}

/// What makes it the same skill as another's: its name, or its id where the name has no letters.
pub(super) fn key(id: Id, name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() {
        id.to_string()
    } else {
        slug
    }
}

fn key_of(skill: &SkillLink) -> String {
    key(skill.id, &skill.name)
}

/// Whether two are one: by their id, which those that come with Commonplace have in every language, or by their name.
fn are_same(one: &SkillLink, other: &SkillLink) -> bool {
    one.id == other.id || key_of(one) == key_of(other)
}

/// Refuses skills that cannot be added, before anything is changed.
pub(super) fn fits_skills(skills: &[SkillLink]) -> Result<(), DocumentError> {
    if skills.len() > SKILLS_MAX {
        return Err(DocumentError::TooLong);
    }
    skills
        .iter()
        .try_for_each(|skill| fits(&[(&skill.name, NAME)]))
}

/// Names a skill; one without a name, and one that is named already, are none.
pub(super) fn add(doc: &mut Document, skill: &SkillLink) -> Result<(), DocumentError> {
    let name = skill.name.trim();
    fits(&[(name, NAME)])?;
    let named = shown(doc);
    if name.is_empty() || named.iter().any(|one| are_same(one, skill)) {
        return Ok(());
    }
    if named.len() >= SKILLS_MAX {
        return Err(DocumentError::TooLong);
    }
    doc.add_item(SKILLS, skill.id)?;
    doc.set(&in_item(SKILLS, skill.id, NAMED), name)
}

/// Names a skill no longer, by whichever id somebody named it.
pub(super) fn remove(doc: &mut Document, id: Id) -> Result<(), DocumentError> {
    let all = all(doc);
    let Some(gone) = all.iter().find(|skill| skill.id == id) else {
        return Ok(());
    };
    let mut same = all.iter().filter(|skill| are_same(skill, gone));
    same.try_for_each(|skill| doc.remove_item(SKILLS, skill.id))
}

/// Those that have a name. What was written before they had one says nothing to anybody.
fn all(doc: &Document) -> Vec<SkillLink> {
    let skill = |id| {
        let name = doc.string_field(&in_item(SKILLS, id, NAMED));
        let name = name.filter(|name| !name.is_empty())?;
        Some(SkillLink { id, name })
    };
    doc.items(SKILLS).into_iter().filter_map(skill).collect()
}

/// The skills, each once, in the order they were named.
pub(super) fn shown(doc: &Document) -> Vec<SkillLink> {
    let mut shown: Vec<SkillLink> = Vec::new();
    for skill in all(doc) {
        if !shown.iter().any(|one| are_same(one, &skill)) {
            shown.push(skill);
        }
    }
    shown
}

/// What a document with them is found by.
pub(super) fn names(doc: &Document) -> impl Iterator<Item = String> {
    shown(doc).into_iter().map(|skill| skill.name)
}

/// What a card carries of them.
pub(super) fn on_card(doc: &Document) -> Vec<Kept> {
    let shown = shown(doc).into_iter().take(SKILLS_MAX);
    shown
        .map(|SkillLink { id, name }| Kept { id: id.0, name })
        .collect()
}

/// Whether any of these is among those on a card.
pub(super) fn are_among(skills: &[SkillLink], kept: &[Kept]) -> bool {
    kept.iter().any(|kept| {
        let kept = SkillLink {
            id: Id(kept.id),
            name: kept.name.clone(),
        };
        skills.iter().any(|skill| are_same(skill, &kept))
    })
}

/// The skills that goals, lessons and members of the team name, each once, in the order of their names.
pub(crate) fn named(journal: &Journal) -> Vec<SkillLink> {
    let of_kind = |kind, get: fn(&Card) -> Vec<Kept>| {
        journal
            .of_kind(kind)
            .flat_map(move |(_, card)| get(card))
            .map(|kept| (Id(kept.id), kept.name))
    };
    let all = of_kind(Kind::Goal, goal::skills_on)
        .chain(of_kind(Kind::Lesson, lesson::skills_on))
        .chain(shares::skills(journal));
    let mut named = BTreeMap::new();
    for (id, name) in all.filter(|(_, name)| !name.is_empty()) {
        named
            .entry(key(id, &name))
            .or_insert(SkillLink { id, name });
    }
    let mut named: Vec<_> = named.into_values().collect();
    named.sort_by_key(|skill| (fold(&skill.name), skill.id));
    named
}
