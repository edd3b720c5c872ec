//! The generations of the person's keys: renewing them with the words, so that a lost device is shut out; and
//! getting the renewed ones, with the words or from another device. Nothing that was written here is lost by it:
//! what no longer counts is said again.

use super::{Ctx, Desk};
use crate::identity;
use crate::link_text::without_code;
use crate::rows::IdentityRow;
use crate::taking::Taking;
use commonplace_api::devices::{Keys, LinkProblem, Renewal};
use commonplace_api::{RelayState, Saved};
use commonplace_protocol::frame::Empty;
use commonplace_protocol::{BoxId, Refusal, Refused, ReplicaId};
use commonplace_sync::{PersonKey, Seed, Space};
use rand_core::CryptoRng;
use std::collections::BTreeSet;

/// What is being done about keys.
#[derive(Debug)]
pub(crate) struct Generations {
    renewal: Renewal,
    /// The words somebody typed, while the relay is waited for.
    seed: Option<Seed>,
    /// An entry of ours is on its way.
    proposed: bool,
    /// Being given the renewed keys by another device.
    pub(crate) taking: Taking,
    /// Keys from another device that the roster here does not know yet.
    candidate: Option<PersonKey>,
    /// Replicas that could not be said again: not tried twice.
    unsayable: BTreeSet<ReplicaId>,
}

impl Default for Generations {
    fn default() -> Self {
        Self {
            renewal: Renewal::None,
            seed: None,
            proposed: false,
            taking: Taking::default(),
            candidate: None,
            unsayable: BTreeSet::new(),
        }
    }
}

impl Generations {
    /// Whether there is something to say to the relay.
    pub(crate) fn needs_relay(&self) -> bool {
        self.seed.is_some() || self.candidate.is_some() || self.taking.relay().is_some()
    }

    pub(crate) fn wake_at_ms(&self) -> Option<i64> {
        self.taking.give_up_at_ms()
    }

    pub(crate) fn unsayable(&mut self, replica: ReplicaId) {
        self.unsayable.insert(replica);
    }
}

impl Desk {
    pub(crate) fn keys(&self) -> Keys {
        Keys {
            generation: self.identity.generation,
            shut_out: self.knows_it_is_shut_out(),
            renewal: self.generations.renewal.clone(),
        }
    }

    pub(crate) fn is_shut_out(&self) -> bool {
        self.space().is_some_and(Space::is_shut_out)
    }

    /// The same, if only the leading tab has seen why.
    pub(crate) fn knows_it_is_shut_out(&self) -> bool {
        self.is_shut_out() || self.relay.state == RelayState::ShutOut
    }

    /// Somebody typed the words: on a device that is let in, new keys are made and the old ones end; on one that
    /// was shut out, the keys there are now come here.
    pub(crate) fn renew_keys(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, words: &str) {
        let seed = match Seed::from_words(words) {
            Ok(seed) => seed,
            Err(error) => {
                self.generations.renewal = Renewal::Words(identity::problem(error));
                return;
            }
        };
        let Some(person) = self
            .space()
            .and_then(|space| seed.current(space.newest_roster()))
        else {
            self.generations.renewal = Renewal::OtherJournal;
            return;
        };
        self.generations.renewal = Renewal::Waiting;
        if self.is_shut_out() {
            // There may have been more renewals than this device has heard of.
            self.identity.searching = Some(*seed.as_bytes());
            self.become_person(ctx, rng, &person);
            self.greet_anew(ctx, rng);
        } else if !self.generations.proposed {
            self.generations.seed = Some(seed);
        }
    }

    /// What came of it was read, or it is not wanted any more. What the relay was asked already cannot be taken back,
    /// and the words are needed when it has done it.
    pub(crate) fn close_renewal(&mut self) {
        self.generations.renewal = Renewal::None;
        if !self.generations.proposed {
            self.generations.seed = None;
        }
    }

    /// Another device was asked for its keys, to let this one in again.
    pub(crate) fn take_link(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, typed: &str) {
        if !self.knows_it_is_shut_out() {
            return self.generations.taking.fail(LinkProblem::JournalHere);
        }
        let home = self.home.clone();
        self.generations.taking.begin(typed, &home, ctx.now.ms);
        self.ask_for_box(ctx, rng);
    }

    /// Asks for the box that is wanted, if it is this relay that has it.
    pub(crate) fn ask_for_box(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        let taking = &self.generations.taking;
        let here = taking.relay().is_some() && taking.relay() == self.dialled_without_code();
        if let Some(place) = taking.place().filter(|_| here) {
            self.ask_relay(ctx, rng, |link, _| link.take(place));
        }
    }

    fn dialled_without_code(&self) -> Option<&str> {
        self.dialled.as_deref().map(without_code)
    }

    /// What is due about keys: asking for a box, proposing a renewal, saying again what does not count.
    pub(crate) fn mind_generations(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        self.generations.taking.look(ctx.now.ms);
        self.propose_renewal(ctx, rng);
        let beyond = self.leader && self.cards_loaded && self.aside.is_none() && self.may_write();
        // Before the first renewal there is nothing of the person's own that does not count.
        let never = self.belonging().is_none() && self.identity.generation < 2;
        if !beyond || self.renewed.is_some() || never {
            return;
        }
        let beyond = self.space().map(Space::beyond_accepted);
        let unsayable = &self.generations.unsayable;
        let ours = |replica: &ReplicaId| {
            let space = self.space();
            self.belonging().is_none() || space.is_some_and(|space| space.is_ours(replica))
        };
        let next = beyond
            .into_iter()
            .flatten()
            .find(|(replica, _)| !unsayable.contains(replica) && ours(replica));
        if let Some((replica, trusted)) = next {
            self.set_aside(ctx, replica, trusted);
        }
    }

    /// Once everything the relay has is here, so that all of it is accepted.
    fn propose_renewal(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        let ready = self.links.is_ready()
            && self.relay_caught_up
            && ctx.outbox.saved() == Saved::Yes
            && !self.generations.proposed;
        let (Some(seed), Some(space)) = (&self.generations.seed, self.space()) else {
            return;
        };
        if !ready || space.is_shut_out() {
            return;
        }
        let Ok(entry) = seed.renew(rng, space) else {
            self.generations.renewal = Renewal::OtherJournal;
            self.generations.seed = None;
            return;
        };
        self.generations.proposed = true;
        let id = self.space;
        self.ask_relay(ctx, rng, |link, spaces| link.propose(&id, entry, spaces));
    }

    /// The relay took, or told of, roster entries: new keys may be in them, or the end of ours.
    pub(crate) fn roster_changed(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng) {
        if self.belonging().is_some() {
            return self.team_roster_changed(ctx, rng);
        }
        if let Some(next) = self.next_person() {
            return self.become_person(ctx, rng, &next);
        }
        let person = self.identity.person_key();
        if let Some(space) = self.space_mut() {
            let keys = person.keys_in(space.roster());
            space.take_keys(keys);
        }
    }

    /// Who to go on as, now that the roster ended the keys there were: whom another device handed over, or the next
    /// generation of the words somebody typed.
    fn next_person(&self) -> Option<PersonKey> {
        let space = self.space().filter(|space| space.is_shut_out())?;
        let newest = space.newest_roster();
        let handed = self.generations.candidate.as_ref();
        let handed = handed.filter(|person| newest.member(&person.member()).is_some());
        let searching = self.identity.searching.map(Seed::from_bytes);
        let seed = self.generations.seed.as_ref().or(searching.as_ref());
        handed.cloned().or_else(|| seed?.current(newest))
    }

    fn become_person(&mut self, ctx: &mut Ctx, rng: &mut dyn CryptoRng, person: &PersonKey) {
        let Some(space) = self.space_mut() else {
            return;
        };
        let identity = person.identity(space.newest_roster());
        space.adopt(identity);
        space.new_writer(rng);
        self.slot_stored = false;
        self.identity = IdentityRow {
            space: Some(self.space),
            seed: self.identity.seed,
            searching: self.identity.searching,
            relay: self.identity.relay.clone(),
            arriving: self.identity.arriving,
            words_checked: self.identity.words_checked,
            device: self.identity.device,
            renewing: self.identity.renewing,
            ..identity::device_of(person)
        };
        self.generations.candidate = None;
        if let Some(seed) = self.generations.seed.take() {
            self.generations.renewal = Renewal::Done;
            self.identity.renewing = Some(*seed.as_bytes());
        }
        self.put_identity(ctx, true);
    }

    /// The relay let us in: the generation is found.
    pub(crate) fn let_in(&mut self, ctx: &mut Ctx) {
        self.generations.proposed = false;
        if let Some(seed) = self.identity.searching.take() {
            self.identity.renewing = Some(seed);
            self.put_identity(ctx, false);
            if self.generations.renewal == Renewal::Waiting {
                self.generations.renewal = Renewal::Done;
            }
        }
    }

    /// A connection is gone; what was asked on it is asked again on the next.
    pub(crate) fn forget_proposal(&mut self) {
        self.generations.proposed = false;
        self.wishes_hung_up();
    }

    /// What another device left was found, or why not.
    pub(crate) fn found(
        &mut self,
        ctx: &mut Ctx,
        rng: &mut dyn CryptoRng,
        place: &BoxId,
        found: Result<Vec<u8>, Empty>,
    ) {
        let Some((handover, _)) = self.generations.taking.found(place, found) else {
            return;
        };
        if handover.space != self.space {
            return self.generations.taking.fail(LinkProblem::OtherJournal);
        }
        let person = handover.person;
        if let Some(space) = self.space_mut() {
            space.stand_for(person.identity(space.newest_roster()));
        }
        self.generations.candidate = Some(person);
        if let Some(next) = self.next_person() {
            self.become_person(ctx, rng, &next);
        }
        self.greet_anew(ctx, rng);
    }

    /// Whether a refusal was about keys, and is dealt with.
    pub(crate) fn refused_about_keys(&mut self, ctx: &mut Ctx, refused: &Refused) -> bool {
        let whole_space = refused.space == Some(self.space) && refused.replica.is_none();
        if !whole_space {
            return false;
        }
        if self.refused_a_wish(ctx, refused) {
            return true;
        }
        if refused.code == Refusal::RosterConflict && self.generations.proposed {
            // What came first follows, and says how to go on.
            self.generations.proposed = false;
            return true;
        }
        if refused.code == Refusal::NotMember && self.is_shut_out() {
            if self.generations.candidate.take().is_some() {
                self.generations.taking.fail(LinkProblem::Outdated);
            }
            self.relay.state = RelayState::ShutOut;
            return true;
        }
        if self.generations.proposed {
            self.generations.proposed = false;
            self.close_renewal();
            let sentence = refused.sentence.clone();
            self.generations.renewal = Renewal::Refused { sentence };
        }
        false
    }
}
