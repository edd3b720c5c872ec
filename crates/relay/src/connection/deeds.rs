//! What each frame makes a connection do.

use super::{BUSY_RETRY_MS, Connection, Place, now_ms};
use crate::{
    RelayError,
    live::{Checked, Link, Room},
    session::Action,
    socket::{Ending, Event},
};
use bytes::Bytes;
use commonplace_protocol::{
    Frame, MemberKey, Refusal, Refused, Roster, SpaceId,
    frame::{Open, Records, RosterEntries, Vector, Whisper},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// Signatures checked on an async thread; more go to one that may block.
const INLINE_CHECKS: usize = 4;

impl Connection {
    /// Something came from the socket, or it is clear again.
    pub(super) async fn happened(&mut self, event: Result<Event, Ending>) -> Result<(), Ending> {
        let event = event.inspect_err(|ending| {
            if *ending == Ending::TooLarge {
                self.refuse(Refused::new(Refusal::TooLarge));
            }
        })?;
        let now = Instant::now();
        let bytes = match event {
            Event::Clear => return Ok(()),
            Event::Alive => {
                self.vigil.heard(now, Duration::ZERO);
                return Ok(());
            }
            Event::Frame(bytes) => bytes,
        };
        let metrics = &self.context.hub.services().metrics;
        metrics.frames_in.inc();
        metrics.bytes_in.inc_by(bytes.len() as u64);
        let pause = self.session.paced(bytes.len(), now);
        self.vigil.heard(now, pause);
        let action = self.session.receive(&bytes, now);
        drop(bytes);
        match action {
            Ok(action) => self.perform(action).await,
            Err(complaint) => self.complain(complaint),
        }
    }

    async fn perform(&mut self, action: Action) -> Result<(), Ending> {
        match action {
            Action::None => {}
            Action::Enter(space, member) => self.enter(space, member).await?,
            Action::Open(open) => self.open(&open),
            Action::Offer(offer) => self.offer(offer).await?,
            Action::Have(Vector { space, vector }) => {
                self.with_link(space, |link| link.have(vector));
            }
            Action::Push(records) => self.push(records).await?,
            Action::Ack(Vector { space, vector }) => {
                self.with_link(space, |link| link.acked(&vector));
            }
            Action::Whisper(whisper) => self.whisper(whisper),
            Action::Offered(names) => self.offered(names).await?,
            Action::Asked(names) => self.asked(names)?,
            Action::Given(chunk) => self.given(chunk).await,
            Action::Put(put) => self.put(put).await,
            Action::Take(take) => self.take(take).await,
        }
        Ok(())
    }

    /// Sees whether the space has the member that was proven.
    async fn enter(&mut self, space: SpaceId, member: MemberKey) -> Result<(), Ending> {
        if self
            .places
            .get(&space)
            .is_some_and(|place| place.link.member() == member)
        {
            return Ok(());
        }
        self.places.remove(&space);
        let bell = Arc::clone(&self.bell);
        let seat = match self.context.hub.enter(space, member, bell).await {
            Ok(seat) => seat,
            Err(error) => return self.failed(space, &error),
        };
        let known = seat
            .room
            .space()
            .roster()
            .map(|roster| (roster.member(&member).is_some(), spent(roster, &member)));
        match known {
            Some((_, Some(why))) => {
                let complaint = self.session.turned_away(space, why);
                return self.complain(complaint);
            }
            // Not told so before it said what it knows: one of us may have missed something.
            Some((false, None)) => self.session.knocked(space),
            None if !self.context.may_open => {
                let complaint = self.session.turned_away(space, Refusal::Closed);
                return self.complain(complaint);
            }
            Some((true, None)) | None => self.session.entered(space, member),
        }
        let link = Link::new(space, member);
        self.places.insert(space, Box::new(Place { seat, link }));
        Ok(())
    }

    fn open(&mut self, open: &Open) {
        let Some(Place { seat, link }) = self.place(open.space) else {
            return;
        };
        let answer = link.open(open, &seat.room.space());
        if let Some(frame) = answer {
            self.answer(&frame);
        }
        self.due.insert(open.space);
    }

    async fn offer(&mut self, offer: RosterEntries) -> Result<(), Ending> {
        let space = offer.space;
        let Some(Place { seat, link }) = self.place(space) else {
            return Ok(());
        };
        let entries = link.offered(offer, &seat.room.space());
        let (member, fresh) = (link.member(), link.brings_news());
        let extended = match entries {
            Ok(Some(entries)) => seat.room.extend(member, entries, fresh).await,
            Ok(None) => Ok(()),
            Err(refusal) => Err(refusal),
        };
        let (is_member, is_invite) = {
            let space = seat.room.space();
            let asked = |roster: &Roster| {
                let invite = roster.invite(&member).is_some();
                (roster.member(&member).is_some(), invite)
            };
            space.roster().map_or((false, false), asked)
        };
        let waits = self.session.is_at_the_door(space);
        match extended {
            Ok(()) => {
                if let Some(Place { seat, link }) = self.place(space) {
                    let taken = link.extended(&seat.room.space());
                    self.answer(&taken);
                }
                // Who came by an invite has still to come in, under their own key.
                if waits && is_member {
                    self.session.entered(space, member);
                }
            }
            // Somebody else joined, or the roster went on: hears what came first, and tries again.
            Err(Refusal::RosterConflict) if waits && is_invite => {
                self.refuse(Refused::new(Refusal::RosterConflict).about(space));
            }
            Err(refusal) if waits => {
                self.places.remove(&space);
                let complaint = self.session.turned_away(space, refusal);
                return self.complain(complaint);
            }
            Err(refusal) => self.refuse(Refused::new(refusal).about(space)),
        }
        self.due.insert(space);
        Ok(())
    }

    async fn push(&mut self, records: Records) -> Result<(), Ending> {
        let Records { space, records, .. } = records;
        let Some(Place { seat, .. }) = self.place(space) else {
            return Ok(());
        };
        let room = Arc::clone(&seat.room);
        let checked = check(&room, records).await?;
        let taken = match room.push(checked).await {
            Ok(taken) => taken,
            Err(error) => return self.failed(space, &error),
        };
        let Some(Place { link, .. }) = self.place(space) else {
            return Ok(());
        };
        for refused in link.pushed(&taken) {
            self.refuse(refused);
        }
        if room.is_behind() {
            self.behind = Some(space);
        }
        // Repetitions are durable already, so no bell will ring for them.
        self.due.insert(space);
        Ok(())
    }

    fn whisper(&mut self, whisper: Whisper) {
        let Some(Place { seat, .. }) = self.places.get(&whisper.space).map(Box::as_ref) else {
            return;
        };
        let to = whisper.to;
        let frame = Bytes::from(Frame::Whisper(whisper).encode());
        seat.room.whisper(&self.bell, to, &frame);
    }

    fn with_link(&mut self, space: SpaceId, deed: impl FnOnce(&mut Link)) {
        if let Some(Place { link, .. }) = self.place(space) {
            deed(link);
            self.due.insert(space);
        }
    }

    /// The log failed: the client keeps what it has and tries again.
    pub(super) fn failed(&mut self, space: SpaceId, error: &RelayError) -> Result<(), Ending> {
        tracing::error!(%error, "the log could not be read");
        self.refuse(
            Refused::new(Refusal::Busy)
                .about(space)
                .retry_after(BUSY_RETRY_MS),
        );
        Err(Ending::Again)
    }
}

/// Why an invite lets nobody in any more; `None` if it does, or is none.
fn spent(roster: &Roster, key: &MemberKey) -> Option<Refusal> {
    if !roster.was_invite(key) {
        return None;
    }
    let now_ms = u64::try_from(now_ms()).unwrap_or_default();
    match roster.invite(key) {
        None => Some(Refusal::InviteGone),
        Some(invite) if invite.expires_ms <= now_ms => Some(Refusal::InviteExpired),
        Some(_) => None,
    }
}

/// Checks signatures without holding up everyone else.
async fn check(room: &Room, records: Vec<Vec<u8>>) -> Result<Vec<Checked>, Ending> {
    let all = |records: Vec<Vec<u8>>| records.into_iter().map(Checked::new).collect();
    if records.len() <= INLINE_CHECKS {
        return Ok(all(records));
    }
    let turn = Arc::clone(&room.services().checks).acquire_owned().await;
    let work = move || {
        let checked = all(records);
        drop(turn);
        checked
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Ending::Again)
}
