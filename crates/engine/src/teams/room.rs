//! One team of this tab: its desk once it was read, and the context it works in. Says no to what this person may not do
//! there before the desk is asked.

use super::Tab;
use crate::ctx::{Ctx, LoadFor};
use crate::desk::{Desk, Start, handle_of};
use crate::io::{Effect, Input, Line, LinkEnd, LinkId, Row, Ticket};
use commonplace_api::team::space::{MembershipChange, TeamId, TeamProblem, TeamRow, TeamState};
use commonplace_api::wire::FromCore;
use commonplace_api::{Command, Id, Notice, Problem, RelayState, Saved, View, ViewId};
use commonplace_domain::membership::Membership;
use commonplace_protocol::SpaceId;
use rand_core::CryptoRng;

#[derive(Debug)]
pub(super) struct Room {
    pub(super) space: SpaceId,
    pub(super) ctx: Ctx,
    pub(super) kept: Membership,
    state: State,
    /// What was said to the person's own journal in this tab, which takes a moment to know it.
    said: Said,
}

/// See [`Room`].
#[derive(Debug, Default)]
struct Said {
    name: String,
    left: bool,
    joined: bool,
}

#[derive(Debug)]
enum State {
    Opening,
    Open(Box<Desk>),
    Damaged,
}

impl Room {
    /// A team that is being read.
    pub(super) fn new(space: SpaceId, kept: Membership, line: Line, own: &Ctx) -> Self {
        let mut ctx = Ctx::new(line);
        (ctx.now, ctx.kept) = (own.now, own.kept);
        Self {
            space,
            ctx,
            kept,
            state: State::Opening,
            said: Said::default(),
        }
    }

    pub(super) const fn is_open(&self) -> bool {
        matches!(self.state, State::Open(_))
    }

    pub(super) const fn is_opening(&self) -> bool {
        matches!(self.state, State::Opening)
    }

    pub(super) const fn desk(&self) -> Option<&Desk> {
        match &self.state {
            State::Open(desk) => Some(desk),
            _ => None,
        }
    }

    pub(super) fn parts(&mut self) -> Option<(&mut Desk, &mut Ctx)> {
        match &mut self.state {
            State::Open(desk) => Some((desk, &mut self.ctx)),
            _ => None,
        }
    }

    /// Opens it as it is stored. Answers whether it could.
    pub(super) fn open(
        &mut self,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        own: &Desk,
        rows: Result<Vec<Row>, Problem>,
    ) -> bool {
        let Ok(meta) = rows else {
            self.state = State::Damaged;
            return false;
        };
        let opened = self.set_up(rng, tab, own, &meta);
        if let Some((desk, ctx)) = self.parts() {
            desk.load_cards(ctx);
        }
        opened
    }

    /// A team that was just started: there is nothing to be read.
    pub(super) fn begin(&mut self, rng: &mut dyn CryptoRng, tab: Tab<'_>) {
        if let Some((desk, ctx)) = self.parts() {
            desk.cards_loaded(ctx, Vec::new());
        }
        self.open_tabs_link(rng, tab);
    }

    /// The same, of rows that are known.
    pub(super) fn set_up(
        &mut self,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        own: &Desk,
        meta: &[Row],
    ) -> bool {
        let start = Start {
            meta,
            slot: tab.slot,
            home: tab.home.to_owned(),
        };
        let desk = Desk::open_team(own.identity.clone(), self.kept.clone(), start, rng);
        let Ok(desk) = desk else {
            self.state = State::Damaged;
            return false;
        };
        if desk.arriving.is_some() {
            desk.put_genesis(&mut self.ctx);
        }
        self.state = State::Open(Box::new(desk));
        true
    }

    pub(super) fn take(&mut self, rng: &mut dyn CryptoRng, input: Input) {
        if let Some((desk, ctx)) = self.parts() {
            desk.take(ctx, rng, input);
        }
    }

    pub(super) fn link_opened(
        &mut self,
        rng: &mut dyn CryptoRng,
        link: LinkId,
        line: Line,
        audience: String,
    ) {
        let end = LinkEnd::Relay { line, audience };
        self.take(rng, Input::LinkOpened { link, end });
    }

    pub(super) fn stored(&mut self, rng: &mut dyn CryptoRng, ticket: Ticket) {
        let Some(done) = self.ctx.outbox.stored(ticket) else {
            return;
        };
        if let Some((desk, ctx)) = self.parts() {
            desk.stored(ctx, rng, &done);
        }
    }

    pub(super) fn loaded(
        &mut self,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        purpose: LoadFor,
        ticket: Ticket,
        rows: Result<Vec<Row>, Problem>,
    ) {
        let first = purpose == LoadFor::Cards;
        if let Some((desk, ctx)) = self.parts() {
            desk.loaded(ctx, rng, purpose, ticket, rows);
        }
        if first {
            self.open_tabs_link(rng, tab);
        }
    }

    pub(super) fn open_tabs_link(&mut self, rng: &mut dyn CryptoRng, tab: Tab<'_>) {
        if let (Some((desk, ctx)), Some(link)) = (self.parts(), tab.tabs)
            && desk.is_loaded()
        {
            desk.link_opened(ctx, rng, link, LinkEnd::Tabs);
        }
    }

    pub(super) fn look_at_the_disk(&mut self) {
        if let Some((desk, ctx)) = self.parts()
            && desk.is_loaded()
        {
            desk.load_tips(ctx);
            desk.load_chunks(ctx);
        }
    }

    /// The page came into sight, or went out of it.
    pub(super) fn in_sight(&mut self, in_sight: bool) {
        if let Some((desk, ctx)) = self.parts() {
            desk.page_in_sight(ctx, in_sight);
        }
    }

    pub(super) fn hide(&mut self, rng: &mut dyn CryptoRng) {
        if let Some((desk, ctx)) = self.parts() {
            desk.commit_rested(ctx, rng, true);
            desk.put_confirmed(ctx);
        }
    }

    pub(super) fn network(&mut self, online: bool) {
        if let Some((desk, ctx)) = self.parts() {
            desk.network(ctx, online);
        }
    }

    pub(super) fn command(&mut self, rng: &mut dyn CryptoRng, command: Command) {
        if let Some((desk, ctx)) = self.parts() {
            desk.command(ctx, rng, command);
        }
    }

    /// Whether the relay let this tab in.
    pub(super) fn is_connected(&self) -> bool {
        self.desk().is_some_and(Desk::is_connected)
    }

    /// Whether the roster, as it is known here, names this person.
    pub(super) fn is_member(&self) -> bool {
        self.desk().and_then(Desk::role).is_some()
    }

    /// Whether this person is its only member.
    pub(super) fn is_alone(&self) -> bool {
        self.is_member() && self.desk().is_some_and(Desk::is_alone)
    }

    /// The roster came by another way than this team's own line.
    pub(super) fn take_roster(&mut self, rng: &mut dyn CryptoRng, entries: &[Vec<u8>]) {
        if let Some((desk, ctx)) = self.parts() {
            desk.take_team_roster(ctx, rng, entries);
        }
    }

    /// While somebody is joining by an invite, there is no use in showing the relay a member it does not know.
    pub(super) fn wait_at_the_door(&mut self, waits: bool) {
        if let Some(belonging) = self.parts().and_then(|(desk, _)| desk.belonging_mut()) {
            belonging.at_the_door = waits;
        }
    }

    /// Whether a wish still waits.
    pub(super) fn waits_for(&self, ask: Id) -> bool {
        let belonging = self.desk().and_then(Desk::belonging);
        belonging.is_some_and(|belonging| belonging.wishes.has(ask))
    }

    pub(super) fn subscribe(&mut self, rng: &mut dyn CryptoRng, id: ViewId, view: View) {
        self.ctx.views.add(id, view.clone());
        if let (Some((desk, ctx)), View::Entry(entry)) = (self.parts(), view) {
            desk.watch_text(ctx, rng, id, entry);
        }
    }

    pub(super) fn unsubscribe(&mut self, rng: &mut dyn CryptoRng, id: ViewId) {
        let view = self.ctx.views.remove(id);
        let Some((desk, ctx)) = self.parts() else {
            return;
        };
        desk.photos.unwatch(id);
        if let Some(View::Entry(entry)) = view {
            desk.editor_left(ctx, rng, id, entry);
        }
    }

    pub(super) fn go_on(&mut self, rng: &mut dyn CryptoRng, tab: Tab<'_>, own: &Desk) {
        if let Some((desk, ctx)) = self.parts() {
            desk.person_changed(ctx, rng, &own.identity);
            desk.go_on(ctx, rng, tab.leader);
            ctx.flush_outbox();
            desk.show(ctx);
        } else {
            self.ctx.flush_outbox();
        }
    }

    /// What is to be kept in the person's own journal; the tab that leads sees to the name, too.
    pub(super) fn take_to_keep(&mut self, leader: bool) -> Vec<MembershipChange> {
        let (has_left, joining) = (self.kept.left, self.kept.joining().is_some());
        let Some((desk, _)) = self.parts() else {
            return Vec::new();
        };
        let mut changes = desk.take_to_keep();
        let left = desk.team_state() == TeamState::Left && !has_left;
        let joined = desk.role().is_some() && joining;
        if left && leader && !core::mem::replace(&mut self.said.left, true) {
            changes.push(MembershipChange::Left);
        }
        if joined && leader && !core::mem::replace(&mut self.said.joined, true) {
            changes.push(MembershipChange::Joined);
        }
        changes
    }

    pub(super) fn take_outcomes(&mut self) -> Vec<(Id, Result<(), TeamProblem>)> {
        let desk = self.parts().map(|(desk, _)| desk);
        desk.and_then(Desk::belonging_mut)
            .map(|belonging| core::mem::take(&mut belonging.wishes.outcomes))
            .unwrap_or_default()
    }

    pub(super) fn owes_renewal(&self) -> bool {
        self.desk().is_some_and(Desk::owes_renewal)
    }

    /// Whether this is who the person is there now.
    pub(super) fn is_same(&self, kept: &Membership) -> bool {
        handle_of(&self.kept) == handle_of(kept)
    }

    /// What the person keeps of it may have changed.
    pub(super) fn remember(&mut self, kept: Membership) {
        if self.kept == kept {
            return;
        }
        self.kept = kept.clone();
        if let Some(belonging) = self.parts().and_then(|(desk, _)| desk.belonging_mut()) {
            belonging.kept = kept;
        }
    }

    /// Whether something is only on this device.
    pub(super) fn holds_back(&mut self) -> bool {
        let Some((desk, ctx)) = self.parts() else {
            return false;
        };
        let over = desk.is_over() || !desk.may_write();
        !over && (desk.saved(ctx) != Saved::Yes || !desk.safety(ctx).may_leave())
    }

    /// Whether what was written is on the disk.
    pub(super) fn saved(&mut self) -> Saved {
        match self.parts() {
            Some((desk, ctx)) => desk.saved(ctx),
            None => self.ctx.outbox.saved(),
        }
    }

    /// As the list of teams shows it. `title`: what the person's own journal calls it.
    pub(super) fn row(&self, title: &str) -> TeamRow {
        let desk = self.desk();
        let name = desk.and_then(Desk::team_name);
        let state = match &self.state {
            State::Opening => TeamState::Opening,
            State::Open(desk) => desk.team_state(),
            State::Damaged => TeamState::Damaged,
        };
        let inside = matches!(state, TeamState::Open | TeamState::Arriving);
        TeamRow {
            team: TeamId(self.space.0),
            name: name.unwrap_or_else(|| title.to_owned()),
            me: self.kept.me(),
            role: desk.and_then(Desk::role).filter(|_| inside),
            state,
            relay: desk.map_or(RelayState::Offline, |desk| desk.relay.state.clone()),
        }
    }

    /// What the team calls itself, if the person's own journal has another name for it.
    pub(super) fn other_name(&mut self, title: &str) -> Option<String> {
        let name = self.desk().and_then(Desk::team_name)?;
        if name == title || name == self.said.name {
            return None;
        }
        self.said.name.clone_from(&name);
        Some(name)
    }

    pub(super) fn wake_at_ms(&mut self) -> Option<i64> {
        let outbox = self.ctx.outbox.retry_at_ms();
        let desk = self.parts().and_then(|(desk, ctx)| desk.wake_at_ms(ctx));
        [desk, outbox].into_iter().flatten().min()
    }

    /// What is to be done; notices say which team they are about.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        let team = TeamId(self.space.0);
        let effects = self.ctx.take_effects().into_iter();
        effects
            .map(|effect| match effect {
                Effect::Tell(FromCore::Notice(notice)) => {
                    let notice = Notice::In(team, Box::new(notice));
                    Effect::Tell(FromCore::Notice(notice))
                }
                other => other,
            })
            .collect()
    }

    /// It is closed: its line, and what was watched of it.
    pub(super) fn leave(mut self) -> (Line, Vec<(ViewId, View)>, Vec<Effect>) {
        let views = self.ctx.views.all();
        (self.ctx.line(), views, self.take_effects())
    }
}
