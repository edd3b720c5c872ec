//! What this person wants changed in a team's roster, kept until it is so or cannot be: others may change it at the same
//! time, the relay may not answer, this tab may close. Each wish can tell from a roster whether it came true, so it does
//! not matter whose entry made it so, nor whether the answer to ours was heard.

use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows;
use commonplace_api::Id;
use commonplace_api::team::space::TeamProblem;
use commonplace_protocol::roster::Role;
use commonplace_protocol::{MemberKey, SpaceId};
use minicbor::{Decode, Encode};

/// One of them.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) enum Wish {
    /// Let whoever is given the secret join.
    #[n(0)]
    Invite {
        #[cbor(n(0), with = "minicbor::bytes")]
        secret: [u8; 32],
        #[n(1)]
        role: Role,
        #[n(2)]
        uses: u32,
        #[n(3)]
        expires_ms: u64,
    },
    /// Take an invite back.
    #[n(1)]
    Revoke(#[n(0)] MemberKey),
    /// Let somebody do more or less.
    #[n(2)]
    SetRole {
        #[cbor(n(0), with = "minicbor::bytes")]
        person: [u8; 16],
        #[n(1)]
        role: Role,
    },
    /// End somebody's membership.
    #[n(3)]
    Remove(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]),
    /// End one's own.
    #[n(4)]
    Leave,
    /// Make somebody an admin, then leave.
    #[n(5)]
    HandOver(#[cbor(n(0), with = "minicbor::bytes")] [u8; 16]),
}

/// Names the sort of wish, and no secret.
impl core::fmt::Debug for Wish {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Invite { .. } => "Invite",
            Self::Revoke(_) => "Revoke",
            Self::SetRole { .. } => "SetRole",
            Self::Remove(_) => "Remove",
            Self::Leave => "Leave",
            Self::HandOver(_) => "HandOver",
        })
    }
}

/// Meta `wish/...`.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct WishRow {
    #[n(0)]
    number: u64,
    #[n(1)]
    wish: Wish,
}

#[derive(Debug)]
pub(super) struct Wished {
    pub(super) ask: Id,
    pub(super) wish: Wish,
    number: u64,
    /// It was asked for in this tab. Those of other tabs are the business of the one that leads.
    here: bool,
}

/// What the relay was asked on the connection there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Brought {
    #[default]
    Nothing,
    /// Something that is owed without anybody wishing for it.
    Owed,
    /// The next entry towards a wish.
    Wish(Id),
}

/// Everything wanted, in order.
#[derive(Debug, Default)]
pub(crate) struct Wishes {
    pub(super) all: Vec<Wished>,
    /// An entry was brought to the relay and not answered.
    pub(super) brought: Brought,
    /// Another entry came first, or the relay holds more of somebody than was accounted for: the roster was so long
    /// then, and when it is tried again if nothing else comes.
    pub(super) behind: Option<(u64, i64)>,
    /// What came of those that are over.
    pub(crate) outcomes: Vec<(Id, Result<(), TeamProblem>)>,
}

impl Wishes {
    /// As they were stored.
    pub(super) fn stored(meta: &[Row], space: &SpaceId) -> Self {
        let prefix = rows::sort_prefix(rows::WISH, space);
        let wished = meta.iter().filter_map(|row| {
            let ask = row.key.strip_prefix(prefix.as_slice())?.try_into().ok()?;
            let WishRow { number, wish } = rows::decode(&row.value)?;
            Some(Wished {
                ask: Id(ask),
                wish,
                number,
                here: false,
            })
        });
        let mut all: Vec<_> = wished.collect();
        all.sort_by_key(|wished| wished.number);
        Self {
            all,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, batch: &mut Batch, space: &SpaceId, ask: Id, wish: Wish) {
        let number = self.all.last().map_or(0, |last| last.number + 1);
        let row = WishRow {
            number,
            wish: wish.clone(),
        };
        batch.write(rows::put(Table::Meta, key(space, ask), rows::encode(&row)));
        self.all.push(Wished {
            ask,
            wish,
            number,
            here: true,
        });
    }

    /// One is over.
    pub(super) fn end(
        &mut self,
        batch: &mut Batch,
        space: &SpaceId,
        ask: Id,
        outcome: Result<(), TeamProblem>,
    ) {
        self.all.retain(|wished| wished.ask != ask);
        batch.write(rows::remove(Table::Meta, key(space, ask)));
        self.outcomes.push((ask, outcome));
    }

    /// The one to go about now.
    pub(super) fn next(&self, leads: bool) -> Option<(Id, Wish)> {
        let mut mine = self.all.iter().filter(|wished| wished.here || leads);
        mine.next().map(|wished| (wished.ask, wished.wish.clone()))
    }

    /// Whether this tab has something to say to the relay, even if it does not lead.
    pub(crate) fn need_relay(&self) -> bool {
        self.all.iter().any(|wished| wished.here)
    }

    /// When to draft anew, of itself.
    pub(crate) fn wake_at_ms(&self) -> Option<i64> {
        self.behind.map(|(_, at_ms)| at_ms)
    }

    /// Whether one is still open.
    pub(crate) fn has(&self, ask: Id) -> bool {
        self.all.iter().any(|wished| wished.ask == ask)
    }
}

fn key(space: &SpaceId, ask: Id) -> Vec<u8> {
    [rows::sort_prefix(rows::WISH, space), ask.0.to_vec()].concat()
}
