//! An entry of the journal: its body is what somebody wrote, its fields say when and what about.

use crate::lesson::Answered;
use crate::{Card, Document, DocumentError, Moment, fields, lesson};
use automerge::ScalarValue;
use commonplace_api::EntryChange;
use minicbor::{Decode, Encode};

/// What lists need of an entry besides what every card has.
#[derive(Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct Detail {
    /// What was chosen when it last came back as a lesson.
    #[n(0)]
    pub(crate) answered: Option<Answered>,
}

/// Makes one change.
pub(crate) fn apply(
    entry: &mut Document,
    change: &EntryChange,
    now: Moment,
) -> Result<(), DocumentError> {
    match change {
        EntryChange::Star(true) => entry.set(fields::STARRED, true),
        EntryChange::Star(false) => entry.clear(fields::STARRED),
        EntryChange::Recall(answer) => lesson::answer(entry, *answer, now),
        EntryChange::When(when) => {
            entry.set(fields::OCCURRED_AT, ScalarValue::Timestamp(when.ms))?;
            entry.set(fields::OFFSET, i64::from(when.offset_minutes))?;
            entry.set_or_clear(fields::ZONE, zone(&when.zone))
        }
    }
}
/// Longest name of a time zone, in bytes.
const ZONE_MAX: usize = 64;

/// A name that can be one of a time zone.
pub(crate) fn zone(name: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '+' | '-');
    Some(name).filter(|name| !name.is_empty() && name.len() <= ZONE_MAX && name.chars().all(fits))
}

/// What lists need of an entry.
pub(crate) fn card(entry: &Document) -> Card {
    let starred = entry.flag_field(fields::STARRED);
    let photos = entry.photo_chunks().into_iter().map(Into::into);
    let card = Card {
        photos: photos.collect(),
        ..Card::of_entry(entry.text(), &entry.meta(), starred, &entry.imported_tags())
    };
    let detail = Detail {
        answered: lesson::answered(entry),
    };
    if detail == Detail::default() {
        return card;
    }
    card.with_detail(&detail)
}
