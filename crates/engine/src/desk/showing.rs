//! What the screens are told of an open journal.

use super::{Ctx, Desk};
use commonplace_api::update::Recovery;
use commonplace_api::{Day, RelayState, Saved, Session, SyncStatus, Update, View};
use commonplace_domain::{Moment, views};
use commonplace_protocol::VersionVector;
use commonplace_sync::{Seed, Space};

impl Desk {
    /// Tells every list what it shows now; what says nothing new is not sent.
    pub(crate) fn show(&mut self, ctx: &mut Ctx) {
        let saved = match self.saved(ctx) {
            Saved::Yes => ctx.elsewhere.clone(),
            saved => saved,
        };
        let now = ctx.moment();
        self.show_photos(ctx);
        // On another day the lists of a day are others.
        let day = Day::of(now.ms, now.offset_minutes);
        let relist = core::mem::take(&mut self.relist) | (self.shown_day.replace(day) != Some(day));
        for (id, view) in ctx.views.lists() {
            let update = match view {
                View::Session => Update::Session(self.session()),
                View::Status => Update::Status(self.status(ctx, saved.clone())),
                View::Journal {
                    query,
                    start,
                    count,
                } if self.cards_loaded && (relist || ctx.views.is_new(id)) => {
                    self.window(&query, start, count)
                }
                View::Find {
                    query,
                    start,
                    count,
                } if self.cards_loaded && (relist || ctx.views.is_new(id)) => {
                    self.find(&query, start, count)
                }
                View::PutAway if self.cards_loaded && (relist || ctx.views.is_new(id)) => {
                    Update::PutAway(self.put_away())
                }
                View::Forgetting if self.cards_loaded => Update::Forgetting(self.forgetting_view()),
                View::Safety => Update::Safety(self.safety(ctx)),
                View::Import => Update::Import(self.import.view(&saved)),
                View::Recovery => Update::Recovery(self.recovery()),
                View::Members if self.belonging().is_some() => Update::Members(self.members()),
                View::Present if self.belonging().is_some() => Update::Present(self.present(ctx)),
                View::Invites if self.belonging().is_some() => Update::Invites(self.invites(ctx)),
                View::Devices if self.cards_loaded => Update::Devices(self.devices()),
                View::Linking => Update::Linking(self.handing.state()),
                View::Joining => Update::Joining(self.generations.taking.state()),
                View::Keys => Update::Keys(self.keys()),
                View::WordsCheck => Update::WordsCheck(self.words_check()),
                View::Journal { .. }
                | View::Find { .. }
                | View::PutAway
                | View::Forgetting
                | View::Entry(_)
                | View::Lock
                | View::Photos(_)
                | View::Photo { .. }
                | View::Backup => continue,
                view if self.cards_loaded && (relist || ctx.views.is_new(id)) => {
                    match self.answer(ctx, &view, now) {
                        Some(update) => update,
                        None => continue,
                    }
                }
                _ => continue,
            };
            ctx.tell(id, update);
        }
    }

    /// What a view of cards, or of one document that is open, shows now.
    fn answer(&mut self, ctx: &mut Ctx, view: &View, now: Moment) -> Option<Update> {
        match views::document_of(view) {
            Some(id) => self.show_document(ctx, id, view, now),
            None => views::list(&self.journal, view, now),
        }
    }

    fn session(&self) -> Session {
        match &self.arriving {
            _ if !self.cards_loaded => Session::Opening,
            Some(arriving) => {
                let done = self.held_count().saturating_sub(arriving.held_before);
                Session::Arriving {
                    done: small(done),
                    total: small(arriving.total),
                }
            }
            None => Session::Ready,
        }
    }

    /// Records that are durable here.
    pub(crate) fn held_count(&self) -> u64 {
        let nothing = VersionVector::new();
        self.space()
            .map_or(0, |space| nothing.lacking(space.durable()))
    }

    /// Whether everything typed is on the disk.
    pub(crate) fn saved(&mut self, ctx: &Ctx) -> Saved {
        match ctx.outbox.saved() {
            Saved::Yes if self.is_typing() || self.photos.is_busy() => Saved::Saving,
            saved => saved,
        }
    }

    fn status(&self, ctx: &Ctx, saved: Saved) -> SyncStatus {
        let nothing = VersionVector::new();
        let held = self.space().map_or(&nothing, Space::durable);
        let mut status = self.relay.status(saved, held, ctx.kept);
        // Until both sides have said what they hold, nobody knows what waits.
        if status.relay == RelayState::Online && self.arriving.is_some() {
            status.relay = RelayState::Connecting;
        }
        if self.is_shut_out() {
            status.relay = RelayState::ShutOut;
        }
        status
    }

    fn recovery(&self) -> Recovery {
        match self.identity.seed {
            None => Recovery::NotHere,
            Some(_) if !self.words_shown => Recovery::Hidden,
            Some(seed) => Recovery::Words(Seed::from_bytes(seed).words()),
        }
    }
}

pub(super) fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
