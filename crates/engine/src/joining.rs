//! A device without a journal is linked: it asks a relay for what another device left there, and has a journal.
//! It proves nothing to that relay, and tells it nothing but the name of the box.

use crate::backups::Checked;
use crate::ctx::Ctx;
use crate::identity;
use crate::io::{Effect, LinkEnd, LinkId, Row};
use crate::link_text::without_code;
use crate::rows::{self, IdentityRow};
use crate::taking::Taking;
use commonplace_api::devices::LinkProblem;
use commonplace_sync::{Link, LinkKind, Out, Spaces};
use rand_core::CryptoRng;

/// The conversation with the relay that has the box.
#[derive(Debug, Default)]
pub(crate) struct JoiningHere {
    pub(crate) taking: Taking,
    link: Option<(LinkId, Link)>,
}

impl JoiningHere {
    pub(crate) fn begin(&mut self, ctx: &mut Ctx, typed: &str, home: &str) {
        if self.taking.begin(typed, home, ctx.now.ms) {
            let relay = self.taking.relay().map(str::to_owned);
            ctx.dial(relay);
        }
    }

    pub(crate) fn link_opened(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        end: LinkEnd,
    ) {
        let (LinkEnd::Relay { audience, .. }, Some(place)) = (end, self.taking.place()) else {
            return;
        };
        let mut link = Link::new(LinkKind::Relay { audience }, rng);
        let mut outs = link.start(&Spaces::new());
        outs.extend(link.take(place));
        self.link = Some((id, link));
        self.carry_out(ctx, id, outs);
    }

    pub(crate) fn link_closed(&mut self, id: LinkId) {
        self.link.take_if(|(open, _)| *open == id);
    }

    /// A frame came. Answers the journal that was handed over, once.
    pub(crate) fn frame(
        &mut self,
        ctx: &mut Ctx,
        id: LinkId,
        bytes: &[u8],
        home: &str,
    ) -> Option<Checked> {
        let (_, link) = self.link.as_mut().filter(|(open, _)| *open == id)?;
        let outs = link.handle(bytes, &mut Spaces::new());
        let (handover, relay) = self.carry_out(ctx, id, outs)?;
        ctx.dial(None);
        let relay = handover.relay.unwrap_or(relay);
        let identity = IdentityRow {
            space: Some(handover.space),
            arriving: true,
            relay: (without_code(&relay) != without_code(home)).then_some(relay),
            ..identity::device_of(&handover.person)
        };
        let genesis = Row {
            key: rows::roster_key(&handover.space, 0),
            value: handover.genesis,
        };
        Some(Checked {
            identity,
            meta: vec![genesis],
        })
    }

    /// The time may be up.
    pub(crate) fn look(&mut self, ctx: &mut Ctx) {
        if self.taking.look(ctx.now.ms) {
            ctx.dial(None);
        }
    }

    fn carry_out(
        &mut self,
        ctx: &mut Ctx,
        id: LinkId,
        outs: Vec<Out>,
    ) -> Option<(commonplace_sync::Handover, String)> {
        for out in outs {
            match out {
                Out::Send(bytes) => ctx.push(Effect::Send { link: id, bytes }),
                Out::Close(_) => ctx.push(Effect::Close(id)),
                Out::Found { place, found } => {
                    let handed = self.taking.found(&place, found);
                    if handed.is_none() && self.taking.relay().is_none() {
                        ctx.dial(None);
                    }
                    return handed;
                }
                Out::Refused(_) if self.taking.relay().is_some() => {
                    self.taking.fail(LinkProblem::Busy);
                    ctx.dial(None);
                }
                _ => {}
            }
        }
        None
    }
}
