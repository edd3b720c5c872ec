//! Coming into a team by an invite: one short connection to its relay, before there is a space to speak of. It proves
//! the invite, reads the roster, brings the Join. Must not store anything; who uses it keeps the team's handle durably
//! before it joins, since the answer may be lost, and then comes in as a member.

use crate::link::Closing;
use crate::{InviteSecret, SyncError, TeamMember, TeamSpace};
use commonplace_protocol::frame::{Hello, Open, Prove, RosterEntries};
use commonplace_protocol::limits::VERSION;
use commonplace_protocol::{Frame, Refusal, Roster, RosterError, RosterHash, SpaceId};
use rand_core::CryptoRng;

/// What is to be done, in order.
#[derive(Debug, Clone)]
pub enum AtTheDoor {
    /// Send this frame as one message.
    Send(Vec<u8>),
    /// The roster is here ([`Door::roster`]): show it, then [`Door::join`].
    Open,
    /// The relay has the Join. The team is theirs: go on with a [`crate::Link`].
    In(Box<TeamSpace>),
    /// It let nobody in, and why. Nothing changed.
    Refused(Refusal),
    /// Close the connection.
    Close(Closing),
}

/// How far such a connection got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Dialled,
    Greeted,
    /// All of the roster was here once.
    Shown,
    Over,
}

/// The state of such a connection.
#[derive(Debug)]
pub struct Door {
    secret: InviteSecret,
    space: SpaceId,
    audience: String,
    nonce: [u8; 32],
    stage: Stage,
    roster: Option<Roster>,
    member: Option<TeamMember>,
    /// What they call themselves.
    name: String,
    /// What was brought and not answered, and the team with it.
    asked: Option<TeamSpace>,
    /// It came second, and what was first is not here yet.
    lost: bool,
}

impl Door {
    /// On a connection that was just made to `audience`, the host that was dialled.
    pub fn new(
        rng: &mut (impl CryptoRng + ?Sized),
        secret: InviteSecret,
        space: SpaceId,
        audience: String,
    ) -> Self {
        let mut nonce = [0; 32];
        rng.fill_bytes(&mut nonce);
        Self {
            secret,
            space,
            audience,
            nonce,
            stage: Stage::Dialled,
            roster: None,
            member: None,
            name: String::new(),
            asked: None,
            lost: false,
        }
    }

    /// Begins. Call it once, before anything else.
    pub fn start(&self) -> Vec<AtTheDoor> {
        let agent = concat!("commonplace/", env!("CARGO_PKG_VERSION"));
        vec![send(&Frame::Hello(Hello::new(self.nonce, agent)))]
    }

    /// The team's roster, once all of it was here.
    pub fn roster(&self) -> Option<&Roster> {
        self.roster.as_ref().filter(|_| self.stage == Stage::Shown)
    }

    /// Joins as `member`, called `name`. If somebody else is first, it is tried again by itself.
    ///
    /// # Errors
    /// As [`InviteSecret::join`].
    pub fn join(
        &mut self,
        rng: &mut (impl CryptoRng + ?Sized),
        member: TeamMember,
        name: &str,
    ) -> Result<Vec<AtTheDoor>, SyncError> {
        self.member = Some(member);
        name.clone_into(&mut self.name);
        self.bring(rng)
    }

    /// A frame came in.
    pub fn handle(&mut self, rng: &mut (impl CryptoRng + ?Sized), bytes: &[u8]) -> Vec<AtTheDoor> {
        if self.stage == Stage::Over {
            return Vec::new();
        }
        let frame = match Frame::decode(bytes) {
            Ok(frame) => frame,
            Err(error) => return self.close(error.into()),
        };
        match frame {
            Frame::Hello(_) if self.stage != Stage::Dialled => self.close(Closing::OutOfStep),
            Frame::Hello(hello) if hello.version < VERSION => self.close(Closing::Version),
            Frame::Hello(hello) => self.knock(&hello),
            Frame::Roster(heard) if heard.space == self.space => self.hear_roster(rng, &heard),
            Frame::Refused(refused) if refused.space.is_none_or(|space| space == self.space) => {
                self.hear_refused(rng, refused.code)
            }
            _ => Vec::new(),
        }
    }

    fn knock(&mut self, hello: &Hello) -> Vec<AtTheDoor> {
        self.stage = Stage::Greeted;
        let (space, member) = (self.space, self.secret.key());
        let message = Prove::message(&hello.nonce, &self.nonce, &space, &member, &self.audience);
        let prove = Prove {
            space,
            member,
            signature: self.secret.sign(&message),
        };
        let open = Open {
            space,
            length: 0,
            head: RosterHash::ZERO,
        };
        vec![send(&Frame::Prove(prove)), send(&Frame::Open(open))]
    }

    fn hear_roster(
        &mut self,
        rng: &mut (impl CryptoRng + ?Sized),
        heard: &RosterEntries,
    ) -> Vec<AtTheDoor> {
        if heard.entries.is_empty() {
            return self.hear_length(heard.from);
        }
        if let Err(error) = self.grow(heard) {
            return self.refuse(error.refusal());
        }
        if self.lost {
            self.again(rng)
        } else {
            Vec::new()
        }
    }

    /// Takes what follows of a roster. What is here already is passed over.
    fn grow(&mut self, heard: &RosterEntries) -> Result<(), RosterError> {
        let known = self.roster.as_ref().map_or(0, Roster::len);
        let skip = known.checked_sub(heard.from).ok_or(RosterError::Conflict)?;
        let skip = usize::try_from(skip).unwrap_or(usize::MAX);
        for entry in heard.entries.iter().skip(skip) {
            if let Some(roster) = &mut self.roster {
                roster.append(entry)?;
                continue;
            }
            let roster = Roster::start(entry)?;
            if roster.space() != self.space {
                return Err(RosterError::Conflict);
            }
            self.roster = Some(roster);
        }
        Ok(())
    }

    /// The relay has so many entries.
    fn hear_length(&mut self, length: u64) -> Vec<AtTheDoor> {
        let Some(roster) = &self.roster else {
            return self.refuse(Refusal::UnknownSpace);
        };
        if let Some(team) = self.asked.take_if(|team| team.roster.len() == length) {
            self.stage = Stage::Over;
            return vec![AtTheDoor::In(Box::new(team))];
        }
        if length == roster.len() && self.stage == Stage::Greeted {
            self.stage = Stage::Shown;
            return vec![AtTheDoor::Open];
        }
        Vec::new()
    }

    fn hear_refused(
        &mut self,
        rng: &mut (impl CryptoRng + ?Sized),
        code: Refusal,
    ) -> Vec<AtTheDoor> {
        if code != Refusal::RosterConflict {
            return self.refuse(code);
        }
        let Some(asked) = self.asked.take() else {
            return Vec::new();
        };
        self.lost = true;
        let known = self.roster.as_ref().map_or(0, Roster::len);
        // What was first may have come before the answer.
        if known >= asked.roster.len() {
            self.again(rng)
        } else {
            Vec::new()
        }
    }

    fn again(&mut self, rng: &mut (impl CryptoRng + ?Sized)) -> Vec<AtTheDoor> {
        self.lost = false;
        match self.bring(rng) {
            Ok(outs) => outs,
            Err(SyncError::Roster(error)) => self.refuse(error.refusal()),
            Err(_) => self.refuse(Refusal::Malformed),
        }
    }

    fn bring(&mut self, rng: &mut (impl CryptoRng + ?Sized)) -> Result<Vec<AtTheDoor>, SyncError> {
        let (Some(roster), Some(member)) = (self.roster(), &self.member) else {
            return Ok(Vec::new());
        };
        if self.asked.is_some() {
            return Ok(Vec::new());
        }
        let joining = self.secret.join(rng, roster, member, &self.name)?;
        let frame = Frame::Roster(RosterEntries {
            space: self.space,
            from: roster.len(),
            entries: vec![joining.entry],
        });
        self.asked = Some(joining.team);
        Ok(vec![send(&frame)])
    }

    fn refuse(&mut self, why: Refusal) -> Vec<AtTheDoor> {
        self.stage = Stage::Over;
        vec![AtTheDoor::Refused(why)]
    }

    fn close(&mut self, why: Closing) -> Vec<AtTheDoor> {
        self.stage = Stage::Over;
        vec![AtTheDoor::Close(why)]
    }
}

fn send(frame: &Frame) -> AtTheDoor {
    AtTheDoor::Send(frame.encode())
}
