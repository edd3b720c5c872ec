//! The engine: one input at a time in, effects out.

mod beginning;

use crate::backups::{Backups, Checked};
use crate::ctx::{Ctx, LoadFor};
use crate::desk::Desk;
use crate::io::{Effect, Input, Line, LinkEnd, LinkId, Now, Row, Ticket};
use crate::joining::JoiningHere;
use crate::outbox::Done;
use crate::teams::{Tab, Teams};
use commonplace_api::status::WordsProblem;
use commonplace_api::wire::{FromCore, ToCore};
use commonplace_api::{Problem, Session, Update, View, ViewId};
use rand_core::CryptoRng;

/// Everything a tab knows and decides. See the module [`crate::io`] for how to drive it.
#[derive(Debug)]
pub struct Engine {
    ctx: Ctx,
    phase: Phase,
    slot: u32,
    home: String,
    leader: bool,
    tabs: Option<LinkId>,
    teams: Teams,
    /// An identity about to be made, while it is checked that there is none yet.
    making: Option<Checked>,
    backups: Backups,
    asked_to_keep: bool,
    wake_at_ms: Option<i64>,
}

#[derive(Debug)]
enum Phase {
    /// Nothing was read yet.
    Opening,
    /// There is no journal on this device.
    New {
        refused: Option<WordsProblem>,
        joining: Box<JoiningHere>,
    },
    /// There is.
    Open(Box<Desk>),
    /// There is one that cannot be opened.
    Broken(Problem),
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine that waits for [`Input::Boot`].
    pub fn new() -> Self {
        Self {
            ctx: Ctx::new(Line::OWN),
            phase: Phase::Opening,
            slot: 0,
            home: String::new(),
            leader: false,
            tabs: None,
            teams: Teams::default(),
            making: None,
            backups: Backups::default(),
            asked_to_keep: false,
            wake_at_ms: None,
        }
    }

    /// Takes in what happened and says what is to be done about it, in order.
    pub fn handle(&mut self, now: Now, rng: &mut dyn CryptoRng, input: Input) -> Vec<Effect> {
        self.ctx.now = now;
        self.take(rng, input);
        self.go_on(rng);
        let mut effects = self.ctx.take_effects();
        effects.extend(self.teams.take_effects());
        effects
    }

    /// What the parts may know of this tab.
    fn tab(slot: u32, home: &str, leader: bool, tabs: Option<LinkId>) -> Tab<'_> {
        Tab {
            slot,
            home,
            leader,
            tabs,
        }
    }

    fn take(&mut self, rng: &mut dyn CryptoRng, input: Input) {
        let tab = Self::tab(self.slot, &self.home, self.leader, self.tabs);
        let Some(input) = self.teams.take(&mut self.ctx, rng, tab, input) else {
            return;
        };
        match input {
            Input::Boot { meta, slot, relay } => self.boot(rng, &meta, slot, relay),
            Input::Screen(said) => self.screen(rng, said),
            Input::Leader(leader) => {
                self.leader = leader;
                self.look_at_the_disk();
            }
            Input::Kept(kept) => self.ctx.kept = Some(kept),
            Input::Stored(ticket) => match self.ctx.outbox.stored(ticket) {
                Some(done) => self.stored(rng, &done),
                None => self.teams.stored(rng, ticket),
            },
            Input::StoreFailed { ticket, problem } => {
                self.teams.store_failed(ticket, &problem);
                self.ctx.outbox.failed(ticket, problem, self.ctx.now.ms);
            }
            Input::FileRead(bytes) => self.file_read(rng, bytes),
            Input::Loaded { ticket, rows } => self.loaded(rng, ticket, rows),
            Input::LinkOpened {
                link,
                end: LinkEnd::Tabs,
            } => {
                self.tabs = Some(link);
                self.open_tabs_links(rng);
            }
            Input::Tick => {
                // Whatever is still due later is asked for again, even by an alarm that went early.
                self.wake_at_ms = None;
                self.for_the_desk(rng, Input::Tick);
            }
            other => self.for_the_desk(rng, other),
        }
    }

    fn for_the_desk(&mut self, rng: &mut dyn CryptoRng, input: Input) {
        let (Phase::Open(desk), ctx) = (&mut self.phase, &mut self.ctx) else {
            return self.for_the_newcomer(rng, input);
        };
        match input {
            Input::FromLeader(_) if self.leader => {}
            input => desk.take(ctx, rng, input),
        }
    }

    /// Others are listened to once everything stored is known: what they tell adds to it.
    fn open_tabs_link(&mut self, rng: &mut dyn CryptoRng) {
        if let (Phase::Open(desk), Some(link)) = (&mut self.phase, self.tabs)
            && desk.is_loaded()
        {
            desk.link_opened(&mut self.ctx, rng, link, LinkEnd::Tabs);
        }
    }

    /// The teams that have read everything listen, too. Those that have not begin by themselves.
    fn open_tabs_links(&mut self, rng: &mut dyn CryptoRng) {
        self.open_tabs_link(rng);
        let tab = Self::tab(self.slot, &self.home, self.leader, self.tabs);
        self.teams.open_tabs_links(rng, tab);
    }

    fn screen(&mut self, rng: &mut dyn CryptoRng, said: ToCore) {
        match said {
            ToCore::Subscribe(id, view) => self.subscribe(rng, id, view),
            ToCore::Unsubscribe(id) => {
                self.teams.unsubscribe(rng, id);
                let view = self.ctx.views.remove(id);
                if let Phase::Open(desk) = &mut self.phase {
                    desk.photos.unwatch(id);
                }
                if let (Phase::Open(desk), Some(View::Entry(entry))) = (&mut self.phase, view) {
                    desk.editor_left(&mut self.ctx, rng, id, entry);
                }
            }
            ToCore::Command(command) => self.command(rng, command),
            ToCore::Hidden => {
                self.teams.hide(rng);
                if let Phase::Open(desk) = &mut self.phase {
                    desk.commit_rested(&mut self.ctx, rng, true);
                    desk.put_confirmed(&mut self.ctx);
                }
            }
            ToCore::Shown => {
                self.teams.in_sight();
                self.teams.look_at_the_disk();
                self.look_at_the_disk();
            }
            ToCore::Online(online) => {
                self.teams.network(online);
                if let Phase::Open(desk) = &mut self.phase {
                    desk.network(&mut self.ctx, online);
                }
            }
            ToCore::Kept(kept) => self.ctx.kept = Some(kept),
            // The shell's business: files, and whether somebody is there.
            ToCore::Active | ToCore::MakeCalendar(_) => {}
        }
    }

    /// Other tabs may have stored something that this one did not hear of.
    fn look_at_the_disk(&mut self) {
        if let Phase::Open(desk) = &self.phase
            && desk.is_loaded()
        {
            desk.load_tips(&mut self.ctx);
            desk.load_chunks(&mut self.ctx);
        }
    }

    fn subscribe(&mut self, rng: &mut dyn CryptoRng, id: ViewId, view: View) {
        let view = match view {
            View::In(team, inner) => {
                // While the team is not here, that much can be said.
                self.ctx.views.add(id, View::In(team, inner.clone()));
                self.teams.subscribe(rng, id, team, *inner);
                if !self.teams.waits_for(id) {
                    self.ctx.views.remove(id);
                }
                return;
            }
            view => view,
        };
        self.ctx.views.add(id, view.clone());
        if let (Phase::Open(desk), View::Entry(entry)) = (&mut self.phase, view) {
            desk.watch_text(&mut self.ctx, rng, id, entry);
        }
    }

    fn stored(&mut self, rng: &mut dyn CryptoRng, done: &Done) {
        if done.identity {
            self.ctx.push(Effect::TabsReload);
        }
        if !self.asked_to_keep && self.ctx.kept.is_none() && !done.records.is_empty() {
            self.asked_to_keep = true;
            self.ctx.push(Effect::Tell(FromCore::AskToKeep));
        }
        if let Phase::Open(desk) = &mut self.phase {
            desk.stored(&mut self.ctx, rng, done);
        }
    }

    fn loaded(&mut self, rng: &mut dyn CryptoRng, ticket: Ticket, rows: Result<Vec<Row>, Problem>) {
        let Some(purpose) = self.ctx.loaded(ticket) else {
            if let Phase::Open(desk) = &self.phase {
                let tab = Self::tab(self.slot, &self.home, self.leader, self.tabs);
                let came = self.teams.loaded(rng, tab, desk, ticket, rows);
                came.into_iter()
                    .for_each(|view| drop(self.ctx.views.remove(view)));
            }
            return;
        };
        if purpose == LoadFor::Begin {
            return self.made(rng, &rows);
        }
        let (Phase::Open(desk), ctx) = (&mut self.phase, &mut self.ctx) else {
            return;
        };
        if purpose == LoadFor::Backup {
            return self.backups.records(ctx, desk, rows);
        }
        if purpose == LoadFor::Clearing {
            return self.teams.cleared_read(ctx, desk, rows);
        }
        let first = purpose == LoadFor::Cards;
        desk.loaded(ctx, rng, purpose, ticket, rows);
        if first {
            self.open_tabs_link(rng);
        }
    }

    /// What follows from everything so far: records of what has rested, the next slice of an
    /// import, the next write, and what the screens are told.
    fn go_on(&mut self, rng: &mut dyn CryptoRng) {
        match &mut self.phase {
            Phase::Opening => self.tell_session(&Session::Opening),
            Phase::New { refused, joining } => {
                let session = Session::New {
                    refused: refused.clone(),
                };
                let joining = joining.taking.state();
                self.tell_session(&session);
                self.tell_all(&View::Joining, &Update::Joining(joining));
                let tab = Self::tab(self.slot, &self.home, self.leader, self.tabs);
                self.teams.show_links(&mut self.ctx, tab);
            }
            Phase::Broken(problem) => {
                let session = Session::Broken(problem.clone());
                self.tell_session(&session);
            }
            Phase::Open(desk) => {
                self.backups.go_on(&mut self.ctx, rng, desk);
                desk.forgetting.hold_still = self.backups.is_making();
                let tab = Self::tab(self.slot, &self.home, self.leader, self.tabs);
                self.teams.go_on((&mut self.ctx, desk), rng, tab);
                desk.go_on(&mut self.ctx, rng, self.leader);
                self.ctx.flush_outbox();
                self.ctx.elsewhere = self.teams.saved();
                self.teams.show(&mut self.ctx, desk, tab);
                desk.show(&mut self.ctx);
            }
        }
        self.backups.tell(&mut self.ctx);
        self.ask_to_be_woken();
    }

    fn tell_session(&mut self, session: &Session) {
        self.tell_all(&View::Session, &Update::Session(session.clone()));
    }

    fn tell_all(&mut self, to: &View, update: &Update) {
        for (id, view) in self.ctx.views.lists() {
            if view == *to {
                self.ctx.tell(id, update.clone());
            }
        }
    }

    fn ask_to_be_woken(&mut self) {
        let desk = match &mut self.phase {
            Phase::Open(desk) => desk.wake_at_ms(&self.ctx),
            Phase::New { joining, .. } => joining.taking.give_up_at_ms(),
            _ => None,
        };
        let teams = self.teams.wake_at_ms();
        let next = [desk, teams, self.ctx.outbox.retry_at_ms()]
            .into_iter()
            .flatten()
            .min();
        if next != self.wake_at_ms {
            self.wake_at_ms = next;
            if let Some(at) = next {
                self.ctx.push(Effect::WakeAt(at));
            }
        }
    }
}
