//! What to do when two copies of one device wrote under the same replica (a restored profile, a copied disk),
//! or a record of our own could not be stored: say it again under a replica nobody else has.

use super::{Chain, Opened, Sealed, Space};
use crate::SyncError;
use commonplace_protocol::{Record, ReplicaId, Tip, VersionVector};
use rand_core::CryptoRng;

/// What changed, to be stored in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// The replica whose records were set aside.
    pub replica: ReplicaId,
    /// Where it ends now; `None` if nothing of it counts. Its later records may be overwritten by others' version.
    pub tip: Option<Tip>,
    /// The replica we write under now, to be kept with the tab's slot.
    pub writer: ReplicaId,
    /// The same touches again, as records of that replica.
    pub sealed: Vec<Sealed>,
}

impl Space {
    /// Sets aside `records`: all of `replica` after the last one that others are known to share, in order, those
    /// still on their way to the disk included. Seals what they say again under another replica and forgets
    /// them, so that the others' version can take their place. With no records it only begins a new writer.
    ///
    /// # Errors
    /// `Gap` if `records` are not the end of that replica, or any error of [`Space::read`] or [`Space::seal`];
    /// then nothing has changed.
    pub fn renew(
        &mut self,
        rng: &mut (impl CryptoRng + ?Sized),
        replica: ReplicaId,
        records: &[Vec<u8>],
    ) -> Result<Renewed, SyncError> {
        let mut next = self.clone();
        let opened = self.end_of(replica, records)?;
        if let (Some(_), Some(first)) = (opened.first(), records.first()) {
            next.roll_back(replica, &Record::parse(first)?);
        }
        let writer = match next.writer {
            Some(writer) if writer != replica => writer,
            _ => next.new_writer(rng),
        };
        let again = opened.iter().filter(|record| record.says_something());
        let sealed = again
            .map(|record| match &record.pack {
                Some(pack) => next.seal_pack(rng, &record.touches, pack),
                None => next.seal(rng, &record.touches),
            })
            .collect::<Result<_, _>>()?;
        *self = next;
        Ok(Renewed {
            replica,
            tip: self.tip(&replica),
            writer,
            sealed,
        })
    }

    /// Sets aside `records`, as [`Space::renew`] does, and says nothing again: they are another member's. Answers
    /// where the replica ends now.
    ///
    /// # Errors
    /// `Gap` if `records` are not the end of that replica, or any error of [`Space::read`]; then nothing has changed.
    pub fn set_aside(
        &mut self,
        replica: ReplicaId,
        records: &[Vec<u8>],
    ) -> Result<Option<Tip>, SyncError> {
        let opened = self.end_of(replica, records)?;
        if let (Some(_), Some(first)) = (opened.first(), records.first()) {
            self.roll_back(replica, &Record::parse(first)?);
        }
        Ok(self.tip(&replica))
    }

    /// The records opened, if they are all of `replica` from the first one on. What is beyond its tip was put in
    /// the store by somebody else.
    fn end_of(&self, replica: ReplicaId, records: &[Vec<u8>]) -> Result<Vec<Opened>, SyncError> {
        let tip = self.tip(&replica).map_or(0, |tip| tip.counter);
        let mut opened = Vec::with_capacity(records.len());
        for bytes in records {
            let record = self.read(bytes)?;
            if record.key.replica == replica && record.key.counter <= tip {
                opened.push(record);
            }
        }
        for (record, left) in opened.iter().rev().zip(0..) {
            if record.key.counter.checked_add(left) != Some(tip) {
                return Err(SyncError::Gap {
                    key: record.key,
                    have: tip,
                });
            }
        }
        Ok(opened)
    }

    /// `replica` ends before `first` from now on.
    fn roll_back(&mut self, replica: ReplicaId, first: &Record<'_>) {
        let header = first.header();
        let kept = header.counter.saturating_sub(1);
        let tip = Tip {
            counter: kept,
            id: header.prev,
            member: header.member,
        };
        if kept == 0 {
            self.chains.remove(&replica);
        } else if kept < self.durable.get(&replica) {
            self.chains.insert(replica, Chain::at(tip));
        } else if let Some(chain) = self.chains.get_mut(&replica) {
            chain.dropped(header.counter);
        }
        lower(&mut self.durable, replica, kept);
        lower(&mut self.confirmed, replica, kept);
        self.set_aside.insert(replica, kept);
        if self.cut.get(&replica).is_some_and(|last| kept <= *last) {
            self.cut.remove(&replica);
        }
    }

    /// The last record of a replica that was kept when it was set aside, if it ever was.
    pub(crate) fn set_aside_after(&self, replica: &ReplicaId) -> Option<u64> {
        self.set_aside.get(replica).copied()
    }
}

/// Takes back what `vector` says of `replica` beyond `counter`.
pub(crate) fn lower(vector: &mut VersionVector, replica: ReplicaId, counter: u64) {
    let lowered =
        |(id, at): (ReplicaId, u64)| (id, if id == replica { at.min(counter) } else { at });
    *vector = vector.iter().map(lowered).collect();
}
