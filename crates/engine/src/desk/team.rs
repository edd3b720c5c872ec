//! What the desk of a team has besides that of the person's own journal: who this person is there, whether they are
//! still let in, and what they want changed in the roster. Must not touch what is the person's alone.

mod company;
mod lineage;
mod people;
mod sampling;
mod wishes;
mod wishing;

use super::booting::{Furniture, Start};
use super::{Ctx, Desk};
use crate::ctx::LoadFor;
use crate::error::EngineError;
use crate::io::{Row, Table};
use crate::outbox::Batch;
use crate::rows::{self, IdentityRow};
use commonplace_api::team::space::{MembershipChange, Role, TeamState};
use commonplace_api::{Id, Kind, RelayState};
use commonplace_domain::membership::Membership;
use commonplace_protocol::{MemberKey, Roster, SpaceId, roster};
use commonplace_sync::{Seed, TeamHandle, TeamMember};
use company::Company;
use lineage::Lineage;
use rand_core::CryptoRng;
pub(crate) use wishes::Wishes;
pub(crate) use wishing::{problem, problem_of};

/// Whose space a desk has.
#[derive(Debug)]
pub(crate) enum Whose {
    /// The person's own.
    Person,
    /// A team's.
    Team(Box<Belonging>),
}

/// This person in a team.
#[derive(Debug)]
pub(crate) struct Belonging {
    handle: TeamHandle,
    /// Who they are there by the newest keys of theirs that this device has.
    own: MemberKey,
    /// What they keep of it in their own journal.
    pub(crate) kept: Membership,
    lineage: Lineage,
    pub(crate) wishes: Wishes,
    pub(super) company: Company,
    /// What is to be kept in the person's own journal.
    to_keep: Vec<MembershipChange>,
    /// An invite is being used: nobody is a member yet.
    pub(crate) at_the_door: bool,
    /// When it last looked whether there is something to say of this person.
    looked_at_ms: Option<i64>,
}

impl Whose {
    /// Where the replica of a slot is kept.
    pub(super) fn slot_key(&self, slot: u32, space: &SpaceId) -> Vec<u8> {
        match self {
            Self::Person => rows::slot_key(slot),
            Self::Team(_) => rows::team_slot_key(slot, space),
        }
    }
}

/// The handle in a membership.
pub(crate) fn handle_of(kept: &Membership) -> Option<TeamHandle> {
    let bytes: [u8; 32] = kept.handle.as_slice().try_into().ok()?;
    Some(TeamHandle::from_bytes(bytes))
}

/// Who the person of `identity` is in a team: by the newest keys its roster knows of theirs, if this device has them.
fn member_in(identity: &IdentityRow, handle: &TeamHandle, roster: &Roster) -> TeamMember {
    let person = identity.person_key();
    let member = person.in_team(handle);
    if roster.member(&member.member()).is_some() {
        return member;
    }
    // The team may not have heard of the keys there are now: whoever has the words is still let in by those before.
    let seed = identity.renewing.or(identity.seed).map(Seed::from_bytes);
    let before = seed.and_then(|seed| seed.current_in(handle, roster, identity.generation));
    before.map_or(member, |before| before.in_team(handle))
}

impl Desk {
    /// The space of a team, with nothing listed yet.
    pub(crate) fn open_team(
        identity: IdentityRow,
        kept: Membership,
        start: Start<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, EngineError> {
        let handle = handle_of(&kept).ok_or(EngineError::Lost)?;
        let mut roster = Roster::start(&kept.genesis)?;
        let genesis = roster.clone();
        let prefix = rows::roster_prefix(&roster.space());
        let entries = start.meta.iter().filter(|row| row.key.starts_with(&prefix));
        for row in entries.skip(1) {
            roster.append(&row.value)?;
        }
        let member = member_in(&identity, &handle, &roster);
        let owner = member.identity(&genesis);
        let space = roster.space();
        let new_here = !start
            .meta
            .iter()
            .any(|row| row.key == rows::roster_key(&space, 0));
        let belonging = Belonging {
            own: identity.person_key().in_team(&handle).member(),
            handle,
            wishes: Wishes::stored(start.meta, &space),
            kept,
            company: Company::default(),
            lineage: Lineage::default(),
            to_keep: Vec::new(),
            at_the_door: false,
            looked_at_ms: None,
        };
        let furniture = Furniture {
            whose: Whose::Team(Box::new(belonging)),
            arriving: new_here,
            identity,
            owner,
            roster: genesis,
        };
        let mut desk = Self::furnish(furniture, start, rng, |roster| member.keys_in(roster))?;
        desk.trace_people();
        Ok(desk)
    }

    pub(crate) const fn belonging(&self) -> Option<&Belonging> {
        match &self.whose {
            Whose::Person => None,
            Whose::Team(belonging) => Some(belonging),
        }
    }

    pub(crate) const fn belonging_mut(&mut self) -> Option<&mut Belonging> {
        match &mut self.whose {
            Whose::Person => None,
            Whose::Team(belonging) => Some(belonging),
        }
    }

    /// Stores the first entry of the roster, which came with the membership.
    pub(crate) fn put_genesis(&self, ctx: &mut Ctx) {
        let Some(belonging) = self.belonging() else {
            return;
        };
        let mut batch = Batch::default();
        let key = rows::roster_key(&self.space, 0);
        batch.write(rows::put(Table::Meta, key, belonging.kept.genesis.clone()));
        ctx.outbox.add(batch);
    }

    /// What this person may do in it now; `None` if they are no member.
    pub(crate) fn role(&self) -> Option<Role> {
        let space = self.space()?;
        let member = space.newest_roster().member(&space.member())?;
        Some(role_of(member.role))
    }

    /// Whether something can be written here: always in one's own journal.
    pub(crate) fn may_write(&self) -> bool {
        match self.whose {
            Whose::Person => true,
            Whose::Team(_) => matches!(self.role(), Some(Role::Admin | Role::Member)),
        }
    }

    /// How it stands with a team on this device.
    pub(crate) fn team_state(&self) -> TeamState {
        if !self.cards_loaded {
            return TeamState::Opening;
        }
        let (Some(space), Some(belonging)) = (self.space(), self.belonging()) else {
            return TeamState::Damaged;
        };
        let (roster, own) = (space.newest_roster(), space.member());
        if roster.member(&own).is_some() {
            return match self.arriving {
                Some(_) => TeamState::Arriving,
                None => TeamState::Open,
            };
        }
        if roster.ended(&own).is_none() && self.relay.state != RelayState::ShutOut {
            return TeamState::Arriving;
        }
        if roster.member(&roster.newest_key(&own)).is_some() {
            TeamState::KeysRenewed
        } else if belonging.kept.left || self.left_by_hand() {
            TeamState::Left
        } else {
            TeamState::Removed
        }
    }

    /// Whether the entry that ended this person's membership was their own.
    fn left_by_hand(&self) -> bool {
        let ended = self.space().and_then(|space| {
            let roster = space.newest_roster();
            let number = roster.ended(&space.member())?;
            let entry = roster.entries().get(usize::try_from(number).ok()?)?;
            let author = roster::Entry::parse(entry).ok()?.author();
            Some(author == space.member())
        });
        ended == Some(true)
    }

    /// Whether nobody else is a member.
    pub(crate) fn is_alone(&self) -> bool {
        let space = self.space();
        space.is_some_and(|space| space.newest_roster().members().count() == 1)
    }

    /// Whether this person's membership is over for good.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.team_state(), TeamState::Removed | TeamState::Left)
    }

    /// What is to be kept of this team in the person's own journal.
    pub(crate) fn take_to_keep(&mut self) -> Vec<MembershipChange> {
        self.belonging_mut()
            .map(|belonging| core::mem::take(&mut belonging.to_keep))
            .unwrap_or_default()
    }

    /// The person has other keys now, or learned how far they are.
    pub(crate) fn person_changed(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        identity: &IdentityRow,
    ) {
        if self.identity == *identity {
            return;
        }
        let renewed = self.identity.generation != identity.generation;
        self.identity = identity.clone();
        if let Some(belonging) = self.belonging_mut().filter(|_| renewed) {
            let own = identity.person_key().in_team(&belonging.handle);
            belonging.own = own.member();
        }
        if renewed {
            self.go_by_newest_keys(ctx, rng);
        }
    }

    /// Goes on under the keys the roster names, or shows others those that it may name.
    fn go_by_newest_keys(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        let Some(handle) = self.belonging().map(|belonging| belonging.handle.clone()) else {
            return;
        };
        let Some(space) = self.space() else {
            return;
        };
        if self
            .belonging()
            .is_some_and(|team| team.own == space.member())
        {
            return;
        }
        let own = self.identity.person_key().in_team(&handle);
        let Some(space) = self.space_mut() else {
            return;
        };
        let identity = own.identity(space.newest_roster());
        if space.newest_roster().member(&own.member()).is_some() {
            space.adopt(identity);
            space.new_writer(rng);
            self.slot_stored = false;
            self.greet_anew(ctx, rng);
        } else if space.is_shut_out() {
            space.stand_for(identity);
            self.greet_anew(ctx, rng);
        }
    }

    /// The roster went on.
    pub(super) fn team_roster_changed(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        self.relist = true;
        self.trace_people();
        self.go_by_newest_keys(ctx, rng);
        let Some(handle) = self.belonging().map(|belonging| belonging.handle.clone()) else {
            return;
        };
        let identity = self.identity.clone();
        if let Some(space) = self.space_mut() {
            let member = member_in(&identity, &handle, space.roster());
            if member.member() == space.member() {
                let keys = member.keys_in(space.roster());
                space.take_keys(keys);
            }
        }
        self.wishes_changed();
    }

    /// The tab that leads has stored more of the roster than is known here: reads it. In the person's own journal that
    /// begins every tab anew.
    pub(super) fn follow_roster(&self, ctx: &mut Ctx) {
        let known = self.space().map_or(0, |space| space.newest_roster().len());
        if self.belonging().is_some() && self.cards_loaded && self.relay.roster > known {
            let entries = rows::roster_prefix(&self.space);
            ctx.load(rows::all_under(Table::Meta, &entries), LoadFor::Roster);
        }
    }

    /// It was read; so are the records that were written by it.
    pub(super) fn roster_read(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, found: &[Row]) {
        let Some(space) = self.space_mut() else {
            return;
        };
        let known = space.newest_roster().entries().len();
        for row in found.iter().skip(known) {
            if space.append_to_roster(&row.value).is_err() {
                break;
            }
        }
        self.team_roster_changed(ctx, rng);
        self.load_tips(ctx);
    }

    /// What the team is called, as far as it is known here.
    pub(crate) fn team_name(&self) -> Option<String> {
        let card = self.journal.card(Id::TEAM);
        let card = card.filter(|card| card.kind() == Some(Kind::Team));
        card.map(|card| card.title.clone())
            .filter(|name| !name.is_empty())
    }

    /// Entries of the roster that came by another way than the link.
    pub(crate) fn take_team_roster(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        entries: &[Vec<u8>],
    ) {
        self.take_roster(ctx, entries);
        self.team_roster_changed(ctx, rng);
        // What was shown to the relay before is not who was let in.
        self.greet_anew(ctx, rng);
    }
}

pub(crate) const fn role_of(role: roster::Role) -> Role {
    match role {
        roster::Role::Admin => Role::Admin,
        roster::Role::Member => Role::Member,
        roster::Role::Reader => Role::Reader,
    }
}

pub(crate) const fn role_in_roster(role: Role) -> roster::Role {
    match role {
        Role::Admin => roster::Role::Admin,
        Role::Member => roster::Role::Member,
        Role::Reader => roster::Role::Reader,
    }
}
