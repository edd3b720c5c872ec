//! Stand-ins for records that are held as they were. Each comes from a replica that has seen that a pack accounts for
//! the record; once enough of them have, or enough time has passed, what was held gives way.

use bytes::Bytes;
use commonplace_protocol::{Kind, Record, RecordId, ReplicaId, record};
use std::time::Duration;

/// Replicas, besides the one that made the pack, that must have said so.
pub(super) const WITNESSES: usize = 2;
/// How long it takes without them.
pub(super) const PATIENCE: Duration = Duration::from_hours(24 * 30);

/// What may take the place of a record, by one witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStandIn {
    /// Whose record.
    pub replica: ReplicaId,
    /// Which.
    pub counter: u64,
    /// Its name: nothing else gives way.
    pub id: RecordId,
    /// Who says so.
    pub witness: ReplicaId,
    /// Whether that is another replica than made the pack.
    pub other: bool,
    /// All of it, as it travels.
    pub bytes: Bytes,
}

impl NewStandIn {
    /// Whether it may take the place of what is held.
    pub(super) fn replaces(&self, held: &[u8]) -> bool {
        let stands_in = |record: Record<'_>| record.header().kind == Kind::StandIn;
        !Record::parse(held).is_ok_and(stands_in) && record::id(held) == self.id
    }
}

/// Records first vouched for until then have waited long enough.
pub(super) fn waited_since_ms(now_ms: i64) -> i64 {
    now_ms.saturating_sub(i64::try_from(PATIENCE.as_millis()).unwrap_or(i64::MAX))
}
