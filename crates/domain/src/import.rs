//! A note from elsewhere on its way to being an entry. Its id and its first change follow from
//! the note alone, so importing it twice, or on two devices, makes one entry.

use crate::first::First;
use crate::{Actor, Card, CardAndText, DocumentError, fields, markdown};
use automerge::Change;
use commonplace_api::{EntryMeta, Id};

/// A note that was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Tells this note from every other, the same wherever it is imported.
    pub key: [u8; 16],
    /// The Markdown.
    pub body: String,
    /// When it was written, milliseconds since 1970 UTC.
    pub occurred_at_ms: i64,
    /// Minutes that local time was ahead of UTC there and then.
    pub offset_minutes: i16,
    /// Tags, without `#`.
    pub tags: Vec<String>,
}

/// An entry as an import begins it: what its first record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// What [`crate::Document::load`] and [`crate::Document::apply_changes`] take.
    pub changes: Vec<u8>,
    /// Its card, and the text it is searched by.
    pub said: CardAndText,
}

impl Imported {
    /// The entry it becomes.
    pub fn id(&self) -> Id {
        Id(self.key)
    }

    /// The title its entry will have.
    pub fn title(&self) -> String {
        markdown::title_and_excerpt(&self.body).0
    }

    /// The entry's first change and its card, without making a document.
    ///
    /// # Errors
    /// [`DocumentError::TooLong`].
    pub fn begin(&self) -> Result<Begun, DocumentError> {
        let meta = EntryMeta {
            occurred_at_ms: self.occurred_at_ms,
            offset_minutes: self.offset_minutes,
            ..EntryMeta::default()
        };
        Ok(Begun {
            changes: self.first_change()?.raw_bytes().to_vec(),
            said: CardAndText::new(
                Card::of_entry(&self.body, &meta, false, &self.tags),
                &self.body,
            ),
        })
    }

    pub(crate) fn first_change(&self) -> Result<Change, DocumentError> {
        let first = First {
            body: &self.body,
            at_ms: self.occurred_at_ms,
            offset_minutes: self.offset_minutes,
            zone: None,
            tags: &self.tags,
            imported: Some(self.id().to_string()),
        };
        first.change(self.actor())
    }

    /// Writer of the first change. It follows from everything the change says, so that two
    /// different changes never share a writer.
    fn actor(&self) -> Actor {
        let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 imported entry writer");
        hasher.update(&fields::VERSION.to_be_bytes());
        hasher.update(&self.key);
        hasher.update(&self.occurred_at_ms.to_be_bytes());
        hasher.update(&self.offset_minutes.to_be_bytes());
        for text in core::iter::once(&self.body).chain(&self.tags) {
            hasher.update(&(text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
        let mut actor = [0; 16];
        hasher.finalize_xof().fill(&mut actor);
        Actor(actor)
    }
}
