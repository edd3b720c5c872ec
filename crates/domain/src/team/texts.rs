//! What the kinds of a team share: how long their texts may be, how a text is put where there was none, and tags that
//! are chosen rather than typed. Knows no kind's fields.

use crate::document::form::in_item;
use crate::fold::fold;
use crate::plan::stamped;
use crate::{Document, DocumentError, Moment, plan, text};
use commonplace_api::{Id, Stamp, TextChange};

/// Longest name of a team, a member, a skill or a unit, in bytes of UTF-8.
pub(super) const NAME: usize = 160;
/// Longest line: a title, a norm, a question in one line.
pub(super) const SHORT: usize = 1_000;
/// Longest text of some paragraphs.
pub(super) const LONG: usize = 20_000;
/// Longest tag.
const TAG: usize = 40;
/// Most tags of one document.
const TAGS_MAX: usize = 20;
/// Most bytes of them on a card.
const TAGS_ON_CARD: usize = 160;

const TAGS: &str = "labels";
const NAMED: &str = "name";
const AUTHOR: &str = "author";
const MADE_AT: &str = "madeAt";
const MADE_OFFSET: &str = "madeOffset";

/// Refuses texts that are longer than their limits, before anything is changed.
pub(super) fn fits(texts: &[(&str, usize)]) -> Result<(), DocumentError> {
    match texts.iter().find(|(text, max)| text.len() > *max) {
        Some((_, max)) => Err(DocumentError::FieldTooLong(
            u32::try_from(*max).unwrap_or(u32::MAX),
        )),
        None => Ok(()),
    }
}

/// Writes a text where there is none; what is there already stays beside it.
pub(super) fn write(
    doc: &mut Document,
    path: &str,
    text: &str,
    max: usize,
) -> Result<(), DocumentError> {
    let typed = TextChange {
        was: String::new(),
        now: text.to_owned(),
    };
    doc.edit_field_within(path, &typed, max)
}

/// What a document is found by: its texts, one below the other.
pub(super) fn lines(mut texts: Vec<String>) -> String {
    texts.retain(|line| !line.is_empty());
    texts.join("\n")
}

/// Notes who made a document, and when. Whoever was first stays it.
pub(super) fn sign(doc: &mut Document, by: Id, now: Moment) -> Result<(), DocumentError> {
    doc.set(AUTHOR, by.to_string())?;
    plan::stamp(doc, MADE_AT, MADE_OFFSET, Some(now))
}

/// Who made it.
pub(super) fn author(doc: &Document) -> Option<Id> {
    doc.id_field(AUTHOR)
}

/// When it was made, to be read by people.
pub(super) fn made(doc: &Document) -> Option<Stamp> {
    stamped(doc, MADE_AT, MADE_OFFSET)
}

/// Refuses what only the author may do.
pub(super) fn only(author: Option<Id>, by: Id) -> Result<(), DocumentError> {
    if author == Some(by) {
        Ok(())
    } else {
        Err(DocumentError::NotYours)
    }
}

/// A tag as it is kept: without `#`, not empty, not too long.
fn tag(typed: &str) -> Option<&str> {
    let tag = typed.trim_start_matches('#').trim();
    (!tag.is_empty() && tag.len() <= TAG).then_some(tag)
}

/// Two people who add the same tag add one, however they spell it.
fn tag_id(tag: &str) -> Id {
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 a tag of a team's document");
    hasher.update(fold(tag).as_bytes());
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    Id(id)
}

/// Refuses tags that cannot be added, before anything is changed.
pub(super) fn fits_tags(typed: &[String]) -> Result<(), DocumentError> {
    if typed.len() > TAGS_MAX {
        return Err(DocumentError::TooLong);
    }
    typed
        .iter()
        .try_for_each(|typed| fits(&[(typed.trim_start_matches('#').trim(), TAG)]))
}

/// Adds a tag; an empty one is none.
pub(super) fn add_tag(doc: &mut Document, typed: &str) -> Result<(), DocumentError> {
    let Some(tag) = tag(typed) else {
        return fits(&[(typed.trim_start_matches('#').trim(), TAG)]);
    };
    let id = tag_id(tag);
    let tags = doc.items(TAGS);
    if !tags.contains(&id) && tags.len() >= TAGS_MAX {
        return Err(DocumentError::TooLong);
    }
    doc.add_item(TAGS, id)?;
    let path = in_item(TAGS, id, NAMED);
    if doc.string_field(&path).is_none() {
        doc.set(&path, tag)?;
    }
    Ok(())
}

/// Takes a tag out.
pub(super) fn remove_tag(doc: &mut Document, typed: &str) -> Result<(), DocumentError> {
    tag(typed).map_or(Ok(()), |tag| doc.remove_item(TAGS, tag_id(tag)))
}

/// The tags, in the order they were added.
pub(super) fn tags(doc: &Document) -> Vec<String> {
    let tags = doc.items(TAGS).into_iter();
    tags.filter_map(|id| doc.string_field(&in_item(TAGS, id, NAMED)))
        .collect()
}

/// Those that a card carries.
pub(super) fn tags_on_card(doc: &Document) -> Vec<String> {
    let mut left = TAGS_ON_CARD;
    let mut tags = tags(doc);
    tags.retain(|tag| match left.checked_sub(tag.len()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    });
    tags
}

/// Text for a card, cut between characters.
pub(super) fn short(words: &str, max: usize) -> String {
    text::cut(words, max).to_owned()
}

/// How many there are.
pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
