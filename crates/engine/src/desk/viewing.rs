//! Pictures on screens: which ones an entry has, and each brought there piece by piece once all of it is here.

use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{Row, Table};
use crate::rows;
use crate::shelf::{Want, one};
use commonplace_api::{Id, Photo as Shown, PhotoRow, PhotoState, Problem, Update, View, ViewId};
use commonplace_domain::Photo;
use commonplace_protocol::{ChunkId, DocId};
use commonplace_sync::open_chunk;

/// A picture on a screen.
#[derive(Debug, Default)]
pub(super) struct Showing {
    photo: Option<Photo>,
    /// Its pieces so far, opened.
    pieces: Vec<Vec<u8>>,
    /// A piece is being read.
    reading: bool,
    told: Told,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Told {
    #[default]
    Nothing,
    Unknown,
    Arriving,
    Here,
}

impl Desk {
    /// The pictures of an entry; `None` while it is being read.
    pub(super) fn photo_rows(&mut self, ctx: &mut Ctx, entry: Id) -> Option<Update> {
        let doc = DocId(entry.0);
        let adding = self.photos.adding.get(&entry).cloned();
        let mut rows = Vec::new();
        if let Some(open) = self.shelf.open(&doc) {
            let state = PhotoState::Added;
            let photos = open.entry.photos().into_iter();
            rows.extend(photos.map(|id| PhotoRow { id, state }));
        } else if self.shelf.known(&doc).is_some() {
            if !self.shelf.is_opening(&doc) {
                self.shelf.begin_open(ctx, self.space, doc, Want::Show);
            }
            return None;
        }
        rows.extend(adding.unwrap_or_default());
        Some(Update::Photos(rows))
    }

    /// Brings a picture on a screen as far as it can be brought now.
    pub(super) fn show_photo(&mut self, ctx: &mut Ctx, view: ViewId, entry: Id, id: Id) {
        let showing = self.photos.showing.entry(view).or_default();
        if showing.told == Told::Here || showing.reading {
            return;
        }
        if showing.photo.is_none() {
            let doc = DocId(entry.0);
            if let Some(open) = self.shelf.open(&doc) {
                showing.photo = open.entry.photo(id);
            } else if self.shelf.known(&doc).is_some() {
                if !self.shelf.is_opening(&doc) {
                    self.shelf.begin_open(ctx, self.space, doc, Want::Show);
                }
                return;
            }
        }
        let step = match (&showing.photo, self.spaces.get(&self.space)) {
            (Some(photo), Some(space)) => gather(
                ctx,
                space,
                photo,
                &mut showing.pieces,
                view,
                &mut showing.reading,
            ),
            _ => Told::Unknown,
        };
        if showing.reading || showing.told == step {
            return;
        }
        showing.told = step;
        let shown = match (step, &showing.photo) {
            (Told::Here, Some(photo)) => {
                let mut bytes = core::mem::take(&mut showing.pieces).concat();
                bytes.truncate(usize::try_from(photo.size).unwrap_or(usize::MAX));
                Shown::Here {
                    media: photo.media.clone(),
                    width: photo.width,
                    height: photo.height,
                    bytes,
                }
            }
            (Told::Arriving, _) => Shown::Arriving,
            _ => Shown::Unknown,
        };
        ctx.tell(view, Update::Photo(shown));
    }

    /// A piece of a picture on a screen was read.
    pub(crate) fn photo_piece(
        &mut self,
        ctx: &mut Ctx,
        view: ViewId,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let Some(showing) = self.photos.showing.get_mut(&view) else {
            return;
        };
        showing.reading = false;
        let row = rows.ok().and_then(|rows| rows.into_iter().next());
        let opened = showing.photo.as_ref().zip(row).and_then(|(photo, row)| {
            let place = showing.pieces.len();
            open_chunk(&photo.key, place, photo.chunks.len(), &row.value)
        });
        match opened {
            Some(piece) => showing.pieces.push(piece),
            // It is not there after all, or not what it was.
            None if showing.told != Told::Arriving => {
                showing.told = Told::Arriving;
                ctx.tell(view, Update::Photo(Shown::Arriving));
                showing.reading = true;
            }
            None => showing.reading = true,
        }
    }

    /// Brings every picture on this tab's screens on.
    pub(super) fn show_photos(&mut self, ctx: &mut Ctx) {
        for (id, view) in ctx.views.lists() {
            match view {
                View::Photo { entry, photo } => self.show_photo(ctx, id, entry, photo),
                View::Photos(entry) => {
                    if let Some(update) = self.photo_rows(ctx, entry) {
                        ctx.tell(id, update);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Takes the next pieces that are in memory; asks for one that is on the disk.
fn gather(
    ctx: &mut Ctx,
    space: &commonplace_sync::Space,
    photo: &Photo,
    pieces: &mut Vec<Vec<u8>>,
    view: ViewId,
    reading: &mut bool,
) -> Told {
    let count = photo.chunks.len();
    while let Some(id) = photo.chunks.get(pieces.len()).copied().map(ChunkId) {
        let key = rows::chunk_key(&space.id(), &id);
        let place = pieces.len();
        let unsaved = ctx.outbox.peek(Table::Chunks, &key);
        if let Some(piece) = unsaved.and_then(|sealed| open_chunk(&photo.key, place, count, sealed))
        {
            pieces.push(piece);
        } else if space.chunks().holds(&id) {
            ctx.load(one(Table::Chunks, key), LoadFor::Photo(view));
            *reading = true;
            return Told::Nothing;
        } else {
            return Told::Arriving;
        }
    }
    Told::Here
}
