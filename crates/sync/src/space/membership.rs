//! How a space goes on when its members change: keys of the next generation, and what became of ours.
//! Whose own membership ended goes on by the roster it knew, for itself alone, until it is let in again.

use super::Space;
use crate::{KeyRing, SpaceIdentity};
use commonplace_protocol::{MemberKey, ReplicaId, Roster, RosterError, Tip};
use std::collections::BTreeSet;

impl Space {
    /// Takes the next roster entry.
    ///
    /// # Errors
    /// As [`Roster::append`].
    pub fn append_to_roster(&mut self, entry: &[u8]) -> Result<(), RosterError> {
        let was_member = self.roster.member(&self.member).is_some();
        let mut next = self.newest_roster().clone();
        let writers: Vec<MemberKey> = next
            .members()
            .filter_map(|(key, member)| member.role.may_write().then_some(key))
            .collect();
        next.append(entry)?;
        let ended = writers.into_iter().filter(|key| !next.may_write(key));
        let ended: BTreeSet<MemberKey> = ended.collect();
        self.mark_cut(&next, &ended);
        if self.successor.is_some() || (was_member && next.member(&self.member).is_none()) {
            self.successor = Some(next);
        } else {
            self.roster = next;
        }
        Ok(())
    }

    /// Remembers where replicas of theirs end that counts. They may be let write again before anybody looks, and what
    /// they wrote in between still does not count.
    fn mark_cut(&mut self, roster: &Roster, ended: &BTreeSet<MemberKey>) {
        for (replica, chain) in &self.chains {
            let tip = chain.tip().filter(|tip| ended.contains(&tip.member));
            let last = tip.and_then(|tip| roster.last_accepted(&tip.member, replica));
            if let (Some(tip), Some(last)) = (tip, last)
                && last.counter < tip.counter
            {
                let cut = self.cut.entry(*replica).or_insert(last.counter);
                *cut = last.counter.min(*cut);
            }
        }
    }

    /// The last record of a replica that counts, if not all do.
    fn cut_after(&self, replica: &ReplicaId, tip: &Tip) -> Option<u64> {
        let last = self.roster.last_accepted(&tip.member, replica);
        let marked = self.cut.get(replica).filter(|_| !self.is_shut_out());
        let ends = last
            .map(|last| last.counter)
            .into_iter()
            .chain(marked.copied());
        ends.min().filter(|last| *last < tip.counter)
    }

    /// The roster as others know it, which may no longer name us.
    pub fn newest_roster(&self) -> &Roster {
        self.successor.as_ref().unwrap_or(&self.roster)
    }

    /// Whether our key is no member's any more: others take nothing from us, and we can read nothing new.
    pub const fn is_shut_out(&self) -> bool {
        self.successor.is_some()
    }

    /// Shows others these keys from now on: they were handed over, and the roster that names them may come by
    /// showing them.
    pub fn stand_for(&mut self, identity: SpaceIdentity) {
        self.candidate = Some(identity);
    }

    /// Whom others are shown.
    pub(crate) fn proving(&self) -> MemberKey {
        self.candidate
            .as_ref()
            .map_or(self.member, SpaceIdentity::member)
    }

    /// The signature of whom others are shown.
    pub(crate) fn prove(&self, message: &[u8]) -> [u8; 64] {
        self.candidate
            .as_ref()
            .unwrap_or(&self.identity)
            .sign(message)
    }

    /// Goes on as somebody the roster names: under new keys, with a new writer to be begun.
    pub fn adopt(&mut self, identity: SpaceIdentity) {
        if let Some(roster) = self.successor.take() {
            self.roster = roster;
        }
        if identity.member() != self.member {
            self.writer = None;
        }
        self.candidate = None;
        self.member = identity.member();
        self.identity = identity;
    }

    /// Keeps keys found in the roster.
    pub fn take_keys(&mut self, keys: KeyRing) {
        self.identity.keys = keys;
    }

    /// Replicas that wrote more than counts of them, since the key they wrote with ended, and where each ends that
    /// counts. What ours say beyond it ([`Space::is_ours`]) has to be said again, see [`Space::renew`]; what others'
    /// do is theirs to say again, see [`Space::set_aside`].
    pub fn beyond_accepted(&self) -> Vec<(ReplicaId, u64)> {
        let beyond = |(replica, chain): (&ReplicaId, &super::Chain)| {
            Some((*replica, self.cut_after(replica, &chain.tip()?)?))
        };
        self.chains.iter().filter_map(beyond).collect()
    }

    /// Whether a replica is this person's: written under our key, or one that ours came after.
    pub fn is_ours(&self, replica: &ReplicaId) -> bool {
        let tip = self.tip(replica);
        tip.is_some_and(|tip| self.roster.newest_key(&tip.member) == self.member)
    }

    /// Whether all that is held of a replica counts.
    pub(crate) fn counts(&self, replica: &ReplicaId) -> bool {
        let tip = self.tip(replica);
        tip.is_none_or(|tip| self.cut_after(replica, &tip).is_none())
    }

    /// The last durable record of each replica.
    pub(crate) fn durable_tips(&self) -> impl Iterator<Item = (ReplicaId, Tip)> + '_ {
        self.chains
            .iter()
            .filter_map(|(replica, chain)| Some((*replica, chain.durable()?)))
    }
}
