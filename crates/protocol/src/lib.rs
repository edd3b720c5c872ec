//! What travels between replicas: ids, records, version vectors, rosters, frames, limits.
//! The relay and every device judge with this code, so it must be the same for all of them.
//! Pure: no clock, no randomness, no input or output, and nothing that could decrypt.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "tests fail by panicking"
    )
)]

mod cbor;
pub mod chunk;
pub mod frame;
pub mod ids;
pub mod judge;
pub mod limits;
pub mod record;
pub mod refusal;
pub mod roster;
mod sign;
pub mod vector;

pub use frame::{Frame, FrameError};
pub use ids::{
    BoxId, BoxKey, ChunkId, Commitment, DocId, Epoch, MemberKey, RecordId, RecordKey, ReplicaId,
    RosterHash, SpaceId,
};
pub use judge::{Tip, Verdict, judge};
pub use record::{Cover, Header, Kind, Record, RecordError, Voucher};
pub use refusal::{Refusal, Refused};
pub use roster::{Role, Roster, RosterError};
pub use vector::{Range, VersionVector};
