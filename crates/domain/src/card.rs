//! What lists need to know of a document, small enough that ten thousand are read at once, so
//! that showing the journal opens no document. Travels and is stored as numbered CBOR fields.

use crate::{DocumentError, kinds, markdown, tags, text};
use commonplace_api::find::Hits;
use commonplace_api::{EntryMeta, EntryRow, Id, Kind};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

/// Longest title, in bytes of UTF-8.
const TITLE_MAX: usize = 160;
/// Longest excerpt, in bytes of UTF-8.
const EXCERPT_MAX: usize = 200;
/// How much of a text can be searched, in bytes of UTF-8.
pub const SEARCHED_MAX: usize = 64 << 10;

/// The card of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Card {
    /// What kind of document it is: [`Kind::number`].
    #[n(0)]
    pub kind: u16,
    /// First line of text, without Markdown marks.
    #[n(1)]
    pub title: String,
    /// What follows it.
    #[n(2)]
    pub excerpt: String,
    /// When it happened, milliseconds since 1970 UTC.
    #[n(3)]
    pub occurred_at_ms: i64,
    /// Offset from UTC, in minutes.
    #[n(4)]
    pub offset_minutes: i16,
    /// Put away.
    #[n(5)]
    #[cbor(default)]
    pub deleted: bool,
    /// Marked by the person.
    #[n(6)]
    #[cbor(default)]
    pub starred: bool,
    /// Imported and typed tags, without `#`.
    #[n(7)]
    #[cbor(default)]
    pub tags: Vec<String>,
    /// What lists of its kind need besides, in that kind's own CBOR.
    #[cbor(n(8), with = "minicbor::bytes", default)]
    pub detail: Vec<u8>,
    /// The names of the pieces of each picture, one after the other.
    #[n(9)]
    #[cbor(default)]
    pub photos: Vec<ByteVec>,
}

impl Card {
    /// The kind; `None` for those of newer versions.
    pub fn kind(&self) -> Option<Kind> {
        Kind::from_number(self.kind)
    }

    /// The card of a document that is filled in, with a title of its own.
    pub(crate) fn of_kind(kind: Kind, title: &str, excerpt: &str, deleted: bool) -> Self {
        Self {
            kind: kind.number(),
            title: shortened(title, TITLE_MAX),
            excerpt: shortened(excerpt, EXCERPT_MAX),
            deleted,
            ..Self::default()
        }
    }

    /// The names of the pieces of all its pictures.
    pub fn chunks(&self) -> impl Iterator<Item = [u8; 32]> + '_ {
        let photos = self.photos.iter();
        photos.flat_map(|photo| photo.as_chunks().0.iter().copied())
    }

    /// Adds what lists of its kind need besides.
    pub(crate) fn with_detail<T: Encode<()>>(mut self, detail: &T) -> Self {
        self.detail = encoded(detail);
        self
    }

    /// What lists of its kind need besides; `None` if it is not there or cannot be read.
    pub(crate) fn detail<'a, T: Decode<'a, ()>>(&'a self) -> Option<T> {
        decoded(&self.detail).ok()
    }

    /// The card of an entry.
    pub(crate) fn of_entry(
        body: &str,
        meta: &EntryMeta,
        starred: bool,
        imported: &[String],
    ) -> Self {
        let (title, excerpt) = markdown::title_and_excerpt(body);
        Self {
            kind: Kind::Entry.number(),
            title: shortened(&title, TITLE_MAX),
            excerpt: shortened(&excerpt, EXCERPT_MAX),
            occurred_at_ms: meta.occurred_at_ms,
            offset_minutes: meta.offset_minutes,
            deleted: meta.deleted,
            starred,
            tags: tags::gather(imported, body),
            detail: Vec::new(),
            photos: Vec::new(),
        }
    }

    /// The row a list shows.
    pub fn row(&self, id: Id) -> EntryRow {
        EntryRow {
            id,
            title: self.title.clone(),
            excerpt: self.excerpt.clone(),
            occurred_at_ms: self.occurred_at_ms,
            offset_minutes: self.offset_minutes,
            tags: self.tags.clone(),
            starred: self.starred,
            hits: Hits::default(),
        }
    }

    /// Bytes for the store.
    pub fn to_bytes(&self) -> Vec<u8> {
        encoded(self)
    }

    /// The card in `bytes`; fields of newer versions are passed over.
    ///
    /// # Errors
    /// [`DocumentError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DocumentError> {
        decoded(bytes)
    }
}

/// What a record says of a document it touches: its card, and the text that can be searched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CardAndText {
    /// The card.
    #[n(0)]
    pub card: Card,
    /// The beginning of the Markdown as written, at most [`SEARCHED_MAX`] bytes. Folding is the
    /// journal's business, so that a hit can be shown as it was written.
    #[n(1)]
    pub text: String,
}

impl CardAndText {
    /// Of `document` as it is now.
    pub fn of(document: &crate::Document) -> Self {
        Self::new(document.card(), &kinds::words(document))
    }

    /// The words alone.
    pub fn text_of(document: &crate::Document) -> String {
        text::cut(&kinds::words(document), SEARCHED_MAX).to_owned()
    }

    pub(crate) fn new(card: Card, body: &str) -> Self {
        Self {
            card,
            text: text::cut(body, SEARCHED_MAX).to_owned(),
        }
    }

    /// Bytes for a record.
    pub fn to_bytes(&self) -> Vec<u8> {
        encoded(self)
    }

    /// What a record said; fields of newer versions are passed over.
    ///
    /// # Errors
    /// [`DocumentError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DocumentError> {
        decoded(bytes)
    }
}

#[expect(
    clippy::expect_used,
    reason = "a vector takes all bytes and no field can refuse"
)]
pub(crate) fn encoded<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("encoding into memory")
}

pub(crate) fn decoded<'a, T: Decode<'a, ()>>(bytes: &'a [u8]) -> Result<T, DocumentError> {
    minicbor::decode(bytes).map_err(|error| DocumentError::Damaged(error.to_string()))
}

/// `line` with an ellipsis in place of what is over `max` bytes.
fn shortened(line: &str, max: usize) -> String {
    if line.len() <= max {
        return line.to_owned();
    }
    let kept = text::cut(line, max - '…'.len_utf8());
    let kept = kept.rsplit_once(' ').map_or(
        kept,
        |(words, _)| {
            if words.len() * 2 > max { words } else { kept }
        },
    );
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_small_and_survives_the_trip() {
        let body = format!(
            "# {}\n\n{}",
            "Ünïcödé ".repeat(90),
            "#tag-number-many ".repeat(300)
        );
        let card = Card::of_entry(
            &body,
            &EntryMeta {
                occurred_at_ms: i64::MIN,
                offset_minutes: -720,
                deleted: true,
                ..EntryMeta::default()
            },
            true,
            &["x".repeat(5000), "päck".into()],
        );
        assert!(card.title.ends_with('…') && card.title.len() <= TITLE_MAX);
        let bytes = card.to_bytes();
        assert!(bytes.len() <= 600, "{} bytes", bytes.len());
        assert_eq!(Card::from_bytes(&bytes), Ok(card));
    }

    #[test]
    fn fields_of_newer_versions_are_passed_over() {
        let mut bytes = Vec::new();
        minicbor::Encoder::new(&mut bytes)
            .map(6)
            .unwrap()
            .u8(0)
            .unwrap()
            .u16(1)
            .unwrap()
            .u8(1)
            .unwrap()
            .str("t")
            .unwrap()
            .u8(2)
            .unwrap()
            .str("")
            .unwrap()
            .u8(3)
            .unwrap()
            .i64(5)
            .unwrap()
            .u8(4)
            .unwrap()
            .i16(60)
            .unwrap()
            .u8(99)
            .unwrap()
            .str("later")
            .unwrap();
        let card = Card::from_bytes(&bytes).unwrap();
        assert_eq!(
            (card.title.as_str(), card.occurred_at_ms, card.deleted),
            ("t", 5, false)
        );
        assert!(Card::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Card::from_bytes(b"").is_err());
    }
}
