//! A space while connections have it open: the shared state, who listens, and the one task that writes.
//! Order: admitted, then durable, then acknowledged and told to others. Never another one.

use super::{
    bell::Bell,
    checked::Checked,
    growing::{Growth, grow},
    quota::Quota,
    space::{Space, Taken},
};
use crate::{
    RelayError,
    connection::now_ms,
    log::{LogStore, NewRecord, Outcome},
    metrics::Metrics,
};
use bytes::Bytes;
use commonplace_protocol::{MemberKey, Refusal, Roster, RosterError};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;

/// Bytes on their way to the disk beyond which a connection stops reading until they are there.
const FLYING: u64 = 2 * 1024 * 1024;

/// What rooms share.
#[derive(Debug)]
pub(crate) struct Services {
    pub(crate) log: Arc<dyn LogStore>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) quota: Quota,
    /// Writes that outlive the connection they came from.
    pub(crate) tasks: TaskTracker,
    /// Turns for checking many signatures at once: as many as there are cores.
    pub(crate) checks: Arc<Semaphore>,
}

/// What to do when the writing task ends: nobody may be left to close the room.
type Written = Box<dyn Fn() + Send + Sync>;

/// See the module.
pub(crate) struct Room {
    services: Arc<Services>,
    space: Mutex<Space>,
    listeners: Mutex<Vec<(MemberKey, Arc<Bell>)>>,
    /// Whether the writing task runs.
    writing: AtomicBool,
    /// Held while the roster grows, so that one entry is judged at a time.
    roster: tokio::sync::Mutex<()>,
    /// Held while a chunk is kept, so that each is counted once.
    pub(super) chunks: tokio::sync::Mutex<()>,
    /// The log and this room disagree, or the disk failed: everyone must come in again.
    failed: Mutex<Option<Refusal>>,
    written: Written,
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room")
            .field("space", &self.space)
            .finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    pub(super) fn new(services: Arc<Services>, space: Space, written: Written) -> Self {
        Self {
            services,
            space: Mutex::new(space),
            listeners: Mutex::default(),
            writing: AtomicBool::new(false),
            roster: tokio::sync::Mutex::default(),
            chunks: tokio::sync::Mutex::default(),
            failed: Mutex::default(),
            written,
        }
    }

    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    /// The state, for as long as no other connection should see it change. Never held across an await.
    pub(crate) fn space(&self) -> MutexGuard<'_, Space> {
        locked(&self.space)
    }

    /// Why everyone must leave, if they must.
    pub(crate) fn failure(&self) -> Option<Refusal> {
        *locked(&self.failed)
    }

    /// Whether so much is on its way to the disk that its senders should wait.
    pub(crate) fn is_behind(&self) -> bool {
        self.space().flying_bytes() > FLYING
    }

    pub(super) fn listen(&self, member: MemberKey, bell: Arc<Bell>) {
        locked(&self.listeners).push((member, bell));
    }

    /// Whether nobody is in it and nothing is being written.
    pub(super) fn is_idle(&self) -> bool {
        locked(&self.listeners).is_empty() && !self.writing.load(Ordering::Acquire)
    }

    /// Stops telling `bell`.
    pub(super) fn leave(&self, bell: &Arc<Bell>) {
        let mut listeners = locked(&self.listeners);
        listeners.retain(|(_, other)| !Arc::ptr_eq(other, bell));
        if listeners.len() < 2 {
            self.space().forget_tail();
        }
    }

    pub(super) fn listeners(&self) -> MutexGuard<'_, Vec<(MemberKey, Arc<Bell>)>> {
        locked(&self.listeners)
    }

    fn ring(&self) {
        let space = self.space().id();
        for (_, bell) in locked(&self.listeners).iter() {
            bell.ring(space);
        }
    }

    /// Passes an encoded whisper to `to`, or to everyone else here.
    pub(crate) fn whisper(&self, own: &Arc<Bell>, to: Option<MemberKey>, frame: &Bytes) {
        for (member, bell) in locked(&self.listeners).iter() {
            let meant = to.is_none_or(|to| to == *member) && self.has(member);
            if meant && !Arc::ptr_eq(bell, own) {
                bell.whisper(frame.clone());
            }
        }
    }

    /// Passes an encoded frame to `to`, on each of its connections.
    pub(super) fn tell(&self, to: MemberKey, frame: &Bytes) {
        for (member, bell) in locked(&self.listeners).iter() {
            if *member == to && self.has(member) {
                bell.whisper(frame.clone());
            }
        }
    }

    /// Whether somebody who listens is let in, or still at the door.
    pub(super) fn has(&self, member: &MemberKey) -> bool {
        let space = self.space();
        space
            .roster()
            .is_none_or(|roster| roster.member(member).is_some())
    }

    /// Judges `records` and sets off to write those that are taken.
    ///
    /// # Errors
    /// What the log says when it is asked about old records.
    pub(crate) async fn push(
        self: &Arc<Self>,
        records: Vec<Checked>,
    ) -> Result<Vec<Taken>, RelayError> {
        let (id, doubtful) = {
            let space = self.space();
            (space.id(), space.doubtful(&records))
        };
        let ids = if doubtful.is_empty() {
            BTreeMap::new()
        } else {
            self.services.log.ids(id, doubtful).await?
        };
        if self.failure().is_some() {
            return Ok(Vec::new());
        }
        let (taken, vouched) = {
            let mut space = self.space();
            let taken = space.admit(records, &ids, self.services.quota);
            (taken, space.take_vouched())
        };
        if !self.writing.swap(true, Ordering::AcqRel) {
            self.services.tasks.spawn(Arc::clone(self).write());
        }
        if !vouched.is_empty() {
            // Nobody hears that it was taken before it is on the disk.
            self.services.log.vouch(id, vouched, now_ms()).await?;
            // What is in memory may be what gave way.
            self.space().forget_tail();
        }
        Ok(taken)
    }

    async fn write(self: Arc<Self>) {
        self.write_waiting().await;
        (self.written)();
    }

    /// Writes what waits until nothing does. One at a time for each room, so that order is kept whatever
    /// the log does; what gathers meanwhile goes together.
    async fn write_waiting(&self) {
        loop {
            let batch = self.space().take_waiting();
            if batch.is_empty() {
                self.writing.store(false, Ordering::Release);
                // Something may have come between the look and the store; then this task goes on.
                if self.space().has_waiting() && !self.writing.swap(true, Ordering::AcqRel) {
                    continue;
                }
                return;
            }
            if let Err(refusal) = self.commit(batch).await {
                *locked(&self.failed) = Some(refusal);
                self.writing.store(false, Ordering::Release);
                self.ring();
                return;
            }
            self.ring();
        }
    }

    async fn commit(&self, batch: Vec<NewRecord>) -> Result<(), Refusal> {
        let id = self.space().id();
        let started = Instant::now();
        match self.services.log.append(id, batch.clone()).await {
            Ok(Outcome::Durable) => {
                self.services.metrics.committed(&batch, started.elapsed());
                let shared = locked(&self.listeners).len() > 1;
                self.space().committed(batch, shared);
                Ok(())
            }
            Ok(Outcome::Moved) => Err(Refusal::Busy),
            Err(RelayError::MakeRoom) => Err(Refusal::Quota),
            Err(error) => {
                tracing::error!(%error, "records could not be written");
                Err(Refusal::Busy)
            }
        }
    }

    /// Judges roster entries that `member` brought and writes them. Anyone inside may bring what others signed,
    /// but who is not must be a member by what it brings, or have signed the Join at its end. `fresh` are entries
    /// that are nobody's yet: those have to account for what is here. The roster is durable when this answers.
    ///
    /// # Errors
    /// Why not.
    pub(crate) async fn extend(
        &self,
        member: MemberKey,
        entries: Vec<Vec<u8>>,
        fresh: bool,
    ) -> Result<(), Refusal> {
        let _turn = self.roster.lock().await;
        let bytes = entries.iter().map(|entry| entry.len() as u64).sum();
        let (id, now, fits) = {
            let space = self.space();
            let fits = space.has_room_for_roster(bytes, self.services.quota);
            (space.id(), space.roster().cloned(), fits)
        };
        if !fits {
            return Err(Refusal::Quota);
        }
        let at = now.as_ref().map_or(0, Roster::len);
        let inside = now
            .as_ref()
            .is_some_and(|roster| roster.member(&member).is_some());
        let now_ms = u64::try_from(now_ms()).unwrap_or_default();
        // A signature and a copy of the roster for each entry: not for an async thread.
        let judged = move || (grow(id, now, &entries, now_ms), entries);
        let (growth, entries) = tokio::task::spawn_blocking(judged)
            .await
            .map_err(|_| Refusal::Busy)?;
        let growth = growth.map_err(RosterError::refusal)?;
        if !inside && growth.roster.member(&member).is_none() && growth.joined_by != Some(member) {
            return Err(Refusal::NotMember);
        }
        if growth.too_late && !growth.has_admin(&member) {
            return Err(Refusal::InviteExpired);
        }
        let Growth { roster, ended, .. } = growth;
        let ended = if fresh { ended } else { Vec::new() };
        self.space().expect(&roster, &ended)?;
        let written = self.services.log.extend_roster(id, at, entries).await;
        if !matches!(written, Ok(Outcome::Durable)) {
            self.space().expect_nothing();
        }
        match written {
            Ok(Outcome::Durable) => {
                self.space().set_roster(roster, bytes);
                self.ring();
                Ok(())
            }
            Ok(Outcome::Moved) => {
                *locked(&self.failed) = Some(Refusal::Busy);
                self.ring();
                Err(Refusal::RosterConflict)
            }
            Err(RelayError::MakeRoom) => Err(Refusal::Quota),
            Err(error) => {
                tracing::error!(%error, "a roster could not be written");
                Err(Refusal::Busy)
            }
        }
    }
}
