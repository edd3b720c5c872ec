//! Pictures: sealed and kept when somebody gives one to an entry, wanted when a card names one, opened when a
//! screen shows one. Their chunks travel beside the records, see [`super::chunks`].

use super::viewing::Showing;
use super::{Ctx, Desk};
use crate::io::Picture;
use crate::outbox::Batch;
use crate::shelf::Want;
use commonplace_api::{Id, Notice, PhotoProblem, PhotoRow, PhotoState, ViewId};
use commonplace_domain::{Document, DocumentError, NewEntry, Photo};
use commonplace_protocol::{ChunkId, DocId};
use commonplace_sync::seal_blob;
use rand_core::CryptoRng;
use std::collections::{BTreeMap, HashMap};

/// Pictures that wait for a full disk are kept in memory up to so many bytes.
const MAX_UNSAVED: usize = 32 << 20;

/// What is known of pictures, and what is being done about them.
#[derive(Debug, Default)]
pub(crate) struct Photos {
    /// What is on the disk is known.
    pub(super) loaded: bool,
    /// The relay's link has to look again at what is held and wanted.
    pub(super) changed: bool,
    /// The chunks of each picture of each document, as the cards tell.
    pub(super) cards: HashMap<DocId, Vec<Vec<ChunkId>>>,
    /// Pictures that were given and belong to no document yet.
    pub(super) adding: BTreeMap<Id, Vec<PhotoRow>>,
    /// What is to be done with a document once it is open.
    deeds: BTreeMap<DocId, Vec<Deed>>,
    pub(super) showing: BTreeMap<ViewId, Showing>,
}

#[derive(Debug)]
enum Deed {
    Add(Id, Picture),
    Remove(Id),
    Restore(Id),
}

impl Photos {
    /// Pictures of which something is here and on no relay.
    pub(crate) fn waiting(&self, space: &commonplace_sync::Space) -> u32 {
        let chunks = space.chunks();
        if chunks.waiting_count() == 0 {
            return 0;
        }
        let all = self.cards.values().flatten();
        let waiting = all.filter(|photo| photo.iter().any(|id| chunks.is_waiting(id)));
        u32::try_from(waiting.count()).unwrap_or(u32::MAX)
    }

    /// Pictures of which a part is neither at the relay nor `elsewhere`.
    pub(crate) fn only_here(
        &self,
        space: &commonplace_sync::Space,
        elsewhere: impl Fn(&ChunkId) -> bool,
    ) -> u32 {
        let is_here = |id: &ChunkId| space.chunks().is_waiting(id) && !elsewhere(id);
        let all = self.cards.values().flatten();
        let only = all.filter(|photo| photo.iter().any(is_here));
        u32::try_from(only.count()).unwrap_or(u32::MAX)
    }

    /// Whether a picture was given that is in no record yet.
    pub(super) fn is_busy(&self) -> bool {
        let mut rows = self.adding.values().flatten();
        !self.deeds.is_empty() || rows.any(|row| row.state == PhotoState::Adding)
    }

    fn set(&mut self, entry: Id, photo: Id, state: PhotoState) {
        let rows = self.adding.entry(entry).or_default();
        match rows.iter_mut().find(|row| row.id == photo) {
            Some(row) => row.state = state,
            None => rows.push(PhotoRow { id: photo, state }),
        }
    }

    fn forget(&mut self, entry: Id, photo: Id) {
        if let Some(rows) = self.adding.get_mut(&entry) {
            rows.retain(|row| row.id != photo);
        }
    }

    /// A document cannot be opened.
    pub(super) fn give_up(&mut self, doc: DocId) {
        for deed in self.deeds.remove(&doc).unwrap_or_default() {
            if let Deed::Add(photo, _) = deed {
                let why = PhotoProblem::ReadOnly;
                self.set(Id(doc.0), photo, PhotoState::Refused(why));
            }
        }
    }

    /// A document is gone for ever.
    pub(super) fn forget_document(&mut self, doc: &DocId) -> Vec<Vec<ChunkId>> {
        self.deeds.remove(doc);
        self.adding.remove(&Id(doc.0));
        self.cards.remove(doc).unwrap_or_default()
    }

    /// A screen is gone.
    pub(crate) fn unwatch(&mut self, view: ViewId) {
        self.showing.remove(&view);
    }
}

impl Desk {
    /// A picture was given to an entry and is being made ready. An entry that is not there yet begins with it.
    pub(crate) fn photo_reading(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        entry: Id,
        photo: Id,
    ) {
        let doc = DocId(entry.0);
        if self.forgetting.is_going(&doc) {
            return;
        }
        if !self.shelf.is_open(&doc) && self.shelf.known(&doc).is_none() {
            let new = NewEntry {
                text: "",
                now_ms: ctx.now.ms,
                offset_minutes: ctx.now.offset_minutes,
                zone: "",
            };
            if let Ok(begun) = Document::new(super::opening::new_actor(rng), &new) {
                self.shelf.put(doc, begun);
            }
        }
        self.photos.set(entry, photo, PhotoState::Adding);
    }

    /// It is ready, or will never be.
    pub(crate) fn photo_read(
        &mut self,
        ctx: &Ctx,
        entry: Id,
        photo: Id,
        picture: Result<Picture, PhotoProblem>,
    ) {
        let full = ctx.outbox.unsaved_bytes() > MAX_UNSAVED;
        match picture.and_then(|it| {
            if full {
                Err(PhotoProblem::NoRoom)
            } else {
                Ok(it)
            }
        }) {
            Ok(picture) => self.photo_deed(entry, Deed::Add(photo, picture)),
            Err(why) => self.photos.set(entry, photo, PhotoState::Refused(why)),
        }
    }

    /// Takes a picture out of an entry, or forgets that it was refused.
    pub(crate) fn remove_photo(&mut self, entry: Id, photo: Id) {
        self.photos.forget(entry, photo);
        self.photo_deed(entry, Deed::Remove(photo));
    }

    /// Has it back.
    pub(crate) fn restore_photo(&mut self, entry: Id, photo: Id) {
        self.photo_deed(entry, Deed::Restore(photo));
    }

    fn photo_deed(&mut self, entry: Id, deed: Deed) {
        let doc = DocId(entry.0);
        if self.forgetting.is_going(&doc) {
            return;
        }
        self.photos.deeds.entry(doc).or_default().push(deed);
    }

    /// Does what waits for documents that are open by now.
    pub(super) fn photo_deeds(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        let docs: Vec<_> = self.photos.deeds.keys().copied().collect();
        for doc in docs {
            if self.shelf.is_open(&doc) {
                for deed in self.photos.deeds.remove(&doc).unwrap_or_default() {
                    self.do_photo_deed(ctx, rng, doc, deed);
                }
                let settle = self.shelf.has_no_editor(&doc);
                self.commit(ctx, rng, doc, settle);
                self.offer(ctx, doc);
            } else if self.shelf.known(&doc).is_none() {
                self.photos.give_up(doc);
            } else if !self.shelf.is_opening(&doc) {
                self.shelf.begin_open(ctx, self.space, doc, Want::Show);
            }
        }
    }

    fn do_photo_deed(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, doc: DocId, deed: Deed) {
        let entry = Id(doc.0);
        let Some(open) = self.shelf.open_mut(&doc) else {
            return;
        };
        match deed {
            Deed::Add(id, picture) => match add(&mut open.entry, rng, id, &picture) {
                Ok(chunks) => {
                    let mut batch = Batch::default();
                    for (chunk, bytes) in chunks {
                        batch.chunk(&self.space, chunk, bytes, false);
                    }
                    ctx.outbox.add(batch);
                    self.photos.forget(entry, id);
                }
                Err(why) => self.photos.set(entry, id, PhotoState::Refused(why)),
            },
            Deed::Remove(id) if open.entry.photos().contains(&id) => {
                let done = open.entry.remove_photo(id);
                match done {
                    Ok(()) => ctx.notice(Notice::PhotoRemoved { entry, photo: id }),
                    Err(_) => Self::unreadable(ctx, doc),
                }
            }
            Deed::Remove(_) => {}
            Deed::Restore(id) => {
                // One that is too many stays out.
                drop(open.entry.restore_photo(id));
            }
        }
    }
}

/// Seals a picture and makes it part of a document. What is to be stored for it.
fn add(
    entry: &mut Document,
    rng: &mut dyn CryptoRng,
    id: Id,
    picture: &Picture,
) -> Result<Vec<(ChunkId, Vec<u8>)>, PhotoProblem> {
    let sealed = seal_blob(rng, &picture.bytes).ok_or(PhotoProblem::TooLarge)?;
    let photo = Photo {
        id,
        key: sealed.key,
        chunks: sealed.chunks.iter().map(|(id, _)| id.0).collect(),
        media: picture.media.clone(),
        size: u32::try_from(picture.bytes.len()).map_err(|_| PhotoProblem::TooLarge)?,
        width: picture.width,
        height: picture.height,
    };
    entry.add_photo(&photo).map_err(|error| match error {
        DocumentError::TooLong => PhotoProblem::TooMany,
        _ => PhotoProblem::ReadOnly,
    })?;
    Ok(sealed.chunks)
}
