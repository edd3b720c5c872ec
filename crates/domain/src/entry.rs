//! An entry of the journal: its body is what somebody wrote, its fields say when and what about.

use crate::{Card, Document, fields};

/// What lists need of an entry.
pub(crate) fn card(entry: &Document) -> Card {
    let starred = entry.flag_field(fields::STARRED);
    let photos = entry.photo_chunks().into_iter().map(Into::into);
    Card {
        photos: photos.collect(),
        ..Card::of_entry(entry.text(), &entry.meta(), starred, &entry.imported_tags())
    }
}
