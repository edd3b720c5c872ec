//! Version vectors: for each replica, how many of its records are held (or covered by a pack).
//! Records have no gaps, so one number for each replica says everything.

use crate::{ReplicaId, cbor, limits::MAX_REPLICAS};
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use std::collections::{BTreeMap, btree_map};

/// Replica -> the counter up to which everything is held. A replica not named is at 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionVector(BTreeMap<ReplicaId, u64>);

/// Records of one replica, `from..=to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// The replica that wrote them.
    pub replica: ReplicaId,
    /// The first counter, at least 1.
    pub from: u64,
    /// The last counter, at least `from`.
    pub to: u64,
}

impl Range {
    /// How many records it names.
    pub const fn count(&self) -> u64 {
        self.to.saturating_sub(self.from).saturating_add(1)
    }
}

impl VersionVector {
    /// Holding nothing.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The counter up to which everything of `replica` is held.
    pub fn get(&self, replica: &ReplicaId) -> u64 {
        self.0.get(replica).copied().unwrap_or(0)
    }

    /// Everything of `replica` up to `counter` is held now. Never lowers; answers whether it rose.
    pub fn raise(&mut self, replica: ReplicaId, counter: u64) -> bool {
        if counter <= self.get(&replica) {
            return false;
        }
        self.0.insert(replica, counter);
        true
    }

    /// Whether the record `counter` of `replica` is held.
    pub fn covers(&self, replica: &ReplicaId, counter: u64) -> bool {
        counter <= self.get(replica)
    }

    /// Whether everything `other` holds is held here too.
    pub fn includes(&self, other: &Self) -> bool {
        other
            .iter()
            .all(|(replica, counter)| self.covers(&replica, counter))
    }

    /// What `other` holds and this lacks, by replica.
    pub fn lacks(&self, other: &Self) -> Vec<Range> {
        other
            .iter()
            .filter_map(|(replica, to)| {
                let held = self.get(&replica);
                (held < to).then_some(Range {
                    replica,
                    from: held.saturating_add(1),
                    to,
                })
            })
            .collect()
    }

    /// How many records `other` holds and this lacks.
    pub fn lacking(&self, other: &Self) -> u64 {
        other
            .iter()
            .map(|(replica, to)| to.saturating_sub(self.get(&replica)))
            .fold(0, u64::saturating_add)
    }

    /// Holds what either holds.
    pub fn merge(&mut self, other: &Self) {
        for (replica, counter) in other.iter() {
            self.raise(replica, counter);
        }
    }

    /// Every replica something is held of, in order.
    pub fn iter(&self) -> impl Iterator<Item = (ReplicaId, u64)> + '_ {
        self.0.iter().map(|(replica, counter)| (*replica, *counter))
    }

    /// How many replicas something is held of.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(ReplicaId, u64)> for VersionVector {
    fn from_iter<I: IntoIterator<Item = (ReplicaId, u64)>>(pairs: I) -> Self {
        let mut vector = Self::new();
        for (replica, counter) in pairs {
            vector.raise(replica, counter);
        }
        vector
    }
}

impl IntoIterator for VersionVector {
    type Item = (ReplicaId, u64);
    type IntoIter = btree_map::IntoIter<ReplicaId, u64>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<C> Encode<C> for VersionVector {
    fn encode<W: encode::Write>(
        &self,
        e: &mut Encoder<W>,
        ctx: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        e.map(self.0.len() as u64)?;
        for (replica, counter) in &self.0 {
            e.encode_with(replica, ctx)?.u64(*counter)?;
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for VersionVector {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        let count = cbor::count(d.map()?, MAX_REPLICAS)?;
        let mut vector = Self::new();
        for _ in 0..count {
            let replica = d.decode_with(ctx)?;
            if !vector.raise(replica, d.u64()?) {
                return Err(decode::Error::message("a replica twice, or at zero"));
            }
        }
        Ok(vector)
    }
}
