//! What every part of the engine shares while it handles one input: the moment, the effects so
//! far, the outbox and the subscriptions.

use crate::io::{Effect, Line, LinkId, Now, Query, Table, Ticket};
use crate::outbox::Outbox;
use crate::views::Views;
use commonplace_api::wire::FromCore;
use commonplace_api::{Notice, Saved, Update, ViewId};
use commonplace_domain::Moment;
use commonplace_protocol::{ChunkId, DocId};
use std::collections::BTreeMap;

/// How many tickets a space has before those of the next begin.
const TICKETS: u64 = 1 << 40;

/// Shared by the parts of the engine that work on one space. Each space has its own: what waits for the disk, what is
/// read and what is watched of one is nothing to another.
#[derive(Debug)]
pub(crate) struct Ctx {
    pub(crate) now: Now,
    pub(crate) outbox: Outbox,
    pub(crate) views: Views,
    /// Whether the browser promised to keep the storage.
    pub(crate) kept: Option<bool>,
    /// Whether what was written in other spaces is on the disk.
    pub(crate) elsewhere: Saved,
    line: Line,
    effects: Vec<Effect>,
    loads: BTreeMap<Ticket, LoadFor>,
    last_ticket: u64,
}

/// What a read was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LoadFor {
    /// The identity, before a new one is made.
    Begin,
    /// All cards, at the start.
    Cards,
    /// All search texts, after the first list was shown.
    Texts,
    /// Saved copies or source records of one document.
    Doc(DocId),
    /// Records a link wants to pass on, or other tabs wrote.
    Link(LinkId),
    /// Which chunks are on the disk.
    Chunks,
    /// A chunk a link wants to pass on.
    Chunk(LinkId, ChunkId),
    /// A piece of a picture that a screen shows.
    Photo(ViewId),
    /// The tips on the disk: other tabs may have written and gone before they told.
    Tips,
    /// Entries of the roster that another tab stored.
    Roster,
    /// Rows of a team that was forgotten.
    Clearing,
    /// All that is kept of a team beside its cards and records, before it is opened.
    Team,
    /// Records for a backup.
    Backup,
    /// Records, in search of those that touch what is to be forgotten.
    Forget,
    /// A pack and records it covers.
    Sweep(commonplace_protocol::RecordKey),
    /// Rows of a document that is gone for ever.
    Purge(Table),
    /// A stand-in the relay is to be told of.
    StandIn(commonplace_protocol::RecordKey),
    /// What was written under a replica that somebody else writes under, too.
    Renewal,
}

impl Ctx {
    pub(crate) fn new(line: Line) -> Self {
        Self {
            line,
            elsewhere: Saved::Yes,
            now: Now {
                ms: 0,
                offset_minutes: 0,
            },
            outbox: Outbox::default(),
            views: Views::default(),
            kept: None,
            effects: Vec::new(),
            loads: BTreeMap::new(),
            last_ticket: u64::from(line.0) * TICKETS,
        }
    }

    /// Now, as documents take it down.
    pub(crate) const fn moment(&self) -> Moment {
        Moment {
            ms: self.now.ms,
            offset_minutes: self.now.offset_minutes,
        }
    }

    pub(crate) fn push(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Keeps the line of this space open to `relay` from now on, or hangs up.
    pub(crate) fn dial(&mut self, relay: Option<String>) {
        let line = self.line;
        self.push(Effect::Dial { line, relay });
    }

    pub(crate) const fn line(&self) -> Line {
        self.line
    }

    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        core::mem::take(&mut self.effects)
    }

    pub(crate) fn ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        Ticket(self.last_ticket)
    }

    /// Asks the store for rows. What is still in the outbox is not seen by it.
    pub(crate) fn load(&mut self, query: Query, purpose: LoadFor) -> Ticket {
        let ticket = self.ticket();
        self.loads.insert(ticket, purpose);
        self.push(Effect::Load { ticket, query });
        ticket
    }

    /// What the answered read was for.
    pub(crate) fn loaded(&mut self, ticket: Ticket) -> Option<LoadFor> {
        self.loads.remove(&ticket)
    }

    /// Starts the next write, if there is one and none is under way.
    pub(crate) fn flush_outbox(&mut self) {
        let next = Ticket(self.last_ticket + 1);
        if let Some(effect) = self.outbox.next(self.now.ms, || next) {
            self.last_ticket += 1;
            self.push(effect);
        }
    }

    pub(crate) fn tell(&mut self, view: ViewId, update: Update) {
        if let Some(news) = self.views.tell(view, update) {
            self.push(Effect::Tell(news));
        }
    }

    pub(crate) fn notice(&mut self, notice: Notice) {
        self.push(Effect::Tell(FromCore::Notice(notice)));
    }
}
