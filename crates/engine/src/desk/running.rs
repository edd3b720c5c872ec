//! What an open journal does of itself after every input, and on command.

use super::{Ctx, Desk, Whose};
use crate::io::{Effect, Table};
use crate::link_text::without_code;
use crate::outbox::Batch;
use crate::rows;
use crate::shelf::Want;
use commonplace_api::{Command, RelayState, Saved};
use commonplace_domain::EditorSession;
use rand_core::CryptoRng;

const HOUR_MS: i64 = 3_600_000;

impl Desk {
    pub(crate) fn command(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, command: Command) {
        match command {
            Command::NewEntry { id, text, zone } => self.new_entry(ctx, rng, id, &text, &zone),
            Command::RestoreVersion { id, version } => {
                self.want(ctx, rng, id, Want::Version(version));
            }
            Command::EditText {
                view,
                n,
                seen,
                splice,
            } => self.edit(ctx, view, n, seen, &splice),
            Command::PatchApplied { view, seq } => {
                self.editor_says(ctx, view, |session: &mut EditorSession| {
                    session.on_applied(seq);
                    None
                });
            }
            Command::OfferAgain { view, seen } => {
                self.editor_says(ctx, view, |session| session.offer_again(seen));
            }
            Command::Change { id, change } => self.change(ctx, rng, id, change),
            Command::Delete(id) => drop(self.want(ctx, rng, id, Want::Delete)),
            Command::Restore(id) => drop(self.want(ctx, rng, id, Want::Restore)),
            Command::Forget(id) => self.forget(ctx, rng, &[id]),
            Command::ForgetAll => {
                let away = self.journal.all_put_away();
                self.forget(ctx, rng, &away);
            }
            Command::RememberSearch(query) => self.remember_search(ctx, &query),
            Command::ForgetSearches => self.forget_searches(ctx),
            Command::RemovePhoto { entry, photo } => self.remove_photo(entry, photo),
            Command::RestorePhoto { entry, photo } => self.restore_photo(entry, photo),
            Command::ShowWords => self.words_shown = true,
            Command::HideWords => self.words_shown = false,
            Command::ConfirmImport => self.confirm_import(),
            Command::CancelImport => {
                self.import.cancel();
                ctx.push(Effect::StopReading);
            }
            Command::CloseImport => self.import.close(),
            Command::SetRelay(typed) => self.set_relay(ctx, typed.as_deref()),
            Command::SignOut => self.sign_out(ctx, rng),
            Command::RetryNow => {
                ctx.outbox.retry_now();
                self.retry_links(ctx, rng, true);
            }
            Command::Introduce(name) => self.introduce(name),
            Command::LinkDevice => self.link_device(ctx, rng),
            Command::CloseLinking => self.withdraw_link(),
            Command::TakeLink(typed) => self.take_link(ctx, rng, &typed),
            Command::CloseJoining => self.generations.taking.close(),
            Command::RenewKeys { words } => self.renew_keys(ctx, rng, &words),
            Command::CloseRenewal => self.close_renewal(),
            Command::AskForWords => self.ask_for_words(rng),
            Command::AnswerWords(answers) => self.answer_words(ctx, &answers),
            Command::ForgetWords => self.forget_words(ctx),
            // The shell's business: there is no engine without a key. And that of the teams, see `crate::teams`.
            Command::Lock(_)
            | Command::Backup(_)
            | Command::Begin
            | Command::Recover { .. }
            | Command::StartTeam { .. }
            | Command::JoinTeam { .. }
            | Command::ClearTeam(_)
            | Command::CloseAsked(_)
            | Command::In(..) => {}
        }
    }

    /// Everything that follows from the last input.
    pub(crate) fn go_on(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, leader: bool) {
        self.leader = leader;
        self.commit_rested(ctx, rng, false);
        if self.cards_loaded {
            self.import_slice(ctx, rng);
            self.refresh_one(ctx, rng);
            self.mind_forgetting(ctx);
        }
        self.photo_deeds(ctx, rng);
        self.finish_arriving(ctx);
        self.hand_over(ctx, rng);
        self.mind_generations(ctx, rng);
        match self.whose {
            Whose::Person => self.mind_introduction(ctx, rng),
            Whose::Team(_) => {
                self.mind_presence(ctx, rng);
                self.mind_wishes(ctx, rng);
                self.mind_company(ctx, rng);
            }
        }
        if self.confirmed_changed && ctx.outbox.has_waiting() {
            self.put_confirmed(ctx);
        }
        self.dial(ctx);
        if self.chunks_changed() {
            self.tell_chunks(ctx, rng, &[]);
        }
        self.tell_relay_state(ctx);
    }

    /// When something is due of itself.
    pub(crate) fn wake_at_ms(&mut self, ctx: &Ctx) -> Option<i64> {
        [
            self.next_commit_ms(),
            self.links.retry_at_ms(),
            self.handing.wake_at_ms(),
            self.generations.wake_at_ms(),
            self.belonging().and_then(|team| team.wishes.wake_at_ms()),
            self.belonging()
                .and_then(|team| team.company.wake_at_ms(ctx.now.ms)),
            next_day_ms(ctx),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// Queues the identity; `first` when the journal is just being made.
    pub(crate) fn put_identity(&mut self, ctx: &mut Ctx, first: bool) {
        // The person's own desk keeps it.
        if matches!(self.whose, Whose::Team(_)) {
            return;
        }
        let mut batch = Batch::default();
        let row = rows::encode(&self.identity);
        batch.write(rows::put(Table::Meta, rows::IDENTITY.to_vec(), row));
        if first {
            let entries = self
                .space()
                .map(|space| space.newest_roster().entries().to_vec());
            for (number, entry) in (0..).zip(entries.unwrap_or_default()) {
                batch.write(rows::put(
                    Table::Meta,
                    rows::roster_key(&self.space, number),
                    entry,
                ));
            }
            batch.done.identity = true;
        }
        ctx.outbox.add(batch);
    }

    /// Queues what the relay is known to hold. It may be old when it is read: the relay says so.
    pub(crate) fn put_confirmed(&mut self, ctx: &mut Ctx) {
        if !core::mem::replace(&mut self.confirmed_changed, false) {
            return;
        }
        let Some(space) = self.space() else { return };
        let mut batch = Batch::default();
        self.copies.put_relay(&mut batch, &self.space);
        let row = rows::encode(space.confirmed());
        batch.write(rows::put(Table::Meta, rows::acked_key(&self.space), row));
        ctx.outbox.add(batch);
    }

    /// Everything the relay had is here and stored: the journal has arrived.
    fn finish_arriving(&mut self, ctx: &mut Ctx) {
        let arrived = self.relay_caught_up && ctx.outbox.saved() == Saved::Yes;
        if arrived && self.arriving.take().is_some() {
            self.identity.arriving = false;
            self.put_identity(ctx, false);
        }
    }

    fn set_relay(&mut self, ctx: &mut Ctx, typed: Option<&str>) {
        let relay = match typed {
            None => None,
            Some(typed) => match crate::identity::relay_address(typed) {
                Some(address) => Some(address),
                None => return,
            },
        };
        if self.identity.relay != relay {
            self.identity.relay = relay;
            self.put_identity(ctx, false);
        }
    }

    /// The relay that has this space.
    pub(crate) fn own_relay(&self) -> &str {
        let elsewhere = self.belonging().and_then(|team| team.kept.relay.as_deref());
        let own = elsewhere.or(self.identity.relay.as_deref());
        own.unwrap_or(&self.home)
    }

    /// Keeps the connection that is wanted: one tab speaks for all.
    fn dial(&mut self, ctx: &mut Ctx) {
        let own = self.own_relay();
        // Where another device left something for this one, for as long as it takes to get it.
        let other = self.generations.taking.relay();
        let address = || match other {
            Some(other) if other != without_code(own) => other.to_owned(),
            _ => own.to_owned(),
        };
        let wishes = self.belonging().map(|belonging| &belonging.wishes);
        let needed = self.leader
            || self.handing.needs_relay()
            || self.generations.needs_relay()
            || wishes.is_some_and(super::team::Wishes::need_relay);
        // Nobody lets in who is no member any more, or not yet.
        let at_the_door = self.belonging().is_some_and(|team| team.at_the_door);
        let over = at_the_door || (wishes.is_some() && self.is_over());
        let wanted = (needed && self.cards_loaded && !over).then(address);
        if wanted != self.dialled {
            self.dialled.clone_from(&wanted);
            ctx.dial(wanted);
        }
    }

    fn tell_relay_state(&mut self, ctx: &mut Ctx) {
        if !self.leader {
            return;
        }
        // After every keystroke: what is as it was costs a comparison.
        if let Some(space) = self.spaces.get(&self.space) {
            self.relay.photos_waiting = self.photos.waiting(space);
            if self.relay.acked != *space.confirmed() {
                self.relay.acked = space.confirmed().clone();
            }
        }
        self.relay.arriving = self.arriving.is_some();
        // What is told of has to be there to be read.
        if let (Some(space), true) = (self.spaces.get(&self.space), ctx.outbox.is_empty()) {
            self.relay.roster = space.newest_roster().len();
        }
        if self.is_shut_out() {
            self.relay.state = RelayState::ShutOut;
        }
        if self.told_tabs.as_ref() != Some(&self.relay) {
            ctx.push(Effect::TellTabs(self.relay.to_bytes(&self.space)));
            self.told_tabs = Some(self.relay.clone());
        }
    }

    /// The leading tab says how things stand.
    pub(crate) fn hear_leader(&mut self, ctx: &mut Ctx, state: &[u8]) {
        if !self.relay.hear(&self.space, state) {
            return;
        }
        self.follow_roster(ctx);
        if !self.relay.arriving {
            self.arriving = None;
            self.identity.arriving = false;
        }
    }

    /// Another tab may have come: it has not heard how things stand.
    pub(crate) fn tell_relay_state_again(&mut self) {
        self.told_tabs = None;
    }
}

/// When to look whether the day is over, for screens that show what belongs to a day: at the next full hour on the wall.
/// Not only at midnight, because clocks are changed and people travel.
fn next_day_ms(ctx: &Ctx) -> Option<i64> {
    if !ctx.views.show_a_day() {
        return None;
    }
    let ahead_ms = i64::from(ctx.now.offset_minutes) * 60_000;
    let hours = ctx.now.ms.saturating_add(ahead_ms).div_euclid(HOUR_MS);
    Some(
        hours
            .saturating_add(1)
            .saturating_mul(HOUR_MS)
            .saturating_sub(ahead_ms),
    )
}
