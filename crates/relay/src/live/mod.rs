//! Spaces while somebody has them open. Pure parts: `space` (what is taken), `growing` (rosters), `link` (what a client lacks),
//! `tail`, `window`. With I/O: `room` (writes, tells), `bell` (how a connection hears of it), and the hub here.

mod bell;
mod checked;
mod chunks;
mod growing;
mod link;
#[cfg(test)]
#[path = "../../tests/relay/person.rs"]
mod person;
mod quota;
mod room;
mod space;
mod tail;
#[cfg(test)]
mod tests;
mod window;

pub(crate) use bell::Bell;
pub(crate) use checked::Checked;
pub(crate) use link::{Link, Turn};
pub use quota::Quota;
pub(crate) use room::{Room, Services};

use crate::RelayError;
use bytes::Bytes;
use commonplace_protocol::{MemberKey, SpaceId};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::OnceCell;

type Slot = Arc<OnceCell<Arc<Room>>>;
type Rooms = HashMap<SpaceId, Slot>;

/// Every room, by space.
#[derive(Debug)]
pub(crate) struct Hub {
    services: Arc<Services>,
    rooms: Mutex<Rooms>,
}

impl Hub {
    pub(crate) fn new(services: Arc<Services>) -> Arc<Self> {
        Arc::new(Self {
            services,
            rooms: Mutex::default(),
        })
    }

    /// What rooms and connections share.
    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A seat in the room of `space`, which is read from the log if nobody has it open.
    ///
    /// # Errors
    /// What the log says.
    pub(crate) async fn enter(
        self: &Arc<Self>,
        space: SpaceId,
        member: MemberKey,
        bell: Arc<Bell>,
    ) -> Result<Seat, RelayError> {
        let slot = {
            let mut rooms = self.rooms();
            // A room that failed keeps those inside until they left; newcomers get a fresh one.
            if let Entry::Occupied(old) = rooms.entry(space)
                && old.get().get().is_some_and(|room| room.failure().is_some())
            {
                old.remove();
            }
            Arc::clone(rooms.entry(space).or_default())
        };
        let entered = slot.get_or_try_init(|| self.load(space)).await;
        let room = match entered {
            Ok(room) => Arc::clone(room),
            Err(error) => {
                self.tidy(space, Some(slot));
                return Err(error);
            }
        };
        room.listen(member, Arc::clone(&bell));
        self.count(&self.rooms());
        Ok(Seat {
            hub: Arc::clone(self),
            slot: Some(slot),
            room,
            bell,
        })
    }

    /// Passes a frame to `member`, if it has `space` open.
    pub(crate) fn tell(&self, space: SpaceId, member: MemberKey, frame: &Bytes) {
        let room = self
            .rooms()
            .get(&space)
            .and_then(|slot| slot.get().cloned());
        if let Some(room) = room {
            room.tell(member, frame);
        }
    }

    /// Lets go of the slot the caller held, if it did, and closes its room if nobody is in it, nobody is on the
    /// way in, and nothing is being written from it. The map may have another slot by now: that one stays.
    fn tidy(&self, space: SpaceId, held: Option<Slot>) {
        let mut rooms = self.rooms();
        if let Entry::Occupied(slot) = rooms.entry(space)
            && held
                .as_ref()
                .is_none_or(|held| Arc::ptr_eq(held, slot.get()))
        {
            drop(held);
            let room = slot.get().get();
            if Arc::strong_count(slot.get()) == 1 && room.is_none_or(|room| room.is_idle()) {
                slot.remove();
            }
        }
        self.count(&rooms);
    }

    fn count(&self, rooms: &Rooms) {
        self.services
            .metrics
            .spaces
            .set(i64::try_from(rooms.len()).unwrap_or(i64::MAX));
    }

    async fn load(self: &Arc<Self>, space: SpaceId) -> Result<Arc<Room>, RelayError> {
        let held = self.services.log.space(space).await?;
        let state = space::Space::new(space, held)
            .map_err(|error| RelayError::RestoreBackup(format!("a stored roster: {error}")))?;
        let hub = Arc::downgrade(self);
        let written = move || {
            if let Some(hub) = hub.upgrade() {
                hub.tidy(space, None);
            }
        };
        Ok(Arc::new(Room::new(
            Arc::clone(&self.services),
            state,
            Box::new(written),
        )))
    }
}

/// A connection's place in a room. Dropping it leaves; the last to leave closes the room.
#[derive(Debug)]
pub(crate) struct Seat {
    hub: Arc<Hub>,
    /// `None` only while dropping.
    slot: Option<Slot>,
    pub(crate) room: Arc<Room>,
    bell: Arc<Bell>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let id = self.room.space().id();
        self.room.leave(&self.bell);
        self.hub.tidy(id, self.slot.take());
    }
}
