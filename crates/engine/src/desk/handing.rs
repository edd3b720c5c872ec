//! Handing the journal to another device: the keys of the current generation go, sealed, into a mailbox on the
//! relay, and a link that opens it goes to whoever is to have them.

use super::{Ctx, Desk};
use crate::link_text;
use commonplace_api::devices::{LinkProblem, Linking};
use commonplace_protocol::BoxId;
use commonplace_sync::{BoxSecret, Handover, Space};
use rand_core::CryptoRng;

/// A relay that does not answer for so long does not.
const PATIENCE_MS: i64 = 20_000;

/// What is being handed over.
#[derive(Debug)]
pub(crate) struct Handing {
    state: Linking,
    secret: Option<BoxSecret>,
    /// It was sent on the connection there is, and not answered yet.
    sent: bool,
    give_up_at_ms: i64,
    /// A box that was given up, to be emptied when there is a connection.
    withdrawn: Option<BoxId>,
}

impl Default for Handing {
    fn default() -> Self {
        Self {
            state: Linking::None,
            secret: None,
            sent: false,
            give_up_at_ms: 0,
            withdrawn: None,
        }
    }
}

impl Handing {
    pub(crate) fn state(&self) -> Linking {
        self.state.clone()
    }

    /// Whether there is something to say to the relay.
    pub(crate) fn needs_relay(&self) -> bool {
        self.secret.is_some()
    }

    pub(crate) fn wake_at_ms(&self) -> Option<i64> {
        match &self.state {
            Linking::Preparing => Some(self.give_up_at_ms),
            Linking::Ready { expires_at_ms, .. } => Some(*expires_at_ms),
            _ => None,
        }
    }

    /// The connection is gone, and with it the answer: what was sent may be there, under a name nobody knows.
    pub(crate) fn hung_up(&mut self, rng: &mut dyn CryptoRng) {
        if core::mem::take(&mut self.sent) && self.secret.is_some() {
            self.secret = Some(BoxSecret::generate(rng));
        }
    }

    fn end(&mut self, state: Linking) {
        (self.secret, self.sent) = (None, false);
        self.state = state;
    }
}

impl Desk {
    /// Begins to hand the journal over.
    pub(crate) fn link_device(&mut self, ctx: &Ctx, rng: &mut dyn CryptoRng) {
        self.withdraw_link();
        if self.space().is_none_or(Space::is_shut_out) {
            return self.handing.end(Linking::Failed(LinkProblem::ShutOut));
        }
        self.handing.secret = Some(BoxSecret::generate(rng));
        self.handing.give_up_at_ms = ctx.now.ms.saturating_add(PATIENCE_MS);
        self.handing.state = Linking::Preparing;
    }

    /// Nobody is to have it after all, or what came of it was read.
    pub(crate) fn withdraw_link(&mut self) {
        let waiting = matches!(self.handing.state, Linking::Ready { .. });
        if let Some(secret) = self.handing.secret.as_ref().filter(|_| waiting) {
            self.handing.withdrawn = Some(secret.place());
        }
        self.handing.end(Linking::None);
    }

    /// Says to the relay what there is to say, and gives up when it is time.
    pub(crate) fn hand_over(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        if self.handing.wake_at_ms().is_some_and(|at| at <= ctx.now.ms) {
            let late = match self.handing.state {
                Linking::Preparing => Linking::Failed(LinkProblem::Unreachable),
                _ => Linking::Expired,
            };
            self.handing.end(late);
        }
        if !self.links.is_ready() {
            return;
        }
        if let Some(place) = self.handing.withdrawn.take() {
            self.ask_relay(ctx, rng, |link, _| link.take(place));
        }
        let preparing = self.handing.state == Linking::Preparing && !self.handing.sent;
        let Some(secret) = self.handing.secret.clone().filter(|_| preparing) else {
            return;
        };
        let space = self.space;
        let Some(sealed) = self.handover().and_then(|given| secret.seal(rng, &given)) else {
            let problem = LinkProblem::Unreadable;
            return self.handing.end(Linking::Failed(problem));
        };
        self.handing.sent = true;
        self.ask_relay(ctx, rng, |link, _| link.put(&space, secret.place(), sealed));
    }

    fn handover(&self) -> Option<Handover> {
        let space = self.space()?;
        Some(Handover {
            space: self.space,
            genesis: space.roster().entries().first()?.clone(),
            person: self.identity.person_key(),
            relay: self.identity.relay.clone(),
        })
    }

    /// The relay answered: it is in the box, or there was no room.
    pub(crate) fn placed(&mut self, ctx: &Ctx, place: BoxId, expires_in_ms: u64) {
        let handing = &mut self.handing;
        let Some(secret) = handing.secret.as_ref().filter(|s| s.place() == place) else {
            return;
        };
        let kept_ms = i64::try_from(expires_in_ms).unwrap_or(i64::MAX);
        if kept_ms == 0 {
            return handing.end(Linking::Failed(LinkProblem::Busy));
        }
        let relay = self.identity.relay.as_deref().unwrap_or(&self.home);
        handing.sent = false;
        handing.state = Linking::Ready {
            link: link_text::write(secret, relay, &self.home),
            expires_at_ms: ctx.now.ms.saturating_add(kept_ms),
        };
    }

    /// Somebody took it.
    pub(crate) fn link_taken(&mut self, place: BoxId) {
        let ours = self.handing.secret.as_ref();
        if ours.is_some_and(|secret| secret.place() == place) {
            self.handing.end(Linking::Taken);
        }
    }
}
