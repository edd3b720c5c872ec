//! What happens to an open space, told apart: connections, answers of the store, pictures, time.

use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::io::{Input, Row, Ticket};
use commonplace_api::Problem;
use rand_core::CryptoRng;

impl Desk {
    /// Something happened that concerns this space.
    pub(crate) fn take(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, input: Input) {
        match input {
            Input::LinkOpened { link, end } => self.link_opened(ctx, rng, link, end),
            Input::Frame { link, bytes } => {
                self.frame(ctx, rng, link, &bytes);
                if self.is_tabs(link) {
                    self.tell_relay_state_again();
                }
            }
            Input::LinkDrained(link) => self.drained(ctx, rng, link),
            Input::LinkClosed(link) => self.link_closed(rng, link),
            Input::FromLeader(state) => self.hear_leader(ctx, &state),
            Input::ImportReading(notes) => self.import.reading(notes),
            Input::ImportRead { notes, refused } => self.preview_import(notes, refused),
            Input::PhotoReading { entry, photo } => self.photo_reading(ctx, rng, entry, photo),
            Input::PhotoRead {
                entry,
                photo,
                picture,
            } => self.photo_read(ctx, entry, photo, picture),
            Input::Tick => self.retry_links(ctx, rng, false),
            _ => {}
        }
    }

    /// The store answered.
    pub(crate) fn loaded(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        purpose: LoadFor,
        ticket: Ticket,
        rows: Result<Vec<Row>, Problem>,
    ) {
        match (purpose, rows) {
            (LoadFor::Cards, Ok(rows)) => self.cards_loaded(ctx, rows),
            (LoadFor::Texts, Ok(rows)) => self.texts_loaded(rows),
            (LoadFor::Cards | LoadFor::Texts, Err(problem)) => {
                Self::could_not_load(ctx, &problem);
            }
            (LoadFor::Doc(doc), rows) => self.doc_loaded(ctx, rng, doc, ticket, rows),
            (LoadFor::Chunks, Ok(rows)) => self.chunks_loaded(&rows),
            (LoadFor::Chunk(link, id), rows) => self.chunk_read(ctx, rng, link, id, rows),
            (LoadFor::Photo(view), rows) => self.photo_piece(ctx, view, rows),
            (LoadFor::Link(link), rows) => self.link_read(ctx, rng, link, rows),
            (LoadFor::Tips, Ok(rows)) => self.tips_loaded(ctx, rng, &rows),
            (LoadFor::Forget, rows) => self.records_searched(ctx, rng, rows),
            (LoadFor::Sweep(key), rows) => self.covered_read(ctx, key, rows),
            (LoadFor::Purge(table), rows) => self.remains_read(ctx, table, rows),
            (LoadFor::StandIn(key), rows) => self.stand_in_read(ctx, rng, key, rows),
            (LoadFor::Renewal, rows) => self.renew(ctx, rng, rows),
            (LoadFor::Roster, Ok(rows)) => self.roster_read(ctx, rng, &rows),
            (LoadFor::Begin | LoadFor::Backup | LoadFor::Team | LoadFor::Clearing, _)
            | (LoadFor::Tips | LoadFor::Chunks | LoadFor::Roster, Err(_)) => {}
        }
    }
}
