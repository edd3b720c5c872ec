//! The whole truth about what was written, put together from what the outbox, the relay's link
//! and the leading tab know.

use crate::rows;
use commonplace_api::{RelayState, Saved, SyncStatus};
use commonplace_protocol::{SpaceId, VersionVector};
use minicbor::{Decode, Encode};

/// How things stand with the relay, as the leading tab knows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RelayStatus {
    pub(crate) state: RelayState,
    /// What the relay holds durably, as far as anyone here has heard.
    pub(crate) acked: VersionVector,
    /// Pictures that are here and not wholly on the relay.
    pub(crate) photos_waiting: u32,
    pub(crate) synced_at_ms: Option<i64>,
    /// The journal has not wholly arrived on this device yet.
    pub(crate) arriving: bool,
    /// How many entries of the roster are on the disk.
    pub(crate) roster: u64,
}

/// [`RelayStatus`] between tabs.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct Told {
    #[n(0)]
    state: u8,
    #[n(1)]
    code: u16,
    #[n(2)]
    sentence: String,
    #[n(3)]
    retry_at_ms: Option<i64>,
    #[n(4)]
    acked: VersionVector,
    #[n(5)]
    synced_at_ms: Option<i64>,
    #[n(6)]
    arriving: bool,
    #[n(7)]
    photos_waiting: u32,
    #[n(8)]
    space: Option<SpaceId>,
    #[n(9)]
    #[cbor(default)]
    roster: u64,
}

impl RelayStatus {
    pub(crate) fn new(acked: VersionVector) -> Self {
        Self {
            state: RelayState::Offline,
            acked,
            photos_waiting: 0,
            synced_at_ms: None,
            arriving: false,
            roster: 0,
        }
    }

    /// For the other tabs.
    pub(crate) fn to_bytes(&self, space: &SpaceId) -> Vec<u8> {
        let (state, code, sentence, retry_at_ms) = match &self.state {
            RelayState::Offline => (0, 0, String::new(), None),
            RelayState::Connecting => (1, 0, String::new(), None),
            RelayState::Online => (2, 0, String::new(), None),
            RelayState::Refused {
                code,
                sentence,
                retry_at_ms,
            } => (3, *code, sentence.clone(), *retry_at_ms),
            RelayState::ShutOut => (4, 0, String::new(), None),
        };
        let (acked, synced_at_ms) = (self.acked.clone(), self.synced_at_ms);
        let arriving = self.arriving;
        let photos_waiting = self.photos_waiting;
        rows::encode(&Told {
            state,
            code,
            sentence,
            retry_at_ms,
            acked,
            synced_at_ms,
            arriving,
            photos_waiting,
            space: Some(*space),
            roster: self.roster,
        })
    }

    /// What the leading tab said, if it was of this space. It replaces what was known: a relay can lose what it held.
    pub(crate) fn hear(&mut self, space: &SpaceId, bytes: &[u8]) -> bool {
        let told = rows::decode::<Told>(bytes);
        let Some(told) = told.filter(|told| told.space == Some(*space)) else {
            return false;
        };
        self.state = match told.state {
            1 => RelayState::Connecting,
            2 => RelayState::Online,
            3 => RelayState::Refused {
                code: told.code,
                sentence: told.sentence,
                retry_at_ms: told.retry_at_ms,
            },
            4 => RelayState::ShutOut,
            _ => RelayState::Offline,
        };
        self.acked = told.acked;
        self.photos_waiting = told.photos_waiting;
        self.synced_at_ms = told.synced_at_ms.or(self.synced_at_ms);
        self.arriving = told.arriving;
        self.roster = told.roster;
        true
    }

    /// What a screen shows. `held` is everything durable here.
    pub(crate) fn status(
        &self,
        saved: Saved,
        held: &VersionVector,
        kept: Option<bool>,
    ) -> SyncStatus {
        SyncStatus {
            saved,
            relay: self.state.clone(),
            waiting: u32::try_from(self.acked.lacking(held)).unwrap_or(u32::MAX),
            photos_waiting: self.photos_waiting,
            synced_at_ms: self.synced_at_ms,
            kept,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commonplace_protocol::ReplicaId;

    #[test]
    fn tabs_tell_each_other_the_same_story() {
        let acked = VersionVector::from_iter([(ReplicaId([1; 16]), 4)]);
        let mut leader = RelayStatus::new(acked.clone());
        leader.state = RelayState::Refused {
            code: 8,
            sentence: "full".into(),
            retry_at_ms: Some(5),
        };
        leader.synced_at_ms = Some(3);
        let mut other = RelayStatus::new(VersionVector::new());
        let space = SpaceId([1; 32]);
        assert!(!other.hear(&SpaceId([2; 32]), &leader.to_bytes(&space)));
        assert!(other.hear(&space, &leader.to_bytes(&space)));
        assert_eq!(other, leader);
        assert!(!other.hear(&space, b"nonsense"));
        assert_eq!(other, leader);
        let held = VersionVector::from_iter([(ReplicaId([1; 16]), 6)]);
        assert_eq!(other.status(Saved::Yes, &held, None).waiting, 2);
    }
}
