//! The next generation of a person's keys in their own space. Must not send or store anything: it drafts an entry.

use crate::finding::keys_in;
use crate::wrap::{self, Place};
use crate::{KeyRing, PersonKey, Seed, Space, SyncError};
use commonplace_protocol::roster::{Accepted, Entry, Op, Wrap};
use commonplace_protocol::{Epoch, MemberKey, Roster};
use ed25519_dalek::Signer;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

impl Seed {
    /// The person key that a roster of the personal space goes by now: one generation for each renewal in it.
    /// `None` if it is not this seed's space.
    pub fn current(&self, roster: &Roster) -> Option<PersonKey> {
        let renewals = ops(roster)
            .filter(|op| matches!(op, Op::Renew { .. }))
            .count();
        let person = self.person(u32::try_from(renewals).ok()?.checked_add(1)?);
        roster.member(&person.member()).map(|_| person)
    }

    /// The entry that ends the current generation's keys and begins the next one's: what is durable here of the
    /// records so far is accepted, nothing else.
    ///
    /// # Errors
    /// [`SyncError::NotYours`] if the space is another person's, [`SyncError::KeyMissing`] if its key is not here.
    pub fn renew(
        &self,
        rng: &mut (impl CryptoRng + ?Sized),
        space: &Space,
    ) -> Result<Vec<u8>, SyncError> {
        let roster = space.newest_roster();
        let old = self.current(roster).ok_or(SyncError::NotYours)?;
        let (recovery, next) = self.next(&old);
        let epoch = Epoch(roster.epoch().0.saturating_add(1));
        let place = Place {
            space: roster.space(),
            epoch,
        };
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *key);
        let before = old.keys_in(roster);
        let before = before
            .get(roster.epoch())
            .ok_or(SyncError::KeyMissing(roster.epoch()))?;
        let (member, box_key) = (next.member(), next.box_key());
        let sealed = wrap::wrap(rng, &key, &box_key, &member, place).ok_or(SyncError::NotYours)?;
        let previous = wrap::wrap_previous(&key, before, place).ok_or(SyncError::NotYours)?;
        let author = MemberKey(recovery.verifying_key().to_bytes());
        let renew = Op::Renew {
            member: old.member(),
            recovery: author,
            next: member,
            box_key,
            commitment: next.recovery(),
            accepted: accepted(space, &old.member()),
            sealed: None,
        };
        let rekey = Op::Rekey {
            epoch,
            wraps: vec![Wrap { member, sealed }],
            invites: Vec::new(),
            previous,
        };
        Ok(roster.draft(author, vec![renew, rekey], |message| {
            recovery.sign(message).to_bytes()
        }))
    }
}

/// What counts of a member's records when its key ends: all that is durable here.
pub(crate) fn accepted(space: &Space, member: &MemberKey) -> Vec<Accepted> {
    let last = space
        .durable_tips()
        .filter(|(_, tip)| tip.member == *member);
    last.map(|(replica, tip)| Accepted {
        replica,
        counter: tip.counter,
        id: tip.id,
    })
    .collect()
}

impl PersonKey {
    /// Every key of the personal space that this generation may have: the one wrapped for it, and by that one all
    /// before it.
    pub fn keys_in(&self, roster: &Roster) -> KeyRing {
        let mut genesis = roster.entries().iter().take(1);
        let first = genesis.any(|genesis| self.began(genesis));
        let first = first.then(|| self.first_key());
        keys_in(roster, &self.member(), &self.box_secret(), first.as_ref())
    }
}

/// All ops of a roster, in order.
fn ops(roster: &Roster) -> impl Iterator<Item = Op> + '_ {
    let entries = roster.entries().iter();
    entries
        .filter_map(|bytes| Entry::parse(bytes).ok())
        .flat_map(|entry| entry.ops().to_vec())
}
