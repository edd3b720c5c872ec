//! Coming in by an invite, step by step: what a member needs is kept and durable, then the relay is asked, then the team
//! goes on by itself. Whoever is not let in forgets the team again.

use super::super::beginning::remember;
use super::super::room::Room;
use super::super::{Tab, Teams, keep};
use super::{Coming, Doorway, Why};
use crate::ctx::Ctx;
use crate::desk::{Desk, handle_of, problem};
use crate::invite_text::Invite;
use crate::link_text::without_code;
use commonplace_api::team::space::{Asked, MembershipChange, TeamId, TeamProblem};
use commonplace_api::{RelayState, Saved};
use commonplace_domain::team::member;
use commonplace_protocol::{Refusal, Roster};
use commonplace_sync::{InviteLink, InviteSecret, SyncError, TeamHandle, TeamMember};
use rand_core::CryptoRng;

impl Teams {
    /// Goes on with joining that another start of this program, or another tab, began.
    pub(super) fn resume(&mut self, own: &mut Ctx, tab: Tab<'_>) {
        if !tab.leader {
            return;
        }
        let waiting = self.rooms.values().filter_map(|room| {
            let desk = room.desk().filter(|desk| desk.is_loaded())?;
            let secret = room.kept.joining().filter(|_| !room.is_member())?;
            let here = self.doors.joining(&room.space);
            (!here).then(|| (room.space, secret, desk.own_relay().to_owned()))
        });
        let waiting: Vec<_> = waiting.collect();
        for (space, secret, relay) in waiting {
            let invite = Invite {
                link: InviteLink {
                    secret: InviteSecret::from_bytes(secret),
                    space,
                    relay: None,
                },
                relay,
                name: String::new(),
            };
            let coming = Coming {
                ask: None,
                your_name: String::new(),
                member: None,
                // Nobody knows how far it got.
                sent: true,
            };
            let line = self.new_line();
            self.doors
                .add(own, line, invite, Why::Join(Box::new(coming)));
        }
    }

    /// Brings one joining on. Answers whether it is over.
    pub(super) fn come_in(
        &mut self,
        own: &mut Ctx,
        desk: &mut Desk,
        rng: &mut dyn CryptoRng,
        doorway: &mut Doorway,
    ) -> bool {
        let space = doorway.invite.link.space;
        let Why::Join(coming) = &mut doorway.why else {
            return true;
        };
        // However it came about: the team's roster names this person.
        let room = self.rooms.get_mut(&space);
        if room.as_ref().is_some_and(|room| room.is_member()) {
            keep(own, desk, rng, &space, MembershipChange::Joined);
            self.became(coming.ask, Asked::Done(TeamId(space.0)));
            return true;
        }
        if let Some(roster) = &doorway.roster {
            if let Some(room) = room {
                room.take_roster(rng, roster.entries());
            }
            return false;
        }
        let begun = coming.member.is_some() || coming.sent;
        if let Some(problem) = &doorway.failed {
            // Perhaps it was we who used it up: the relay says so to the member we would be.
            if coming.sent && !room.is_some_and(|room| is_turned_away(room)) {
                self.became(coming.ask, Asked::Waiting);
                return false;
            }
            if begun {
                keep(own, desk, rng, &space, MembershipChange::Undone);
            }
            self.became(coming.ask, Asked::Failed(problem.clone()));
            return true;
        }
        if doorway.late && !doorway.shown {
            let late = if begun {
                Asked::Waiting
            } else {
                Asked::Failed(TeamProblem::Unreachable)
            };
            self.became(coming.ask, late);
            return !begun;
        }
        self.knock(own, desk, rng, doorway);
        false
    }

    /// The relay showed the roster: asks to be let in, once what that needs is kept.
    fn knock(
        &mut self,
        own: &mut Ctx,
        desk: &mut Desk,
        rng: &mut dyn CryptoRng,
        doorway: &mut Doorway,
    ) {
        let Some(roster) = doorway.shown_roster().cloned() else {
            return;
        };
        let member = self.would_be(own, desk, rng, doorway, &roster);
        if roster.member(&member.member()).is_some() {
            doorway.roster = Some(roster);
            return;
        }
        let room = self.rooms.get(&doorway.invite.link.space);
        let durable = own.outbox.saved() == Saved::Yes;
        let (Why::Join(coming), Some((_, door))) = (&mut doorway.why, &mut doorway.door) else {
            return;
        };
        if !durable || !room.is_some_and(Room::is_open) {
            return;
        }
        match door.join(rng, member, &coming.your_name) {
            Ok(outs) => {
                coming.sent = true;
                doorway.carry_out(own, outs);
            }
            // Whoever made it sealed no key of the team to it, or one that is old by now.
            Err(SyncError::KeyMissing(_)) => doorway.failed = Some(TeamProblem::InviteGone),
            Err(error) => doorway.failed = Some(problem(error)),
        }
    }

    /// Who this person will be in the team: kept in their own journal first.
    fn would_be(
        &mut self,
        own: &mut Ctx,
        desk: &mut Desk,
        rng: &mut dyn CryptoRng,
        doorway: &mut Doorway,
        roster: &Roster,
    ) -> TeamMember {
        let Doorway { invite, why, .. } = doorway;
        let space = invite.link.space;
        if let Why::Join(coming) = why
            && let Some(member) = &coming.member
        {
            return member.clone();
        }
        let kept = self.rooms.get(&space).map(|room| &room.kept);
        let begun = kept.filter(|kept| kept.joining().is_some());
        let begun = begun.and_then(handle_of);
        let first = begun.is_none();
        let handle = begun.unwrap_or_else(|| TeamHandle::generate(rng));
        let member = desk.identity.person_key().in_team(&handle);
        let Why::Join(coming) = why else {
            return member;
        };
        if first {
            let elsewhere = without_code(&invite.relay) != without_code(desk.own_relay());
            let begin = MembershipChange::Begin {
                genesis: roster.entries().first().cloned().unwrap_or_default(),
                handle: *handle.as_bytes(),
                me: member::id(member.member().as_bytes()),
                relay: elsewhere.then(|| invite.relay.clone()),
                name: invite.name.clone(),
                your_name: coming.your_name.clone(),
                joining: Some(*invite.link.secret.as_bytes()),
            };
            remember(own, desk, rng, &space, begin);
        }
        coming.member = Some(member.clone());
        self.follow_the_journal(own, desk);
        member
    }
}

/// Whether the relay knows no such member.
fn is_turned_away(room: &Room) -> bool {
    let state = room.desk().map(|desk| &desk.relay.state);
    matches!(state, Some(RelayState::Refused { code, .. }) if *code == Refusal::NotMember.code())
}
