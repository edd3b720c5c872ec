//! The teams of this person, each with a desk and a context of its own, beside the desk of their own journal, which
//! remembers them. Opens what the journal knows of, passes on what happens to whom it concerns, and keeps in the journal
//! what a team wants kept. Must not write in a space itself: its desk does.

mod beginning;
mod clearing;
mod doing;
mod doors;
mod following;
mod hearing;
mod room;
mod showing;

use crate::ctx::Ctx;
use crate::desk::Desk;
use crate::io::{Effect, Line, LinkId, Ticket};
use clearing::Clearing;
use commonplace_api::team::space::{Asked, MembershipChange, TeamCommand, TeamId, TeamProblem};
use commonplace_api::{Change, Command, Id, Notice, Problem, View, ViewId};
use commonplace_domain::membership::{self, Membership};
use commonplace_protocol::SpaceId;
use doors::Doors;
use rand_core::CryptoRng;
use room::Room;
use std::collections::BTreeMap;

/// All of them, and what is under way about them.
#[derive(Debug, Default)]
pub(crate) struct Teams {
    rooms: BTreeMap<SpaceId, Room>,
    doors: Doors,
    clearing: Clearing,
    /// What became of what screens asked for.
    asked: BTreeMap<Id, Asked>,
    /// Views of teams that are not here, or not yet.
    waiting: BTreeMap<ViewId, (TeamId, View)>,
    /// Which line a connection was made on.
    ends: BTreeMap<LinkId, Line>,
    lines: u32,
    /// What the person's own journal knew of when it was last followed.
    followed: Option<Vec<Membership>>,
}

/// What a tab knows of itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tab<'a> {
    pub(crate) slot: u32,
    pub(crate) home: &'a str,
    pub(crate) leader: bool,
    /// The connection to the other tabs.
    pub(crate) tabs: Option<LinkId>,
}

impl Teams {
    /// The store answered a write of a team.
    pub(crate) fn stored(&mut self, rng: &mut dyn CryptoRng, ticket: Ticket) {
        self.each(|room| room.stored(rng, ticket));
    }

    pub(crate) fn store_failed(&mut self, ticket: Ticket, problem: &Problem) {
        self.each(|room| {
            let now_ms = room.ctx.now.ms;
            room.ctx.outbox.failed(ticket, problem.clone(), now_ms);
        });
    }

    pub(crate) fn look_at_the_disk(&mut self) {
        self.each(Room::look_at_the_disk);
    }

    /// The page came into sight again.
    pub(crate) fn in_sight(&mut self) {
        self.each(|room| room.in_sight(true));
    }

    /// Everything typed is made into records: the page may be gone soon.
    pub(crate) fn hide(&mut self, rng: &mut dyn CryptoRng) {
        self.each(|room| {
            room.hide(rng);
            room.in_sight(false);
        });
    }

    pub(crate) fn network(&mut self, online: bool) {
        self.each(|room| room.network(online));
    }

    /// What somebody wants done, if it is about a team.
    pub(crate) fn command(
        &mut self,
        (own, desk): (&mut Ctx, &mut Desk),
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
        command: Command,
    ) -> Option<Command> {
        match command {
            Command::StartTeam { ask, team } => {
                self.start(own, desk, rng, tab, ask, &team);
                None
            }
            Command::JoinTeam {
                ask,
                link,
                your_name,
            } => {
                self.join(own, desk, tab, ask, &link, &your_name);
                None
            }
            Command::CloseAsked(ask) => {
                self.asked.remove(&ask);
                self.doors.give_up(own, ask);
                self.each(|room| room.give_up(ask));
                None
            }
            Command::ClearTeam(team) => {
                self.clear(own, desk, rng, team);
                None
            }
            Command::In(team, command) => {
                self.in_team(own, rng, team, command);
                None
            }
            // An editor of a team says only which it is.
            Command::EditText { view, .. }
            | Command::PatchApplied { view, .. }
            | Command::OfferAgain { view, .. } => {
                let mut rooms = self.rooms.values_mut();
                match rooms.find(|room| room.ctx.views.get(view).is_some()) {
                    Some(room) => {
                        room.command(rng, command);
                        None
                    }
                    None => Some(command),
                }
            }
            Command::RetryNow => {
                self.each(|room| room.command(rng, Command::RetryNow));
                Some(Command::RetryNow)
            }
            // Nothing of a team may be lost by leaving a device, either.
            Command::SignOut if self.rooms.values_mut().any(Room::holds_back) => {
                own.notice(Notice::OnlyHere);
                None
            }
            // What a person keeps of their teams is the core's own to write.
            Command::Change {
                change: Change::Membership(_),
                ..
            } => None,
            other => Some(other),
        }
    }

    fn in_team(
        &mut self,
        own: &mut Ctx,
        rng: &mut dyn CryptoRng,
        team: TeamId,
        command: TeamCommand,
    ) {
        let refused = match self.rooms.get_mut(&SpaceId(team.0)) {
            Some(room) => match command {
                TeamCommand::Ask(ask, wanted) => {
                    self.asked.insert(ask, Asked::Working);
                    room.ask(rng, ask, &wanted);
                    return;
                }
                command => room.do_in(rng, command),
            },
            // There is nobody to tell, and nobody asked for anything.
            None if matches!(command, TeamCommand::Look(_)) => Ok(()),
            None => Err(TeamProblem::NotHere),
        };
        if let Err(problem) = refused {
            own.notice(Notice::NotInTeam(team, problem));
        }
    }

    /// A screen wants to watch something of a team.
    pub(crate) fn subscribe(
        &mut self,
        rng: &mut dyn CryptoRng,
        id: ViewId,
        team: TeamId,
        view: View,
    ) {
        match self.rooms.get_mut(&SpaceId(team.0)) {
            Some(room) if room.is_open() => room.subscribe(rng, id, view),
            _ => {
                self.waiting.insert(id, (team, view));
            }
        }
    }

    /// A screen watches it no longer.
    pub(crate) fn unsubscribe(&mut self, rng: &mut dyn CryptoRng, id: ViewId) {
        self.waiting.remove(&id);
        self.each(|room| room.unsubscribe(rng, id));
    }

    /// Whether a view waits for its team.
    pub(crate) fn waits_for(&self, id: ViewId) -> bool {
        self.waiting.contains_key(&id)
    }

    /// Gives a team that was opened the views that waited for it, and says which these are.
    fn bring_views(&mut self, rng: &mut dyn CryptoRng, space: &SpaceId) -> Vec<ViewId> {
        let Some(room) = self.rooms.get_mut(space) else {
            return Vec::new();
        };
        let here = |(team, _): &(TeamId, View)| team.0 == space.0;
        let ids = self.waiting.iter().filter(|(_, waiting)| here(waiting));
        let ids: Vec<_> = ids.map(|(id, _)| *id).collect();
        for id in &ids {
            if let Some((_, view)) = self.waiting.remove(id) {
                room.subscribe(rng, *id, view);
            }
        }
        ids
    }

    /// The tabs can hear each other: those who have read everything listen.
    pub(crate) fn open_tabs_links(&mut self, rng: &mut dyn CryptoRng, tab: Tab<'_>) {
        self.each(|room| room.open_tabs_link(rng, tab));
    }

    /// Everything that follows from the last input.
    pub(crate) fn go_on(
        &mut self,
        (own, desk): (&mut Ctx, &mut Desk),
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
    ) {
        for room in self.rooms.values_mut() {
            room.ctx.now = own.now;
            room.ctx.kept = own.kept;
        }
        self.follow_the_journal(own, desk);
        if tab.leader {
            self.note_names(own, desk, rng);
            self.mind_clearing(own, desk);
        }
        self.go_through_doors(own, desk, rng, tab);
        let mut owed = false;
        for room in self.rooms.values_mut() {
            room.go_on(rng, tab, desk);
            owed |= room.owes_renewal();
            for change in room.take_to_keep(tab.leader) {
                keep(own, desk, rng, &room.space, change);
            }
            for (ask, outcome) in room.take_outcomes() {
                let became = match outcome {
                    Ok(()) => Asked::Done(TeamId(room.space.0)),
                    Err(problem) => Asked::Failed(problem),
                };
                self.asked.insert(ask, became);
            }
        }
        // Once every team goes by the newest keys, nothing needs the words any more.
        let arrived = desk.is_loaded() && desk.arriving.is_none();
        let all_read = !self.rooms.values().any(Room::is_opening);
        if desk.identity.renewing.is_some() && arrived && all_read && !owed {
            desk.identity.renewing = None;
            desk.put_identity(own, false);
        }
    }

    fn new_line(&mut self) -> Line {
        self.lines += 1;
        Line(self.lines)
    }

    fn on(&mut self, line: Line) -> Option<&mut Room> {
        let mut rooms = self.rooms.values_mut();
        rooms.find(|room| room.ctx.line() == line)
    }

    fn at(&mut self, link: LinkId) -> Option<&mut Room> {
        let line = self.ends.get(&link).copied()?;
        self.on(line)
    }

    fn each(&mut self, what: impl FnMut(&mut Room)) {
        self.rooms.values_mut().for_each(what);
    }

    /// What is to be done, in the order of each team.
    pub(crate) fn take_effects(&mut self) -> Vec<Effect> {
        let rooms = self.rooms.values_mut();
        rooms.flat_map(Room::take_effects).collect()
    }

    pub(crate) fn wake_at_ms(&mut self) -> Option<i64> {
        let rooms = self.rooms.values_mut().filter_map(Room::wake_at_ms);
        rooms.chain(self.doors.wake_at_ms()).min()
    }
}

/// Keeps something of a team in the person's own journal.
fn keep(
    own: &mut Ctx,
    desk: &mut Desk,
    rng: &mut dyn CryptoRng,
    space: &SpaceId,
    change: MembershipChange,
) {
    let id = membership::id(space.as_bytes());
    desk.change(own, rng, id, Change::Membership(change));
}
