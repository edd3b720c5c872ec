//! Taking what another device left in a mailbox, step by step: used where there is no journal yet, and where
//! there is one that was shut out. Decides when to give up; sends nothing itself.

use crate::link_text::{self, OneTimeLink};
use commonplace_api::devices::{Joining, LinkProblem};
use commonplace_protocol::frame::Empty;
use commonplace_protocol::{BoxId, Roster};
use commonplace_sync::{BoxSecret, Handover};

/// A relay that does not answer for so long does not.
const PATIENCE_MS: i64 = 20_000;

/// What is wanted, and how far it is.
#[derive(Debug)]
pub(crate) struct Taking {
    wanted: Option<Wanted>,
    state: Joining,
}

#[derive(Debug)]
struct Wanted {
    secret: BoxSecret,
    relay: String,
    give_up_at_ms: i64,
}

impl Default for Taking {
    fn default() -> Self {
        Self {
            wanted: None,
            state: Joining::None,
        }
    }
}

impl Taking {
    /// Begins with what somebody opened or pasted. Answers whether there is something to ask for.
    pub(crate) fn begin(&mut self, typed: &str, home: &str, now_ms: i64) -> bool {
        match link_text::read(typed, home) {
            Some(OneTimeLink { secret, relay }) => {
                let give_up_at_ms = now_ms.saturating_add(PATIENCE_MS);
                self.wanted = Some(Wanted {
                    secret,
                    relay,
                    give_up_at_ms,
                });
                self.state = Joining::Asking;
            }
            None => self.fail(LinkProblem::NotALink),
        }
        self.wanted.is_some()
    }

    /// The relay to ask, while there is something to ask for.
    pub(crate) fn relay(&self) -> Option<&str> {
        self.wanted.as_ref().map(|wanted| wanted.relay.as_str())
    }

    /// The box to ask for.
    pub(crate) fn place(&self) -> Option<BoxId> {
        self.wanted.as_ref().map(|wanted| wanted.secret.place())
    }

    /// When to give up.
    pub(crate) fn give_up_at_ms(&self) -> Option<i64> {
        self.wanted.as_ref().map(|wanted| wanted.give_up_at_ms)
    }

    /// Gives up if it is time. Answers whether it did.
    pub(crate) fn look(&mut self, now_ms: i64) -> bool {
        let late = self.give_up_at_ms().is_some_and(|at| at <= now_ms);
        if late {
            self.fail(LinkProblem::Unreachable);
        }
        late
    }

    /// The relay said what was in the box. What was handed over, and the relay that had it, if all is well.
    pub(crate) fn found(
        &mut self,
        place: &BoxId,
        found: Result<Vec<u8>, Empty>,
    ) -> Option<(Handover, String)> {
        let wanted = self
            .wanted
            .take_if(|wanted| wanted.secret.place() == *place)?;
        let handover = found.map_err(empty).and_then(|sealed| {
            let handover = wanted.secret.open(&sealed);
            handover.filter(is_sound).ok_or(LinkProblem::Unreadable)
        });
        match handover {
            Ok(handover) => {
                self.state = Joining::Done;
                Some((handover, wanted.relay))
            }
            Err(problem) => {
                self.fail(problem);
                None
            }
        }
    }

    pub(crate) fn fail(&mut self, problem: LinkProblem) {
        self.wanted = None;
        self.state = Joining::Failed(problem);
    }

    /// What went wrong was read.
    pub(crate) fn close(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn state(&self) -> Joining {
        self.state.clone()
    }
}

/// Whether the first entry is the one the space is named after.
fn is_sound(handover: &Handover) -> bool {
    Roster::start(&handover.genesis).is_ok_and(|roster| roster.space() == handover.space)
}

const fn empty(why: Empty) -> LinkProblem {
    match why {
        Empty::Taken => LinkProblem::Used,
        Empty::Expired => LinkProblem::Expired,
        Empty::Unknown => LinkProblem::WrongRelay,
    }
}
