//! One space that somebody has open: its roster, how far each replica got, what is on its way to the disk.
//! Pure: it decides what is taken and what became durable; writing and telling others is `room`'s.

use super::checked::Checked;
use super::growing;
use super::quota::Quota;
use super::tail::Tail;
use crate::log::{Held, Logged, NewRecord, NewStandIn, Tips};
use bytes::Bytes;
use commonplace_protocol::{
    Kind, MemberKey, Record, RecordError, RecordId, Refusal, ReplicaId, Roster, RosterError,
    SpaceId, Tip, Verdict, VersionVector, judge, limits::MAX_REPLICAS,
};
use std::collections::BTreeMap;

/// What became of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// On its way to the disk, or there already.
    Yes(ReplicaId, u64),
    /// Not taken; the place is missing where the bytes name none.
    No(Refusal, Option<(ReplicaId, u64)>),
}

/// A space as this relay sees it.
#[derive(Debug)]
pub(crate) struct Space {
    id: SpaceId,
    roster: Option<Roster>,
    /// What the roster will be once it is on the disk. Nothing is taken meanwhile that it ends.
    coming: Option<Roster>,
    /// The last durable record of each replica.
    tips: Tips,
    /// The same, as a vector.
    durable: VersionVector,
    /// The last record of each replica that has some on the way.
    flying: Tips,
    /// Ids of the records on the way.
    flying_ids: BTreeMap<(ReplicaId, u64), RecordId>,
    /// Admitted and not yet handed to the log.
    waiting: Vec<NewRecord>,
    /// What may take the place of records that are on the disk, and not yet handed to the log.
    vouched: Vec<NewStandIn>,
    /// Bytes durable or on the way.
    bytes: u64,
    /// Bytes on the way.
    flying_bytes: u64,
    tail: Tail,
}

impl Space {
    /// From what the log holds.
    ///
    /// # Errors
    /// [`RosterError`] if the log holds a roster this program would not have taken.
    pub(crate) fn new(id: SpaceId, held: Option<Held>) -> Result<Self, RosterError> {
        let held = held.unwrap_or_default();
        let roster = match held.roster.split_first() {
            Some((genesis, entries)) => Some(growing::replayed(genesis, entries)?),
            None => None,
        };
        let mut tips = held.tips;
        if let Some(roster) = &roster {
            set_aside(roster, &mut tips);
        }
        let durable = vector_of(&tips);
        Ok(Self {
            id,
            roster,
            coming: None,
            tips,
            durable,
            flying: Tips::new(),
            flying_ids: BTreeMap::new(),
            waiting: Vec::new(),
            vouched: Vec::new(),
            bytes: held.bytes,
            flying_bytes: 0,
            tail: Tail::default(),
        })
    }

    pub(crate) fn id(&self) -> SpaceId {
        self.id
    }

    /// The roster; `None` while nobody has opened the space on this relay.
    pub(crate) fn roster(&self) -> Option<&Roster> {
        self.roster.as_ref()
    }

    /// What is on the disk.
    pub(crate) fn durable(&self) -> &VersionVector {
        &self.durable
    }

    /// Bytes admitted that are not on the disk yet.
    pub(crate) fn flying_bytes(&self) -> u64 {
        self.flying_bytes
    }

    pub(super) fn tail(&self) -> &Tail {
        &self.tail
    }

    /// Whether `bytes` more for rosters fit.
    pub(crate) fn has_room_for_roster(&self, bytes: u64, quota: Quota) -> bool {
        self.bytes.saturating_add(bytes) <= quota.changes.saturating_add(quota.reserve)
    }

    /// Sets `bytes` aside for a chunk; `false` if they do not fit.
    pub(crate) fn take_room(&mut self, bytes: u64, quota: Quota) -> bool {
        let fits = self.bytes.saturating_add(bytes) <= quota.changes;
        if fits || bytes == 0 {
            self.bytes += bytes;
        }
        fits || bytes == 0
    }

    /// The chunk was not written after all.
    pub(crate) fn give_room_back(&mut self, bytes: u64) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    /// A longer roster is on its way to the disk. `ended` may not write by it any more: it has to account for all
    /// of theirs that is here, since others may have it.
    ///
    /// # Errors
    /// [`Refusal::RosterConflict`] if its author has not seen all of it.
    pub(crate) fn expect(&mut self, coming: &Roster, ended: &[MemberKey]) -> Result<(), Refusal> {
        let cut_off = |(replica, tip): (&ReplicaId, &Tip)| {
            ended.contains(&tip.member) && is_beyond(coming, replica, tip)
        };
        if self.tips.iter().chain(&self.flying).any(cut_off) {
            return Err(Refusal::RosterConflict);
        }
        self.coming = Some(coming.clone());
        Ok(())
    }

    /// What was expected did not get to the disk.
    pub(crate) fn expect_nothing(&mut self) {
        self.coming = None;
    }

    /// A longer roster is durable.
    pub(crate) fn set_roster(&mut self, roster: Roster, bytes: u64) {
        self.coming = None;
        if set_aside(&roster, &mut self.tips) {
            self.durable = vector_of(&self.tips);
            self.forget_tail();
        }
        self.roster = Some(roster);
        self.bytes += bytes;
    }

    /// The places among `records` where only the log can tell a repetition from a fork.
    pub(crate) fn doubtful(&self, records: &[Checked]) -> Vec<(ReplicaId, u64)> {
        let held = |replica, counter| {
            counter < self.durable.get(&replica)
                && !self.flying_ids.contains_key(&(replica, counter))
        };
        records
            .iter()
            .filter_map(Checked::record)
            .map(|record| (record.header().replica, record.header().counter))
            .filter(|(replica, counter)| held(*replica, *counter))
            .collect()
    }

    /// Takes what may be taken, in order; `ids` answers for the places [`Space::doubtful`] named.
    pub(crate) fn admit(
        &mut self,
        records: Vec<Checked>,
        ids: &BTreeMap<(ReplicaId, u64), RecordId>,
        quota: Quota,
    ) -> Vec<Taken> {
        records
            .into_iter()
            .map(|record| self.admit_one(record, ids, quota))
            .collect()
    }

    fn admit_one(
        &mut self,
        checked: Checked,
        ids: &BTreeMap<(ReplicaId, u64), RecordId>,
        quota: Quota,
    ) -> Taken {
        let Checked { bytes, soundness } = checked;
        let Ok(record) = Record::parse(&bytes) else {
            return Taken::No(
                soundness
                    .err()
                    .map_or(Refusal::Malformed, RecordError::refusal),
                None,
            );
        };
        let header = record.header();
        let (replica, counter) = (header.replica, header.counter);
        let no = |refusal| Taken::No(refusal, Some((replica, counter)));
        if let Err(error) = soundness {
            return no(error.refusal());
        }
        let Some(roster) = &self.roster else {
            return no(Refusal::UnknownSpace);
        };
        let tip = self
            .flying
            .get(&replica)
            .or_else(|| self.tips.get(&replica));
        let stored = |counter| {
            let place = (replica, counter);
            self.flying_ids
                .get(&place)
                .or_else(|| ids.get(&place))
                .copied()
        };
        let verdict = judge(roster, tip, &record, stored);
        if let Some(refusal) = verdict.refusal() {
            return no(refusal);
        }
        if verdict == Verdict::Duplicate {
            let taken = self.vouched_for(&record, &bytes);
            return taken.map_or_else(no, |()| Taken::Yes(replica, counter));
        }
        if tip.is_none() && self.tips.len() + self.flying.len() >= MAX_REPLICAS {
            return no(Refusal::TooLarge);
        }
        let size = bytes.len() as u64;
        let reserve = if header.kind == Kind::Pack {
            quota.reserve
        } else {
            0
        };
        if self.bytes.saturating_add(size) > quota.changes.saturating_add(reserve) {
            return no(Refusal::Quota);
        }
        let (member, prev, id) = (header.member, header.prev, record.id());
        let next = tip_of(&record);
        if self.ends_soon(&replica, &next) {
            return no(Refusal::RosterConflict);
        }
        self.flying.insert(replica, next);
        self.flying_ids.insert((replica, counter), id);
        self.bytes += size;
        self.flying_bytes += size;
        self.waiting.push(NewRecord {
            member,
            replica,
            counter,
            prev,
            id,
            bytes,
        });
        Taken::Yes(replica, counter)
    }

    /// Whether a record would not count by the roster that is on its way.
    fn ends_soon(&self, replica: &ReplicaId, tip: &Tip) -> bool {
        let coming = self.coming.as_ref();
        coming.is_some_and(|coming| is_beyond(coming, replica, tip))
    }

    /// A record that is held came again. If it is a stand-in, it may take the place of what is held, one day.
    fn vouched_for(&mut self, record: &Record<'_>, bytes: &Bytes) -> Result<(), Refusal> {
        let Some(voucher) = record.voucher() else {
            return Ok(());
        };
        let (replica, counter) = (record.header().replica, record.header().counter);
        // Both on the disk: the record, and the pack that accounts for it.
        let held = |replica, counter| self.durable.covers(&replica, counter);
        if !held(replica, counter) || !held(voucher.pack, voucher.counter) {
            return Err(Refusal::Gap);
        }
        self.vouched.push(NewStandIn {
            replica,
            counter,
            id: record.id(),
            witness: voucher.witness,
            other: voucher.witness != voucher.pack,
            bytes: bytes.clone(),
        });
        Ok(())
    }

    /// What the log should write next; empty if nothing waits.
    pub(crate) fn take_waiting(&mut self) -> Vec<NewRecord> {
        std::mem::take(&mut self.waiting)
    }

    /// What the log should be told may take the place of records it holds.
    pub(crate) fn take_vouched(&mut self) -> Vec<NewStandIn> {
        std::mem::take(&mut self.vouched)
    }

    /// Whether something waits for the log.
    pub(crate) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Gives the memory of the tail back: whoever is behind reads the log.
    pub(crate) fn forget_tail(&mut self) {
        self.tail.skip(0);
    }

    /// `records`, from [`Space::take_waiting`], are on the disk. They stay in memory a while if somebody
    /// besides their sender listens.
    pub(crate) fn committed(&mut self, records: Vec<NewRecord>, shared: bool) {
        if !shared {
            self.tail.skip(records.len() as u64);
        }
        for record in records {
            let NewRecord {
                member,
                replica,
                counter,
                id,
                bytes,
                ..
            } = record;
            self.flying_bytes = self.flying_bytes.saturating_sub(bytes.len() as u64);
            self.flying_ids.remove(&(replica, counter));
            // What became too late on its way to the disk stays there, unsent.
            let last = self
                .roster
                .as_ref()
                .and_then(|roster| roster.last_accepted(&member, &replica));
            if last.is_some_and(|last| last.counter < counter) {
                self.flying.remove(&replica);
                continue;
            }
            self.tips.insert(
                replica,
                Tip {
                    counter,
                    id,
                    member,
                },
            );
            self.durable.raise(replica, counter);
            if self
                .flying
                .get(&replica)
                .is_some_and(|tip| tip.counter == counter)
            {
                self.flying.remove(&replica);
            }
            if shared {
                self.tail.push(Logged {
                    replica,
                    counter,
                    bytes,
                });
            }
        }
    }
}

/// Whether this record comes after all that counts of its replica.
fn is_beyond(roster: &Roster, replica: &ReplicaId, tip: &Tip) -> bool {
    let last = roster.last_accepted(&tip.member, replica);
    last.is_some_and(|last| last.counter < tip.counter)
}

/// Where a replica is that ends with this record.
fn tip_of(record: &Record<'_>) -> Tip {
    let header = record.header();
    Tip {
        counter: header.counter,
        id: record.id(),
        member: header.member,
    }
}

fn vector_of(tips: &Tips) -> VersionVector {
    tips.iter()
        .map(|(replica, tip)| (*replica, tip.counter))
        .collect()
}

/// Holds no more of each replica than what still counts, now that its member may not write: nobody would take the
/// rest. It stays in the log, unsent. Answers whether that is news.
fn set_aside(roster: &Roster, tips: &mut Tips) -> bool {
    let mut news = false;
    tips.retain(|replica, tip| {
        let last = roster.last_accepted(&tip.member, replica);
        let Some(last) = last.filter(|last| last.counter < tip.counter) else {
            return true;
        };
        (tip.counter, tip.id) = (last.counter, last.id);
        news = true;
        last.counter > 0
    });
    news
}
