//! Mailboxes: a member fills one, whoever knows its name empties it, and the member hears of it.

use super::{BUSY_RETRY_MS, Connection};
use crate::{
    RelayError,
    log::{LogStore, NewBox, Opened, Outcome},
};
use commonplace_protocol::{
    Frame, Refusal, Refused,
    frame::{Found, Placed, Put, Take, Taken},
};
use std::time::{SystemTime, UNIX_EPOCH};

impl Connection {
    pub(super) async fn put(&mut self, put: Put) {
        let Put {
            space,
            place,
            sealed,
        } = put;
        let Some((member, true)) = self.places.get(&space).map(|held| {
            let member = held.link.member();
            let space = held.seat.room.space();
            let roster = space.roster();
            (
                member,
                roster.is_some_and(|roster| roster.member(&member).is_some()),
            )
        }) else {
            return self.refuse(Refused::new(Refusal::NotMember).about(space));
        };
        let now_ms = now_ms();
        let kept_ms = self.context.patience.mailbox.as_millis();
        let filled = NewBox {
            place,
            space,
            member,
            sealed,
            expires_ms: now_ms.saturating_add(i64::try_from(kept_ms).unwrap_or(i64::MAX)),
        };
        let expires_in_ms = match self.log().put_box(filled, now_ms).await {
            Ok(Outcome::Durable) => u64::try_from(kept_ms).unwrap_or(u64::MAX),
            Ok(Outcome::Moved) => 0,
            Err(error) => return self.mailbox_failed(&error),
        };
        self.answer(&Frame::Placed(Placed {
            space,
            place,
            expires_in_ms,
        }));
    }

    pub(super) async fn take(&mut self, take: Take) {
        let place = take.place;
        let (sealed, why) = match self.log().take_box(place, now_ms()).await {
            Ok(Opened::Full(held)) => {
                let space = held.space;
                let taken = Frame::Taken(Taken { space, place }).encode();
                self.context.hub.tell(space, held.member, &taken.into());
                (Some(held.sealed), None)
            }
            Ok(Opened::Empty(why)) => (None, Some(why)),
            Err(error) => return self.mailbox_failed(&error),
        };
        self.answer(&Frame::Found(Found { place, sealed, why }));
    }

    fn log(&self) -> std::sync::Arc<dyn LogStore> {
        std::sync::Arc::clone(&self.context.hub.services().log)
    }

    fn mailbox_failed(&mut self, error: &RelayError) {
        tracing::error!(%error, "a mailbox could not be used");
        self.refuse(Refused::new(Refusal::Busy).retry_after(BUSY_RETRY_MS));
    }
}

/// By this machine's clock: it decides how long a box is kept, and nothing else.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
