//! The connections of an open journal: one to the relay while this tab leads, one to all other
//! tabs. Carries out what the links ask for; decides nothing about records.

mod reading;

pub(crate) use reading::range_query;

use super::{Arriving, Ctx, Desk, From};
use crate::io::{Effect, LinkEnd, LinkId, Table};
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::RelayState;
use commonplace_protocol::{Range, RecordKey, Refused, SpaceId, VersionVector};
use commonplace_sync::{Link, LinkKind, Out, Spaces, Stored};
use rand_core::CryptoRng;
use std::collections::{BTreeMap, VecDeque};

/// A refusal that names no time is tried again after this long.
const RETRY_MS: i64 = 30_000;

/// The open connections.
#[derive(Debug, Default)]
pub(crate) struct Links {
    pub(super) all: BTreeMap<LinkId, Link>,
    relay: Option<LinkId>,
    reads: BTreeMap<LinkId, ReadJob>,
    /// The relay let us in on the connection there is.
    ready: bool,
    /// When the relay is asked again for what it refused.
    retry_at_ms: Option<i64>,
}

/// Ranges a link wants read, one after the other until one holds something.
#[derive(Debug)]
struct ReadJob {
    space: SpaceId,
    ranges: VecDeque<Range>,
    max_bytes: u32,
}

impl Links {
    /// Whether there is a connection of this tab on which the relay let us in.
    pub(crate) const fn is_ready(&self) -> bool {
        self.ready
    }

    pub(crate) fn retry_at_ms(&self) -> Option<i64> {
        self.retry_at_ms
    }
}

impl Desk {
    pub(crate) fn link_opened(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        end: LinkEnd,
    ) {
        let kind = match end {
            LinkEnd::Relay { audience, .. } => {
                self.links.relay = Some(id);
                self.relay.state = RelayState::Connecting;
                LinkKind::Relay { audience }
            }
            LinkEnd::Tabs => LinkKind::Tab,
        };
        let mut link = Link::new(kind, rng);
        let outs = link.start(&self.spaces);
        self.links.all.insert(id, link);
        self.carry_out(ctx, rng, id, outs);
        if self.links.relay == Some(id) {
            self.ask_for_box(ctx, rng);
        }
    }

    pub(crate) fn link_closed(&mut self, rng: &mut dyn CryptoRng, id: LinkId) {
        self.links.all.remove(&id);
        self.links.reads.remove(&id);
        if self.links.relay == Some(id) {
            (self.links.relay, self.links.ready) = (None, false);
            self.handing.hung_up(rng);
            self.forget_proposal();
            self.forgetting.hung_up();
            self.links.retry_at_ms = None;
            if !matches!(self.relay.state, RelayState::Refused { .. }) {
                self.relay.state = RelayState::Offline;
            }
        }
    }

    /// Whether the relay let this tab in.
    pub(crate) const fn is_connected(&self) -> bool {
        self.links.is_ready()
    }

    /// Whether a connection leads to the other tabs.
    pub(crate) fn is_tabs(&self, id: LinkId) -> bool {
        let link = self.links.all.get(&id);
        link.is_some_and(|link| *link.kind() == LinkKind::Tab)
    }

    /// The browser noticed its network come or go: what hangs on the old one is of no use. The
    /// shell dials again, sooner when there is hope.
    pub(crate) fn network(&mut self, ctx: &mut Ctx, online: bool) {
        if let Some(id) = self.links.relay.filter(|_| !online) {
            ctx.push(Effect::Close(id));
        }
    }

    /// Records are on the disk up to `vector`: reads those that this tab does not know.
    pub(crate) fn found_on_disk(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        vector: &VersionVector,
    ) {
        let mut links = self.links.all.iter_mut();
        let Some((id, link)) = links.find(|(_, link)| *link.kind() == LinkKind::Tab) else {
            return;
        };
        let (id, outs) = (*id, link.found(&self.space, vector, &self.spaces));
        self.carry_out(ctx, rng, id, outs);
    }

    pub(crate) fn frame(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        bytes: &[u8],
    ) {
        let Some(link) = self.links.all.get_mut(&id) else {
            return;
        };
        let outs = link.handle(bytes, &mut self.spaces);
        self.carry_out(ctx, rng, id, outs);
    }

    pub(crate) fn drained(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, id: LinkId) {
        let Some(link) = self.links.all.get_mut(&id) else {
            return;
        };
        let outs = link.drained(&self.spaces);
        self.carry_out(ctx, rng, id, outs);
    }

    /// Records became durable: every link may pass them on or acknowledge them.
    pub(crate) fn tell_links(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        stored: &[(RecordKey, Vec<u8>)],
    ) {
        if stored.is_empty() {
            return;
        }
        let stored: Vec<_> = stored
            .iter()
            .map(|(key, bytes)| Stored {
                key: *key,
                bytes: Some(bytes),
            })
            .collect();
        let ids: Vec<_> = self.links.all.keys().copied().collect();
        for id in ids {
            let Some(link) = self.links.all.get_mut(&id) else {
                continue;
            };
            let outs = link.persisted(&self.space, &stored, &mut self.spaces);
            self.carry_out(ctx, rng, id, outs);
        }
    }

    /// Asks the relay again for what it refused, if the time has come or somebody says so.
    pub(crate) fn retry_links(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, now: bool) {
        let due = self.links.retry_at_ms.is_some_and(|at| at <= ctx.now.ms);
        let Some(id) = self.links.relay.filter(|_| now || due) else {
            return;
        };
        let Some(link) = self.links.all.get_mut(&id) else {
            return;
        };
        self.links.retry_at_ms = None;
        self.relay.state = RelayState::Online;
        let outs = link.retry(&self.spaces);
        self.carry_out(ctx, rng, id, outs);
    }

    pub(super) fn carry_out(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        outs: Vec<Out>,
    ) {
        for out in outs {
            match out {
                Out::Send(bytes) => ctx.push(Effect::Send { link: id, bytes }),
                Out::Read {
                    space,
                    ranges,
                    max_bytes,
                } => {
                    let max_bytes = u32::try_from(max_bytes).unwrap_or(u32::MAX);
                    let job = ReadJob {
                        space,
                        ranges: ranges.into(),
                        max_bytes,
                    };
                    self.links.reads.insert(id, job);
                    self.read_on(ctx, rng, id);
                }
                Out::Received { space, records } => self.received(ctx, rng, id, space, records),
                Out::RosterChanged {
                    space,
                    from,
                    entries,
                } => {
                    let mut batch = Batch::default();
                    for (number, entry) in (from..).zip(entries) {
                        let key = rows::roster_key(&space, number);
                        batch.write(rows::put(Table::Meta, key, entry));
                    }
                    ctx.outbox.add(batch);
                    self.roster_changed(ctx, rng);
                }
                Out::Acked { .. } => self.acked(ctx),
                Out::Told { keys } => self.told(ctx, &keys),
                Out::Refused(refused) => self.refused(ctx, &refused),
                Out::Lacking { records, .. } => {
                    self.relay.state = RelayState::Online;
                    self.links.ready = true;
                    self.let_in(ctx);
                    self.say_again(ctx);
                    self.expect(records);
                }
                Out::CaughtUp { .. } => self.relay_caught_up = true,
                Out::Forked {
                    replica, trusted, ..
                } => self.set_aside(ctx, replica, trusted),
                Out::ReadChunk { id: chunk, .. } => self.read_chunk(ctx, id, chunk),
                Out::ChunkCame { id, bytes, .. } => self.chunk_came(ctx, id, bytes),
                Out::ChunksGiven { ids, given, .. } => self.chunks_given(ctx, &ids, given),
                Out::ChunksFound { ids, .. } => {
                    let found: Vec<_> = ids.into_iter().map(|id| (id, false)).collect();
                    self.hold_chunks(&found);
                }
                Out::Placed {
                    place,
                    expires_in_ms,
                } => self.placed(ctx, place, expires_in_ms),
                Out::Found { place, found } => self.found(ctx, rng, &place, found),
                Out::Taken { place } => self.link_taken(place),
                Out::Whispered(whisper) => {
                    let from_tab = self.is_tabs(id);
                    self.whispered(ctx, rng, from_tab, &whisper);
                }
                Out::Close(_) => ctx.push(Effect::Close(id)),
            }
        }
    }

    fn expect(&mut self, records: u64) {
        self.relay_caught_up = false;
        let held = self.held_count();
        if let Some(arriving) = &mut self.arriving {
            *arriving = Arriving {
                held_before: held,
                total: records,
            };
        }
    }

    fn received(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        id: LinkId,
        space: SpaceId,
        records: Vec<Vec<u8>>,
    ) {
        let from = match self.links.all.get(&id).map(Link::kind) {
            Some(LinkKind::Tab) => From::ThisDisk,
            _ => From::Elsewhere,
        };
        let taken = self.take_records(ctx, records, from);
        if from == From::ThisDisk {
            self.tell_links(ctx, rng, &taken.records);
        }
        if taken.declined.is_empty() {
            return;
        }
        let Some(link) = self.links.all.get_mut(&id) else {
            return;
        };
        let outs = link.declined(&space, &taken.declined, &self.spaces);
        self.carry_out(ctx, rng, id, outs);
    }

    fn acked(&mut self, ctx: &Ctx) {
        self.look_if_synced(ctx);
        self.confirmed_changed = true;
    }

    fn refused(&mut self, ctx: &mut Ctx, refused: &Refused) {
        if self.refused_about_keys(ctx, refused) {
            return;
        }
        let wait = refused.retry_after_ms.map_or(RETRY_MS, |ms| {
            i64::try_from(ms)
                .unwrap_or(i64::MAX)
                .clamp(1_000, 86_400_000)
        });
        let retry_at_ms = ctx.now.ms + wait;
        self.links.retry_at_ms = Some(retry_at_ms);
        let (code, sentence) = (refused.code.code(), refused.sentence.clone());
        self.relay.state = RelayState::Refused {
            code,
            sentence,
            retry_at_ms: Some(retry_at_ms),
        };
    }

    /// Says something to the relay, if this tab has a connection to it.
    pub(crate) fn ask_relay(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        ask: impl FnOnce(&mut Link, &Spaces) -> Vec<Out>,
    ) {
        let Some(id) = self.links.relay else { return };
        let Some(link) = self.links.all.get_mut(&id) else {
            return;
        };
        let outs = ask(link, &self.spaces);
        self.carry_out(ctx, rng, id, outs);
    }

    /// Proves to the relay who we are by now.
    pub(crate) fn greet_anew(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        self.links.ready = false;
        let space = self.space;
        self.ask_relay(ctx, rng, |link, spaces| link.greet_again(&space, spaces));
    }

    /// A replica was set aside and its records said again: every link asks for the others' version.
    pub(crate) fn tell_renewed(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        replica: commonplace_protocol::ReplicaId,
    ) {
        let ids: Vec<_> = self.links.all.keys().copied().collect();
        for id in ids {
            let Some(link) = self.links.all.get_mut(&id) else {
                continue;
            };
            let outs = link.renewed(&self.space, &replica, &self.spaces);
            self.carry_out(ctx, rng, id, outs);
        }
    }
}
