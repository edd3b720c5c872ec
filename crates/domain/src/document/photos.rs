//! Pictures of a document: what it knows of each, which is how to find and open it. The pictures themselves are
//! kept elsewhere. One that was taken out keeps its fields, so that it can be had back.

use super::Document;
use super::form::in_item;
use crate::{DocumentError, chunks};
use automerge::ScalarValue;
use automerge::legacy::{Key, OpType};
use commonplace_api::Id;

/// Most pictures of one document.
pub const MAX_PHOTOS: usize = 100;
/// Kinds of picture that are shown; anything else a document may say is not.
pub const PHOTO_MEDIA: [&str; 2] = ["image/jpeg", "image/webp"];
/// Most pieces of one picture.
const MAX_CHUNKS: usize = 64;
const CHUNK_ID: usize = 32;

const PHOTOS: &str = "photos";
const KEY: &str = "key";
const CHUNKS: &str = "chunks";
const MEDIA: &str = "media";
const SIZE: &str = "size";
const WIDTH: &str = "width";
const HEIGHT: &str = "height";

/// What a document knows of a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// Names it.
    pub id: Id,
    /// Opens its pieces.
    pub key: [u8; 32],
    /// The names of its pieces, in order.
    pub chunks: Vec<[u8; CHUNK_ID]>,
    /// One of [`PHOTO_MEDIA`].
    pub media: String,
    /// In bytes.
    pub size: u32,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl core::fmt::Debug for Photo {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Photo")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The names of the pieces of every picture that these changes brought, whatever became of it since.
pub fn photo_chunks_in(changes: &[u8]) -> Vec<[u8; CHUNK_ID]> {
    let is_chunks = |key: &str| key.starts_with(PHOTOS) && key.ends_with(CHUNKS);
    let mut found = Vec::new();
    for change in chunks::changes(changes).unwrap_or_default() {
        for op in change.decode().operations {
            if let (Key::Map(key), OpType::Put(ScalarValue::Bytes(ids))) = (&op.key, &op.action)
                && is_chunks(key)
            {
                found.extend_from_slice(ids.as_chunks().0);
            }
        }
    }
    found
}

impl Document {
    /// The pictures that were not taken out, in the order they came.
    pub fn photos(&self) -> Vec<Id> {
        let mut ids = self.items(PHOTOS);
        ids.truncate(MAX_PHOTOS);
        ids
    }

    /// What is known of a picture, taken out or not. `None` where the fields make no sense.
    pub fn photo(&self, id: Id) -> Option<Photo> {
        let bytes = |field| self.bytes_field(&in_item(PHOTOS, id, field));
        let number = |field| {
            let number = self.number_field(&in_item(PHOTOS, id, field))?;
            u32::try_from(number).ok().filter(|number| *number > 0)
        };
        let chunks = bytes(CHUNKS)?;
        let (ids, rest) = chunks.as_chunks::<CHUNK_ID>();
        if ids.is_empty() || ids.len() > MAX_CHUNKS || !rest.is_empty() {
            return None;
        }
        let media = crate::fields::string(&self.doc, &in_item(PHOTOS, id, MEDIA))?;
        Some(Photo {
            id,
            key: bytes(KEY)?.try_into().ok()?,
            chunks: ids.to_vec(),
            media: PHOTO_MEDIA
                .into_iter()
                .find(|known| *known == media)?
                .to_owned(),
            size: number(SIZE)?,
            width: number(WIDTH)?,
            height: number(HEIGHT)?,
        })
    }

    /// The names of the pieces of each picture that was not taken out.
    pub(crate) fn photo_chunks(&self) -> Vec<Vec<u8>> {
        let photos = self.photos().into_iter();
        photos
            .filter_map(|id| Some(self.photo(id)?.chunks.concat()))
            .collect()
    }

    /// Adds a picture.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`]; [`DocumentError::TooLong`] when there are too many.
    pub fn add_photo(&mut self, photo: &Photo) -> Result<(), DocumentError> {
        if self.photos().len() >= MAX_PHOTOS {
            return Err(DocumentError::TooLong);
        }
        self.add_item(PHOTOS, photo.id)?;
        let mut set =
            |field, value: ScalarValue| self.set(&in_item(PHOTOS, photo.id, field), value);
        set(KEY, ScalarValue::Bytes(photo.key.to_vec()))?;
        set(CHUNKS, ScalarValue::Bytes(photo.chunks.concat()))?;
        set(MEDIA, photo.media.as_str().into())?;
        set(SIZE, i64::from(photo.size).into())?;
        set(WIDTH, i64::from(photo.width).into())?;
        set(HEIGHT, i64::from(photo.height).into())
    }

    /// Takes a picture out; [`Document::restore_photo`] has it back.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`].
    pub fn remove_photo(&mut self, id: Id) -> Result<(), DocumentError> {
        self.remove_item(PHOTOS, id)
    }

    /// Puts a picture back that was taken out.
    ///
    /// # Errors
    /// [`DocumentError::ReadOnly`]; [`DocumentError::TooLong`] when there are too many.
    pub fn restore_photo(&mut self, id: Id) -> Result<(), DocumentError> {
        match self.photo(id) {
            Some(_) => self.add_item(PHOTOS, id),
            None => Ok(()),
        }
    }
}
