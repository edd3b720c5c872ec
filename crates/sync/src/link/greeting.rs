//! The beginning of a connection: who is there, who is a member, and the roster both go by.

use super::Link;
use super::out::{Closing, LinkKind, Out, Spaces};
use crate::Space;
use commonplace_protocol::frame::{Hello, Open, Prove, RosterEntries};
use commonplace_protocol::limits::{MAX_FRAME, MAX_RECORD, RECORDS_FRAME_TARGET, VERSION};
use commonplace_protocol::{Frame, Refusal, Refused, SpaceId};

impl Link {
    /// They are there: proves who we are in every space and asks for it.
    pub(super) fn hear_hello(&mut self, hello: Hello, spaces: &Spaces, outs: &mut Vec<Out>) {
        if self.hello.is_some() {
            return self.close(Closing::OutOfStep, outs);
        }
        // Both go on with the lower of the two versions, and there is no lower one than ours.
        if hello.version < VERSION {
            return self.close(Closing::Version, outs);
        }
        let limit = |theirs: u32, ours: usize| usize::try_from(theirs).unwrap_or(ours).min(ours);
        self.wire.max_frame = limit(hello.max_frame, MAX_FRAME);
        self.wire.max_record = limit(hello.max_record, MAX_RECORD);
        self.hello = Some(hello);
        self.take_waiting(outs);
        for space in spaces.values() {
            self.greet(space, outs);
        }
    }

    /// Proves who we are in a space and asks for it, once they said hello.
    pub(super) fn greet(&mut self, space: &Space, outs: &mut Vec<Out>) {
        let (Some(hello), Some(audience)) = (&self.hello, self.kind.audience()) else {
            return;
        };
        let (id, member) = (space.id(), space.proving());
        let message = Prove::message(&hello.nonce, &self.nonce, &id, &member, audience);
        let prove = Prove {
            space: id,
            member,
            signature: space.prove(&message),
        };
        let roster = space.newest_roster();
        let open = Open {
            space: id,
            length: roster.len(),
            head: roster.head(),
        };
        self.sides.entry(id).or_default().greeted_as = Some(member);
        self.wire.send(&Frame::Prove(prove), outs);
        self.wire.send(&Frame::Open(open), outs);
    }

    /// A peer proves to be a member.
    pub(super) fn hear_prove(&mut self, prove: &Prove, spaces: &Spaces, outs: &mut Vec<Out>) {
        let (LinkKind::Peer { audience }, Some(hello)) = (&self.kind, &self.hello) else {
            return self.close(Closing::OutOfStep, outs);
        };
        let Some(space) = spaces.get(&prove.space) else {
            let refused = Refused::new(Refusal::UnknownSpace).about(prove.space);
            return self.wire.send(&Frame::Refused(refused), outs);
        };
        let holds = prove.verify(&self.nonce, &hello.nonce, audience).is_ok();
        if !holds || space.newest_roster().member(&prove.member).is_none() {
            return self.close(Closing::Stranger, outs);
        }
        self.sides.entry(prove.space).or_default().proven = true;
    }

    /// A proven peer asks for a space: gives it what it lacks of the roster, then says what is held here.
    pub(super) fn hear_open(&mut self, open: &Open, spaces: &Spaces, outs: &mut Vec<Out>) {
        let side = self.sides.get_mut(&open.space).filter(|side| side.proven);
        let (Some(side), Some(space)) = (side, spaces.get(&open.space)) else {
            return;
        };
        let roster = space.newest_roster();
        if open.length <= roster.len() && !roster.knows(&open.head) {
            side.stalled = true;
            let refused = Refused::new(Refusal::RosterConflict).about(open.space);
            self.wire.send(&Frame::Refused(refused.clone()), outs);
            return outs.push(Out::Refused(refused));
        }
        side.ask(&mut self.wire, space, outs);
        if open.length < roster.len() {
            self.send_roster(space, open.length, outs);
        }
    }

    /// Entries we lack, or with none: how many they have.
    pub(super) fn hear_roster(
        &mut self,
        heard: &RosterEntries,
        spaces: &mut Spaces,
        outs: &mut Vec<Out>,
    ) {
        let (true, Some(space)) = (
            self.may_speak_of(&heard.space),
            spaces.get_mut(&heard.space),
        ) else {
            return;
        };
        let known = space.newest_roster().len();
        if heard.entries.is_empty() {
            let side = self.sides.get_mut(&heard.space);
            let proposed = side.and_then(|side| side.proposed.take_if(|_| heard.from > known));
            match proposed {
                Some(entry) => {
                    if let Err(why) = take_entries(space, known, &[entry], outs) {
                        self.refuse_roster(heard.space, why, outs);
                    }
                }
                None if heard.from < known => self.send_roster(space, heard.from, outs),
                None => {}
            }
            return;
        }
        let at = usize::try_from(heard.from).unwrap_or(usize::MAX);
        let skip = usize::try_from(known.saturating_sub(heard.from)).unwrap_or(usize::MAX);
        let ours = space.newest_roster().entries().iter().skip(at);
        if heard
            .entries
            .iter()
            .zip(ours)
            .any(|(theirs, ours)| theirs != ours)
        {
            // Two rosters of one space: nobody can write for both. Ours stays, and a person must know.
            return self.refuse_roster(heard.space, Refusal::RosterConflict, outs);
        }
        let news = heard.entries.get(skip.min(heard.entries.len())..);
        if let Err(why) = take_entries(space, known, news.unwrap_or_default(), outs) {
            self.refuse_roster(heard.space, why, outs);
        }
    }

    /// Their roster cannot be taken: the space stands still on this connection.
    fn refuse_roster(&mut self, space: SpaceId, why: Refusal, outs: &mut Vec<Out>) {
        if let Some(side) = self.sides.get_mut(&space) {
            side.stalled = true;
        }
        outs.push(Out::Refused(Refused::new(why).about(space)));
    }

    /// Sends our roster from entry `from` on, in frames of the usual size.
    fn send_roster(&mut self, space: &Space, from: u64, outs: &mut Vec<Out>) {
        let (mut first, mut entries, mut size) = (from, Vec::new(), 0);
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        for entry in space.newest_roster().entries().iter().skip(skip) {
            if !entries.is_empty() && size + entry.len() > RECORDS_FRAME_TARGET {
                let count = entries.len() as u64;
                self.send_entries(space.id(), first, std::mem::take(&mut entries), outs);
                (first, size) = (first + count, 0);
            }
            size += entry.len();
            entries.push(entry.clone());
        }
        self.send_entries(space.id(), first, entries, outs);
    }

    fn send_entries(
        &mut self,
        space: SpaceId,
        from: u64,
        entries: Vec<Vec<u8>>,
        outs: &mut Vec<Out>,
    ) {
        self.wire.send(
            &Frame::Roster(RosterEntries {
                space,
                from,
                entries,
            }),
            outs,
        );
    }

    /// A relay is spoken to about what was opened; a peer must have proved to be a member.
    pub(super) fn may_speak_of(&self, space: &SpaceId) -> bool {
        let peer = matches!(self.kind, LinkKind::Peer { .. });
        self.sides
            .get(space)
            .is_some_and(|side| side.proven || !peer)
    }
}

/// Takes entries that follow; those before one that does not fit stay taken.
fn take_entries(
    space: &mut Space,
    known: u64,
    entries: &[Vec<u8>],
    outs: &mut Vec<Out>,
) -> Result<(), Refusal> {
    let mut taken = Vec::new();
    let mut result = Ok(());
    for entry in entries {
        if let Err(error) = space.append_to_roster(entry) {
            result = Err(error.refusal());
            break;
        }
        taken.push(entry.clone());
    }
    if !taken.is_empty() {
        outs.push(Out::RosterChanged {
            space: space.id(),
            from: known,
            entries: taken,
        });
    }
    result
}

impl LinkKind {
    /// What a proof is for; tabs need none.
    fn audience(&self) -> Option<&str> {
        match self {
            Self::Relay { audience } | Self::Peer { audience } => Some(audience),
            Self::Tab => None,
        }
    }
}
