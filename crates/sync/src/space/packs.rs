//! Packs: records that stand for others, and the stand-ins that hold the places of those. What a pack covers is
//! given up only by who has seen that everything in it is in the pack, or is to be forgotten.

use super::{Opened, Sealed, Space};
use crate::SyncError;
use crate::body::{self, Touch};
use commonplace_protocol::record::{self, Kind, Record};
use commonplace_protocol::{Cover, DocId, RecordKey, Voucher};
use rand_core::CryptoRng;

/// What a pack says besides its documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The records it stands for.
    pub covers: Vec<Cover>,
    /// Documents that are gone for ever.
    pub forgotten: Vec<DocId>,
}

impl Opened {
    /// Whether this pack accounts for all that `covered` says, so that nothing but what is forgotten goes with it.
    pub fn accounts_for(&self, covered: &Self) -> bool {
        let Some(pack) = self.pack.as_ref().filter(|_| !self.newer) else {
            return false;
        };
        let (key, id) = (covered.key, covered.id);
        let named =
            |cover: &Cover| (cover.replica, cover.to, cover.last) == (key.replica, key.counter, id);
        let is_held = |touch: &Touch| {
            pack.forgotten.contains(&touch.doc)
                || self.touches.iter().any(|whole| holds(whole, touch))
        };
        let is_passed_on = covered.pack.as_ref().is_none_or(|before| {
            let covers = before
                .covers
                .iter()
                .all(|cover| pack.covers.contains(cover));
            covers
                && before
                    .forgotten
                    .iter()
                    .all(|doc| pack.forgotten.contains(doc))
        });
        self.key.space == key.space
            && !covered.newer
            && !covered.stands_in
            && pack.covers.iter().any(named)
            && covered.touches.iter().all(is_held)
            && is_passed_on
    }
}

/// Whether a document in a pack has the changes a record brought. They are there as they were, one after the other.
fn holds(whole: &Touch, part: &Touch) -> bool {
    let found = part.changes.is_empty()
        || whole
            .changes
            .windows(part.changes.len())
            .any(|changes| changes == part.changes);
    whole.doc == part.doc && whole.kind == part.kind && found
}

impl Space {
    /// Writes a pack: `touches` hold what the covered records say of every document that is not `forgotten`.
    ///
    /// # Errors
    /// As [`Space::seal`]; `TooLarge` also for too many covers, or none.
    pub fn seal_pack(
        &mut self,
        rng: &mut (impl CryptoRng + ?Sized),
        touches: &[Touch],
        pack: &Pack,
    ) -> Result<Sealed, SyncError> {
        let body = body::pack(touches, &pack.forgotten).map_err(|_| SyncError::TooLarge)?;
        let mut covers = pack.covers.clone();
        covers.sort_by_key(|cover| (cover.replica, cover.from));
        self.write(rng, Kind::Pack, covers, body)
    }

    /// What takes the place of a record of our own store that the pack `by` covers.
    ///
    /// # Errors
    /// `Broken` if it is no record, `NoWriter` if nobody here can bear witness.
    pub fn stand_in(&self, covered: &[u8], by: &RecordKey) -> Result<Vec<u8>, SyncError> {
        let covered = Record::parse(covered)?;
        let header = covered.header().standing_in(covered.id());
        let voucher = Voucher {
            signer: self.member,
            witness: self.writer.ok_or(SyncError::NoWriter)?,
            pack: by.replica,
            counter: by.counter,
        };
        record::assemble(&header, &voucher.to_body(), |message| {
            self.identity.sign(message)
        })
        .map_err(super::too_large)
    }
}
