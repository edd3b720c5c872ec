//! Invites that were opened: what one leads to while a screen shows it, and coming in by it. What is needed to be a
//! member is kept durably before the relay is asked to make us one, so a lost answer or a closed tab costs nothing:
//! whoever was let in finds that out as a member, whoever was not forgets the team again.

mod coming;

use super::doing::fits;
use super::{Tab, Teams};
use crate::ctx::Ctx;
use crate::desk::{Desk, problem_of, role_of};
use crate::invite_text::{self, Invite};
use crate::io::{Effect, Line, LinkId};
use commonplace_api::team::space::{Asked, Invitation, TeamId, TeamProblem, TeamState};
use commonplace_api::{Id, View};
use commonplace_protocol::{Refusal, Roster, SpaceId};
use commonplace_sync::{AtTheDoor, Door, InviteLink, TeamMember};
use rand_core::CryptoRng;

/// A relay that does not answer for so long does not.
const PATIENCE_MS: i64 = 20_000;

/// All doors this tab stands at.
#[derive(Debug, Default)]
pub(super) struct Doors {
    all: Vec<Doorway>,
    /// Teams that were started and are not wholly on the disk.
    pub(super) founded: Vec<(Id, SpaceId)>,
}

#[derive(Debug)]
struct Doorway {
    line: Line,
    invite: Invite,
    why: Why,
    door: Option<(LinkId, Door)>,
    /// The relay showed the roster on the connection there is.
    shown: bool,
    give_up_at_ms: i64,
    late: bool,
    /// The relay has the Join: the roster with it.
    roster: Option<Roster>,
    failed: Option<TeamProblem>,
}

#[derive(Debug)]
enum Why {
    /// A screen shows what this leads to.
    Look(String),
    Join(Box<Coming>),
}

#[derive(Debug)]
struct Coming {
    ask: Option<Id>,
    your_name: String,
    member: Option<TeamMember>,
    /// The relay may have heard of it.
    sent: bool,
}

impl Doors {
    pub(super) fn link_opened(
        &mut self,
        own: &mut Ctx,
        rng: &mut dyn CryptoRng,
        link: LinkId,
        line: Line,
        audience: String,
    ) {
        let mut all = self.all.iter_mut();
        let Some(doorway) = all.find(|doorway| doorway.line == line) else {
            return;
        };
        let InviteLink { secret, space, .. } = doorway.invite.link.clone();
        let door = Door::new(rng, secret, space, audience);
        let outs = door.start();
        doorway.door = Some((link, door));
        doorway.shown = false;
        doorway.carry_out(own, outs);
    }

    pub(super) fn frame(
        &mut self,
        own: &mut Ctx,
        rng: &mut dyn CryptoRng,
        link: LinkId,
        bytes: &[u8],
    ) {
        for doorway in &mut self.all {
            if let Some((_, door)) = doorway.door.as_mut().filter(|(at, _)| *at == link) {
                let outs = door.handle(rng, bytes);
                doorway.carry_out(own, outs);
            }
        }
    }

    pub(super) fn link_closed(&mut self, link: LinkId) {
        for doorway in &mut self.all {
            if doorway.door.take_if(|(at, _)| *at == link).is_some() {
                doorway.shown = false;
            }
        }
    }

    pub(super) fn wake_at_ms(&self) -> Option<i64> {
        let waiting = self.all.iter().filter(|doorway| !doorway.late);
        waiting.map(|doorway| doorway.give_up_at_ms).min()
    }

    /// Nobody wants to come in any more. What is kept already is followed up.
    pub(super) fn give_up(&mut self, own: &mut Ctx, ask: Id) {
        self.all.retain(|doorway| {
            let gone = matches!(&doorway.why, Why::Join(coming)
                if coming.ask == Some(ask) && coming.member.is_none());
            if gone {
                doorway.hang_up(own);
            }
            !gone
        });
    }

    fn add(&mut self, own: &mut Ctx, line: Line, invite: Invite, why: Why) {
        let relay = Some(invite.relay.clone());
        own.push(Effect::Dial { line, relay });
        self.all.push(Doorway {
            line,
            invite,
            why,
            door: None,
            shown: false,
            give_up_at_ms: own.now.ms.saturating_add(PATIENCE_MS),
            late: false,
            roster: None,
            failed: None,
        });
    }

    fn joining(&self, space: &SpaceId) -> bool {
        let mut all = self.all.iter();
        all.any(|doorway| {
            matches!(doorway.why, Why::Join(_)) && doorway.invite.link.space == *space
        })
    }

    /// What an invite that is looked at leads to, as far as its relay said.
    pub(super) fn seen(&self, typed: &str) -> Option<Invitation> {
        let mut all = self.all.iter();
        let doorway = all.find(|doorway| matches!(&doorway.why, Why::Look(at) if at == typed))?;
        Some(doorway.invitation())
    }
}

impl Doorway {
    fn carry_out(&mut self, own: &mut Ctx, outs: Vec<AtTheDoor>) {
        let Some(link) = self.door.as_ref().map(|(link, _)| *link) else {
            return;
        };
        for out in outs {
            match out {
                AtTheDoor::Send(bytes) => own.push(Effect::Send { link, bytes }),
                AtTheDoor::Open => {
                    self.shown = true;
                    self.failed = None;
                }
                AtTheDoor::In(team) => self.roster = Some(team.roster),
                // After a conflict the two may have lost each other: it begins anew.
                AtTheDoor::Close(_) | AtTheDoor::Refused(Refusal::RosterConflict) => {
                    own.push(Effect::Close(link));
                }
                AtTheDoor::Refused(why) => {
                    self.failed = Some(match why {
                        // Whoever is neither a member nor invited.
                        Refusal::NotMember => TeamProblem::InviteGone,
                        why => problem_of(why),
                    });
                }
            }
        }
    }

    fn hang_up(&self, own: &mut Ctx) {
        own.push(Effect::Dial {
            line: self.line,
            relay: None,
        });
    }

    fn shown_roster(&self) -> Option<&Roster> {
        let (_, door) = self.door.as_ref()?;
        door.roster().filter(|_| self.shown)
    }

    fn invitation(&self) -> Invitation {
        let name = self.invite.name.clone();
        let link = &self.invite.link;
        let live = self.shown_roster().and_then(|roster| {
            let invite = roster.invite(&link.secret.key())?;
            Some(Invitation::Open {
                team: TeamId(link.space.0),
                name: name.clone(),
                role: role_of(invite.role),
                left: invite.uses_left,
                expires_ms: i64::try_from(invite.expires_ms).unwrap_or(i64::MAX),
                members: u32::try_from(roster.members().count()).unwrap_or(u32::MAX),
            })
        });
        match (&self.failed, live) {
            (Some(problem), _) => Invitation::Failed {
                name,
                problem: problem.clone(),
            },
            (None, Some(live)) => live,
            (None, None) if self.late => Invitation::Failed {
                name,
                problem: TeamProblem::Unreachable,
            },
            (None, None) => Invitation::Asking { name },
        }
    }
}

impl Teams {
    /// Somebody wants to come in by an invite.
    pub(super) fn join(
        &mut self,
        own: &mut Ctx,
        desk: &Desk,
        tab: Tab<'_>,
        ask: Id,
        link: &str,
        your_name: &str,
    ) {
        let invite = fits(your_name).and_then(|()| self.may_come(desk, tab, link));
        let became = match invite {
            Ok(invite) => {
                let line = self.new_line();
                let coming = Coming {
                    ask: Some(ask),
                    your_name: your_name.to_owned(),
                    member: None,
                    sent: false,
                };
                self.doors
                    .add(own, line, invite, Why::Join(Box::new(coming)));
                Asked::Working
            }
            Err(problem) => Asked::Failed(problem),
        };
        self.asked.insert(ask, became);
    }

    fn may_come(&self, desk: &Desk, tab: Tab<'_>, link: &str) -> Result<Invite, TeamProblem> {
        let invite = invite_text::read(link, tab.home)?;
        if let Some(problem) = self.is_in(&invite) {
            return Err(problem);
        }
        if !desk.is_loaded() || desk.is_shut_out() {
            return Err(TeamProblem::ReadOnly);
        }
        desk.identity
            .person_key()
            .recovery_key()
            .ok_or(TeamProblem::WordsNeeded)?;
        Ok(invite)
    }

    /// Whether this person is in the team of an invite already, or about to be.
    pub(super) fn is_in(&self, invite: &Invite) -> Option<TeamProblem> {
        let space = invite.link.space;
        let room = self.rooms.get(&space);
        let over = room
            .is_some_and(|room| matches!(room.row("").state, TeamState::Removed | TeamState::Left));
        let inside = (room.is_some() && !over) || self.doors.joining(&space);
        inside.then_some(TeamProblem::AlreadyIn(TeamId(space.0)))
    }

    /// Everything that follows at the doors.
    pub(super) fn go_through_doors(
        &mut self,
        own: &mut Ctx,
        desk: &mut Desk,
        rng: &mut dyn CryptoRng,
        tab: Tab<'_>,
    ) {
        self.settle_founded(own);
        self.look_at_invites(own, tab);
        self.resume(own, tab);
        let mut doors = core::mem::take(&mut self.doors.all);
        for doorway in &mut doors {
            doorway.late |= doorway.give_up_at_ms <= own.now.ms;
        }
        doors.retain_mut(|doorway| {
            let stays = match doorway.why {
                Why::Look(_) => true,
                Why::Join(_) => !self.come_in(own, desk, rng, doorway),
            };
            if !stays {
                doorway.hang_up(own);
            }
            stays
        });
        self.doors.all.append(&mut doors);
        for room in self.rooms.values_mut() {
            let at_the_door = self.doors.all.iter().any(|doorway| {
                doorway.invite.link.space == room.space
                    && doorway.failed.is_none()
                    && matches!(doorway.why, Why::Join(_))
            });
            room.wait_at_the_door(at_the_door);
        }
    }

    /// Asks about the invites that screens show, and about no others any more.
    fn look_at_invites(&mut self, own: &mut Ctx, tab: Tab<'_>) {
        let watched = own
            .views
            .all()
            .into_iter()
            .filter_map(|(_, view)| match view {
                View::Invitation(typed) => Some(typed),
                _ => None,
            });
        let watched: std::collections::BTreeSet<String> = watched.collect();
        self.doors.all.retain(|doorway| {
            let gone = matches!(&doorway.why, Why::Look(typed) if !watched.contains(typed));
            if gone {
                doorway.hang_up(own);
            }
            !gone
        });
        for typed in watched {
            let Ok(invite) = invite_text::read(&typed, tab.home) else {
                continue;
            };
            if self.doors.seen(&typed).is_none() && self.is_in(&invite).is_none() {
                let line = self.new_line();
                self.doors.add(own, line, invite, Why::Look(typed));
            }
        }
    }

    fn became(&mut self, ask: Option<Id>, asked: Asked) {
        if let Some(ask) = ask {
            self.asked.insert(ask, asked);
        }
    }
}
