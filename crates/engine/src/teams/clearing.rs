//! A team that is over is taken off a person's devices: their own journal forgets what led into it, and what a device
//! kept of it is removed, place by place, whichever tab or device said so. What cannot be read without its records goes
//! last, so that a page that closes in between leaves something that says there is more to do.

use super::{Teams, keep};
use crate::ctx::{Ctx, LoadFor};
use crate::desk::Desk;
use crate::io::{Query, Row, Table};
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::team::space::{MembershipChange, TeamId, TeamState};
use commonplace_api::{Kind, Problem, Saved};
use commonplace_domain::membership;
use commonplace_protocol::{Roster, SpaceId};
use rand_core::CryptoRng;
use std::collections::BTreeSet;

/// Rows that are read, and removed, at a time.
const AT_ONCE: u32 = 500;

/// How far it is.
#[derive(Debug, Default)]
pub(super) struct Clearing {
    /// Teams the journal has forgotten, of which something may be here.
    due: BTreeSet<SpaceId>,
    now: Option<Now>,
}

#[derive(Clone, Copy, Debug)]
struct Now {
    space: SpaceId,
    place: Place,
    reading: bool,
}

/// Where rows of a space lie, in the order in which they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Whether anything is here at all.
    Roster,
    Records,
    Docs,
    Cards,
    Texts,
    Chunks,
    Marks,
    Meta,
}

impl Place {
    const fn next(self) -> Option<Self> {
        Some(match self {
            Self::Roster => Self::Records,
            Self::Records => Self::Docs,
            Self::Docs => Self::Cards,
            Self::Cards => Self::Texts,
            Self::Texts => Self::Chunks,
            Self::Chunks => Self::Marks,
            Self::Marks => Self::Meta,
            Self::Meta => return None,
        })
    }

    const fn table(self) -> Table {
        match self {
            Self::Roster | Self::Meta => Table::Meta,
            Self::Records => Table::Records,
            Self::Docs => Table::Docs,
            Self::Cards => Table::Cards,
            Self::Texts => Table::Texts,
            Self::Chunks | Self::Marks => Table::Chunks,
        }
    }

    fn query(self, space: &SpaceId) -> Query {
        let prefix = match self {
            Self::Roster => rows::roster_prefix(space),
            Self::Chunks => rows::chunks_prefix(space),
            Self::Marks => rows::chunk_marks(space),
            Self::Meta => Vec::new(),
            _ => space.0.to_vec(),
        };
        let all = rows::all_under(self.table(), &prefix);
        match self {
            Self::Meta => all,
            _ => Query {
                max_rows: AT_ONCE,
                ..all
            },
        }
    }
}

impl Teams {
    /// Forgets a team that is over for this person, or that nobody else is in.
    pub(crate) fn clear(
        &mut self,
        own: &mut Ctx,
        desk: &mut Desk,
        rng: &mut dyn CryptoRng,
        team: TeamId,
    ) {
        let space = SpaceId(team.0);
        let Some(room) = self.rooms.get(&space) else {
            return;
        };
        let over = matches!(
            room.row("").state,
            TeamState::Removed | TeamState::Left | TeamState::Damaged
        );
        if over || room.is_alone() {
            keep(own, desk, rng, &space, MembershipChange::Undone);
        }
    }

    /// The journal remembers other teams than before: looks for what is here of those that it forgot.
    pub(super) fn look_for_forgotten(&mut self, desk: &Desk) {
        let cards = desk.journal.of_kind(Kind::Membership);
        let gone = cards.filter_map(|(_, card)| membership::forgotten(card));
        let gone = gone.filter_map(|genesis| Some(Roster::start(&genesis).ok()?.space()));
        self.clearing.due = gone
            .filter(|space| !self.rooms.contains_key(space))
            .collect();
    }

    /// Goes on removing what is here of teams that were forgotten.
    pub(super) fn mind_clearing(&mut self, own: &mut Ctx, desk: &mut Desk) {
        let Clearing { due, now } = &mut self.clearing;
        let idle = now.is_none() && due.is_empty();
        // That it is forgotten is on the disk before anything of it goes.
        if idle || desk.saved(own) != Saved::Yes {
            return;
        }
        if now.is_none() {
            *now = due.pop_first().map(|space| Now {
                space,
                place: Place::Roster,
                reading: false,
            });
        }
        if let Some(now) = now.as_mut().filter(|now| !now.reading) {
            now.reading = true;
            own.load(now.place.query(&now.space), LoadFor::Clearing);
        }
    }

    /// Some rows of the place that is being cleared.
    pub(crate) fn cleared_read(
        &mut self,
        own: &mut Ctx,
        desk: &Desk,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let Some(Now { space, place, .. }) = self.clearing.now.take() else {
            return;
        };
        // They may have come in again meanwhile.
        let Some(rows) = rows.ok().filter(|_| is_forgotten(desk, &space)) else {
            return;
        };
        let here = |row: &Row| place != Place::Meta || speaks_of(&row.key, &space);
        let found: Vec<Row> = rows.into_iter().filter(here).collect();
        let next = match place {
            Place::Roster if found.is_empty() => None,
            Place::Roster => place.next(),
            _ if found.is_empty() => place.next(),
            _ => Some(place),
        };
        if place != Place::Roster && !found.is_empty() {
            let mut batch = Batch::default();
            for row in found {
                batch.write(rows::remove(place.table(), row.key));
            }
            own.outbox.add(batch);
        }
        self.clearing.now = next.map(|place| Now {
            space,
            place,
            reading: false,
        });
    }
}

/// Whether the person's own journal says that it has forgotten a team.
fn is_forgotten(desk: &Desk, space: &SpaceId) -> bool {
    let card = desk.journal.card(membership::id(space.as_bytes()));
    card.and_then(membership::forgotten).is_some()
}

fn speaks_of(key: &[u8], space: &SpaceId) -> bool {
    key.windows(space.0.len()).any(|part| part == space.0)
}
